//! `$ref` in the place of a map, a list or an object that OpenAPI wants to stand there itself, such as
//! `schemas: { $ref: schemas.yaml }`. Other tools follow it, so documents have it.
//!
//! It is read as if each entry of the target were referred to: `schemas: { Pet: { $ref: 'schemas.yaml#/Pet' } }`, where OpenAPI
//! has references; what can't be one is copied. So nobody else has to know of it.

use std::iter;

use super::super::grammar::{Holds, METHODS, ObjectKind, is_extension};
use super::super::node::{Mapping, Node, Value};
use super::super::reference::{Broken, percent_decode};
use super::super::syntax::ALIAS_BUDGET;
use super::{Files, is_data, is_names};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::hash::Set;
use crate::pointer::{Pointer, push_token};

/// One such place may lead to another, so often.
const MOST_LINKS: usize = 16;

/// So far below a target what is copied may have a place of its own.
const DEEPEST_COPY: usize = 4;

const MAP: Holds = Holds::Map(&Holds::Part(ObjectKind::Schema));

/// What the value of a keyword has to be, if that is no value that a `$ref` may stand for. Which object the entries
/// of a map are makes no difference where they can be references.
pub(super) fn expected(keyword: &str) -> Option<Holds> {
    Some(match keyword {
        "info" => Holds::Object(ObjectKind::Info),
        "paths" => Holds::Object(ObjectKind::Paths),
        "components" => Holds::Object(ObjectKind::Components),
        "encoding" => Holds::Map(&Holds::Object(ObjectKind::Encoding)),
        "variables" => Holds::Map(&Holds::Object(ObjectKind::ServerVariable)),
        "servers" => Holds::List(&Holds::Object(ObjectKind::Server)),
        "security" => Holds::List(&Holds::Object(ObjectKind::SecurityRequirement)),
        "flows" => Holds::Object(ObjectKind::OAuthFlows),
        "discriminator" => Holds::Object(ObjectKind::Discriminator),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => MAP,
        _ if METHODS.contains(&keyword) => Holds::Object(ObjectKind::Operation),
        _ if is_names(keyword) => MAP,
        _ => return None,
    })
}

/// A `$ref` in such a place.
#[derive(Debug)]
struct InPlace {
    at: Pointer,
    expected: Holds,
    reference: String,
    location: Location,
    /// Its position in the text.
    position: u32,
}

/// Puts what these references lead to in their place, each with a note. `budget`: how much may be added.
pub(super) fn follow(files: &mut Files, budget: &mut usize, diagnostics: &mut Diagnostics) {
    let mut waiting = Vec::new();
    for (number, file) in (0..).zip(&files.list) {
        let mut found = |at: &Pointer, keyword: &str, node: &Node| {
            let Some(expected) = expected(keyword) else {
                return;
            };
            let reference = node
                .get("$ref")
                .and_then(|node| Some((node.as_str()?, node.at)));
            if let Some((reference, position)) = reference {
                waiting.push(InPlace {
                    at: at.clone(),
                    expected,
                    reference: reference.to_owned(),
                    location: file.source.location(position as usize),
                    position,
                });
            }
        };
        walk(&file.root, &Pointer::root_of(number), false, &mut found);
    }
    for round in 0..MOST_LINKS {
        let is_last = round + 1 == MOST_LINKS;
        let before = waiting.len();
        let places = std::mem::take(&mut waiting);
        let around = |place: &InPlace| {
            let up = iter::successors(Some(place.at.clone()), Pointer::parent);
            up.take(1 + DEEPEST_COPY)
        };
        let pending: Set<Pointer> = places.iter().flat_map(around).collect();
        for place in places {
            match files.target(&place) {
                Ok(target) if !pending.contains(&target) => {
                    if !files.fill(&place, &target, budget) {
                        return diagnostics.report(too_large(place.location));
                    }
                    diagnostics.report(followed(&place));
                }
                _ if !is_last => waiting.push(place),
                Ok(at) => files.lost(&place, Broken::Cycle { at }, diagnostics),
                Err(broken) => files.lost(&place, broken, diagnostics),
            }
        }
        if waiting.len() == before && !is_last {
            // Nothing changes any more: they lead nowhere, or round in a circle.
            for place in std::mem::take(&mut waiting) {
                let why = files.target(&place).map(|at| Broken::Cycle { at });
                let (Ok(broken) | Err(broken)) = why;
                files.lost(&place, broken, diagnostics);
            }
        }
        if waiting.is_empty() {
            return;
        }
    }
}

