//! Which rules does a property get from the alias that is its type?

use crate::ir::{Api, Constraints, Type, TypeKind};

/// Rules of values behind more aliases of aliases than this are not checked: each alias would hold those of all behind it.
const DEEPEST: usize = 32;

/// Copies the rules of aliases to the places that use them: in Rust an alias is the type itself and
/// has no place for rules of its own.
pub fn spread_constraints(api: &mut Api) {
    let rules: Vec<Option<(Type, Constraints)>> = api
        .types
        .iter()
        .map(|def| match &def.kind {
            TypeKind::Alias { ty, constraints } => Some((ty.clone(), constraints.clone())),
            _ => None,
        })
        .collect();
    for def in &mut api.types {
        def.kind.for_each_place_mut(&mut |ty, constraints| {
            add(&rules, ty, constraints, DEEPEST);
        });
    }
}

/// Adds the rules that `ty` has as an alias. `depth` ends chains of aliases that lead in circles.
fn add<'a>(
    rules: &'a [Option<(Type, Constraints)>],
    mut ty: &'a Type,
    to: &mut Constraints,
    mut depth: usize,
) {
    loop {
        ty = match ty {
            Type::Named(id) => {
                let Some(Some((target, constraints))) = rules.get(id.0) else {
                    return;
                };
                for rule in &constraints.rules {
                    if !to.rules.contains(rule) {
                        to.rules.push(rule.clone());
                    }
                }
                if to.each.is_none() {
                    to.each.clone_from(&constraints.each);
                }
                let Some(rest) = depth.checked_sub(1) else {
                    return;
                };
                depth = rest;
                target
            }
            Type::List(inner) | Type::Map(inner) => {
                let mut each = to.each.take().map(|each| *each).unwrap_or_default();
                add(rules, inner, &mut each, depth);
                to.each = (!each.is_empty()).then(|| Box::new(each));
                return;
            }
            Type::Nullable(inner) | Type::Boxed(inner) => inner,
            _ => return,
        }
    }
}
