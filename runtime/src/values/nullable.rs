use crate::json::{Checker, Failure, Json, Reader, Writer};
use std::any::Any;

/// The value of a property that may be left out and may also be `null`, with the three cases apart.
///
/// Both directions keep them apart: [`Absent`](Self::Absent) is not written at all, [`Null`](Self::Null) is written as
/// `null`. In a request that changes something, "leave as it is" and "clear" usually differ just so.
///
/// ```
/// use openapi_build_runtime::Nullable;
///
/// let mut code: Nullable<String> = "1234".into();
/// assert_eq!(code.as_deref(), Some("1234"));
///
/// code = Nullable::Null; // remove it
/// assert!(code.is_null());
/// assert_eq!(code.value(), None);
///
/// code = Nullable::Absent; // say nothing about it
/// assert_eq!(code, Nullable::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The property is not there.
    #[default]
    Absent,
    /// The property is `null`.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether the property is not there.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the property has a value.
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The value; `None` if the property is `null` or not there.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// The value, owned; `None` if the property is `null` or not there.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// The three cases one by one: `None` is absent, `Some(None)` is null.
    pub fn into_nested(self) -> Option<Option<T>> {
        match self {
            Self::Value(value) => Some(Some(value)),
            Self::Null => Some(None),
            Self::Absent => None,
        }
    }

    /// The same case with a reference to the value.
    pub const fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Value(value) => Nullable::Value(value),
            Self::Null => Nullable::Null,
            Self::Absent => Nullable::Absent,
        }
    }

    /// The same case with a mutable reference to the value.
    pub const fn as_mut(&mut self) -> Nullable<&mut T> {
        match self {
            Self::Value(value) => Nullable::Value(value),
            Self::Null => Nullable::Null,
            Self::Absent => Nullable::Absent,
        }
    }

    /// What the value dereferences to (a `String` to `str`); `None` if the property is `null` or not there.
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: std::ops::Deref,
    {
        self.value().map(|value| &**value)
    }

    /// The same case with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Value(value) => Nullable::Value(change(value)),
            Self::Null => Nullable::Null,
            Self::Absent => Nullable::Absent,
        }
    }

    /// The value, or `other` if the property is `null` or not there.
    pub fn unwrap_or(self, other: T) -> T {
        self.into_value().unwrap_or(other)
    }

    /// The value, or what `other` gives if the property is `null` or not there.
    pub fn unwrap_or_else(self, other: impl FnOnce() -> T) -> T {
        self.into_value().unwrap_or_else(other)
    }

    /// The value, or the default one if the property is `null` or not there.
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.into_value().unwrap_or_default()
    }

    /// What is there, with [`Absent`](Self::Absent) left in its place.
    pub fn take(&mut self) -> Self {
        std::mem::take(self)
    }

    /// The value as an iterator of one or none.
    pub fn iter(&self) -> std::option::IntoIter<&T> {
        self.value().into_iter()
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is [`Nullable::Null`].
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        match value {
            Some(value) => Self::Value(value),
            None => Self::Null,
        }
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

/// `Null` and `Absent` are both `None`.
impl<T> From<Nullable<T>> for Option<T> {
    fn from(value: Nullable<T>) -> Self {
        value.into_value()
    }
}

impl<'a, T> IntoIterator for &'a Nullable<T> {
    type Item = &'a T;
    type IntoIter = std::option::IntoIter<&'a T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// An object leaves [`Nullable::Absent`] out, and so does a tuple at its end; anywhere else it is written as `null`.
impl<T: Json> Json for Nullable<T> {
    const HOLDS_NULL: bool = true;

    const MAY_BE_MISSING: bool = true;

    fn blank() -> Self {
        Self::Absent
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        Ok(Option::read(reader)?.into())
    }

    fn present(&self) -> Option<&dyn Any> {
        match self {
            Self::Value(value) => value.present(),
            Self::Absent | Self::Null => None,
        }
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Value(value) => value.write(writer),
            Self::Null | Self::Absent => writer.null(),
        }
    }

    fn is_absent(&self) -> bool {
        Self::is_absent(self)
    }

    fn check(&self, at: &mut Checker<'_>) {
        self.value().into_iter().for_each(|value| value.check(at));
    }
}
