//! The build script of `generated-client`: openapi.yaml becomes the client, at every change.

fn main() {
    println!("cargo::rerun-if-changed=../build.rs");
    openapi_build::Build::new("../openapi.yaml")
        .config("openapi-build.toml")
        .run();
}
