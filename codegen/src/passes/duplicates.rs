//! Which inline types are the same?

use std::hash::{Hash, Hasher};

use crate::hash::Map;
use crate::ir::{
    Additional, Api, Extras, Field, Hidden, Rule, Struct, Type, TypeDef, TypeId, TypeKind,
};
use crate::passes::reachable;

/// Makes equal inline types one, the first of them. Equal means: the same fields with the same
/// documentation; only the description of the type itself may differ, as that stands at the fields
/// that use it, too.
///
/// Equal types inside of types make those equal in turn, so this goes on until nothing changes.
pub fn merge(api: &mut Api) {
    loop {
        let mut first: Map<Unnamed<'_>, TypeId> = Map::default();
        let mut same: Vec<TypeId> = Vec::with_capacity(api.types.len());
        let mut changed = false;
        let mut used = vec![false; api.types.len()];
        mark_used(api, &mut used);
        for (index, def) in api.types.iter().enumerate() {
            let id = TypeId(index);
            let target = match Unnamed::of(def) {
                Some(kind) if used.get(index) == Some(&true) => *first.entry(kind).or_insert(id),
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

/// A type that may be equal to others: any but a component, which keeps its name.
struct Unnamed<'a>(&'a TypeKind, &'a Extras);

impl<'a> Unnamed<'a> {
    fn of(def: &'a TypeDef) -> Option<Self> {
        (!def.component).then_some(Self(&def.kind, &def.extras))
    }

    /// What has to be equal of a struct. The name of the arguments and where the fields stand differ in
    /// any case.
    fn structure(object: &Struct) -> (&Additional, &Hidden, &[Rule], usize) {
        let length = object.fields.len();
        (&object.additional, &object.hidden, &object.rules, length)
    }

    /// What has to be equal of a field.
    fn field(field: &Field) -> impl Eq + Hash {
        (
            (&field.wire, &field.name, &field.setter),
            (&field.ty, field.presence),
            (field.defaulted, field.constant, field.sensitive),
            &field.constraints,
            (&field.docs, &field.default),
        )
    }
}

impl PartialEq for Unnamed<'_> {
    fn eq(&self, other: &Self) -> bool {
        if self.1 != other.1 {
            return false;
        }
        match (self.0, other.0) {
            (TypeKind::Struct(one), TypeKind::Struct(other)) => {
                let mut fields = one.fields.iter().zip(&other.fields);
                Self::structure(one) == Self::structure(other)
                    && fields.all(|(one, other)| Self::field(one) == Self::field(other))
            }
            (one, other) => one == other,
        }
    }
}

impl Eq for Unnamed<'_> {}

impl Hash for Unnamed<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.0 {
            TypeKind::Struct(object) => {
                Self::structure(object).hash(state);
                let fields = object.fields.iter();
                fields.for_each(|field| Self::field(field).hash(state));
            }
            other => other.hash(state),
        }
    }
}
