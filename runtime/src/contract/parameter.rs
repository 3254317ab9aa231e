//! Parameters, and properties of forms: where they stand, and how their values are written.

/// One parameter of an operation (OpenAPI 3.0.4, section 4.8.12).
///
/// Whoever sends, repeats, logs or traces a request learns from it what a value is and whether it may be shown:
/// [`Operation::declared_parameters`](super::Operation::declared_parameters) lists what the document declares,
/// [`Request::parameters`](crate::Request::parameters) what a request has, each with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// `name`
    pub name: &'static str,
    /// `in`
    pub location: ParameterIn,
    /// `style`, or what stands for it with `content`.
    pub style: Style,
    /// `explode`: whether each item of an array, and each property of an object, is written by itself.
    pub explode: bool,
    /// `allowReserved`: whether reserved characters of a value stay as they are, as far as they can.
    pub allow_reserved: bool,
    /// `allowEmptyValue`: whether null, an empty array and an empty object are the name with an empty value.
    pub allow_empty_value: bool,
    /// Whether its values are secrets: passwords, and keys that are credentials.
    pub sensitive: bool,
}

/// Where a parameter stands: `in`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParameterIn {
    /// In the path, in place of a name in braces.
    Path,
    /// In the query.
    Query,
    /// The whole query (OpenAPI 3.2).
    QueryString,
    /// A header.
    Header,
    /// In the `Cookie` header.
    Cookie,
}

/// How a value is written (OpenAPI 3.0.4, section 4.8.12.2.3, and RFC 6570).
///
/// Null items and properties are left out (RFC 6570, section 2.3). Arrays and objects within
/// arrays and objects, which OpenAPI leaves open, are written as JSON. [`Style::DeepObject`]
/// nests its brackets and numbers the items of arrays, `a[b][0]=1`: the one form in which an array of
/// one item, and one of objects, cannot be taken for something else. Stripe, PHP, Rails and what uses
/// `qs` read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// `blue,black`: paths and headers.
    Simple,
    /// `.blue.black`: paths.
    Label,
    /// `;color=blue;color=black`: paths.
    Matrix,
    /// `color=blue&color=black`: queries, and cookies, where `; ` stands for `&`.
    Form,
    /// `color=blue; color=black`: cookies whose values are not percent-encoded (OpenAPI 3.2, section
    /// 4.12.2.3).
    Cookie,
    /// `color=blue%20black`: queries.
    SpaceDelimited,
    /// `color=blue%7Cblack`: queries.
    PipeDelimited,
    /// `color%5BR%5D=100`: queries.
    DeepObject,
    /// JSON text: parameters with `content: application/json`.
    Json,
}

impl Style {
    /// `explode` where a document doesn't say it: true for those that write pairs.
    const fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::Cookie | Self::DeepObject)
    }
}

/// Parameters as most are, and what others say beside their name.
impl Parameter {
    /// A parameter of the path, of the style `simple`.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, ParameterIn::Path, Style::Simple)
    }

    /// A parameter of the query, of the style `form`.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, ParameterIn::Query, Style::Form)
    }

    /// The whole query (OpenAPI 3.2, `in: querystring`): a form of the properties of its value. With [`Style::Json`] it is
    /// JSON, with [`Style::Simple`] text.
    pub const fn query_string(name: &'static str) -> Self {
        Self::new(name, ParameterIn::QueryString, Style::Form)
    }

    /// A header, of the style `simple`.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, ParameterIn::Header, Style::Simple)
    }

    /// A cookie, of the style `form`.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, ParameterIn::Cookie, Style::Form)
    }

    const fn new(name: &'static str, location: ParameterIn, style: Style) -> Self {
        Self {
            name,
            location,
            style,
            explode: style.explodes(),
            allow_reserved: false,
            allow_empty_value: false,
            sensitive: false,
        }
    }

    /// Another style, with the `explode` that it has unless it is said otherwise.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self.explode = style.explodes();
        self
    }

    /// `explode`
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// `allowReserved: true`. In a query `&`, `+`, `#`, `[` and `]` are escaped all the same, so that a value cannot become
    /// another parameter; in a path (OpenAPI 3.2) `/`, `?`, `#`, `[` and `]` are, so that it cannot lead to another path.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// `allowEmptyValue: true`
    #[must_use]
    pub const fn allow_empty_value(mut self) -> Self {
        self.allow_empty_value = true;
        self
    }

    /// That its values are secrets: a header is marked so that nothing prints it.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }
}

/// How one property of a form is written (OpenAPI 3.0.4, section 4.8.15): as a query parameter of its name would be.
///
/// A property without one: an array repeats its name, an object is JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(crate) Parameter);

impl Encoding {
    /// A property of the style `form`.
    pub const fn new(property: &'static str) -> Self {
        Self(Parameter::query(property))
    }

    /// Another style, with the `explode` that it has unless it is said otherwise; [`Style::Json`] for
    /// `contentType: application/json`.
    #[must_use]
    pub const fn style(self, style: Style) -> Self {
        Self(self.0.style(style))
    }

    /// `explode`
    #[must_use]
    pub const fn explode(self, explode: bool) -> Self {
        Self(self.0.explode(explode))
    }

    /// `allowReserved: true`
    #[must_use]
    pub const fn allow_reserved(self) -> Self {
        Self(self.0.allow_reserved())
    }
}
