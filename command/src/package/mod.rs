//! A client as a package of its own: the files beside its sources.

mod groups;
mod name;
mod parts;
mod sources;
mod toml;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use openapi_build::diagnostics::{Code, Diagnostic, Diagnostics, Place, Severity};
use openapi_build::docs::{self, Block};
use openapi_build::emit::requests::is_by_value;
use openapi_build::inert::inert;
use openapi_build::ir::{Api, ContentType, Function, Kept, Operation, Parameter, SchemeKind};
use openapi_build::{Config, Generated, Output, RuntimeLayout, compile, render};

use crate::harness::harness;
use groups::{Groups, divide};

pub use name::PackageName;

const NAME_TAKEN: Code = Code::new(
    "name-taken",
    Severity::Error,
    "A package has the name of a crate that it depends on.",
);

/// What a stand-alone client is made of besides the document.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// The package's name; the document's title unless given.
    pub name: Option<PackageName>,
    /// The runtime's sources.
    pub runtime: Runtime,
    /// Whether `examples/harness.rs` is written too. Types of schemas as requests have them are kept then, also those that no
    /// operation of the document sends.
    pub harness: bool,
}

/// Paths below the directory of the sources' root, and what the files say.
pub type SourceFiles = Vec<(String, String)>;

/// The sources of the runtime that a stand-alone client carries.
#[derive(Clone, Debug, Default)]
pub struct Runtime {
    /// The sources, by the path of their root from outside: a crate such as `pets_runtime`, or a module of one such as
    /// `pets::runtime`.
    pub files: Option<fn(&str) -> SourceFiles>,
    /// What they depend on, as lines for `[dependencies]`.
    pub dependencies: &'static str,
    /// Their features, as lines for `[features]`; `reqwest` is among them.
    pub features: &'static str,
}

impl Package {
    /// The name of the package for a client of `title`.
    fn name_for(&self, title: &str) -> PackageName {
        let chosen = self.name.clone();
        chosen.unwrap_or_else(|| PackageName::of_title(title))
    }
}

impl Runtime {
    /// Whether a client of this name would have two crates of that name: a client that carries its runtime as a module depends on
    /// what the runtime depends on.
    fn depends_on(&self, name: &PackageName) -> bool {
        let lines = self.dependencies.lines();
        let crates = lines.filter_map(|line| line.split_once(" = "));
        let mut crates = crates.map(|(name, _)| name.trim().replace('-', "_"));
        crates.any(|other| other == name.library())
    }
}

/// Generates a client for the document at `path` as a package of its own: everything that goes into
/// its directory.
#[must_use]
pub fn generate_package(path: &Path, config: &Config, package: &Package) -> Generated {
    let mut diagnostics = Diagnostics::new();
    check_name(package, config, &mut diagnostics);
    // A harness is asked for the schemas of both sides, whether operations have them or not.
    let kept = match package.harness {
        true => Kept::BothSides,
        false => Kept::Components,
    };
    compile(path, config, diagnostics, kept, |api, document| {
        let groups = divide(api);
        let library = package.name_for(&api.title).library();
        let mut files = sources::package(api, &groups, config);
        files.extend(package.harness.then(|| harness(api, &library)));
        let mut output = render(&files, document)?;
        complete(&mut output, api, &groups, package, config, document);
        Ok(output)
    })
}

/// Says where the chosen name makes two crates of one name.
fn check_name(package: &Package, config: &Config, diagnostics: &mut Diagnostics) {
    let Some(name) = &package.name else {
        return;
    };
    if config.runtime == RuntimeLayout::Module && package.runtime.depends_on(name) {
        let name = name.as_str();
        let message = format!(
            "a client called `{name}` can't have its runtime as a module, which depends on a crate of that name"
        );
        let help = format!("name it otherwise, such as `{name}-client`");
        diagnostics.report(Diagnostic::new(NAME_TAKEN, Place::Nowhere, message).help(help));
    }
}

/// The manifest, the readme and the runtime's sources.
fn complete(
    output: &mut Output,
    api: &Api,
    groups: &Groups,
    package: &Package,
    config: &Config,
    document: &str,
) {
    let name = package.name_for(&api.title);
    let (library, name) = (name.library(), name.as_str());
    let runtime = &package.runtime;
    let mut add = |path: &str, text: String| output.files.push((PathBuf::from(path), text));
    add(
        "Cargo.toml",
        manifest(name, groups, runtime, config, document),
    );
    add("README.md", readme(&library, api, config.runtime, document));
    let (directory, root) = match config.runtime {
        RuntimeLayout::Package => {
            add("runtime/Cargo.toml", runtime_manifest(name, runtime));
            ("runtime/src", format!("{library}_runtime"))
        }
        RuntimeLayout::Module => ("src/runtime", format!("{library}::runtime")),
    };
    let files = runtime.files.map(|files| files(&root));
    for (path, text) in files.into_iter().flatten() {
        add(&format!("{directory}/{path}"), format!("{MARK}\n{text}"));
    }
}

/// How a source of the runtime begins.
const MARK: &str =
    "// @generated by openapi-build: a source of the runtime, the same in every client.\n";

/// The beginning of a manifest.
fn head(origin: &str, name: &str, description: &str) -> String {
    format!(
        "# @generated by openapi-build {}\n\
         [package]\n\
         name = {}\n\
         description = {}\n\
         version = \"0.1.0\"\n\
         edition = \"2024\"\n\
         rust-version = \"{}\"\n",
        inert(origin),
        toml::string(name),
        toml::string(description),
        env!("CARGO_PKG_RUST_VERSION"),
    )
}

