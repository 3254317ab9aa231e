//! What the runtime knows of operations and security schemes: constant data.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::{Item, Module, client, operations, requests};
use crate::ir::{Api, Operation, Requirement, SecurityScheme};
use crate::names::{Scope, StaticName};

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
    let shared = Arc::new(shared_security(api, operations));
    let constants: Vec<_> = shared
        .iter()
        .map(|(security, name)| {
            let (security, name) = (*security, name.clone());
            Item::new(move || operations::security_constant(api, &name, security).into())
        })
        .collect();
    let descriptions: Vec<_> = operations
        .iter()
        .map(|&operation| {
            let shared = Arc::clone(&shared);
            Item::new(move || {
                let named = shared.iter().find(|(one, _)| *one == &operation.security);
                let named = named.map(|(_, name)| name);
                operations::description(api, operation, named).into()
            })
        })
        .collect();
    constants.into_iter().chain(descriptions)
}

/// What several operations need that is more than one scheme without scopes, and the constant that says so.
fn shared_security<'a>(api: &Api, operations: &[&'a Operation]) -> Vec<(&'a Security, StaticName)> {
    let schemes = api.schemes.iter().map(|scheme| &scheme.description);
    let described = operations.iter().map(|operation| &operation.description);
    let mut scope = Scope::holding(schemes.chain(described).map(StaticName::as_str));
    let mut count: Vec<(&Security, usize)> = Vec::new();
    for operation in operations {
        match count
            .iter_mut()
            .find(|(one, _)| *one == &operation.security)
        {
            Some((_, count)) => *count += 1,
            None => count.push((&operation.security, 1)),
        }
    }
    let is_long = |security: &Security| {
        let scopes = security.iter().flatten().any(|one| !one.scopes.is_empty());
        security.len() > 1 || scopes
    };
    count.retain(|(security, count)| *count > 1 && is_long(security));
    let named = count.into_iter().map(|(security, _)| {
        let scheme = |one: &Requirement| api.schemes.get(one.scheme);
        let all = |all: &Vec<Requirement>| {
            let names = all.iter().filter_map(scheme);
            let names: Vec<_> = names.map(|scheme| scheme.description.as_str()).collect();
            match names.is_empty() {
                true => "nothing".to_owned(),
                false => names.join(" and "),
            }
        };
        let alternatives: Vec<String> = security.iter().map(all).collect();
        (security, scope.constant(&alternatives.join(" or ")))
    });
    named.collect()
}

/// Alternatives, each of schemes that are needed together.
type Security = Vec<Vec<Requirement>>;

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
