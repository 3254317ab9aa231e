//! The rules of JSON Schema Validation, section 6.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use regex_lite::Regex;

use super::Checker;
use super::operands::{Mapping, Numeric, Real, Sequence, Text};

impl Checker<'_> {
    /// `minLength`: the least number of characters.
    pub fn min_length<T: Text + ?Sized>(&mut self, value: &T, least: u64) {
        let length = value.text().map(characters);
        self.rule(
            length.is_some_and(|length| length < least),
            "minLength",
            least,
        );
    }

    /// `maxLength`: the greatest number of characters.
    pub fn max_length<T: Text + ?Sized>(&mut self, value: &T, most: u64) {
        let length = value.text().map(characters);
        self.rule(
            length.is_some_and(|length| length > most),
            "maxLength",
            most,
        );
    }

    /// `pattern`: what must be found somewhere in the text. An expression that the engine does not know (look-around, `\p`)
    /// matches every text.
    pub fn pattern<T: Text + ?Sized>(&mut self, value: &T, pattern: &'static str) {
        let broken = value.text().is_some_and(|text| !matches(pattern, text));
        self.rule(broken, "pattern", pattern);
    }

    /// `minimum`.
    pub fn minimum<T: Numeric>(&mut self, value: &T, least: impl Into<Real>) {
        self.number(value, least.into(), "minimum", |number, least| {
            number < least
        });
    }

    /// `maximum`.
    pub fn maximum<T: Numeric>(&mut self, value: &T, most: impl Into<Real>) {
        self.number(value, most.into(), "maximum", |number, most| number > most);
    }

    /// `exclusiveMinimum`: what the number must exceed.
    pub fn exclusive_minimum<T: Numeric>(&mut self, value: &T, below: impl Into<Real>) {
        self.number(value, below.into(), "exclusiveMinimum", |number, below| {
            number <= below
        });
    }

    /// `exclusiveMaximum`: what the number must stay below.
    pub fn exclusive_maximum<T: Numeric>(&mut self, value: &T, above: impl Into<Real>) {
        self.number(value, above.into(), "exclusiveMaximum", |number, above| {
            number >= above
        });
    }

    /// `multipleOf`. For floats, as near as their precision tells.
    pub fn multiple_of<T: Numeric>(&mut self, value: &T, divisor: impl Into<Real>) {
        self.number(value, divisor.into(), "multipleOf", |number, divisor| {
            !number.is_multiple_of(divisor)
        });
    }

    /// `minItems`.
    pub fn min_items<T: Sequence + ?Sized>(&mut self, value: &T, least: usize) {
        let length = value.sequence().map(<[T::Item]>::len);
        self.rule(
            length.is_some_and(|length| length < least),
            "minItems",
            least,
        );
    }

    /// `maxItems`.
    pub fn max_items<T: Sequence + ?Sized>(&mut self, value: &T, most: usize) {
        let length = value.sequence().map(<[T::Item]>::len);
        self.rule(length.is_some_and(|length| length > most), "maxItems", most);
    }

    /// `minProperties`.
    pub fn min_properties<T: Mapping + ?Sized>(&mut self, value: &T, least: usize) {
        let broken = value.length().is_some_and(|length| length < least);
        self.rule(broken, "minProperties", least);
    }

    /// `maxProperties`.
    pub fn max_properties<T: Mapping + ?Sized>(&mut self, value: &T, most: usize) {
        let broken = value.length().is_some_and(|length| length > most);
        self.rule(broken, "maxProperties", most);
    }

    /// `enum`: reports that the value is none of `allowed`. Open enumerations call it for their unknown variant.
    pub fn enumeration(&mut self, allowed: &[&str]) {
        self.report(format!("enum {}", allowed.join(", ")));
    }

    fn number<T: Numeric>(
        &mut self,
        value: &T,
        bound: Real,
        name: &str,
        breaks: fn(Real, Real) -> bool,
    ) {
        let broken = value.number().is_some_and(|number| breaks(number, bound));
        self.rule(broken, name, bound);
    }

    pub(crate) fn rule(&mut self, broken: bool, name: &str, value: impl std::fmt::Display) {
        if broken {
            self.report(format!("{name} {value}"));
        }
    }
}

/// Unicode characters, as JSON Schema Validation section 6.3 counts; not bytes.
fn characters(text: &str) -> u64 {
    text.chars().count() as u64
}

/// Whether the pattern is found in the text (JSON Schema Validation section 6.3.3: it is not anchored). An expression that
/// the engine does not know (look-around, `\p`) matches every text.
fn matches(pattern: &'static str, text: &str) -> bool {
    // Compiled when it is first used, once for all places that have it.
    static COMPILED: Mutex<BTreeMap<&'static str, Option<Arc<Regex>>>> =
        Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled
        .entry(pattern)
        .or_insert_with(|| Regex::new(pattern).ok().map(Arc::new))
        .clone();
    drop(compiled);
    regex.is_none_or(|regex| regex.is_match(text))
}
