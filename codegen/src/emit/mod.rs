//! ir to tokens: pure functions that look nothing up and decide nothing.

mod client;
mod docs;
mod enums;
mod operations;
mod structs;
mod types;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;

use crate::config::Config;
use crate::document::Pointer;
use crate::ir::{Additional, Api, Docs, EnumRepr, Presence, Struct, Type, TypeDef, TypeKind};
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
    let mut exports = vec!["BuildError", "Error", "Response", "Validate"];
    if !api.operations.is_empty() {
        exports.push("Call");
    }
    let mut root = vec![quote!(use #runtime as runtime;), reexports(&exports)];
    root.extend(client::emit(api, &methods));
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
        TypeKind::Alias { ty, constraints } => alias(api, def, ty, &validate::notes(constraints)),
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
    let docs = item_docs(
        &def.docs,
        &format!("The {} value.", docs::code(&label(&def.at))),
        notes,
    );
    quote!(#docs pub type #name = #ty;)
}

/// What the module of types uses of the runtime, and no more.
fn imports(api: &Api) -> Vec<TokenStream> {
    let mut used = [
        ("AdditionalProperties", false),
        ("Date", false),
        ("DateTime", false),
        ("Nullable", false),
        ("Uuid", false),
        ("Value", false),
    ];
    let mut note = |name: &str| {
        for (known, seen) in &mut used {
            *seen |= *known == name;
        }
    };
    let mut defines = false;
    for def in &api.types {
        def.kind
            .for_each_type(&mut |ty| runtime_types(ty, &mut note));
        match &def.kind {
            TypeKind::Struct(object) => {
                defines = true;
                struct_imports(object, &mut note);
            }
            TypeKind::Enum(list) => {
                defines = true;
                if list.repr == EnumRepr::Json {
                    note("Value");
                }
            }
            TypeKind::Alias { .. } => {}
        }
    }
    let names = used
        .iter()
        .filter(|(_, seen)| *seen)
        .map(|(name, _)| quote::format_ident!("{name}"));
    let mut imports = Vec::new();
    if defines {
        imports.push(quote!(
            use super::runtime::{self, json};
        ));
    }
    let names: Vec<_> = names.collect();
    if !names.is_empty() {
        imports.push(quote!(use super::runtime::{#(#names),*};));
    }
    imports
}

fn struct_imports(object: &Struct, note: &mut dyn FnMut(&str)) {
    if object
        .fields
        .iter()
        .any(|field| field.presence == Presence::OptionalNullable)
    {
        note("Nullable");
    }
    if matches!(object.additional, Additional::Kept(_)) {
        note("AdditionalProperties");
    }
}

fn runtime_types(ty: &Type, note: &mut dyn FnMut(&str)) {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            runtime_types(inner, note)
        }
        Type::Uuid => note("Uuid"),
        Type::DateTime => note("DateTime"),
        Type::Date => note("Date"),
        Type::Json => note("Value"),
        _ => {}
    }
}

fn operations_module(api: &Api) -> Option<Module> {
    let mut items = Vec::new();
    for operation in &api.operations {
        items.extend(operations::call(api, operation));
        items.extend(operations::replies(api, operation, &operation.success));
        items.extend(operations::replies(api, operation, &operation.error));
    }
    if items.is_empty() {
        return None;
    }
    let text = items.iter().map(ToString::to_string).collect::<String>();
    let mut imports = vec![quote!(
        use super::runtime;
    )];
    for (word, import) in [
        (
            "types ::",
            quote!(
                use super::types;
            ),
        ),
        (
            "Call <",
            quote!(
                use super::Call;
            ),
        ),
    ] {
        if text.contains(word) {
            imports.push(import);
        }
    }
    imports.extend(items);
    Some(Module {
        name: Some("operations"),
        docs: Some("Calls with optional parameters, and replies that differ by status."),
        items: imports,
    })
}

fn descriptions_module(api: &Api) -> Option<Module> {
    if api.operations.is_empty() && api.schemes.is_empty() {
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

/// What a schema is called in the document: its name, or that of what it stands in.
fn label(at: &Pointer) -> String {
    const STRUCTURE: &[&str] = &[
        "additionalProperties",
        "allOf",
        "anyOf",
        "items",
        "oneOf",
        "properties",
        "schema",
    ];
    let is_name = |token: &str| !STRUCTURE.contains(&token) && token.parse::<u32>().is_err();
    at.tokens()
        .rev()
        .find(|token| is_name(token))
        .map(|token| token.to_string())
        .unwrap_or_default()
}
