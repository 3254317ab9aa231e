//! The code of a client as the sources of a package of its own, one file per group of the API.

use quote::quote;

use openapi_build::docs::{self, Block};
use openapi_build::emit::descriptions::{self, Schemes};
use openapi_build::emit::outside::{self, Mention};
use openapi_build::emit::{
    self, Host, Item, OPERATIONS_DOCS, SCHEMAS_DOCS, SourceFile, SourceModule, imports, serde_impls,
};
use openapi_build::ir::{Api, Operation, TypeDef};
use openapi_build::names::FunctionName;
use openapi_build::{Config, RuntimeLayout};

use super::groups::{Group, Groups, Origin};

/// The code of a client: `src/lib.rs` and the modules below it. The runtime is expected as a dependency called `runtime`, or at
/// `src/runtime` if it is to be a module. With a feature per tag, what belongs to one group alone is compiled with the feature
/// of that group's name.
#[must_use]
pub fn package<'a>(api: &'a Api, groups: &'a Groups, config: &Config) -> Vec<SourceFile<'a>> {
    let features = config.features_per_tag;
    let serde = config.serde && !api.types.is_empty();
    let mut files = vec![file("lib", Some(root_docs(api)), root(api, config, serde))];
    if !api.operations.is_empty() {
        files.push(file("client", None, client(api)));
        let mut modules: Vec<&FunctionName> = groups.list.iter().map(|group| &group.name).collect();
        let with_types = |group: &&Group| group.operations(api).any(Operation::has_types);
        let exported = groups.list.iter().filter(with_types);
        let mut exported: Vec<_> = exported.map(|group| &group.name).collect();
        if !api.shared_errors.is_empty() {
            modules.push(&groups.shared.name);
            exported.push(&groups.shared.name);
            files.push(shared_errors(api));
        }
        files.push(file(
            "operations/mod",
            Some(OPERATIONS_DOCS.into()),
            vec![index(modules, exported, features)],
        ));
        let schemes = Schemes::of(api);
        let list = groups.list.iter();
        files.extend(list.map(|group| operations(api, group, &schemes)));
    }
    if !api.schemes.is_empty() {
        let mut items = vec![Item::new(|| {
            quote!(
                use crate::runtime::SecurityScheme;
            )
            .into()
        })];
        items.extend(descriptions::schemes(api));
        files.push(file("descriptions", None, items));
    }
    let mention = match features {
        true => Mention::Named,
        false => Mention::Linked,
    };
    let outside = outside::modules(api, mention).into_iter();
    files.extend(outside.map(|module| {
        let path = module.name.unwrap_or_default();
        file(path, module.docs, module.items)
    }));
    if !api.types.is_empty() {
        files.extend(types(api, groups, features));
    }
    if serde {
        let own = groups.list.iter();
        let own = own.map(|group| (group, features.then(|| group.name.as_str())));
        let all = own.chain([(&groups.shared, None)]);
        let types = all.flat_map(|(group, feature)| {
            let types = group.types(api).into_iter();
            types.map(move |def| (def, feature))
        });
        files.push(file("serde_impls", None, serde_impls::of_package(types)));
    }
    files
}

fn file<'a>(path: &str, docs: Option<Block>, items: Vec<Item<'a>>) -> SourceFile<'a> {
    SourceFile {
        path: format!("src/{path}.rs"),
        modules: vec![SourceModule {
            host: Host::Package,
            name: None,
            docs,
            items,
        }],
    }
}

fn root_docs(api: &Api) -> Block {
    let (title, version) = (docs::phrase(&api.title), docs::code(&api.version));
    let client = "A client of " + title + " (version " + version + ")";
    (client + ", generated from its OpenAPI document.").into()
}

/// What a group has.
fn group_docs(group: &Group) -> Block {
    match &group.origin {
        Origin::Tag(_, Some(description)) => docs::markdown(description),
        Origin::Tag(tag, None) => ("Operations with the tag " + docs::code(tag) + ".").into(),
        Origin::Path(Some(word)) => {
            ("Operations below " + docs::code(&format!("/{word}")) + ".").into()
        }
        Origin::Path(None) => "Operations at the root.".into(),
        Origin::Shared => "Schemas that several groups of the API share.".into(),
    }
}

/// For a client with a feature for each tag.
const ALLOW_UNUSED: &str =
    "// What a feature leaves out may be all that uses something.\n#![allow(dead_code)]\n";

