//! One schema as this compiler sees it: OpenAPI 3.0 and JSON Schema say the same in several ways, with
//! keywords that may stand together in any number; a [`Shape`] answers one question.
//!
//! Schemas are read from the document's own nodes: `openapiv3` knows those of 3.0 only, and drops
//! what is new.

mod read;
mod reader;
mod rules;
mod unchecked;

use indexmap::IndexMap;
use serde_json::Value;

use crate::document::Pointer;
use crate::hash::{Map, Seeded};
use crate::ir::{Docs, Rule, Side};

/// What a schema describes, with what it says about every kind of value.
#[derive(Debug)]
pub struct Shape {
    /// The kind of value.
    pub kind: ValueKind,
    /// Whether null is allowed too.
    pub nullable: bool,
    /// Rules beyond the type.
    pub rules: Vec<Rule>,
    /// Title, description, deprecation.
    pub docs: Docs,
    /// `default`
    pub default: Option<Value>,
    /// `format: password`
    pub password: bool,
    /// `readOnly` or `writeOnly`: the way values go that alone have this as a property.
    pub only: Option<Side>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
    /// Unions that hold beside the kind: `oneOf` and `anyOf` beside `allOf` or each other.
    pub further: Vec<Vec<Pointer>>,
    /// `required` of a schema that says nothing else: it adds to the other parts of an `allOf`.
    pub required: Vec<String>,
    /// Keywords that say more than the kind and the rules can hold.
    pub unchecked: Vec<&'static str>,
}

/// The kinds of values.
#[derive(Debug)]
pub enum ValueKind {
    /// Anything: nothing is said, or nothing that a type can express.
    Any,
    /// `type: boolean`
    Bool,
    /// `type: integer`
    Integer(Option<String>),
    /// `type: number`
    Number,
    /// `type: string`
    String(Option<String>),
    /// `type: string` that is JSON of this schema (`contentSchema`)
    Embedded(Pointer),
    /// Nothing but null
    Null,
    /// No value at all: `false` in the place of a schema
    Never,
    /// `enum`, nulls taken out
    Enum(Vec<Value>),
    /// `type: array`
    Array(Option<Pointer>),
    /// `prefixItems`
    Tuple(Vec<Pointer>, TupleLength),
    /// `type: object`
    Object(Object),
    /// `allOf`, and what stands beside it
    AllOf(Vec<Pointer>, Object),
    /// `oneOf` or `anyOf`, and what stands beside it
    Union(Vec<Pointer>, Object),
}

/// How many items there are where `prefixItems` has a schema for each of the first ones: any number, unless other keywords say
/// more (JSON Schema 2020-12, sections 10.3.1.1 and 10.3.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TupleLength {
    /// One for each schema.
    Exact,
    /// One for each schema, or fewer: at least so many.
    AtMost(usize),
    /// Any, of which further ones are what `items` says.
    Any,
}

/// `discriminator` (OpenAPI 3.0.4, section 4.7.25).
#[derive(Debug)]
pub struct Discriminator {
    /// `propertyName`
    pub property: String,
    /// `mapping`: values of the property, and the schemas they stand for.
    pub mapping: Vec<(String, MappingTarget)>,
    /// The places in `mapping` of those that a name or a pointer stands for.
    pub by_target: Map<MappingTarget, Vec<usize>>,
    /// `defaultMapping`: the schema of values whose property is missing or none of these (OpenAPI 3.2.0,
    /// section 4.25).
    pub default: Option<MappingTarget>,
}

impl Discriminator {
    /// The values that stand for a schema which is called so, in the document's order.
    pub fn values(&self, components: &[String], places: &[Pointer]) -> Vec<String> {
        let names = components
            .iter()
            .map(|name| MappingTarget::Name(name.clone()));
        let targets = names.chain(places.iter().map(|at| MappingTarget::At(at.clone())));
        let found = targets.filter_map(|target| self.by_target.get(&target));
        let mut found: Vec<usize> = found.flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        let entries = found
            .into_iter()
            .filter_map(|index| self.mapping.get(index));
        entries.map(|(value, _)| value.clone()).collect()
    }
}

/// What an entry of a `mapping` names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MappingTarget {
    /// A component schema, by its name.
    Name(String),
    /// Where a reference leads.
    At(Pointer),
}

/// What a schema says about an object.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// Whether a value has to be an object: `type: object` is said. Otherwise this binds objects only.
    pub demanded: bool,
    /// `properties` in the document's order.
    pub properties: IndexMap<String, Pointer, Seeded>,
    /// `required`
    pub required: Vec<String>,
    /// `additionalProperties`
    pub additional: Undeclared,
}

/// `additionalProperties`, or what says the same: `patternProperties`, `unevaluatedProperties`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Undeclared {
    /// Not said, or `true`.
    #[default]
    Any,
    /// `false`
    None,
    /// A schema.
    Schema(Pointer),
    /// One of several schemas, after the property's name. Where they stand, and each of them.
    Several(Pointer, Vec<Pointer>),
}

impl Shape {
    /// The same schema, of values of another kind: what it says about the first is gone.
    pub fn without_kind(self, kind: ValueKind) -> Self {
        Self {
            kind,
            nullable: false,
            rules: Vec::new(),
            discriminator: None,
            further: Vec::new(),
            required: Vec::new(),
            unchecked: Vec::new(),
            ..self
        }
    }

    /// What it says about objects, if it is about one: by itself, or beside the schemas that it consists of.
    pub fn declared(&self) -> Option<&Object> {
        match &self.kind {
            ValueKind::Object(own) | ValueKind::AllOf(_, own) | ValueKind::Union(_, own) => {
                Some(own)
            }
            _ => None,
        }
    }

    /// How much there is to take over from it.
    pub fn size(&self) -> usize {
        let own = match &self.kind {
            ValueKind::Object(object) => object.properties.len(),
            ValueKind::AllOf(parts, object) | ValueKind::Union(parts, object) => {
                parts.len() + object.properties.len()
            }
            ValueKind::Enum(values) => values.len(),
            _ => 0,
        };
        let further = self.further.iter().map(Vec::len);
        1 + own + self.required.len() + further.sum::<usize>()
    }
}

impl Object {
    /// Whether nothing is said about properties.
    pub fn is_empty(&self) -> bool {
        self.properties.is_empty() && self.additional == Undeclared::Any
    }
}
