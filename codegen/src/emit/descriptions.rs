//! What the runtime knows of operations and security schemes: constant data.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::{Item, Module, client, operations, requests};
use crate::ir::{Api, Operation, SecurityScheme};

pub fn module(api: &Api) -> Option<Module<'_>> {
    if api.operations.is_empty() {
        return None;
    }
    let operations: Vec<&Operation> = api.operations.iter().collect();
    let names = imports(&api.schemes, &operations);
    let mut items = vec![Item::new(move || {
        quote!(use super::runtime::{#(#names),*};).into()
    })];
    items.extend(schemes(api));
    items.extend(of_operations(api, &operations));
    Some(Module {
        name: Some("descriptions"),
        docs: None,
        items,
    })
}

pub fn schemes(api: &Api) -> impl Iterator<Item = Item<'_>> {
    let description = |scheme| Item::new(move || client::scheme(scheme).into());
    api.schemes.iter().map(description)
}

pub fn of_operations<'a>(
    api: &'a Api,
    operations: &[&'a Operation],
) -> impl Iterator<Item = Item<'a>> + use<'a> {
    let operations = operations.to_vec();
    operations
        .into_iter()
        .map(move |operation| Item::new(move || operations::description(api, operation).into()))
}

/// What descriptions use of the runtime.
pub fn imports(schemes: &[SecurityScheme], operations: &[&Operation]) -> Vec<Name> {
    let mut names: Vec<&str> = Vec::new();
    if !schemes.is_empty() {
        names.push("SecurityScheme");
    }
    if !operations.is_empty() {
        names.push("Operation");
    }
    if operations
        .iter()
        .any(|operation| !operation.cases.is_empty())
    {
        names.extend(["Media", "Reply", "Status"]);
    }
    if operations
        .iter()
        .any(|operation| needs_credentials(operation))
    {
        names.push("Requirement");
    }
    let mut cases = operations.iter().flat_map(|operation| &operation.cases);
    if cases.any(|case| !case.links.is_empty()) {
        names.extend(["Link", "LinkTarget"]);
    }
    if operations
        .iter()
        .any(|operation| requests::has_encodings(operation))
    {
        names.extend(["Encoding", "Style"]);
    }
    names.sort_unstable();
    names.into_iter().map(Name).collect()
}

pub fn needs_credentials(operation: &Operation) -> bool {
    operation.security.iter().any(|all| !all.is_empty())
}

/// A fixed identifier. Tokens can't go to another thread, this can.
pub struct Name(&'static str);

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        quote::format_ident!("{}", self.0).to_tokens(tokens);
    }
}
