//! ir to Rust: pure functions that look nothing up and decide nothing.

mod arguments;
mod breaking;
mod calls;
pub mod client;
mod codec;
pub mod descriptions;
mod enums;
mod events;
mod expr;
mod headers;
pub mod imports;
mod incoming;
mod layout;
mod multipart;
mod newtypes;
mod operations;
pub mod outside;
pub mod requests;
pub mod serde_impls;
mod servers;
mod structs;
pub mod types;
mod unions;
mod validate;
mod writer;

use std::collections::BTreeSet;
use std::fmt;

use proc_macro2::TokenStream;
use quote::quote;

use crate::config::Config;
use crate::docs::{self, Block, Inline};
use crate::document::Pointer;
use crate::ir::{Api, Constraints, Docs, Operation, Side, Type, TypeDef, TypeKind};
use crate::names::TypeName;

pub use writer::CodeWriter;

/// Where a client stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// In a module of a crate of somebody's, whose lints are for other code, and who uses some of it.
    Module,
    /// In a package of its own.
    Package,
}

impl Host {
    /// The visibility of what several files of a client share.
    fn shared(self) -> TokenStream {
        match self {
            Self::Module => quote!(),
            Self::Package => quote!(pub(crate)),
        }
    }

    /// What its items have in front of them, as lines.
    #[must_use]
    pub fn attribute_lines(self) -> &'static [&'static str] {
        match self {
            Self::Module => &[
                "#[allow(unused, unused_qualifications, unreachable_pub)]",
                "#[allow(clippy::all, clippy::pedantic)]",
            ],
            Self::Package => &[],
        }
    }

    fn attributes(self, code: &mut CodeWriter) {
        for line in self.attribute_lines() {
            code.line([line]);
        }
    }

    fn attribute_tokens(self) -> TokenStream {
        let lines = self.attribute_lines().concat();
        lines.parse().unwrap_or_default()
    }
}

/// A module of generated code.
#[derive(Debug)]
pub struct SourceModule<'a> {
    /// Where it stands.
    pub host: Host,
    /// Its name; none for the file itself.
    pub name: Option<&'static str>,
    /// Its documentation; none for a module that nobody outside sees.
    pub docs: Option<Block>,
    /// Its items.
    pub items: Vec<Item<'a>>,
}

/// One file of generated code.
#[derive(Debug)]
pub struct SourceFile<'a> {
    /// Its path below the directory that the output goes to, with `/`.
    pub path: String,
    /// What stands in it: the file itself first, then modules inside of it.
    pub modules: Vec<SourceModule<'a>>,
}

/// One or several items that belong together. They are made when they are rendered, so that it can be
/// done on several threads: tokens are bound to theirs.
pub struct Item<'a>(Box<dyn Fn(&mut CodeWriter) + Send + Sync + 'a>);

impl<'a> Item<'a> {
    /// What `make` adds, when it is rendered.
    pub fn new(make: impl Fn(&mut CodeWriter) + Send + Sync + 'a) -> Self {
        Self(Box::new(make))
    }

    /// A line.
    #[must_use]
    pub fn line(line: &'static str) -> Self {
        Self::new(move |code| code.line([line]))
    }

    /// Its code, within so many blocks.
    ///
    /// # Errors
    ///
    /// What is wrong with tokens that are not Rust.
    pub fn code(&self, blocks: usize) -> Result<String, syn::Error> {
        let mut code = CodeWriter::within(blocks);
        (self.0)(&mut code);
        code.finish()
    }
}

impl fmt::Debug for Item<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Item")
    }
}

