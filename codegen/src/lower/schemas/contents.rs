//! What those ask about a schema who use it as that of a body.

use std::rc::Rc;

use serde_json::Value;

use super::{Lowered, Schemas};
use crate::document::{Node, Pointer};
use crate::lower::shape::{Shape, ValueKind};

/// What the values of a schema are to a body that holds nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing is said.
    Unknown,
    /// Text that is bytes: `format: binary`
    Binary,
    /// Text
    Text,
    /// Anything else
    Json,
}

impl Schemas<'_> {
    /// What the values of the schema at `at` are, if there is one.
    pub fn content(&mut self, at: &Pointer) -> Content {
        let shape = self.shape_behind(at);
        match shape.as_ref().map(|shape| &shape.kind) {
            None | Some(ValueKind::Any) => Content::Unknown,
            Some(ValueKind::String(Some(format))) if format == "binary" => Content::Binary,
            Some(ValueKind::String(_)) => Content::Text,
            Some(_) => Content::Json,
        }
    }

    /// The schema of the items of a list.
    pub fn items(&mut self, at: &Pointer) -> Option<Pointer> {
        match &self.shape_behind(at)?.kind {
            ValueKind::Array(items) => items.clone(),
            _ => None,
        }
    }

    /// The schema at `at` as it is written: equal ones say the same.
    pub fn written(&self, at: &Pointer) -> Option<Value> {
        self.document.raw(at).map(Node::to_json)
    }

    /// Says so if a body has rules and no type of its own that could check them. `body` is what the schema at
    /// `at` became.
    pub fn check_rules_of_body(&mut self, at: &Pointer, body: &Lowered) {
        let has_rules = |shape: Rc<Shape>| {
            let own_type = match &shape.kind {
                ValueKind::Object(object) => !object.properties.is_empty(),
                ValueKind::AllOf(..) | ValueKind::Union(..) | ValueKind::Enum(_) => true,
                _ => false,
            };
            !own_type && !shape.rules.is_empty()
        };
        if self.shape_behind(at).is_some_and(has_rules) || !body.constraints.is_empty() {
            let message = "the rules of this body as a whole are not checked: it is no object of a type of its own";
            self.unchecked(at, message);
        }
    }
}
