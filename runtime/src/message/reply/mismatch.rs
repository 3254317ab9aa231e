//! Bodies that are not as declared.

use std::error::Error as StdError;
use std::fmt;

use crate::json;
use crate::message::printable::printable;

/// How a body differs from what the document declares. It never shows the body.
#[derive(Debug)]
#[non_exhaustive]
pub enum Mismatch {
    /// The body is not the JSON that is declared.
    Json(json::Failure),
    /// The body has another content type than JSON. Holds the `Content-Type` received.
    ContentType(String),
    /// The body has another content type than those that it could be read as.
    MediaType {
        /// The `Content-Type` received.
        found: String,
        /// The media types as the document declares them.
        declared: Vec<&'static str>,
    },
    /// The body has another content type than `text/event-stream`. Holds the `Content-Type` received.
    NotEvents(String),
    /// There is no body.
    Empty,
    /// The body is compressed, which was not asked for. Holds the `Content-Encoding` received.
    Encoded(String),
    /// The body is not text in UTF-8. Holds the offset of the first invalid byte.
    NotText(usize),
    /// The document declares no body for this status.
    Undeclared,
}

impl Mismatch {
    /// Whether the body may be as declared, but there was no time left to read it.
    pub(crate) fn is_timeout(&self) -> bool {
        matches!(self, Self::Json(failure) if failure.is_timeout())
    }
}

impl From<json::Failure> for Mismatch {
    fn from(failure: json::Failure) -> Self {
        Self::Json(failure)
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(failure) => failure.fmt(f),
            Self::ContentType(found) => write!(
                f,
                "wrong content type: expected JSON, found \"{}\"",
                printable(found)
            ),
            Self::MediaType { found, declared } => write!(
                f,
                "wrong content type: expected {}, found \"{}\"",
                declared.join(" or "),
                printable(found)
            ),
            Self::NotEvents(found) => write!(
                f,
                "wrong content type: expected text/event-stream, found \"{}\"",
                printable(found)
            ),
            Self::Empty => f.write_str("there is no body"),
            Self::Encoded(coding) => write!(
                f,
                "the body is compressed, which was not asked for: \"{}\"",
                printable(coding)
            ),
            Self::NotText(offset) => write!(f, "not UTF-8 text: invalid byte at offset {offset}"),
            Self::Undeclared => f.write_str("the document declares no body for this status"),
        }
    }
}

impl StdError for Mismatch {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Json(failure) => StdError::source(failure),
            _ => None,
        }
    }
}
