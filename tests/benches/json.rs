//! Decoding and encoding an `acs_credential`: the code that the compiler generates for it against hand-written structs
//! that derive `Serialize` and `Deserialize`, ignore unknown fields and merge null with absent.
//!
//! `cargo bench -p openapi-build-tests --bench json`

use std::hint::black_box;

mod inputs;

use openapi_build_runtime::json;
use seam_client::types::AcsCredential;

fn main() {
    check();
    divan::Divan::from_args().main();
}

/// Both read the same thing, so that the comparison is fair.
fn check() {
    for text in [inputs::FULL, inputs::SHORT] {
        let generated: AcsCredential = json::from_str(text).expect("it is valid");
        let derived: seam_derived::AcsCredential = serde_json::from_str(text).expect("it is valid");
        let value: serde_json::Value = serde_json::from_str(text).expect("it is valid");
        let written = json::to_string(&generated);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&written).ok(),
            Some(value)
        );
        assert_eq!(generated.acs_credential_id, derived.acs_credential_id);
        assert_eq!(generated.errors.len(), derived.errors.len());
        assert_eq!(generated.created_at.timestamp(), derived.created_at);
    }
}

const INPUTS: [(&str, &str); 2] = [("full", inputs::FULL), ("short", inputs::SHORT)];

fn text(name: &str) -> &'static str {
    INPUTS
        .iter()
        .find(|input| input.0 == name)
        .map_or("", |input| input.1)
}

#[divan::bench(args = ["full", "short"])]
fn decode_generated(name: &str) -> AcsCredential {
    json::from_slice(black_box(text(name).as_bytes())).expect("it is valid")
}

#[divan::bench(args = ["full", "short"])]
fn decode_derived(name: &str) -> seam_derived::AcsCredential {
    serde_json::from_slice(black_box(text(name).as_bytes())).expect("it is valid")
}

#[divan::bench(args = ["full", "short"])]
fn encode_generated(bencher: divan::Bencher, name: &str) {
    let value: AcsCredential = json::from_str(text(name)).expect("it is valid");
    bencher.bench_local(|| json::to_vec(black_box(&value)));
}

#[divan::bench(args = ["full", "short"])]
fn encode_derived(bencher: divan::Bencher, name: &str) {
    let value: seam_derived::AcsCredential = serde_json::from_str(text(name)).expect("it is valid");
    bencher.bench_local(|| serde_json::to_vec(black_box(&value)));
}
