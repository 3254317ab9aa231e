//! Servers (OpenAPI 3.0.4, section 4.7.5).

use indexmap::IndexSet;

use super::Operations;
use crate::diagnostics::Diagnostic;
use crate::document::{At, Resolver, Server, ServerVariable as Declared};
use crate::hash::{Map, Seeded, Set};
use crate::ir::{self, Docs, ServerSetter, ServerVariable, Servers};
use crate::lower::codes;
use crate::names::{FieldName, Scope, Wish, reserved};

/// The URL of the document's first server, with the defaults of its variables.
pub fn first(document: &Resolver<'_>) -> Option<String> {
    document.servers().first().map(|first| filled(first))
}

impl Operations<'_, '_> {
    /// The URL of the first server, with the defaults of its variables. Where the document names none
    /// but each operation its own, the one of the first operation: nothing is sent there unasked.
    pub(super) fn server_of(&self, operations: &[ir::Operation]) -> Option<String> {
        if let Some(first) = &self.server {
            return Some(first.clone());
        }
        let own: Option<Vec<&String>> = operations.iter().map(|one| one.server.as_ref()).collect();
        own?.first().map(|url| (*url).clone())
    }

    /// What a client can be pointed at, if there is a choice.
    pub(super) fn servers(&mut self) -> Option<Servers> {
        let declared = self.document.servers();
        for server in &declared {
            self.check_defaults(server);
        }
        for server in &declared {
            if let Some(why) = unusable(&filled_as(server, Some("x"))) {
                let help = "a client that is pointed there can't be built";
                self.report_unusable_server(server, why, help);
            }
        }
        let has_variables =
            |one: &At<Server>| !one.variables.is_empty() || !undeclared(one).is_empty();
        let is_choice = declared.len() > 1 || declared.iter().any(has_variables);
        if !is_choice {
            return None;
        }
        let mut names = Scope::reserving(reserved::SERVER);
        let list: Vec<ir::Server> = declared
            .iter()
            .map(|one| ir::Server {
                name: names.function(&server_words(one)),
                url: one.url.clone(),
                variables: variables(one),
                arguments: arguments(one),
                docs: described(one.description.clone()),
            })
            .collect();
        let all = declared.iter().flat_map(|one| &one.variables);
        let mut known: Set<&String> = Set::default();
        let all: Vec<_> = all.filter(|(name, _)| known.insert(name)).collect();
        let wish = |name: &String| Wish {
            others: vec![format!("with {name}")],
            ..Wish::of(name)
        };
        let wishes: Vec<Wish> = all.iter().map(|(name, _)| wish(name)).collect();
        let setters = names.functions(&wishes).into_iter().zip(all);
        let setters = setters.map(|(setter, (name, one))| ServerSetter {
            name: setter,
            variable: name.clone(),
            docs: described(one.description.clone()),
            values: one.values.clone(),
            default: one.default.clone(),
        });
        let setters = setters.collect();
        Some(Servers { list, setters })
    }

    /// The URL of the server that an operation or its path names, if it is not the client's.
    pub(super) fn own_server(
        &mut self,
        own: &[At<Server>],
        of_item: &[At<Server>],
    ) -> Option<String> {
        let servers = [own, of_item].into_iter();
        let (first, others) = servers.filter_map(<[_]>::split_first).next()?;
        for other in others {
            self.report_further(other);
        }
        let url = filled(first);
        if self.server.as_deref() == Some(url.as_str()) {
            return None;
        }
        if let Some(why) = unusable(&url) {
            let help = "calls of the operation fail unless the client has a `base_url`";
            self.report_unusable_server(first, why, help);
        }
        Some(url)
    }

    fn report_unusable_server(&mut self, server: &At<Server>, why: &str, help: &str) {
        let message = format!("the server `{}` {why}", server.url);
        let found = Diagnostic::new(codes::SERVER_UNUSABLE, &server.at, message);
        self.schemas.report(found.help(help));
    }

    fn check_defaults(&mut self, server: &At<Server>) {
        for (name, variable) in &server.variables {
            let values = &variable.values;
            if !values.is_empty() && !values.contains(&variable.default) {
                let message = format!("`{}` is none of the values of `{name}`", variable.default);
                let at = server.at.child("variables").child(name).child("default");
                self.schemas.report(
                    Diagnostic::new(codes::SERVER_DEFAULT, at, message)
                        .help(format!("one of `{}`", values.join("`, `"))),
                );
            }
        }
    }

