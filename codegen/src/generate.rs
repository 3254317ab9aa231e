//! The whole pipeline in one call.

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Report, Severity};
use crate::document::{Document, Source};
use crate::emit;
use crate::inert::inert;
use crate::ir::{Api, Kept, TypeKind};
use crate::lower::lower;
use crate::passes;
use crate::pointer::Pointer;
use crate::render::{Output, render};

const INTERNAL: Code = Code::new(
    "internal",
    Severity::Error,
    "The generated code is not Rust: a bug of the compiler.",
);

/// What came of a document.
#[derive(Debug)]
pub struct Generated {
    /// The client; none when there are errors.
    pub output: Option<Output>,
    /// What there is to say about the document, sorted by file and position.
    pub reports: Vec<Report>,
    /// Every file that was read.
    pub files: Vec<PathBuf>,
    /// What the client has, and what it lacks.
    pub summary: Summary,
    /// JSON Pointers of the operations that were left out.
    pub skipped: Vec<Pointer>,
    /// JSON Pointers of the schemas that became a JSON value although the document says what they are.
    pub fallbacks: Vec<Pointer>,
}

/// How much of a document became code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Operations that can be called.
    pub operations: usize,
    /// Operations that were left out.
    pub skipped: usize,
    /// Types that are defined, other names for them apart.
    pub types: usize,
    /// Fields of these types.
    pub fields: usize,
    /// Schemas that became a JSON value although the document says what they are.
    pub fallbacks: usize,
}

/// Generates a client: one file named `file`.
///
/// ```
/// use openapi_build::{Config, Source, generate};
///
/// let source = Source::from_text("ping.yaml", r#"
/// openapi: 3.0.0
/// info: { title: Ping, version: "1" }
/// paths:
///   /ping:
///     get:
///       operationId: ping
///       responses: { "204": { description: It is there. } }
/// "#);
/// let generated = generate(source, &Config::default(), "client.rs");
/// assert_eq!(generated.summary.operations, 1);
/// let output = generated.output.expect("a document without errors");
/// assert!(output.files[0].1.contains("pub fn ping(&self) -> Call<()>"));
/// ```
#[must_use]
pub fn generate(source: Source, config: &Config, file: &str) -> Generated {
    let diagnostics = Diagnostics::new();
    run(
        Some(source),
        diagnostics,
        config,
        Kept::Components,
        |api, name| single_file(api, config, file, name),
    )
}

/// Generates a client for the document at `path`: one file named `file`.
#[must_use]
pub fn generate_from(path: &Path, config: &Config, file: &str) -> Generated {
    let diagnostics = Diagnostics::new();
    compile(path, config, diagnostics, Kept::Components, |api, name| {
        single_file(api, config, file, name)
    })
}

/// Takes the document at `path` through the pipeline: its client goes to `written`, after the passes and with the document's
/// name, and becomes the output. Nothing does where there is an error, be it in `diagnostics` from the beginning.
///
/// Types of what `kept` names stay, whether operations need them or not.
pub fn compile(
    path: &Path,
    config: &Config,
    mut diagnostics: Diagnostics,
    kept: Kept,
    written: impl FnOnce(&Api, &str) -> Result<Output, syn::Error>,
) -> Generated {
    let source = open(path, config, &mut diagnostics);
    run(source, diagnostics, config, kept, written)
}

fn open(path: &Path, config: &Config, diagnostics: &mut Diagnostics) -> Option<Source> {
    let source = Source::open(path, diagnostics)?;
    Some(source.roots(&config.roots, diagnostics))
}

fn single_file(
    api: &Api,
    config: &Config,
    file: &str,
    document: &str,
) -> Result<Output, syn::Error> {
    render(&emit::emit(api, config, file)?, document)
}

fn run(
    source: Option<Source>,
    mut diagnostics: Diagnostics,
    config: &Config,
    kept: Kept,
    written: impl FnOnce(&Api, &str) -> Result<Output, syn::Error>,
) -> Generated {
    let name = source
        .as_ref()
        .map(|source| file_name(source.name()))
        .unwrap_or_default();
    let document = source.and_then(|source| Document::read(source, &mut diagnostics));
    let mut summary = Summary::default();
    let (mut skipped, mut fallbacks) = (Vec::new(), Vec::new());
    let mut output = None;
    let mut lowered = None;
    if let Some(document) = &document {
        let api = lowered.insert(lower(document, config, &mut diagnostics));
        if api.kept == Kept::Components {
            api.kept = kept;
        }
        passes::run(api, &mut diagnostics);
        summary = summarize(api);
        skipped.extend(api.skipped.iter().cloned());
        fallbacks.extend(api.fallbacks.iter().cloned());
        if !diagnostics.has_errors() {
            match written(api, &name) {
                Ok(rendered) => output = Some(rendered),
                Err(error) => {
                    diagnostics.report(Diagnostic::new(INTERNAL, Place::Nowhere, error.to_string()))
                }
            }
        }
    }
    let generated = Generated {
        output,
        summary,
        skipped,
        fallbacks,
        files: document
            .iter()
            .flat_map(Document::files)
            .map(Path::to_owned)
            .collect(),
        reports: diagnostics.finish(document.as_ref()),
    };
    let is_large = document
        .as_ref()
        .is_some_and(|document| document.size() >= LARGE);
    if is_large {
        drop_aside((document, lowered));
    }
    generated
}

/// Documents of so many bytes take longer to free than a thread takes to start.
const LARGE: usize = 1 << 20;

/// Frees something that has very many parts while its owner goes on: nobody waits for it.
fn drop_aside(large: impl Send + 'static) {
    // Where there is no thread, it was dropped with what the thread was to do.
    let _ = std::thread::Builder::new().spawn(move || drop(large));
}

/// The name alone: where the document lies differs from machine to machine, the output must not. It goes to comments and
/// manifests, so it is one line.
fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| inert(&name.to_string_lossy()).into_owned())
        .unwrap_or_default()
}

fn summarize(api: &Api) -> Summary {
    let types = api.types.iter();
    let types = types.filter(|def| !matches!(def.kind, TypeKind::Same { .. }));
    Summary {
        operations: api.operations.len(),
        skipped: api.skipped.len(),
        types: types.count(),
        fields: api
            .types
            .iter()
            .map(|def| match &def.kind {
                TypeKind::Struct(object) => object.fields.len(),
                _ => 0,
            })
            .sum(),
        fallbacks: api.fallbacks.len(),
    }
}
