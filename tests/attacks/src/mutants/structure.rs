//! Changes of a document's tree.

use fastrand::Rng;

use super::words;
use crate::bases::Base;
use crate::tree::{Path, Tree};

/// Larger documents are not made larger: changes that copy would double them again and again.
const LARGEST: usize = 4_000;

/// A kind of change.
#[derive(Clone, Copy)]
pub enum Kind {
    Remove,
    Duplicate,
    Swap,
    Retype,
    Rename,
    Refer,
    Wrap,
    Graft,
    Copy,
    Number,
    Text,
    Version,
    Insert,
}

use Kind::{
    Copy as Copied, Duplicate, Graft, Insert, Number, Refer, Remove, Rename, Retype, Swap, Text,
    Version, Wrap,
};

/// Every kind, each as often as it is made.
#[rustfmt::skip]
pub const ANY: &[Kind] = &[
    Remove, Remove, Duplicate, Duplicate, Swap, Retype, Retype, Rename, Rename, Refer, Refer, Refer, Refer, Wrap, Wrap,
    Graft, Graft, Copied, Number, Text, Text, Version, Insert, Insert,
];

/// Kinds that mostly leave a document which gives code: names, unions, parameters and bodies.
#[rustfmt::skip]
pub const LIKELY: &[Kind] = &[
    Rename, Rename, Rename, Refer, Refer, Refer, Wrap, Wrap, Wrap, Wrap, Graft, Graft, Graft, Graft, Copied, Copied, Swap,
    Duplicate, Text, Insert, Insert, Insert,
];

/// Makes one change of `kinds`. `bases` are the documents that parts are taken from.
pub fn change(tree: &mut Tree, kinds: &[Kind], bases: &[Base], random: &mut Rng) {
    let path = some(tree, random);
    let kind = kinds[random.usize(..kinds.len())];
    let is_large = tree.size() >= LARGEST;
    match kind {
        Remove => drop(tree.remove(&path)),
        Swap => swap(tree, &path, random),
        Retype => retype(tree, &path, random),
        Rename => rename(tree, &path, random),
        Refer => refer(tree, &path, random),
        Number => number(tree, random),
        Text => text(tree, random),
        Version => version(tree, random),
        Duplicate if !is_large => duplicate(tree, &path),
        Wrap if !is_large => wrap(tree, &path, random),
        Graft if !is_large => graft(tree, &path, bases, random),
        Copied if !is_large => copy(tree, &path, random),
        _ => insert(tree, &path, random),
    }
}

/// A node, each as likely as any other, but not the root.
fn some(tree: &Tree, random: &mut Rng) -> Path {
    tree.nth(random.usize(..tree.size()).max(1))
}

fn duplicate(tree: &mut Tree, path: &[usize]) {
    let Some((last, above)) = path.split_last() else {
        return;
    };
    match tree.at_mut(above) {
        Some(Tree::List(items)) => items.extend(items.get(*last).cloned()),
        Some(Tree::Map(entries)) => entries.extend(entries.get(*last).cloned()),
        _ => {}
    }
}

fn swap(tree: &mut Tree, path: &[usize], random: &mut Rng) {
    let other = some(tree, random);
    if path.starts_with(&other) || other.starts_with(path) {
        return;
    }
    let (Some(one), Some(two)) = (tree.at(path).cloned(), tree.at(&other).cloned()) else {
        return;
    };
    put(tree, path, two);
    put(tree, &other, one);
}

fn put(tree: &mut Tree, path: &[usize], node: Tree) {
    if let Some(place) = tree.at_mut(path) {
        *place = node;
    }
}

fn retype(tree: &mut Tree, path: &[usize], random: &mut Rng) {
    let Some(place) = tree.at_mut(path) else {
        return;
    };
    let old = std::mem::replace(place, Tree::Null);
    *place = match random.u8(..10) {
        0 => Tree::Null,
        1 => Tree::Bool(random.bool()),
        2 => Tree::number(words::number(random)),
        3 => Tree::text(words::hostile(random)),
        4 => Tree::List(Vec::new()),
        5 => Tree::Map(Vec::new()),
        6 => Tree::List(vec![old]),
        7 => Tree::map([(words::keyword(random), old)]),
        8 => old.children().next().cloned().unwrap_or(Tree::Null),
        _ => Tree::text(words::keyword(random)),
    };
}

fn rename(tree: &mut Tree, path: &[usize], random: &mut Rng) {
    let Some((last, above)) = path.split_last() else {
        return;
    };
    let key = match random.u8(..4) {
        0 => words::keyword(random).to_owned(),
        1 => key_of(tree, random),
        _ => words::hostile(random),
    };
    if let Some(Tree::Map(entries)) = tree.at_mut(above)
        && let Some(entry) = entries.get_mut(*last)
    {
        entry.0 = key;
    }
}

/// A key of the document.
fn key_of(tree: &Tree, random: &mut Rng) -> String {
    let path = some(tree, random);
    let (last, above) = path.split_last().unwrap_or((&0, &[]));
    match tree.at(above) {
        Some(Tree::Map(entries)) => entries.get(*last).map(|(key, _)| key.clone()),
        _ => None,
    }
    .unwrap_or_default()
}

