//! Merge keys of YAML 1.1: `<<`.

use std::collections::HashSet;

use crate::document::node::{Node, Value};

/// Puts what `<<` names where `<<` stands. Own keys win, then the first mapping that has the key.
pub(super) fn merge(
    entries: &mut Vec<(Box<str>, Node)>,
    merges: Vec<(usize, Node)>,
) -> Result<(), &'static str> {
    let mut taken: HashSet<Box<str>> = entries.iter().map(|(key, _)| key.clone()).collect();
    let mut added = 0;
    for (position, node) in merges {
        let parts = match node.value {
            Value::Sequence(items) => items.into_vec(),
            _ => vec![node],
        };
        let mut merged = Vec::new();
        for part in parts {
            let Value::Mapping(mapping) = part.value else {
                return Err("`<<` needs a mapping, or a list of mappings");
            };
            merged.extend(
                mapping
                    .into_entries()
                    .filter(|(key, _)| taken.insert(key.clone())),
            );
        }
        let position = position + added;
        added += merged.len();
        entries.splice(position..position, merged);
    }
    Ok(())
}
