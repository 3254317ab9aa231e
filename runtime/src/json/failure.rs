use std::borrow::Cow;
use std::fmt;

use super::path::{self, Step};

/// Why JSON text could not be read as the type that was asked for.
///
/// It names the JSON path (`Display` shows both ends of a long one, `Debug` the whole) and what was expected and found there, never a value: values may be
/// PINs or tokens.
///
/// ```
/// use openapi_build_runtime::json;
///
/// let failure = json::from_str::<Vec<bool>>("[true, \"1234\"]").unwrap_err();
/// assert_eq!(failure.path(), "$[1]");
/// assert_eq!(failure.to_string(), "$[1]: expected a boolean, found a string (at byte 7)");
/// ```
#[derive(Clone)]
pub struct Failure(Box<Inner>);

#[derive(Clone)]
struct Inner {
    reason: Reason,
    /// Bytes from the start of the text.
    offset: Option<usize>,
    /// Innermost step first: it grows while the calls return.
    steps: Vec<Step<'static>>,
    /// The innermost schema with a place in a document, and the steps from it.
    schema: Option<(&'static str, usize)>,
}

#[derive(Clone)]
enum Reason {
    Mismatch {
        expected: Cow<'static, str>,
        found: &'static str,
    },
    /// Never empty.
    Missing(Vec<&'static str>),
    TimedOut,
    Other(Cow<'static, str>),
}

impl Failure {
    /// A failure with a message of one's own. The message must not contain the value.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self::with(Reason::Other(message.into()), None)
    }

    pub(crate) fn mismatch(
        expected: impl Into<Cow<'static, str>>,
        found: &'static str,
        offset: usize,
    ) -> Self {
        let expected = expected.into();
        Self::with(Reason::Mismatch { expected, found }, Some(offset))
    }

    /// Reading took too long.
    pub(crate) fn timed_out(offset: usize) -> Self {
        Self::with(Reason::TimedOut, Some(offset))
    }

    /// Required properties that an object lacks.
    pub(crate) fn missing(names: Vec<&'static str>, offset: usize) -> Self {
        Self::with(Reason::Missing(names), Some(offset))
    }

    fn with(reason: Reason, offset: Option<usize>) -> Self {
        Self(Box::new(Inner {
            reason,
            offset,
            steps: Vec::new(),
            schema: None,
        }))
    }

    /// The same failure, seen from the object whose property `name` it happened in.
    #[must_use]
    pub fn in_property(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.0.steps.push(Step::Property(name.into()));
        self
    }

    /// The same failure, seen from the array whose item `index` (from 0) it happened in.
    #[must_use]
    pub fn in_item(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Item(index));
        self
    }

    /// The same failure, seen from the schema of an object that it happened in.
    #[cold]
    pub(crate) fn in_schema(mut self, place: &'static str) -> Self {
        let steps = self.0.steps.len();
        // Otherwise the value as a whole is none of this schema: that is for whose property it is.
        let has_property = steps > 0 || !self.missing_properties().is_empty();
        if !place.is_empty() && has_property {
            self.0.schema.get_or_insert((place, steps));
        }
        self
    }

    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.0.offset = Some(offset);
        self
    }

    /// Where in the JSON value it happened: `$.acs_credential.errors[0].message`.
    ///
    /// For a missing property this is where it should have been; the first one if an object lacks several.
    pub fn path(&self) -> String {
        let mut path = String::from("$");
        for step in self.0.steps.iter().rev() {
            step.render(&mut path);
        }
        if let Some(first) = self.missing_properties().first() {
            Step::Property((*first).into()).render(&mut path);
        }
        path
    }

    /// The innermost schema of the document that says what was expected: its JSON Pointer, and the name of its property that is
    /// wrong.
    pub fn schema(&self) -> Option<(&'static str, &str)> {
        let (place, steps) = self.0.schema?;
        let step = steps.checked_sub(1).and_then(|last| self.0.steps.get(last));
        let property = match step {
            Some(Step::Property(name)) => name,
            Some(Step::Item(_)) => return None,
            None => *self.missing_properties().first()?,
        };
        Some((place, property))
    }

    /// The option of the compiler that lets the property of [`schema`](Self::schema) be what was found.
    pub(crate) fn correction(&self) -> &'static str {
        let is_own = self.0.schema.is_some_and(|(_, steps)| steps < 2);
        match &self.0.reason {
            Reason::Missing(_) if is_own => "optional = true",
            Reason::Mismatch { found: "null", .. } if is_own => "optional = true",
            // Text of another format.
            Reason::Mismatch {
                found: "other text",
                ..
            } if is_own => "type = \"string\"",
            _ => "type = \"json\"",
        }
    }

    /// Where in the text it happened, in bytes from its start. For a missing property this is where its object ends.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// What is wrong, without the path: "expected a string, found null".
    pub fn reason(&self) -> String {
        match &self.0.reason {
            Reason::Mismatch { expected, found } => format!("expected {expected}, found {found}"),
            Reason::Missing(names) => match names.as_slice() {
                [] | [_] => String::from("missing"),
                [_, others @ ..] => format!("missing, and so are: {}", others.join(", ")),
            },
            Reason::TimedOut => String::from("reading it took longer than the time limit"),
            Reason::Other(message) => message.to_string(),
        }
    }

    fn message(&self, path: &str) -> String {
        let reason = self.reason();
        match self.0.offset {
            Some(offset) => format!("{path}: {reason} (at byte {offset})"),
            None => format!("{path}: {reason}"),
        }
    }

    /// Whether the text may be right, but there was no time left to read it.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.reason, Reason::TimedOut)
    }

    /// The required properties that are missing from one object. Empty if something else is wrong.
    pub fn missing_properties(&self) -> &[&'static str] {
        match &self.0.reason {
            Reason::Missing(names) => names,
            _ => &[],
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&path::shown(&self.path())))
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Failure")
            .field(&self.message(&self.path()))
            .finish()
    }
}

impl std::error::Error for Failure {}
