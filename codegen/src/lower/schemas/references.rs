//! `$ref`: what belongs to the place of a reference, and what its target is called.

use super::site::Site;
use super::types::Made;
use super::{Lowered, Schemas};
use crate::diagnostics::Diagnostic;
use crate::document::{Node, Pointer};
use crate::ir::{Side, Type, TypeId};
use crate::lower::codes;
use crate::lower::hint::Hint;
use crate::lower::shape::{Shape, ValueKind};

/// Keys under which names of schemas stand.
const NAMED: &[&str] = &["schemas", "$defs", "definitions"];

/// Keywords under which what stands has no name of its own, or one that means something only there.
const PLACES: &[&str] = &[
    "$defs",
    "allOf",
    "anyOf",
    "components",
    "definitions",
    "oneOf",
    "paths",
    "patternProperties",
    "prefixItems",
    "properties",
    "schemas",
];

impl Schemas<'_> {
    /// A component that is only a reference to a schema of no name, such as one in a file of its own,
    /// is that schema, and not a second name for it.
    pub(super) fn adopt_targets(&mut self) {
        for (_, at) in self.document.schemas() {
            let target = self.document.resolve(&at).ok();
            let Some(target) = target.filter(|target| *target != at) else {
                continue;
            };
            for side in [Side::Reply, Side::Request] {
                if let Some(Made::Component(id)) = self.types.made(&at, side) {
                    self.types.adopt(target.clone(), side, id);
                }
            }
        }
    }

    /// Applies what stands beside the `$ref` at `at` and restricts nothing: it is about this place, and the
    /// target knows nothing of it.
    pub(super) fn beside_reference(&mut self, at: &Pointer, lowered: &mut Lowered) {
        let Some(node) = self.document.raw(at) else {
            return;
        };
        if node.as_mapping().is_none_or(|mapping| mapping.len() < 2) {
            return;
        }
        let text = |key: &str| node.get(key).and_then(Node::as_text);
        let flag = |key: &str| node.get(key).and_then(Node::as_flag).unwrap_or(false);
        if let Some(description) = text("description") {
            lowered.docs.description = Some(description);
            lowered.docs.title = text("title");
        }
        lowered.docs.deprecated |= flag("deprecated");
        lowered.nullable |= flag("nullable") && lowered.ty != Type::Json;
        if let Some(default) = node.get("default") {
            lowered.default = Some(default.to_json());
        }
    }

    /// What the target of a reference calls itself: a key under which schemas have names, or the file
    /// that has nothing else in it.
    pub(super) fn target_hint(&self, target: &Pointer) -> Option<Hint> {
        let node = self.document.raw(target)?;
        let anchors = ["$anchor", "$dynamicAnchor"].into_iter();
        let mut anchors = anchors.filter_map(|keyword| node.get(keyword).and_then(Node::as_str));
        if let Some(anchor) = anchors.next() {
            return Some(Hint::new(anchor));
        }
        let tokens: Vec<_> = target.tokens().collect();
        let named = |key: &str| NAMED.contains(&key);
        let is_number = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit());
        match tokens.as_slice() {
            [.., list, item] if is_number(item) && !named(list) => None,
            [] => {
                let stem = self.document.file(target)?.file_stem()?;
                Some(Hint::new(stem.to_string_lossy()))
            }
            [name] if target.file() != 0 => Some(Hint::new(name.as_ref())),
            // Files of many types sort them: `#/Deneb/BeaconBlock`.
            [group, name] if target.file() != 0 && !PLACES.contains(&group.as_ref()) => {
                Some(Hint::within(group, name))
            }
            [.., key, name] if named(key) => Some(Hint::new(name.as_ref())),
            [.., key, owner, properties, name] if named(key) && properties == "properties" => {
                Some(Hint::within(owner, name))
            }
            _ => None,
        }
    }

    /// The part of a union or an `allOf` that is all of it but for null, if it has no name of its own: it
    /// becomes the type of the component `id`, which would be a second name for it.
    pub(super) fn adopted_part(&mut self, shape: &Shape, id: TypeId) -> Option<Pointer> {
        let (ValueKind::Union(parts, beside) | ValueKind::AllOf(parts, beside)) = &shape.kind
        else {
            return None;
        };
        if !beside.is_empty() || !beside.required.is_empty() || !shape.further.is_empty() {
            return None;
        }
        let mut only = None;
        for part in parts {
            let at = self.document.resolve(part).ok()?;
            if matches!(self.shape(&at)?.kind, ValueKind::Null)
                && matches!(shape.kind, ValueKind::Union(..))
            {
                continue;
            }
            if only.replace(at).is_some() {
                return None;
            }
        }
        let only = only?;
        self.adopted(&only, id).then_some(only)
    }

    /// What the schema at `only` becomes, which decides alone what the type of `place` is. Without a name of its own it is the
    /// type of the component there.
    pub(super) fn decided_by(&mut self, only: &Pointer, place: &Site<'_>) -> Lowered {
        let component = place.id.filter(|id| self.types.is_component(*id));
        let target = self.document.resolve(only).ok();
        match component.zip(target) {
            Some((id, target)) if self.adopted(&target, id) => {
                self.define(&target, place.hint, Some(id))
            }
            _ => self.schema(only, place.hint),
        }
    }

    /// Makes the component `id` the type of the schema at `at`, which is no reference, unless that has one.
    fn adopted(&mut self, at: &Pointer, id: TypeId) -> bool {
        let side = self.side_of(at);
        let new = self.types.made(at, side).is_none() && self.types.begin(at, side);
        if new {
            self.types.adopt(at.clone(), side, id);
        }
        new
    }

    /// A schema that is met again while nothing is known of it but references to itself.
    pub(super) fn endless(&mut self, at: &Pointer) -> Lowered {
        let message = "this schema leads back to itself with nothing between that has a name, so its values are plain JSON";
        let found = Diagnostic::new(codes::SCHEMA_AS_JSON, at, message)
            .help("move it to `components/schemas` and refer to it");
        self.as_json(found, at)
    }
}
