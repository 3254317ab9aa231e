//! `allOf`: one type that satisfies every part.
//!
//! Objects are merged into one. A union among the parts becomes a union of what each of its variants
//! makes of the other parts, so that shared properties stand in every variant. Parts that are no objects
//! become the narrowest of them.

use std::rc::Rc;

use super::object::Members;
use super::site::{Conjunct, Site};
use super::{Lowered, Schemas};
use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::hash::Set;
use crate::ir::{Docs, Side, Type, TypeKind};
use crate::lower::codes;
use crate::lower::hint::{Hint, component};
use crate::lower::shape::{Discriminator, Object, Shape, ValueKind};

/// A union among the parts.
pub(super) struct Choice {
    pub(super) at: Pointer,
    pub(super) variants: Vec<Pointer>,
    pub(super) shape: Rc<Shape>,
}

/// What stands together: nested `allOf` taken apart, parts sorted by what they are.
#[derive(Default)]
pub(super) struct Parts {
    /// Objects, and parts that only say what is required.
    pub(super) objects: Vec<(Conjunct, Rc<Shape>)>,
    has_object: bool,
    /// Parts that are no objects.
    pub(super) others: Vec<(Pointer, Rc<Shape>)>,
    pub(super) choices: Vec<Choice>,
    seen: Set<Pointer>,
    known: Set<Conjunct>,
    nullable: Option<bool>,
}

/// A part is compared with so many others.
const MOST_COMPARED: usize = 8;

/// What is left to do while schemas are taken apart.
enum Task {
    Into(Conjunct),
    /// What a schema says beside its parts, which were taken apart.
    Own((Conjunct, Rc<Shape>)),
}

