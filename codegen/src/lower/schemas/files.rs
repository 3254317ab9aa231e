//! What those ask about a schema who send its values as the parts of a form.

use super::Schemas;
use crate::document::{Node, Pointer};
use crate::hash::{Map, Set};
use crate::ir::{PartKind, Type, TypeKind};
use crate::lower::shape::ValueKind;

/// More schemas than this are not looked at to tell whether one property is a file.
const MOST_LOOKED_AT: usize = 128;

/// A property of an object whose values are parts of a form.
pub struct Member {
    /// Its name.
    pub wire: String,
    /// Its schema.
    pub at: Pointer,
    pub required: bool,
    /// `readOnly`
    pub read_only: bool,
}

impl<'a> Schemas<'a> {
    /// Whether the values of a type are text where they are not within JSON: others have no form but JSON.
    pub fn is_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(id) => match self.types.kind(*id) {
                Some(TypeKind::Enum(_)) => true,
                Some(TypeKind::Alias { ty, .. }) if !matches!(ty, Type::Named(_)) => {
                    self.is_text(ty)
                }
                _ => false,
            },
            Type::List(item) => self.is_text(item),
            Type::Json | Type::Map(_) | Type::Tuple(_) | Type::JsonText(_) => false,
            _ => true,
        }
    }

    /// The properties of the schema at `at` if it is one of an object with any, also of one made of several by
    /// `allOf`.
    pub fn members(&mut self, at: &Pointer) -> Option<Vec<Member>> {
        let at = self.document.resolve(at).ok()?;
        let object = match &self.shape(&at)?.kind {
            ValueKind::Object(object) => object.clone(),
            ValueKind::AllOf(..) => self.object_together(&at),
            _ => return None,
        };
        let required: Set<&String> = object.required.iter().collect();
        let mut members = Vec::with_capacity(object.properties.len());
        for (wire, at) in &object.properties {
            let required = required.contains(wire) && !self.options.is_optional(at);
            if !self.is_left_out(wire, (at, &[]), required, false) {
                members.push(Member {
                    wire: wire.clone(),
                    at: at.clone(),
                    required,
                    read_only: self.is_read_only(at),
                });
            }
        }
        (!members.is_empty()).then_some(members)
    }

    fn is_read_only(&self, at: &Pointer) -> bool {
        let resolved = self.document.resolve(at).ok();
        let node = resolved.and_then(|at| self.document.raw(&at)?.get("readOnly"));
        node.and_then(Node::as_bool).unwrap_or(false)
    }

    /// `contentMediaType` of text that is the content itself (JSON Schema Validation, section 8.4), or of such texts in a list.
    pub fn content_media_type(&self, at: &Pointer) -> Option<&'a str> {
        let at = self.document.resolve(at).ok()?;
        let items = at.child("items");
        if self.document.raw(&items).is_some() {
            let item = self.document.resolve(&items).ok()?;
            return self.media_type_of_text(&item);
        }
        self.media_type_of_text(&at)
    }

    fn media_type_of_text(&self, at: &Pointer) -> Option<&'a str> {
        let node = self.document.raw(at)?;
        let text = |keyword: &str| node.get(keyword).and_then(Node::as_str);
        let is_raw = text("contentEncoding").is_none_or(|encoding| encoding == "binary");
        text("contentMediaType").filter(|_| is_raw)
    }

    /// Whether the values of a schema are files, or several: text that is binary, a value of no type, a list of
    /// these, or one of several types of which one is that.
    pub fn file(&mut self, at: &Pointer) -> Option<PartKind> {
        self.file_within(at, &mut Map::default())
    }

    /// The same. `known` are the answers so far: schemas may lead to each other in many ways, and in circles.
    fn file_within(
        &mut self,
        at: &Pointer,
        known: &mut Map<Pointer, Option<PartKind>>,
    ) -> Option<PartKind> {
        let at = self.document.resolve(at).ok()?;
        if let Some(known) = known.get(&at) {
            return known.clone();
        }
        if known.len() >= MOST_LOOKED_AT {
            return None;
        }
        known.insert(at.clone(), None);
        let kind = self.kind_of_file(&at, known);
        known.insert(at, kind.clone());
        kind
    }

    fn kind_of_file(
        &mut self,
        at: &Pointer,
        known: &mut Map<Pointer, Option<PartKind>>,
    ) -> Option<PartKind> {
        let shape = self.shape(at)?;
        let encoding = self.document.raw(&at.child("contentEncoding"));
        let is_raw = encoding.and_then(Node::as_str) == Some("binary")
            || self.media_type_of_text(at).is_some();
        match &shape.kind {
            ValueKind::String(Some(format)) if format == "binary" => Some(PartKind::File),
            ValueKind::String(_) if is_raw => Some(PartKind::File),
            ValueKind::Any => Some(PartKind::Part),
            ValueKind::Array(Some(items)) => match self.file_within(items, known)? {
                PartKind::File | PartKind::Files => Some(PartKind::Files),
                other => Some(other),
            },
            ValueKind::Union(variants, beside) if beside.is_empty() => {
                let kinds = variants
                    .iter()
                    .filter_map(|one| self.file_within(one, known));
                // Several files are one file, too.
                kinds.max_by_key(|kind| match kind {
                    PartKind::Files => 2,
                    PartKind::File => 1,
                    _ => 0,
                })
            }
            _ => None,
        }
    }
}
