//! Which types does nobody need?

use crate::ir::{Api, TypeId};

/// Removes inline types that nothing leads to that is used: what an operation left
/// that was skipped. Where only a choice of the operations
/// is wanted, components that none of them leads to go as well.
pub fn prune(api: &mut Api) {
    let needed = api.needed();
    keep(api, &needed);
}

/// Keeps the types that are `wanted` and gives all others their new ids.
fn keep(api: &mut Api, wanted: &[bool]) {
    let mut next = 0;
    let ids: Vec<TypeId> = wanted
        .iter()
        .map(|wanted| {
            let id = TypeId::new(next);
            next += usize::from(*wanted);
            id
        })
        .collect();
    let mut wanted = wanted.iter();
    api.types.retain(|_| wanted.next() == Some(&true));
    let new = |id: TypeId| ids.get(id.0).copied().unwrap_or(id);
    rename(api, &|id| new(id).by_name_of(new(id.named())));
}

/// Replaces every use of a type.
pub fn rename(api: &mut Api, new: &dyn Fn(TypeId) -> TypeId) {
    for def in &mut api.types {
        def.kind.for_each_type_mut(&mut |ty| ty.rename(new));
    }
    api.for_each_used_type_mut(&mut |ty| ty.rename(new));
}
