//! A program of somebody who denies what can be denied, and uses little of its clients.
#![deny(
    warnings,
    dead_code,
    missing_docs,
    missing_debug_implementations,
    rust_2018_idioms,
    single_use_lifetimes,
    unreachable_pub,
    unused,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
#![forbid(unsafe_code)]

include!(concat!(env!("OUT_DIR"), "/clients.rs"));

fn main() {}