/// The code of a client, as one file that can be included anywhere.
///
/// # Errors
///
/// When the runtime's path in `config` is not a path.
pub fn emit<'a>(
    api: &'a Api,
    config: &'a Config,
    file: &str,
) -> Result<Vec<SourceFile<'a>>, syn::Error> {
    syn::parse_str::<syn::Path>(&config.runtime_path)?;
    let mut modules = vec![SourceModule {
        host: Host::Module,
        name: None,
        docs: None,
        items: root(api, &config.runtime_path),
    }];
    modules.extend(types_module(api));
    modules.extend(operations_module(api));
    modules.extend(outside::modules(api, outside::Mention::Linked));
    modules.extend(descriptions::module(api));
    modules.extend(config.serde.then(|| serde_impls::module(api)).flatten());
    for module in &mut modules {
        module.host = Host::Module;
    }
    Ok(vec![SourceFile {
        path: file.to_owned(),
        modules,
    }])
}

/// How many operations stand in one `impl` block.
const BLOCK: usize = 32;

fn root<'a>(api: &'a Api, runtime: &'a str) -> Vec<Item<'a>> {
    let mut items = vec![Item::new(move |code| uses(code, api, runtime))];
    // A document of schemas alone gives types alone: its client could do nothing.
    if api.operations.is_empty() {
        return items;
    }
    let operations: Vec<&Operation> = api.operations.iter().collect();
    items.push(Item::new(|code| client::client(code, api, Host::Module)));
    items.extend(methods(api, &operations, Host::Module));
    items.push(Item::new(|code| client::builder(code, api, Host::Module)));
    items.extend(choice_of_servers(api, Host::Module));
    items
}

/// The choice of a server, if the document leaves one.
pub fn choice_of_servers(api: &Api, host: Host) -> Option<Item<'_>> {
    let servers = api.servers.as_ref()?;
    Some(Item::new(move |code| servers::emit(code, servers, host)))
}

/// The client's methods for some operations.
pub fn methods<'a>(api: &'a Api, operations: &[&'a Operation], host: Host) -> Vec<Item<'a>> {
    let block = |operations: &[&'a Operation]| {
        let operations = operations.to_vec();
        Item::new(move |code| operations::methods(code, api, &operations, host))
    };
    operations.chunks(BLOCK).map(block).collect()
}

fn uses(code: &mut CodeWriter, api: &Api, runtime: &str) {
    code.line(["/// What the client is built on: values, errors, transports."]);
    Host::Module.attributes(code);
    code.line(["pub use ", runtime, " as runtime;"]);
    code.blank();
    Host::Module.attributes(code);
    exports(code, api);
}

/// What of the runtime is at hand beside the client.
pub fn exports(code: &mut CodeWriter, api: &Api) {
    let mut exports = vec!["Validate"];
    if !api.operations.is_empty() {
        exports.extend(["BuildError", "Call", "Error", "Response", "Secret"]);
    }
    exports.extend(imports::used_of_runtime(api, &api.types, &api.operations));
    let mut used = BTreeSet::new();
    api.for_each_type_outside(&mut |ty| imports::runtime_types(ty, &mut used));
    exports.extend(used);
    exports.sort_unstable();
    exports.dedup();
    code.import("pub use self::runtime", &exports);
}

fn types_module(api: &Api) -> Option<SourceModule<'_>> {
    if api.types.is_empty() {
        return None;
    }
    let mut items = vec![Item::new(|code| {
        imports::of_types(code, api, &api.types, "super");
    })];
    items.extend(definitions(api, &api.types));
    Some(SourceModule {
        host: Host::Module,
        name: Some("types"),
        docs: Some(SCHEMAS_DOCS.into()),
        items,
    })
}

/// The definitions of types.
pub fn definitions<'a>(
    api: &'a Api,
    types: impl IntoIterator<Item = &'a TypeDef>,
) -> impl Iterator<Item = Item<'a>> {
    types
        .into_iter()
        .map(move |def| Item::new(move |code| definition(code, api, def)))
}

