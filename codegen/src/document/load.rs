//! Reads the document and the files that it refers to.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::PathBuf;

use super::node::{Node, Value};
use super::read::Parsed;
use super::reference::{beside, is_url, normal};
use super::source::Source;
use crate::diagnostics::{Diagnostics, Location};

/// One file, read.
#[derive(Debug)]
pub(super) struct File {
    pub(super) source: Source,
    pub(super) root: Node,
    /// Whether `readOnly` or `writeOnly` occurs.
    pub(super) has_sides: bool,
    /// Where the lines begin; found when the first finding is printed.
    lines: OnceCell<Vec<usize>>,
}

impl File {
    fn new(source: Source, parsed: Parsed) -> Self {
        Self {
            source,
            root: parsed.root,
            has_sides: parsed.has_sides,
            lines: OnceCell::new(),
        }
    }

    /// The place of a byte of the text.
    pub(super) fn location(&self, offset: usize) -> Location {
        let text = self.source.content();
        let lines = self.lines.get_or_init(|| {
            let starts = text.match_indices('\n').map(|(newline, _)| newline + 1);
            std::iter::once(0).chain(starts).collect()
        });
        let line = lines.partition_point(|start| *start <= offset);
        Location::on_line(self.source.name(), text, offset, line)
    }
}

/// Reads the document itself and then every file that a `$ref` names, each once.
///
/// A file that can't be read is left out: the reference to it is what gets reported. Only files beside
/// a document that comes from a file are read; a text in memory refers to nothing but itself.
pub(super) fn load(source: Source, diagnostics: &mut Diagnostics) -> Option<Vec<File>> {
    let parsed = super::read::parse(&source, diagnostics)?;
    let mut tried = HashSet::from([normal(source.name())]);
    let mut waiting = Vec::new();
    let on_disk = source.on_disk();
    let mut files = vec![File::new(source, parsed)];
    let mut next = 0;
    while let Some(file) = files.get(next).filter(|_| on_disk) {
        next += 1;
        references(&file.root, false, &mut |reference| {
            let (path, _) = reference.split_once('#').unwrap_or((reference, ""));
            if !path.is_empty() && !is_url(path) {
                waiting.push(beside(file.source.name(), path));
            }
        });
        for path in std::mem::take(&mut waiting) {
            if tried.insert(path.clone()) {
                files.extend(open(path, diagnostics));
            }
        }
    }
    Some(files)
}

fn open(path: PathBuf, diagnostics: &mut Diagnostics) -> Option<File> {
    if !path.is_file() {
        return None;
    }
    let source = Source::open(path, diagnostics)?;
    let parsed = super::read::parse(&source, diagnostics)?;
    Some(File::new(source, parsed))
}

/// Calls `found` for every `$ref` in the order of the document. `names`: the keys of this mapping are
/// of the author's choice.
fn references(node: &Node, names: bool, found: &mut impl FnMut(&str)) {
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| references(item, false, found)),
        Value::Mapping(mapping) => {
            for (key, value) in mapping.iter() {
                match (key, value.as_str()) {
                    ("$ref" | "$dynamicRef", Some(reference)) if !names => found(reference),
                    _ if !names && is_data(key) => {}
                    _ => references(value, !names && is_names(key), found),
                }
            }
        }
        _ => {}
    }
}

/// Whether the value of a keyword is data: a `$ref` in an example is nobody's reference.
pub(super) fn is_data(keyword: &str) -> bool {
    matches!(
        keyword,
        "example" | "examples" | "default" | "enum" | "const" | "value" | "dataValue"
    )
}

/// Whether the keys under a keyword are names of the author's choice.
pub(super) fn is_names(keyword: &str) -> bool {
    matches!(
        keyword,
        "properties"
            | "patternProperties"
            | "dependentSchemas"
            | "$defs"
            | "definitions"
            | "schemas"
            | "responses"
            | "parameters"
            | "requestBodies"
            | "headers"
            | "callbacks"
            | "links"
            | "content"
            | "mediaTypes"
            | "pathItems"
            | "webhooks"
    )
}
