//! Values that a schema names beside its type.

use crate::document::{Node, Pointer};

/// So many examples are looked at: a schema may be met in many places.
pub(super) const MOST_EXAMPLES: usize = 32;

/// The default and the examples of the schema at `at`, and where each is.
pub(super) fn of<'d>(schema: &'d Node, at: &Pointer) -> impl Iterator<Item = (Pointer, &'d Node)> {
    let single = ["default", "example"].into_iter().filter_map(|keyword| {
        let node = schema.get(keyword)?;
        Some((at.child(keyword), node))
    });
    let list = schema.get("examples").and_then(Node::as_sequence);
    let list = list.unwrap_or_default().iter().enumerate();
    let list = list.take(MOST_EXAMPLES);
    single.chain(list.map(|(index, node)| (at.child("examples").index(index), node)))
}
