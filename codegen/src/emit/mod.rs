//! ir to tokens: pure functions that look nothing up and decide nothing.

mod calls;
mod client;
mod docs;
mod enums;
mod newtypes;
mod operations;
mod structs;
mod types;
mod unions;
mod validate;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::config::Config;
use crate::document::Pointer;
use crate::ir::{
    Additional, Api, Docs, Enum, EnumRepr, Presence, Side, Struct, Type, TypeDef, TypeKind,
};
use crate::names::TypeName;

pub use structs::MOST_ARGUMENTS;

/// A module of generated code.
#[derive(Debug)]
pub struct Module {
    /// Its name; none for the root.
    pub name: Option<&'static str>,
    /// Its documentation, a line for `#[doc]`; none for a module that nobody outside sees.
    pub docs: Option<&'static str>,
    /// Its items.
    pub items: Vec<TokenStream>,
}

/// The code of a client.
///
/// # Errors
///
/// When the runtime's path in `config` is not a path.
pub fn emit(api: &Api, config: &Config) -> Result<Vec<Module>, syn::Error> {
    let runtime: syn::Path = syn::parse_str(&config.runtime)?;
    let methods: Vec<TokenStream> = api
        .operations
        .iter()
        .map(|operation| operations::method(api, operation))
        .collect();
    let mut modules = vec![Module {
        name: None,
        docs: None,
        items: Vec::new(),
    }];
    let types = types_module(api);
    let calls = operations_module(api);
    let mut exports = vec!["Validate"];
    if !methods.is_empty() {
        exports.extend(["BuildError", "Call", "Error", "Response", "Secret"]);
    }
    exports.extend(used_of_runtime(api, true));
    let mut root = vec![quote! {
        #[doc = " What the client is built on: values, errors, transports."]
        pub use #runtime as runtime;
    }];
    root.push(reexports(&exports));
    // A document of schemas alone gives types alone: its client could do nothing.
    if !methods.is_empty() {
        root.extend(client::emit(api, &methods));
    }
    modules.extend(types);
    modules.extend(calls);
    modules.extend(descriptions_module(api));
    if let Some(first) = modules.first_mut() {
        first.items = root;
    }
    Ok(modules)
}

