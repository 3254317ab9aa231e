//! `readOnly` and `writeOnly`: which schemas are one type in requests and another in replies.

use super::Schemas;
use crate::document::Pointer;
use crate::ir::{Side, TypeId};
use crate::lower::hint::Hint;
use crate::lower::shape::ValueKind;

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

    /// Gives the inline schema at `at` an id.
    pub(super) fn reserve(&mut self, hint: &Hint, at: &Pointer) -> TypeId {
        let side = self.side_of(at);
        let Some(chosen) = self.chosen_type_name(at) else {
            return self.types.reserve(hint, at, side);
        };
        let name = self.types.name(&chosen);
        if side == Side::Reply {
            self.options.check_type_name(at, name.as_str());
        }
        self.types.reserve_as(name, at, side)
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

    /// Whether the schema at `at` is one type in requests and another in replies.
    pub(super) fn differs(&mut self, at: &Pointer) -> bool {
        self.document.has_sides() && self.facts(at).two_sided
    }

    /// The side that alone has a property, said by its schema or by a part of its `allOf`.
    fn only_side(&mut self, property: &Pointer) -> Option<Side> {
        let at = self.document.resolve(property).ok()?;
        self.side_of_target(&at)
    }

    /// The same by the schema of the property itself, which is no reference.
    pub(super) fn side_of_target(&mut self, at: &Pointer) -> Option<Side> {
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
