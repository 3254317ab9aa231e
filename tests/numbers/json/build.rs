//! The types of the orders and the chunks.

fn main() {
    openapi_build::build("payloads.yaml");
}
