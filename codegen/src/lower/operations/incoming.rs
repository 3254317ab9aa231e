//! Requests that servers send: webhooks and callbacks (OpenAPI 3.1, sections 4.8.1 and 4.8.18).

use openapiv3::Operation as Declared;

use crate::diagnostics::Diagnostic;
use crate::document::{At, Node, Pointer};
use crate::hash::Set;
use crate::ir::{Docs, Incoming, StatusPattern, Type};
use crate::lower::operations::responses::statuses;
use crate::lower::schemas::types::Hint;
use crate::lower::{Lower, codes, content};
use crate::names::{FunctionName, Scope, TypeName, reserved};

/// A path item that somebody else's server requests.
struct Requested<'a> {
    /// What its types are called after.
    name: String,
    /// Where it is sent.
    target: String,
    /// The function that asks for it.
    function: Option<&'a FunctionName>,
    /// What the type of a body is called beside the name.
    role: &'static str,
    /// The module of the types.
    module: &'static str,
    item: Pointer,
}

/// A parameter of such a request.
struct Parameter {
    at: Pointer,
    /// The place, the name, and what the document says of it.
    described: (String, String, Option<String>),
}

impl Lower<'_> {
    pub(in crate::lower) fn webhooks(&mut self) -> Vec<Incoming> {
        let mut names = Scope::reserving(reserved::OUTSIDE);
        let mut found = Vec::new();
        for (name, item) in self.document.entries(&Pointer::root().child("webhooks")) {
            let requested = Requested {
                target: name.clone(),
                name,
                function: None,
                role: "webhook",
                module: "webhooks",
                item,
            };
            self.requested(&requested, &mut names, &mut found);
        }
        found
    }

    /// The callbacks of the operation at `at`; gives the names of their types.
    pub(in crate::lower) fn callbacks(
        &mut self,
        function: &FunctionName,
        at: &Pointer,
    ) -> Vec<TypeName> {
        let mut names = std::mem::take(&mut self.callback_names);
        let mut found = Vec::new();
        for (name, callback) in self.document.entries(&at.child("callbacks")) {
            let paths = self.document.entries(&callback);
            for (target, item) in paths
                .into_iter()
                .filter(|(path, _)| !path.starts_with("x-"))
            {
                let requested = Requested {
                    name: format!("{} {name}", function.as_str()),
                    target,
                    function: Some(function),
                    role: "callback",
                    module: "callbacks",
                    item,
                };
                self.requested(&requested, &mut names, &mut found);
            }
        }
        self.callback_names = names;
        let types = found.iter().map(|one| one.name.clone()).collect();
        self.callbacks.extend(found);
        types
    }

    fn requested(
        &mut self,
        requested: &Requested<'_>,
        names: &mut Scope,
        found: &mut Vec<Incoming>,
    ) {
        let operations = self.document.operations(&requested.item);
        let several = operations.len() > 1;
        for (method, at) in operations {
            let declared = match self.document.operation(&at) {
                Ok(declared) => declared,
                Err(unusable) => {
                    unusable.report(self.diagnostics);
                    continue;
                }
            };
            let words = match several {
                true => format!("{} {method}", requested.name),
                false => requested.name.clone(),
            };
            let (body, media) = self.incoming_body(&declared, &words, requested.role);
            let parameters = self.incoming_parameters(&declared, &requested.item);
            let name = names.type_name_of(&[words.clone(), format!("{words} {}", requested.role)]);
            found.push(Incoming {
                headers: self.headers_of_request(&words, &name, requested, &parameters),
                name,
                method: method.to_ascii_uppercase(),
                target: requested.target.clone(),
                function: requested.function.cloned(),
                body,
                media,
                parameters: parameters.into_iter().map(|one| one.described).collect(),
                docs: Docs {
                    title: declared.summary.clone(),
                    description: declared.description.clone(),
                    deprecated: declared.deprecated,
                },
                replies: self.expected(&declared),
            });
        }
    }

    /// The parameters of a request and of its path item.
    fn incoming_parameters(&self, declared: &At<Declared>, item: &Pointer) -> Vec<Parameter> {
        let item = self.document.path_item(item).ok();
        let of_item = item.iter().flat_map(|item| item.targets(&item.parameters));
        let own = declared.targets(&declared.parameters).into_iter();
        let mut known: Set<(String, String)> = Set::default();
        let mut found: Vec<Parameter> = Vec::new();
        for at in own.chain(of_item) {
            let Ok(resolved) = self.document.resolve(&at) else {
                continue;
            };
            let node = self.document.raw(&resolved);
            let text = |keyword: &str| node?.get(keyword)?.as_str().map(str::to_owned);
            let (Some(place), Some(name)) = (text("in"), text("name")) else {
                continue;
            };
            let beside = self.document.beside_reference(&at, "description");
            let description = beside.map(str::to_owned).or_else(|| text("description"));
            if known.insert((place.clone(), name.clone())) {
                found.push(Parameter {
                    at: resolved,
                    described: (place, name, description),
                });
            }
        }
        found
    }

    /// The headers that a request comes with, as an index into the sets of headers.
    fn headers_of_request(
        &mut self,
        words: &str,
        name: &TypeName,
        requested: &Requested<'_>,
        parameters: &[Parameter],
    ) -> Option<usize> {
        let headers = parameters.iter().filter_map(|one| match &one.described {
            (place, name, _) if place == "header" => Some((name.clone(), one.at.clone())),
            _ => None,
        });
        let index = self.header_set(words, headers.collect())?;
        if let Some(set) = self.header_sets.list.get_mut(index) {
            set.requests.push((requested.module, name.clone()));
        }
        Some(index)
    }

    /// The type of a request's body, and its media type.
    fn incoming_body(
        &mut self,
        declared: &At<Declared>,
        words: &str,
        role: &str,
    ) -> (Option<Type>, Option<String>) {
        let target = declared.request_body.as_ref();
        let Some(target) = target.and_then(|body| declared.target(body)) else {
            return (None, None);
        };
        let request = match self.document.request_body(&target) {
            Ok(request) => request,
            Err(unusable) => {
                unusable.report(self.diagnostics);
                return (None, None);
            }
        };
        let hint = match content::component(&request.at) {
            Some(component) => Hint::new(component),
            None => Hint::within(words, role),
        };
        let content = request.at.child("content");
        let media = self.document.entries(&content);
        let json = media.iter().find(|(media, _)| content::is_json(media));
        let Some((written, _)) = json else {
            if let Some((first, at)) = media.first() {
                let message = format!("no type is generated for a body of `{first}`");
                let diagnostic = Diagnostic::new(codes::NOT_GENERATED, at, message);
                self.diagnostics.report(diagnostic);
            }
            return (None, media.into_iter().next().map(|(media, _)| media));
        };
        let ty = self.media_schema(&content, written, &hint).item_type();
        (Some(ty), Some(written.clone()))
    }

    /// What the sender expects to be answered.
    fn expected(&self, declared: &At<Declared>) -> Vec<(StatusPattern, String)> {
        let all = statuses(declared).into_iter();
        all.filter_map(|(status, at)| {
            let response = self.document.response(&at).ok()?;
            let description = response.get("description").and_then(Node::as_text);
            Some((status, description.unwrap_or_default()))
        })
        .collect()
    }
}
