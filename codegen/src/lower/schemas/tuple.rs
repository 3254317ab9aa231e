//! `prefixItems`: arrays whose items each have a schema of their own.

use super::site::Site;
use super::{Lowered, Schemas};
use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::ir::{Docs, Type, TypeKind};
use crate::lower::codes;
use crate::lower::hint::Hint;
use crate::lower::shape::TupleLength;

/// Up to this many items, tuples of Rust have what generated code needs.
pub(super) const LONGEST: usize = 12;

/// Of more types than this, a tuple is hard to read, and tuples of tuples grow beyond all bounds: what is made of
/// several types gets a name then.
const MOST_TYPES: usize = 64;

/// What the items of a tuple are called.
const ORDINALS: [&str; LONGEST] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

impl Schemas<'_> {
    /// A tuple where no items may follow, of which the last ones may be missing. Otherwise a list: of the one type that all items have,
    /// or of one of several, which keeps items of any type where those may follow.
    pub(super) fn tuple(
        &mut self,
        at: &Pointer,
        hint: &Hint,
        items: &[Pointer],
        length: TupleLength,
    ) -> Lowered {
        let mut checked = false;
        let mut sensitive = false;
        let mut types = Vec::with_capacity(items.len());
        let mut count = 0;
        let whole = length != TupleLength::Any && items.len() <= LONGEST;
        for (index, item) in items.iter().enumerate() {
            let ordinal = ORDINALS.get(index).filter(|_| whole);
            let hint = ordinal.map_or_else(|| hint.item(), |ordinal| hint.with(ordinal));
            let lowered = self.schema(item, &hint);
            let shape = self.shape_behind(item);
            checked |= shape.is_some_and(|shape| !shape.rules.is_empty());
            checked |= !lowered.constraints.is_empty();
            sensitive |= lowered.sensitive;
            let (docs, constraints) = (lowered.docs.clone(), lowered.constraints.clone());
            let ty = lowered.item_type();
            count += ty.count();
            types.push(match count > MOST_TYPES && ty.count() > 1 {
                true => self.named_alias(item, &hint, docs, TypeKind::Alias { ty, constraints }),
                false => ty,
            });
        }
        let prefix = at.child("prefixItems");
        let any_follow =
            length == TupleLength::Any && self.document.raw(&at.child("items")).is_none();
        if any_follow {
            return self.list_of_any(&prefix, hint, items);
        }
        let same = types
            .first()
            .filter(|first| types.iter().all(|ty| ty == *first));
        let ty = match (length, same) {
            (TupleLength::AtMost(_), Some(item)) => Type::List(Box::new(item.clone())),
            (TupleLength::AtMost(least), None) if whole => Type::Tuple(omissible(types, least)),
            _ if whole => Type::Tuple(types),
            _ => return self.array(hint, Some(&prefix)),
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

    /// A list whose first items are what these schemas say, and whose further ones are of any type: each is one of several, and may be
    /// unknown.
    fn list_of_any(&mut self, at: &Pointer, hint: &Hint, items: &[Pointer]) -> Lowered {
        let hint = hint.item();
        let place = Site {
            at,
            hint: &hint,
            id: None,
            docs: &Docs::default(),
            shared: true,
        };
        let item = self.open_union(&place, items);
        self.holding(Type::List, item, at, &hint)
    }

    /// A union of these schemas, which has values that are none of them too.
    fn open_union(&mut self, place: &Site<'_>, schemas: &[Pointer]) -> Lowered {
        let (alternatives, nullable) = self.alternatives(schemas, None);
        if alternatives.is_empty() {
            return Lowered::new(Type::Json);
        }
        let mut lowered = self.union_of(place, &[], &alternatives, None);
        lowered.nullable |= nullable;
        lowered
    }
}

/// The items of a tuple, of which those behind the first `least` ones may be missing.
fn omissible(types: Vec<Type>, least: usize) -> Vec<Type> {
    let omissible = |(index, ty): (usize, Type)| match ty {
        ty if index < least => ty,
        Type::Nullable(inner) => Type::Omissible(inner),
        ty => Type::Omissible(Box::new(ty)),
    };
    types.into_iter().enumerate().map(omissible).collect()
}
