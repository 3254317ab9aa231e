//! Which Rust type a `format` has: by the format, or as the configuration chooses.

use serde_json::Value;

use super::rules::applies;
use super::{Lowered, Schemas};
use crate::config::PlaceKey;
use crate::diagnostics::Diagnostic;
use crate::document::{Node, Pointer};
use crate::ir::{Constraints, Type};
use crate::lower::codes;
use crate::lower::hint::Hint;
use crate::lower::shape::{Shape, ValueKind};

/// Integers that a schema may be.
const INTEGERS: &[&str] = &["i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64"];

impl Schemas<'_> {
    /// Text that is JSON of the schema at `content`.
    pub(super) fn embedded(&mut self, at: &Pointer, hint: &Hint, content: &Pointer) -> Lowered {
        if self.options.has_type(at) {
            let chosen = self.formatted(at, &ValueKind::String(None));
            return Lowered::new(chosen.unwrap_or(Type::String));
        }
        let inner = self.schema(content, hint);
        let mut text = Lowered::new(Type::Json);
        text.sensitive = inner.sensitive;
        text.ty = Type::JsonText(Box::new(inner.item_type()));
        text
    }

    /// The type of text or a number at `at`; none for other kinds of values.
    pub(super) fn formatted(&mut self, at: &Pointer, kind: &ValueKind) -> Option<Type> {
        if !matches!(
            kind,
            ValueKind::String(_) | ValueKind::Integer(_) | ValueKind::Number
        ) {
            return None;
        }
        let node = self.document.raw(at);
        let format = node.and_then(|node| node.member("format")?.as_str());
        let chosen = self.options.type_of(at, format).map(str::to_owned);
        let usual = match kind {
            ValueKind::Integer(None) if node.is_some_and(names_huge) => Type::Integer("i128"),
            ValueKind::Integer(format) => Type::Integer(integer(format.as_deref())),
            ValueKind::Number => Type::Float,
            ValueKind::String(format) => string(format.as_deref()),
            _ => return None,
        };
        let Some(chosen) = chosen else {
            return Some(usual);
        };
        let ty = typed(kind, &chosen);
        if ty.is_none() {
            let why = format!(
                "`{chosen}` can't be the type of this number: those are one of Rust's integers, `f32` or `f64`"
            );
            self.refuse_type(at, format, why);
        }
        Some(ty.unwrap_or(usual))
    }

    /// Says why the type that is chosen for a place, or else for its format, can't be that of its values.
    fn refuse_type(&mut self, at: &Pointer, format: Option<&str>, why: String) {
        if self.options.has_type(at) {
            return self.options.refuse(at, PlaceKey::Type, why);
        }
        let written = self.options.where_format(format.unwrap_or_default());
        let found = Diagnostic::new(codes::INVALID_TYPE, written, why);
        self.diagnostics
            .report(found.related(at, "at this place of the document"));
    }

    /// The same shape where a type is chosen for the schema at `at` that does without what its kind says.
    pub(super) fn with_chosen_type(&self, at: &Pointer, mut shape: Shape) -> Shape {
        if !self.options.has_type(at) {
            return shape;
        }
        if self.options.is_json(at) {
            return shape.without_kind(ValueKind::Any);
        }
        let plain = match &shape.kind {
            ValueKind::Enum(values) if values.iter().all(Value::is_string) => {
                ValueKind::String(None)
            }
            ValueKind::Enum(values) if values.iter().all(Value::is_i64) => ValueKind::Integer(None),
            ValueKind::String(_)
            | ValueKind::Integer(_)
            | ValueKind::Number
            | ValueKind::Embedded(_) => return shape,
            _ => {
                self.options.refuse(
                    at,
                    PlaceKey::Type,
                    "it is no text and no number, so its type can only be `json`",
                );
                return shape;
            }
        };
        shape.kind = plain;
        shape
    }

    /// The type that is chosen for a place that is a `$ref`, in place of that of its target.
    pub(super) fn choose_type_of_reference(&mut self, at: &Pointer, lowered: &mut Lowered) {
        if !self.options.has_type(at) {
            return;
        }
        if self.options.is_json(at) {
            lowered.ty = Type::Json;
            lowered.nullable = false;
            lowered.constant = false;
            lowered.constraints = Constraints::default();
            return;
        }
        let shape = self.shape_behind(at);
        let chosen = self.options.type_of(at, None).unwrap_or_default();
        let ty = shape.as_ref().and_then(|shape| typed(&shape.kind, chosen));
        match (ty, shape) {
            (Some(ty), Some(shape)) => {
                let rules = shape
                    .rules
                    .iter()
                    .filter(|rule| applies(rule, &ty))
                    .cloned();
                lowered.constraints.rules = rules.collect();
                lowered.ty = ty;
            }
            _ => {
                let why = format!("what it refers to can't have the type `{chosen}`");
                self.options.refuse(at, PlaceKey::Type, why);
            }
        }
    }
}

/// The type of text or a number for which this one is chosen, if it can be that.
fn typed(kind: &ValueKind, chosen: &str) -> Option<Type> {
    match kind {
        _ if chosen == "json" => Some(Type::Json),
        ValueKind::String(_) if chosen == "string" => Some(Type::String),
        ValueKind::String(_) => Some(Type::Parsed(chosen.to_owned())),
        ValueKind::Integer(_) => {
            let name = INTEGERS.iter().find(|name| **name == chosen);
            name.map(|name| Type::Integer(name))
        }
        ValueKind::Number if chosen == "f32" => Some(Type::Float32),
        ValueKind::Number if chosen == "f64" => Some(Type::Float),
        _ => None,
    }
}

/// Whether the default or the example of an integer is beyond `i64`. A bound says less: many are the largest
/// `i64`, rounded up by the tool that wrote the document.
fn names_huge(schema: &Node) -> bool {
    let values = ["default", "example"].into_iter();
    let mut values = values.filter_map(|keyword| schema.member(keyword)?.as_number());
    values.any(|value| {
        let is_huge = |value: f64| (9.2e18..1.7e38).contains(&value.abs());
        value.as_i64().is_none() && value.as_f64().is_some_and(is_huge)
    })
}

/// The integer type for a `format` of the OpenAPI format registry.
pub(super) fn integer(format: Option<&str>) -> &'static str {
    match format {
        Some("int8") => "i8",
        Some("int16") => "i16",
        Some("int32") => "i32",
        Some("uint8") => "u8",
        Some("uint16") => "u16",
        Some("uint32") => "u32",
        Some("uint64" | "uint") => "u64",
        _ => "i64",
    }
}

/// The type of text for a `format` of the OpenAPI format registry.
fn string(format: Option<&str>) -> Type {
    match format {
        Some("uuid") => Type::Uuid,
        Some("date-time") => Type::DateTime,
        Some("date") => Type::Date,
        Some("byte") => Type::Base64,
        _ => Type::String,
    }
}
