//! `readOnly` and `writeOnly`: which schemas are one type in requests and another in replies.

use super::Schemas;
use crate::document::Pointer;
use crate::hash::Map;
use crate::ir::{Side, TypeId};
use crate::lower::hint::Hint;
use crate::lower::shape::{Shape, Undeclared, ValueKind};

/// For every schema looked at, whether its two sides differ.
pub(super) type Differing = Map<Pointer, bool>;

/// A schema that was met, and those that it is a part of.
struct Met {
    at: Pointer,
    parents: Vec<usize>,
    differs: bool,
}

impl Met {
    fn new(at: Pointer) -> Self {
        Self {
            at,
            parents: Vec::new(),
            differs: false,
        }
    }
}

impl Schemas<'_> {
    /// Does `work` for values that go one way.
    pub(super) fn on<T>(&mut self, side: Side, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.side, side);
        let result = work(self);
        self.side = before;
        result
    }

    /// The side whose type the schema at `at`, which is no reference, has here: that of replies where
    /// both are one.
    pub(super) fn side_of(&mut self, at: &Pointer) -> Side {
        if self.side == Side::Reply || !self.differs(at) {
            return Side::Reply;
        }
        Side::Request
    }

    /// Gives the inline schema at `at` a name and an id.
    pub(super) fn reserve(&mut self, hint: &Hint, at: &Pointer) -> TypeId {
        let side = self.side_of(at);
        let chosen = self.chosen_type_name(at);
        let id = self
            .types
            .reserve(chosen.as_ref().unwrap_or(hint), at, side);
        if chosen.is_some() && side == Side::Reply {
            self.options.check_type_name(at, &self.types.name_of(id));
        }
        id
    }

    /// Whether a property is one that only values that go this way have, or both.
    pub(super) fn has_side(&mut self, property: &Pointer) -> bool {
        if !self.document.has_sides() {
            return true;
        }
        match self.only_side(property) {
            Some(only) => only == self.side,
            None => true,
        }
    }

    /// Whether a `readOnly` or `writeOnly` property is part of the schema at `at`, however deep.
    ///
    /// Schemas lead in circles, so all that this one leads to are collected first, and the answer
    /// goes back from those that have such a property.
    pub(super) fn differs(&mut self, at: &Pointer) -> bool {
        if !self.document.has_sides() {
            return false;
        }
        if let Some(known) = self.differing.get(at) {
            return *known;
        }
        let mut met = self.all_within(at);
        let mut open: Vec<usize> = (0..met.len())
            .filter(|&index| met.get(index).is_some_and(|one| one.differs))
            .collect();
        while let Some(index) = open.pop() {
            let parents = met
                .get_mut(index)
                .map(|one| std::mem::take(&mut one.parents));
            for parent in parents.unwrap_or_default() {
                if let Some(parent_met) = met.get_mut(parent)
                    && !std::mem::replace(&mut parent_met.differs, true)
                {
                    open.push(parent);
                }
            }
        }
        self.differing
            .extend(met.into_iter().map(|one| (one.at, one.differs)));
        self.differing.get(at).copied().unwrap_or(false)
    }

    fn all_within(&mut self, at: &Pointer) -> Vec<Met> {
        let mut met = vec![Met::new(at.clone())];
        let mut places = Map::from_iter([(at.clone(), 0)]);
        let mut next = 0;
        while let Some(at) = met.get(next).map(|one| one.at.clone()) {
            let known = self.differing.get(&at).copied();
            let shape = if known.is_none() {
                self.shape(&at)
            } else {
                None
            };
            let mut children = Vec::new();
            let mut differs = known == Some(true);
            if let Some(shape) = shape {
                differs |= self.parts_of(&shape, &mut children);
                let heirs = self.heirs(&at, &shape);
                let heirs = heirs.iter();
                children.extend(heirs.filter_map(|heir| self.document.resolve(heir).ok()));
            }
            if let Some(one) = met.get_mut(next) {
                one.differs = differs;
            }
            for child in children {
                let place = *places.entry(child.clone()).or_insert_with(|| {
                    met.push(Met::new(child));
                    met.len() - 1
                });
                if let Some(child) = met.get_mut(place) {
                    child.parents.push(next);
                }
            }
            next += 1;
        }
        met
    }

    /// Collects the schemas that a schema has as parts, references followed; says whether one is a property
    /// of one side.
    fn parts_of(&mut self, shape: &Shape, parts: &mut Vec<Pointer>) -> bool {
        let document = &self.document;
        let resolve = |at: &Pointer| document.resolve(at).ok();
        parts.extend(shape.further.iter().flatten().filter_map(resolve));
        let own = match &shape.kind {
            ValueKind::Array(items) => {
                parts.extend(items.as_ref().and_then(resolve));
                return false;
            }
            ValueKind::Tuple(items, _) => {
                parts.extend(items.iter().filter_map(resolve));
                return false;
            }
            ValueKind::Embedded(content) => {
                parts.extend(resolve(content));
                return false;
            }
            ValueKind::Object(own) => own,
            ValueKind::AllOf(members, own) | ValueKind::Union(members, own) => {
                parts.extend(members.iter().filter_map(resolve));
                own
            }
            _ => return false,
        };
        match &own.additional {
            Undeclared::Schema(values) => parts.extend(resolve(values)),
            Undeclared::Several(_, schemas) => parts.extend(schemas.iter().filter_map(resolve)),
            Undeclared::Any | Undeclared::None => {}
        }
        let first = parts.len();
        parts.extend(own.properties.iter().filter_map(|(_, at)| resolve(at)));
        let mut properties = parts.iter().skip(first);
        properties.any(|at| self.side_of_target(at).is_some())
    }

    /// The side that alone has a property, said by its schema or by a part of its `allOf`.
    fn only_side(&mut self, property: &Pointer) -> Option<Side> {
        let at = self.document.resolve(property).ok()?;
        self.side_of_target(&at)
    }

    /// The same by the schema of the property itself, which is no reference.
    fn side_of_target(&mut self, at: &Pointer) -> Option<Side> {
        let shape = self.shape(at)?;
        let ValueKind::AllOf(parts, _) = &shape.kind else {
            return shape.only;
        };
        let of_part = |part: &Pointer| {
            let part = self.document.resolve(part).ok()?;
            self.shape(&part)?.only
        };
        shape.only.or_else(|| parts.iter().find_map(of_part))
    }
}
