//! Requests that servers send: webhooks and callbacks (OpenAPI 3.1, sections 4.8.1 and 4.8.18).

use super::Operations;
use super::responses::{described, pattern};
use crate::diagnostics::Diagnostic;
use crate::document::{At, Header, Operation as Declared, Pointer, Status};
use crate::hash::Set;
use crate::ir::{Docs, Incoming, Side, StatusPattern, Type};
use crate::lower::hint::{Hint, component};
use crate::lower::{codes, media_name};
use crate::names::{FunctionName, Scope, TypeName, reserved};
use crate::parameter::ParameterIn;

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
struct IncomingParameter {
    location: ParameterIn,
    name: String,
    /// What the document says of it.
    said: At<Header>,
}

impl IncomingParameter {
    /// The place, the name, and what the document says of it.
    fn described(self) -> (String, String, Option<String>) {
        let location = self.location.as_str().to_owned();
        (location, self.name, self.said.value.description)
    }
}

impl Operations<'_, '_> {
    pub(super) fn webhooks(&mut self) -> Vec<Incoming> {
        let mut names = Scope::reserving(reserved::OUTSIDE);
        let mut found = Vec::new();
        for (name, item) in self.document.webhooks() {
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
    pub(super) fn callbacks(&mut self, function: &FunctionName, at: &Pointer) -> Vec<TypeName> {
        let mut names = std::mem::take(&mut self.callback_names);
        let mut found = Vec::new();
        for callback in self.document.callbacks(at) {
            let requested = Requested {
                name: format!("{} {}", function.as_str(), callback.name),
                target: callback.expression,
                function: Some(function),
                role: "callback",
                module: "callbacks",
                item: callback.item,
            };
            self.requested(&requested, &mut names, &mut found);
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
        for one in operations {
            let declared = match self.document.operation(&one.at) {
                Ok(declared) => declared.value,
                Err(unusable) => {
                    self.schemas.report_unusable(unusable);
                    continue;
                }
            };
            let words = match several {
                true => format!("{} {}", requested.name, one.method.to_ascii_lowercase()),
                false => requested.name.clone(),
            };
            let (body, media) = self.incoming_body(&declared, &words, requested.role);
            let parameters = self.incoming_parameters(&declared, &requested.item);
            let name = names.type_name_of(&[words.clone(), format!("{words} {}", requested.role)]);
            found.push(Incoming {
                headers: self.headers_of_request(&words, &name, requested, &parameters),
                name,
                method: one.method,
                target: requested.target.clone(),
                function: requested.function.cloned(),
                body,
                media,
                parameters: parameters
                    .into_iter()
                    .map(IncomingParameter::described)
                    .collect(),
                replies: self.expected(&declared.responses),
                docs: Docs {
                    title: declared.summary,
                    description: declared.description,
                    deprecated: declared.deprecated,
                },
            });
        }
    }

    /// The parameters of a request and of its path item.
    fn incoming_parameters(&self, declared: &Declared, item: &Pointer) -> Vec<IncomingParameter> {
        let item = self.document.path_item(item).ok();
        let of_item = item.iter().flat_map(|item| &item.parameters);
        let mut found: Vec<IncomingParameter> = Vec::new();
        let mut known: Set<(ParameterIn, &str)> = Set::default();
        for at in declared.parameters.iter().chain(of_item) {
            let key = self.document.parameter_key(at);
            let Some((location, name)) = key.and_then(|key| Some((key.location?, key.name?)))
            else {
                continue;
            };
            if let Some(said) = self.document.header(at)
                && known.insert((location, name))
            {
                found.push(IncomingParameter {
                    location,
                    name: name.to_owned(),
                    said,
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
        parameters: &[IncomingParameter],
    ) -> Option<usize> {
        let headers = parameters.iter();
        let headers = headers.filter(|one| one.location == ParameterIn::Header);
        let headers = headers.map(|one| (one.name.clone(), one.said.clone()));
        let index = self.header_set(words, headers.collect())?;
        self.header_sets.add_request(index, requested.module, name);
        Some(index)
    }

    /// The type of a request's body, and its media type.
    fn incoming_body(
        &mut self,
        declared: &Declared,
        words: &str,
        role: &str,
    ) -> (Option<Type>, Option<String>) {
        let Some(target) = &declared.request_body else {
            return (None, None);
        };
        let request = match self.document.request_body(target) {
            Ok(request) => request,
            Err(unusable) => {
                self.schemas.report_unusable(unusable);
                return (None, None);
            }
        };
        let hint = match component(&request.at) {
            Some(component) => Hint::new(component),
            None => Hint::within(words, role),
        };
        let mut media = request.content.iter();
        let json = media.find(|(media, _)| media_name::is_json(media));
        if let Some((written, media)) = json {
            let body = self.media_schema(Side::Reply, media, &hint);
            return (Some(body.item_type()), Some(written.clone()));
        }
        let first = request.content.first();
        if let Some((first, media)) = first {
            let message = format!("no type is generated for a body of `{first}`");
            let diagnostic = Diagnostic::new(codes::NOT_GENERATED, &media.at, message);
            self.schemas.report(diagnostic);
        }
        (None, first.map(|(media, _)| media.clone()))
    }

    /// What the sender expects to be answered.
    fn expected(&self, declared: &[(Status, Pointer)]) -> Vec<(StatusPattern, String)> {
        let expected = |(status, at): &(Status, Pointer)| {
            let response = self.document.response(at).ok()?.value;
            let description = described(response.summary, response.description);
            Some((pattern(*status), description))
        };
        declared.iter().filter_map(expected).collect()
    }
}
