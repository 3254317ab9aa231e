//! Clients of documents whose names are in the way: `cargo check -p obstacle-clients` is the test. They are large, so that is all that is
//! done with them.
//!
//! Whatever the compiler finds in them is an error, so that no user has to see it.
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub)]
#![deny(rust_2018_idioms, unused, unused_qualifications, single_use_lifetimes)]

include!(concat!(env!("OUT_DIR"), "/clients.rs"));
