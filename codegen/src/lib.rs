//! An OpenAPI compiler: a document becomes a typed Rust client, inside of `cargo build`.
//!
//! For most users one line in `build.rs` is all: see [`build`]. The steps behind it are a pipeline
//! that goes one way, with one type at each boundary:
//!
//! ```text
//! text --read--> Document --lower--> ir::Api --passes--> ir::Api --emit--> tokens --render--> Output --write--> files
//! ```
//!
//! Documents of OpenAPI 3.0, 3.1 and 3.2 are understood. Nothing panics, whatever the document says: what can't
//! be represented is a [`diagnostics::Diagnostic`], and everything else is generated.
#![cfg_attr(feature = "unstable", doc = "", doc = include_str!("steps.md"))]
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
// The steps, and what only packages need, are used where they can be named.
#![cfg_attr(not(feature = "unstable"), allow(dead_code, unused_imports))]

mod build;
mod cargo;
mod config;
pub mod diagnostics;
mod generate;
mod hash;
mod lower;
mod parameter;
mod pointer;
mod render;
mod write;

// The steps of the pipeline.
#[cfg(not(feature = "unstable"))]
mod docs;
#[cfg(feature = "unstable")]
pub mod docs;
#[cfg(not(feature = "unstable"))]
mod document;
#[cfg(feature = "unstable")]
pub mod document;
#[cfg(not(feature = "unstable"))]
mod emit;
#[cfg(feature = "unstable")]
pub mod emit;
#[cfg(not(feature = "unstable"))]
mod inert;
#[cfg(feature = "unstable")]
pub mod inert;
#[cfg(not(feature = "unstable"))]
mod ir;
#[cfg(feature = "unstable")]
pub mod ir;
#[cfg(not(feature = "unstable"))]
mod names;
#[cfg(feature = "unstable")]
pub mod names;
#[cfg(not(feature = "unstable"))]
mod passes;
#[cfg(feature = "unstable")]
pub mod passes;

pub use build::{Build, build};
pub use config::{Config, Filter, PlaceOptions, RuntimeLayout};
pub use document::Source;
pub use generate::{Generated, Summary, generate, generate_from};
pub use pointer::Pointer;
pub use render::Output;
pub use write::write;

#[cfg(feature = "unstable")]
pub use crate::{
    generate::compile,
    lower::lower,
    render::render,
    write::{is_unfinished, replace},
};
