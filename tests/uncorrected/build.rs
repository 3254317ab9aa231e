//! The document with no option set.

fn main() {
    openapi_build::build("../../openapi.yaml");
}
