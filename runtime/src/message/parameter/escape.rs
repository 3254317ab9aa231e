//! How texts are escaped where they stand.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// How texts are escaped where they stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// All but the unreserved characters of RFC 3986, section 2.3.
    All,
    /// `allowReserved` in a query: reserved characters stay, but for those that would end or split
    /// the query; so do percent-encoded triplets (RFC 6570, section 3.2.3).
    Reserved,
    /// `allowReserved` in a path: the same, but for those that would end a segment or the path.
    ReservedInPath,
    /// Not at all: headers.
    Nothing,
    /// Not at all; a value that would end the cookie is refused.
    Cookie,
}

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `#`, `[`, `]` may not stand in a query (RFC 3986, section 3.4); `&` and `+` mean something else
/// there (OpenAPI 3.0.4, appendix E).
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// A segment of a path ends at `/`, the path at `?` (RFC 3986, section 3.3).
const RESERVED_IN_PATH: &AsciiSet = &RESERVED.add(b'/').add(b'?').remove(b'&').remove(b'+');

impl Escape {
    pub(crate) fn push(self, text: &str, out: &mut String) {
        match self {
            Self::All => out.extend(utf8_percent_encode(text, UNRESERVED)),
            Self::Nothing | Self::Cookie => out.push_str(text),
            Self::Reserved => push_but_triplets(text, RESERVED, out),
            Self::ReservedInPath => push_but_triplets(text, RESERVED_IN_PATH, out),
        }
    }
}

fn push_but_triplets(text: &str, escaped: &'static AsciiSet, out: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.extend(utf8_percent_encode(before, escaped));
        let digits = after.bytes().take(2);
        let is_triplet = digits.filter(u8::is_ascii_hexdigit).count() == 2;
        out.push_str(if is_triplet { "%" } else { "%25" });
        rest = after;
    }
    out.extend(utf8_percent_encode(rest, escaped));
}
