//! Servers (OpenAPI 3.0.4, section 4.7.5).

use openapiv3::{Operation, Server};

use crate::diagnostics::Diagnostic;
use crate::document::{At, Node, PathItem, Pointer, Resolver};
use crate::hash::{Map, Set};
use crate::ir::{self, Docs, ServerSetter, ServerVariable, Servers};
use crate::lower::{Lower, codes};
use crate::names::Scope;

/// What a server can do besides setting its variables.
const SERVER_METHODS: &[&str] = &[
    "clone",
    "clone_from",
    "fmt",
    "from",
    "into",
    "server",
    "to_owned",
    "type_id",
];

impl Lower<'_> {
    /// The URL of the first server, with the defaults of its variables. Where the document names none
    /// but each operation its own, the one of the first operation: nothing is sent there unasked.
    pub(in crate::lower) fn server(&self, operations: &[ir::Operation]) -> Option<String> {
        if let Some(first) = &self.client_server {
            return Some(first.clone());
        }
        let own: Option<Vec<&String>> = operations.iter().map(|one| one.server.as_ref()).collect();
        own?.first().map(|url| (*url).clone())
    }

    /// The URL of the document's first server, with the defaults of its variables.
    pub(in crate::lower) fn first_server(document: &Resolver<'_>) -> Option<String> {
        document.servers().first().map(|first| filled(first))
    }

    /// What a client can be pointed at, if there is a choice.
    pub(in crate::lower) fn servers(&mut self) -> Option<Servers> {
        let declared = self.document.servers();
        for server in &declared {
            self.check_defaults(server);
        }
        if let Some(first) = declared.first() {
            self.check_url(&filled(first), &first.at);
        }
        let is_choice = declared.len() > 1 || declared.iter().any(|one| one.variables.is_some());
        if !is_choice {
            return None;
        }
        let mut names = Scope::reserving(SERVER_METHODS);
        let list: Vec<ir::Server> = declared
            .iter()
            .map(|one| ir::Server {
                name: names.function(&self.server_words(one)),
                url: one.url.clone(),
                variables: one.variables.iter().flatten().map(variable).collect(),
                docs: described(one.description.clone()),
            })
            .collect();
        let mut setters: Vec<ServerSetter> = Vec::new();
        let mut known: Set<&String> = Set::default();
        for (name, one) in declared
            .iter()
            .flat_map(|one| one.variables.iter().flatten())
        {
            if !known.insert(name) {
                continue;
            }
            setters.push(ServerSetter {
                name: names.function_of(&[name, &format!("with {name}")]),
                variable: name.clone(),
                docs: described(one.description.clone()),
                values: one.enumeration.clone(),
                default: one.default.clone(),
            });
        }
        Some(Servers { list, setters })
    }

    /// The URL of the server that an operation or its path names, if it is not the client's.
    pub(in crate::lower) fn own_server(
        &mut self,
        operation: &At<Operation>,
        item: Option<&At<PathItem>>,
    ) -> Option<String> {
        let own = (&operation.servers, &operation.at);
        let of_item = item.map(|item| (&item.servers, &item.at));
        let (servers, at) = [Some(own), of_item]
            .into_iter()
            .flatten()
            .find(|(servers, _)| !servers.is_empty())?;
        let at = at.child("servers");
        let mut servers = servers.iter().enumerate();
        let (_, first) = servers.next()?;
        for (index, other) in servers {
            self.report_further(&at.index(index), other);
        }
        let url = filled(first);
        if self.client_server.as_deref() == Some(url.as_str()) {
            return None;
        }
        self.check_url(&url, &at.index(0));
        Some(url)
    }

    /// What a server is called: its `name` (OpenAPI 3.2, section 4.6), or what there is besides.
    fn server_words(&self, server: &At<Server>) -> String {
        let name = self.document.raw(&server.at.child("name"));
        let name = name.and_then(Node::as_str);
        name.map_or_else(|| words(server), str::to_owned)
    }

    fn check_url(&mut self, url: &str, at: &Pointer) {
        if url.contains(['{', '}']) || url.ends_with("://") {
            let message = format!("`{url}` is no URL that a request could go to");
            self.diagnostics.report(
                Diagnostic::new(codes::SERVER_UNUSABLE, at, message)
                    .help("nothing is sent there; the client needs a `base_url`"),
            );
        }
    }

    fn check_defaults(&mut self, server: &At<Server>) {
        for (name, variable) in server.variables.iter().flatten() {
            let values = &variable.enumeration;
            if !values.is_empty() && !values.contains(&variable.default) {
                let message = format!("`{}` is none of the values of `{name}`", variable.default);
                let at = server.at.child("variables").child(name).child("default");
                self.diagnostics.report(
                    Diagnostic::new(codes::SERVER_DEFAULT, at, message)
                        .help(format!("one of `{}`", values.join("`, `"))),
                );
            }
        }
    }

    fn report_further(&mut self, at: &Pointer, server: &Server) {
        let message = format!(
            "`{}` is not the operation's first server: it is used where `base_url` says so",
            server.url
        );
        self.diagnostics
            .report(Diagnostic::new(codes::NOT_GENERATED, at, message));
    }
}

/// What a server without a name is called: its description if that is one, or what its URL says.
fn words(server: &At<Server>) -> String {
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

fn variable((name, declared): (&String, &openapiv3::ServerVariable)) -> ServerVariable {
    ServerVariable {
        name: name.clone(),
        default: declared.default.clone(),
        values: declared.enumeration.clone(),
    }
}

fn described(description: Option<String>) -> Docs {
    Docs {
        description,
        ..Docs::default()
    }
}

/// The URL of a server with the defaults of its variables.
fn filled(server: &Server) -> String {
    let variables = server.variables.iter().flatten();
    let defaults: Map<&str, &str> = variables
        .map(|(name, variable)| (name.as_str(), variable.default.as_str()))
        .collect();
    let mut url = String::with_capacity(server.url.len());
    let mut rest = server.url.as_str();
    while let Some(begin) = rest.find('{') {
        let (before, braced) = rest.split_at(begin);
        url.push_str(before);
        let variable = braced.get(1..).and_then(|name| name.split_once('}'));
        let default = variable.and_then(|(name, after)| Some((defaults.get(name)?, after)));
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
