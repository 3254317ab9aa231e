//! Unions: values of one of several types, and what tells them apart.

use serde_json::Value;

use crate::ir::{Constraints, Docs, Type};
use crate::names::{FieldName, FunctionName, VariantName};

/// One of several types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Union {
    /// The types in the document's order.
    pub variants: Vec<UnionVariant>,
    /// `discriminator.propertyName`
    pub discriminator: Option<String>,
    /// What tells the values of the variants apart, in the order in which they are tried; a pass finds
    /// it out.
    pub cases: Vec<Case>,
    /// The properties that all variants have; a pass finds them.
    pub common: Vec<CommonProperty>,
    /// Whether its values hold something that is kept out of `Debug`, at whatever depth; a pass finds it out.
    pub sensitive: bool,
}

/// A property that all variants of a union have, of one type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CommonProperty {
    /// The function that gives its value.
    pub function: FunctionName,
    /// Its name on the wire.
    pub wire: String,
    /// Its type.
    pub ty: Type,
    /// Whether one of the variants calls it deprecated.
    pub deprecated: bool,
}

/// One of the types of a [`Union`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnionVariant {
    /// The variant's name.
    pub name: VariantName,
    /// Its type.
    pub ty: Type,
    /// The values of the discriminator that stand for it.
    pub tags: Vec<String>,
    /// What the union writes with its value, beside what the value says; a pass finds it out.
    pub written: Written,
    /// Whether it stands for objects without a known value of the discriminator.
    pub default: bool,
    /// The rules of its value.
    pub constraints: Constraints,
    /// Its description.
    pub docs: Docs,
    /// Whether its value is kept out of `Debug`.
    pub sensitive: bool,
}

/// What a union says of the value of a variant, where the value doesn't.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Written {
    /// Nothing: the value has the discriminator, or nobody knows it.
    #[default]
    Nothing,
    /// This value of the discriminator.
    Tag(String),
    /// One of the variant's tags, of which whoever builds the value names one.
    Chosen {
        /// The function that builds it.
        function: FunctionName,
        /// Where the value keeps it.
        place: TagPlace,
    },
}

/// Where the value of a variant keeps the discriminator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TagPlace {
    /// Among the properties that it doesn't declare, in this field
    Undeclared(FieldName),
    /// In a property of its own
    Declared {
        /// The field
        field: FieldName,
        /// Its type
        ty: Type,
        /// Whether it may be null, too
        nullable: bool,
        /// Whether the document calls it deprecated
        deprecated: bool,
    },
}

/// One form that the values of a variant have, and what tells it from others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Case {
    /// The variant, as an index into [`Union::variants`].
    pub variant: usize,
    /// The JSON types of its values.
    pub kinds: Vec<JsonKind>,
    /// A property without one of whose values an object is not of this form.
    pub tag: Option<VariantTag>,
    /// Whether an object is of this form whose tag is missing or that of no form.
    pub default: bool,
    /// Properties whose values speak for this form, or against it.
    pub hints: Vec<VariantTag>,
    /// Properties that are always there.
    pub required: Vec<String>,
    /// All declared properties.
    pub known: Vec<String>,
    /// The strings that it lists.
    pub values: Vec<String>,
}

/// A property that says which variant an object is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VariantTag {
    /// The property's name.
    pub property: String,
    /// Its values, numbers as texts.
    pub values: Vec<String>,
}

/// The types of JSON values (RFC 8259, section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` and `false`
    Bool,
    /// Numbers
    Number,
    /// Strings
    String,
    /// Arrays
    Array,
    /// Objects
    Object,
}

impl JsonKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Null,
        Self::Bool,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The type of a value.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Bool,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}
