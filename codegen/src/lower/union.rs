//! `oneOf` and `anyOf`.

use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::ir::{Type, TypeId};
use crate::lower::shape::{Kind, Object, Shape};
use crate::lower::types::Hint;
use crate::lower::{Lower, Lowered, codes};

impl Lower<'_> {
    /// A union of one type and null is that type, nullable. Other unions are not typed yet.
    pub(super) fn union(
        &mut self,
        at: &Pointer,
        hint: &Hint,
        id: Option<TypeId>,
        variants: &[Pointer],
        beside: &Object,
        shape: &Shape,
    ) -> Lowered {
        if !beside.properties.is_empty() {
            self.union_ignored(at);
            return self.object(at, hint, id, beside, shape);
        }
        let is_null = |lower: &mut Self, variant: &Pointer| {
            let shape = lower
                .document
                .resolve(variant)
                .ok()
                .and_then(|at| lower.shape(&at));
            shape.is_some_and(|shape| matches!(shape.kind, Kind::Null))
        };
        let mut others = Vec::new();
        let mut nullable = false;
        for variant in variants {
            if is_null(self, variant) {
                nullable = true;
            } else {
                others.push(variant);
            }
        }
        if let [only] = others.as_slice() {
            let mut lowered = self.schema(only, hint);
            lowered.nullable |= nullable;
            return lowered;
        }
        let message = format!(
            "this union of {} schemas is not typed yet, so its values are plain JSON",
            others.len()
        );
        let mut lowered = self.as_json(Diagnostic::new(codes::UNION_AS_JSON, at, message), at);
        lowered.ty = Type::Json;
        lowered
    }

    /// Says that the variants beside properties are not typed.
    pub(super) fn union_ignored(&mut self, at: &Pointer) {
        let message = "the variants of this union are not typed; their properties are among the additional ones";
        self.diagnostics
            .report(Diagnostic::new(codes::UNION_AS_JSON, at, message));
        self.fallbacks.push(at.clone());
    }
}
