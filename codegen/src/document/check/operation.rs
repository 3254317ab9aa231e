//! Checks of paths, operations and responses (OpenAPI 3.0.4 sections 4.8.8, 4.8.10 and 4.8.16).

use std::collections::HashMap;

use super::super::grammar::{METHODS, ObjectKind, is_extension, upper_status};
use super::super::node::{Mapping, Node};
use super::super::views::Listed;
use super::parameter::Declared;
use super::{Checker, Spot};
use crate::diagnostics::{Code, Diagnostic};
use crate::hash::Set;
use crate::pointer::Pointer;

impl<'d> Checker<'d, '_> {
    pub(super) fn paths(&mut self, paths: &'d Mapping, at: &Spot<'_>) {
        let mut shapes: HashMap<String, Pointer> = HashMap::new();
        for path in paths.keys().filter(|path| !is_extension(path)) {
            let here = at.key(path);
            if !path.starts_with('/') {
                let message = format!("the path `{path}` does not begin with `/`");
                let help = format!("write `/{path}`");
                self.spoil(Code::INVALID_PATH, &here, message, help);
                continue;
            }
            let Some(names) = template_names(path) else {
                let message = format!("the braces of the path `{path}` don't match");
                let help = "write `{name}` for each parameter";
                self.spoil(Code::INVALID_PATH, &here, message, help);
                continue;
            };
            let pointer = here.pointer();
            let shape = without_names(path);
            if let Some(first) = shapes.get(&shape) {
                let message = "this path differs from another one in the names of parameters only";
                let found = Diagnostic::new(Code::DUPLICATE_PATH, &pointer, message);
                self.diagnostics
                    .report(found.related(first, "the other one is here"));
            }
            self.path_item(&names, &pointer);
            shapes.entry(shape).or_insert(pointer);
        }
    }

    /// Compares the `{names}` of a path with the parameters of its operations.
    fn path_item(&mut self, names: &[&str], pointer: &Pointer) {
        let Ok(target) = self.document.follow(pointer) else {
            return;
        };
        let Some(item) = self.document.raw(&target) else {
            return;
        };
        let named: Set<&str> = names.iter().copied().collect();
        let shared = self.parameter_list(item.get("parameters"), &target.child("parameters"));
        for Listed { at, .. } in self.document.operations(&target) {
            let Some(operation) = self.document.raw(&at) else {
                continue;
            };
            let own = self.parameter_list(operation.get("parameters"), &at.child("parameters"));
            let declared = shared.iter().chain(&own).filter(|one| one.place == "path");
            let known: Set<&str> = declared.clone().map(|one| one.name).collect();
            for name in names.iter().filter(|name| !known.contains(*name)) {
                self.undeclared_parameter(name, declared.clone(), &at);
            }
            self.unused_parameters(&named, &own);
        }
        // A shared parameter that no `{name}` needs is wrong for every operation: say it once.
        self.unused_parameters(&named, &shared);
    }

    fn undeclared_parameter<'a>(
        &mut self,
        name: &str,
        declared: impl Iterator<Item = &'a Declared<'a>>,
        at: &Pointer,
    ) {
        let message = format!("the path has `{{{name}}}`, and no path parameter is called that");
        let help = match self.guesses.closest(name, declared.map(|one| one.name)) {
            Some(close) => format!("the parameter `{close}` should have the same name"),
            None => format!(
                "add `- {{ name: {name}, in: path, required: true, schema: {{ type: string }} }}` to `parameters`"
            ),
        };
        let found = Diagnostic::new(Code::UNDECLARED_PATH_PARAMETER, at, message);
        self.diagnostics.report(found.help(help));
    }

    fn unused_parameters(&mut self, names: &Set<&str>, declared: &[Declared<'_>]) {
        for one in declared
            .iter()
            .filter(|one| one.place == "path" && !names.contains(one.name))
        {
            let message = format!(
                "the path has no `{{{}}}`, which this parameter would fill",
                one.name
            );
            let found = Diagnostic::new(Code::UNUSED_PATH_PARAMETER, &one.at, message);
            self.diagnostics
                .report(found.help("correct the name, or add it to the path"));
            self.bad.insert(one.at.clone());
        }
    }

    pub(super) fn operation(&mut self, operation: &'d Mapping, at: &Spot<'_>) {
        let Some(id) = operation.get("operationId").and_then(Node::as_str) else {
            return;
        };
        let here = at.key("operationId").pointer();
        if let Some(first) = self.operation_ids.get(id) {
            let message = format!("the operationId `{id}` is used twice");
            let found = Diagnostic::new(Code::DUPLICATE_OPERATION_ID, here, message)
                .related(first, "the first one is here")
                .help("give each operation an operationId of its own");
            self.diagnostics.report(found);
        } else {
            self.operation_ids.insert(id, here);
        }
    }

    /// `additionalOperations` is for methods that a path item has no keyword for (OpenAPI 3.2.0, section
    /// 4.9).
    pub(super) fn additional_operations(&mut self, item: &'d Mapping, at: &Spot<'_>) {
        let more = item.get("additionalOperations").and_then(Node::as_mapping);
        let list = at.key("additionalOperations");
        for method in more.iter().flat_map(|more| more.keys()) {
            let lower = method.to_ascii_lowercase();
            if METHODS.contains(&lower.as_str()) {
                let message = format!("`{method}` has a keyword of its own; it is ignored here");
                let help = format!("write `{lower}` in the path item itself");
                self.spoil(Code::INVALID_METHOD, &list.key(method), message, help);
            } else if !is_token(method) {
                let message = format!("`{method}` is no method of HTTP; it is ignored");
                self.spoil(Code::INVALID_METHOD, &list.key(method), message, "");
            }
        }
    }

    pub(super) fn responses(&mut self, responses: &'d Mapping, at: &Spot<'_>) {
        let mut statuses = responses.keys().filter(|key| !is_extension(key)).peekable();
        if statuses.peek().is_none() {
            let message = "an operation needs at least one response";
            let help = "add one, such as `200: { description: OK }`";
            return self.report(Code::NO_RESPONSES, at, message, help);
        }
        for status in statuses.filter(|status| !is_status(status)) {
            let here = at.key(status);
            let upper = upper_status(status);
            if is_status(&upper) {
                self.collect(
                    (Code::INVALID_STATUS, ObjectKind::Responses, status),
                    &here,
                    |at| {
                        let message = format!("`{status}` is read as `{upper}`");
                        Diagnostic::new(Code::INVALID_STATUS, at, message)
                            .help(format!("write `{upper}`"))
                    },
                );
                continue;
            }
            let message = format!("`{status}` is no status; this response is ignored");
            let help = "write a number such as `200`, a range such as `4XX`, or `default`";
            self.spoil(Code::INVALID_STATUS, &here, message, help);
        }
    }
}

