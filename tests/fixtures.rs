//! What the compiler understands of the small documents in `tests/fixtures/documents`, and what it says about them: a snapshot
//! for each. The package `fixture-clients` compiles the code that they give, and tests its behaviour.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use openapi_build::diagnostics::Diagnostics;
use openapi_build::ir::Kept;
use openapi_build::{Config, Generated, compile, emit, render};
use openapi_build_cli::Inspected;

/// Where the documents are, from this package.
const DOCUMENTS: &str = "tests/fixtures/documents";

/// What came of a document, and what was understood of it.
fn generated(name: &str) -> (Generated, String) {
    // Named relative to this package, so that no snapshot depends on the machine.
    let document = format!("{DOCUMENTS}/{name}.yaml");
    let config = match fs::read_to_string(format!("{DOCUMENTS}/{name}.toml")) {
        Ok(text) => Config::from_toml(format!("{name}.toml"), &text).expect("valid options"),
        Err(_) => Config::default(),
    };
    let mut understood = String::new();
    let generated = compile(
        Path::new(&document),
        &config,
        Diagnostics::new(),
        Kept::Components,
        |api, document| {
            understood = Inspected(api).to_string();
            render(&emit::emit(api, &config, "client.rs")?, document)
        },
    );
    (generated, understood)
}

/// The code of a client.
fn code(generated: &Generated) -> &str {
    let output = generated.output.as_ref().expect("a client");
    let [(_, text)] = output.files.as_slice() else {
        panic!("one file, not {}", output.files.len());
    };
    text
}

/// Every finding, notes too.
fn findings(generated: &Generated) -> String {
    let mut text = String::new();
    for report in &generated.reports {
        write!(text, "\n{report}\n").expect("a String takes everything");
    }
    text.replace(&format!("{DOCUMENTS}/"), "")
}

fn check(name: &str) {
    let (first, understood) = generated(name);
    insta::assert_snapshot!(name, understood + &findings(&first));
    let (again, _) = generated(name);
    assert_eq!(code(&first), code(&again), "the second time");
}

macro_rules! fixtures {
    ($($name:ident)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];

        $(#[test]
        fn $name() {
            check(stringify!($name));
        })*
    };
}

fixtures! {
    additions all_of arguments bodies chosen_names chosen_types constants contradictions default_variants defaults deprecated empty enums
    error_media event_envelopes files formats free_form hostile_text incoming inheritance intersections json_schema many_required maps media_types
    multipart multipart_contents names nested numbers operation_names options parameter_edges parameters places presence
    read_write recursive references relative_server replies reply_headers reply_media requests_3_2 rules security
    sensitive server_paths servers streams tags unasked unions version_3_2 wrong_replies yaml
}

#[test]
fn every_document_is_looked_at() {
    let files = fs::read_dir(DOCUMENTS).expect("the directory of documents");
    let files = files.map(|file| file.expect("a file of it").file_name());
    let files = files.map(|name| name.into_string().expect("a name of plain text"));
    let documents: BTreeSet<String> = files
        .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
        .collect();
    let looked_at: BTreeSet<String> = NAMES.iter().map(ToString::to_string).collect();
    assert_eq!(documents, looked_at);
}

/// The code as its users read it, of documents that have most of what an emitter writes.
#[test]
fn code_of_some() {
    for name in [
        "hostile_text",
        "inheritance",
        "multipart",
        "arguments",
        "parameters",
        "places",
        "replies",
    ] {
        insta::assert_snapshot!(format!("{name}.code"), code(&generated(name).0));
    }
}
