//! Parameters: what is given for them, as it is sent.

mod argument;
mod escape;
mod value;

use std::ops::Range;

pub use self::argument::{Argument, OptionalArgument};
pub(crate) use self::escape::Escape;
pub(crate) use self::value::Serialization;
use self::value::push_name;
use super::{form, url};
use crate::contract::{Parameter, ParameterIn, Style, pieces};
use crate::json::{Failure, ToJson, Writer};

/// The values of a request's parameters as they are sent, in the order in which they were set.
///
/// All stand in one text: a request with any number of parameters allocates as often as one with one.
#[derive(Default)]
pub(crate) struct Values {
    text: String,
    list: Vec<(Parameter, Range<usize>)>,
    /// Where values are written as JSON first.
    json: Writer,
}

/// Why a value can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueProblem {
    /// A value of the path that is empty.
    Empty,
    /// A value that has no form where there has to be one.
    Undefined,
    /// It has no form at all.
    Content,
}

impl From<Failure> for ValueProblem {
    fn from(_: Failure) -> Self {
        Self::Content
    }
}

impl Values {
    /// Sets the value of a parameter in place of an earlier one. What is left out, or undefined (RFC 6570, section 2.3), adds
    /// nothing where that is possible.
    pub(crate) fn set<T: ToJson + ?Sized>(
        &mut self,
        parameter: &Parameter,
        value: &T,
    ) -> Result<(), ValueProblem> {
        self.json.restart();
        value.write_to(&mut self.json);
        self.write(parameter, value.is_left_out())
    }

    fn write(&mut self, parameter: &Parameter, is_left_out: bool) -> Result<(), ValueProblem> {
        let is_same =
            |one: &Parameter| one.location == parameter.location && one.name == parameter.name;
        self.list.retain(|(one, _)| !is_same(one));
        let start = self.text.len();
        let (name, json, text) = (parameter.name, self.json.as_str(), &mut self.text);
        let serialization = Serialization::from(parameter);
        let is_defined = match (parameter.location, parameter.style) {
            (ParameterIn::QueryString, Style::Form) => form::write(json, &[], text)?,
            (ParameterIn::Query | ParameterIn::Header | ParameterIn::Cookie, _) if is_left_out => {
                false
            }
            _ => serialization.write(name, json, text)?,
        };
        match parameter.location {
            ParameterIn::Path if !is_defined => return Err(ValueProblem::Undefined),
            ParameterIn::Path if text.len() == start => return Err(ValueProblem::Empty),
            ParameterIn::QueryString if !is_defined => return Err(ValueProblem::Content),
            ParameterIn::Query if !is_defined && parameter.allow_empty_value => {
                push_name(name, text);
            }
            _ if !is_defined => return Ok(()),
            _ => {}
        }
        self.list.push((*parameter, start..self.text.len()));
        Ok(())
    }

    /// Each with its value.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Parameter, &str)> {
        let value = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        self.list
            .iter()
            .map(move |(parameter, range)| (parameter, value(range)))
    }

    /// The values of one place.
    pub(crate) fn of(&self, location: ParameterIn) -> impl Iterator<Item = (&Parameter, &str)> {
        self.iter()
            .filter(move |(parameter, _)| parameter.location == location)
    }
}

/// Why a path template could not be filled.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PathProblem {
    Missing(String),
    Dots,
}

/// The path of a template with the values of its parameters, and the query. A fragment of the template, which some documents
/// use to tell operations apart, is not sent.
pub(crate) fn target(template: &str, values: &Values) -> Result<String, PathProblem> {
    let mut target = path(template, values)?;
    let whole = values.of(ParameterIn::QueryString);
    for (_, value) in whole.chain(values.of(ParameterIn::Query)) {
        push_query(&mut target, value);
    }
    Ok(target)
}

fn path(template: &str, values: &Values) -> Result<String, PathProblem> {
    let mut out = String::with_capacity(2 * template.len());
    if !template.starts_with('/') {
        out.push('/');
    }
    for (text, name) in pieces(template) {
        url::push_encoded(text, &mut out);
        if let Some(name) = name {
            let mut given = values.of(ParameterIn::Path);
            let value = given.find(|(parameter, _)| parameter.name == name);
            let (_, value) = value.ok_or_else(|| PathProblem::Missing(name.to_owned()))?;
            out.push_str(value);
        }
    }
    let path = out.split('?').next().unwrap_or_default();
    if path.split('/').any(|segment| url::dots(segment).is_some()) {
        return Err(PathProblem::Dots);
    }
    // A question mark with nothing behind it.
    if out.ends_with('?') {
        out.pop();
    }
    Ok(out)
}

/// Adds pairs to the query of a path.
fn push_query(target: &mut String, pairs: &str) {
    if !pairs.is_empty() {
        target.push(if target.contains('?') { '&' } else { '?' });
        target.push_str(pairs);
    }
}

#[cfg(test)]
mod examples;
#[cfg(test)]
mod tests;
