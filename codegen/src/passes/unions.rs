//! What tells the variants of a union apart?

use std::collections::HashMap;

use crate::ir::{Api, Case, EnumRepr, Field, JsonKind, Struct, Type, TypeKind, Union};

/// Fills in the [`Case`] of every variant: by the declared discriminator, by constants that differ,
/// by required and known properties, by JSON types.
pub fn tell_apart(api: &mut Api) {
    let cases: Vec<Option<Vec<Case>>> = api
        .types
        .iter()
        .map(|def| match &def.kind {
            TypeKind::Union(union) => Some(cases(api, union)),
            _ => None,
        })
        .collect();
    for (def, cases) in api.types.iter_mut().zip(cases) {
        if let (TypeKind::Union(union), Some(cases)) = (&mut def.kind, cases) {
            for (variant, case) in union.variants.iter_mut().zip(cases) {
                variant.case = case;
            }
        }
    }
}

fn cases(api: &Api, union: &Union) -> Vec<Case> {
    let mut cases: Vec<Case> = union
        .variants
        .iter()
        .map(|variant| {
            let mut case = Case::default();
            describe(api, &variant.ty, &mut case, api.types.len());
            case
        })
        .collect();
    if let Some(property) = &union.discriminator {
        for (variant, case) in union.variants.iter().zip(&mut cases) {
            if case.kinds == [JsonKind::Object] {
                case.tag = Some((property.clone(), variant.tags.clone()));
            }
        }
    } else {
        infer_tag(api, union, &mut cases);
    }
    cases
}

/// The properties of a type that are strings out of a list, with the list.
type Constants = HashMap<String, Vec<String>>;

/// A property for which every object among the variants has strings of its own is as good as a
/// declared discriminator.
fn infer_tag(api: &Api, union: &Union, cases: &mut [Case]) {
    let objects: Vec<usize> = cases
        .iter()
        .enumerate()
        .filter(|(_, case)| case.kinds == [JsonKind::Object])
        .map(|(index, _)| index)
        .collect();
    let constants: Vec<Constants> = objects
        .iter()
        .map(|index| {
            union
                .variants
                .get(*index)
                .map(|variant| constants(api, &variant.ty))
                .unwrap_or_default()
        })
        .collect();
    let Some((first, others)) = constants.split_first() else {
        return;
    };
    if others.is_empty() {
        return;
    }
    let mut candidates: Vec<&String> = first.keys().collect();
    candidates.sort();
    let separates = |property: &&&String| {
        let mut seen: Vec<&String> = Vec::new();
        constants.iter().all(|one| {
            let Some(values) = one.get(**property) else {
                return false;
            };
            let fresh = values.iter().all(|value| !seen.contains(&value));
            seen.extend(values);
            fresh
        })
    };
    let Some(property) = candidates.iter().find(separates) else {
        return;
    };
    for (index, constants) in objects.iter().zip(&constants) {
        if let (Some(case), Some(values)) = (cases.get_mut(*index), constants.get(*property)) {
            case.tag = Some(((*property).clone(), values.clone()));
        }
    }
}

fn constants(api: &Api, ty: &Type) -> Constants {
    let Some(object) = structure(api, ty, api.types.len()) else {
        return Constants::new();
    };
    let listed = |field: &Field| {
        let values = strings(api, &field.ty)?;
        field
            .presence
            .is_required()
            .then(|| (field.wire.clone(), values))
    };
    object.fields.iter().filter_map(listed).collect()
}

fn structure<'a>(api: &'a Api, ty: &Type, depth: usize) -> Option<&'a Struct> {
    let id = match ty {
        Type::Named(id) => id,
        Type::Boxed(inner) => return structure(api, inner, depth),
        _ => return None,
    };
    match &api.get(*id)?.kind {
        TypeKind::Struct(object) => Some(object),
        TypeKind::Alias { ty, .. } if depth > 0 => structure(api, ty, depth - 1),
        _ => None,
    }
}

/// The strings that a type lists, if it is an enum of strings.
fn strings(api: &Api, ty: &Type) -> Option<Vec<String>> {
    let Type::Named(id) = ty else {
        return None;
    };
    match &api.get(*id)?.kind {
        TypeKind::Enum(list) if list.repr == EnumRepr::String => Some(
            list.variants
                .iter()
                .filter_map(|variant| variant.value.as_str().map(str::to_owned))
                .collect(),
        ),
        _ => None,
    }
}

/// What values of a type look like. `depth` ends types that contain themselves.
fn describe(api: &Api, ty: &Type, case: &mut Case, depth: usize) {
    let kinds: &[JsonKind] = match ty {
        Type::Bool => &[JsonKind::Bool],
        Type::Integer(_) | Type::Float => &[JsonKind::Number],
        Type::String | Type::Uuid | Type::DateTime | Type::Date => &[JsonKind::String],
        Type::List(_) | Type::Tuple(_) => &[JsonKind::Array],
        Type::Map(_) => &[JsonKind::Object],
        Type::Json => &ALL,
        Type::Nullable(inner) => {
            case.kinds.push(JsonKind::Null);
            return describe(api, inner, case, depth);
        }
        Type::Boxed(inner) => return describe(api, inner, case, depth),
        Type::Named(id) => {
            if let (Some(def), Some(depth)) = (api.get(*id), depth.checked_sub(1)) {
                describe_named(api, &def.kind, case, depth);
            }
            return;
        }
    };
    case.kinds.extend(kinds);
    tidy(case);
}

const ALL: [JsonKind; 6] = [
    JsonKind::Null,
    JsonKind::Bool,
    JsonKind::Number,
    JsonKind::String,
    JsonKind::Array,
    JsonKind::Object,
];

fn describe_named(api: &Api, kind: &TypeKind, case: &mut Case, depth: usize) {
    match kind {
        TypeKind::Struct(object) => {
            case.kinds.push(JsonKind::Object);
            case.known = object
                .fields
                .iter()
                .map(|field| field.wire.clone())
                .collect();
            let required = object
                .fields
                .iter()
                .filter(|field| field.presence.is_required() && !field.defaulted);
            case.required = required.map(|field| field.wire.clone()).collect();
        }
        TypeKind::Enum(list) => match list.repr {
            EnumRepr::String => {
                case.kinds.push(JsonKind::String);
                let texts = list
                    .variants
                    .iter()
                    .filter_map(|variant| variant.value.as_str());
                case.values = texts.map(str::to_owned).collect();
            }
            EnumRepr::Integer => case.kinds.push(JsonKind::Number),
            EnumRepr::Json => case.kinds.extend(ALL),
        },
        TypeKind::Union(union) => {
            for variant in &union.variants {
                let mut inner = Case::default();
                describe(api, &variant.ty, &mut inner, depth.min(8));
                case.kinds.extend(inner.kinds);
            }
        }
        TypeKind::Alias { ty, .. } => return describe(api, ty, case, depth),
    }
    tidy(case);
}

fn tidy(case: &mut Case) {
    case.kinds.sort_unstable();
    case.kinds.dedup();
}
