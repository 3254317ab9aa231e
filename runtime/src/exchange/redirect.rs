//! Redirects (RFC 9110, section 15.4), followed here and not in the transport, because here it is
//! known what a credential is.

use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};

use crate::message::url::Url;

/// How many redirects are followed unless the client says otherwise.
pub(super) const LIMIT: u32 = 10;

/// Why no request can be sent where a redirect leads to.
pub(super) const UNUSABLE: &str = "its location is not a usable HTTP URL";

/// What to do about a reply with a status of 3xx.
#[derive(Debug)]
pub(super) enum Redirect {
    /// It is no redirect.
    None,
    Follow(Url),
    /// Why it must not be followed.
    Refuse(&'static str),
}

/// The request that was answered.
pub(super) struct Answered<'a> {
    pub(super) method: &'a Method,
    pub(super) url: &'a Url,
    pub(super) has_body: bool,
    /// Whether the body can be sent again.
    pub(super) repeatable: bool,
    pub(super) followed: u32,
    pub(super) limit: u32,
}

/// Followed are `GET` and `HEAD` anywhere, other methods within the origin and only where the
/// status keeps method and body. Never followed is a step from HTTPS to HTTP, nor does a body go
/// to another origin.
pub(super) fn decide(request: &Answered<'_>, status: StatusCode, headers: &HeaderMap) -> Redirect {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Redirect::None;
    }
    let Some(location) = headers.get(LOCATION) else {
        return Redirect::Refuse("it names no location");
    };
    let location = String::from_utf8_lossy(location.as_bytes());
    let Ok(url) = request.url.resolve(&location) else {
        return Redirect::Refuse(UNUSABLE);
    };
    let is_safe = matches!(*request.method, Method::GET | Method::HEAD);
    let is_same = url.origin == request.url.origin;
    if request.url.origin.is_https() && !url.origin.is_https() {
        Redirect::Refuse("it leads from HTTPS to HTTP")
    } else if !is_safe && !matches!(status.as_u16(), 307 | 308) {
        Redirect::Refuse("it would change the method")
    } else if !is_safe && !is_same {
        Redirect::Refuse("it leads to another origin, and the method may change data")
    } else if request.has_body && !is_same {
        Redirect::Refuse("it leads to another origin, and the request has a body")
    } else if !request.repeatable {
        Redirect::Refuse("the body is a stream, which can't be sent a second time")
    } else if request.followed >= request.limit {
        Redirect::Refuse("too many redirects")
    } else {
        Redirect::Follow(url)
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use crate::message::url::BaseUrl;

    fn decided(method: &Method, from: &str, status: u16, location: &str) -> Redirect {
        let url = BaseUrl::parse(from).unwrap().join("/pets");
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, HeaderValue::from_str(location).unwrap());
        let request = Answered {
            method,
            url: &url,
            has_body: *method == Method::POST,
            repeatable: true,
            followed: 0,
            limit: LIMIT,
        };
        decide(&request, StatusCode::from_u16(status).unwrap(), &headers)
    }

    fn is_followed(method: &Method, status: u16, location: &str) -> bool {
        let decided = decided(method, "https://a.example", status, location);
        matches!(decided, Redirect::Follow(_))
    }

    #[test]
    fn reading_follows_anywhere_but_down_to_http() {
        for status in [301, 302, 303, 307, 308] {
            assert!(is_followed(&Method::GET, status, "/x"));
            assert!(is_followed(&Method::HEAD, status, "https://b.example/x"));
            assert!(!is_followed(&Method::GET, status, "http://a.example/x"));
        }
        assert!(!is_followed(&Method::GET, 304, "/x"));
        assert!(!is_followed(&Method::GET, 300, "/x"));
    }

    #[test]
    fn writing_follows_within_the_origin_and_unchanged() {
        for status in [301, 302, 303] {
            assert!(!is_followed(&Method::POST, status, "/x"));
        }
        for status in [307, 308] {
            assert!(is_followed(&Method::POST, status, "/x"));
            assert!(is_followed(
                &Method::DELETE,
                status,
                "https://A.example:443/x"
            ));
            assert!(!is_followed(
                &Method::DELETE,
                status,
                "https://a.example:444/x"
            ));
            assert!(!is_followed(&Method::POST, status, "https://b.example/x"));
        }
    }
}
