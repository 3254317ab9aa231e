//! What the command `openapi-build` does beyond the compiler: a client as a package of its own, and the harness by which test
//! suites drive it.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::todo,
    clippy::unreachable
)]
#![cfg_attr(test, allow(clippy::expect_used, clippy::panic))]

mod harness;
mod inspect;
mod package;

pub use harness::variants;
pub use inspect::Inspected;
pub use package::{Package, PackageName, Runtime, SourceFiles, generate_package};
