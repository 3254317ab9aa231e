//! The compiler on real documents, large and partly wrong: it never panics, says where what is wrong
//! stands, and generates the same code every time.

mod shared;

use std::fs;
use std::path::{Path, PathBuf};

use openapi_build::diagnostics::Severity;
use openapi_build::{Config, Generated, generate_from};

/// The documents at hand; none, loudly, without them.
fn documents() -> Vec<PathBuf> {
    let Some(corpus) = shared::directory("corpus") else {
        return Vec::new();
    };
    let mut paths = vec![
        corpus.join("conjur/openapi.yml"),
        corpus.join("ethereum-beacon/beacon-node-oapi.yaml"),
    ];
    for entry in fs::read_dir(corpus).expect("the directory of documents") {
        let path = entry.expect("an entry of it").path();
        if path
            .extension()
            .is_some_and(|end| end == "json" || end == "yaml")
        {
            paths.push(path);
        }
    }
    paths.sort();
    paths
}

fn generated(path: &Path) -> Generated {
    generate_from(path, &Config::default(), "client.rs")
}

#[test]
fn every_document_becomes_a_client() {
    for path in documents() {
        let name = path.display();
        let once = generated(&path);
        let errors: Vec<_> = once
            .reports
            .iter()
            .filter(|one| one.severity() == Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        assert!(once.summary.operations > 0, "{name} has no operation");
        // Nothing is left out without a word about it.
        let told = |code: &str| {
            once.reports
                .iter()
                .filter(|one| one.diagnostic().code == code)
                .count()
        };
        assert_eq!(told("operation-skipped"), once.summary.skipped, "{name}");
        let unlocated = once.reports.iter().find(|one| one.location().is_none());
        assert!(unlocated.is_none(), "{name}: {unlocated:?}");
        assert_eq!(
            once.output,
            generated(&path).output,
            "{name} differs from run to run"
        );
        println!("{name}: {:?}", once.summary);
    }
}
