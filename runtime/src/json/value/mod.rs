//! JSON of any shape, which loses nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Index;
use std::str::FromStr;

use crate::json::{self, Failure};

mod convert;
mod number;
#[cfg(test)]
mod tests;

pub use self::number::Number;

/// A JSON value of any shape: where the document allows anything, and what a server sends beyond the document.
///
/// It is written as it was read, numbers to the letter: `12345678901234567890123`, `1e999` and `1.50` stay what they are, which
/// `serde_json::Value` keeps only with a feature that changes it for the whole program. Otherwise it is used as that one is, and
/// made from it: `Value::from(serde_json::json!({"id": 7}))`.
///
/// ```
/// use openapi_build_runtime::{Value, json};
///
/// let value: Value = json::from_str(r#"{"id": 12345678901234567890123, "tags": ["a"]}"#)?;
/// assert_eq!(value["tags"][0], "a");
/// assert_eq!(value["none"], Value::Null);
/// assert_eq!(value["id"].to_string(), "12345678901234567890123");
/// assert_eq!((value["id"].as_i64(), value["id"].as_f64()), (None, Some(1.2345678901234568e22)));
/// # Ok::<(), json::Failure>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object. Of a name that is there twice, the last one counts.
    Object(BTreeMap<String, Value>),
}

static NULL: Value = Value::Null;

impl Value {
    /// Whether it is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether it is `true` or `false`.
    pub const fn is_boolean(&self) -> bool {
        matches!(self, Self::Bool(_))
    }

    /// Whether it is a number.
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// Whether it is a string.
    pub const fn is_string(&self) -> bool {
        matches!(self, Self::String(_))
    }

    /// Whether it is an array.
    pub const fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    /// Whether it is an object.
    pub const fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// The boolean, if it is one.
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub const fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The number, if it is a whole one, written so, and in range.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The number, if it is a whole one, written so, and in range.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The nearest double, if it is a number that is not beyond the largest one.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// Whether it is the value of this JSON text, a number to its last digit and however each is written: `1` is `1.0`. A list of
    /// values asks for it.
    #[doc(hidden)]
    pub fn is_json(&self, text: &str) -> bool {
        match self.as_number() {
            Some(number) => number.is_same(text),
            None => json::from_str(text).is_ok_and(|other: Self| other == *self),
        }
    }

    /// The string, if it is one.
    pub const fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// The items, if it is an array.
    pub const fn as_array(&self) -> Option<&Vec<Self>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The items, if it is an array, to change them.
    pub const fn as_array_mut(&mut self) -> Option<&mut Vec<Self>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The properties, if it is an object.
    pub const fn as_object(&self) -> Option<&BTreeMap<String, Self>> {
        match self {
            Self::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The properties, if it is an object, to change them.
    pub const fn as_object_mut(&mut self) -> Option<&mut BTreeMap<String, Self>> {
        match self {
            Self::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// A property of an object by its name, or an item of an array by its index; none if there is no such one.
    pub fn get<P: ValueIndex>(&self, place: P) -> Option<&Self> {
        place.of(self)
    }

    /// [`get`](Self::get), to change it.
    pub fn get_mut<P: ValueIndex>(&mut self, place: P) -> Option<&mut Self> {
        place.of_mut(self)
    }

    /// The value at a JSON Pointer (RFC 6901).
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut steps = pointer.strip_prefix('/')?.split('/');
        steps.try_fold(self, |value, step| match value {
            Self::Object(entries) => entries.get(&*unescaped(step)),
            Self::Array(items) if step == "0" || !step.starts_with(['0', '+']) => {
                items.get(step.parse::<usize>().ok()?)
            }
            _ => None,
        })
    }

    /// The value; `null` stands in its place.
    #[must_use]
    pub const fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Null)
    }
}

fn unescaped(step: &str) -> Cow<'_, str> {
    match step.contains('~') {
        true => step.replace("~1", "/").replace("~0", "~").into(),
        false => step.into(),
    }
}

/// What names a place in a [`Value`]: a property's name, an item's index.
pub trait ValueIndex {
    /// What is there.
    fn of(self, value: &Value) -> Option<&Value>;

    /// What is there, to change it.
    fn of_mut(self, value: &mut Value) -> Option<&mut Value>;
}

impl ValueIndex for &str {
    fn of(self, value: &Value) -> Option<&Value> {
        value.as_object()?.get(self)
    }

    fn of_mut(self, value: &mut Value) -> Option<&mut Value> {
        value.as_object_mut()?.get_mut(self)
    }
}

impl ValueIndex for &String {
    fn of(self, value: &Value) -> Option<&Value> {
        self.as_str().of(value)
    }

    fn of_mut(self, value: &mut Value) -> Option<&mut Value> {
        self.as_str().of_mut(value)
    }
}

impl ValueIndex for usize {
    fn of(self, value: &Value) -> Option<&Value> {
        value.as_array()?.get(self)
    }

    fn of_mut(self, value: &mut Value) -> Option<&mut Value> {
        value.as_array_mut()?.get_mut(self)
    }
}

/// `null` where there is no such property or item.
impl<P: ValueIndex> Index<P> for Value {
    type Output = Self;

    fn index(&self, place: P) -> &Self {
        self.get(place).unwrap_or(&NULL)
    }
}

/// As compact JSON.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&json::to_string(self))
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("Null"),
            Self::Bool(value) => write!(f, "Bool({value})"),
            Self::Number(number) => fmt::Debug::fmt(number, f),
            Self::String(text) => write!(f, "String({text:?})"),
            Self::Array(items) => {
                f.write_str("Array ")?;
                f.debug_list().entries(items).finish()
            }
            Self::Object(entries) => {
                f.write_str("Object ")?;
                f.debug_map().entries(entries).finish()
            }
        }
    }
}

impl FromStr for Value {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        json::from_str(text)
    }
}
