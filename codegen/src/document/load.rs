//! Reads the document and the files that it refers to.

mod in_place;

use std::cell::Cell;
use std::path::{Path, PathBuf};

use super::node::{Node, Value};
use super::read::Parsed;
use super::reference::{beside, is_url, normal};
use super::roots::{self, MOST_BYTES, MOST_FILES, Refusal, Roots};
use super::source::Source;
use super::syntax::ALIAS_BUDGET;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::hash::Map;

/// One file, read.
#[derive(Debug)]
pub(super) struct File {
    pub(super) source: Source,
    pub(super) root: Node,
    /// Whether `readOnly` or `writeOnly` occurs.
    pub(super) has_sides: bool,
    /// How many bytes were read again in search of positions.
    pub(super) searched: Cell<usize>,
}

impl File {
    fn new(source: Source, parsed: Parsed) -> Self {
        Self {
            source,
            root: parsed.root,
            has_sides: parsed.has_sides,
            searched: Cell::new(0),
        }
    }
}

/// The files of a document.
#[derive(Debug)]
pub(super) struct Files {
    /// The document itself, then those it refers to.
    pub(super) list: Vec<File>,
    /// What the references of each of them lead to: the number of a file, by the reference without its fragment.
    links: Vec<Map<String, Result<u32, Refusal>>>,
    /// The numbers of the files by what they are called.
    names: Map<PathBuf, u32>,
    /// What the files are called that are no documents.
    pub(super) broken: Vec<PathBuf>,
}

impl Files {
    /// A file by its number.
    pub(super) fn get(&self, number: u32) -> Option<&File> {
        self.list.get(number as usize)
    }

    /// The number of the file that a reference in the file `from` names.
    pub(super) fn led(&self, from: u32, reference: &str) -> Result<u32, Refusal> {
        let links = self.links.get(from as usize);
        let why = match links.and_then(|links| links.get(reference)) {
            Some(Ok(number)) => return Ok(*number),
            Some(Err(why)) => why.clone(),
            None => Refusal::Unreadable("no `$ref` names it".to_owned()),
        };
        // Something else than a `$ref` may name a file that was read; a text in memory may name itself.
        let path = self
            .get(from)
            .map(|file| beside(file.source.name(), reference));
        let named = path.and_then(|path| self.names.get(&path).copied());
        named.ok_or(why)
    }
}

/// Reads the document itself and then every file that a `$ref` names, each once, by whatever names it is reached.
///
/// A file that can't or must not be read is left out: the reference to it is what gets reported.
pub(super) fn load(mut source: Source, diagnostics: &mut Diagnostics) -> Option<Files> {
    let mut aliases = ALIAS_BUDGET;
    let mut findings = Vec::new();
    let parsed = super::read::parse(&mut source, &mut aliases, &mut findings);
    findings
        .into_iter()
        .for_each(|found| diagnostics.report(found));
    let parsed = parsed?;
    let mut reading = Loading {
        roots: source.take_roots(),
        known: Map::default(),
        bytes: source.text().len() as u64,
        aliases,
        list: Vec::new(),
        broken: Vec::new(),
        in_place: false,
        diagnostics,
    };
    if let Some(file) = source.file() {
        reading.known.insert(file.to_owned(), Ok(0));
    }
    reading.list.push(File::new(source, parsed));
    let mut links = Vec::new();
    while links.len() < reading.list.len() {
        let found = reading.links(links.len());
        links.push(found);
    }
    let names = (0..).zip(&reading.list);
    let mut files = Files {
        names: names
            .map(|(number, file)| (normal(file.source.name()), number))
            .collect(),
        list: reading.list,
        links,
        broken: reading.broken,
    };
    if reading.in_place {
        in_place::follow(&mut files, &mut reading.aliases, reading.diagnostics);
    }
    Some(files)
}

/// Files that are being read.
struct Loading<'a> {
    roots: Roots,
    /// Those that were tried.
    known: Map<PathBuf, Result<u32, Refusal>>,
    /// How many bytes were read.
    bytes: u64,
    /// What aliases may still add.
    aliases: usize,
    list: Vec<File>,
    broken: Vec<PathBuf>,
    /// Whether a `$ref` stands in the place of a map.
    in_place: bool,
    diagnostics: &'a mut Diagnostics,
}