impl Schemas<'_> {
    pub(super) fn all_of(&mut self, place: &Site<'_>) -> Lowered {
        if let Some(only) = self.only_part(place) {
            return self.schema(&only, place.hint);
        }
        match self.collect(&[Conjunct::whole(place.at)], place.at) {
            Some(all) => self.combine(place, all),
            None => Lowered::new(Type::Json),
        }
    }

    /// The one part that says anything about the type. It has a type of its own already if it is a
    /// component; otherwise it must not take the name of the one that it is the only part of.
    fn only_part(&mut self, place: &Site<'_>) -> Option<Pointer> {
        let shape = self.shape(place.at)?;
        let ValueKind::AllOf(parts, beside) = &shape.kind else {
            return None;
        };
        if !beside.is_empty() || !beside.required.is_empty() || !shape.further.is_empty() {
            return None;
        }
        let mut telling = parts.iter().filter(|part| {
            self.shape_behind(part).is_none_or(|shape| {
                !matches!(shape.kind, ValueKind::Any) || !shape.required.is_empty()
            })
        });
        let only = telling.next().filter(|_| telling.next().is_none())?;
        let at = self.document.resolve(only).ok()?;
        let named = place.id.is_none() || component(&at).is_some();
        if !named || at == *place.at {
            return None;
        }
        let shape = self.shape(&at);
        let inherits = shape.is_some_and(|shape| self.heirs(&at, &shape).contains(place.at));
        (!inherits).then_some(at)
    }

    /// One type for a value that satisfies all of these schemas, which stand in different places.
    pub(super) fn together(
        &mut self,
        parts: &[Conjunct],
        at: &Pointer,
        hint: &Hint,
        docs: &Docs,
    ) -> Lowered {
        let parts = self.distinct(parts);
        let differs = parts.iter().any(|part| self.differs(&part.at));
        let side = if differs { self.side } else { Side::Reply };
        if let Some(mut known) = self.types.together(&parts, side) {
            if let Type::Named(id) = &mut known.ty {
                *id = self.types.other_name(*id, at, hint);
            }
            return known;
        }
        self.deeper(at, |lower| {
            let lowered = lower.new_together(&parts, side, at, hint, docs);
            lower.types.remember_together(&parts, side, lowered.clone());
            lowered
        })
    }

    /// The same schemas, each once, so that what leads back to itself meets itself. Those that are written again say nothing new,
    /// either.
    fn distinct(&self, parts: &[Conjunct]) -> Vec<Conjunct> {
        let target = |part: &Conjunct| self.document.resolve(&part.at).ok();
        let target = |part: &Conjunct| target(part).unwrap_or_else(|| part.at.clone());
        let whole = parts.iter().filter(|part| !part.own).map(target);
        let whole: Set<Pointer> = whole.collect();
        let targets = parts.iter().map(|part| {
            let at = target(part);
            // The whole of a schema is what it says itself, too.
            let own = part.own && !whole.contains(&at);
            Conjunct { at, own }
        });
        let mut seen = Set::default();
        let mut distinct: Vec<Conjunct> = Vec::new();
        for part in targets.filter(|part| seen.insert(part.clone())) {
            let few = distinct.iter().take(MOST_COMPARED);
            let mut again = few.filter(|one| one.own == part.own);
            if !again.any(|one| self.are_the_same(&one.at, &part.at)) {
                distinct.push(part);
            }
        }
        distinct
    }

    fn new_together(
        &mut self,
        parts: &[Conjunct],
        side: Side,
        at: &Pointer,
        hint: &Hint,
        docs: &Docs,
    ) -> Lowered {
        let Some(all) = self.collect(parts, at) else {
            return Lowered::new(Type::Json);
        };
        // Whoever meets the same schemas while they are lowered gets this type.
        let id = all
            .has_type()
            .then(|| self.types.push_inline(hint, at, side));
        let meanwhile = Lowered::new(id.map_or(Type::Json, Type::Named));
        self.types.remember_together(parts, side, meanwhile);
        let place = Site {
            at,
            hint,
            id,
            docs,
            shared: true,
        };
        let mut lowered = self.combine(&place, all);
        if docs.title.is_some() || docs.description.is_some() {
            lowered.docs = docs.clone();
        }
        if let Some(id) = id
            && lowered.ty != Type::Named(id)
        {
            let (ty, constraints) = (lowered.ty.clone(), lowered.constraints.clone());
            let alias = TypeKind::Alias { ty, constraints };
            self.types.define(id, docs.clone(), alias);
        }
        lowered
    }

    fn combine(&mut self, place: &Site<'_>, mut all: Parts) -> Lowered {
        self.drop_requirements(&mut all);
        for at in all.drop_objects() {
            self.unchecked(
                &at,
                "its properties bind objects only, and say nothing of values of another type",
            );
        }
        let objects = std::mem::take(&mut all.objects);
        let mut lowered = match (all.choices.is_empty(), all.others.as_slice()) {
            (true, []) if all.has_object => self.merged(place, &objects),
            (true, []) => Lowered::new(Type::Json),
            (true, [(only, _)]) if !all.has_object => self.decided_by(&only.clone(), place),
            (true, others) if !all.has_object => self.narrow(place, others),
            (false, []) => self.choices(place, &objects, &all.choices),
            (false, others) if !all.has_object => {
                for choice in &all.choices {
                    self.unchecked(&choice.at, "the variants beside this type are not checked");
                }
                match others {
                    [(only, _)] => self.decided_by(&only.clone(), place),
                    several => self.narrow(place, several),
                }
            }
            _ => {
                let message =
                    "no value can satisfy all parts of this schema, so its values are plain JSON";
                let diagnostic = Diagnostic::new(codes::ALL_OF_AS_JSON, place.at, message)
                    .help("the parts of an `allOf` must have a type in common");
                self.as_json(diagnostic, place.at)
            }
        };
        lowered.nullable |= all.nullable.unwrap_or(false);
        lowered
    }

    fn merged(&mut self, place: &Site<'_>, objects: &[(Conjunct, Rc<Shape>)]) -> Lowered {
        let mut members = Members::new();
        for (_, shape) in objects {
            members.add(shape);
        }
        self.object(place, &members)
    }

    /// What all parts of the schema at `at` say about an object.
    pub(super) fn object_together(&mut self, at: &Pointer) -> Object {
        let all = self.collect(&[Conjunct::whole(at)], at).unwrap_or_default();
        let mut members = Members::new();
        for (_, shape) in &all.objects {
            members.add(shape);
        }
        members.to_object()
    }

    /// What `parts` consist of, nested `allOf` taken apart; none where that is more than the schema at
    /// `at` may cost, which is reported.
    fn collect(&mut self, parts: &[Conjunct], at: &Pointer) -> Option<Parts> {
        let mut all = Parts::default();
        let mut open: Vec<Task> = parts.iter().rev().cloned().map(Task::Into).collect();
        while let Some(step) = open.pop() {
            let step = match step {
                Task::Into(part) => self.take_apart(part, &mut all, &mut open),
                Task::Own(own) => Some(own),
            };
            let Some((part, shape)) = step else {
                continue;
            };
            if !self.afford(shape.size(), at) {
                return None;
            }
            self.add_own(&part, &shape, &mut all);
        }
        Some(all)
    }

    /// A part with its shape, as soon as it is its turn: what it consists of itself comes first.
    fn take_apart(
        &mut self,
        part: Conjunct,
        all: &mut Parts,
        open: &mut Vec<Task>,
    ) -> Option<(Conjunct, Rc<Shape>)> {
        let at = self.document.resolve(&part.at).ok()?;
        if !part.own && !all.seen.insert(at.clone()) {
            self.check_circle(&part, &at, open);
            return None;
        }
        let shape = self.shape(&at)?;
        let own = Conjunct { at, own: part.own };
        match &shape.kind {
            ValueKind::AllOf(parts, _) if !part.own => {
                open.push(Task::Own((own, Rc::clone(&shape))));
                open.extend(
                    parts
                        .iter()
                        .rev()
                        .map(|part| Task::Into(Conjunct::whole(part))),
                );
                None
            }
            _ => Some((own, shape)),
        }
    }

    /// Says, once for each circle, where a part is the schema at `at` that is being taken apart: all that it could
    /// add is there already.
    fn check_circle(&mut self, part: &Conjunct, at: &Pointer, open: &[Task]) {
        let owner = |step: &Task| match step {
            Task::Own((own, _)) => Some(own.at.clone()),
            Task::Into(_) => None,
        };
        let mut circle = open.iter().filter_map(owner);
        if !circle.any(|owner| owner == *at) || !self.circles.insert(at.clone()) {
            return;
        }
        self.circles.extend(circle);
        let message = "this part is the schema that it is a part of, so it adds nothing";
        let found = Diagnostic::new(codes::CIRCULAR_ALL_OF, &part.at, message)
            .help("leave it out, or refer to another schema");
        self.diagnostics.report(found);
    }

    /// Adds what a part says beside its `allOf`.
    fn add_own(&mut self, part: &Conjunct, shape: &Rc<Shape>, all: &mut Parts) {
        let own = Conjunct {
            at: part.at.clone(),
            own: part.own || !matches!(shape.kind, ValueKind::Object(_)),
        };
        match &shape.kind {
            ValueKind::Object(_) => all.add_object(own, shape),
            ValueKind::AllOf(variants, beside) | ValueKind::Union(variants, beside) => {
                if !beside.is_empty() {
                    all.add_object(own, shape);
                } else if !beside.required.is_empty() || !shape.rules.is_empty() {
                    all.add(own, shape);
                }
                let variants = matches!(shape.kind, ValueKind::Union(..)).then_some(variants);
                self.add_choices(part, variants, shape, all);
            }
            ValueKind::Any if shape.required.is_empty() => {}
            ValueKind::Any => all.add(own, shape),
            _ => {
                all.others.push((part.at.clone(), Rc::clone(shape)));
                all.nullable = Some(all.nullable.unwrap_or(true) && shape.nullable);
            }
        }
    }

    fn add_choices(
        &mut self,
        part: &Conjunct,
        variants: Option<&Vec<Pointer>>,
        shape: &Rc<Shape>,
        all: &mut Parts,
    ) {
        if part.own {
            return;
        }
        for variants in variants.into_iter().chain(&shape.further) {
            // A variant that has its own union among its parts is that variant already.
            let circular = variants.iter().any(|variant| {
                self.document
                    .resolve(variant)
                    .is_ok_and(|variant| all.seen.contains(&variant))
            });
            if !circular {
                all.choices.push(Choice {
                    at: part.at.clone(),
                    variants: variants.clone(),
                    shape: Rc::clone(shape),
                });
            }
        }
    }

    /// Unions that only say which properties are required together say nothing about the type.
    fn drop_requirements(&mut self, all: &mut Parts) {
        if !all.has_object {
            return;
        }
        let choices = std::mem::take(&mut all.choices);
        for choice in choices {
            if self.only_requires(&choice.variants) {
                self.unchecked(
                    &choice.at,
                    "which properties are required together is not checked",
                );
            } else {
                all.choices.push(choice);
            }
        }
    }

    fn only_requires(&mut self, variants: &[Pointer]) -> bool {
        variants.iter().all(|variant| {
            self.shape_behind(variant)
                .is_some_and(|shape| match &shape.kind {
                    ValueKind::Object(object) => object.is_empty(),
                    kind => matches!(kind, ValueKind::Any),
                })
        })
    }

    pub(super) fn unchecked(&mut self, at: &Pointer, message: &str) {
        self.diagnostics
            .report(Diagnostic::new(codes::KEYWORD_UNCHECKED, at, message));
    }
}

