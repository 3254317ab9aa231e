//! A client in groups, each a module of its own in a package.

use crate::ir::{Api, Operation, Type, TypeDef, TypeId};
use crate::names::FunctionName;

/// A client in groups.
#[derive(Debug)]
pub struct Groups {
    /// The groups in the order of their first operations.
    pub list: Vec<Group>,
    /// Types of several groups, or none.
    pub shared: Group,
}

/// Operations that belong together, with the types that they alone need.
#[derive(Debug)]
pub struct Group {
    /// The module's name.
    pub name: FunctionName,
    /// What makes it one.
    pub origin: Origin,
    /// Indices into [`Api::operations`].
    pub operations: Vec<usize>,
    /// Its types.
    pub types: Vec<TypeId>,
}

/// What operations of a group have in common.
#[derive(Debug)]
pub enum Origin {
    /// Their first tag, and its description
    Tag(String, Option<String>),
    /// The first word of their paths; none for `/`
    Path(Option<String>),
    /// Nothing: what several groups need
    Shared,
}

impl Group {
    /// Its operations.
    pub fn operations<'a>(&self, api: &'a Api) -> impl Iterator<Item = &'a Operation> {
        let indices = self.operations.iter();
        indices.filter_map(|index| api.operations.get(*index))
    }

    /// Its types.
    #[must_use]
    pub fn types<'a>(&self, api: &'a Api) -> Vec<&'a TypeDef> {
        self.types.iter().filter_map(|id| api.get(*id)).collect()
    }

    /// Whether its types name types of other groups.
    #[must_use]
    pub fn needs_others(&self, api: &Api) -> bool {
        // Ids are in order.
        let mut others = false;
        let mut visit = |ty: &Type| {
            ty.for_each_named(&mut |id| others |= self.types.binary_search(&id).is_err());
        };
        for def in self.types(api) {
            def.kind.for_each_type(&mut visit);
        }
        others
    }
}
