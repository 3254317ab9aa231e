//! JSON Schema's own test suite (draft 2020-12): what each of its schemas becomes reads every instance that the suite calls valid,
//! and writes it back equal.
#![allow(missing_docs, dead_code, unused_imports, unreachable_pub)]

include!(concat!(env!("OUT_DIR"), "/clients.rs"));

#[cfg(test)]
mod tests;
