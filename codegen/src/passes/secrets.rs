//! Which unions hold something that is kept out of `Debug`?

use crate::ir::{Api, Hidden, Type, TypeKind};

/// Marks every union whose values hold a secret, at whatever depth: a value that fits none of its variants may hold it
/// too.
pub fn mark(api: &mut Api) {
    let direct = |kind: &TypeKind| match kind {
        TypeKind::Struct(object) => {
            object.fields.iter().any(|field| field.sensitive)
                || object.hidden != Hidden::Named(Vec::new())
        }
        TypeKind::Union(union) => union.variants.iter().any(|variant| variant.sensitive),
        TypeKind::Enum(_) | TypeKind::Alias { .. } | TypeKind::Newtype { .. } => false,
    };
    let mut secret: Vec<bool> = api.types.iter().map(|def| direct(&def.kind)).collect();
    // Containment may be circular: repeat until nothing changes.
    let mut changed = secret.contains(&true);
    while changed {
        changed = false;
        for (index, def) in api.types.iter().enumerate() {
            let mut contains = false;
            let mut look = |ty: &Type| {
                ty.for_each_named(&mut |id| contains |= secret.get(id.0) == Some(&true));
            };
            def.kind.for_each_type(&mut look);
            if let Some(known) = secret.get_mut(index).filter(|known| contains && !**known) {
                *known = true;
                changed = true;
            }
        }
    }
    for (def, secret) in api.types.iter_mut().zip(secret) {
        if let TypeKind::Union(union) = &mut def.kind {
            union.sensitive = secret;
        }
    }
}
