//! Operations (OpenAPI 3.0.4, section 4.7.10).

use super::Operations;
use super::body::Lowering;
use super::filter::{self, Subject};
use super::function_names::{Naming, function_names};
use super::functions::Offer;
use super::parameters::ParameterLists;
use super::parameters::{Described, identity};
use super::security::{Unasked, requirements};
use crate::diagnostics::Diagnostic;
use crate::document::{
    At, Listed, Operation as Declared, Pointer, RequestBody, SecurityRequirement, Unusable,
};
use crate::hash::{Map, Set};
use crate::ir::{
    Body, BodyKind, Docs, Need, Operation, Parameter, SchemeKind, SecurityScheme, Type, TypeKind,
};
use crate::lower::codes;
use crate::names::{FunctionName, Scope, reserved};
use crate::parameter::ParameterIn;

/// An operation before it is lowered.
struct Candidate<'d> {
    path: String,
    item: Pointer,
    listed: Listed<'d>,
}

/// Operations that nobody wants, or that an option leaves out.
pub(super) struct Unwanted<'d> {
    all: Vec<(Candidate<'d>, FunctionName)>,
    taken: Taken,
}

/// What operations share: the names taken beside those of types, and what the document says for all of them.
struct Taken {
    functions: Scope,
    statics: Scope,
    /// The security requirements of the whole document.
    security: Option<Vec<SecurityRequirement>>,
    /// Where each security scheme is among those of the client.
    schemes: Map<String, usize>,
    /// What operations take of which nothing is said, in a document that asks for no scheme anywhere.
    unasked: Unasked,
    /// The parameters that are credentials.
    keys: Set<(ParameterIn, String)>,
    parameters: Described,
}

