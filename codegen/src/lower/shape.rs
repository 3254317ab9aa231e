//! One schema as this compiler sees it: `openapiv3` spreads what a schema says over several types,
//! depending on which keywords stand together; a [`Shape`] answers one question.

use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use serde::Serialize;
use serde_json::{Number, Value};

use crate::document::{Document, Pointer};
use crate::ir::{Docs, Rule, Side};

/// What a schema describes, with what it says about every kind of value.
#[derive(Debug)]
pub struct Shape {
    /// The kind of value.
    pub kind: Kind,
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
pub enum Kind {
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
    /// Nothing but null
    Null,
    /// `enum`, nulls taken out
    Enum(Vec<Value>),
    /// `type: array`
    Array(Option<Pointer>),
    /// `type: object`
    Object(Object),
    /// `allOf`, and what stands beside it
    AllOf(Vec<Pointer>, Object),
    /// `oneOf` or `anyOf`, and what stands beside it
    Union(Vec<Pointer>, Object),
}

/// `discriminator` (OpenAPI 3.0.4, section 4.7.25).
#[derive(Debug)]
pub struct Discriminator {
    /// `propertyName`
    pub property: String,
    /// `mapping`: values of the property, and the schemas they stand for.
    pub mapping: Vec<(String, String)>,
}

/// What a schema says about an object.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// `properties` in the document's order.
    pub properties: Vec<(String, Pointer)>,
    /// `required`
    pub required: Vec<String>,
    /// `additionalProperties`
    pub additional: Additional,
}

/// `additionalProperties`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Additional {
    /// Not said, or `true`.
    #[default]
    Any,
    /// `false`
    None,
    /// A schema.
    Schema(Pointer),
}

impl Object {
    /// Whether nothing is said about properties.
    pub fn is_empty(&self) -> bool {
        self.properties.is_empty() && self.additional == Additional::Any
    }
}

impl Shape {
    /// What `schema`, a view of `document`, describes.
    pub fn of(document: &Document, schema: &Schema) -> Self {
        let data = &schema.schema_data;
        let mut shape = Self {
            kind: Kind::Any,
            nullable: data.nullable,
            rules: Vec::new(),
            docs: Docs {
                title: data.title.clone(),
                description: data.description.clone(),
                deprecated: data.deprecated,
            },
            default: data.default.clone(),
            discriminator: data.discriminator.as_ref().map(|declared| Discriminator {
                property: declared.property_name.clone(),
                mapping: declared
                    .mapping
                    .iter()
                    .map(|(value, name)| (value.clone(), name.clone()))
                    .collect(),
            }),
            further: Vec::new(),
            required: Vec::new(),
            password: false,
            only: only(data.read_only, data.write_only),
            unchecked: Vec::new(),
        };
        match &schema.schema_kind {
            SchemaKind::Type(ty) => shape.read_type(document, ty),
            SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => {
                shape.kind = Kind::Union(targets(document, parts), Object::default());
            }
            SchemaKind::AllOf { all_of } => {
                shape.kind = Kind::AllOf(targets(document, all_of), Object::default());
            }
            SchemaKind::Not { .. } => shape.unchecked.push("not"),
            SchemaKind::Any(any) => shape.read_any(document, any),
        }
        shape
    }

    fn read_type(&mut self, document: &Document, ty: &Type) {
        match ty {
            Type::String(string) => {
                self.length_rules(
                    string.min_length,
                    string.max_length,
                    string.pattern.as_ref(),
                );
                let format = format(&string.format);
                self.password = format.as_deref() == Some("password");
                self.kind = Kind::String(format);
                self.enumerate(&string.enumeration);
            }
            Type::Number(number) => {
                self.rules.extend(
                    number
                        .minimum
                        .and_then(float)
                        .map(|n| Rule::Minimum(n, number.exclusive_minimum)),
                );
                self.rules.extend(
                    number
                        .maximum
                        .and_then(float)
                        .map(|n| Rule::Maximum(n, number.exclusive_maximum)),
                );
                self.rules
                    .extend(number.multiple_of.and_then(float).map(Rule::MultipleOf));
                self.kind = Kind::Number;
                self.enumerate(
                    &number
                        .enumeration
                        .iter()
                        .map(|n| n.map(float))
                        .collect::<Vec<_>>(),
                );
            }
            Type::Integer(integer) => {
                let rule = |n: Option<i64>| n.map(Number::from);
                self.rules.extend(
                    rule(integer.minimum).map(|n| Rule::Minimum(n, integer.exclusive_minimum)),
                );
                self.rules.extend(
                    rule(integer.maximum).map(|n| Rule::Maximum(n, integer.exclusive_maximum)),
                );
                self.rules
                    .extend(rule(integer.multiple_of).map(Rule::MultipleOf));
                self.kind = Kind::Integer(format(&integer.format));
                self.enumerate(&integer.enumeration);
            }
            Type::Boolean(boolean) => {
                self.kind = Kind::Bool;
                self.enumerate(&boolean.enumeration);
            }
            Type::Array(array) => {
                self.item_rules(array.min_items, array.max_items, array.unique_items);
                self.kind = Kind::Array(
                    array
                        .items
                        .as_ref()
                        .and_then(|items| document.target(items)),
                );
            }
            Type::Object(object) => {
                self.property_rules(object.min_properties, object.max_properties);
                self.kind = Kind::Object(Object {
                    properties: properties(document, object.properties.iter()),
                    required: object.required.clone(),
                    additional: additional(document, object.additional_properties.as_ref()),
                });
            }
        }
    }