/// A `$ref` to a node of the document: any, itself, what it is in, or a component.
fn refer(tree: &mut Tree, path: &[usize], random: &mut Rng) {
    let target = match random.u8(..6) {
        0 => path.to_vec(),
        1 => path[..random.usize(..=path.len())].to_vec(),
        2 => some(tree, random),
        _ => component(tree, random).unwrap_or_else(|| some(tree, random)),
    };
    let target = tree.pointer(&target);
    let references: Vec<Path> = match random.bool() {
        true => tree
            .paths()
            .into_iter()
            .filter(|path| is_reference(tree, path))
            .collect(),
        false => Vec::new(),
    };
    match references.is_empty() {
        true => put(tree, path, Tree::reference(target)),
        false => put(
            tree,
            &references[random.usize(..references.len())],
            Tree::reference(target),
        ),
    }
}

fn is_reference(tree: &Tree, path: &[usize]) -> bool {
    tree.at(path).is_some_and(|node| node.get("$ref").is_some())
}

/// A component, mostly a schema.
fn component(tree: &Tree, random: &mut Rng) -> Option<Path> {
    let of = |node: &Tree, key: &str| match node {
        Tree::Map(entries) => entries.iter().position(|(own, _)| own == key),
        _ => None,
    };
    let mut path = vec![of(tree, "components")?];
    let kinds = tree.at(&path)?;
    let kind = match of(kinds, "schemas") {
        Some(schemas) if random.u8(..5) > 0 => schemas,
        _ => random.usize(..kinds.children().count().max(1)),
    };
    path.push(kind);
    let count = tree.at(&path)?.children().count();
    path.push(random.usize(..count.max(1)));
    tree.at(&path).map(|_| path.clone())
}

/// Puts the node into a keyword that holds schemas, beside a second one or alone.
fn wrap(tree: &mut Tree, path: &[usize], random: &mut Rng) {
    let mut second = component(tree, random).map(|path| Tree::reference(tree.pointer(&path)));
    if random.bool() {
        second = None;
    }
    let Some(place) = tree.at_mut(path) else {
        return;
    };
    let old = std::mem::replace(place, Tree::Null);
    let list = |old: Tree| Tree::List(std::iter::once(old).chain(second).collect());
    *place = match random.u8(..10) {
        0..=2 => Tree::map([("allOf", list(old))]),
        3 | 4 => Tree::map([("oneOf", list(old))]),
        5 | 6 => Tree::map([("anyOf", list(old))]),
        7 => Tree::map([("type", Tree::text("array")), ("items", old)]),
        8 => Tree::map([("properties", Tree::map([(words::hostile(random), old)]))]),
        _ => Tree::map([("additionalProperties", old)]),
    };
}

/// Puts a part of another document into the place, where one can be found one that has the same key.
fn graft(tree: &mut Tree, path: &[usize], bases: &[Base], random: &mut Rng) {
    let other = &bases[random.usize(..bases.len())].tree;
    let key = key_at(tree, path);
    let mut from = some(other, random);
    for _ in 0..8 {
        if key.is_some() && key_at(other, &from) == key {
            break;
        }
        from = some(other, random);
    }
    let part = other.at(&from).filter(|part| part.size() < 200).cloned();
    if let Some(part) = part {
        put(tree, path, part);
    }
}

fn key_at<'a>(tree: &'a Tree, path: &[usize]) -> Option<&'a str> {
    let (last, above) = path.split_last()?;
    match tree.at(above)? {
        Tree::Map(entries) => entries.get(*last).map(|(key, _)| key.as_str()),
        _ => None,
    }
}

fn copy(tree: &mut Tree, path: &[usize], random: &mut Rng) {
    let from = some(tree, random);
    if let Some(part) = tree.at(&from).cloned() {
        put(tree, path, part);
    }
}

/// Changes a node of a kind, if the document has one.
fn of_kind(tree: &mut Tree, random: &mut Rng, kind: fn(&Tree) -> bool, node: Tree) {
    for _ in 0..20 {
        let path = some(tree, random);
        if tree.at(&path).is_some_and(kind) {
            return put(tree, &path, node);
        }
    }
}

fn number(tree: &mut Tree, random: &mut Rng) {
    let node = Tree::number(words::number(random));
    of_kind(tree, random, |node| matches!(node, Tree::Number(_)), node);
}

fn text(tree: &mut Tree, random: &mut Rng) {
    let node = Tree::text(words::hostile(random));
    of_kind(tree, random, |node| matches!(node, Tree::Text(_)), node);
}

fn version(tree: &mut Tree, random: &mut Rng) {
    let versions = ["3.0.0", "3.0.3", "3.1.0", "3.1.1", "3.2.0", "3.9.9"];
    if let Some(version) = tree.get_mut("openapi") {
        *version = Tree::text(versions[random.usize(..versions.len())]);
    }
}

/// Adds a keyword to a mapping.
fn insert(tree: &mut Tree, path: &[usize], random: &mut Rng) {
    let value = match random.u8(..6) {
        0 => Tree::Bool(random.bool()),
        1 => Tree::number(words::number(random)),
        2 => Tree::text(words::keyword(random)),
        3 => Tree::List(vec![Tree::text(key_of(tree, random))]),
        4 => Tree::map([(
            key_of(tree, random),
            Tree::map([("type", Tree::text(words::keyword(random)))]),
        )]),
        _ => {
            let from = some(tree, random);
            tree.at(&from)
                .filter(|node| node.size() < 40)
                .cloned()
                .unwrap_or(Tree::Null)
        }
    };
    let key = match random.u8(..5) {
        0 => words::hostile(random),
        1 => key_of(tree, random),
        _ => words::keyword(random).to_owned(),
    };
    if let Some(Tree::Map(entries)) = tree.at_mut(path) {
        let at = random.usize(..=entries.len());
        entries.insert(at, (key, value));
    }
}
