//! Absolute HTTP URLs as far as a client needs them (RFC 3986): base URL, origin, `Location`.
//!
//! Strict on purpose: whatever two parsers could read as different hosts is refused, because a
//! credential follows the host that is found here.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Scheme, host and port (RFC 6454, section 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    https: bool,
    /// Lower case.
    host: String,
    port: u16,
}

impl Origin {
    pub(crate) const fn is_https(&self) -> bool {
        self.https
    }

    fn parse(https: bool, authority: &str) -> Result<Self, &'static str> {
        if authority.contains('@') {
            return Err("holds a user name or a password");
        }
        let default = if https { 443 } else { 80 };
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port),
            _ => (authority, ""),
        };
        let port = match port {
            "" => default,
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().map_err(|_| "has an invalid port")?
            }
            _ => return Err("has an invalid port"),
        };
        let host = normal(host).ok_or("has an invalid host")?;
        Ok(Self { https, host, port })
    }

    fn write(&self, out: &mut String) {
        let default = if self.https { 443 } else { 80 };
        out.push_str(if self.https { "https://" } else { "http://" });
        out.push_str(&self.host);
        if self.port != default {
            let _ = write!(out, ":{}", self.port);
        }
    }
}

/// The host as every parser writes it; none if it is not one that all read alike.
fn normal(host: &str) -> Option<String> {
    if let Some(inner) = host.strip_prefix('[') {
        let address: Ipv6Addr = inner.strip_suffix(']')?.parse().ok()?;
        return Some(format!("[{address}]"));
    }
    let is_label = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    if host.is_empty() || !host.bytes().all(is_label) {
        return None;
    }
    // Browsers read `0x7f.1` and `127.1` as addresses, others as names.
    let last = host.strip_suffix('.').unwrap_or(host).rsplit('.').next()?;
    let hexadecimal = last.strip_prefix("0x").or(last.strip_prefix("0X"));
    let is_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    let is_hexadecimal =
        hexadecimal.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_number || is_hexadecimal {
        return Some(host.parse::<Ipv4Addr>().ok()?.to_string());
    }
    Some(host.to_ascii_lowercase())
}

/// Where all requests of a client start: an origin and a path without a slash at its end.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    origin: Origin,
    path: String,
}

impl BaseUrl {
    /// The error completes a sentence that starts with "the base URL".
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let (https, rest) = absolute(text.trim_matches(' '))
            .ok_or("does not start with `https://` or `http://`")?;
        if rest.contains('#') {
            return Err("has a fragment");
        }
        if rest.contains('?') {
            return Err("has a query");
        }
        if is_ambiguous(rest) {
            return Err(AMBIGUOUS);
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        Ok(Self {
            origin: Origin::parse(https, authority)?,
            path: remove_dots(&encode(path)).trim_end_matches('/').to_owned(),
        })
    }

    /// The base of an operation with a server of its own. A relative one stands at the host of
    /// this one.
    pub(crate) fn of_operation(&self, server: &str) -> Result<Self, &'static str> {
        if has_scheme(server) {
            return Self::parse(server);
        }
        if server.contains(['?', '#']) || server.starts_with("//") {
            return Err("is neither a path nor an HTTP URL");
        }
        if is_ambiguous(server) {
            return Err(AMBIGUOUS);
        }
        if server.contains(['{', '}']) {
            return Err("has a variable without a value");
        }
        let path = remove_dots(&encode(&format!("/{}", server.trim_start_matches('/'))));
        Ok(Self {
            origin: self.origin.clone(),
            path: path.trim_end_matches('/').to_owned(),
        })
    }

    /// The base at this origin of a server that is somewhere else, or has no host: only its path counts.
    pub(crate) fn at_origin(&self, server: &str) -> Result<Self, &'static str> {
        let path = match server.split_once("://") {
            Some((_, rest)) => split_authority(rest).1,
            None => server,
        };
        self.of_operation(path)
    }

    /// Whether it is an origin and no more.
    pub(crate) fn is_origin(&self) -> bool {
        self.path.is_empty()
    }

    /// The URL of a path that starts with a slash, with its query.
    pub(crate) fn join(&self, target: &str) -> Url {
        Url {
            origin: self.origin.clone(),
            target: format!("{}{target}", self.path),
        }
    }

    /// As text.
    pub(crate) fn text(&self) -> String {
        self.join("").text()
    }
}

/// An absolute URL without a fragment.
#[derive(Clone, Debug)]
pub(crate) struct Url {
    pub(crate) origin: Origin,
    /// Path and query.
    target: String,
}