impl<'a> Operations<'a, '_> {
    /// The operations that are wanted, and those that are not.
    pub(super) fn operations(
        &mut self,
        schemes: &[SecurityScheme],
    ) -> (Vec<Operation>, Unwanted<'a>) {
        let all = self.find_operations();
        let unasked = self.unasked(schemes, all.iter().map(|one| &one.listed.at));
        let mut functions = Scope::reserving(reserved::CLIENT);
        let names = self.names(&all, &mut functions);
        let wanted = self.wanted(&all);
        // One module has the descriptions of schemes and operations.
        let described = schemes.iter().map(|scheme| scheme.description.as_str());
        let places = schemes.iter().enumerate();
        let places = places
            .map(|(place, scheme)| (scheme.id.clone(), place))
            .collect();
        let mut taken = Taken {
            functions,
            statics: Scope::holding(described),
            security: self.document.security(),
            schemes: places,
            unasked,
            keys: schemes.iter().filter_map(key).collect(),
            parameters: Described::default(),
        };
        let mut operations = Vec::new();
        let mut unwanted = Vec::new();
        for ((found, name), wanted) in all.into_iter().zip(names).zip(wanted) {
            if !wanted || self.options.skips(&found.listed.at) {
                unwanted.push((found, name));
                continue;
            }
            self.options
                .check_field_name(&found.listed.at, name.as_str());
            match self.operation(&found, &name, &mut taken) {
                Some(operation) => operations.push(operation),
                None => self.skipped.push(found.listed.at),
            }
        }
        self.name_arguments(&mut operations);
        let unwanted = Unwanted {
            all: unwanted,
            taken,
        };
        (operations, unwanted)
    }

    /// What the functions of all operations are called.
    fn names(&self, all: &[Candidate<'_>], scope: &mut Scope) -> Vec<FunctionName> {
        let chosen = |at| self.options.field_name(at);
        let naming = all.iter().map(|one| Naming {
            pinned: chosen(&one.listed.at).or(one.listed.rust_name),
            id: one.listed.id,
            method: &one.listed.method,
            path: &one.path,
        });
        let naming: Vec<Naming<'_>> = naming.collect();
        function_names(&naming, scope)
    }

    /// Looks at the operations that nobody wants for nothing but the names that theirs take: which of them are wanted must not
    /// change any name.
    pub(super) fn reserve_names(&mut self, mut unwanted: Unwanted<'a>) {
        let callbacks = self.callbacks.len();
        self.header_sets.end_wanted();
        self.schemas.mute(true);
        for (found, name) in &unwanted.all {
            self.operation(found, name, &mut unwanted.taken);
        }
        self.schemas.mute(false);
        self.callbacks.truncate(callbacks);
    }

    fn find_operations(&self) -> Vec<Candidate<'a>> {
        let mut found = Vec::new();
        for (path, item) in self.document.path_items() {
            for listed in self.document.operations(&item) {
                found.push(Candidate {
                    path: path.clone(),
                    item: item.clone(),
                    listed,
                });
            }
        }
        found
    }

    /// Which of them the configuration asks for.
    fn wanted(&mut self, found: &[Candidate<'a>]) -> Vec<bool> {
        let config = self.config;
        if config.include.is_empty() && config.exclude.is_empty() {
            return vec![true; found.len()];
        }
        let subjects = found.iter().map(|one| Subject {
            tags: &one.listed.tags,
            path: &one.path,
            id: one.listed.id,
        });
        let subjects: Vec<Subject<'_>> = subjects.collect();
        for (option, filter) in [("include", &config.include), ("exclude", &config.exclude)] {
            for (list, text) in filter::unused(filter, &subjects) {
                let message = format!("`{option}.{list}` names `{text}`, and no operation has it");
                self.schemas.report(
                    Diagnostic::new(codes::UNUSED_OPTION, config.written(&[option, list, text]), message)
                        .help("tags and operation ids are compared as they are written; `*` in a path stands for any text"),
                );
            }
        }
        let subjects = subjects.iter();
        let wanted = subjects.map(|subject| filter::is_wanted(config, subject));
        wanted.collect()
    }

    fn operation(
        &mut self,
        found: &Candidate<'_>,
        name: &FunctionName,
        taken: &mut Taken,
    ) -> Option<Operation> {
        let At {
            at,
            value: declared,
        } = self.declared(found)?;
        let item = self.document.path_item(&found.item).ok();
        let item = item.map(|item| item.value).unwrap_or_default();
        let server = self.own_server(&declared.servers, &item.servers);
        let base = name.as_str();
        let request = declared.request_body.as_ref();
        let request = request.map(|request| self.document.request_body(request));
        let mut arguments = arguments(request.as_ref());
        let (own, of_path) = (&declared.parameters, &item.parameters);
        let security = match declared.security.as_ref().or(taken.security.as_ref()) {
            Some(said) => requirements(said, &taken.schemes),
            None => {
                let at = self.authorization(own.iter().chain(of_path));
                taken.unasked.requirements(at)
            }
        };
        let listed = ParameterLists {
            path: &found.path,
            own,
            of_path,
            is_signed: taken.unasked.is_in_authorization(&security),
        };
        let mut parameters = self.all_parameters(found, base, &listed, &mut arguments, taken)?;
        let bodies = self.bodies(found, request, base)?;
        let outcome = self.responses(base, &found.listed.method, &declared.responses);
        let description = taken.statics.constant(base);
        taken.parameters.name(&mut parameters, &mut taken.statics);
        let (words, mut bodies): (Vec<_>, Vec<_>) = bodies.into_iter().unzip();
        name_tables(&mut bodies, base, &mut taken.statics);
        let functions = self.functions(
            &Offer {
                name,
                bodies: words.iter().zip(&bodies).collect(),
                other_successes: &outcome.words,
                optional: parameters.iter().any(|one| one.need != Need::Required),
            },
            &mut taken.functions,
        );
        let listed = &found.listed;
        let id = || format!("{} {}", listed.method, found.path);
        Some(Operation {
            id: listed.id.map_or_else(id, str::to_owned),
            tags: declared.tags,
            method: listed.method.clone(),
            path: found.path.clone(),
            docs: Docs {
                title: declared.summary,
                description: declared.description,
                deprecated: declared.deprecated,
            },
            parameters,
            bodies,
            cases: outcome.cases,
            security,
            server,
            extensions: declared.extensions,
            at: listed.at.clone(),
            functions,
            arguments: None,
            successes: outcome.successes,
            error: outcome.error,
            description,
            headers: self.headers(name, outcome.headers),
            callbacks: self.callbacks(name, &at),
        })
    }

    /// The parameters, those that are credentials marked as such; nothing at all if one can't be understood, which costs the
    /// operation.
    fn all_parameters(
        &mut self,
        found: &Candidate<'_>,
        operation: &str,
        listed: &ParameterLists<'_>,
        arguments: &mut Scope,
        taken: &Taken,
    ) -> Option<Vec<Parameter>> {
        let Some(mut parameters) = self.parameters(operation, listed, arguments) else {
            self.skip(found, "one of its parameters can't be understood");
            return None;
        };
        for data in parameters.iter_mut().map(|one| &mut one.data) {
            let key = identity(data.location, &data.name);
            data.sensitive |= taken.keys.contains(&key);
        }
        Some(parameters)
    }

    /// The bodies, one for each media type, best first, each with a word for it; nothing at all if
    /// what there is makes a function impossible.
    fn bodies(
        &mut self,
        found: &Candidate<'_>,
        request: Option<Result<At<RequestBody>, Unusable>>,
        base: &str,
    ) -> Option<Vec<(String, Body)>> {
        let request = match request {
            None => return Some(Vec::new()),
            Some(Ok(request)) => request,
            Some(Err(unusable)) => {
                self.schemas.report_unusable(unusable);
                self.skip(found, "its request body can't be understood");
                return None;
            }
        };
        let lowered = self.request_contents(&request, base);
        let body = |one: Lowering| {
            let has_required = self.has_required_properties(&one.kind);
            let body = Body {
                required: request.required || has_required,
                may_be_omitted: !request.required && has_required,
                kind: one.kind,
                content_type: one.content_type,
                docs: Docs {
                    description: request.description.clone(),
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
        match self.schemas.type_kind(*id) {
            Some(TypeKind::Struct(object)) => object.arguments().next().is_some(),
            _ => false,
        }
    }

    fn declared(&mut self, found: &Candidate<'_>) -> Option<At<Declared>> {
        if !is_method(&found.listed.method) {
            self.skip(found, "no request can have its method");
            return None;
        }
        match self.document.operation(&found.listed.at) {
            Ok(declared) => Some(declared),
            Err(unusable) => {
                self.schemas.report_unusable(unusable);
                self.skip(found, "it can't be understood");
                None
            }
        }
    }

    fn skip(&mut self, found: &Candidate<'_>, reason: &str) {
        let Listed { method, at, .. } = &found.listed;
        let message = format!("`{method} {}` is left out: {reason}", found.path);
        self.schemas
            .report(Diagnostic::new(codes::OPERATION_SKIPPED, at, message));
    }
}

/// Where a scheme has its key, if it is one that a parameter can be.
fn key(scheme: &SecurityScheme) -> Option<(ParameterIn, String)> {
    match &scheme.kind {
        SchemeKind::Key(location, name) => Some(identity(*location, name)),
        _ => None,
    }
}

/// Names the statics of the forms that have one.
fn name_tables(bodies: &mut [Body], base: &str, statics: &mut Scope) {
    for body in bodies {
        if let BodyKind::Form(form) = &mut body.kind
            && !form.encodings.is_empty()
        {
            form.table = Some(statics.constant(&format!("{base} form")));
        }
    }
}

/// The names of arguments that a call has anyway. The caller says what the media type of a body is that is given as a
/// range: that is an argument, too.
fn arguments(request: Option<&Result<At<RequestBody>, Unusable>>) -> Scope {
    let mut names = Scope::reserving(reserved::CALL);
    let mut media = request.into_iter().flatten().flat_map(|body| &body.content);
    if media.any(|(media, _)| media.contains('*')) {
        names.field("content_type");
    }
    names
}

/// Whether the method of a request can be this text, which an author may choose (RFC 9110,
/// section 9.1).
fn is_method(text: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_token)
}