/// Calls `found` for the value of each keyword that is an object.
fn walk(node: &Node, at: &Pointer, names: bool, found: &mut impl FnMut(&Pointer, &str, &Node)) {
    match &node.value {
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &at.index(index), false, found);
            }
        }
        Value::Mapping(mapping) => {
            let is_looked_into = |key: &str| names || !is_data(key) && !is_extension(key);
            for (key, value) in mapping.iter().filter(|(key, _)| is_looked_into(key)) {
                if matches!(value.value, Value::String(_)) {
                    continue;
                }
                let child = at.child(key);
                if !names {
                    found(&child, key, value);
                }
                walk(value, &child, !names && is_names(key), found);
            }
        }
        _ => {}
    }
}

fn followed(place: &InPlace) -> Diagnostic {
    let keyword = place.at.last().unwrap_or_default();
    let message = format!(
        "OpenAPI has no `$ref` in the place of all of `{keyword}`; it is followed all the same"
    );
    Diagnostic::new(Code::REFERENCE_IN_PLACE, place.location.clone(), message)
}

fn too_large(location: Location) -> Diagnostic {
    let message =
        format!("the `$ref`s in the places of maps lead to more than {ALIAS_BUDGET} values");
    Diagnostic::new(Code::TOO_LARGE, location, message)
        .help("put the `$ref`s into the maps, each in the place of a value")
}

impl Files {
    /// Where a reference leads to what can stand in its place.
    fn target(&self, place: &InPlace) -> Result<Pointer, Broken> {
        let InPlace { at, reference, .. } = place;
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let number = match path {
            "" => at.file(),
            path => self.led(at.file(), path).map_err(|why| Broken::File {
                at: at.clone(),
                reference: reference.clone(),
                why,
            })?,
        };
        let target = Pointer::root_of(number).join(&percent_decode(fragment));
        let node = self.node(&target).filter(|node| {
            let is_list = matches!(node.value, Value::Sequence(_));
            let is_map = matches!(node.value, Value::Mapping(_));
            is_map || is_list && !matches!(place.expected, Holds::Object(_))
        });
        let is_pointer = fragment.is_empty() || fragment.starts_with('/');
        match node.filter(|_| is_pointer) {
            Some(_) => Ok(target),
            None => Err(Broken::Unresolved {
                at: at.clone(),
                reference: reference.clone(),
            }),
        }
    }

    fn node(&self, at: &Pointer) -> Option<&Node> {
        let mut node = &self.get(at.file())?.root;
        for token in at.tokens() {
            node = node.member(&token)?;
        }
        Some(node)
    }

    fn node_mut(&mut self, at: &Pointer) -> Option<&mut Node> {
        let mut node = &mut self.list.get_mut(at.file() as usize)?.root;
        for token in at.tokens() {
            node = node.member_mut(&token)?;
        }
        Some(node)
    }

    /// Puts the target in the place. Whether there is room for it.
    fn fill(&mut self, place: &InPlace, target: &Pointer, budget: &mut usize) -> bool {
        let Some(node) = self.node(target) else {
            return true;
        };
        let mut graft = Graft {
            position: place.position,
            budget: *budget,
        };
        let separator = if place.reference.contains('#') {
            ""
        } else {
            "#"
        };
        let reference = format!("{}{separator}", place.reference);
        let Some(mut made) = graft.node(node, place.expected, &reference) else {
            return false;
        };
        *budget = graft.budget;
        if let Some(there) = self.node_mut(&place.at) {
            let own = std::mem::replace(&mut there.value, Value::Null);
            if let (Value::Mapping(own), Value::Mapping(all)) = (own, &mut made.value) {
                let all = std::mem::take(&mut **all);
                made.value = Value::Mapping(Box::new(merged(*own, all)));
            }
            there.value = made.value;
        }
        true
    }

