//! Which unions hold something that is kept out of `Debug`?

use crate::ir::{Api, Hidden, Type, TypeId, TypeKind};

/// Marks every union whose values hold a secret, at whatever depth: a value that fits none of its variants may hold it
/// too.
pub fn mark(api: &mut Api) {
    let direct = |kind: &TypeKind| match kind {
        TypeKind::Struct(object) => {
            object.fields.iter().any(|field| field.sensitive)
                || object.hidden != Hidden::Named(Vec::new())
        }
        TypeKind::Union(union) => union.variants.iter().any(|variant| variant.sensitive),
        TypeKind::Enum(_)
        | TypeKind::Alias { .. }
        | TypeKind::Same { .. }
        | TypeKind::Newtype { .. } => false,
    };
    let mut secret: Vec<bool> = api.types.iter().map(|def| direct(&def.kind)).collect();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    for (index, def) in api.types.iter().enumerate() {
        let mut used = |id: TypeId| {
            users
                .get_mut(id.0)
                .into_iter()
                .for_each(|of| of.push(index))
        };
        def.kind
            .for_each_type(&mut |ty: &Type| ty.for_each_named(&mut used));
    }
    let mut open: Vec<usize> = (0..secret.len())
        .filter(|&index| secret.get(index) == Some(&true))
        .collect();
    while let Some(index) = open.pop() {
        for &user in users.get(index).into_iter().flatten() {
            if let Some(known) = secret.get_mut(user).filter(|known| !**known) {
                *known = true;
                open.push(user);
            }
        }
    }
    for (def, secret) in api.types.iter_mut().zip(secret) {
        if let TypeKind::Union(union) = &mut def.kind {
            union.sensitive = secret;
        }
    }
}