fn reexports(names: &[&str]) -> TokenStream {
    let mut names: Vec<&str> = names.to_vec();
    names.sort_unstable();
    let names = names.iter().map(|name| quote::format_ident!("{name}"));
    quote!(pub use runtime::{#(#names),*};)
}

fn types_module(api: &Api) -> Option<Module> {
    if api.types.is_empty() {
        return None;
    }
    let mut items = imports(api);
    items.extend(api.types.iter().map(|def| match &def.kind {
        TypeKind::Struct(object) => structs::emit(api, def, object),
        TypeKind::Enum(list) => enums::emit(def, list),
        TypeKind::Union(union) => unions::emit(api, def, union),
        TypeKind::Alias { ty, constraints } => alias(api, def, ty, &validate::notes(constraints)),
        TypeKind::Newtype { ty, constraints } => newtypes::emit(api, def, ty, constraints),
    }));
    Some(Module {
        name: Some("types"),
        docs: Some("The document's schemas."),
        items,
    })
}

fn alias(api: &Api, def: &TypeDef, ty: &Type, notes: &[String]) -> TokenStream {
    let name = &def.name;
    let ty = types::expression(api, ty, types::Module::Types);
    let docs = item_docs(&def.docs, &format!("{}.", label(&def.at)), notes);
    quote!(#docs pub type #name = #ty;)
}

/// The runtime's types that occur in the module of types.
fn used_of_runtime(api: &Api, by_operations: bool) -> Vec<&'static str> {
    let mut used = BTreeSet::new();
    for def in &api.types {
        def.kind
            .for_each_type(&mut |ty| runtime_types(ty, &mut used));
        match &def.kind {
            TypeKind::Struct(object) => struct_imports(object, &mut used),
            TypeKind::Enum(Enum {
                repr: EnumRepr::Json,
                ..
            })
            | TypeKind::Union(_) => {
                used.insert("Value");
            }
            TypeKind::Enum(_) | TypeKind::Alias { .. } | TypeKind::Newtype { .. } => {}
        }
    }
    if by_operations {
        for operation in &api.operations {
            operation.for_each_type(&mut |ty| runtime_types(ty, &mut used));
        }
    }
    used.into_iter().collect()
}

/// What the module of types uses, and no more.
fn imports(api: &Api) -> Vec<TokenStream> {
    let defines = api
        .types
        .iter()
        .any(|def| !matches!(def.kind, TypeKind::Alias { .. }));
    let names: Vec<_> = used_of_runtime(api, false)
        .iter()
        .map(|name| quote::format_ident!("{name}"))
        .collect();
    let maps = api.types.iter().any(has_map).then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let modules = defines.then(|| {
        quote!(
            use super::runtime::{self, json};
        )
    });
    let names = (!names.is_empty()).then(|| quote!(use super::runtime::{#(#names),*};));
    maps.into_iter().chain(modules).chain(names).collect()
}

fn has_map(def: &TypeDef) -> bool {
    fn is_map(ty: &Type) -> bool {
        match ty {
            Type::Map(_) => true,
            Type::List(inner) | Type::Nullable(inner) | Type::Boxed(inner) => is_map(inner),
            _ => false,
        }
    }
    let typed = matches!(
        &def.kind,
        TypeKind::Struct(Struct {
            additional: Additional::Typed { .. },
            ..
        })
    );
    let mut found = typed;
    def.kind.for_each_type(&mut |ty| found |= is_map(ty));
    found
}

fn struct_imports(object: &Struct, used: &mut BTreeSet<&'static str>) {
    if object
        .fields
        .iter()
        .any(|field| field.presence == Presence::OptionalNullable)
    {
        used.insert("Nullable");
    }
    if matches!(object.additional, Additional::Kept(_)) {
        used.insert("AdditionalProperties");
    }
}

fn runtime_types(ty: &Type, used: &mut BTreeSet<&'static str>) {
    let name = match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            return runtime_types(inner, used);
        }
        Type::Uuid => "Uuid",
        Type::DateTime => "DateTime",
        Type::Base64 => "Base64",
        Type::Parsed(_) => "Parsed",
        Type::Date => "Date",
        Type::Json => "Value",
        _ => return,
    };
    used.insert(name);
}

fn operations_module(api: &Api) -> Option<Module> {
    let mut items = Vec::new();
    for operation in &api.operations {
        items.extend(calls::call(api, operation));
        items.extend(calls::replies(api, operation, &operation.success));
        items.extend(calls::replies(api, operation, &operation.error));
    }
    if items.is_empty() {
        return None;
    }
    items.insert(
        0,
        quote!(
            use super::*;
        ),
    );
    Some(Module {
        name: Some("operations"),
        docs: Some("Calls with optional parameters, and replies that differ by status."),
        items,
    })
}

fn descriptions_module(api: &Api) -> Option<Module> {
    if api.operations.is_empty() {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    if !api.schemes.is_empty() {
        names.push("SecurityScheme");
    }
    if !api.operations.is_empty() {
        names.push("Operation");
    }
    if api
        .operations
        .iter()
        .any(|operation| !operation.cases.is_empty())
    {
        names.extend(["Media", "Reply", "Status"]);
    }
    if api
        .operations
        .iter()
        .any(|operation| operation.security.iter().any(|all| !all.is_empty()))
    {
        names.push("Requirement");
    }
    names.sort_unstable();
    let names = names.iter().map(|name| quote::format_ident!("{name}"));
    let mut items = vec![quote!(use super::runtime::{#(#names),*};)];
    items.extend(api.schemes.iter().map(client::scheme));
    items.extend(
        api.operations
            .iter()
            .map(|operation| operations::description(api, operation)),
    );
    Some(Module {
        name: Some("descriptions"),
        docs: None,
        items,
    })
}

/// `Serialize` and `Deserialize` for those who need them.
fn serde_bridges(name: &TypeName) -> TokenStream {
    quote! {
        impl runtime::serde::Serialize for #name {
            fn serialize<S: runtime::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                json::serialize(self, serializer)
            }
        }

        impl<'de> runtime::serde::Deserialize<'de> for #name {
            fn deserialize<D: runtime::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                json::deserialize(deserializer)
            }
        }
    }
}

/// The documentation of a type.
fn type_docs(def: &TypeDef, fallback: &str) -> TokenStream {
    let sent = (def.side == Side::Request)
        .then(|| "The form that requests have: without what only replies say.".to_owned());
    let deprecated = def.docs.deprecated.then(|| "Deprecated.".to_owned());
    let notes: Vec<String> = sent.into_iter().chain(deprecated).collect();
    item_docs(&def.docs, fallback, &notes)
}

/// The documentation of an item: the document's words, or `fallback` where it has none, and `notes`.
fn item_docs(docs: &Docs, fallback: &str, notes: &[String]) -> TokenStream {
    let mut paragraphs: Vec<String> = Vec::new();
    let texts = [&docs.title, &docs.description];
    for text in texts.into_iter().flatten().map(|text| docs::markdown(text)) {
        if !paragraphs.contains(&text) && !text.is_empty() {
            paragraphs.push(text);
        }
    }
    if paragraphs.is_empty() {
        paragraphs.push(fallback.to_owned());
    }
    paragraphs.extend(notes.iter().cloned());
    docs::attributes(&paragraphs)
}

/// What a schema is in the document, for types that it does not describe.
fn label(at: &Pointer) -> String {
    let tokens: Vec<_> = at.tokens().collect();
    let is_name = |token: &str| !STRUCTURE.contains(&token) && token.parse::<u32>().is_err();
    let property = tokens
        .iter()
        .rposition(|token| token == "properties")
        .and_then(|at| tokens.get(at + 1));
    match (property, tokens.as_slice()) {
        (Some(name), _) => format!("The value of {}", docs::code(name)),
        (None, [paths, path, method, rest @ ..]) if paths == "paths" => {
            let operation = docs::code(&format!("{} {path}", method.to_uppercase()));
            let what = match rest.first().map(AsRef::as_ref) {
                Some("parameters") => "The value of a parameter of",
                Some("requestBody") => "The body of a request of",
                Some("responses") => "The body of a reply of",
                _ => "A value of",
            };
            format!("{what} {operation}")
        }
        (None, [components, kind, name, _, ..]) if components == "components" => {
            let what = match kind.as_ref() {
                "parameters" => "The value of the parameter",
                "requestBodies" => "The body of requests by the name of",
                "responses" => "The body of replies by the name of",
                _ => "A value of",
            };
            format!("{what} {}", docs::code(name))
        }
        _ => {
            let name = tokens.iter().rev().find(|token| is_name(token));
            name.map(|name| format!("The schema {}", docs::code(name)))
                .unwrap_or_default()
        }
    }
}

/// Keys of the document that say what kind of thing stands under them, not how it is called.
const STRUCTURE: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "content",
    "items",
    "oneOf",
    "schema",
];