impl Loading<'_> {
    /// What the references of a file lead to; the files are read.
    fn links(&mut self, file: usize) -> Map<String, Result<u32, Refusal>> {
        let mut found = Map::default();
        let Some(file) = self.list.get(file) else {
            return found;
        };
        let from = file.source.file().map(PathBuf::from);
        let mut documents = Vec::new();
        let mut examples = Vec::new();
        let in_place = &mut self.in_place;
        references(&file.root, false, &mut |reference| match reference {
            Found::InPlace => *in_place = true,
            Found::Example(reference) => examples.extend(path_of(reference)),
            Found::Document(reference) => {
                if let Some(path) = path_of(reference).filter(|path| !found.contains_key(*path)) {
                    found.insert(path.to_owned(), Err(Refusal::NoDirectory));
                    documents.push(path.to_owned());
                }
            }
        });
        let examples: Vec<String> = examples.into_iter().map(str::to_owned).collect();
        for path in documents {
            let led = self.roots.find(from.as_deref(), &path);
            let led = led.and_then(|file| self.number(file));
            found.insert(path, led);
        }
        for path in examples {
            let led = self.roots.find(from.as_deref(), &path);
            let led = led.and(Err(Refusal::Example));
            found.entry(path).or_insert(led);
        }
        found
    }

    /// The number of a file, which is read if it was not.
    fn number(&mut self, file: PathBuf) -> Result<u32, Refusal> {
        if let Some(known) = self.known.get(&file) {
            return known.clone();
        }
        let number = self.read(&file);
        self.known.insert(file, number.clone());
        number
    }

    fn read(&mut self, file: &Path) -> Result<u32, Refusal> {
        // Also those that were tried in vain count.
        if self.known.len() >= MOST_FILES {
            return Err(Refusal::TooMuch);
        }
        let bytes = roots::read(file, MOST_BYTES.saturating_sub(self.bytes))?;
        self.bytes += bytes.len() as u64;
        let mut findings = Vec::new();
        let name = self.roots.name(file);
        let source = Source::referenced(name, file.to_owned(), bytes);
        let source = source.map_err(|found| findings.push(*found)).ok();
        let parsed = source.and_then(|mut source| {
            let parsed = super::read::parse(&mut source, &mut self.aliases, &mut findings)?;
            Some(File::new(source, parsed))
        });
        for found in findings {
            self.diagnostics.report(match parsed {
                Some(_) => found,
                None => costs_the_file(found),
            });
        }
        let Some(parsed) = parsed else {
            self.broken.push(self.roots.name(file));
            return Err(Refusal::Unreadable("it is no document".to_owned()));
        };
        let number = u32::try_from(self.list.len()).map_err(|_| Refusal::TooMuch)?;
        self.list.push(parsed);
        Ok(number)
    }
}

/// A finding about a file that can't be read: it costs what refers to the file, and nothing else.
fn costs_the_file(found: Diagnostic) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        ..found
    }
}

/// The part of a reference before its fragment, if that is a path.
fn path_of(reference: &str) -> Option<&str> {
    let (path, _) = reference.split_once('#').unwrap_or((reference, ""));
    (!path.is_empty() && !is_url(path)).then_some(path)
}

/// What [`references`] finds.
enum Found<'n> {
    /// A reference to a part of a document.
    Document(&'n str),
    /// A reference to an example, of which nobody needs to know what it says.
    Example(&'n str),
    /// That a reference stands in the place of a map; it is found as well.
    InPlace,
}

/// Calls `found` for every `$ref` in the order of the document. `names`: the keys of this mapping are
/// of the author's choice.
fn references<'n>(node: &'n Node, names: bool, found: &mut impl FnMut(Found<'n>)) {
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| references(item, false, found)),
        Value::Mapping(mapping) => {
            for (key, value) in mapping.iter() {
                match (key, &value.value) {
                    // Among names, nothing but a reference is a text.
                    ("$ref", Value::String(reference)) => found(Found::Document(reference)),
                    ("$dynamicRef", Value::String(reference)) if !names => {
                        found(Found::Document(reference));
                    }
                    ("examples", Value::Mapping(examples)) if !names => {
                        let examples = examples.iter();
                        let examples = examples.filter_map(|(_, example)| example.reference());
                        examples.for_each(|reference| found(Found::Example(reference)));
                    }
                    _ if !names && is_data(key) => {}
                    _ => {
                        if !names
                            && value.reference().is_some()
                            && in_place::expected(key).is_some()
                        {
                            found(Found::InPlace);
                        }
                        references(value, !names && is_names(key), found);
                    }
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
            | "securitySchemes"
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
