//! Checking values of any type, and the rules that need to know how they are written.

use super::rules::{Checker, Sequence, Violations, check};
use super::traits::Json;
use super::value::Value;
use super::{from_str, to_string};

/// Checking a value and everything in it against the rules of the document.
pub trait Validate {
    /// Checks the value and everything in it.
    ///
    /// # Errors
    ///
    /// All rules that are broken, each with the JSON path of the value that breaks it.
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: Json> Validate for T {
    fn validate(&self) -> Result<(), Violations> {
        check(|at| self.check(at))
    }
}

impl Checker<'_> {
    /// `uniqueItems`: no two items have the same JSON.
    pub fn unique_items<T: Sequence<Item: Json> + ?Sized>(&mut self, value: &T) {
        let mut texts: Vec<_> = value
            .sequence()
            .unwrap_or_default()
            .iter()
            .map(to_string)
            .collect();
        let length = texts.len();
        texts.sort_unstable();
        texts.dedup();
        self.rule(texts.len() < length, "uniqueItems", true);
    }

    /// `minProperties` (JSON Schema Validation, section 6.5.2) of an object with declared properties:
    /// those that would be written count.
    pub fn min_members<T: Json>(&mut self, object: &T, least: usize) {
        self.rule(members(object) < least, "minProperties", least);
    }

    /// `maxProperties` (JSON Schema Validation, section 6.5.1) of an object with declared properties.
    pub fn max_members<T: Json>(&mut self, object: &T, most: usize) {
        self.rule(members(object) > most, "maxProperties", most);
    }
}

/// How many properties are written for an object.
fn members<T: Json>(object: &T) -> usize {
    match from_str(&to_string(object)) {
        Ok(Value::Object(members)) => members.len(),
        _ => 0,
    }
}
