//! Which inline types are the same?

use std::hash::{Hash, Hasher};

use crate::hash::Map;
use crate::ir::{
    Additional, Api, Docs, Extras, Field, Hidden, Rule, Struct, Type, TypeDef, TypeId, TypeKind,
};
use crate::passes::reachable;

/// Makes equal inline types one. Equal means: the same fields with the same documentation; only the
/// description of the type itself may differ, as that stands at the fields that use it, too.
///
/// Each keeps its name, which is what those who use it say: an equal type that is added somewhere else takes away none. Which of them
/// is the type and which are other names for it depends on the names.
///
/// Equal types inside of types make those equal in turn, so this goes on until nothing changes.
pub fn merge(api: &mut Api) {
    let mut classes: Vec<usize> = (0..api.types.len()).collect();
    loop {
        let mut first: Map<Unnamed<'_>, usize> = Map::default();
        let mut same: Vec<usize> = Vec::with_capacity(api.types.len());
        let mut changed = false;
        for (index, def) in api.types.iter().enumerate() {
            let is_first = classes.get(index) == Some(&index);
            let target = match Unnamed::of(def).filter(|_| is_first) {
                Some(kind) => *first.entry(kind).or_insert(index),
                None => index,
            };
            changed |= target != index;
            same.push(target);
        }
        if !changed {
            break;
        }
        for class in &mut classes {
            *class = same.get(*class).copied().unwrap_or(*class);
        }
        replace(api, &same);
    }
    let best = best(api, &classes);
    replace(api, &best);
    name_others(api, &classes, &best);
}

/// Replaces every use of a type, which keeps the name that it has there.
fn replace(api: &mut Api, new: &[usize]) {
    reachable::rename(api, &|id| {
        let new = new.get(id.0).copied();
        new.map_or(id, |new| TypeId::new(new).by_name_of(id))
    });
}

/// For the first of each class, the one that is the type: that of the shortest name. All others are what they are.
fn best(api: &Api, classes: &[usize]) -> Vec<usize> {
    let key = |index: usize| {
        let name = api.types.get(index).map(|def| def.name.as_str());
        let name = name.unwrap_or_default();
        (name.len(), name)
    };
    let mut best: Vec<usize> = (0..classes.len()).collect();
    for (index, class) in classes.iter().enumerate() {
        if let Some(known) = best.get_mut(*class)
            && key(index) < key(*known)
        {
            *known = index;
        }
    }
    best
}

/// Makes all of a class but the best one other names for that.
fn name_others(api: &mut Api, classes: &[usize], best: &[usize]) {
    for (index, (def, class)) in api.types.iter_mut().zip(classes).enumerate() {
        let best = best.get(*class).copied().unwrap_or(index);
        if best != index {
            let arguments = match &mut def.kind {
                TypeKind::Struct(object) => object.arguments.take(),
                _ => None,
            };
            let ty = Type::Named(TypeId::new(best));
            def.kind = TypeKind::Same { ty, arguments };
            (def.docs, def.extras) = (Docs::default(), Extras::default());
        }
    }
}

/// A type that may be equal to others: any but a component.
struct Unnamed<'a>(&'a TypeKind, &'a Extras);

impl<'a> Unnamed<'a> {
    fn of(def: &'a TypeDef) -> Option<Self> {
        let is_other_name = matches!(def.kind, TypeKind::Same { .. });
        (!def.component && !is_other_name).then_some(Self(&def.kind, &def.extras))
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
