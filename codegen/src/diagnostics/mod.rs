//! What the compiler has to say about a document: many findings per run, each with a place, a code
//! and, where one exists, a remedy.

mod closest;
mod codes;
mod lines;
mod render;
mod shown;

pub use codes::Code;
pub use render::{Location, Report};
pub use shown::{Shown, ShownReport, shown};

pub(crate) use closest::{Guesses, closest, list as list_of};
pub(crate) use lines::Lines;

use std::cell::Cell;
use std::hash::BuildHasher;

use indexmap::{IndexMap, IndexSet};

use crate::hash::{Seeded, Set};
use crate::pointer::Pointer;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Nothing can be generated, or what would be generated would be wrong.
    Error,
    /// A part of the document is left out or read with care; the rest is generated.
    Warning,
    /// Something worth knowing that changes nothing.
    Note,
}

impl Severity {
    /// The word that stands in front of the code: `error`, `warning` or `note`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Where a finding belongs. A pointer becomes a line and a column only when it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// The run as a whole.
    Nowhere,
    /// A node of the document.
    Node(Pointer),
    /// A place in a text that is no document: one that could not be read as one, or the options.
    Text(Location),
}

/// What findings are about: it knows where its nodes are.
pub trait Locate {
    /// Finds the lines and columns of many nodes, one after the other.
    fn locator(&self) -> impl FnMut(&Pointer) -> Option<Location>;
}

impl From<&Pointer> for Place {
    fn from(pointer: &Pointer) -> Self {
        Self::Node(pointer.clone())
    }
}

impl From<Pointer> for Place {
    fn from(pointer: Pointer) -> Self {
        Self::Node(pointer)
    }
}

impl From<Location> for Place {
    fn from(location: Location) -> Self {
        Self::Text(location)
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How much it matters: as much as its code says, or less.
    pub severity: Severity,
    /// What kind of finding this is, as a stable name such as `unresolved-reference`.
    pub code: &'static str,
    /// Where it is.
    pub at: Place,
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Further places that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A finding of the kind `code` at `at`.
    #[must_use]
    pub fn new(code: Code, at: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code: code.name(),
            at: at.into(),
            message: render::bounded(message.into()),
            help: None,
            related: Vec::new(),
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(render::bounded(help.into()));
        self
    }

    /// Adds another place that matters, for example the first of two definitions.
    #[must_use]
    pub fn related(mut self, at: impl Into<Place>, words: impl Into<String>) -> Self {
        self.related.push((at.into(), words.into()));
        self
    }
}

/// What is said after a message that holds in further places.
pub(crate) fn more_places(more: usize) -> String {
    match more {
        0 => String::new(),
        1 => " (and in 1 more place)".to_owned(),
        more => format!(" (and in {more} more places)"),
    }
}

/// So many findings of one kind are kept. Of more, only their number is told: a document of a megabyte may have a
/// hundred thousand mistakes of one kind, and each finding is larger than what it is about.
const MOST_OF_A_KIND: usize = 10_000;

/// Collects findings.
///
/// Findings must not get lost: a sink that is dropped with findings that nobody looked at is a
/// bug in the compiler, and panics in debug builds.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: IndexSet<Diagnostic, Seeded>,
    kinds: IndexMap<&'static str, OfKind, Seeded>,
    looked_at: Cell<bool>,
    is_muted: bool,
}

/// The findings of one kind.
#[derive(Debug)]
struct OfKind {
    severity: Severity,
    kept: usize,
    /// The hashes of those that are not kept.
    others: Set<u64>,
}

impl Diagnostics {
    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether findings are about what nobody asked for, so that they are not kept.
    pub(crate) fn mute(&mut self, muted: bool) {
        self.is_muted = muted;
    }

    /// Adds a finding. The same finding at the same place is kept once.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        if self.is_muted {
            return;
        }
        let of_kind = self.kinds.entry(diagnostic.code).or_insert(OfKind {
            severity: diagnostic.severity,
            kept: 0,
            others: Set::default(),
        });
        // What costs the whole in the document itself may cost a part of it in another file.
        of_kind.severity = of_kind.severity.min(diagnostic.severity);
        if of_kind.kept < MOST_OF_A_KIND {
            if self.list.insert(diagnostic) {
                of_kind.kept += 1;
                self.looked_at.set(false);
            }
        } else if !self.list.contains(&diagnostic) {
            let hash = self.list.hasher().hash_one(&diagnostic);
            of_kind.others.insert(hash);
        }
    }

    /// Whether any finding forbids generating.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let mut kinds = self.kinds.values();
        kinds.any(|kind| kind.severity == Severity::Error)
    }

    /// The findings so far, in the order in which they were reported.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.looked_at.set(true);
        self.list.iter()
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let others = self.kinds.values().map(|kind| kind.others.len());
        self.list.len() + others.sum::<usize>()
    }

    /// Whether there are no findings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Ends the collection: every finding with its line and column, sorted by file and position.
    ///
    /// `document` is the document that the pointers belong to, or `None` when none could be read. Of a kind that
    /// has thousands of findings, one without a place says how many more there are.
    #[must_use]
    pub fn finish<D: Locate>(mut self, document: Option<&D>) -> Vec<Report> {
        self.looked_at.set(true);
        let mut list: Vec<Diagnostic> = std::mem::take(&mut self.list).into_iter().collect();
        let many = self
            .kinds
            .iter()
            .filter(|(_, kind)| !kind.others.is_empty());
        list.extend(many.map(|(code, kind)| Diagnostic {
            severity: kind.severity,
            code,
            at: Place::Nowhere,
            message: format!(
                "{} more findings of this kind are not listed",
                kind.others.len()
            ),
            help: None,
            related: Vec::new(),
        }));
        let mut locate = document.map(Locate::locator);
        render::reports(list, |pointer| locate.as_mut()?(pointer))
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        debug_assert!(
            self.list.is_empty() || self.looked_at.get() || std::thread::panicking(),
            "findings were dropped without anybody looking at them: {:?}",
            self.list
        );
    }
}