fn root<'a>(api: &'a Api, config: &Config, serde: bool) -> Vec<Item<'a>> {
    let features = config.features_per_tag;
    let allow = features.then(|| Item::new(|| ALLOW_UNUSED.to_owned().into()));
    let is_module = config.runtime == RuntimeLayout::Module;
    let declarations = Item::new(move || {
        let called = !api.operations.is_empty();
        let mut modules = Vec::new();
        modules.extend(is_module.then_some(("runtime", true)));
        modules.extend(called.then_some(("client", false)));
        modules.extend(called.then_some(("operations", true)));
        modules.extend((!api.schemes.is_empty()).then_some(("descriptions", false)));
        modules.extend((!api.types.is_empty()).then_some(("types", true)));
        let outside = outside::modules(api, Mention::Named).into_iter();
        modules.extend(outside.filter_map(|module| Some((module.name?, true))));
        modules.sort_unstable();
        let modules = modules.into_iter().map(|(name, public)| {
            let name = quote::format_ident!("{name}");
            let visibility = public.then(|| quote!(pub));
            quote!(#visibility mod #name;)
        });
        let runtime = (!is_module).then(|| {
            quote!(
                pub use ::runtime;
            )
        });
        let server = api.servers.as_ref().map(|_| quote!(, Server));
        let exported =
            called.then(|| quote!(pub use self::client::{Client, ClientBuilder #server};));
        let exports = emit::exports(api);
        let serde = serde.then(|| {
            quote!(
                #[cfg(feature = "serde")]
                mod serde_impls;
            )
        });
        quote!(#(#modules)* #serde #runtime #exported #exports).into()
    });
    allow.into_iter().chain([declarations]).collect()
}

fn client(api: &Api) -> Vec<Item<'_>> {
    let mut items = vec![
        Item::new(|| {
            quote!(
                use crate::*;
            )
            .into()
        }),
        Item::new(|| emit::client::client(api, Host::Package).into()),
        Item::new(|| emit::client::builder(api, Host::Package)),
    ];
    items.extend(emit::choice_of_servers(api, Host::Package));
    items
}

/// The declarations of the modules beside it, with what they export. Paths begin with `self`: a module may be called as a crate.
fn index<'a>(
    modules: Vec<&'a FunctionName>,
    exported: Vec<&'a FunctionName>,
    features: bool,
) -> Item<'a> {
    let feature = move |name: &FunctionName| {
        let text = name.as_str();
        (features && text != SHARED).then(|| quote!(#[cfg(feature = #text)]))
    };
    Item::new(move || {
        let declare = modules.iter().map(|name| {
            let feature = feature(name);
            quote!(#feature mod #name;)
        });
        let export = exported.iter().map(|name| {
            let feature = feature(name);
            quote!(#feature pub use self::#name::*;)
        });
        quote!(#(#declare)* #(#export)*).into()
    })
}

fn operations<'a>(api: &'a Api, group: &'a Group, schemes: &Schemes) -> SourceFile<'a> {
    let operations: Vec<&Operation> = group.operations(api).collect();
    let shares = operations.iter().any(|operation| operation.shares_error());
    let mut items = vec![Item::new(move || {
        let shared = shares.then(|| {
            quote!(
                use super::shared::*;
            )
        });
        quote!(#shared use crate::*;).into()
    })];
    items.extend(emit::methods(api, &operations, Host::Package));
    items.extend(emit::operation_types(api, &operations));
    let name = &group.name;
    let mut operations_file = file(
        &format!("operations/{name}"),
        Some(group_docs(group)),
        items,
    );
    let secured = operations
        .iter()
        .any(|operation| descriptions::needs_credentials(operation));
    let mut items = vec![Item::new(move || {
        let schemes = secured.then(|| {
            quote!(
                use crate::descriptions::*;
            )
        });
        quote!(#schemes use crate::runtime::*;).into()
    })];
    items.extend(descriptions::of_operations(api, &operations, schemes));
    operations_file.modules.push(SourceModule {
        host: Host::Package,
        name: Some("descriptions"),
        docs: None,
        items,
    });
    operations_file
}

/// The enums of errors that several operations have, of whichever groups.
fn shared_errors(api: &Api) -> SourceFile<'_> {
    let mut items = vec![Item::new(|| {
        quote!(
            use crate::*;
        )
        .into()
    })];
    items.extend(emit::shared_errors(api));
    let docs = "Errors that several operations have.".into();
    file("operations/shared", Some(docs), items)
}

/// The module of types that several groups need, or none.
const SHARED: &str = "shared";

fn types<'a>(api: &'a Api, groups: &'a Groups, features: bool) -> Vec<SourceFile<'a>> {
    let own = groups.list.iter().map(|group| (group, group.types(api)));
    let mut modules: Vec<(&Group, Vec<&TypeDef>)> = own.collect();
    modules.push((&groups.shared, groups.shared.types(api)));
    modules.retain(|(_, types)| !types.is_empty());
    let names: Vec<_> = modules.iter().map(|(group, _)| &group.name).collect();
    let mut files = vec![file(
        "types/mod",
        Some(SCHEMAS_DOCS.into()),
        vec![index(names.clone(), names, features)],
    )];
    for (group, types) in modules {
        let others = group.needs_others(api);
        let mut items = vec![Item::new({
            let types = types.clone();
            move || {
                let others = others.then(|| {
                    quote!(
                        use super::*;
                    )
                });
                let imports = imports::of_types(types.iter().copied(), &quote!(crate));
                quote!(#others #imports).into()
            }
        })];
        items.extend(emit::definitions(api, types));
        let path = format!("types/{}", group.name);
        files.push(file(&path, Some(group_docs(group)), items));
    }
    files
}
