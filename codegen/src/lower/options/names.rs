//! Places by name alone: schemas with their properties, and operations.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use super::address::{Lost, directory, listed, written};
use crate::diagnostics::Guesses;
use crate::document::{Node, Pointer, Resolver, normal};
use crate::hash::Map;

/// Names are not looked for in more places than this, all together.
const MOST_TRIED: usize = 5_000_000;

/// Nothing has a longer name.
const LONGEST: usize = 4096;

/// What has a name in a document.
pub(super) struct ShortNames<'r, 'd> {
    document: &'r Resolver<'d>,
    schemas: Map<String, Pointer>,
    operations: Map<&'d str, Vec<Pointer>>,
    /// The numbers of the files, by what findings call them.
    files: Map<PathBuf, u32>,
    /// Where paths start from that are relative to the document.
    directory: PathBuf,
    guesses: Guesses,
    /// In how many places names may still be looked for.
    left: Cell<usize>,
}

/// Properties that are looked for.
struct NameSearch {
    found: Vec<Pointer>,
    /// Where the way ended, and what was not found there.
    end: Option<(Pointer, String)>,
}

impl<'r, 'd> ShortNames<'r, 'd> {
    pub(super) fn of(document: &'r Resolver<'d>) -> Self {
        let mut operations: Map<&str, Vec<Pointer>> = Map::default();
        for (_, item) in document.path_items() {
            for operation in document.operations(&item) {
                if let Some(id) = operation.id {
                    operations.entry(id).or_default().push(operation.at);
                }
            }
        }
        Self {
            document,
            schemas: document.schemas().into_iter().collect(),
            operations,
            files: document.files().map(Path::to_owned).zip(0..).collect(),
            directory: directory(document).to_owned(),
            guesses: Guesses::new(),
            left: Cell::new(MOST_TRIED),
        }
    }

    /// The word that `text` is most likely a slip of.
    pub(super) fn closest<'a>(
        &self,
        text: &str,
        words: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        self.guesses.closest(text, words)
    }

    /// The number of a file of the document, by its path relative to the document, or as findings call it.
    pub(super) fn file(&self, path: &str) -> Result<u32, Lost> {
        let relative = normal(&self.directory.join(path));
        let number = self.files.get(&relative);
        let number = number.or_else(|| self.files.get(&normal(Path::new(path))));
        number.copied().ok_or_else(|| {
            let files = self.document.files();
            let files = files.map(|file| file.strip_prefix(&self.directory).unwrap_or(file));
            Lost {
                message: format!("the document has no file `{path}`"),
                help: format!("its files are {}", listed(files.map(Path::display))),
                near: Vec::new(),
            }
        })
    }

    /// The one node that is called so.
    pub(super) fn find(&self, text: &str) -> Result<Pointer, Lost> {
        if text.len() > LONGEST {
            return Err(self.unknown(text, None));
        }
        let mut search = NameSearch {
            found: self.operations.get(text).cloned().unwrap_or_default(),
            end: None,
        };
        for (name, rest) in divisions(text) {
            let Some(at) = self.schemas.get(name) else {
                continue;
            };
            match rest {
                None => search.found.push(at.clone()),
                // A component that is only a reference is what it refers to.
                Some(rest) => {
                    let target = self.document.resolve(at).ok();
                    self.below(target.as_ref().unwrap_or(at), rest, &mut search);
                }
            }
        }
        match search.found.as_slice() {
            [only] => Ok(only.clone()),
            [] => Err(self.unknown(text, search.end)),
            several => {
                let places = several.iter().map(|at| written(at, self.document));
                Err(Lost {
                    message: format!("`{text}` may be several places of the document"),
                    help: format!("write one of {}", listed(places)),
                    near: Vec::new(),
                })
            }
        }
    }

    /// Finds the properties that these names lead to from the schema at `at`, also in the parts of its `allOf` that are
    /// written there.
    fn below(&self, at: &Pointer, names: &str, search: &mut NameSearch) {
        let Some(node) = self.document.raw(at) else {
            return;
        };
        let before = search.found.len();
        let properties = node.get("properties").and_then(Node::as_mapping);
        for (name, rest) in divisions(names) {
            if !self.may_go_on() {
                return;
            }
            if properties.is_none_or(|properties| !properties.contains(name)) {
                continue;
            }
            let property = at.child("properties").child(name);
            match rest {
                None => search.found.push(property),
                Some(rest) => self.below(&property, rest, search),
            }
        }
        let parts = node.get("allOf").and_then(Node::as_sequence);
        for (index, part) in parts.into_iter().flatten().enumerate() {
            if part.reference().is_none() && self.may_go_on() {
                self.below(&at.child("allOf").index(index), names, search);
            }
        }
        if search.found.len() == before && search.end.is_none() {
            search.end = Some((at.clone(), names.to_owned()));
        }
    }

    fn may_go_on(&self) -> bool {
        let left = self.left.get().checked_sub(1);
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }

    fn unknown(&self, text: &str, end: Option<(Pointer, String)>) -> Lost {
        let Some((at, names)) = end else {
            let schemas = self.schemas.keys().map(String::as_str);
            let known = schemas.chain(self.operations.keys().copied());
            let schema = text.split_once('.').map_or(text, |(schema, _)| schema);
            let close = self.closest(schema, known);
            return Lost {
                message: format!("the document has no schema and no operation `{text}`"),
                help: match close {
                    Some(close) => format!("did you mean `{}`?", text.replacen(schema, close, 1)),
                    None => "write the name of a schema, one with a property such as `pet.name`, an `operationId`, or a JSON Pointer, which begins with `/`".to_owned(),
                },
                near: Vec::new(),
            };
        };
        let node = self.document.raw(&at);
        let properties = node.and_then(|node| node.get("properties")?.as_mapping());
        let keys = || properties.into_iter().flat_map(|all| all.keys());
        let target = self
            .document
            .resolve(&at)
            .ok()
            .filter(|target| *target != at);
        let help = match (self.closest(&names, keys()), target) {
            (Some(close), _) => format!("did you mean `{close}`?"),
            (None, Some(target)) => {
                let target = written(&target, self.document);
                format!("it refers to `{target}`: name the property of that")
            }
            (None, None) => match properties.is_some() {
                true => format!("it has {}", listed(keys())),
                false => "properties of what is not written there have a place of their own; give its JSON Pointer".to_owned(),
            },
        };
        Lost {
            message: format!("the document has no `{text}`: there is no property `{names}`"),
            help,
            near: vec![(at, "in this schema".to_owned())],
        }
    }
}

/// The ways to divide a text at a dot into a name and what follows, the longest name first: names have dots, too.
fn divisions(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let dots = text.rmatch_indices('.');
    let parts = dots.filter_map(|(dot, _)| Some((text.get(..dot)?, text.get(dot + 1..))));
    [(text, None)].into_iter().chain(parts)
}