    /// Keywords of several kinds together, or none that says the type.
    fn read_any(&mut self, document: &Document, any: &AnySchema) {
        self.length_rules(any.min_length, any.max_length, any.pattern.as_ref());
        self.item_rules(
            any.min_items,
            any.max_items,
            any.unique_items.unwrap_or(false),
        );
        self.property_rules(any.min_properties, any.max_properties);
        let minimum = any.minimum.and_then(float);
        let maximum = any.maximum.and_then(float);
        self.rules
            .extend(minimum.map(|n| Rule::Minimum(n, any.exclusive_minimum.unwrap_or(false))));
        self.rules
            .extend(maximum.map(|n| Rule::Maximum(n, any.exclusive_maximum.unwrap_or(false))));
        self.rules
            .extend(any.multiple_of.and_then(float).map(Rule::MultipleOf));
        let object = Object {
            properties: properties(document, any.properties.iter()),
            required: any.required.clone(),
            additional: additional(document, any.additional_properties.as_ref()),
        };
        let unions = [&any.one_of, &any.any_of].into_iter();
        let mut unions = unions
            .filter(|parts| !parts.is_empty())
            .map(|parts| targets(document, parts));
        self.kind = if !any.all_of.is_empty() {
            self.further = unions.collect();
            Kind::AllOf(targets(document, &any.all_of), object)
        } else if let Some(union) = unions.next() {
            self.further = unions.collect();
            Kind::Union(union, object)
        } else {
            match any.typ.as_deref() {
                Some("string") => Kind::String(any.format.clone()),
                Some("integer") => Kind::Integer(any.format.clone()),
                Some("number") => Kind::Number,
                Some("boolean") => Kind::Bool,
                Some("array") => {
                    Kind::Array(any.items.as_ref().and_then(|items| document.target(items)))
                }
                Some("object") => Kind::Object(object),
                _ if !object.is_empty() => Kind::Object(object),
                _ if any.items.is_some() => {
                    Kind::Array(any.items.as_ref().and_then(|items| document.target(items)))
                }
                _ => {
                    self.required = object.required;
                    Kind::Any
                }
            }
        };
        self.password = any.format.as_deref() == Some("password");
        if any.not.is_some() {
            self.unchecked.push("not");
        }
        self.enumerate(&any.enumeration);
    }

    /// `enum` says more than the type it stands beside.
    fn enumerate<T: Serialize>(&mut self, values: &[T]) {
        let listed = values
            .iter()
            .filter_map(|value| serde_json::to_value(value).ok());
        let (nulls, mut others): (Vec<Value>, Vec<Value>) = listed.partition(Value::is_null);
        let mut distinct: Vec<Value> = Vec::with_capacity(others.len());
        for value in others.drain(..) {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        }
        self.nullable |= !nulls.is_empty();
        let both = distinct.len() == 2 && distinct.iter().all(Value::is_boolean);
        if both {
            self.kind = Kind::Bool;
        } else if !distinct.is_empty() {
            self.kind = Kind::Enum(distinct);
        } else if !nulls.is_empty() {
            self.kind = Kind::Null;
        }
    }

    fn length_rules(&mut self, min: Option<usize>, max: Option<usize>, pattern: Option<&String>) {
        self.rules.extend(
            min.filter(|&min| min > 0)
                .map(|n| Rule::MinLength(n as u64)),
        );
        self.rules.extend(max.map(|n| Rule::MaxLength(n as u64)));
        self.rules.extend(pattern.cloned().map(Rule::Pattern));
    }

    fn item_rules(&mut self, min: Option<usize>, max: Option<usize>, unique: bool) {
        self.rules
            .extend(min.filter(|&min| min > 0).map(|n| Rule::MinItems(n as u64)));
        self.rules.extend(max.map(|n| Rule::MaxItems(n as u64)));
        self.rules.extend(unique.then_some(Rule::UniqueItems));
    }

    fn property_rules(&mut self, min: Option<usize>, max: Option<usize>) {
        self.rules.extend(
            min.filter(|&min| min > 0)
                .map(|n| Rule::MinProperties(n as u64)),
        );
        self.rules
            .extend(max.map(|n| Rule::MaxProperties(n as u64)));
    }
}

/// Both together would be a property of no value: neither counts then.
fn only(read: bool, write: bool) -> Option<Side> {
    match (read, write) {
        (true, false) => Some(Side::Reply),
        (false, true) => Some(Side::Request),
        _ => None,
    }
}

/// A number as JSON: whole ones without a fraction, which `1.0` in a document means too.
#[allow(clippy::cast_possible_truncation)]
fn float(number: f64) -> Option<Number> {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return Some(Number::from(number as i64));
    }
    Number::from_f64(number)
}

fn format<T: Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(known) => serde_json::to_value(known)
            .ok()?
            .as_str()
            .map(str::to_owned),
        VariantOrUnknownOrEmpty::Unknown(text) => Some(text.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn targets<T>(document: &Document, parts: &[ReferenceOr<T>]) -> Vec<Pointer> {
    parts
        .iter()
        .filter_map(|part| document.target(part))
        .collect()
}

fn properties<'a, T: 'a>(
    document: &Document,
    properties: impl Iterator<Item = (&'a String, &'a ReferenceOr<T>)>,
) -> Vec<(String, Pointer)> {
    properties
        .filter_map(|(name, schema)| Some((name.clone(), document.target(schema)?)))
        .collect()
}

fn additional(document: &Document, additional: Option<&AdditionalProperties>) -> Additional {
    match additional {
        None | Some(AdditionalProperties::Any(true)) => Additional::Any,
        Some(AdditionalProperties::Any(false)) => Additional::None,
        Some(AdditionalProperties::Schema(schema)) => document
            .target(schema)
            .map_or(Additional::Any, Additional::Schema),
    }
}
