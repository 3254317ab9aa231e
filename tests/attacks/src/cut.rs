//! A few operations of a large document, with what they reach.

use std::collections::{BTreeSet, VecDeque};

use fastrand::Rng;

use crate::tree::Tree;

/// Bytes of JSON that a cut has at most, without what stands at the top of the document.
const BUDGET: usize = 6_000;
/// Bytes of a text.
const TEXT: usize = 200;
/// Kinds of components that are found by name and not by `$ref`.
const BY_NAME: &str = "securitySchemes";
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// One to three operations of `document`, and the components that they refer to as far as these are not too large:
/// the others are references that lead nowhere.
pub fn cut(document: &Tree, random: &mut Rng) -> Tree {
    let mut budget = BUDGET;
    let mut paths = Vec::new();
    if let Some(Tree::Map(all)) = document.get("paths")
        && !all.is_empty()
    {
        for _ in 0..random.usize(1..=3) {
            let (path, item) = &all[random.usize(..all.len())];
            let item = shortened(&one_operation(item, random));
            let size = item.to_json().len();
            if size <= budget && paths.iter().all(|(other, _)| other != path) {
                budget -= size;
                paths.push((path.clone(), item));
            }
        }
    }
    let paths = Tree::Map(paths);
    let components = components(document, &paths, budget);
    let Tree::Map(entries) = document else {
        return document.clone();
    };
    let own = entries.iter().filter_map(|(key, value)| {
        let value = match key.as_str() {
            "paths" => paths.clone(),
            "components" => components.clone(),
            _ => shortened(value),
        };
        let is_small = matches!(key.as_str(), "paths" | "components") || value.size() < 60;
        is_small.then(|| (key.clone(), value))
    });
    Tree::Map(own.collect())
}

fn one_operation(item: &Tree, random: &mut Rng) -> Tree {
    let Tree::Map(entries) = item else {
        return item.clone();
    };
    let is_operation = |key: &str| METHODS.contains(&key);
    let operations = entries.iter().filter(|(key, _)| is_operation(key));
    let chosen = random.usize(..operations.clone().count().max(1));
    let chosen = operations.map(|(key, _)| key).nth(chosen);
    let kept = entries
        .iter()
        .filter(|(key, _)| !is_operation(key) || Some(key) == chosen);
    Tree::Map(kept.cloned().collect())
}

fn components(document: &Tree, paths: &Tree, mut budget: usize) -> Tree {
    let Some(Tree::Map(all)) = document.get("components") else {
        return Tree::Map(Vec::new());
    };
    let mut taken: Vec<(String, Vec<(String, Tree)>)> = all
        .iter()
        .map(|(kind, _)| (kind.clone(), Vec::new()))
        .collect();
    let mut waiting = VecDeque::new();
    let mut seen = BTreeSet::new();
    references(paths, &mut waiting);
    while let Some(target) = waiting.pop_front() {
        let Some((kind, name)) = target
            .strip_prefix("#/components/")
            .and_then(|target| target.split_once('/'))
        else {
            continue;
        };
        let component = document
            .get("components")
            .and_then(|all| all.get(kind)?.get(name));
        let (Some(component), true) = (component, seen.insert(target.clone())) else {
            continue;
        };
        let component = shortened(component);
        let size = component.to_json().len();
        if size > budget {
            continue;
        }
        budget -= size;
        references(&component, &mut waiting);
        let of_kind = taken.iter_mut().find(|(own, _)| own == kind);
        if let Some((_, entries)) = of_kind {
            entries.push((name.to_owned(), component));
        }
    }
    let kinds = taken.into_iter().map(|(kind, entries)| {
        let by_name = document.get("components").and_then(|all| all.get(BY_NAME));
        match by_name.filter(|schemes| kind == BY_NAME && schemes.size() < 60) {
            Some(schemes) => (kind, shortened(schemes)),
            None => (kind, Tree::Map(entries)),
        }
    });
    Tree::Map(kinds.collect())
}

fn references(tree: &Tree, found: &mut VecDeque<String>) {
    if let Some(target) = tree.get("$ref").and_then(Tree::as_str) {
        found.push_back(target.to_owned());
    }
    tree.children().for_each(|child| references(child, found));
}

/// Long texts cost much and break nothing that short ones don't.
fn shortened(tree: &Tree) -> Tree {
    match tree {
        Tree::Text(text) if text.len() > TEXT => Tree::Text(text.chars().take(TEXT).collect()),
        Tree::List(items) => Tree::List(items.iter().map(shortened).collect()),
        Tree::Map(entries) => {
            let entries = entries.iter();
            Tree::Map(
                entries
                    .map(|(key, value)| (key.clone(), shortened(value)))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}
