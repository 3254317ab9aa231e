//! The client of `openapi.yaml` as the document has it: what it requires is required.

include!(concat!(env!("OUT_DIR"), "/client.rs"));
