//! Generated code is what `rustfmt` would write, so that `cargo fmt` changes nothing in a crate that has it.
//!
//! Where no name is so long that a line has more than 100 columns whatever is done, that is: there `rustfmt` has rules that
//! are nowhere written down.

use std::fs;
use std::path::Path;
use std::process::Command;

use openapi_build::{Config, Output, generate_from};
use openapi_build_cli::{Package, generate_package};

/// Where the documents are, from this package.
const DOCUMENTS: &str = "tests/fixtures/documents";

/// Writes `output` below `directory`.
fn write(output: &Output, directory: &Path) {
    for (path, text) in &output.files {
        let path = directory.join(path);
        let parent = path.parent().expect("a file in a directory");
        fs::create_dir_all(parent).expect("a directory can be made");
        fs::write(path, text).expect("a file can be written");
    }
}

/// What `rustfmt` would change in `file` and the modules below it.
fn changes(file: &Path) -> String {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024", "--check", "--color", "never"]);
    let output = rustfmt.arg(file).output().expect("rustfmt is installed");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// The output for a document, as one file and as a package.
fn outputs(document: &Path) -> [Output; 2] {
    let options = document.with_extension("toml");
    let config = match fs::read_to_string(&options) {
        Ok(text) => Config::from_toml("options.toml", &text).expect("valid options"),
        Err(_) => Config::default(),
    };
    let file = generate_from(document, &config, "client.rs");
    let package = generate_package(document, &config, &Package::default());
    [file, package].map(|generated| generated.output.expect("a client"))
}

#[test]
fn rustfmt_changes_nothing() {
    let mut documents = vec!["openapi.yaml".into()];
    let directory = fs::read_dir(DOCUMENTS).expect("a directory of documents");
    let files = directory.map(|entry| entry.expect("an entry").path());
    documents.extend(files.filter(|file| file.extension().is_some_and(|it| it == "yaml")));
    documents.sort();
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formatting");
    let mut found = String::new();
    for document in &documents {
        let name = document.file_stem().expect("a file").to_string_lossy();
        let directory = directory.join(&*name);
        let [file, package] = outputs(document);
        write(&file, &directory);
        write(&package, &directory);
        for root in ["client.rs", "src/lib.rs"] {
            found += &changes(&directory.join(root));
        }
    }
    assert!(found.is_empty(), "{found}");
}
