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
