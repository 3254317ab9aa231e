//! Parameters: from JSON to the form they have in a URL, a header or a cookie.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::url;
use crate::contract::Style;
use crate::json::{Failure, Kind, Reader};

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

    fn text(self, text: &str) -> String {
        let mut out = String::new();
        self.push(text, &mut out);
        out
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

/// A value as parameters see it. Its texts are escaped already.
enum Structure {
    Null,
    One(String),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Structure {
    fn read(json: &str, escape: Escape) -> Result<Self, Failure> {
        let mut reader = Reader::new(json);
        Ok(match reader.peek()? {
            Kind::Array => {
                let mut list = Vec::new();
                reader.items(&mut |reader| {
                    list.extend(leaf(reader, escape)?);
                    Ok(())
                })?;
                Self::List(list)
            }
            Kind::Object => {
                let mut pairs = Vec::new();
                reader.entries(&mut |reader, name| {
                    if let Some(value) = leaf(reader, escape)? {
                        pairs.push((escape.text(&name), value));
                    }
                    Ok(())
                })?;
                Self::Pairs(pairs)
            }
            _ => leaf(&mut reader, escape)?.map_or(Self::Null, Self::One),
        })
    }

    /// All parts side by side: `R,100,G,200`.
    fn flat(&self) -> Vec<&str> {
        match self {
            Self::Null => Vec::new(),
            Self::One(text) => vec![text],
            Self::List(list) => list.iter().map(String::as_str).collect(),
            Self::Pairs(pairs) => pairs
                .iter()
                .flat_map(|(name, value)| [name.as_str(), value.as_str()])
                .collect(),
        }
    }

    /// Each item of an array, each pair of an object: `R=100`.
    fn exploded(&self) -> Vec<String> {
        match self {
            Self::Pairs(pairs) => pairs
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect(),
            _ => self.flat().into_iter().map(str::to_owned).collect(),
        }
    }

    /// RFC 6570, section 2.3: nothing, and lists of nothing, are undefined.
    fn is_undefined(&self) -> bool {
        match self {
            Self::Null => true,
            Self::One(_) => false,
            Self::List(list) => list.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
        }
    }
}

/// The text of a value that is written in one piece; nothing for null.
fn leaf(reader: &mut Reader<'_>, escape: Escape) -> Result<Option<String>, Failure> {
    Ok(match reader.peek()? {
        Kind::Null => {
            reader.null()?;
            None
        }
        Kind::String => Some(escape.text(&reader.string()?)),
        _ => Some(escape.text(reader.raw()?)),
    })
}

/// A path parameter, or a header with [`Escape::Nothing`]. `None` when the value is undefined.
pub(crate) fn inline(
    name: &str,
    style: Style,
    explode: bool,
    escape: Escape,
    json: &str,
) -> Result<Option<String>, Failure> {
    if style == Style::Json {
        return Ok(Some(escape.text(json)));
    }
    let shape = Structure::read(json, escape)?;
    if shape.is_undefined() {
        return Ok(None);
    }
    let name = escape.text(name);
    Ok(Some(match style {
        Style::Label if explode => format!(".{}", shape.exploded().join(".")),
        Style::Label => format!(".{}", shape.flat().join(",")),
        Style::Matrix => matrix(&name, explode, &shape),
        _ if explode => shape.exploded().join(","),
        _ => shape.flat().join(","),
    }))
}

fn matrix(name: &str, explode: bool, shape: &Structure) -> String {
    match shape {
        Structure::One(text) if text.is_empty() => format!(";{name}"),
        Structure::List(list) if explode => {
            list.iter().map(|item| format!(";{name}={item}")).collect()
        }
        Structure::Pairs(_) if explode => format!(";{}", shape.exploded().join(";")),
        _ => format!(";{name}={}", shape.flat().join(",")),
    }
}

/// The name of a parameter as it stands in a query.
pub(crate) fn escaped(name: &str) -> String {
    Escape::All.text(name)
}

/// Whether text that stands in a cookie as it is would end the cookie or the header.
pub(crate) fn ends_cookie(text: &str) -> bool {
    text.contains(|c: char| c == ';' || c.is_control())
}

/// A query or cookie parameter, as pairs of escaped texts. None when the value is undefined.
pub(crate) fn pairs(
    name: &str,
    style: Style,
    explode: bool,
    escape: Escape,
    json: &str,
) -> Result<Vec<(String, String)>, Failure> {
    let key = Escape::All.text(name);
    match style {
        Style::Json => return Ok(vec![(key, escape.text(json))]),
        Style::DeepObject => {
            let mut out = Vec::new();
            deep(name, &mut Reader::new(json), escape, &mut out)?;
            return Ok(out);
        }
        _ => {}
    }
    let shape = Structure::read(json, escape)?;
    if shape.is_undefined() {
        return Ok(Vec::new());
    }
    let delimiter = match style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    Ok(match shape {
        Structure::List(list) if explode => {
            list.into_iter().map(|item| (key.clone(), item)).collect()
        }
        Structure::Pairs(pairs) if explode => pairs,
        _ => vec![(key, shape.flat().join(delimiter))],
    })
}

fn deep(
    name: &str,
    reader: &mut Reader<'_>,
    escape: Escape,
    out: &mut Vec<(String, String)>,
) -> Result<(), Failure> {
    match reader.peek()? {
        Kind::Object => {
            reader.entries(&mut |reader, key| deep(&format!("{name}[{key}]"), reader, escape, out))
        }
        Kind::Array => {
            let mut index = 0_usize;
            reader.items(&mut |reader| {
                let name = format!("{name}[{index}]");
                index += 1;
                deep(&name, reader, escape, out)
            })
        }
        _ => {
            if let Some(value) = leaf(reader, escape)? {
                out.push((Escape::All.text(name), value));
            }
            Ok(())
        }
    }
}

/// `a=1&b=2`
pub(crate) fn join(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

/// Why a path template could not be filled.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PathProblem {
    Missing(String),
    Dots,
}

/// Fills a path template with escaped values. Its fragment, which some documents use to tell
/// operations apart, is not sent.
pub(crate) fn fill(template: &str, values: &[(&str, String)]) -> Result<String, PathProblem> {
    let template = template.split('#').next().unwrap_or_default();
    let mut out = String::new();
    if !template.starts_with('/') {
        out.push('/');
    }
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        out.push_str(&url::encode(before));
        let value = values.iter().find(|(given, _)| *given == name);
        out.push_str(
            &value
                .ok_or_else(|| PathProblem::Missing(name.to_owned()))?
                .1,
        );
        rest = after;
    }
    out.push_str(&url::encode(rest));
    let path = out.split('?').next().unwrap_or_default();
    if path.split('/').any(|segment| url::dots(segment).is_some()) {
        return Err(PathProblem::Dots);
    }
    Ok(out)
}

#[cfg(test)]
mod examples;
#[cfg(test)]
mod tests;
