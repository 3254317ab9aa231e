//! Which inline types are the same?

use crate::ir::{Api, Type, TypeDef, TypeId, TypeKind};
use crate::passes::reachable;

/// Makes equal inline types one, the first of them. Equal means: the same fields with the same
/// documentation; only the description of the type itself may differ, as that stands at the fields
/// that use it, too.
///
/// Equal types inside of types make those equal in turn, so this goes on until nothing changes.
pub fn merge(api: &mut Api) {
    loop {
        let mut first: std::collections::HashMap<String, TypeId> = std::collections::HashMap::new();
        let mut same: Vec<TypeId> = Vec::with_capacity(api.types.len());
        let mut changed = false;
        let mut used = vec![false; api.types.len()];
        mark_used(api, &mut used);
        for (index, def) in api.types.iter().enumerate() {
            let id = TypeId(index);
            let target = match key(def) {
                Some(key) if used.get(index) == Some(&true) => *first.entry(key).or_insert(id),
                _ => id,
            };
            changed |= target != id;
            same.push(target);
        }
        if !changed {
            return;
        }
        reachable::rename(api, &|id| same.get(id.0).copied().unwrap_or(id));
    }
}

fn mark_used(api: &Api, used: &mut [bool]) {
    let mut mark = |ty: &Type| {
        ty.for_each_named(&mut |id| {
            if let Some(used) = used.get_mut(id.0) {
                *used = true;
            }
        });
    };
    for def in &api.types {
        def.kind.for_each_type(&mut mark);
    }
    api.for_each_used_type(&mut mark);
}

/// What makes a type equal to others; none for components, which keep their names.
fn key(def: &TypeDef) -> Option<String> {
    if def.component {
        return None;
    }
    let mut kind = def.kind.clone();
    if let TypeKind::Struct(object) = &mut kind {
        // The name of the arguments and where the fields stand differ in any case.
        object.arguments = object.arguments.take().and(None);
        for field in &mut object.fields {
            field.at = crate::document::Pointer::root();
        }
    }
    Some(format!("{kind:?}"))
}
