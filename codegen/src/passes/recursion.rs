//! Where does a type contain itself?

use std::collections::HashMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::hash::Set;
use crate::ir::{Api, Constraints, Presence, Type, TypeId, TypeKind};
use crate::passes::components::Graph;

const ENDLESS_OBJECT: Code = Code::new(
    "endless-object",
    Severity::Warning,
    "An object that requires itself; the property became optional.",
);

/// Aliases that stand in each other are one type of Rust as deep as this, not deeper.
const MOST_NESTED: usize = 16;

/// Makes types finite: both in memory and as values.
pub fn break_cycles(api: &mut Api, diagnostics: &mut Diagnostics) {
    cut_aliases(api, diagnostics);
    loosen(api, diagnostics);
    enclose(api);
}

/// An alias can't stand for itself, in a list for example: it becomes a type of its own, which has the
/// rules that its users had.
fn cut_aliases(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut own: HashMap<TypeId, Constraints> = HashMap::new();
    let uses = api.types.iter().map(|def| stands_for(&def.kind));
    Graph::new(uses.collect()).cut(|id, back| {
        let Some(def) = api.types.get_mut(id.0) else {
            return false;
        };
        let TypeKind::Alias { ty, .. } = &mut def.kind else {
            return false;
        };
        if has_indirection(ty, &mut |id| back.contains(&id)) {
            own.extend(make_own(&mut def.kind).map(|rules| (id, rules)));
        } else {
            any_inside(ty);
            let message = "this schema is itself and nothing else, so its values are plain JSON";
            diagnostics.report(Diagnostic::new(Code::SCHEMA_IS_ITSELF, &def.at, message));
            api.fallbacks.push(def.at.clone());
        }
        true
    });
    let uses: Vec<Vec<TypeId>> = api.types.iter().map(|def| stands_for(&def.kind)).collect();
    cut_chains(api, &uses, &mut own);
    for def in &mut api.types {
        let forget = &mut |ty: &Type, rules: &mut Constraints| forget(&own, ty, rules);
        def.kind.for_each_place_mut(forget);
    }
}

/// Aliases for lists of aliases for lists of others would be one type, as deep as they are many: each that is so deep
/// already becomes a type of its own. `uses` has no circles.
fn cut_chains(api: &mut Api, uses: &[Vec<TypeId>], own: &mut HashMap<TypeId, Constraints>) {
    let mut depths: Vec<Option<usize>> = vec![None; api.types.len()];
    for index in 0..api.types.len() {
        let mut open = vec![TypeId::new(index)];
        while let Some(&id) = open.last() {
            let inner = uses.get(id.0).map(Vec::as_slice).unwrap_or_default();
            let depth_of = |id: &TypeId| depths.get(id.0).copied().flatten();
            let missing: Vec<TypeId> = inner
                .iter()
                .filter(|inner| depth_of(inner).is_none() && **inner != id)
                .copied()
                .collect();
            if !missing.is_empty() {
                open.extend(missing);
                continue;
            }
            open.pop();
            let deepest = inner.iter().filter_map(depth_of).max();
            let depth = api.types.get_mut(id.0).map(|def| {
                let depth = deepest.unwrap_or(0) + outside(&def.kind);
                if depth <= MOST_NESTED {
                    return depth;
                }
                if let Some(constraints) = make_own(&mut def.kind) {
                    own.insert(id, constraints);
                }
                0
            });
            if let Some(known) = depths.get_mut(id.0) {
                *known = depth.or(Some(0));
            }
        }
    }
}

/// How many lists, maps and the like an alias puts around what it names.
fn outside(kind: &TypeKind) -> usize {
    match kind {
        TypeKind::Alias { ty, .. } => usize::from(!matches!(ty, Type::Named(_))),
        _ => 0,
    }
}

/// Makes an alias a type of its own; gives its rules.
fn make_own(kind: &mut TypeKind) -> Option<Constraints> {
    let TypeKind::Alias { ty, constraints } = kind else {
        return None;
    };
    let (ty, constraints) = (ty.clone(), std::mem::take(constraints));
    let own = constraints.clone();
    *kind = TypeKind::Newtype { ty, constraints };
    Some(own)
}

/// Takes away the rules that a type among `own` has itself; those that its place adds stay.
fn forget(own: &HashMap<TypeId, Constraints>, ty: &Type, of_place: &mut Constraints) {
    match ty {
        Type::Named(id) => {
            let Some(own) = own.get(id) else {
                return;
            };
            of_place.rules.retain(|rule| !own.rules.contains(rule));
            if of_place.each == own.each {
                of_place.each = None;
            }
        }
        Type::List(inner) | Type::Map(inner) => {
            if let Some(each) = &mut of_place.each {
                forget(own, inner, each);
            }
            of_place.each = of_place.each.take().filter(|each| !each.is_empty());
        }
        Type::Nullable(inner) | Type::Omissible(inner) | Type::Boxed(inner) => {
            forget(own, inner, of_place)
        }
        _ => {}
    }
}

