//! `enum`: a value out of a list.

use serde_json::Value;

use crate::ir::{Enum, EnumRepr, Type, TypeKind, Variant};
use crate::lower::all_of::Place;
use crate::lower::shape::Shape;
use crate::lower::{Lower, Lowered};
use crate::names::Scope;

/// The variant of every enum that keeps what is not listed.
const UNKNOWN: &str = "Unknown";

impl Lower<'_> {
    pub(super) fn enumeration(
        &mut self,
        place: &Place<'_>,
        values: &[Value],
        shape: &Shape,
    ) -> Lowered {
        let id = place.id(self);
        let mut scope = Scope::reserving(&[UNKNOWN]);
        let variants = values.iter().map(|value| Variant {
            name: scope.variant(&words(value)),
            value: value.clone(),
        });
        let list = Enum {
            repr: repr(values),
            variants: variants.collect(),
        };
        self.types
            .define(id, shape.docs.clone(), TypeKind::Enum(list));
        let mut lowered = Lowered::new(Type::Named(id));
        lowered.constant = values.len() == 1;
        lowered
    }
}

fn repr(values: &[Value]) -> EnumRepr {
    if values.iter().all(Value::is_string) {
        EnumRepr::String
    } else if values.iter().all(Value::is_i64) {
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
