//! What the compiler makes of the small documents in `tests/fixtures/documents`, and what it says
//! about them. The package `fixture-clients` compiles the same output and tests its behaviour.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_client_codegen::document::Source;
use openapi_client_codegen::{Config, Generated, generate};

fn documents() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents");
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

/// Named without a directory, so that no snapshot depends on the machine.
fn generated(path: &Path) -> Generated {
    let text = fs::read_to_string(path).expect("a document of text");
    let options = path.with_extension("toml");
    let config = match fs::read_to_string(options) {
        Ok(options) => Config::from_toml(&options).expect("valid options"),
        Err(_) => Config::default(),
    };
    let source = Source::from_text(format!("{}.yaml", stem(path)), text);
    generate(source, &config, "client.rs")
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
    text
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
