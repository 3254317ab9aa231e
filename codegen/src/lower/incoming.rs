//! Requests that servers send: webhooks and callbacks (OpenAPI 3.1, sections 4.8.1 and 4.8.18).

use openapiv3::{Operation as Declared, Responses};

use crate::diagnostics::Diagnostic;
use crate::document::{At, Node, Pointer};
use crate::ir::{Docs, Incoming, StatusPattern, Type};
use crate::lower::responses::pattern;
use crate::lower::types::Hint;
use crate::lower::{Lower, codes, content};
use crate::names::{FunctionName, Scope, TypeName};

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
    item: Pointer,
}

impl Lower<'_> {
    pub(super) fn webhooks(&mut self) -> Vec<Incoming> {
        let mut names = Scope::default();
        let mut found = Vec::new();
        for (name, item) in self.document.entries(&Pointer::root().child("webhooks")) {
            let requested = Requested {
                target: name.clone(),
                name,
                function: None,
                role: "webhook",
                item,
            };
            self.requested(&requested, &mut names, &mut found);
        }
        found
    }

    /// The callbacks of the operation at `at`; gives the names of their types.
    pub(super) fn callbacks(&mut self, function: &FunctionName, at: &Pointer) -> Vec<TypeName> {
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
            found.push(Incoming {
                name: names.type_name(&words),
                method: method.to_ascii_uppercase(),
                target: requested.target.clone(),
                function: requested.function.cloned(),
                body,
                media,
                parameters: self.incoming_parameters(&declared, &requested.item),
                docs: Docs {
                    title: declared.summary.clone(),
                    description: declared.description.clone(),
                    deprecated: declared.deprecated,
                },
                replies: self.expected(&declared.responses),
            });
        }
    }

    /// The parameters of a request and of its path item.
    fn incoming_parameters(
        &self,
        declared: &At<Declared>,
        item: &Pointer,
    ) -> Vec<(String, String, Option<String>)> {
        let item = self.document.path_item(item).ok();
        let of_item = item.iter().flat_map(|item| &item.parameters);
        let mut found: Vec<(String, String, Option<String>)> = Vec::new();
        for one in declared.parameters.iter().chain(of_item) {
            let Some(at) = self.document.target(one) else {
                continue;
            };
            let resolved = self.document.resolve(&at).ok();
            let node = resolved.and_then(|at| self.document.raw(&at));
            let text = |keyword: &str| node?.get(keyword)?.as_str().map(str::to_owned);
            let (Some(place), Some(name)) = (text("in"), text("name")) else {
                continue;
            };
            let beside = self.document.beside_reference(&at, "description");
            let description = beside.map(str::to_owned).or_else(|| text("description"));
            if !found
                .iter()
                .any(|known| known.0 == place && known.1 == name)
            {
                found.push((place, name, description));
            }
        }
        found
    }

    /// The type of a request's body, and its media type.
    fn incoming_body(
        &mut self,
        declared: &At<Declared>,
        words: &str,
        role: &str,
    ) -> (Option<Type>, Option<String>) {
        let target = declared.request_body.as_ref();
        let Some(target) = target.and_then(|body| self.document.target(body)) else {
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
    fn expected(&self, declared: &Responses) -> Vec<(StatusPattern, String)> {
        let by_status = declared.responses.iter();
        let all = by_status.map(|(status, response)| (pattern(status), response));
        let default = declared.default.iter();
        let all = all.chain(default.map(|response| (StatusPattern::Default, response)));
        all.filter_map(|(status, response)| {
            let response = self
                .document
                .response(&self.document.target(response)?)
                .ok()?;
            let description = response.get("description").and_then(Node::as_text);
            Some((status, description.unwrap_or_default()))
        })
        .collect()
    }
}
