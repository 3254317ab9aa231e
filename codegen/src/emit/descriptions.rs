//! What the runtime knows of operations and security schemes: constant data.

use std::hash::Hash;
use std::sync::Arc;

use indexmap::IndexMap;

use super::expr::Expr;
use super::{Host, Item, SourceModule, client, operations, requests};
use crate::hash::{Seeded, Set};
use crate::ir::{Api, Operation, ParameterData, Requirement};
use crate::names::{Scope, StaticName};

/// The module of all descriptions.
pub fn module(api: &Api) -> Option<SourceModule<'_>> {
    if api.operations.is_empty() {
        return None;
    }
    let operations: Vec<&Operation> = api.operations.iter().collect();
    let mut items = vec![Item::line("use super::runtime::*;")];
    items.extend(schemes(api));
    items.extend(of_operations(api, &operations, &Schemes::of(api)));
    Some(SourceModule {
        host: Host::Package,
        name: Some("descriptions"),
        docs: None,
        items,
    })
}

/// What describes the security schemes.
pub fn schemes(api: &Api) -> impl Iterator<Item = Item<'_>> {
    let description = |scheme| Item::new(move |code| client::scheme(code, scheme));
    api.schemes.iter().map(description)
}

/// The names of what describes the schemes, which nothing beside it can have.
#[derive(Clone, Debug)]
pub struct Schemes(Arc<Set<String>>);

impl Schemes {
    /// Those of a client.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let names = api.schemes.iter().map(|scheme| &scheme.description);
        Self(Arc::new(names.map(ToString::to_string).collect()))
    }
}

/// What describes operations, beside `schemes`.
pub fn of_operations<'a>(
    api: &'a Api,
    operations: &[&'a Operation],
    schemes: &Schemes,
) -> impl Iterator<Item = Item<'a>> + use<'a> {
    let shared = Arc::new(Shared::of(api, operations, schemes));
    let securities = shared.securities.iter().map(|(security, name)| {
        let (security, name) = (*security, name.clone());
        Item::new(move |code| operations::security_constant(code, api, &name, security))
    });
    let errors = shared.errors.iter().map(|(errors, name)| {
        let (errors, name) = (errors.clone(), name.clone());
        Item::new(move |code| operations::errors_constant(code, &name, &errors))
    });
    let constants: Vec<_> = securities
        .chain(errors)
        .chain(parameters(operations))
        .collect();
    let descriptions: Vec<_> = operations
        .iter()
        .map(|&operation| {
            let shared = Arc::clone(&shared);
            Item::new(move |code| {
                let security = shared.securities.get(&operation.security);
                let errors = shared.errors.get(&operations::errors(operation));
                operations::description(code, api, operation, security, errors);
            })
        })
        .collect();
    constants.into_iter().chain(descriptions)
}

/// The parameters of which there is more to say than name and place, each once.
fn parameters<'a>(operations: &[&'a Operation]) -> impl Iterator<Item = Item<'a>> + use<'a> {
    let all = operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    let described = all.filter_map(|one| Some((one.description.as_ref()?, &one.data)));
    let described: IndexMap<&StaticName, &ParameterData, Seeded> = described.collect();
    let item = |(name, data)| Item::new(move |code| requests::description(code, name, data));
    described.into_iter().map(item)
}

/// What the descriptions of several operations have in common, and the constants that say it.
struct Shared<'a> {
    /// Security that is more than one scheme without scopes.
    securities: IndexMap<&'a Security, StaticName, Seeded>,
    /// Two errors or more.
    errors: IndexMap<Expr, StaticName, Seeded>,
}

impl<'a> Shared<'a> {
    fn of(api: &Api, operations: &[&'a Operation], schemes: &Schemes) -> Self {
        let statics = operations.iter().flat_map(|operation| operation.statics());
        let mut scope = Scope::holding_within(&schemes.0, statics.map(StaticName::as_str));
        let is_long = |security: &&Security| {
            let scopes = security.iter().flatten().any(|one| !one.scopes.is_empty());
            security.len() > 1 || scopes
        };
        let securities = operations.iter().map(|operation| &operation.security);
        let securities = repeated(securities.filter(is_long)).into_iter();
        let securities = securities.map(|security| {
            let name = scope.constant(&security_words(api, security));
            (security, name)
        });
        let securities = securities.collect();
        let failures = |operation: &Operation| {
            let cases = operation.cases.iter().filter(|case| !case.success);
            cases.map(|case| case.status).collect::<Vec<_>>()
        };
        let lists = operations
            .iter()
            .map(|&operation| (failures(operation), operations::errors(operation)));
        let lists = repeated(lists.filter(|(statuses, _)| statuses.len() > 1));
        let errors = lists.into_iter().map(|(statuses, errors)| {
            let statuses = statuses.into_iter().map(operations::status_text);
            let words: Vec<String> = ["errors".to_owned()].into_iter().chain(statuses).collect();
            (errors, scope.constant(&words.join(" ")))
        });
        Self {
            securities,
            errors: errors.collect(),
        }
    }
}

/// What occurs more than once.
fn repeated<T: Eq + Hash>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut counts: IndexMap<T, usize, Seeded> = IndexMap::default();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let repeated = counts.into_iter().filter(|(_, count)| *count > 1);
    repeated.map(|(one, _)| one).collect()
}

/// The schemes by name: `a and b or c`.
fn security_words(api: &Api, security: &Security) -> String {
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
    let words = alternatives.join(" or ");
    match words.len() > LONGEST_WORDS {
        true => "security".to_owned(),
        false => words,
    }
}

/// Longer names say less than short ones.
const LONGEST_WORDS: usize = 48;

/// Alternatives, each of schemes that are needed together.
type Security = Vec<Vec<Requirement>>;

/// Whether its description names a scheme.
pub fn needs_credentials(operation: &Operation) -> bool {
    operation.security.iter().any(|all| !all.is_empty())
}
