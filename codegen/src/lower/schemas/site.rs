//! Where a type belongs, and what it is made of.

use super::Schemas;
use crate::document::Pointer;
use crate::ir::{Docs, TypeId};
use crate::lower::hint::Hint;

/// One of several schemas that a value has to satisfy.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Conjunct {
    /// The schema.
    pub(super) at: Pointer,
    /// Only what it says about properties itself, without its `allOf`, `oneOf` and `anyOf`.
    pub(super) own: bool,
}

impl Conjunct {
    pub(super) fn whole(at: &Pointer) -> Self {
        Self {
            at: at.clone(),
            own: false,
        }
    }
}

/// Where a type that stands for several schemas belongs.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    pub(super) at: &'a Pointer,
    pub(super) hint: &'a Hint,
    pub(super) id: Option<TypeId>,
    pub(super) docs: &'a Docs,
    /// Whether `at` is only one of several schemas that the type stands for.
    pub(super) shared: bool,
}

impl Site<'_> {
    /// The id of the type that is to be defined here.
    pub(super) fn id(&self, lower: &mut Schemas<'_>) -> TypeId {
        match self.id {
            Some(id) => id,
            None if self.shared => {
                let side = lower.side;
                lower.types.push_inline(self.hint, self.at, side)
            }
            None => lower.reserve(self.hint, self.at),
        }
    }
}
