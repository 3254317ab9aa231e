//! Operations (OpenAPI 3.0.4, section 4.7.10).

use std::collections::{HashMap, HashSet};

use openapiv3::{Operation as Declared, PathItem};

use crate::diagnostics::Diagnostic;
use crate::document::{At, Document, Pointer};
use crate::ir::{Body, BodyKind, Docs, Operation, SecurityScheme, Type, TypeKind};
use crate::lower::filter::{self, Subject};
use crate::lower::types::Hint;
use crate::lower::{Lower, codes, content};
use crate::names::{FunctionName, Scope, function_words};

/// What a client has besides its operations.
const CLIENT_METHODS: &[&str] = &[
    "builder",
    "clone",
    "clone_from",
    "fmt",
    "from",
    "into",
    "new",
    "to_owned",
    "type_id",
];

/// What a call can do besides setting the operation's parameters.
/// `request` is what the method of the client calls the request it fills in.
const CALL_METHODS: &[&str] = &[
    "body",
    "header",
    "into_future",
    "request",
    "send",
    "timeout",
];

/// An operation before it is lowered.
struct Found {
    method: &'static str,
    path: String,
    at: Pointer,
    item: Pointer,
    id: Option<String>,
}

impl Lower<'_> {
    pub(super) fn operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        let found = self.wanted(self.find_operations());
        let names = function_names(&found);
        // One module has the descriptions of schemes and operations.
        let taken: Vec<&str> = schemes
            .iter()
            .map(|scheme| scheme.description.as_str())
            .collect();
        let mut statics = Scope::reserving(&taken);
        let mut operations = Vec::new();
        for (found, name) in found.iter().zip(names) {
            match self.operation(found, &name, &mut statics, schemes) {
                Some(operation) => operations.push(operation),
                None => self.skipped.push(found.at.clone()),
            }
        }
        operations
    }

    fn find_operations(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for (path, item) in self.document.path_items() {
            for (method, at) in self.document.operations(&item) {
                let id = self
                    .document
                    .raw(&at.child("operationId"))
                    .and_then(|id| id.as_str());
                found.push(Found {
                    method,
                    path: path.clone(),
                    item: item.clone(),
                    id: id.filter(|id| !id.is_empty()).map(str::to_owned),
                    at,
                });
            }
        }
        found
    }

    /// Those that the configuration asks for.
    fn wanted(&mut self, mut found: Vec<Found>) -> Vec<Found> {
        let (config, document) = (self.config, self.document);
        if config.include.is_empty() && config.exclude.is_empty() {
            return found;
        }
        let tags: Vec<Vec<&str>> = found.iter().map(|one| tags_of(document, &one.at)).collect();
        let subjects: Vec<Subject<'_>> = found
            .iter()
            .zip(&tags)
            .map(|(one, tags)| Subject {
                tags,
                path: &one.path,
                id: one.id.as_deref(),
            })
            .collect();
        for (option, filter) in [("include", &config.include), ("exclude", &config.exclude)] {
            for (list, text) in filter::unused(filter, &subjects) {
                let message = format!("`{option}.{list}` names `{text}`, and no operation has it");
                self.diagnostics.report(
                    Diagnostic::new(codes::UNUSED_OPTION, Pointer::root().child("paths"), message)
                        .help("tags and operation ids are compared as they are written; `*` in a path stands for any text"),
                );
            }
        }
        let wanted: Vec<bool> = subjects
            .iter()
            .map(|subject| filter::is_wanted(config, subject))
            .collect();
        let mut wanted = wanted.into_iter();
        found.retain(|_| wanted.next() == Some(true));
        found
    }

    fn operation(
        &mut self,
        found: &Found,
        name: &FunctionName,
        statics: &mut Scope,
        schemes: &[SecurityScheme],
    ) -> Option<Operation> {
        let declared = match self.document.operation(&found.at) {
            Ok(declared) => declared,
            Err(unusable) => {
                unusable.report(self.diagnostics);
                self.skip(found, "it can't be understood");
                return None;
            }
        };
        let item = self.document.path_item(&found.item).ok();
        self.report_ignored(&declared, item.as_ref());
        let base = name.as_str().to_owned();
        let mut arguments = Scope::reserving(CALL_METHODS);
        let own = self.targets(&declared.parameters);
        let of_path = item
            .map(|item| self.targets(&item.parameters))
            .unwrap_or_default();
        let Some(parameters) = self.parameters(&base, &found.path, &own, &of_path, &mut arguments)
        else {
            self.skip(found, "one of its parameters can't be understood");
            return None;
        };
        let body = self.body(found, &declared, &base)?;
        let outcome = self.responses(&base, &declared.responses);
        let optional = parameters.iter().any(|parameter| !parameter.required)
            || body.as_ref().is_some_and(|body| !body.required);
        Some(Operation {
            name: name.clone(),
            description: statics.constant(name.as_str()),
            call: optional.then(|| self.types.name(&Hint::within(&base, "call"))),
            id: found
                .id
                .clone()
                .unwrap_or_else(|| format!("{} {}", found.method.to_uppercase(), found.path)),
            tags: declared.tags.clone(),
            method: found.method.to_uppercase(),
            path: found.path.clone(),
            docs: Docs {
                title: declared.summary.clone(),
                description: declared.description.clone(),
                deprecated: declared.deprecated,
            },
            parameters,
            body,
            success: outcome.success,
            error: outcome.error,
            cases: outcome.cases,
            security: self.security(declared.security.as_ref(), schemes),
            at: found.at.clone(),
        })
    }

    fn targets<T>(&self, list: &[openapiv3::ReferenceOr<T>]) -> Vec<Pointer> {
        list.iter()
            .filter_map(|one| self.document.target(one))
            .collect()
    }

    /// The body, if there is one; nothing at all if it makes a function impossible.
    fn body(&mut self, found: &Found, declared: &At<Declared>, base: &str) -> Option<Option<Body>> {
        let Some(request) = &declared.request_body else {
            return Some(None);
        };
        let request = match self.document.request_body(&self.document.target(request)?) {
            Ok(request) => request,
            Err(unusable) => {
                unusable.report(self.diagnostics);
                self.skip(found, "its request body can't be understood");
                return None;
            }
        };
        let hint = match content::component(&request.at) {
            Some(component) => Hint::new(component),
            None => Hint::within(base, "request"),
        };
        match self.request_content(&request.at.child("content"), &hint) {
            Ok(content) => Some(content.map(|(kind, content_type)| Body {
                required: request.required || self.has_required_properties(&kind),
                kind,
                content_type,
                docs: Docs {
                    description: request.value.description.clone(),
                    ..Docs::default()
                },
            })),
            Err(media) => {
                self.skip(found, &format!("bodies of `{media}` can't be sent yet"));
                None
            }
        }
    }

    /// Whether a body makes no sense without a value. Many documents leave out `required: true` and
    /// mean it: the properties of the body are required.
    fn has_required_properties(&self, kind: &BodyKind) -> bool {
        let Some(Type::Named(id)) = kind.ty() else {
            return false;
        };
        match self.types.kind(*id) {
            Some(TypeKind::Struct(object)) => object.arguments().next().is_some(),
            _ => false,
        }
    }

    fn skip(&mut self, found: &Found, reason: &str) {
        let message = format!(
            "`{} {}` is left out: {reason}",
            found.method.to_uppercase(),
            found.path
        );
        self.diagnostics.report(Diagnostic::new(
            codes::OPERATION_SKIPPED,
            &found.at,
            message,
        ));
    }

    /// Names what is there and has no counterpart in the generated code.
    fn report_ignored(&mut self, declared: &At<Declared>, item: Option<&At<PathItem>>) {
        let of_item = item
            .filter(|item| !item.servers.is_empty())
            .map(|item| item.at.child("servers"));
        let own = (!declared.servers.is_empty()).then(|| declared.at.child("servers"));
        for at in own.into_iter().chain(of_item) {
            let message =
                "these servers are not used: the client has one base URL for all operations";
            self.diagnostics.report(
                Diagnostic::new(codes::SERVERS_IGNORED, at, message)
                    .help("build a second client with `base_url` for them"),
            );
        }
        let callbacks = declared.at.child("callbacks");
        if self.document.raw(&callbacks).is_some() {
            let message = "no code is generated for callbacks";
            self.diagnostics
                .report(Diagnostic::new(codes::NOT_GENERATED, callbacks, message));
        }
    }
}

