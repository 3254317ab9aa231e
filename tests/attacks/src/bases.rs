//! The documents that are changed: small ones as they are, large ones cut down to a few operations.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fastrand::Rng;

use crate::cut::cut;
use crate::tree::Tree;

/// How many cuts are made of a large document.
const CUTS: usize = 24;

/// A document that is changed.
pub struct Base {
    pub name: String,
    /// As it was written, or as it would be.
    pub text: String,
    pub tree: Tree,
}

/// The top of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The small documents of the tests, the small cases, and cuts of the real documents.
///
/// # Errors
///
/// The documents of others are not there: without them the same seed would give other documents.
pub fn all() -> io::Result<Vec<Base>> {
    let beside = || root().join("../shared");
    let shared = std::env::var_os("OPENAPI_BUILD_SHARED").map_or_else(beside, PathBuf::from);
    let mut bases = whole(&root().join("tests/fixtures/documents"))?;
    bases.extend(whole(&shared.join("cases"))?);
    let mut large = documents(&shared.join("corpus"))?;
    large.push(root().join("openapi.yaml"));
    bases.extend(cuts(&large)?);
    Ok(bases)
}

fn whole(directory: &Path) -> io::Result<Vec<Base>> {
    let mut bases = Vec::new();
    for path in documents(directory)? {
        let (name, text) = (name(&path), fs::read_to_string(&path)?);
        bases.extend(Tree::read(&text).map(|tree| Base { name, text, tree }));
    }
    Ok(bases)
}

/// Cuts of each document, in its order, made on two threads: reading them takes seconds.
fn cuts(paths: &[PathBuf]) -> io::Result<Vec<Base>> {
    let middle = paths.len() / 2;
    let (left, right) = paths.split_at(middle);
    let (left, right) = std::thread::scope(|scope| {
        let left = scope.spawn(|| cuts_of(left, 0));
        let right = cuts_of(right, middle);
        let panicked = |_| Err(io::Error::other("a thread panicked"));
        (left.join().unwrap_or_else(panicked), right)
    });
    let mut bases = left?;
    bases.extend(right?);
    Ok(bases)
}

fn cuts_of(paths: &[PathBuf], first: usize) -> io::Result<Vec<Base>> {
    let mut bases = Vec::new();
    for (index, path) in paths.iter().enumerate() {
        let Some(document) = Tree::read(&fs::read_to_string(path)?) else {
            continue;
        };
        let mut random = Rng::with_seed((first + index) as u64);
        for number in 0..CUTS {
            let tree = cut(&document, &mut random);
            bases.push(Base {
                name: format!("{}, cut {number}", name(path)),
                text: tree.to_yaml(),
                tree,
            });
        }
    }
    Ok(bases)
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The documents of a directory, sorted.
fn documents(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let named = |error: io::Error| {
        io::Error::new(error.kind(), format!("{}: {error}", directory.display()))
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(named)? {
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
