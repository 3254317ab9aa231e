//! The document as it was written: text to tree, checks, and views of single nodes.
//!
//! [`Document::read`] parses the text once, into a tree that keeps order and positions, and checks
//! it against the OpenAPI Specification. Afterwards each object is read node by node through a
//! *view* such as [`Resolver::operation`]: what that object says, the same type for all versions of OpenAPI, in which every
//! child that has a view of its own is its [`Pointer`]. So a deeply nested document costs linear time, a mistake costs
//! the node that it is in, and everything has an address.

mod check;
pub mod grammar;
mod identify;
mod load;
mod locate;
mod node;
mod numbers;
mod read;
mod reference;
mod resolver;
mod roots;
mod source;
mod syntax;
mod view;
mod views;

pub use crate::parameter::{ParameterIn, Serialization, Style};
pub use crate::pointer::Pointer;
pub use node::{Mapping, Node, Value};
pub(crate) use reference::normal;
pub use resolver::Resolver;
pub use source::Source;
pub use views::{
    At, Callback, Encoding, Header, Info, Link, Listed, MediaType, Operation, Parameter,
    ParameterKey, ParameterValue, PathItem, RequestBody, Response, SecurityRequirement,
    SecurityScheme, SecuritySchemeKind, Server, ServerVariable, Status, Tag, Unusable,
};

use std::path::{Path, PathBuf};

use crate::diagnostics::Diagnostics;
use crate::hash::Set;

/// An OpenAPI document, with the files it refers to.
#[derive(Debug)]
pub struct Document {
    files: load::Files,
    version: grammar::Version,
    identifiers: identify::Identifiers,
    bad: Set<Pointer>,
}

impl Document {
    /// Reads and checks a document.
    ///
    /// Everything that is wrong goes to `diagnostics`. Returns `None` when nothing can be made of the
    /// text: it is no YAML or JSON, or no OpenAPI of a supported version. Otherwise what could not
    /// be understood is marked ([`Self::is_bad`]) and everything else can be used.
    pub fn read(source: Source, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut document = Self {
            files: load::load(source, diagnostics)?,
            version: grammar::Version::V3_0,
            identifiers: identify::Identifiers::default(),
            bad: Set::default(),
        };
        document.version = check::version(&document, diagnostics)?;
        if document.version.has_json_schema() {
            document.identifiers = identify::Identifiers::collect(&document.files.list);
        }
        document.bad = check::check(&document, diagnostics);
        Some(document)
    }

    /// The files that were read: the document, and the files it refers to, at last those that are no documents.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let read = self.files.list.iter().map(|file| file.source.name());
        read.chain(self.files.broken.iter().map(PathBuf::as_path))
    }

    /// The file that a node stands in.
    #[must_use]
    pub fn file(&self, at: &Pointer) -> Option<&Path> {
        self.files.get(at.file()).map(|file| file.source.name())
    }

    /// The length of all files, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        let lengths = self.files.list.iter().map(|file| file.source.text().len());
        lengths.sum()
    }

    /// Whether `readOnly` or `writeOnly` occurs at all.
    #[must_use]
    pub fn has_sides(&self) -> bool {
        self.files.list.iter().any(|file| file.has_sides)
    }

    /// The node at `pointer`, as it was written.
    #[must_use]
    pub fn raw(&self, pointer: &Pointer) -> Option<&Node> {
        self.resolver().raw(pointer)
    }

    /// Whether the node at `pointer` was reported as one that can't be used.
    #[must_use]
    pub fn is_bad(&self, pointer: &Pointer) -> bool {
        self.bad.contains(pointer)
    }
}
