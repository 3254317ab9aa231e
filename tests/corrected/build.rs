//! The document with what the examples of Seam's documentation lack made optional.

fn main() {
    openapi_build::Build::new("../../openapi.yaml")
        .config("openapi-build.toml")
        .run();
}
