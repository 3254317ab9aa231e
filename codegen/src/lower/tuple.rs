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
        let mut sensitive = false;
        let mut types = Vec::with_capacity(items.len());
        for item in items {
            let lowered = self.schema(item, &hint.item());
            checked |= !lowered.constraints.is_empty();
            sensitive |= lowered.sensitive;
            types.push(lowered.item_type());
        }
        let prefix = at.child("prefixItems");
        let any_length = !closed && self.document.raw(&at.child("items")).is_none();
        let same = types
            .first()
            .filter(|first| types.iter().all(|ty| ty == *first));
        let ty = match same.filter(|_| any_length) {
            Some(item) => Type::List(Box::new(item.clone())),
            None if closed && types.len() <= LONGEST && types.iter().all(is_plain) => {
                Type::Tuple(types)
            }
            None => return self.array(hint, Some(&prefix)),
        };
        if checked {
            let message = "rules for single items of an array are not checked";
            self.diagnostics
                .report(Diagnostic::new(codes::KEYWORD_UNCHECKED, prefix, message));
        }
        let mut lowered = Lowered::new(ty);
        lowered.sensitive = sensitive;
        lowered
    }
}

/// Whether a type contains none that the document names: such a one may contain the tuple.
fn is_plain(ty: &Type) -> bool {
    let mut plain = true;
    ty.for_each_named(&mut |_| plain = false);
    plain
}