/// Whether a type has values although some types in it lead `back` to it.
fn has_indirection(ty: &Type, back: &mut dyn FnMut(TypeId) -> bool) -> bool {
    match ty {
        Type::List(_) | Type::Map(_) | Type::JsonText(_) => true,
        Type::Nullable(inner) | Type::Omissible(inner) => has_indirection(inner, back),
        Type::Tuple(_) => {
            let mut held_back = false;
            ty.for_each_held(&mut |id| held_back |= back(id));
            !held_back
        }
        _ => false,
    }
}

fn stands_for(kind: &TypeKind) -> Vec<TypeId> {
    let mut ids = Vec::new();
    if let TypeKind::Alias { ty, .. } = kind {
        ty.for_each_named(&mut |id| ids.push(id));
    }
    ids
}

fn any_inside(ty: &mut Type) {
    match ty {
        Type::List(inner)
        | Type::Map(inner)
        | Type::JsonText(inner)
        | Type::NumberOrText(inner)
        | Type::Nullable(inner)
        | Type::Omissible(inner)
        | Type::Boxed(inner) => any_inside(inner),
        Type::Tuple(items) => items.iter_mut().for_each(any_inside),
        Type::Named(_) => *ty = Type::Json,
        _ => {}
    }
}

/// A struct that requires itself has no finite value, so that no reply can have it: where a chain of
/// required properties leads back to its start, its first property becomes optional.
fn loosen(api: &mut Api, diagnostics: &mut Diagnostics) {
    let needed = api.types.iter().map(|def| needs(&def.kind));
    Graph::new(needed.collect()).cut(|id, back| {
        let Some(def) = api.types.get_mut(id.0) else {
            return false;
        };
        let TypeKind::Struct(object) = &mut def.kind else {
            return false;
        };
        for field in &mut object.fields {
            let mut endless = false;
            let mut look = |to| endless |= back.contains(&to);
            field.ty.for_each_held(&mut look);
            if field.presence == Presence::Required && endless {
                field.presence = Presence::Optional;
                let message = format!(
                    "`{}` leads back to this object and is required all the way, so that no value could end; it is optional",
                    field.wire
                );
                diagnostics.report(Diagnostic::new(ENDLESS_OBJECT, &field.at, message));
            }
        }
        true
    });
}

/// The types without a value of which there is none of this one.
fn needs(kind: &TypeKind) -> Vec<TypeId> {
    let mut ids = Vec::new();
    let mut add = |id| ids.push(id);
    match kind {
        TypeKind::Struct(object) => {
            let fields = object.fields.iter();
            fields
                .filter(|field| field.presence == Presence::Required)
                .for_each(|field| field.ty.for_each_held(&mut add));
        }
        TypeKind::Alias { ty, .. } | TypeKind::Same { ty, .. } | TypeKind::Newtype { ty, .. } => {
            ty.for_each_held(&mut add);
        }
        TypeKind::Enum(_) | TypeKind::Union(_) => {}
    }
    ids
}

/// Puts a `Box` around fields that would give their struct an infinite size, and around no others: a
/// list or a map is indirection enough.
fn enclose(api: &mut Api) {
    let held = api.types.iter().map(|def| directly_held(&def.kind));
    Graph::new(held.collect()).cut(|id, back| {
        if let Some(def) = api.types.get_mut(id.0) {
            def.kind.for_each_type_mut(&mut |ty| wrap(ty, back));
        }
        true
    });
}

/// The types that a value of this one holds without indirection.
fn directly_held(kind: &TypeKind) -> Vec<TypeId> {
    let mut ids = Vec::new();
    // The variants of a union are in boxes anyway.
    if matches!(kind, TypeKind::Union(_)) {
        return ids;
    }
    kind.for_each_type(&mut |ty| without_box(ty, &mut |id| ids.push(id)));
    ids
}

fn without_box(ty: &Type, visit: &mut dyn FnMut(TypeId)) {
    match ty {
        Type::Named(id) => visit(*id),
        Type::Nullable(inner) | Type::Omissible(inner) => without_box(inner, visit),
        Type::Tuple(items) => items.iter().for_each(|item| without_box(item, visit)),
        _ => {}
    }
}

fn wrap(ty: &mut Type, back: &Set<TypeId>) {
    match ty {
        Type::Named(id) if back.contains(id) => *ty = Type::Boxed(Box::new(ty.clone())),
        Type::Nullable(inner) | Type::Omissible(inner) => wrap(inner, back),
        Type::Tuple(items) => items.iter_mut().for_each(|item| wrap(item, back)),
        _ => {}
    }
}
