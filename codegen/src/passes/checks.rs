//! Which types have values that can break a rule?

use crate::ir::{Additional, Api, Type, TypeKind};

/// Marks every type that has rules, or contains one that has.
pub fn mark(api: &mut Api) {
    for def in &mut api.types {
        def.checked = match &def.kind {
            TypeKind::Struct(object) => {
                let of_rest = match &object.additional {
                    Additional::Typed { constraints, .. } => !constraints.is_empty(),
                    _ => false,
                };
                of_rest
                    || !object.rules.is_empty()
                    || object
                        .fields
                        .iter()
                        .any(|field| !field.constraints.is_empty())
            }
            TypeKind::Enum(_) => true,
            TypeKind::Newtype { constraints, .. } => !constraints.is_empty(),
            TypeKind::Union(union) => {
                let mut variants = union.variants.iter();
                variants.any(|variant| !variant.constraints.is_empty())
            }
            TypeKind::Alias { .. } => false,
        };
    }
    // Containment may be circular: repeat until nothing changes.
    loop {
        let checked: Vec<bool> = api.types.iter().map(|def| def.checked).collect();
        let mut changed = false;
        for def in api.types.iter_mut().filter(|def| !def.checked) {
            let mut contains = false;
            let mut look = |ty: &Type| {
                ty.for_each_named(&mut |id| contains |= checked.get(id.0) == Some(&true))
            };
            def.kind.for_each_type(&mut look);
            def.checked = contains;
            changed |= contains;
        }
        if !changed {
            return;
        }
    }
}
