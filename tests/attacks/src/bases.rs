//! The documents that are changed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::tree::Tree;

/// A document that is changed.
pub struct Base {
    pub name: String,
    pub tree: Tree,
}

/// The top of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The small documents of the tests.
pub fn fixtures() -> io::Result<Vec<Base>> {
    let mut bases = Vec::new();
    for path in documents(&root().join("tests/fixtures/documents"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("tests/fixtures/documents/{name}");
        let text = fs::read_to_string(&path)?;
        bases.extend(Tree::read(&text).map(|tree| Base { name, tree }));
    }
    match bases.is_empty() {
        true => Err(io::Error::other("no fixtures")),
        false => Ok(bases),
    }
}

/// The documents of a directory, sorted.
pub fn documents(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|end| end == "yaml" || end == "json")
        {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