impl Parts {
    /// Leaves out what only binds objects, where no value is one. Gives the places.
    fn drop_objects(&mut self) -> Vec<Pointer> {
        let demands = |(_, shape): &(Conjunct, Rc<Shape>)| match &shape.kind {
            ValueKind::Object(object)
            | ValueKind::AllOf(_, object)
            | ValueKind::Union(_, object) => object.demanded,
            _ => false,
        };
        if self.others.is_empty() || !self.has_object || self.objects.iter().any(demands) {
            return Vec::new();
        }
        self.has_object = false;
        let dropped = std::mem::take(&mut self.objects).into_iter();
        dropped.map(|(part, _)| part.at).collect()
    }

    fn add_object(&mut self, part: Conjunct, shape: &Rc<Shape>) {
        self.has_object = true;
        // The whole is null only where every part may be.
        self.nullable = Some(self.nullable.unwrap_or(true) && shape.nullable);
        self.add(part, shape);
    }

    fn add(&mut self, part: Conjunct, shape: &Rc<Shape>) {
        if self.known.insert(part.clone()) {
            self.objects.push((part, Rc::clone(shape)));
        }
    }

    /// Whether the whole is sure to have a type of its own.
    fn has_type(&self) -> bool {
        let properties = |(_, shape): &(Conjunct, Rc<Shape>)| match &shape.kind {
            ValueKind::Object(object)
            | ValueKind::AllOf(_, object)
            | ValueKind::Union(_, object) => !object.properties.is_empty(),
            _ => false,
        };
        let structure = self.objects.iter().any(properties);
        self.others.is_empty() && (structure || !self.choices.is_empty())
    }
}

impl Choice {
    pub(super) fn discriminator(&self) -> Option<&Discriminator> {
        self.shape.discriminator.as_ref()
    }
}
