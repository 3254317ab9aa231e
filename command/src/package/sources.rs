//! The code of a client as the sources of a package of its own, one file per group of the API.

use std::collections::HashSet;

use openapi_build::docs::{self, Block};
use openapi_build::emit::descriptions::{self, Schemes};
use openapi_build::emit::outside::{self, Mention};
use openapi_build::emit::{
    self, CodeWriter, Host, Item, OPERATIONS_DOCS, SCHEMAS_DOCS, SourceFile, SourceModule, imports,
    serde_impls,
};
use openapi_build::ir::{Api, Operation, Type, TypeDef};
use openapi_build::names::FunctionName;
use openapi_build::{Config, RuntimeLayout};

use super::groups::{Group, Groups, Origin};
use super::parts::{self, FilePart};

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
        let names = groups.list.iter().map(|group| group.name.clone());
        let mut modules: Vec<FunctionName> = names.collect();
        let with_types = |group: &&Group| group.operations(api).any(Operation::has_types);
        let exported = groups.list.iter().filter(with_types);
        let mut exported: Vec<_> = exported.map(|group| group.name.clone()).collect();
        if emit::shared(api).next().is_some() {
            modules.push(groups.shared.name.clone());
            exported.push(groups.shared.name.clone());
            files.push(shared(api));
        }
        files.push(file(
            "operations/mod",
            Some(OPERATIONS_DOCS.into()),
            vec![index(modules, exported, features)],
        ));
        let schemes = Schemes::of(api);
        let list = groups.list.iter();
        files.extend(list.flat_map(|group| operations(api, group, &schemes)));
    }
    if !api.schemes.is_empty() {
        let mut items = vec![Item::line("use crate::runtime::SecurityScheme;")];
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
        files.push(file(
            "serde_impls",
            None,
            serde_impls::of_package(api, types),
        ));
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
    let allow = features.then(|| Item::new(|code| code.lines(ALLOW_UNUSED)));
    let is_module = config.runtime == RuntimeLayout::Module;
    let declarations = Item::new(move |code| declarations(code, api, is_module, serde));
    allow.into_iter().chain([declarations]).collect()
}

/// The modules, and what is at hand beside them.
fn declarations(code: &mut CodeWriter, api: &Api, is_module: bool, serde: bool) {
    let called = !api.operations.is_empty();
    let mut modules = Vec::new();
    modules.extend(is_module.then_some(("runtime", true)));
    modules.extend(called.then_some(("client", false)));
    modules.extend(called.then_some(("operations", true)));
    modules.extend((!api.schemes.is_empty()).then_some(("descriptions", false)));
    modules.extend(serde.then_some(("serde_impls", false)));
    modules.extend((!api.types.is_empty()).then_some(("types", true)));
    let outside = outside::modules(api, Mention::Named).into_iter();
    modules.extend(outside.filter_map(|module| Some((module.name?, true))));
    modules.sort_unstable();
    for (name, public) in modules {
        if name == "serde_impls" {
            code.line(["#[cfg(feature = \"serde\")]"]);
        }
        code.line([if public { "pub " } else { "" }, "mod ", name, ";"]);
    }
    code.blank();
    if called {
        code.line([match api.servers {
            Some(_) => "pub use self::client::{Client, ClientBuilder, Server};",
            None => "pub use self::client::{Client, ClientBuilder};",
        }]);
    }
    emit::exports(code, api);
    if !is_module {
        code.line(["pub use ::runtime;"]);
    }
}

fn client(api: &Api) -> Vec<Item<'_>> {
    let mut items = vec![
        Item::line("use crate::*;"),
        Item::new(|code| emit::client::client(code, api, Host::Package)),
        Item::new(|code| emit::client::builder(code, api, Host::Package)),
    ];
    items.extend(emit::choice_of_servers(api, Host::Package));
    items
}

/// What rustfmt sorts names by: numbers in them by their size, `_` before all else.
fn version_order(name: &str) -> Vec<(usize, u32)> {
    let name = name.trim_start_matches("r#");
    let mut order = Vec::new();
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii_digit() {
            order.push((0, if c == '_' { 0 } else { c.into() }));
            continue;
        }
        let mut digits = vec![c];
        while let Some(digit) = chars.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        // More digits are a larger number, behind its zeros.
        let zeros = digits.iter().take_while(|digit| **digit == '0').count();
        order.push((0, '0'.into()));
        order.push((digits.len() - zeros, 0));
        order.extend(
            digits
                .into_iter()
                .skip(zeros)
                .map(|digit| (0, digit.into())),
        );
    }
    order
}

/// The declarations of the modules beside it, with what they export. Paths begin with `self`: a module may be called as a crate.
fn index<'a>(
    mut modules: Vec<FunctionName>,
    mut exported: Vec<FunctionName>,
    features: bool,
) -> Item<'a> {
    for names in [&mut modules, &mut exported] {
        names.sort_by_cached_key(|name| version_order(name.as_str()));
    }
    Item::new(move |code| {
        let only_with = |code: &mut CodeWriter, name: &FunctionName| {
            if features && name.as_str() != SHARED {
                code.line(["#[cfg(feature = \"", name.as_str(), "\")]"]);
            }
        };
        for name in &modules {
            only_with(code, name);
            code.line(["mod ", name.as_str(), ";"]);
        }
        if !exported.is_empty() {
            code.blank();
        }
        for name in &exported {
            only_with(code, name);
            code.line(["pub use self::", name.as_str(), "::*;"]);
        }
    })
}