impl Url {
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.origin.write(&mut text);
        text.push_str(&self.target);
        text
    }

    /// The query, without its question mark.
    pub(crate) fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }

    pub(crate) fn set_query(&mut self, query: &str) {
        let end = self.target.find('?').unwrap_or(self.target.len());
        self.target.truncate(end);
        if !query.is_empty() {
            self.target.push('?');
            self.target.push_str(query);
        }
    }

    /// Adds pairs to the query.
    pub(crate) fn add_query(&mut self, pairs: &str) {
        if pairs.is_empty() {
            return;
        }
        match self.query() {
            Some("") => {}
            Some(_) => self.target.push('&'),
            None => self.target.push('?'),
        }
        self.target.push_str(pairs);
    }

    /// Resolves a reference, such as a `Location` (RFC 3986, section 5.2). The error completes a
    /// sentence that starts with "the location".
    pub(crate) fn resolve(&self, reference: &str) -> Result<Self, &'static str> {
        let reference = reference.trim_matches(' ');
        let reference = reference.split('#').next().unwrap_or_default();
        if is_ambiguous(reference.split('?').next().unwrap_or_default()) {
            return Err(AMBIGUOUS);
        }
        let (origin, rest) = if let Some((https, rest)) = absolute(reference) {
            let (authority, rest) = split_authority(rest);
            (Origin::parse(https, authority)?, rest)
        } else if has_scheme(reference) {
            return Err("is not an HTTP URL");
        } else if let Some(rest) = reference.strip_prefix("//") {
            let (authority, rest) = split_authority(rest);
            (Origin::parse(self.origin.https, authority)?, rest)
        } else {
            return Ok(self.resolve_path(reference));
        };
        let (path, query) = split_query(rest);
        Ok(Self::new(origin, path, query))
    }

    fn resolve_path(&self, reference: &str) -> Self {
        let (path, query) = split_query(reference);
        let (base, base_query) = split_query(&self.target);
        let origin = self.origin.clone();
        if path.is_empty() {
            return Self::new(origin, base, query.or(base_query));
        }
        if path.starts_with('/') {
            return Self::new(origin, path, query);
        }
        let folder = base
            .rfind('/')
            .and_then(|end| base.get(..=end))
            .unwrap_or("/");
        Self::new(origin, &format!("{folder}{path}"), query)
    }

    fn new(origin: Origin, path: &str, query: Option<&str>) -> Self {
        let mut target = remove_dots(&encode(path));
        if target.is_empty() {
            target.push('/');
        }
        if let Some(query) = query {
            target.push('?');
            target.push_str(&encode(query));
        }
        Self { origin, target }
    }
}

const AMBIGUOUS: &str = "holds a backslash or a control character";

/// Whether a part in front of the query is read in two ways: browsers take backslashes for slashes and leave tabs out, so
/// that `/\x` and `/\t/x` are at another host for them.
fn is_ambiguous(place: &str) -> bool {
    place.contains(|character: char| character == '\\' || character.is_control())
}

fn absolute(text: &str) -> Option<(bool, &str)> {
    let (scheme, rest) = text.split_once("://")?;
    if scheme.eq_ignore_ascii_case("https") {
        Some((true, rest))
    } else if scheme.eq_ignore_ascii_case("http") {
        Some((false, rest))
    } else {
        None
    }
}

fn has_scheme(reference: &str) -> bool {
    let end = reference.find(['/', '?']).unwrap_or(reference.len());
    reference.get(..end).is_some_and(|head| head.contains(':'))
}

fn split_authority(rest: &str) -> (&str, &str) {
    rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()))
}

fn split_query(text: &str) -> (&str, Option<&str>) {
    text.split_once('?')
        .map_or((text, None), |(path, query)| (path, Some(query)))
}

/// Percent-encodes what may not stand in a path or a query (RFC 3986, section 3.3). Percent
/// signs stay, so that what is encoded already stays as it is.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_encoded(text, &mut out);
    out
}

/// Adds text that is encoded as [`encode`] does.
pub(crate) fn push_encoded(text: &str, out: &mut String) {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

    const OUTSIDE: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'<')
        .add(b'>')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    out.extend(utf8_percent_encode(text, OUTSIDE));
}

/// Whether a path segment is `.` or `..`, spelled in any way that a URL parser understands.
pub(crate) fn dots(segment: &str) -> Option<usize> {
    let mut rest = segment;
    let mut count = 0;
    while !rest.is_empty() {
        let mut spellings = [".", "%2e", "%2E"].into_iter();
        rest = spellings.find_map(|spelling| rest.strip_prefix(spelling))?;
        count += 1;
    }
    matches!(count, 1 | 2).then_some(count)
}

