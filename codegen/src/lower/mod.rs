//! Document to ir: every question about a schema or an operation is answered here, once.
//!
//! This is the only part that sees both the document's types and the ir's. It has two wings: [`schemas`], which know no
//! operation, and [`operations`], which look into a schema only through the first.

mod codes;
mod hint;
mod media_name;
mod operations;
mod options;
mod schemas;
mod shape;
mod unwanted;

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::document::{Document, Resolver};
use crate::ir::{Api, Kept};
use crate::names::Words;

use operations::{Operations, joined};
use options::Options;
use schemas::Schemas;

/// Turns a document into a description of the Rust to generate.
///
/// What can't be represented is reported to `diagnostics`: an operation is skipped, a schema becomes
/// a JSON value; both are counted in the [`Api`].
#[must_use]
pub fn lower(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Api {
    let document = document.resolver();
    let options = Options::of(config, &document, diagnostics);
    let mut schemas = Schemas::of(&document, &options, diagnostics);
    schemas.components();
    let client = Operations::of(&document, config, &options, &mut schemas).lowered();
    let (types, fallbacks) = schemas.finish();
    let info = document.info().map(|info| info.value).ok();
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let api = Api {
        title: text(info.as_ref().map(|info| &info.title)),
        version: text(info.as_ref().map(|info| &info.version)),
        description: info.and_then(|info| joined(info.summary, info.description)),
        server: client.server,
        tags: described_tags(&document),
        servers: client.servers,
        words: Words::beside(types.iter().map(|def| def.name.as_str())),
        types,
        operations: client.operations,
        shared_errors: Vec::new(),
        event_unions: client.event_unions,
        headers: client.headers,
        webhooks: client.webhooks,
        callbacks: client.callbacks,
        schemes: client.schemes,
        fallbacks,
        skipped: client.skipped,
        kept: match config.include.is_empty() && config.exclude.is_empty() {
            true => Kept::Components,
            false => Kept::Nothing,
        },
    };
    unwanted::check(&options, &api);
    options.report(diagnostics);
    api
}

/// The names of the tags, each with what the document says about it.
fn described_tags(document: &Resolver<'_>) -> Vec<(String, Option<String>)> {
    let tags = document.tags().into_iter().map(|tag| tag.value);
    tags.map(|tag| (tag.name, joined(tag.summary, tag.description)))
        .collect()
}
