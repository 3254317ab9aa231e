//! Words of OpenAPI for where a parameter stands and how its value is written.
//!
//! They mean the same wherever they occur, so the views of a document and `ir` have them in common.

/// `in` of a parameter, or of a key that is a credential (OpenAPI 3.2.0, section 4.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterIn {
    /// `path`
    Path,
    /// `query`
    Query,
    /// `querystring`, since 3.2: the whole query
    QueryString,
    /// `header`
    Header,
    /// `cookie`
    Cookie,
}

/// `style` of a parameter, or of a property of a form (OpenAPI 3.2.0, section 4.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `simple`
    Simple,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
    /// `form`
    Form,
    /// `cookie`, since 3.2
    Cookie,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
    /// JSON, which no `style` says: that is what a value with `content` may be
    Json,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Serialization {
    /// `style`
    pub style: Style,
    /// `explode`
    pub explode: bool,
    /// `allowReserved`
    pub allow_reserved: bool,
}

impl ParameterIn {
    /// The text of `in`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// The place that the text of `in` names.
    pub(crate) fn of(text: &str) -> Option<Self> {
        match text {
            "path" => Some(Self::Path),
            "query" => Some(Self::Query),
            "querystring" => Some(Self::QueryString),
            "header" => Some(Self::Header),
            "cookie" => Some(Self::Cookie),
            _ => None,
        }
    }

    /// The style of a parameter that names none.
    #[must_use]
    pub fn style(self) -> Style {
        match self {
            Self::Path | Self::Header => Style::Simple,
            Self::Query | Self::QueryString | Self::Cookie => Style::Form,
        }
    }
}

impl Style {
    /// The style that the text of `style` names.
    pub(crate) fn of(text: &str) -> Option<Self> {
        match text {
            "simple" => Some(Self::Simple),
            "label" => Some(Self::Label),
            "matrix" => Some(Self::Matrix),
            "form" => Some(Self::Form),
            "cookie" => Some(Self::Cookie),
            "spaceDelimited" => Some(Self::SpaceDelimited),
            "pipeDelimited" => Some(Self::PipeDelimited),
            "deepObject" => Some(Self::DeepObject),
            _ => None,
        }
    }

    /// `explode` where it isn't given. Of `deepObject`, OpenAPI defines no other than true.
    #[must_use]
    pub fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::Cookie | Self::DeepObject)
    }
}

/// A style, with what it has unless it is said otherwise.
impl From<Style> for Serialization {
    fn from(style: Style) -> Self {
        Self {
            style,
            explode: style.explodes(),
            allow_reserved: false,
        }
    }
}
