//! `allOf`: one type that satisfies every part.

use std::collections::HashSet;
use std::rc::Rc;

use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::ir::{Type, TypeId};
use crate::lower::shape::{Additional, Kind, Object, Shape};
use crate::lower::types::Hint;
use crate::lower::{Lower, Lowered, codes};

/// The parts of an `allOf`, nested ones taken apart.
#[derive(Default)]
struct Parts {
    object: Object,
    has_object: bool,
    /// Parts that are no objects, without those that say nothing about the type.
    others: Vec<Pointer>,
    seen: HashSet<Pointer>,
    nullable: Option<bool>,
}

impl Parts {
    fn require(&mut self, names: &[String]) {
        for name in names {
            if !self.object.required.contains(name) {
                self.object.required.push(name.clone());
            }
        }
    }
}

impl Lower<'_> {
    pub(super) fn all_of(
        &mut self,
        at: &Pointer,
        hint: &Hint,
        id: Option<TypeId>,
        parts: &[Pointer],
        beside: &Object,
        shape: &Shape,
    ) -> Lowered {
        if let [only] = parts
            && beside.is_empty()
            && beside.required.is_empty()
        {
            return self.schema(only, hint);
        }
        let mut all = Parts::default();
        all.seen.insert(at.clone());
        for part in parts {
            self.collect(part, &mut all);
        }
        self.merge(beside, &mut all);
        match (all.has_object || !beside.is_empty(), all.others.as_slice()) {
            (true, []) if all.object.properties.is_empty() => {
                self.object(at, hint, id, &all.object, shape)
            }
            (true, []) => {
                let id = id.unwrap_or_else(|| self.types.reserve(hint, at).0);
                self.structure(id, &all.object, shape);
                let mut lowered = Lowered::new(Type::Named(id));
                lowered.nullable = all.nullable.unwrap_or(false);
                lowered
            }
            (false, []) => Lowered::new(Type::Json),
            (false, [only]) => self.schema(&only.clone(), hint),
            _ => {
                let message = "the parts of this `allOf` have no type in common that could be generated, so its values are plain JSON";
                self.as_json(
                    Diagnostic::new(codes::ALL_OF_AS_JSON, at.child("allOf"), message),
                    at,
                )
            }
        }
    }

    /// The properties of all parts together.
    pub(super) fn merged(&mut self, at: &Pointer, parts: &[Pointer], beside: &Object) -> Object {
        let mut all = Parts::default();
        all.seen.insert(at.clone());
        for part in parts {
            self.collect(part, &mut all);
        }
        self.merge(beside, &mut all);
        all.object
    }

    fn collect(&mut self, part: &Pointer, all: &mut Parts) {
        let Ok(at) = self.document.resolve(part) else {
            return;
        };
        if !all.seen.insert(at.clone()) {
            return;
        }
        let Some(shape) = self.shape(&at) else {
            return;
        };
        self.collect_shape(&at, &shape, all);
    }

    fn collect_shape(&mut self, at: &Pointer, shape: &Rc<Shape>, all: &mut Parts) {
        match &shape.kind {
            Kind::Object(object) => {
                all.has_object = true;
                // The whole is null only where every part may be.
                all.nullable = Some(all.nullable.unwrap_or(true) && shape.nullable);
                self.merge(object, all);
            }
            Kind::AllOf(parts, beside) => {
                for part in parts {
                    self.collect(part, all);
                }
                self.merge(beside, all);
            }
            Kind::Union(variants, beside) if !beside.is_empty() => {
                all.has_object = true;
                self.union_ignored(at, variants);
                self.merge(beside, all);
            }
            Kind::Any => all.require(&shape.required),
            _ => all.others.push(at.clone()),
        }
    }

    /// Adds the properties of one part. A later declaration of a property counts: it stands where
    /// something general is made more precise.
    fn merge(&mut self, part: &Object, all: &mut Parts) {
        for (name, at) in &part.properties {
            match all
                .object
                .properties
                .iter_mut()
                .find(|(known, _)| known == name)
            {
                Some((_, known)) if self.document.resolve(known) == self.document.resolve(at) => {}
                Some((_, known)) => {
                    let message = format!(
                        "`{name}` is declared twice in this `allOf`; this declaration is the one that counts"
                    );
                    self.diagnostics.report(
                        Diagnostic::new(codes::ALL_OF_CONFLICT, at, message)
                            .related(&*known, "the other declaration"),
                    );
                    *known = at.clone();
                }
                None => all.object.properties.push((name.clone(), at.clone())),
            }
        }
        all.require(&part.required);
        match (&all.object.additional, &part.additional) {
            (Additional::Any, _) => all.object.additional = part.additional.clone(),
            (Additional::None, Additional::Schema(_)) => {
                all.object.additional = part.additional.clone()
            }
            _ => {}
        }
    }
}
