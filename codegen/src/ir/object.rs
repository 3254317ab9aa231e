//! Objects: their properties, and what happens to others.

use serde_json::Value;

use crate::ir::{Constraints, Docs, Rule, Type, TypeId};
use crate::names::{FieldName, TypeName};
use crate::pointer::Pointer;

/// An object with declared properties.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Struct {
    /// The properties in the document's order.
    pub fields: Vec<Field>,
    /// What happens to other properties.
    pub additional: Additional,
    /// `minProperties`, `maxProperties`.
    pub rules: Vec<Rule>,
    /// Which other properties are kept out of `Debug`.
    pub hidden: Hidden,
    /// The struct that names the arguments of `new` where there are too many for a plain list.
    pub arguments: Option<TypeName>,
}

impl Struct {
    /// The fields that have to be given to build one.
    pub fn arguments(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_argument())
    }
}

/// Properties that are not declared and are kept out of `Debug`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Hidden {
    /// Those of these names: passwords that only values have that go the other way.
    Named(Vec<String>),
    /// All.
    All,
}

/// Properties that are not declared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Additional {
    /// Kept as JSON values, under this name.
    Kept(FieldName),
    /// Typed by `additionalProperties`.
    Typed {
        /// The field's name.
        name: FieldName,
        /// The type of each value.
        ty: Type,
        /// The rules of each value.
        constraints: Constraints,
    },
    /// Skipped (a choice of the configuration).
    Dropped,
}

/// One property of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// The field's name.
    pub name: FieldName,
    /// The setter's name: the field's, unless that means something else on every struct.
    pub setter: FieldName,
    /// The property's name on the wire.
    pub wire: String,
    /// Where the property's schema stands.
    pub at: Pointer,
    /// The type of its value when there is one.
    pub ty: Type,
    /// Whether it may be missing, null or both.
    pub presence: Presence,
    /// Whether a missing value is the type's blank one: lists and constants.
    pub defaulted: bool,
    /// Whether there is exactly one allowed value, so that nobody has to give it.
    pub constant: bool,
    /// What `new` gives it, because it tells variants of a union apart or is a constant that is the default; a pass finds it out.
    pub preset: Option<Preset>,
    /// Whether its value is kept out of `Debug`.
    pub sensitive: bool,
    /// Its rules.
    pub constraints: Constraints,
    /// Its description.
    pub docs: Docs,
    /// `default`, for the documentation.
    pub default: Option<Value>,
}

impl Field {
    /// Whether whoever builds the struct has to give its value.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        self.presence.is_required() && !self.constant && self.preset.is_none()
    }
}

/// A value that a property has from the beginning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Preset {
    /// A text
    Text(String),
    /// One of the values of an enum, by its index
    Variant(TypeId, usize),
}

/// Absent, null, or a value: what a property may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// `T`
    Required,
    /// `Option<T>`, written as null
    RequiredNullable,
    /// `Option<T>`, left out
    Optional,
    /// `Nullable<T>`
    OptionalNullable,
}

impl Presence {
    /// Whether the value has to be given.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }
}
