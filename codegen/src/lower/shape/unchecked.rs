//! What a schema says that its [`Shape`](super::Shape) can't hold.

use super::reader::ShapeReader;
use super::{Undeclared, ValueKind};
use crate::document::{Mapping, Node, Value as Raw};

/// Keywords that restrict values in ways that a type can't follow, and what would make each of them
/// say nothing.
const UNCHECKED: &[&str] = &[
    "if",
    "contains",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
];

impl ShapeReader<'_, '_> {
    /// Keywords that say more than the shape can hold.
    pub(super) fn unchecked(&self, kind: &ValueKind) -> Vec<&'static str> {
        let mut found: Vec<&'static str> = UNCHECKED.to_vec();
        found.retain(|keyword| {
            let typed = *keyword == "contentSchema" && matches!(kind, ValueKind::Embedded(_));
            self.schema.contains(keyword) && !typed
        });
        if self.get("not").is_some_and(restricts_type) {
            found.push("not");
        }
        let names = ["propertyNames", "unevaluatedItems"].into_iter();
        found.extend(names.filter(|keyword| self.get(keyword).is_some_and(restricts)));
        let patterns = self.get("patternProperties").and_then(Node::as_mapping);
        if let (ValueKind::Object(object), Some(patterns)) = (kind, patterns)
            && (object.additional == Undeclared::Any || patterns.len() > 1)
        {
            found.push("patternProperties");
        }
        found
    }
}

/// Whether a schema excludes any value.
fn restricts(schema: &Node) -> bool {
    match schema.value() {
        Raw::Bool(any) => !any,
        Raw::Mapping(mapping) => {
            let says =
                |(key, value): (&str, &Node)| key != "type" || value.as_str() != Some("string");
            mapping.iter().any(says)
        }
        _ => false,
    }
}

/// Whether the `not` of this schema says something about values that have a type: `not: {type: null}`
/// is what not being nullable says already.
pub(super) fn restricts_type(schema: &Node) -> bool {
    let only_null = |mapping: &Mapping| {
        mapping.len() == 1 && mapping.get("type").and_then(Node::as_str) == Some("null")
    };
    !schema.as_mapping().is_some_and(only_null) && schema.as_bool() != Some(false)
}
