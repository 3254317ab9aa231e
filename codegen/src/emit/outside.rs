//! The modules of what belongs to no single operation.

use quote::quote;

use super::{Item, Module, headers, incoming};
use crate::ir::{Api, Incoming};

/// The modules of what belongs to no single operation: headers, webhooks and callbacks.
pub fn modules(api: &Api) -> Vec<Module<'_>> {
    let sets = api.headers.iter();
    let sets = sets.map(|set| Item::new(|| headers::emit(api, set).into()));
    let imports = Item::new(|| headers::imports(api).into());
    let headers = (!api.headers.is_empty()).then(|| Module {
        name: Some("headers"),
        docs: Some("Headers of replies and of what is received, by what declares them.".to_owned()),
        items: std::iter::once(imports).chain(sets).collect(),
    });
    let sent = "What servers send on their own, by the names of the document's webhooks.";
    let asked = "What servers send as operations ask for it.";
    headers
        .into_iter()
        .chain(incoming_module("webhooks", sent, api, &api.webhooks))
        .chain(incoming_module("callbacks", asked, api, &api.callbacks))
        .collect()
}

fn incoming_module<'a>(
    name: &'static str,
    docs: &str,
    api: &'a Api,
    all: &'a [Incoming],
) -> Option<Module<'a>> {
    let imports = incoming::needs_root(all).then(|| {
        Item::new(|| {
            quote!(
                use super::*;
            )
            .into()
        })
    });
    let types = all
        .iter()
        .map(|one| Item::new(|| incoming::emit(api, one).into()));
    (!all.is_empty()).then(|| Module {
        name: Some(name),
        docs: Some(docs.to_owned()),
        items: imports.into_iter().chain(types).collect(),
    })
}
