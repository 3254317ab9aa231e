//! Headers from text, and headers in debug output.

use std::fmt;

use http::header::{CONTENT_LENGTH, LOCATION, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};

/// Why a text cannot be a header.
#[derive(Debug)]
pub(crate) enum HeaderProblem {
    Name,
    /// Holds the name.
    Value(String),
    /// It says where the message ends, which only the transport knows. Holds the name.
    Framing(String),
}

impl fmt::Display for HeaderProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The wrong text may be a value in the wrong place, so it is not shown.
            Self::Name => f.write_str("a header's name is not valid"),
            Self::Value(name) => write!(
                f,
                "the value of the header `{name}` holds a character that cannot be sent"
            ),
            Self::Framing(name) => {
                write!(f, "the header `{name}` is set by the transport alone")
            }
        }
    }
}

/// Text as a header. UTF-8 is sent as it is (RFC 9110, section 5.5, `obs-text`).
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), HeaderProblem> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| HeaderProblem::Name)?;
    if name == CONTENT_LENGTH || name == TRANSFER_ENCODING {
        return Err(HeaderProblem::Framing(name.as_str().to_owned()));
    }
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| HeaderProblem::Value(name.as_str().to_owned()))?;
    value.set_sensitive(holds_credential(&name));
    Ok((name, value))
}

/// Headers that hold a credential by their meaning (RFC 9110, section 11; RFC 6265).
fn holds_credential(name: &HeaderName) -> bool {
    matches!(
        name.as_str(),
        "authorization" | "proxy-authorization" | "cookie" | "set-cookie"
    )
}

/// Prints the headers of a request by name only: those that a caller set may hold a credential
/// whatever they are called.
pub(crate) struct HeaderNames<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.keys().map(HeaderName::as_str))
            .finish()
    }
}

/// Prints the headers of a reply without what could be used as a credential: sessions in
/// `Set-Cookie`, and the query of a `Location`, which may be signed or be a copy of the request's.
pub(crate) struct ReplyHeaders<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for ReplyHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in self.0 {
            let text = String::from_utf8_lossy(value.as_bytes());
            let shown = match text.split_once('?') {
                _ if value.is_sensitive() || holds_credential(name) => "[redacted]",
                Some((path, _)) if name == LOCATION => &format!("{path}?[redacted]"),
                _ => &text,
            };
            map.entry(&name.as_str(), &shown);
        }
        map.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_printed_without_sessions_and_signed_links() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("set-cookie", "sid=s3cret"),
            ("location", "https://a.example/x?sig=s3cret"),
            ("x-note", "why?"),
        ] {
            let value = HeaderValue::from_static(value);
            headers.insert(HeaderName::from_static(name), value);
        }
        assert_eq!(
            format!("{:?}", ReplyHeaders(&headers)),
            r#"{"set-cookie": "[redacted]", "location": "https://a.example/x?[redacted]", "x-note": "why?"}"#
        );
    }
}
