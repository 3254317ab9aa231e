//! Which arguments are a struct that names them.

use indexmap::IndexMap;

use super::Operations;
use crate::hash::{Map, Seeded};
use crate::ir::{Operation, Parameter, Type};
use crate::lower::hint::Hint;

/// More arguments than this are a struct that names them.
const MOST_ARGUMENTS: usize = 5;

/// A struct of more fields than this is called after its operation, not after them.
const MOST_WORDS: usize = 4;

/// A field of a struct of arguments: what it is called, whether it takes null, and its type without names.
type ArgumentField = (String, bool, Type);

impl Operations<'_, '_> {
    /// Gives the operations whose parameters are easily mistaken the structs that name them. Those that take the same have
    /// the same one, called after what is in it: what other operations are there changes nothing.
    pub(super) fn name_arguments(&mut self, operations: &mut [Operation]) {
        let mut lists: IndexMap<Vec<ArgumentField>, Vec<usize>, Seeded> = IndexMap::default();
        for (index, operation) in operations.iter().enumerate() {
            if let Some(fields) = self.arguments(operation) {
                lists.entry(fields).or_default().push(index);
            }
        }
        let words = |fields: &[ArgumentField]| {
            let names = fields.iter().map(|(name, ..)| name.as_str());
            names.collect::<Vec<_>>().join(" ")
        };
        let mut called: Map<String, usize> = Map::default();
        for fields in lists.keys() {
            *called.entry(words(fields)).or_default() += 1;
        }
        for (fields, users) in lists {
            let words = words(&fields);
            let is_known_by_names = fields.len() <= MOST_WORDS && called.get(&words) == Some(&1);
            let shared = is_known_by_names.then(|| {
                let hint = Hint::within(&words, "arguments");
                self.schemas.type_name(&hint)
            });
            for index in users {
                let Some(operation) = operations.get_mut(index) else {
                    continue;
                };
                let function = operation.functions.first();
                let function = function.map_or("", |function| function.name.as_str());
                let name = shared.clone();
                let own = || self.schemas.type_name(&Hint::within(function, "arguments"));
                operation.arguments = Some(name.unwrap_or_else(own));
            }
        }
    }

    /// The parameters that have to be given, where they are many with the body, or two of one type stand beside each other,
    /// which are easily mistaken.
    fn arguments(&self, operation: &Operation) -> Option<Vec<ArgumentField>> {
        let field = |one: &Parameter| {
            let ty = self.without_names(&one.ty);
            let is_nullable = matches!(one.ty, Type::Nullable(_));
            (one.name.as_str().to_owned(), is_nullable, ty)
        };
        let fields: Vec<ArgumentField> = operation.required().map(field).collect();
        let body = operation.bodies.first();
        let body = usize::from(body.is_some_and(|body| body.required));
        let are_alike = fields
            .windows(2)
            .any(|two| matches!(two, [one, other] if one.2 == other.2));
        let are_many = fields.len() > 1 && fields.len() + body > MOST_ARGUMENTS;
        (are_alike || are_many).then_some(fields)
    }
}
