//! The functions that are made of an operation.

use super::Operations;
use crate::ir::{Body, Function};
use crate::lower::hint::Hint;
use crate::names::{FunctionName, Scope};

/// What the functions of an operation are made of.
pub(super) struct Offer<'o> {
    /// The plain function.
    pub(super) name: &'o FunctionName,
    /// A word for each body, best first.
    pub(super) bodies: Vec<(&'o String, &'o Body)>,
    /// A word for each success but the best.
    pub(super) other_successes: &'o [String],
    /// Whether there are parameters that may be left out.
    pub(super) optional: bool,
}

impl Operations<'_, '_> {
    /// The plain function, one for each other body, and one for each other success.
    pub(super) fn functions(&mut self, offer: &Offer<'_>, names: &mut Scope) -> Vec<Function> {
        let mut bodies = offer.bodies.iter().enumerate();
        let best = bodies.next();
        let is_call =
            |body: Option<&Body>| offer.optional || body.is_some_and(|body| !body.required);
        let base = offer.name.as_str();
        let with_call = is_call(best.map(|(_, (_, body))| *body));
        let mut function = |name: FunctionName, with_call: bool, body, success| {
            let hint = Hint::within(name.as_str(), "call");
            Function {
                call: with_call.then(|| self.schemas.type_name(&hint)),
                name,
                body,
                success,
            }
        };
        let body = best.map(|(index, _)| index);
        let mut functions = vec![function(offer.name.clone(), with_call, body, 0)];
        for (index, (word, body)) in bodies {
            let name = names.function(&format!("{base} as {word}"));
            functions.push(function(name, is_call(Some(body)), Some(index), 0));
        }
        for (index, word) in offer.other_successes.iter().enumerate() {
            let name = names.function(&format!("{base} {word}"));
            functions.push(function(name, with_call, body, index + 1));
        }
        functions
    }
}
