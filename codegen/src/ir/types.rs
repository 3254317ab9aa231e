//! Types as they stand in fields, lists and parameters.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// Names one of [`Api::types`](crate::ir::Api::types).
///
/// Several places may have one type, of which each has a name of its own. Ids are equal where the types are.
#[derive(Clone, Copy)]
pub struct TypeId(
    /// Where the type is.
    pub usize,
    /// Where that is whose name it has here.
    usize,
);

impl TypeId {
    /// The type at this place among all.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(index, index)
    }

    /// The same type by the name of another one, which is [the same](crate::ir::TypeKind::Same).
    #[must_use]
    pub fn by_name_of(self, other: Self) -> Self {
        Self(self.0, other.1)
    }

    /// The type whose name this one has here.
    #[must_use]
    pub fn named(self) -> Self {
        Self::new(self.1)
    }
}

impl PartialEq for TypeId {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for TypeId {}

impl PartialOrd for TypeId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TypeId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl Hash for TypeId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Debug for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TypeId").field(&self.0).finish()
    }
}

/// A type as it stands in a field, a list, a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `bool`
    Bool,
    /// A Rust integer: `i32`, `i64`, `u32`, ...
    Integer(&'static str),
    /// `f64`
    Float,
    /// `f32`
    Float32,
    /// A number as it is written
    Number,
    /// A number that the options give a type, by its path
    ParsedNumber(String),
    /// A number of this type that may be written as text
    NumberOrText(Box<Type>),
    /// `String`
    String,
    /// Text that the options give a type, by its path
    Parsed(String),
    /// Bytes in base64 (RFC 4648)
    Base64,
    /// Text that is JSON of a type
    JsonText(Box<Type>),
    /// RFC 4122
    Uuid,
    /// RFC 3339 date-time
    DateTime,
    /// RFC 3339 full-date
    Date,
    /// Any JSON value, null included
    Json,
    /// `Vec<T>`
    List(Box<Type>),
    /// A tuple: an array whose items each have a type.
    Tuple(Vec<Type>),
    /// A map from strings to `T`
    Map(Box<Type>),
    /// `Option<T>`: null or a value, inside of a list or a map
    Nullable(Box<Type>),
    /// `Nullable<T>`: an item at the end of a tuple that may be missing
    Omissible(Box<Type>),
    /// `Box<T>`, where a type contains itself
    Boxed(Box<Type>),
    /// One of [`Api::types`](crate::ir::Api::types)
    Named(TypeId),
}

impl Type {
    /// Calls `visit` for this type and every type in it.
    pub fn for_each(&self, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Omissible(inner)
            | Self::Boxed(inner)
            | Self::NumberOrText(inner)
            | Self::JsonText(inner) => inner.for_each(visit),
            Self::Tuple(items) => items.iter().for_each(|item| item.for_each(visit)),
            _ => {}
        }
    }

    /// Calls `visit` for every type named in this one.
    pub fn for_each_named(&self, visit: &mut dyn FnMut(TypeId)) {
        self.for_each(&mut |part| {
            if let Self::Named(id) = part {
                visit(*id);
            }
        });
    }

    /// Calls `visit` for every named type that a value of this one holds in itself: in no list, no map, no
    /// box, and not as null.
    pub fn for_each_held(&self, visit: &mut dyn FnMut(TypeId)) {
        match self {
            Self::Tuple(items) => items.iter().for_each(|item| item.for_each_held(visit)),
            Self::Named(id) => visit(*id),
            _ => {}
        }
    }

    /// How hard the type is to read, standing `depth` types deep: ten for each type in it, times its depth.
    #[must_use]
    pub fn complexity(&self, depth: usize) -> usize {
        let inner = match self {
            Self::List(inner)
            | Self::Nullable(inner)
            | Self::Omissible(inner)
            | Self::Boxed(inner) => inner.complexity(depth + 1),
            Self::JsonText(inner) | Self::NumberOrText(inner) => inner.complexity(depth + 1),
            // Its keys are strings.
            Self::Map(inner) => 10 * (depth + 1) + inner.complexity(depth + 1),
            Self::Tuple(items) => items.iter().map(|item| item.complexity(depth + 1)).sum(),
            _ => 0,
        };
        10 * depth + inner
    }

    /// The number of types that this one consists of, itself among them.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Omissible(inner)
            | Self::Boxed(inner)
            | Self::NumberOrText(inner)
            | Self::JsonText(inner) => 1 + inner.count(),
            Self::Tuple(items) => 1 + items.iter().map(Self::count).sum::<usize>(),
            _ => 1,
        }
    }

    /// Replaces every type named in this one.
    pub fn rename(&mut self, new: &dyn Fn(TypeId) -> TypeId) {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Omissible(inner)
            | Self::Boxed(inner)
            | Self::NumberOrText(inner)
            | Self::JsonText(inner) => {
                inner.rename(new);
            }
            Self::Tuple(items) => items.iter_mut().for_each(|item| item.rename(new)),
            Self::Named(id) => *id = new(*id),
            _ => {}
        }
    }
}