fn manifest(
    name: &str,
    groups: &Groups,
    runtime: &Runtime,
    config: &Config,
    document: &str,
) -> String {
    let (features, dependencies) = match config.runtime {
        RuntimeLayout::Package => (
            passed_on(runtime.features),
            format!(
                "runtime = {{ package = {}, path = \"runtime\", version = \"0.1.0\", default-features = false }}\n",
                toml::string(&format!("{name}-runtime")),
            ),
        ),
        RuntimeLayout::Module => (runtime.features.to_owned(), runtime.dependencies.to_owned()),
    };
    let mut default = vec![toml::string("reqwest")];
    let mut own = String::new();
    for group in groups.list.iter().filter(|_| config.features_per_tag) {
        let name = group.name.as_str();
        default.push(toml::string(name));
        // Writing to a string never fails.
        let _ = writeln!(own, "{} = []", toml::key(name));
    }
    if config.serde {
        own.push_str("# Serialize and Deserialize for all types.\nserde = []\n");
    }
    let default = default.join(", ");
    let head = head(
        &format!("from {document}"),
        name,
        &format!("A client generated by openapi-build from {document}"),
    );
    format!(
        "{head}\n\
         [features]\n\
         default = [{default}]\n\
         {features}{own}\n\
         [dependencies]\n\
         {dependencies}"
    )
}

/// The runtime's features as those of a client that depends on it.
fn passed_on(features: &str) -> String {
    features.lines().fold(String::new(), |mut text, line| {
        let _ = match line.split_once(" = ") {
            Some((name, _)) if !line.starts_with('#') => {
                writeln!(text, "{name} = [\"runtime/{name}\"]")
            }
            _ => writeln!(text, "{line}"),
        };
        text
    })
}

fn runtime_manifest(client: &str, runtime: &Runtime) -> String {
    let head = head(
        &format!("for {client}"),
        &format!("{client}-runtime"),
        &format!("What {client}, a client generated by openapi-build, is built on"),
    );
    let Runtime {
        dependencies,
        features,
        ..
    } = runtime;
    format!(
        "{head}\n\
         [features]\n\
         default = [\"reqwest\"]\n\
         {features}\n\
         [dependencies]\n\
         {dependencies}"
    )
}

/// How the readme begins; nobody sees it who reads it laid out.
const README_MARK: &str = "<!-- @generated by openapi-build -->\n\n";

const RUNTIME_PACKAGE: &str = "\
- `runtime`: what the client is built on, written by hand; a package of its own, which is compiled once

To publish the client to a registry, publish the package in `runtime` first. With the option `runtime = \"module\"` there is
one package only.
";

const RUNTIME_MODULE: &str = "- `src/runtime`: what the client is built on, written by hand\n";

fn readme(library: &str, api: &Api, layout: RuntimeLayout, document: &str) -> String {
    let title = Block::from("# " + docs::phrase(&api.title));
    let about = "A Rust client, generated by `openapi-build` from "
        + docs::code(document)
        + ": change the document and generate it again.";
    let mut text = format!(
        "{README_MARK}{}\n\n{}\n\n",
        title.as_str(),
        Block::from(about).as_str()
    );
    let first = api.operations.first();
    if let Some((operation, function)) = first.and_then(|one| Some((one, one.functions.first()?))) {
        text.push_str(&example(library, api, operation, function));
        text.push_str(
            "- `src/client.rs`: the client and how it is set up\n\
             - `src/operations`: one function for each operation, one file for each part of the API\n",
        );
    }
    if !api.types.is_empty() {
        text.push_str("- `src/types`: the document's schemas\n");
    }
    text.push_str(match layout {
        RuntimeLayout::Package => RUNTIME_PACKAGE,
        RuntimeLayout::Module => RUNTIME_MODULE,
    });
    text.push_str("\n`cargo doc --open` shows it all.\n");
    text
}

/// A call of an operation.
fn example(library: &str, api: &Api, operation: &Operation, function: &Function) -> String {
    let credential = api.schemes.iter().find_map(|scheme| match scheme.kind {
        SchemeKind::MutualTls => None,
        SchemeKind::Basic => Some(format!(".{}(\"user\", \"...\")", scheme.name)),
        _ => Some(format!(".{}(\"...\")", scheme.name)),
    });
    let base = match api.server.as_deref() {
        Some(url) if url.contains("://") => "",
        _ => ".base_url(\"https://...\")",
    };
    let value = |one: &Parameter| match is_by_value(api.plain(&one.ty)) {
        true => one.name.as_str().to_owned(),
        false => format!("&{}", one.name),
    };
    let mut arguments: Vec<String> = match &operation.arguments {
        Some(structure) => {
            let fields = operation.required();
            let fields = fields.map(|one| format!("    {}: {},\n", one.name, value(one)));
            let fields: String = fields.collect();
            vec![format!("{library}::operations::{structure} {{\n{fields}}}")]
        }
        None => operation.required().map(value).collect(),
    };
    if let Some(body) = operation.body(function).filter(|body| body.required) {
        if let ContentType::In(_) = body.content_type {
            arguments.push("content_type".to_owned());
        }
        let is_reference = body.kind.ty().is_some_and(|ty| !is_by_value(ty));
        arguments.push(if is_reference { "&body" } else { "body" }.to_owned());
    }
    format!(
        "```rust\nlet client = {library}::Client::builder(){base}{}.build()?;\n\
         let reply = client.{}({}).await?;\n```\n\n",
        credential.unwrap_or_default(),
        function.name,
        arguments.join(", "),
    )
}
