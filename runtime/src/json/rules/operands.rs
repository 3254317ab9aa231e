//! What the rules look at, through the wrappers of optional and nullable properties.

use std::collections::BTreeMap;

/// A text, if there is one.
pub trait Text {
    /// The text.
    fn text(&self) -> Option<&str>;
}

/// A number, if there is one.
pub trait Numeric {
    /// The number.
    fn number(&self) -> Option<Real>;
}

/// An array, if there is one.
pub trait Sequence {
    /// The type of its items.
    type Item;

    /// The items.
    fn sequence(&self) -> Option<&[Self::Item]>;
}

/// A map, if there is one.
pub trait Mapping {
    /// The type of its values.
    type Value;

    /// How many entries it has.
    fn length(&self) -> Option<usize>;

    /// Calls `entry` with each name and value.
    fn visit(&self, entry: &mut dyn FnMut(&str, &Self::Value));
}

impl Text for str {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Text for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T> Sequence for Vec<T> {
    type Item = T;

    fn sequence(&self) -> Option<&[T]> {
        Some(self)
    }
}

impl<T> Mapping for BTreeMap<String, T> {
    type Value = T;

    fn length(&self) -> Option<usize> {
        Some(self.len())
    }

    fn visit(&self, entry: &mut dyn FnMut(&str, &T)) {
        self.iter().for_each(|(name, value)| entry(name, value));
    }
}

/// A type that holds one value or none is looked through.
macro_rules! wrappers {
    ($($wrapper:ident, $inner:expr;)*) => {$(
        impl<T: Text> Text for $wrapper<T> {
            fn text(&self) -> Option<&str> {
                let inner: fn(&Self) -> Option<&T> = $inner;
                inner(self)?.text()
            }
        }

        impl<T: Numeric> Numeric for $wrapper<T> {
            fn number(&self) -> Option<Real> {
                let inner: fn(&Self) -> Option<&T> = $inner;
                inner(self)?.number()
            }
        }

        impl<T: Sequence> Sequence for $wrapper<T> {
            type Item = T::Item;

            fn sequence(&self) -> Option<&[T::Item]> {
                let inner: fn(&Self) -> Option<&T> = $inner;
                inner(self)?.sequence()
            }
        }

        impl<T: Mapping> Mapping for $wrapper<T> {
            type Value = T::Value;

            fn length(&self) -> Option<usize> {
                let inner: fn(&Self) -> Option<&T> = $inner;
                inner(self)?.length()
            }

            fn visit(&self, entry: &mut dyn FnMut(&str, &T::Value)) {
                let inner: fn(&Self) -> Option<&T> = $inner;
                if let Some(map) = inner(self) {
                    map.visit(entry);
                }
            }
        }
    )*};
}

pub(crate) use wrappers;

wrappers! {
    Option, Option::as_ref;
    Box, |boxed| Some(boxed);
}

/// A number of any of the types that properties have, exactly as far as they are whole.
#[derive(Clone, Copy, Debug)]
pub enum Real {
    /// A whole one.
    Integer(i128),
    /// Another one.
    Float(f64),
}

impl Real {
    pub(super) fn float(self) -> f64 {
        match self {
            Self::Integer(number) => number as f64,
            Self::Float(number) => number,
        }
    }

    /// Whether dividing by `divisor` gives a whole number; for floats, as near as their precision tells.
    pub(super) fn is_multiple_of(self, divisor: Self) -> bool {
        if let (Self::Integer(number), Self::Integer(divisor)) = (self, divisor) {
            return number.checked_rem(divisor) == Some(0);
        }
        let quotient = self.float() / divisor.float();
        (quotient - quotient.round()).abs() <= 1e-9 * quotient.abs().max(1.0)
    }
}

impl PartialEq for Real {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(std::cmp::Ordering::Equal)
    }
}

impl PartialOrd for Real {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => Some(one.cmp(other)),
            _ => self.float().partial_cmp(&other.float()),
        }
    }
}

impl std::fmt::Display for Real {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
        }
    }
}

macro_rules! numbers {
    ($variant:ident: $($type:ty)*) => {$(
        impl From<$type> for Real {
            fn from(number: $type) -> Self {
                Self::$variant(number.into())
            }
        }

        impl Numeric for $type {
            fn number(&self) -> Option<Real> {
                Some((*self).into())
            }
        }
    )*};
}

numbers!(Integer: i8 i16 i32 i64 i128 u8 u16 u32 u64);
numbers!(Float: f32 f64);

/// Beyond `i128`, as near as a double comes.
impl Numeric for u128 {
    fn number(&self) -> Option<Real> {
        let whole = i128::try_from(*self).map(Real::Integer).ok();
        whole.or(Some(Real::Float(*self as f64)))
    }
}
