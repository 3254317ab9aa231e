//! What no list of layers says: `document` alone knows `openapiv3`, and operations see no node of a schema.

use std::fs;
use std::path::{Path, PathBuf};

/// Every file of the library, by its path in `src`.
fn sources(directory: &Path, found: &mut Vec<(String, String)>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(directory).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(&root).unwrap();
            let name = name.to_string_lossy().replace('\\', "/");
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The files under `folder` that say one of `words`.
fn files_with(folder: &str, words: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    sources(&root, &mut all);
    let mut in_folder = all
        .into_iter()
        .filter(|(name, _)| name.starts_with(folder))
        .peekable();
    assert!(in_folder.peek().is_some(), "{folder} is not there");
    // Comments may name what code must not know.
    let says = |text: &str| {
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        code.flat_map(|line| words.iter().map(move |word| line.contains(word)))
            .any(|found| found)
    };
    in_folder
        .filter(|(_, text)| says(text))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn openapiv3_is_seen_where_views_are_made_and_nowhere_else() {
    let seen = files_with("", &["openapiv3"]);
    assert!(!seen.is_empty());
    for file in seen {
        assert!(file.starts_with("document/views/"), "{file}");
    }
}

#[test]
fn operations_look_into_schemas_through_their_wing_alone() {
    let inside = &["Shape", "Node", ".raw("];
    assert_eq!(
        files_with("lower/operations/", inside),
        Vec::<String>::new()
    );
}