    fn report_further(&mut self, server: &At<Server>) {
        let message = format!(
            "`{}` is not the operation's first server: it is used where `base_url` says so",
            server.url
        );
        self.schemas
            .report(Diagnostic::new(codes::NOT_GENERATED, &server.at, message));
    }
}

/// What a server is called: its `name` (OpenAPI 3.2, section 4.6), or what there is besides.
fn server_words(server: &Server) -> String {
    server.name.clone().unwrap_or_else(|| words(server))
}

/// What a server without a name is called: its description if that is one, or what its URL says.
fn words(server: &Server) -> String {
    let description = server.description.as_deref().unwrap_or_default();
    let count = description.split_whitespace().count();
    if (1..=4).contains(&count) {
        return description.to_owned();
    }
    let rest = server
        .url
        .split_once("://")
        .map_or(&*server.url, |(_, rest)| rest);
    let mut words = String::new();
    let mut is_variable = false;
    for c in rest.chars() {
        match c {
            '{' => is_variable = true,
            '}' => is_variable = false,
            c if is_variable || !c.is_alphanumeric() => words.push(' '),
            c => words.push(c),
        }
    }
    match words.trim() {
        "" => "custom".to_owned(),
        words => words.to_owned(),
    }
}

fn variable((name, declared): &(String, Declared)) -> ServerVariable {
    ServerVariable {
        name: name.clone(),
        default: declared.default.clone(),
        values: declared.values.clone(),
    }
}

fn described(description: Option<String>) -> Docs {
    Docs {
        description,
        ..Docs::default()
    }
}

/// Why no request can go to a URL, if none can.
fn unusable(url: &str) -> Option<&'static str> {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, url),
    };
    let is_http = |scheme: &str| {
        ["http", "https"]
            .iter()
            .any(|one| scheme.eq_ignore_ascii_case(one))
    };
    let host = rest.split('/').next().unwrap_or_default();
    match scheme {
        _ if url.contains(['{', '}']) => Some("has a variable without a value"),
        Some(scheme) if !is_http(scheme) => Some("is no HTTP URL"),
        None if host.contains(':') => Some("is no HTTP URL"),
        None if url.starts_with("//") => Some("has no scheme"),
        Some(_) if host.is_empty() => Some("has no host"),
        _ if url.contains(['?', '#']) => Some("has a query or a fragment"),
        _ => None,
    }
}

/// The variables in a server's URL that it doesn't declare, each once.
fn undeclared(server: &Server) -> IndexSet<&str, Seeded> {
    let mut names = IndexSet::default();
    let mut rest = server.url.as_str();
    while let Some((name, after)) = rest
        .split_once('{')
        .and_then(|(_, braced)| braced.split_once('}'))
    {
        if !server
            .variables
            .iter()
            .any(|(declared, _)| declared == name)
            && !name.contains('{')
        {
            names.insert(name);
        }
        rest = after;
    }
    names
}

/// All variables of a server; those that it doesn't declare are given by its arguments.
fn variables(server: &Server) -> Vec<ServerVariable> {
    let given = undeclared(server).into_iter().map(|name| ServerVariable {
        name: name.to_owned(),
        default: String::new(),
        values: Vec::new(),
    });
    server.variables.iter().map(variable).chain(given).collect()
}

fn arguments(server: &Server) -> Vec<(FieldName, String)> {
    let mut names = Scope::default();
    let undeclared = undeclared(server).into_iter();
    undeclared
        .map(|name| (names.field(name), name.to_owned()))
        .collect()
}

/// The URL of a server with the defaults of its variables.
fn filled(server: &Server) -> String {
    filled_as(server, None)
}

/// The same, with `other` for the variables that it doesn't declare.
fn filled_as(server: &Server, other: Option<&str>) -> String {
    let variables = server.variables.iter();
    let defaults: Map<&str, &str> = variables
        .map(|(name, variable)| (name.as_str(), variable.default.as_str()))
        .collect();
    let mut url = String::with_capacity(server.url.len());
    let mut rest = server.url.as_str();
    while let Some(begin) = rest.find('{') {
        let (before, braced) = rest.split_at(begin);
        url.push_str(before);
        let variable = braced.get(1..).and_then(|name| name.split_once('}'));
        let default = variable
            .and_then(|(name, after)| Some((defaults.get(name).copied().or(other)?, after)));
        rest = match default {
            Some((default, after)) => {
                url.push_str(default);
                after
            }
            None => {
                url.push('{');
                braced.get(1..).unwrap_or_default()
            }
        };
    }
    url.push_str(rest);
    url
}
