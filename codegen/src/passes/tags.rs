//! Which variant of a union is a value that was built? What says so is written without the user's doing.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::hash::{Map, Set};
use crate::ir::{
    Additional, Api, EnumRepr, Field, MOST_ARGUMENTS, Presence, Preset, Struct, TagPlace, Type,
    TypeDef, TypeId, TypeKind, Union, UnionVariant, Written,
};
use crate::names::Scope;

const TAG_UNDECIDED: Code = Code::new(
    "tag-undecided",
    Severity::Warning,
    "Several values of a discriminator stand for a schema that has no place for one of them; the first one is written.",
);

/// What the unions that a struct is a variant of want one of its properties to be.
enum TagWanted {
    /// By all of them, the same.
    One(String),
    Several,
}

/// Properties of structs that tell variants apart.
type Tags = Map<TypeId, BTreeMap<String, TagWanted>>;

/// Has every property that tells variants apart, and can have but one value, set by `new`; and every union write what its
/// variants don't say themselves (OpenAPI 3.0.4, section 4.8.25).
pub fn set(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut tags = Tags::default();
    let mut written: Vec<Vec<Written>> = Vec::with_capacity(api.types.len());
    for def in &api.types {
        let TypeKind::Union(union) = &def.kind else {
            written.push(Vec::new());
            continue;
        };
        match &union.discriminator {
            Some(property) => by_discriminator(api, union, property, &mut tags),
            None => by_constants(api, union, &mut tags),
        }
        written.push(written_by(api, def, union, diagnostics));
    }
    let presets: Vec<Vec<Option<Preset>>> = (0..api.types.len())
        .map(|index| presets(api, TypeId::new(index), &tags))
        .collect();
    for ((def, presets), written) in api.types.iter_mut().zip(presets).zip(written) {
        match &mut def.kind {
            TypeKind::Struct(object) => {
                for (field, preset) in object.fields.iter_mut().zip(presets) {
                    field.preset = preset;
                }
                if object.arguments().count() <= MOST_ARGUMENTS {
                    object.arguments = None;
                }
            }
            TypeKind::Union(union) => {
                for (variant, written) in union.variants.iter_mut().zip(written) {
                    variant.written = written;
                }
            }
            TypeKind::Enum(_)
            | TypeKind::Alias { .. }
            | TypeKind::Same { .. }
            | TypeKind::Newtype { .. } => {}
        }
    }
}

/// The struct that the values of a type are.
pub(super) fn structure<'a>(api: &'a Api, ty: &Type) -> Option<(TypeId, &'a Struct)> {
    let mut seen: Set<TypeId> = Set::default();
    let mut next = named(ty)?;
    while seen.insert(next) {
        next = match &api.get(next)?.kind {
            TypeKind::Struct(object) => return Some((next, object)),
            TypeKind::Alias { ty, .. } | TypeKind::Same { ty, .. } => named(ty)?,
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype { .. } => return None,
        };
    }
    None
}

fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Boxed(inner) | Type::Nullable(inner) | Type::Omissible(inner) => named(inner),
        _ => None,
    }
}

fn by_discriminator(api: &Api, union: &Union, property: &str, tags: &mut Tags) {
    for variant in &union.variants {
        let Some((id, object)) = structure(api, &variant.ty) else {
            continue;
        };
        let own = object.fields.iter().find(|field| field.wire == property);
        match (
            variant.tags.as_slice(),
            own.and_then(|own| default(own, variant)),
        ) {
            ([], _) => {}
            ([only], _) | (_, Some(only)) => want(tags, id, property, only),
            _ => {
                let of_struct = tags.entry(id).or_default();
                of_struct.insert(property.to_owned(), TagWanted::Several);
            }
        }
    }
}

/// The tag of a variant that its own property has by default.
fn default<'a>(own: &'a Field, variant: &UnionVariant) -> Option<&'a String> {
    match &own.default {
        Some(Value::String(tag)) if variant.tags.contains(tag) => Some(tag),
        _ => None,
    }
}

fn by_constants(api: &Api, union: &Union, tags: &mut Tags) {
    for case in &union.cases {
        let variant = union.variants.get(case.variant);
        let Some((id, _)) = variant.and_then(|one| structure(api, &one.ty)) else {
            continue;
        };
        for tag in case.tag.iter().chain(&case.hints) {
            if let [only] = tag.values.as_slice() {
                want(tags, id, &tag.property, only);
            }
        }
    }
}

fn want(tags: &mut Tags, id: TypeId, property: &str, value: &str) {
    let wanted = tags
        .entry(id)
        .or_default()
        .entry(property.to_owned())
        .or_insert_with(|| TagWanted::One(value.to_owned()));
    if matches!(wanted, TagWanted::One(other) if other != value) {
        *wanted = TagWanted::Several;
    }
}

