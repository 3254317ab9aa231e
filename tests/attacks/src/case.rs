//! What is sent to a process that generates, and what comes back.

use serde::{Deserialize, Serialize};

use crate::tree::Tree;

/// What is generated from a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    /// One file, as a build script has it.
    File,
    /// A package, without the runtime's sources.
    Package,
    /// The same with its harness.
    Harness,
}

/// How a tree is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    Yaml,
}

/// A document.
#[derive(Clone, Debug)]
pub enum Content {
    /// Has a structure, which can be made smaller part by part.
    Tree(Tree, Form),
    /// Anything.
    Text(Vec<u8>),
}

impl Content {
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Tree(tree, Form::Json) => tree.to_json().into_bytes(),
            Self::Tree(tree, Form::Yaml) => tree.to_yaml().into_bytes(),
            Self::Text(bytes) => bytes.clone(),
        }
    }
}

/// One document to try, and what is to be made of it.
#[derive(Clone, Debug)]
pub struct Case {
    pub content: Content,
    /// Options as TOML; none if empty.
    pub options: String,
    pub layout: Layout,
    /// What it was made from, for whoever reads the report.
    pub origin: String,
}

/// What a process is asked for, besides the document.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    pub options: String,
    pub layout: Layout,
    /// The name of the package; made from the document's title if there is none.
    pub name: Option<String>,
    /// Whether the output is looked at, which takes longer than generating it.
    pub inspect: bool,
    /// Whether the files are sent back.
    pub files: bool,
}

/// What a process answers.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// A hash of the files that were generated; none when there are none.
    pub output: Option<u64>,
    /// How many operations and types they hold.
    pub operations: usize,
    pub types: usize,
    /// The CPU time that generating took.
    pub nanoseconds: u64,
    /// Every finding as it is printed.
    pub findings: String,
    /// What is wrong with it.
    pub failures: Vec<Failure>,
    /// The files, if they were asked for.
    pub files: Vec<(String, String)>,
}

/// Something that must not happen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Failure {
    /// The same for what has the same cause, as far as can be told; made smaller, a document keeps it.
    pub kind: String,
    pub detail: String,
}

impl Failure {
    pub fn new(kind: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            detail: detail.into(),
        }
    }
}
