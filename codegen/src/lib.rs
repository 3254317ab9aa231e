//! An OpenAPI compiler.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::todo,
    clippy::unreachable
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod build;
mod config;
pub mod diagnostics;
pub mod document;
pub mod emit;
mod generate;
pub mod ir;
mod lower;
pub mod names;
pub mod passes;
mod render;
mod write;

pub use build::{Build, build};
pub use config::Config;
pub use generate::{Generated, Summary, generate, generate_from};
pub use lower::lower;
pub use render::{Output, render};
pub use write::write;
