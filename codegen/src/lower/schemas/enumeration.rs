//! `enum`: a value out of a list.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde_json::Value;

use super::site::Site;
use super::{Lowered, Schemas};
use crate::document::{Node, Pointer};
use crate::hash::Map;
use crate::ir::{Docs, Enum, EnumRepr, Type, TypeKind, Variant};
use crate::names::{Scope, Wish};

/// The variant of every enum that keeps what is not listed.
const UNKNOWN: &str = "Unknown";

/// Extensions that name the values of an `enum`, and those that describe them.
const NAMES: &[&str] = &["x-enum-varnames", "x-enum-names", "x-enumNames"];
const DESCRIPTIONS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];

/// One value of a list.
#[derive(Clone)]
pub(super) struct EnumValue {
    pub(super) value: Value,
    /// What the document calls it, or the options.
    pub(super) name: Option<String>,
    /// Where the options call it so.
    pub(super) named: Option<Pointer>,
    pub(super) docs: Docs,
}

impl Schemas<'_> {
    pub(super) fn enumeration(&mut self, place: &Site<'_>, values: &[Value]) -> Lowered {
        let listed = self.listed_values(place.at, values);
        self.enumeration_of(place, &listed)
    }

    /// An enum of these values, which may come from several lists.
    pub(super) fn enumeration_of(&mut self, place: &Site<'_>, values: &[EnumValue]) -> Lowered {
        let id = place.id(self);
        let mut scope = Scope::reserving(&[UNKNOWN]);
        let wish = |listed: &EnumValue| match &listed.name {
            Some(name) => Wish::of(name),
            None => Wish::of(words(&listed.value)),
        };
        let wishes: Vec<Wish> = values.iter().map(wish).collect();
        let named = scope.variants(&wishes).into_iter().zip(values);
        let variants = named.map(|(name, listed)| Variant {
            name,
            value: listed.value.clone(),
            docs: listed.docs.clone(),
        });
        let list = Enum {
            repr: repr(values),
            variants: variants.collect(),
        };
        for (variant, listed) in list.variants.iter().zip(values) {
            if let Some(at) = &listed.named {
                self.options.check_type_name(at, variant.name.as_str());
            }
        }
        let docs = place.docs.clone();
        self.types.define(id, docs, TypeKind::Enum(list));
        let mut lowered = Lowered::new(Type::Named(id));
        lowered.constant = values.len() == 1;
        lowered
    }

    /// Values with what the schema at `at` says about each.
    pub(super) fn listed_values(&self, at: &Pointer, values: &[Value]) -> Vec<EnumValue> {
        let node = self.document.raw(at);
        let list = |name: &str| node?.member(name)?.as_sequence();
        let [names, descriptions] = [NAMES, DESCRIPTIONS]
            .map(|extensions| extensions.iter().find_map(|extension| list(extension)));
        // Nulls and repeated values are not among `values`, so places differ.
        let written: Vec<Value> = list("enum")
            .unwrap_or_default()
            .iter()
            .map(|node| Value::deserialize(node.into_deserializer()).unwrap_or_default())
            .collect();
        let text = |texts: Option<&[Node]>, index: usize| {
            let text = texts?.get(index)?.as_str()?;
            (!text.is_empty()).then(|| text.to_owned())
        };
        let mut places: Map<&Value, usize> = Map::default();
        for (index, value) in written.iter().enumerate() {
            places.entry(value).or_insert(index);
        }
        let listed = |value: &Value| {
            let index = places.get(value).copied();
            let named = index.and_then(|index| {
                let at = at.child("enum").index(index);
                Some((self.options.type_name(&at)?.to_owned(), at))
            });
            let (name, named) = named.unzip();
            EnumValue {
                value: value.clone(),
                name: name.or_else(|| text(names, index?)),
                named,
                docs: Docs {
                    description: index.and_then(|index| text(descriptions, index)),
                    ..Docs::default()
                },
            }
        };
        values.iter().map(listed).collect()
    }
}

fn repr(values: &[EnumValue]) -> EnumRepr {
    if values.iter().all(|listed| listed.value.is_string()) {
        EnumRepr::String
    } else if values.iter().all(|listed| listed.value.is_i64()) {
        EnumRepr::Integer
    } else {
        EnumRepr::Json
    }
}

/// What a variant is called after.
fn words(value: &Value) -> String {
    match value {
        // `Unknown` stands for what is not listed, even where this value is added later.
        Value::String(text) if text.eq_ignore_ascii_case(UNKNOWN) => "unknown value".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            let text = number.to_string();
            let spelled = text
                .strip_prefix('-')
                .map_or(text.clone(), |rest| format!("minus {rest}"));
            format!("value {}", spelled.replace('.', " point "))
        }
        Value::Array(_) => "list".to_owned(),
        Value::Object(_) => "object".to_owned(),
        other => other.to_string(),
    }
}