fn operations<'a>(api: &'a Api, group: &'a Group, schemes: &Schemes) -> Vec<SourceFile<'a>> {
    let operations: Vec<&Operation> = group.operations(api).collect();
    let name = &group.name;
    let path = format!("operations/{name}");
    let parts = parts::divided(name, &operations);
    let items = match parts.is_empty() {
        true => functions(api, &operations, "use super::shared::*;", ""),
        false => {
            let with_types = |part: &&FilePart<'a, Operation>| {
                let mut operations = part.items.iter();
                operations.any(|operation| operation.has_types())
            };
            let exported = parts.iter().filter(with_types);
            let exported = exported.map(|part| part.name.clone()).collect();
            let modules = parts.iter().map(|part| part.name.clone());
            vec![index(modules.collect(), exported, false)]
        }
    };
    let mut files = vec![file(&path, Some(group_docs(group)), items)];
    let secured = operations
        .iter()
        .any(|operation| descriptions::needs_credentials(operation));
    let mut items = vec![Item::new(move |code| {
        if secured {
            code.line(["use crate::descriptions::*;"]);
        }
        code.line(["use crate::runtime::*;"]);
    })];
    items.extend(descriptions::of_operations(api, &operations, schemes));
    files.iter_mut().for_each(|file| {
        file.modules.push(SourceModule {
            host: Host::Package,
            name: Some("descriptions"),
            docs: None,
            items: std::mem::take(&mut items),
        });
    });
    files.extend(parts.into_iter().map(|part| {
        let (shared, own) = ("use super::super::shared::*;", "use super::descriptions;");
        let items = functions(api, &part.items, shared, own);
        file(&format!("{path}/{}", part.name), None, items)
    }));
    files
}

/// What operations become, beside their descriptions. `shared` imports what several groups have.
/// `own` imports what the group has in another file.
fn functions<'a>(
    api: &'a Api,
    operations: &[&'a Operation],
    shared: &'static str,
    own: &'static str,
) -> Vec<Item<'a>> {
    let shares = operations.iter().any(|operation| operation.uses_shared());
    let mut items = vec![Item::new(move |code| {
        if shares {
            code.line([shared]);
        }
        if !own.is_empty() {
            code.line([own]);
        }
        code.line(["use crate::*;"]);
    })];
    items.extend(emit::methods(api, operations, Host::Package));
    items.extend(emit::operation_types(api, operations));
    items
}

/// What several operations may have, of whichever groups.
fn shared(api: &Api) -> SourceFile<'_> {
    // It may be needed for links of the documentation alone.
    let mut items = vec![Item::new(|code| {
        code.lines("#[allow(unused_imports)]\nuse crate::*;\n");
    })];
    items.extend(emit::shared(api));
    let docs = "Arguments and errors that several operations have, and the data of events.".into();
    file("operations/shared", Some(docs), items)
}

/// The module of types that several groups need, or none.
const SHARED: &str = "shared";

fn types<'a>(api: &'a Api, groups: &'a Groups, features: bool) -> Vec<SourceFile<'a>> {
    let own = groups.list.iter().map(|group| (group, group.types(api)));
    let mut modules: Vec<(&Group, Vec<&TypeDef>)> = own.collect();
    modules.push((&groups.shared, groups.shared.types(api)));
    modules.retain(|(_, types)| !types.is_empty());
    let names: Vec<_> = modules
        .iter()
        .map(|(group, _)| group.name.clone())
        .collect();
    let mut files = vec![file(
        "types/mod",
        Some(SCHEMAS_DOCS.into()),
        vec![index(names.clone(), names, features)],
    )];
    for (group, types) in modules {
        let path = format!("types/{}", group.name);
        let docs = Some(group_docs(group));
        let parts = parts::divided(&group.name, &types);
        if parts.is_empty() {
            files.push(file(&path, docs, definitions(api, types, "use super::*;")));
            continue;
        }
        let names: Vec<_> = parts.iter().map(|part| part.name.clone()).collect();
        files.push(file(&path, docs, vec![index(names.clone(), names, false)]));
        files.extend(parts.into_iter().map(|part| {
            let items = definitions(api, part.items, "use super::super::*;");
            file(&format!("{path}/{}", part.name), None, items)
        }));
    }
    files
}

/// The definitions of types, with what they use. `others` imports the types of other files.
fn definitions<'a>(api: &'a Api, types: Vec<&'a TypeDef>, others: &'static str) -> Vec<Item<'a>> {
    let needs_others = needs_others(api, &types);
    let mut items = vec![Item::new({
        let types = types.clone();
        move |code| {
            if needs_others {
                code.line([others]);
            }
            imports::of_types(code, api, types.iter().copied(), "crate");
        }
    })];
    items.extend(emit::definitions(api, types));
    items
}

/// Whether types name types that are not among them.
fn needs_others(api: &Api, types: &[&TypeDef]) -> bool {
    let own: HashSet<&str> = types.iter().map(|def| def.name.as_str()).collect();
    let mut others = false;
    let mut visit = |ty: &Type| {
        ty.for_each_named(&mut |id| {
            let name = api.get(id).map(|def| def.name.as_str());
            others |= name.is_some_and(|name| !own.contains(name));
        });
    };
    for def in types {
        def.kind.for_each_type(&mut visit);
    }
    others
}
