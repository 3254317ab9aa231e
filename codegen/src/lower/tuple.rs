//! `prefixItems`: arrays whose items each have a schema of their own.

use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::ir::Type;
use crate::lower::types::Hint;
use crate::lower::{Lower, Lowered, codes};

/// Up to this many items, tuples of Rust have what generated code needs.
const LONGEST: usize = 12;

impl Lower<'_> {
    /// A tuple where the length is known and each item is a plain value. Otherwise a list: of the
    /// one type that all items have, or of one of several.
    pub(super) fn tuple(
        &mut self,
        at: &Pointer,
        hint: &Hint,
        items: &[Pointer],
        closed: bool,
    ) -> Lowered {
        let mut checked = false;
        let mut types = Vec::with_capacity(items.len());
        for item in items {
            let lowered = self.schema(item, &hint.item());
            checked |= !lowered.constraints.is_empty();
            types.push(lowered.item_type());
        }
        let prefix = at.child("prefixItems");
        let open = self.document.raw(&at.child("items")).is_some();
        if let Some(first) = types.first().filter(|first| {
            let same = types.iter().all(|ty| ty == *first);
            same && !closed && !open
        }) {
            return Lowered::new(Type::List(Box::new(first.clone())));
        }
        if !closed || types.len() > LONGEST || !types.iter().all(is_plain) {
            return self.array(hint, Some(&prefix));
        }
        if checked {
            let message = "rules for the items of a tuple are not checked";
            self.diagnostics
                .report(Diagnostic::new(codes::KEYWORD_UNCHECKED, prefix, message));
        }
        Lowered::new(Type::Tuple(types))
    }
}

/// Whether a type contains none that the document names: such a one may contain the tuple.
fn is_plain(ty: &Type) -> bool {
    let mut plain = true;
    ty.for_each_named(&mut |_| plain = false);
    plain
}
