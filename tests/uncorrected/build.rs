//! The document with no option set.

fn main() {
    openapi_client_codegen::build("../../openapi.yaml");
}
