//! What users of a client name.

use std::collections::BTreeSet;

use openapi_build::diagnostics::Diagnostics;
use openapi_build::document::Document;
use openapi_build::emit::types::{Module, text};
use openapi_build::ir::{
    Api, BodyKind, EventData, Function, Need, Operation, Replies, ReplyBody, Type, TypeKind,
};
use openapi_build::{Config, Source, lower, passes};

/// All public names of the client of a document, and how its functions are called, each on a line. None where there are no
/// operations.
pub fn names(document: &str, config: &Config) -> BTreeSet<String> {
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text("names.yaml", document);
    let document = Document::read(source, &mut diagnostics).expect("a document");
    let mut api = lower(&document, config, &mut diagnostics);
    passes::run(&mut api, &mut diagnostics);
    assert!(
        !diagnostics.has_errors(),
        "{:?}",
        diagnostics.finish(Some(&document))
    );
    // What is found is looked at by others.
    let _ = diagnostics.iter().count();
    let mut names = BTreeSet::new();
    types(&api, &mut names);
    operations(&api, &mut names);
    outside(&api, &mut names);
    names
}

fn types(api: &Api, names: &mut BTreeSet<String>) {
    for def in &api.types {
        let name = &def.name;
        names.insert(format!("types::{name}"));
        let mut arguments = None;
        let mut kind = &def.kind;
        if let TypeKind::Same {
            ty: Type::Named(id),
            arguments: own,
        } = kind
        {
            kind = &api.get(*id).expect("a type").kind;
            arguments = own.clone();
        }
        match kind {
            TypeKind::Struct(object) => {
                for field in &object.fields {
                    let (field, setter) = (&field.name, &field.setter);
                    names.insert(format!("types::{name}.{field}, by {setter}()"));
                }
                if object.arguments.is_some() {
                    let arguments = arguments.as_ref().or(object.arguments.as_ref());
                    names.extend(arguments.map(|name| format!("types::{name}")));
                }
            }
            TypeKind::Enum(list) => names.extend(
                list.variants
                    .iter()
                    .map(|one| format!("types::{name}::{} = {}", one.name, one.value)),
            ),
            TypeKind::Union(union) => {
                let variants = union.variants.iter();
                names.extend(variants.map(|one| format!("types::{name}::{}", one.name)));
                let common = union.common.iter();
                names.extend(common.map(|one| format!("types::{name}.{}()", one.function)));
            }
            TypeKind::Alias { .. } | TypeKind::Newtype { .. } | TypeKind::Same { .. } => {}
        }
    }
}

fn operations(api: &Api, names: &mut BTreeSet<String>) {
    for operation in &api.operations {
        for function in &operation.functions {
            names.insert(signature(api, operation, function));
            let Some(call) = &function.call else { continue };
            names.insert(format!("operations::{call}"));
            for one in operation
                .parameters
                .iter()
                .filter(|one| one.need != Need::Required)
            {
                let ty = text(api, &one.ty, Module::Client);
                names.insert(format!("operations::{call}.{}({ty})", one.name));
            }
        }
        for replies in operation.replies() {
            let Replies::Many { name, variants, .. } = replies else {
                continue;
            };
            for one in variants {
                let held = reply(api, &one.body);
                names.insert(format!("operations::{name}::{}({held})", one.name));
            }
        }
    }
}

fn signature(api: &Api, operation: &Operation, function: &Function) -> String {
    let required = operation
        .parameters
        .iter()
        .filter(|one| one.need == Need::Required);
    let mut arguments: Vec<String> = required
        .map(|one| format!("{}: {}", one.name, text(api, &one.ty, Module::Client)))
        .collect();
    arguments.extend(operation.arguments.iter().map(|name| format!("by {name}")));
    arguments.extend(operation.body(function).map(|body| match &body.kind {
        BodyKind::Multipart(Some(form)) => {
            let parts = form.parts.iter().map(|part| part.name.to_string());
            format!("{} of {}", form.name, parts.collect::<Vec<_>>().join(", "))
        }
        kind => match kind.ty() {
            Some(ty) => text(api, ty, Module::Client),
            None => "a body".to_owned(),
        },
    }));
    let replies = |replies: &Replies| match replies {
        Replies::None => "()".to_owned(),
        Replies::One(body) => reply(api, body),
        Replies::Many { name, .. } => name.to_string(),
    };
    let success = &operation.successes[function.success].replies;
    let gives = [success, &operation.error].map(replies).join(", ");
    let arguments = arguments.join(", ");
    format!("Client::{}({arguments}) -> {gives}", function.name)
}

fn reply(api: &Api, body: &ReplyBody) -> String {
    match body.ty() {
        Some(ty) => text(api, ty, Module::Client),
        None => match body {
            ReplyBody::Events(EventData::ByName(index)) => {
                format!("events of {}", api.event_unions[*index].name)
            }
            body => format!("{body:?}"),
        },
    }
}

fn outside(api: &Api, names: &mut BTreeSet<String>) {
    for set in &api.headers {
        for name in std::iter::once(&set.name).chain(&set.others) {
            for header in &set.headers {
                names.insert(format!("headers::{name}.{}()", header.name));
            }
        }
    }
    let incoming = api.webhooks.iter().map(|one| ("webhooks", one));
    let incoming = incoming.chain(api.callbacks.iter().map(|one| ("callbacks", one)));
    for (module, one) in incoming {
        let ty = one
            .body
            .as_ref()
            .map(|ty| text(api, ty, Module::Operations));
        names.insert(format!("{module}::{} = {ty:?}", one.name));
    }
    names.extend(
        api.schemes
            .iter()
            .map(|one| format!("ClientBuilder::{}()", one.name)),
    );
    let shared = api.shared_errors.iter();
    names.extend(shared.map(|one| format!("operations::{}", one.name)));
}
