//! Operations (OpenAPI 3.0.4, section 4.7.10).

use openapiv3::{Operation as Declared, SecurityRequirement};

use crate::diagnostics::Diagnostic;
use crate::document::{At, Node, Pointer, Resolver};
use crate::hash::Map;
use crate::ir::{
    Alternative, Body, BodyKind, Docs, Operation, ReplyAlternative, SecurityScheme, Side, Type,
    TypeKind,
};
use crate::lower::operations::filter::{self, Subject};
use crate::lower::operations::function_names::{Naming, function_names};
use crate::lower::operations::responses::Other;
use crate::lower::schemas::types::Hint;
use crate::lower::{Lower, codes, content};
use crate::names::{FunctionName, Scope, TypeName};

/// The methods that are keywords of a path item (OpenAPI 3.2, section 4.9).
const KEYWORDS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

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
    "idle_timeout",
    "into_future",
    "request",
    "send",
    "stream",
    "timeout",
    "without_body",
];

/// An operation before it is lowered.
struct Found {
    method: String,
    path: String,
    at: Pointer,
    item: Pointer,
    id: Option<String>,
    /// `x-rust-name`
    pinned: Option<String>,
}

/// What operations share: the names taken beside those of types, and what the document says for all of them.
struct Taken {
    functions: Scope,
    statics: Scope,
    /// The security requirements of the whole document.
    security: Option<Vec<SecurityRequirement>>,
    /// Where each security scheme is among those of the client.
    schemes: Map<String, usize>,
}

/// The functions of an operation.
struct Functions {
    call: Option<TypeName>,
    body: Option<Body>,
    alternatives: Vec<Alternative>,
    reply_alternatives: Vec<ReplyAlternative>,
}