fn definition(code: &mut CodeWriter, api: &Api, def: &TypeDef) {
    match &def.kind {
        TypeKind::Struct(object) => structs::emit(code, api, def, object),
        TypeKind::Enum(list) => enums::emit(code, api, def, list),
        TypeKind::Union(union) => unions::emit(code, api, def, union),
        TypeKind::Alias { ty, constraints } => alias(code, api, def, ty, constraints),
        TypeKind::Same { ty, arguments } => same(code, api, def, ty, arguments.as_ref()),
        TypeKind::Newtype { ty, constraints } => newtypes::emit(code, api, def, ty, constraints),
    }
}

fn alias(code: &mut CodeWriter, api: &Api, def: &TypeDef, ty: &Type, constraints: &Constraints) {
    let ty = types::text(api, ty, types::Module::Types);
    let notes = validate::notes(constraints);
    code.docs(&item_paragraphs(&def.docs, || label(&def.at) + ".", notes));
    code.typed(&["pub type ", def.name.as_str(), " ="].concat(), &ty, ";");
}

/// Adds what else an equal type is called.
fn same(code: &mut CodeWriter, api: &Api, def: &TypeDef, ty: &Type, arguments: Option<&TypeName>) {
    let text = types::text(api, ty, types::Module::Types);
    code.docs(&[(label(&def.at) + ".").into()]);
    code.typed(&["pub type ", def.name.as_str(), " ="].concat(), &text, ";");
    let Type::Named(id) = ty else { return };
    if let Some(name) = arguments
        && let Some(TypeKind::Struct(object)) = api.get(*id).map(|def| &def.kind)
        && let Some(of) = &object.arguments
    {
        code.blank();
        let docs =
            "The properties that [`" + Inline::from(&def.name) + "::new`] requires, by name.";
        code.docs(&[docs.into()]);
        code.typed(
            &["pub type ", name.as_str(), " ="].concat(),
            of.as_str(),
            ";",
        );
    }
}

/// What the module of types holds.
pub const SCHEMAS_DOCS: &str = "The document's schemas.";
/// What the module of operations holds.
pub const OPERATIONS_DOCS: &str =
    "Calls with optional parameters, and replies that differ by status.";

/// The types of operations: calls with optional parameters, and replies that differ by status.
pub fn operation_types<'a>(api: &'a Api, operations: &[&'a Operation]) -> Vec<Item<'a>> {
    let types = |&operation: &&'a Operation| {
        Item::new(move |code| {
            for function in &operation.functions {
                requests::types_of(code, api, operation, function);
            }
            for (function, replies) in operation.functions_of_successes() {
                calls::replies(code, api, &function.name, replies);
            }
            if let Some(function) = operation.functions.first() {
                calls::replies(code, api, &function.name, &operation.error);
            }
        })
    };
    let with_types = operations.iter().filter(|operation| operation.has_types());
    with_types.map(types).collect()
}

/// What several operations may have: structs of arguments, enums of errors, and of the data of events.
pub fn shared(api: &Api) -> impl Iterator<Item = Item<'_>> {
    let arguments = arguments::structures(api);
    let arguments = arguments.map(move |(name, operations)| {
        Item::new(move |code| arguments::structure(code, api, name, &operations))
    });
    let errors = api.shared_errors.iter();
    let errors = errors.map(|shared| Item::new(|code| calls::shared_error(code, api, shared)));
    let events = api.event_unions.iter();
    let events = events.map(|union| Item::new(|code| events::union(code, api, union)));
    arguments.chain(errors).chain(events)
}

fn operations_module(api: &Api) -> Option<SourceModule<'_>> {
    let operations: Vec<&Operation> = api.operations.iter().collect();
    let mut items = operation_types(api, &operations);
    items.extend(shared(api));
    if items.is_empty() {
        return None;
    }
    let all = Item::line("use super::*;");
    let items = std::iter::once(all).chain(items).collect();
    Some(SourceModule {
        host: Host::Module,
        name: Some("operations"),
        docs: Some(OPERATIONS_DOCS.into()),
        items,
    })
}

