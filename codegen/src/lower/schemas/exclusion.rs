//! Two schemas of which a value may have to satisfy both: are they the same, or is there no such value?

use super::Schemas;
use crate::document::Pointer;
use crate::ir::JsonKind;
use crate::lower::shape::{Shape, ValueKind};

/// Of so many properties of an object it is looked whether their constants exclude each other.
const MOST_REQUIRED: usize = 16;

impl Schemas<'_> {
    /// Whether two schemas are one, or written twice.
    pub(super) fn are_the_same(&self, one: &Pointer, other: &Pointer) -> bool {
        let target = |at: &Pointer| self.document.resolve(at).ok();
        let (Some(one), Some(other)) = (target(one), target(other)) else {
            return false;
        };
        // What is written in another file may refer to other files.
        let written_twice = || {
            let (one, other) = (self.document.raw(&one)?, self.document.raw(&other)?);
            Some(one.says_what(other))
        };
        one == other || (one.file() == other.file() && written_twice().unwrap_or(false))
    }

    /// Whether no value satisfies both schemas, as far as types and constants say at once.
    pub(super) fn exclude(&mut self, one: &Pointer, other: &Pointer) -> bool {
        let (Some(left), Some(right)) = (self.shape_behind(one), self.shape_behind(other)) else {
            return false;
        };
        if left.nullable && right.nullable {
            return false;
        }
        if let (Some(left), Some(right)) = (kinds(&left), kinds(&right))
            && !left.iter().any(|kind| right.contains(kind))
        {
            return true;
        }
        match (&left.kind, &right.kind) {
            (ValueKind::Enum(left), ValueKind::Enum(right)) => {
                !left.iter().any(|value| right.contains(value))
            }
            (ValueKind::Object(left), ValueKind::Object(right)) => {
                let required = left.required.iter().chain(&right.required);
                let both = required.take(MOST_REQUIRED).filter(|name| {
                    left.properties.contains_key(*name) && right.properties.contains_key(*name)
                });
                let both: Vec<&String> = both.collect();
                both.into_iter().any(|name| {
                    let (left, right) = (self.listed(one, name), self.listed(other, name));
                    let are_listed = !left.is_empty() && !right.is_empty();
                    are_listed && !left.iter().any(|value| right.contains(value))
                })
            }
            _ => false,
        }
    }
}

/// The JSON types that the values of a schema have, apart from null, where it says so at once.
fn kinds(shape: &Shape) -> Option<Vec<JsonKind>> {
    Some(match &shape.kind {
        ValueKind::Bool => vec![JsonKind::Bool],
        ValueKind::Integer(_) | ValueKind::Number => vec![JsonKind::Number],
        ValueKind::String(_) | ValueKind::Embedded(_) => vec![JsonKind::String],
        ValueKind::Array(_) | ValueKind::Tuple(..) => vec![JsonKind::Array],
        ValueKind::Object(object) if object.demanded => vec![JsonKind::Object],
        ValueKind::Enum(values) => values.iter().map(JsonKind::of).collect(),
        ValueKind::Any | ValueKind::Null | ValueKind::Never => return None,
        ValueKind::Object(_) | ValueKind::AllOf(..) | ValueKind::Union(..) => return None,
    })
}
