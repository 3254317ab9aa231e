//! Which properties do all variants of a union have?

use crate::hash::Map;
use crate::ir::{Api, CommonProperty, Field, Type, TypeKind, Union, Written};
use crate::names::{Scope, reserved};
use crate::passes::tags::structure;

/// Gives every union whose variants are all objects the properties that they all have, of one type.
pub fn find(api: &mut Api) {
    let common: Vec<Vec<CommonProperty>> = api
        .types
        .iter()
        .map(|def| match &def.kind {
            TypeKind::Union(union) => of_union(api, union),
            _ => Vec::new(),
        })
        .collect();
    for (def, common) in api.types.iter_mut().zip(common) {
        if let TypeKind::Union(union) = &mut def.kind {
            union.common = common;
        }
    }
}

fn of_union(api: &Api, union: &Union) -> Vec<CommonProperty> {
    let structures = union.variants.iter();
    let structures: Option<Vec<_>> = structures.map(|one| structure(api, &one.ty)).collect();
    let Some([(_, first), others @ ..]) = structures.as_deref() else {
        return Vec::new();
    };
    if others.is_empty() {
        return Vec::new();
    }
    let mut scope = Scope::reserving(reserved::OBJECT);
    for variant in &union.variants {
        if let Written::Chosen { function, .. } = &variant.written {
            scope.function(function.as_str());
        }
    }
    // Each variant's properties are looked at once, whatever the number of variants.
    let readable = first.fields.iter().filter(|one| is_readable(&one.ty));
    let mut left: Vec<(&Field, bool)> = readable.map(|one| (one, one.docs.deprecated)).collect();
    for (_, other) in others {
        if left.is_empty() {
            break;
        }
        let own: Map<(&str, &Type), bool> = other
            .fields
            .iter()
            .map(|field| ((field.wire.as_str(), &field.ty), field.docs.deprecated))
            .collect();
        left.retain_mut(|(field, deprecated)| {
            let known = own.get(&(field.wire.as_str(), &field.ty));
            *deprecated |= known == Some(&true);
            known.is_some()
        });
    }
    left.into_iter()
        .map(|(field, deprecated)| CommonProperty {
            function: scope.function(&field.wire),
            wire: field.wire.clone(),
            ty: field.ty.clone(),
            deprecated,
        })
        .collect()
}

/// Whether a reference to a value of the type says something: a box is the value's own business.
fn is_readable(ty: &Type) -> bool {
    !matches!(ty, Type::Boxed(_))
}
