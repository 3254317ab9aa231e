//! Generates a client of each server from the document that the server itself publishes.

use std::env;
use std::path::PathBuf;

use openapi_build::Build;

fn main() {
    println!("cargo::rerun-if-env-changed=OPENAPI_BUILD_SHARED");
    // Beside the repository, unless said otherwise.
    let shared = env::var_os("OPENAPI_BUILD_SHARED").unwrap_or_else(|| "../../../shared".into());
    let corpus = PathBuf::from(shared).join("corpus");
    Build::new(corpus.join("chroma.json"))
        .file("chroma.rs")
        .run();
    Build::new(corpus.join("fastapi-shop.json"))
        .config("shop.toml")
        .file("shop.rs")
        .run();
    if env::var_os("CARGO_FEATURE_SEAM").is_some() {
        Build::new(corpus.join("seam.json"))
            .config("seam.toml")
            .file("seam.rs")
            .run();
    }
}
