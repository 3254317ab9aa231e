//! Checking values against the rules of the document that their types do not express (minLength, pattern, ...).
//!
//! Replies are never checked and requests only when asked: `body.validate()?`.

use std::fmt;

use super::path::{self, Step};

mod keywords;
mod operands;

pub(crate) use operands::wrappers;
pub use operands::{Mapping, Numeric, Real, Sequence, Text};

/// What `check` reports.
pub(super) fn check(check: impl FnOnce(&mut Checker<'_>)) -> Result<(), Violations> {
    let mut found = Vec::new();
    check(&mut Checker {
        trail: None,
        found: &mut found,
    });
    if found.is_empty() {
        return Ok(());
    }
    Err(Violations(found))
}

/// A rule of the document that a value breaks. It does not hold the value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The JSON path of the value: `$.acs_credential.display_name`.
    pub path: String,
    /// The rule as the document gives it: `minLength 1`.
    pub rule: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", path::shown(&self.path), self.rule)
    }
}

/// The rules that a value breaks, at least one. `Display` writes one on each line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// The violations: of the rules that an object has for its properties, in their order, and then of those that the
    /// values in it have.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.iter().enumerate() {
            let line = if index == 0 { "" } else { "\n" };
            write!(f, "{line}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// Where a check stands in the value, and what it found so far.
///
/// Its methods take properties as they are, also optional and nullable ones: where there is no value, no rule is broken.
///
/// ```
/// use openapi_build_runtime::{Checker, Nullable, Validate, json::Json};
///
/// #[derive(Debug, PartialEq)]
/// struct Door { name: String, floor: Option<i64>, code: Nullable<String> }
///
/// impl Json for Door {
///     fn blank() -> Self {
///         Self { name: String::new(), floor: None, code: Nullable::Absent }
///     }
///
///     fn rules(&self, at: &mut Checker<'_>) {
///         at.property("name").min_length(&self.name, 1);
///         at.property("floor").minimum(&self.floor, 0);
///         at.property("code").max_length(&self.code, 8);
///     }
/// }
///
/// let door = Door { name: String::new(), floor: Some(-1), code: Nullable::Null };
/// assert_eq!(door.validate().unwrap_err().to_string(), "$.name: minLength 1\n$.floor: minimum 0");
/// ```
#[derive(Debug)]
pub struct Checker<'a> {
    trail: Option<Trail<'a>>,
    found: &'a mut Vec<Violation>,
}

/// A step and those before it. On the stack: paths become text only when something is wrong.
#[derive(Debug)]
struct Trail<'a> {
    step: Step<'a>,
    parent: Option<&'a Trail<'a>>,
}

impl Trail<'_> {
    fn render(&self, path: &mut String) {
        if let Some(parent) = self.parent {
            parent.render(path);
        }
        self.step.render(path);
    }
}

impl Checker<'_> {
    /// For checks of the property `name` of the object at hand.
    #[must_use]
    pub fn property<'s>(&'s mut self, name: &'s str) -> Checker<'s> {
        self.step(Step::Property(name.into()))
    }

    /// For checks of item `index` (from 0) of the array at hand.
    #[must_use]
    pub fn item(&mut self, index: usize) -> Checker<'_> {
        self.step(Step::Item(index))
    }

    /// Checks the items of an array by rules of the place where it stands.
    pub fn items<T: Sequence + ?Sized>(
        &mut self,
        items: &T,
        mut check: impl FnMut(&T::Item, &mut Checker<'_>),
    ) {
        for (index, item) in items.sequence().unwrap_or_default().iter().enumerate() {
            check(item, &mut self.item(index));
        }
    }

    /// Checks the values of a map by rules of the place where it stands.
    pub fn entries<T: Mapping + ?Sized>(
        &mut self,
        map: &T,
        mut check: impl FnMut(&T::Value, &mut Checker<'_>),
    ) {
        map.visit(&mut |name, value| check(value, &mut self.property(name)));
    }

    /// Reports a rule that the value at hand breaks: `minLength 1`. The text must not contain the value.
    pub fn report(&mut self, rule: impl Into<String>) {
        let mut path = String::from("$");
        if let Some(trail) = &self.trail {
            trail.render(&mut path);
        }
        let rule = rule.into();
        self.found.push(Violation { path, rule });
    }

    fn step<'s>(&'s mut self, step: Step<'s>) -> Checker<'s> {
        let parent = self.trail.as_ref();
        Checker {
            trail: Some(Trail { step, parent }),
            found: self.found,
        }
    }
}