    /// Takes a reference out that leads to nothing that could stand in its place, and says so.
    fn lost(&mut self, place: &InPlace, broken: Broken, diagnostics: &mut Diagnostics) {
        let mut found = broken.diagnostic();
        found.at = place.location.clone().into();
        diagnostics.report(found);
        if let Some(Value::Mapping(there)) = self.node_mut(&place.at).map(|node| &mut node.value) {
            let own = std::mem::take(&mut **there);
            **there = merged(own, Mapping::default());
        }
    }
}

/// The entries that stand beside a `$ref`, and those others that it leads to.
fn merged(own: Mapping, others: Mapping) -> Mapping {
    let mut entries: Vec<(Box<str>, Node)> = Vec::new();
    let others: Vec<_> = others
        .into_entries()
        .filter(|(key, _)| !own.contains(key))
        .collect();
    entries.extend(own.into_entries().filter(|(key, _)| **key != *"$ref"));
    entries.extend(others);
    Mapping::new(entries, |_, _, _| {})
}

/// What a target becomes in another place.
struct Graft {
    /// Where everything in it seems to stand.
    position: u32,
    budget: usize,
}

impl Graft {
    /// What stands for a node that `reference` leads to; `None` where that is too much.
    fn node(&mut self, node: &Node, expected: Holds, reference: &str) -> Option<Node> {
        self.budget = self.budget.checked_sub(1 + reference.len())?;
        let value = match (expected, &node.value) {
            (Holds::Apart(inner), _) => return self.node(node, *inner, reference),
            (Holds::Part(_) | Holds::BoolOr(_), Value::Mapping(_)) => {
                let target = Node {
                    at: self.position,
                    value: Value::String(reference.into()),
                };
                let entries = vec![("$ref".into(), target)];
                Value::Mapping(Box::new(Mapping::new(entries, |_, _, _| {})))
            }
            (
                Holds::Map(inner) | Holds::List(inner) | Holds::Filled(inner),
                Value::Mapping(map),
            ) => self.mapping(map, |_| Some(*inner), reference)?,
            (Holds::Object(kind), Value::Mapping(map)) => {
                self.mapping(map, |key| kind.shape(key), reference)?
            }
            (
                Holds::Map(inner) | Holds::List(inner) | Holds::Filled(inner),
                Value::Sequence(items),
            ) => {
                let items = items.iter().enumerate();
                let items = items
                    .map(|(index, item)| self.node(item, *inner, &format!("{reference}/{index}")));
                Value::Sequence(items.collect::<Option<_>>()?)
            }
            _ => self.copy(node)?,
        };
        Some(Node {
            at: self.position,
            value,
        })
    }

    fn mapping(
        &mut self,
        mapping: &Mapping,
        expected: impl Fn(&str) -> Option<Holds>,
        reference: &str,
    ) -> Option<Value> {
        let entries = mapping.iter().map(|(key, value)| {
            let mut below = reference.to_owned();
            push_token(&mut below, &key.replace('%', "%25"));
            let value = self.node(value, expected(key).unwrap_or(Holds::Any), &below)?;
            Some((key.into(), value))
        });
        let entries = entries.collect::<Option<Vec<_>>>()?;
        Some(Value::Mapping(Box::new(Mapping::new(
            entries,
            |_, _, _| {},
        ))))
    }

    fn copy(&mut self, node: &Node) -> Option<Value> {
        Some(match &node.value {
            Value::Sequence(items) => {
                let items = items.iter().map(|item| self.node(item, Holds::Any, ""));
                Value::Sequence(items.collect::<Option<_>>()?)
            }
            Value::Mapping(mapping) => self.mapping(mapping, |_| Some(Holds::Any), "")?,
            Value::String(text) => {
                self.budget = self.budget.checked_sub(text.len())?;
                Value::String(text.clone())
            }
            other => other.clone(),
        })
    }
}
