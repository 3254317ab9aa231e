//! A client of `openapi.yaml` that also reads the abbreviated credentials of Seam's documentation.

include!(concat!(env!("OUT_DIR"), "/client.rs"));
