//! The seeds of each target, and what was found with it, replayed without a fuzzer.

use std::path::Path;

/// Runs a property over its seeds.
fn replay(target: &str, property: fn(&[u8])) {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("seeds")
        .join(target);
    let mut count = 0;
    for entry in std::fs::read_dir(&seeds).expect("the seeds are there") {
        let path = entry.expect("a file").path();
        let bytes = std::fs::read(&path).expect("a seed is read");
        // Which one it was, should it fail.
        println!("{}", path.display());
        property(&bytes);
        // Damaged in simple ways.
        for end in 0..bytes.len().min(200) {
            property(&bytes[..end]);
        }
        count += 1;
    }
    assert!(count >= 5, "{target} has {count} seeds");
}

#[test]
fn json() {
    replay("json", openapi_client_fuzz::json);
}

#[test]
fn streams() {
    replay("streams", openapi_client_fuzz::streams);
}

#[test]
fn urls() {
    replay("urls", openapi_client_fuzz::urls);
}

#[test]
fn dates() {
    replay("dates", openapi_client_fuzz::dates);
}

#[test]
fn generate() {
    replay("generate", openapi_client_fuzz::generate);
}
