//! What OpenAPI 3.0, 3.1 and 3.2 allow where: one row per keyword of each object, with the versions
//! that have it (OpenAPI Specification 3.0.4, 3.1.1 and 3.2.0, section 4.8; JSON Schema 2020-12).

mod rows;
mod schema;
mod version;

use std::borrow::Cow;

pub use version::Version;

/// The kinds of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "they are called as in the specification")]
pub enum ObjectKind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
}

/// What a keyword holds.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Any value, not looked into.
    Any,
    /// Text.
    Text,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Bool,
    /// A whole number, zero or more.
    Count,
    /// A number.
    Number,
    /// An object that stands here itself.
    Object(ObjectKind),
    /// An object, or a reference to one.
    Part(ObjectKind),
    /// `true`, `false`, or as `Part`.
    BoolOr(ObjectKind),
    /// A number, or before 3.1 `true` or `false`.
    BoolOrNumber,
    /// The name of a type of JSON, or since 3.1 a list of them.
    Types,
    /// A list.
    List(&'static Self),
    /// A list that must not be empty.
    Filled(&'static Self),
    /// An object with keys of the author's choice.
    Map(&'static Self),
    /// Checked, but no part of the views: it is read on its own or not at all.
    Apart(&'static Self),
}

/// One keyword of an object.
#[derive(Debug)]
pub struct Row {
    /// The key.
    pub keyword: &'static str,
    /// What it holds.
    pub shape: Holds,
    /// What it means when it is missing.
    pub missing: Missing,
    /// The first version that has the keyword.
    pub since: Version,
    /// The last version that has the keyword.
    pub until: Version,
    /// The last version that asks for the keyword, if any does.
    pub needed_until: Version,
}

/// What it means when a keyword is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing.
    Fine,
    /// Nothing here; views hold an empty value, because their type needs one.
    Filled,
    /// A mistake that changes nothing; views hold an empty value.
    Reported,
    /// A mistake that costs the object.
    Costs,
}

impl Row {
    /// The same in this version and those after it.
    const fn since(self, since: Version) -> Self {
        Self { since, ..self }
    }

    /// The same in this version and those before it.
    const fn until(self, until: Version) -> Self {
        Self { until, ..self }
    }

    /// The same; versions after this one don't ask for it.
    const fn needed_until(self, needed_until: Version) -> Self {
        Self {
            needed_until,
            ..self
        }
    }

    /// Whether views hold an empty value where the keyword is missing.
    #[must_use]
    pub fn is_filled(&self) -> bool {
        matches!(self.missing, Missing::Filled | Missing::Reported)
    }
}

/// The keywords of an object.
#[derive(Debug)]
pub struct Grammar {
    /// How messages call the object: `a schema`.
    pub name: &'static str,
    /// Its keywords.
    pub rows: &'static [Row],
    /// What keys hold that are no keywords, where the author chooses them.
    pub others: Option<Holds>,
}

/// The methods of a Path Item Object, in the order of the specification.
pub const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

impl ObjectKind {
    /// The keywords of this kind of object.
    #[must_use]
    pub fn grammar(self) -> &'static Grammar {
        match self {
            Self::OpenApi => &rows::OPENAPI,
            Self::Info => &rows::INFO,
            Self::Contact => &rows::CONTACT,
            Self::License => &rows::LICENSE,
            Self::Server => &rows::SERVER,
            Self::ServerVariable => &rows::SERVER_VARIABLE,
            Self::Components => &rows::COMPONENTS,
            Self::Paths => &rows::PATHS,
            Self::PathItem => &rows::PATH_ITEM,
            Self::Operation => &rows::OPERATION_OBJECT,
            Self::ExternalDocs => &rows::EXTERNAL_DOCS,
            Self::Parameter => &rows::PARAMETER,
            Self::RequestBody => &rows::REQUEST_BODY,
            Self::MediaType => &rows::MEDIA_TYPE,
            Self::Encoding => &rows::ENCODING,
            Self::Responses => &rows::RESPONSES,
            Self::Response => &rows::RESPONSE,
            Self::Callback => &rows::CALLBACK,
            Self::Example => &rows::EXAMPLE_OBJECT,
            Self::Link => &rows::LINK,
            Self::Header => &rows::HEADER,
            Self::Tag => &rows::TAG,
            Self::Schema => &schema::SCHEMA,
            Self::Discriminator => &schema::DISCRIMINATOR,
            Self::Xml => &schema::XML,
            Self::SecurityScheme => &rows::SECURITY_SCHEME,
            Self::OAuthFlows => &rows::OAUTH_FLOWS,
            Self::OAuthFlow => &rows::OAUTH_FLOW,
            Self::SecurityRequirement => &rows::SECURITY_REQUIREMENT,
        }
    }

    /// Whether keys that begin with `x-` are extensions and not names.
    #[must_use]
    pub fn has_extensions(self) -> bool {
        self != Self::SecurityRequirement
    }

    /// What the value under `key` of such an object has to be; `None` for unknown keywords.
    #[must_use]
    pub fn shape(self, key: &str) -> Option<Holds> {
        match self.row(key) {
            Some(row) => Some(row.shape),
            None if self.has_extensions() && is_extension(key) => None,
            None => self.grammar().others,
        }
    }

    /// The row of a keyword.
    #[must_use]
    pub fn row(self, key: &str) -> Option<&'static Row> {
        self.grammar().rows.iter().find(|row| row.keyword == key)
    }
}

/// Whether a key is a specification extension (OpenAPI 3.0.4 section 4.9).
#[must_use]
pub fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

/// The `style` values of a parameter, by its place (OpenAPI 3.0.4 section 4.8.12.2).
#[must_use]
pub fn styles(place: &str) -> &'static [&'static str] {
    match place {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" => &["form", "cookie"],
        // Its whole is one value with a media type, so `content` stands in the place of a style.
        "querystring" => &["form"],
        _ => &[],
    }
}

/// The key of a response as it should be written: ranges such as `4XX` have capitals. `default` stays.
#[must_use]
pub fn upper_status(key: &str) -> Cow<'_, str> {
    match key.as_bytes() {
        [b'1'..=b'5', b'x' | b'X', b'x' | b'X'] => Cow::Owned(key.to_ascii_uppercase()),
        _ => Cow::Borrowed(key),
    }
}