/// The tags of the operation at `at`.
fn tags_of<'a>(document: &'a Document, at: &Pointer) -> Vec<&'a str> {
    let tags = document.raw(&at.child("tags"));
    let tags = tags.and_then(|tags| tags.as_sequence());
    let texts = tags.into_iter().flatten().filter_map(|tag| tag.as_str());
    texts.collect()
}

/// The method of each operation, in order.
///
/// An `operationId` that ends in its HTTP method, as generators of documents like to write, loses that word if
/// no other operation's name is the same without it.
fn function_names(found: &[Found]) -> Vec<FunctionName> {
    let mut seen: HashSet<&str> = HashSet::new();
    let words: Vec<(String, String)> = found
        .iter()
        .map(|one| {
            let text = match &one.id {
                Some(id) if seen.insert(id) => id.clone(),
                _ => format!("{} {}", one.method, one.path),
            };
            let full = function_words(&text);
            let short = full
                .strip_suffix(&format!("_{}", one.method))
                .unwrap_or(&full);
            (full.clone(), short.to_owned())
        })
        .collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for (full, short) in &words {
        *uses.entry(short).or_default() += 1;
        if full != short {
            *uses.entry(full).or_default() += 1;
        }
    }
    let mut scope = Scope::reserving(CLIENT_METHODS);
    words
        .iter()
        .map(|(full, short)| {
            let unique = uses.get(short.as_str()) == Some(&1);
            scope.function(if unique { short } else { full })
        })
        .collect()
}