impl Lower<'_> {
    pub(in crate::lower) fn operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        let found = self.wanted(self.find_operations());
        let naming: Vec<Naming<'_>> = found
            .iter()
            .map(|one| Naming {
                pinned: one.pinned.as_deref(),
                id: one.id.as_deref(),
                method: &one.method,
                path: &one.path,
            })
            .collect();
        // One module has the descriptions of schemes and operations.
        let described = schemes.iter().map(|scheme| scheme.description.as_str());
        let places = schemes.iter().enumerate();
        let places = places
            .map(|(place, scheme)| (scheme.id.clone(), place))
            .collect();
        let mut taken = Taken {
            functions: Scope::reserving(CLIENT_METHODS),
            statics: Scope::holding(described),
            security: self.document.security(),
            schemes: places,
        };
        let names = function_names(&naming, &mut taken.functions);
        let mut operations = Vec::new();
        for (found, name) in found.iter().zip(names) {
            match self.operation(found, &name, &mut taken) {
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
                let text = |keyword| {
                    let node = self.document.raw(&at.child(keyword));
                    let text = node.and_then(Node::as_str).filter(|text| !text.is_empty());
                    text.map(str::to_owned)
                };
                found.push(Found {
                    method: sent(&method),
                    path: path.clone(),
                    item: item.clone(),
                    id: text("operationId"),
                    pinned: text("x-rust-name"),
                    at,
                });
            }
        }
        found
    }

    /// Those that the configuration asks for.
    fn wanted(&mut self, mut found: Vec<Found>) -> Vec<Found> {
        let (config, document) = (self.config, &self.document);
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
        taken: &mut Taken,
    ) -> Option<Operation> {
        let declared = self.declared(found)?;
        let item = self.document.path_item(&found.item).ok();
        let server = self.own_server(&declared, item.as_ref());
        let base = name.as_str().to_owned();
        let mut arguments = Scope::reserving(CALL_METHODS);
        if self.has_media_range(&declared) {
            arguments.field("content_type");
        }
        let own = declared.targets(&declared.parameters);
        let of_path = item
            .map(|item| item.targets(&item.parameters))
            .unwrap_or_default();
        let parameters = self.on(Side::Request, |lower| {
            lower.parameters(&base, &found.path, &own, &of_path, &mut arguments)
        });
        let Some(parameters) = parameters else {
            self.skip(found, "one of its parameters can't be understood");
            return None;
        };
        let bodies = self.on(Side::Request, |lower| lower.bodies(found, &declared, &base))?;
        let outcome = self.responses(&base, &found.method, &declared);
        let optional = parameters.iter().any(|parameter| !parameter.required);
        let description = taken.statics.constant(name.as_str());
        let functions = self.functions(&base, bodies, outcome.alternatives, optional, taken);
        let headers = self.headers(name, &outcome.declared);
        let callbacks = self.callbacks(name, &declared.at);
        Some(Operation {
            name: name.clone(),
            description,
            call: functions.call,
            id: found
                .id
                .clone()
                .unwrap_or_else(|| format!("{} {}", found.method, found.path)),
            tags: declared.tags.clone(),
            method: found.method.clone(),
            path: found.path.clone(),
            docs: Docs {
                title: declared.summary.clone(),
                description: declared.description.clone(),
                deprecated: declared.deprecated,
            },
            parameters,
            body: functions.body,
            alternatives: functions.alternatives,
            reply_alternatives: functions.reply_alternatives,
            headers,
            callbacks,
            server,
            success: outcome.success,
            error: outcome.error,
            cases: outcome.cases,
            security: self.security(
                declared.security.as_ref(),
                taken.security.as_ref(),
                &taken.schemes,
            ),
            at: found.at.clone(),
        })
    }

    /// The plain function, one for each other body, and one for each other media type of a reply.
    /// `optional`: whether there are parameters that may be left out.
    fn functions(
        &mut self,
        base: &str,
        bodies: Vec<(String, Body)>,
        replies: Vec<Other>,
        optional: bool,
        taken: &mut Taken,
    ) -> Functions {
        let mut bodies = bodies.into_iter().map(|(word, mut body)| {
            if let BodyKind::Form(form) = &mut body.kind
                && !form.encodings.is_empty()
            {
                form.table = Some(taken.statics.constant(&format!("{base} form")));
            }
            (word, body)
        });
        let is_call = |body: Option<&Body>| optional || body.is_some_and(|body| !body.required);
        let body = bodies.next().map(|(_, body)| body);
        let call = is_call(body.as_ref()).then(|| self.types.name(&Hint::within(base, "call")));
        let mut alternatives = Vec::new();
        for (word, body) in bodies {
            let name = taken.functions.function(&format!("{base} as {word}"));
            let hint = Hint::within(name.as_str(), "call");
            alternatives.push(Alternative {
                call: is_call(Some(&body)).then(|| self.types.name(&hint)),
                name,
                body,
            });
        }
        let mut reply_alternatives = Vec::new();
        for other in replies {
            let name = taken.functions.function(&format!("{base} {}", other.word));
            let hint = Hint::within(name.as_str(), "call");
            reply_alternatives.push(ReplyAlternative {
                call: is_call(body.as_ref()).then(|| self.types.name(&hint)),
                name,
                media: other.media,
                success: other.success,
            });
        }
        Functions {
            call,
            body,
            alternatives,
            reply_alternatives,
        }
    }

    /// The bodies, one for each media type, best first, each with a word for it; nothing at all if
    /// what there is makes a function impossible.
    fn bodies(
        &mut self,
        found: &Found,
        declared: &At<Declared>,
        base: &str,
    ) -> Option<Vec<(String, Body)>> {
        let Some(request) = &declared.request_body else {
            return Some(Vec::new());
        };
        let target = declared.target(request)?;
        let request = match self.document.request_body(&target) {
            Ok(request) => request,
            Err(unusable) => {
                unusable.report(self.diagnostics);
                self.skip(found, "its request body can't be understood");
                return None;
            }
        };
        let description = self.document.beside_reference(&target, "description");
        let description = description.map(str::to_owned);
        let description = description.or_else(|| request.value.description.clone());
        let component = content::component(&request.at);
        let content = request.at.child("content");
        let lowered = self.request_contents(&content, base, component.as_deref());
        let body = |one: super::body::Lowering| {
            let has_required = self.has_required_properties(&one.kind);
            let body = Body {
                required: request.required || has_required,
                may_be_omitted: !request.required && has_required,
                kind: one.kind,
                content_type: one.content_type,
                docs: Docs {
                    description: description.clone(),
                    ..Docs::default()
                },
            };
            (one.word, body)
        };
        Some(lowered.into_iter().map(body).collect())
    }

    /// Whether a body makes little sense without a value. Many documents leave out `required: true` and
    /// mean it: properties of the body are required. Such a body is an argument; the call can still be
    /// made without it.
    fn has_required_properties(&self, kind: &BodyKind) -> bool {
        if let BodyKind::Multipart(Some(form)) = kind {
            return form.parts.iter().any(|part| part.required);
        }
        let Some(Type::Named(id)) = kind.ty() else {
            return false;
        };
        match self.types.kind(*id) {
            Some(TypeKind::Struct(object)) => object.arguments().next().is_some(),
            _ => false,
        }
    }

    fn declared(&mut self, found: &Found) -> Option<At<Declared>> {
        if !self.is_method(found) {
            return None;
        }
        match self.document.operation(&found.at) {
            Ok(declared) => Some(declared),
            Err(unusable) => {
                unusable.report(self.diagnostics);
                self.skip(found, "it can't be understood");
                None
            }
        }
    }

    /// Whether the caller says what the media type of a body is: that is an argument, too.
    fn has_media_range(&self, declared: &At<Declared>) -> bool {
        let body = declared.request_body.as_ref();
        let body = body.and_then(|body| declared.target(body));
        let body = body.and_then(|body| self.document.resolve(&body).ok());
        let content = body.and_then(|body| self.document.raw(&body.child("content")));
        let content = content.and_then(Node::as_mapping);
        content.is_some_and(|content| content.keys().any(|media| media.contains('*')))
    }

    /// Whether the method of a request can be this text, which an author may choose (RFC 9110,
    /// section 9.1).
    fn is_method(&mut self, found: &Found) -> bool {
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        let is_method = !found.method.is_empty() && found.method.chars().all(is_token);
        if !is_method {
            self.skip(found, "no request can have its method");
        }
        is_method
    }

    fn skip(&mut self, found: &Found, reason: &str) {
        let message = format!("`{} {}` is left out: {reason}", found.method, found.path);
        self.diagnostics.report(Diagnostic::new(
            codes::OPERATION_SKIPPED,
            &found.at,
            message,
        ));
    }
}

/// The tags of the operation at `at`.
fn tags_of<'a>(document: &Resolver<'a>, at: &Pointer) -> Vec<&'a str> {
    let tags = document.raw(&at.child("tags"));
    let tags = tags.and_then(|tags| tags.as_sequence());
    let texts = tags.into_iter().flatten().filter_map(|tag| tag.as_str());
    texts.collect()
}

/// The method as it is sent: those that are keywords of a path item have capitals, additional ones
/// (OpenAPI 3.2, `additionalOperations`) are as the author wrote them.
fn sent(method: &str) -> String {
    match KEYWORDS.contains(&method) {
        true => method.to_ascii_uppercase(),
        false => method.to_owned(),
    }
}
