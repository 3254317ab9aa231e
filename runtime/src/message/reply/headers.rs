//! Headers of replies as values (OpenAPI 3.0.4, section 4.7.21: `style: simple`).

use std::error::Error as StdError;
use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::json::{self, Failure, Json};
use crate::message::header::ReplyHeaders;

/// A header that is not what the document declares. It never shows the value.
#[derive(Debug)]
pub struct HeaderMismatch {
    name: &'static str,
    /// None for a value that is not UTF-8.
    failure: Option<Failure>,
}

impl HeaderMismatch {
    /// The header.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for HeaderMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name;
        write!(f, "the header `{name}` is not as the document declares: ")?;
        match &self.failure {
            Some(failure) => failure.fmt(f),
            None => f.write_str("not UTF-8"),
        }
    }
}

impl StdError for HeaderMismatch {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.failure.as_ref().map(|failure| failure as _)
    }
}

/// The headers of a reply, as generated types read them. `Debug` shows no session.
#[derive(Clone, Copy)]
pub struct Headers<'a>(&'a HeaderMap);

impl<'a> Headers<'a> {
    /// Of a reply or an error.
    pub const fn new(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// A header that is one value: text, or a number or boolean where the type asks for one. None if
    /// the header is not there; the first if there are several.
    ///
    /// # Errors
    ///
    /// A value that is not of the type.
    pub fn one<T: Json>(self, name: &'static str) -> Result<Option<T>, HeaderMismatch> {
        let values = texts(self.0, name)?;
        values.first().map(|text| value(name, text)).transpose()
    }

    /// A header that is a list: the values between commas, of all headers of the name.
    ///
    /// # Errors
    ///
    /// A value that is not of the type.
    pub fn list<T: Json>(self, name: &'static str) -> Result<Option<Vec<T>>, HeaderMismatch> {
        let values = texts(self.0, name)?;
        if values.is_empty() {
            return Ok(None);
        }
        // Cookies are one each: a date in them has a comma (RFC 6265, section 3).
        let separator = match name.eq_ignore_ascii_case("set-cookie") {
            true => '\0',
            false => ',',
        };
        let items = values.iter().flat_map(|text| text.split(separator));
        let items = items.map(str::trim).filter(|item| !item.is_empty());
        let items: Result<_, _> = items.map(|item| value(name, item)).collect();
        items.map(Some)
    }

    /// A header with `content: application/json`.
    ///
    /// # Errors
    ///
    /// A value that is not JSON, or of another shape.
    pub fn json<T: Json>(self, name: &'static str) -> Result<Option<T>, HeaderMismatch> {
        let values = texts(self.0, name)?;
        let first = values.first().map(|text| json::from_str(text));
        first.transpose().map_err(|failure| HeaderMismatch {
            name,
            failure: Some(failure),
        })
    }
}

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ReplyHeaders(self.0).fmt(f)
    }
}

fn texts<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Vec<&'a str>, HeaderMismatch> {
    // A name that no header can have is in no reply.
    let Ok(key) = HeaderName::from_bytes(name.as_bytes()) else {
        return Ok(Vec::new());
    };
    let text = |value: &'a HeaderValue| {
        std::str::from_utf8(value.as_bytes()).map_err(|_| HeaderMismatch {
            name,
            failure: None,
        })
    };
    headers.get_all(key).iter().map(text).collect()
}

/// Text says nothing of its type: it is a string if `T` takes one, otherwise what it is as JSON.
fn value<T: Json>(name: &'static str, text: &str) -> Result<T, HeaderMismatch> {
    let string = json::from_str(&json::to_string(text));
    string
        .or_else(|failure| json::from_str(text).map_err(|_| failure))
        .map_err(|failure| HeaderMismatch {
            name,
            failure: Some(failure),
        })
}
