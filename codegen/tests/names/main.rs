//! Nothing that is added to a document renames anything in its client, wherever it is added, nor does what is left out.

#[path = "../../../tests/shared/mod.rs"]
mod shared;

mod public;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_build::Config;
use serde_yaml::{Mapping, Value};

use public::names;

/// Documents of more bytes take too long for a test that runs often.
const LARGEST: u64 = 200 << 10;

/// A document as it may be edited.
struct Tree {
    root: Mapping,
}

impl Tree {
    /// None where the document is not in one file, or says something twice.
    fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).expect("a document");
        let root: Mapping = serde_yaml::from_str(&text).ok()?;
        let is_whole = !has_other_files(&Value::Mapping(root.clone()));
        is_whole.then_some(Self { root })
    }

    fn text(&self) -> String {
        serde_yaml::to_string(&self.root).expect("a document")
    }

    fn paths(&self) -> Vec<(Value, Value)> {
        let paths = self.root.get("paths").and_then(Value::as_mapping);
        let paths = paths.into_iter().flatten();
        paths
            .map(|(path, item)| (path.clone(), item.clone()))
            .collect()
    }

    fn with_paths(&self, paths: Vec<(Value, Value)>) -> Self {
        let mut root = self.root.clone();
        let paths: Mapping = paths.into_iter().collect();
        root.insert("paths".into(), Value::Mapping(paths));
        Self { root }
    }

    /// The document with more operations, before the path at `index`.
    fn with(&self, added: &[(Value, Value)], index: usize) -> Self {
        let mut paths = self.paths();
        paths.splice(index..index, added.iter().cloned());
        self.with_paths(paths)
    }

    fn ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        for (_, item) in self.paths() {
            for (_, operation) in item.as_mapping().into_iter().flatten() {
                let id = operation.get("operationId").and_then(Value::as_str);
                ids.extend(id.filter(|id| !id.is_empty()).map(str::to_owned));
            }
        }
        ids
    }
}

/// Whether a part of a document is in another file.
fn has_other_files(value: &Value) -> bool {
    match value {
        Value::Mapping(mapping) => mapping.iter().any(|(key, value)| {
            let target = value.as_str().filter(|_| key.as_str() == Some("$ref"));
            target.is_some_and(|target| !target.starts_with('#')) || has_other_files(value)
        }),
        Value::Sequence(items) => items.iter().any(has_other_files),
        _ => false,
    }
}

/// Operations like some of the document's: with the same schemas, and each once with a name of its own, once with one that is
/// nearly that of the document's.
fn more(tree: &Tree) -> Vec<(Value, Value)> {
    let paths = tree.paths();
    let count = paths.len();
    let some = [0, count / 3, count / 2, count.saturating_sub(1)];
    let some: BTreeSet<usize> = some.into_iter().collect();
    let mut added = Vec::new();
    for (path, item) in some.into_iter().filter_map(|index| paths.get(index)) {
        let Some(path) = path.as_str().filter(|path| path.starts_with('/')) else {
            continue;
        };
        let copy = renamed(item, |id| format!("aaa {id}"));
        added.push((format!("/aaa{path}").into(), copy));
        let twin = renamed(item, |id| format!("{id}@"));
        added.push((format!("{path}/").into(), twin));
    }
    added
}

fn renamed(item: &Value, rename: impl Fn(&str) -> String) -> Value {
    let mut item = item.clone();
    for (_, operation) in item.as_mapping_mut().into_iter().flatten() {
        let operation = operation.as_mapping_mut();
        let id = operation.and_then(|one| one.get_mut("operationId"));
        if let Some(Value::String(id)) = id {
            *id = rename(id);
        }
    }
    item
}

/// What of `before` is not there `after`wards.
fn lost<'a>(before: &'a BTreeSet<String>, after: &'a BTreeSet<String>) -> Vec<&'a String> {
    before.difference(after).collect()
}

fn check(path: &Path) {
    let Some(tree) = Tree::read(path) else {
        return;
    };
    let name = path.display();
    let config = Config::default();
    let own = names(&tree.text(), &config);
    let added = more(&tree);
    let count = tree.paths().len();
    let mut all: Option<BTreeSet<String>> = None;
    for (place, index) in [("in front", 0), ("between", count / 2), ("behind", count)] {
        let after = names(&tree.with(&added, index).text(), &config);
        let lost = lost(&own, &after);
        assert!(lost.is_empty(), "{name}, operations {place}: {lost:#?}");
        match &all {
            Some(all) => assert_eq!(*all, after, "{name}, operations {place}"),
            None => all = Some(after),
        }
    }
    let some: Vec<String> = tree.ids().into_iter().step_by(2).collect();
    if some.is_empty() {
        return;
    }
    let options = format!("include.operations = {some:?}");
    let config = Config::from_toml("names.toml", &options).expect("options");
    let included = names(&tree.text(), &config);
    let lost = lost(&included, &own);
    assert!(lost.is_empty(), "{name}, a choice of operations: {lost:#?}");
}

/// The documents in a directory.
fn documents(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("a directory of documents");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| {
            let end = path.extension().and_then(|end| end.to_str());
            let size = path.metadata().map_or(0, |data| data.len());
            matches!(end, Some("json" | "yaml")) && size < LARGEST
        })
        .collect();
    paths.sort();
    paths
}

#[test]
fn nothing_that_is_added_to_a_small_document_renames_anything() {
    for path in documents(Path::new("../tests/fixtures/documents")) {
        check(&path);
    }
}

#[test]
fn nothing_that_is_added_to_a_real_document_renames_anything() {
    if let Some(corpus) = shared::directory("corpus") {
        for path in documents(&corpus) {
            check(&path);
        }
    }
}
