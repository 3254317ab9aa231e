//! What the compiler makes of the small documents in `tests/fixtures/documents`, and what it says
//! about them. The package `fixture-clients` compiles the same output and tests its behaviour.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_build::{Config, Generated, generate_from};

/// Where the documents are, from this package.
const DOCUMENTS: &str = "tests/fixtures/documents";

fn documents() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENTS);
    let mut paths: Vec<PathBuf> = fs::read_dir(directory)
        .expect("the directory of documents")
        .map(|entry| entry.expect("an entry of it").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .collect();
    paths.sort();
    assert!(paths.len() > 20, "only {} documents found", paths.len());
    paths
}

fn stem(path: &Path) -> &str {
    path.file_stem()
        .and_then(|stem| stem.to_str())
        .expect("a file name of plain text")
}

/// Named relative to this package, so that no snapshot depends on the machine.
fn generated(path: &Path) -> Generated {
    let options = path.with_extension("toml");
    let config = match fs::read_to_string(options) {
        Ok(options) => Config::from_toml(&options).expect("valid options"),
        Err(_) => Config::default(),
    };
    let name = format!("{DOCUMENTS}/{}.yaml", stem(path));
    generate_from(Path::new(&name), &config, "client.rs")
}

fn text(generated: &Generated) -> &str {
    let output = generated.output.as_ref().expect("a client");
    let [(_, text)] = output.files.as_slice() else {
        panic!("one file, not {}", output.files.len());
    };
    text
}

/// Every finding, notes too, and the counts of what became code.
fn findings(generated: &Generated) -> String {
    let mut text = String::new();
    for report in &generated.reports {
        writeln!(text, "{report}\n").expect("a String takes everything");
    }
    write!(text, "{:?}", generated.summary).expect("a String takes everything");
    text.replace(&format!("{DOCUMENTS}/"), "")
}

#[test]
fn generated_code() {
    for path in documents() {
        insta::assert_snapshot!(stem(&path), text(&generated(&path)));
    }
}

#[test]
fn diagnostics() {
    for path in documents() {
        insta::assert_snapshot!(
            format!("{}.diagnostics", stem(&path)),
            findings(&generated(&path))
        );
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for path in documents() {
        assert_eq!(
            text(&generated(&path)),
            text(&generated(&path)),
            "{}",
            stem(&path)
        );
    }
}