/// Whether a text is a token (RFC 9110 section 5.6.2), as methods are.
fn is_token(text: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(token)
}

/// The names between braces; `None` when the braces don't match.
fn template_names(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        if before.contains('}') || name.contains('{') || name.is_empty() {
            return None;
        }
        names.push(name);
        rest = tail;
    }
    (!rest.contains('}')).then_some(names)
}

/// The path with nothing between its braces, which match.
fn without_names(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    for part in path.split_inclusive('}') {
        shape.push_str(part.split_once('{').map_or(part, |(before, _)| before));
        if part.ends_with('}') {
            shape.push_str("{}");
        }
    }
    shape
}

/// `200`, `4XX` or `default` (OpenAPI 3.0.4 section 4.8.16.2).
fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'9', rest @ ..] => rest.len() == 2 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::template_names;

    #[test]
    fn names_stand_between_braces() {
        assert_eq!(template_names("/a/{b}/{c}.{d}"), Some(vec!["b", "c", "d"]));
        assert_eq!(template_names("/a"), Some(vec![]));
        assert_eq!(template_names("/a/{b"), None);
        assert_eq!(template_names("/a/b}"), None);
        assert_eq!(template_names("/a/{{b}}"), None);
        assert_eq!(template_names("/a/{}"), None);
    }
}
