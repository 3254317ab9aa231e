//! A schema as it is written, keyword by keyword.

use crate::document::{Mapping, Node, Pointer, Resolver, Value as Raw};
use crate::hash::Set;

/// A schema, and what every question about it needs.
pub(super) struct ShapeReader<'d, 't> {
    pub(super) document: &'d Resolver<'t>,
    pub(super) at: &'d Pointer,
    pub(super) schema: &'d Mapping,
    /// `type` without null.
    pub(super) types: Vec<&'d str>,
}

impl<'d, 't> ShapeReader<'d, 't> {
    pub(super) fn new(document: &'d Resolver<'t>, at: &'d Pointer, schema: &'d Mapping) -> Self {
        let mut types: Vec<&str> = match schema.get("type").map(Node::value) {
            Some(Raw::String(name)) => vec![name],
            Some(Raw::Sequence(names)) => names.iter().filter_map(Node::as_str).collect(),
            _ => Vec::new(),
        };
        if types.len() == 1 {
            types.retain(|name| *name != "null");
        } else {
            let mut seen: Set<&str> = Set::default();
            types.retain(|name| {
                let new = seen.insert(name);
                // Every integer is a number.
                new && *name != "null" && !(*name == "integer" && seen.contains("number"))
            });
        }
        if types.len() > 1 && types.contains(&"number") {
            types.retain(|name| *name != "integer");
        }
        Self {
            document,
            at,
            schema,
            types,
        }
    }

    pub(super) fn get(&self, keyword: &str) -> Option<&'d Node> {
        self.schema.get(keyword)
    }

    pub(super) fn text(&self, keyword: &str) -> Option<String> {
        self.get(keyword)?.as_text()
    }

    pub(super) fn flag(&self, keyword: &str) -> bool {
        self.get(keyword).and_then(Node::as_flag).unwrap_or(false)
    }

    /// Whether values of this type of JSON may be here.
    pub(super) fn may_be(&self, name: &str) -> bool {
        self.types.is_empty() || self.types.contains(&name)
    }

    /// The items of a list of schemas.
    pub(super) fn list(&self, keyword: &str) -> Vec<Pointer> {
        let items = self.get(keyword).and_then(Node::as_sequence);
        let count = items.unwrap_or_default().len();
        if count == 0 {
            return Vec::new();
        }
        let at = self.at.child(keyword);
        (0..count).map(|index| at.index(index)).collect()
    }

    pub(super) fn word(&self, keyword: &str) -> Option<&'d str> {
        self.get(keyword)?.as_str()
    }

    pub(super) fn format(&self) -> Option<&'d str> {
        self.word("format")
    }

    pub(super) fn count(&self, keyword: &str) -> Option<u64> {
        self.get(keyword).and_then(Node::as_count)
    }
}
