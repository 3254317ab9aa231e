//! What the functions of operations are called.

use std::collections::HashSet;

use crate::names::{FunctionName, Scope, function_words};

/// What the names of functions are made from.
pub(super) struct Naming<'a> {
    /// `x-rust-name`
    pub(super) pinned: Option<&'a str>,
    /// `operationId`
    pub(super) id: Option<&'a str>,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
}

/// The function of each operation, in order; `scope` has every other name of the client.
///
/// Pinned names come first. The others are the words of `operationId`, or of method and path where there
/// is none or an earlier operation has the same. No operation that is added behind changes a name.
///
/// `Post` at the end of an id is left out: where documents call remote procedures, all ids end so. No
/// other method is: there, `users_get` and `users_delete` differ in nothing else.
pub(super) fn function_names(operations: &[Naming<'_>], scope: &mut Scope) -> Vec<FunctionName> {
    let mut names: Vec<Option<FunctionName>> = operations
        .iter()
        .map(|one| one.pinned.map(|name| scope.function(name)))
        .collect();
    let mut seen: HashSet<&str> = HashSet::new();
    for (operation, name) in operations.iter().zip(&mut names) {
        let is_first = operation.id.is_some_and(|id| seen.insert(id));
        if name.is_some() {
            continue;
        }
        let words = match operation.id.filter(|_| is_first) {
            Some(id) => function_words(id),
            None => function_words(&format!("{} {}", operation.method, operation.path)),
        };
        let short = words
            .strip_suffix("_post")
            .filter(|_| operation.method.eq_ignore_ascii_case("post") && is_first);
        *name = Some(match short {
            Some(short) => scope.function_of(&[short, &words]),
            None => scope.function(&words),
        });
    }
    names.into_iter().flatten().collect()
}