/// RFC 3986, section 5.2.4.
fn remove_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match dots(segment) {
            None => {
                kept.push(segment);
                continue;
            }
            // The empty segment before the first slash stays.
            Some(2) if kept.len() > 1 => {
                kept.pop();
            }
            Some(_) => {}
        }
        if is_last {
            kept.push("");
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Result<String, &'static str> {
        BaseUrl::parse(text).map(|base| base.join("/pets").text())
    }

    #[test]
    fn a_base_url_keeps_its_path() {
        let joined = |text| base(text).unwrap();
        assert_eq!(joined("https://a.example"), "https://a.example/pets");
        assert_eq!(joined("https://a.example/"), "https://a.example/pets");
        assert_eq!(joined(" https://a.example/ "), "https://a.example/pets");
        assert_eq!(
            joined("HTTPS://A.example:443/v1/"),
            "https://a.example/v1/pets"
        );
        assert_eq!(joined("http://[::1]:8080/v1"), "http://[::1]:8080/v1/pets");
    }

    #[test]
    fn a_base_url_that_would_mislead_is_refused() {
        assert_eq!(
            base("/v1"),
            Err("does not start with `https://` or `http://`")
        );
        assert_eq!(
            base("ftp://a"),
            Err("does not start with `https://` or `http://`")
        );
        assert_eq!(
            base("https://u:p@a"),
            Err("holds a user name or a password")
        );
        assert_eq!(base("https://a/?x=1"), Err("has a query"));
        assert_eq!(base("https://a/#x"), Err("has a fragment"));
        for text in [
            "https://a/b\\..\\c",
            "https://a\\.b",
            "https://a/\t/b",
            "https://a/\u{85}",
        ] {
            assert_eq!(base(text), Err(AMBIGUOUS), "{text}");
        }
        assert_eq!(base("https://a:99999"), Err("has an invalid port"));
        assert_eq!(base("https://"), Err("has an invalid host"));
    }

    #[test]
    fn a_relative_server_stands_at_the_same_host() {
        let of_operation = |server| {
            let base = BaseUrl::parse("https://a.example/v1").unwrap();
            base.of_operation(server)
                .map(|base| base.join("/pets").text())
        };
        for (server, expected) in [
            ("", "https://a.example/pets"),
            ("/", "https://a.example/pets"),
            ("/v2/", "https://a.example/v2/pets"),
            ("v2/../x", "https://a.example/x/pets"),
            ("http://b.example/y", "http://b.example/y/pets"),
        ] {
            assert_eq!(of_operation(server).as_deref(), Ok(expected), "{server}");
        }
        for server in ["//b.example", "https://{host}", "/a?b", "ftp://a"] {
            assert!(of_operation(server).is_err(), "{server}");
        }
    }

    /// RFC 3986, section 5.4, as far as HTTP uses it.
    #[test]
    fn references_resolve_as_the_rfc_says() {
        let here = BaseUrl::parse("http://a").unwrap().join("/b/c/d;p?q");
        for (reference, expected) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("g?y#s", "http://a/b/c/g?y"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("%2e%2E/g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"),
            ("https://x:8443/y?z", "https://x:8443/y?z"),
            (" /é x?\\ ", "http://a/%C3%A9%20x?%5C"),
        ] {
            let resolved = here.resolve(reference).map(|url| url.text());
            assert_eq!(resolved.as_deref(), Ok(expected), "{reference}");
        }
    }

    #[test]
    fn references_that_two_parsers_read_differently_are_refused() {
        let here = BaseUrl::parse("https://a.example").unwrap().join("/");
        for reference in [
            "https://a.example@evil.example/",
            "https://a.example\\@evil.example/",
            "///evil.example",
            "https:///evil.example",
            "javascript:alert(1)",
            "https:evil.example",
            "https://a.example:80x/",
            "//a.exämple/",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "//0x7f.1/",
            "//127.1/",
            "//1.2.3.256/",
            "//a.0X7F./",
            "//010.1.1.1/",
        ] {
            assert!(here.resolve(reference).is_err(), "{reference}");
        }
        let same = |one: &str, other: &str| {
            let origin = |text| here.resolve(text).unwrap().origin;
            origin(one) == origin(other)
        };
        assert!(same("https://[::1]/", "https://[0:0::1]:443/x"));
        assert!(same("https://A.example/", "https://a.EXAMPLE"));
        assert!(!same("https://a.example/", "https://a.example./"));
    }
}