/// What `new` gives the properties of a struct, by what unions want and by what the document says itself: a constant that is the
/// default, too.
fn presets(api: &Api, id: TypeId, tags: &Tags) -> Vec<Option<Preset>> {
    let Some(TypeKind::Struct(object)) = api.get(id).map(|def| &def.kind) else {
        return Vec::new();
    };
    let own = tags.get(&id);
    let preset = |field: &Field| {
        if field.constant && field.presence.is_required() {
            return None;
        }
        match own.and_then(|own| own.get(&field.wire)) {
            Some(TagWanted::One(value)) => preset(api, &field.ty, value),
            Some(TagWanted::Several) => None,
            None => {
                let default = field.default.as_ref().filter(|_| field.constant)?;
                let text = default.as_str().map(str::to_owned);
                preset(api, &field.ty, &text.unwrap_or_else(|| default.to_string()))
            }
        }
    };
    object.fields.iter().map(preset).collect()
}

/// How a value of the type is made that is this text on the wire, or this number.
fn preset(api: &Api, ty: &Type, value: &str) -> Option<Preset> {
    let id = match api.plain(ty) {
        Type::String => return Some(Preset::Text(value.to_owned())),
        Type::Named(id) => *id,
        _ => return None,
    };
    let TypeKind::Enum(list) = &api.get(id)?.kind else {
        return None;
    };
    let is_it = |one: &Value| match (list.repr, one) {
        (EnumRepr::String, Value::String(text)) => text == value,
        (EnumRepr::Integer, Value::Number(number)) => number.to_string() == value,
        _ => false,
    };
    let index = list.variants.iter().position(|one| is_it(&one.value))?;
    Some(Preset::Variant(id, index))
}

/// What a union writes with the value of each variant, as the value may not have it.
fn written_by(
    api: &Api,
    def: &TypeDef,
    union: &Union,
    diagnostics: &mut Diagnostics,
) -> Vec<Written> {
    let Some(property) = &union.discriminator else {
        return union.variants.iter().map(|_| Written::Nothing).collect();
    };
    let mut scope = Scope::default();
    let written = |variant: &UnionVariant| {
        let object = structure(api, &variant.ty).map(|(_, object)| object);
        let mut fields = object.into_iter().flat_map(|object| &object.fields);
        let own = fields.find(|field| field.wire == *property);
        match (variant.tags.as_slice(), own) {
            ([], _) => Written::Nothing,
            // Without a tag it is this one, too, and what was received without one goes back without one.
            _ if variant.default => Written::Nothing,
            (_, Some(field)) if field.presence.is_required() => Written::Nothing,
            ([only], _) => Written::Tag(only.clone()),
            (_, Some(field)) if default(field, variant).is_some() => Written::Nothing,
            ([first, ..], own) => match place(api, object, own) {
                Some(place) => Written::Chosen {
                    function: scope.function(variant.name.as_str()),
                    place,
                },
                None => {
                    diagnostics.report(undecided(def, variant, first));
                    Written::Tag(first.clone())
                }
            },
        }
    };
    union.variants.iter().map(written).collect()
}

/// Where the value of a variant has a place for one of several tags.
fn place(api: &Api, object: Option<&Struct>, own: Option<&Field>) -> Option<TagPlace> {
    let Some(own) = own else {
        return match &object?.additional {
            Additional::Kept(name) => Some(TagPlace::Undeclared(name.clone())),
            Additional::Typed { .. } | Additional::Dropped => None,
        };
    };
    is_text(api, &own.ty).then(|| TagPlace::Declared {
        field: own.name.clone(),
        ty: own.ty.clone(),
        nullable: own.presence == Presence::OptionalNullable,
        deprecated: own.docs.deprecated,
    })
}

/// Whether a type is made of any text.
fn is_text(api: &Api, ty: &Type) -> bool {
    let mut seen: Set<TypeId> = Set::default();
    let mut ty = ty;
    loop {
        let id = match ty {
            Type::String => return true,
            Type::Named(id) if seen.insert(*id) => *id,
            _ => return false,
        };
        match api.get(id).map(|def| &def.kind) {
            Some(TypeKind::Alias { ty: target, .. }) => ty = target,
            Some(TypeKind::Enum(list)) => return list.repr == EnumRepr::String,
            _ => return false,
        }
    }
}

fn undecided(def: &TypeDef, variant: &UnionVariant, first: &str) -> Diagnostic {
    let tags: Vec<String> = variant.tags.iter().map(|tag| format!("`{tag}`")).collect();
    let message = format!(
        "{} stand for the same schema, which has no place for one of them: a value that is built says `{first}`",
        tags.join(", ")
    );
    Diagnostic::new(TAG_UNDECIDED, &def.at, message)
        .help("declare the discriminator's property in the schema, as OpenAPI asks for")
}
