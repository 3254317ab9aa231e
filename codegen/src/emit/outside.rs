//! The modules of what belongs to no single operation.

use super::{Host, Item, SourceModule, headers, incoming};
use crate::docs::{self, Inline};
use crate::ir::{Api, Incoming};
use crate::names::FunctionName;

/// How documentation names functions of the client.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mention {
    /// As links
    Linked,
    /// As words: features may leave them out
    Named,
}

impl Mention {
    /// What stands for the function.
    pub fn of(self, name: &FunctionName) -> Inline {
        match self {
            Self::Linked => "[`" + Inline::from(name) + "`](super::Client::" + name + ")",
            Self::Named => docs::code(name.as_str()),
        }
    }
}

/// The modules of what belongs to no single operation: headers, webhooks and callbacks.
pub fn modules(api: &Api, mention: Mention) -> Vec<SourceModule<'_>> {
    let sets = api.headers.iter();
    let sets = sets.map(move |set| Item::new(move |code| headers::emit(code, api, set, mention)));
    let imports = Item::new(|code| headers::imports(code, api));
    let headers = (!api.headers.is_empty()).then(|| SourceModule {
        host: Host::Package,
        name: Some("headers"),
        docs: Some("Headers of replies and of what is received, by what declares them.".into()),
        items: std::iter::once(imports).chain(sets).collect(),
    });
    let sent = "What servers send on their own, by the names of the document's webhooks.";
    let asked = "What servers send as operations ask for it.";
    headers
        .into_iter()
        .chain(incoming_module(
            "webhooks",
            sent,
            api,
            &api.webhooks,
            mention,
        ))
        .chain(incoming_module(
            "callbacks",
            asked,
            api,
            &api.callbacks,
            mention,
        ))
        .collect()
}

fn incoming_module<'a>(
    name: &'static str,
    docs: &'static str,
    api: &'a Api,
    all: &'a [Incoming],
    mention: Mention,
) -> Option<SourceModule<'a>> {
    let imports = incoming::needs_root(all).then(|| Item::line("use super::*;"));
    let types = all
        .iter()
        .map(move |one| Item::new(move |code| incoming::emit(code, api, one, mention)));
    (!all.is_empty()).then(|| SourceModule {
        host: Host::Package,
        name: Some(name),
        docs: Some(docs.into()),
        items: imports.into_iter().chain(types).collect(),
    })
}
