//! Every variant of every union of the small documents, those of `tests/fixtures` and of the shared directory: what is built by
//! its constructor, from what is required, is read as the same variant.
#![cfg(test)]

use openapi_build_runtime::serde_json::Value;

/// What builds the variants of a document's unions.
type Variants = fn() -> Result<Value, String>;

include!(concat!(env!("OUT_DIR"), "/clients.rs"));

#[test]
fn what_is_built_is_read_as_what_it_is() {
    let mut built = 0;
    let mut failures = Vec::new();
    for (document, variants) in DOCUMENTS {
        let answer = variants().expect("values of the types");
        for variant in answer["variants"].as_array().expect("a list") {
            let text = |key: &str| variant[key].as_str().unwrap_or_default();
            // A value without an end can't be built.
            if text("value").is_empty() {
                continue;
            }
            built += 1;
            // Where nothing says which variant a value is, it is enough that nothing is lost.
            let alike = variant["said"] == Value::Bool(false) && text("back") == text("value");
            if text("read") != text("variant") && !alike {
                failures.push(format!("{document}: {variant}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(built > 100, "only {built} variants");
}
