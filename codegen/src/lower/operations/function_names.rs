//! What the functions of operations are called.

use crate::hash::Set;
use crate::names::{FunctionName, Scope, function_words};

/// What the names of functions are made from.
pub(super) struct Naming<'a> {
    /// The name that somebody chose.
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
    let mut seen: Set<&str> = Set::default();
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

#[cfg(test)]
mod tests {
    use super::*;

    /// `method path id`, the id `-` for none; a fourth word is `x-rust-name`.
    fn names(operations: &[&str]) -> Vec<String> {
        let naming: Vec<Naming<'_>> = operations
            .iter()
            .map(|line| {
                let words: Vec<&str> = line.split(' ').collect();
                Naming {
                    method: words[0],
                    path: words[1],
                    id: Some(words[2]).filter(|id| *id != "-"),
                    pinned: words.get(3).copied(),
                }
            })
            .collect();
        let names = function_names(&naming, &mut Scope::reserving(&["builder"]));
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_read_well() {
        let cases = [
            ("POST /acs/assign acsAssignPost", "acs_assign"),
            ("GET /tasks tasks_get", "tasks_get"),
            ("GET /emojis emojis/get", "emojis_get"),
            ("GET /v1/app v1.application.get", "v1_application_get"),
            ("GET /a GetAccountByID", "get_account_by_id"),
            ("PUT /Services/{Sid}.json -", "put_services_sid_json"),
            ("GET /admin/realms/{realm} -", "get_admin_realms_realm"),
            ("GET / -", "get"),
            ("COPY /a -", "copy_a"),
            ("GET /a builder", "builder_2"),
            ("GET /a x pinned", "pinned"),
        ];
        for (operation, name) in cases {
            assert_eq!(names(&[operation]), [name], "{operation}");
        }
    }

    #[test]
    fn names_do_not_depend_on_what_comes_later() {
        let before = ["POST /sync syncPost", "GET /a a", "GET /b -"];
        let after = [
            "POST /sync syncPost",
            "GET /a a",
            "GET /b -",
            "GET /sync syncGet",
            "PUT /sync sync",
            "POST /b a",
            "GET /b get_b",
        ];
        assert_eq!(names(&before), ["sync", "a", "get_b"]);
        assert_eq!(
            names(&after),
            [
                "sync", "a", "get_b", "sync_get", "sync_2", "post_b", "get_b_2"
            ]
        );
    }

    #[test]
    fn a_short_name_that_is_taken_stays_long() {
        let operations = [
            "GET /sync sync",
            "POST /sync syncPost",
            "GET /c c sync_post",
        ];
        assert_eq!(names(&operations), ["sync", "sync_post_2", "sync_post"]);
    }
}
