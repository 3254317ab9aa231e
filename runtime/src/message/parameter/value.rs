//! From JSON to the form that a value has in a URL, a header, a cookie or a form.

use super::escape::Escape;
use crate::contract::{Parameter, ParameterIn, Style};
use crate::json::{Failure, Kind, Reader};

/// How a value is written.
#[derive(Clone, Copy)]
pub(crate) struct Serialization {
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) escape: Escape,
    /// What stands between two pairs of a name and a value; none where values stand without names.
    pub(crate) joint: Option<&'static str>,
}

/// What stands around the items of an array, the properties of an object, or a value that is neither.
#[derive(Clone, Copy)]
struct Frame {
    /// Before the first of them.
    lead: &'static str,
    /// Between two of them.
    between: &'static str,
    name: Named,
}

/// Where the parameter's name stands.
#[derive(Clone, Copy)]
enum Named {
    Never,
    /// Before the first.
    Once,
    /// Before each, but for properties, which have names of their own.
    Each,
}

impl From<&Parameter> for Serialization {
    fn from(parameter: &Parameter) -> Self {
        let escape = match (parameter.location, parameter.allow_reserved) {
            (ParameterIn::Path, true) => Escape::ReservedInPath,
            (ParameterIn::Query, true) => Escape::Reserved,
            (ParameterIn::Header, _) => Escape::Nothing,
            (ParameterIn::Cookie, _) if parameter.style == Style::Cookie => Escape::Cookie,
            _ => Escape::All,
        };
        let joint = match parameter.location {
            ParameterIn::Path | ParameterIn::Header | ParameterIn::QueryString => None,
            ParameterIn::Query => Some("&"),
            ParameterIn::Cookie => Some("; "),
        };
        Self {
            style: parameter.style,
            explode: parameter.explode,
            escape,
            joint,
        }
    }
}

impl Serialization {
    /// Adds the value that `json` is to `out`; whether there is something to write. Null, and lists of nothing, are
    /// undefined (RFC 6570, section 2.3). After a failure, `out` may hold a part of the value.
    pub(crate) fn write(self, name: &str, json: &str, out: &mut String) -> Result<bool, Failure> {
        match self.style {
            Style::Json => {
                if self.joint.is_some() {
                    push_name(name, out);
                }
                self.escape.push(json, out);
                return Ok(true);
            }
            Style::DeepObject if self.joint.is_some() => {
                let start = out.len();
                self.nested(name, &mut Reader::new(json), start, out)?;
                return Ok(out.len() > start);
            }
            _ => {}
        }
        let mut parts = Parts {
            of: self,
            frame: self.frame(),
            name,
            out,
            count: 0,
        };
        parts.value(&mut Reader::new(json))?;
        Ok(parts.count > 0)
    }

    fn frame(self) -> Frame {
        let (lead, between, name) = match (self.joint, self.style) {
            (Some(joint), _) if self.explode => ("", joint, Named::Each),
            (Some(_), Style::SpaceDelimited) => ("", "%20", Named::Once),
            (Some(_), Style::PipeDelimited) => ("", "%7C", Named::Once),
            (Some(_), _) => ("", ",", Named::Once),
            (None, Style::Label) if self.explode => (".", ".", Named::Never),
            (None, Style::Label) => (".", ",", Named::Never),
            (None, Style::Matrix) if self.explode => (";", ";", Named::Each),
            (None, Style::Matrix) => (";", ",", Named::Once),
            (None, _) => ("", ",", Named::Never),
        };
        Frame {
            lead,
            between,
            name,
        }
    }

    fn text(self, text: &str, out: &mut String) -> Result<(), Failure> {
        if self.escape == Escape::Cookie && ends_cookie(text) {
            return Err(Failure::new("a character that ends a cookie"));
        }
        self.escape.push(text, out);
        Ok(())
    }

    /// A value that is written in one piece.
    fn leaf(self, reader: &mut Reader<'_>, out: &mut String) -> Result<(), Failure> {
        match reader.peek()? {
            Kind::String => self.text(&reader.string()?, out),
            _ => self.text(reader.raw()?, out),
        }
    }

    /// [`Style::DeepObject`]: `name[property][0]=item`. What is written begins at `start`.
    fn nested(
        self,
        name: &str,
        reader: &mut Reader<'_>,
        start: usize,
        out: &mut String,
    ) -> Result<(), Failure> {
        match reader.peek()? {
            Kind::Object => reader.entries(&mut |reader, key| {
                self.nested(&format!("{name}[{key}]"), reader, start, out)
            }),
            Kind::Array => {
                let mut index = 0_usize;
                reader.items(&mut |reader| {
                    let name = format!("{name}[{index}]");
                    index += 1;
                    self.nested(&name, reader, start, out)
                })
            }
            Kind::Null => reader.null(),
            _ => {
                if out.len() > start {
                    out.push_str(self.joint.unwrap_or_default());
                }
                push_name(name, out);
                self.leaf(reader, out)
            }
        }
    }
}

/// The items or properties of one value, or the value itself, while they are written.
struct Parts<'w> {
    of: Serialization,
    frame: Frame,
    name: &'w str,
    out: &'w mut String,
    /// How many there are so far.
    count: usize,
}

impl Parts<'_> {
    fn value(&mut self, reader: &mut Reader<'_>) -> Result<(), Failure> {
        match reader.peek()? {
            Kind::Array => reader.items(&mut |reader| match reader.peek()? {
                Kind::Null => reader.null(),
                _ => {
                    self.begin(true);
                    self.of.leaf(reader, self.out)
                }
            }),
            Kind::Object => reader.entries(&mut |reader, key| match reader.peek()? {
                Kind::Null => reader.null(),
                // A list among pairs has a pair for each item, as one that is a parameter itself.
                Kind::Array if self.of.explode && self.of.joint.is_some() => {
                    reader.items(&mut |reader| match reader.peek()? {
                        Kind::Null => reader.null(),
                        _ => self.property(&key, reader),
                    })
                }
                _ => self.property(&key, reader),
            }),
            Kind::Null => reader.null(),
            _ => {
                self.begin(true);
                let start = self.out.len();
                self.of.leaf(reader, self.out)?;
                // `;color`, where the others have `color=`.
                if self.of.style == Style::Matrix && self.out.len() == start {
                    self.out.pop();
                }
                Ok(())
            }
        }
    }

    fn property(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), Failure> {
        self.begin(false);
        self.of.text(key, self.out)?;
        let equals = if self.of.explode {
            "="
        } else {
            self.frame.between
        };
        self.out.push_str(equals);
        self.of.leaf(reader, self.out)
    }

    /// What stands before the next one. `is_named`: whether it has the parameter's name where each has one.
    fn begin(&mut self, is_named: bool) {
        let is_first = self.count == 0;
        self.count += 1;
        let (lead, between) = (self.frame.lead, self.frame.between);
        self.out.push_str(if is_first { lead } else { between });
        let has_name = match self.frame.name {
            Named::Never => false,
            Named::Once => is_first,
            Named::Each => is_named,
        };
        if has_name {
            push_name(self.name, self.out);
        }
    }
}

/// `name=`
pub(super) fn push_name(name: &str, out: &mut String) {
    Escape::All.push(name, out);
    out.push('=');
}

/// Whether text that stands in a cookie as it is would end the cookie or the header.
fn ends_cookie(text: &str) -> bool {
    text.contains(|c: char| c == ';' || c.is_control())
}
