//! The machines see what they are made to see: limits that no document fits make any document fail.

use std::path::Path;
use std::process::Command;

/// What `attacks documents` says of a fixture, and its exit code.
fn tried(options: &[&str]) -> (String, Option<i32>) {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/documents");
    let output = Command::new(env!("CARGO_BIN_EXE_attacks"))
        .arg("documents")
        .arg(fixtures.join("recursive.yaml"))
        .args(options)
        .output()
        .expect("the program");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (said, output.status.code())
}

#[test]
fn a_document_within_the_limits_passes() {
    let (said, code) = tried(&[]);
    assert!(said.ends_with("attacks: 3 passed, 0 failed\n"), "{said}");
    assert_eq!(code, Some(0));
}

#[test]
fn a_process_that_dies_or_is_late_is_a_failure() {
    for (options, kind) in [
        (["--stack", "100"], "stack overflow"),
        (["--time", "0"], "hang"),
    ] {
        let (said, code) = tried(&options);
        assert!(said.contains(&format!("3 times: {kind}\n")), "{said}");
        assert!(said.ends_with("attacks: 0 passed, 3 failed\n"), "{said}");
        assert_eq!(code, Some(1));
    }
}