/// What stands above a type: the traits that it derives, and the attributes of the options.
fn head(code: &mut CodeWriter, def: &TypeDef) {
    /// rustfmt breaks lists of more columns (`attr_fn_like_width`).
    const WIDEST: usize = 70;
    let more = def.extras.derives.iter().map(String::as_str);
    let derives: Vec<&str> = def.kind.derives().iter().copied().chain(more).collect();
    let list = derives.join(", ");
    match list.len() <= WIDEST {
        true => code.line(["#[derive(", &list, ")]"]),
        false => code.nested(["#[derive("], ")]", |code| {
            for derive in derives {
                code.line([derive, ","]);
            }
        }),
    }
    for attribute in &def.extras.attributes {
        code.line([attribute]);
    }
}

/// The documentation of a type, as paragraphs.
fn type_paragraphs<T: Into<Block>>(def: &TypeDef, fallback: impl FnOnce() -> T) -> Vec<Block> {
    let sent = (def.side == Side::Request)
        .then_some("The form that requests have: without what only replies say.");
    let deprecated = def.docs.deprecated.then_some("Deprecated.");
    item_paragraphs(&def.docs, fallback, sent.into_iter().chain(deprecated))
}

/// The documentation of an item, as paragraphs: the document's words, or those of `fallback` where it has none, and `notes`.
fn item_paragraphs<T: Into<Block>>(
    docs: &Docs,
    fallback: impl FnOnce() -> T,
    notes: impl IntoIterator<Item = impl Into<Block>>,
) -> Vec<Block> {
    let mut paragraphs: Vec<Block> = Vec::new();
    let texts = [&docs.title, &docs.description];
    for text in texts.into_iter().flatten().map(|text| docs::markdown(text)) {
        if !paragraphs.contains(&text) && !text.is_empty() {
            paragraphs.push(text);
        }
    }
    if paragraphs.is_empty() {
        paragraphs.push(fallback().into());
    }
    paragraphs.extend(notes.into_iter().map(Into::into));
    paragraphs
}

/// What a schema is in the document, for types that it does not describe.
fn label(at: &Pointer) -> Inline {
    let tokens: Vec<_> = at.tokens().collect();
    let is_name = |token: &str| !STRUCTURE.contains(&token) && token.parse::<u32>().is_err();
    let property = tokens
        .iter()
        .rposition(|token| token == "properties")
        .and_then(|at| tokens.get(at + 1));
    match (property, tokens.as_slice()) {
        (Some(name), _) => "The value of " + named(name),
        (None, [paths, path, method, rest @ ..]) if paths == "paths" => {
            let operation = named(&format!("{} {path}", method.to_uppercase()));
            let what = match rest.first().map(AsRef::as_ref) {
                Some("parameters") => "The value of a parameter of",
                Some("requestBody") => "The body of a request of",
                Some("responses") => "The body of a reply of",
                _ => "A value of",
            };
            Inline::from(what) + " " + operation
        }
        (None, [components, kind, name, _, ..]) if components == "components" => {
            let what = match kind.as_ref() {
                "parameters" => "The value of the parameter",
                "requestBodies" => "The body of requests by the name of",
                "responses" => "The body of replies by the name of",
                _ => "A value of",
            };
            Inline::from(what) + " " + named(name)
        }
        _ => {
            let name = tokens.iter().rev().find(|token| is_name(token));
            name.map_or(Inline::from("A schema"), |name| "The schema " + named(name))
        }
    }
}

/// A key of the document, of which the beginning is enough to know it by: one key stands above any number of types.
fn named(key: &str) -> Inline {
    match key.char_indices().nth(LONGEST_LABEL) {
        Some((end, _)) => docs::code(&[key.get(..end).unwrap_or_default(), "…"].concat()),
        None => docs::code(key),
    }
}

/// So many characters of a key are shown.
const LONGEST_LABEL: usize = 200;

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
