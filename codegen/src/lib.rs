//! An OpenAPI compiler: a document becomes a typed Rust client, inside of `cargo build`.
//!
//! For most users one line in `build.rs` is all: see [`build`]. The steps behind it are a pipeline
//! that goes one way, with one type at each boundary, and each can be used by itself:
//!
//! ```text
//! text --read--> Document --lower--> ir::Api --passes--> ir::Api --emit--> tokens --render--> Output --write--> files
//! ```
//!
//! ```
//! use openapi_build::diagnostics::Diagnostics;
//! use openapi_build::document::{Document, Source};
//! use openapi_build::{Config, emit, lower, passes, render, write};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let source = Source::from_text(
//!     "pets.yaml",
//!     r##"
//! openapi: 3.0.0
//! info: { title: Pets, version: "1" }
//! paths:
//!   /pets/{id}:
//!     get:
//!       operationId: getPet
//!       parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
//!       responses:
//!         "200":
//!           description: The pet.
//!           content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
//! components:
//!   schemas:
//!     Pet: { type: object, required: [name], properties: { name: { type: string } } }
//! "##,
//! );
//! let config = Config::default();
//! let mut diagnostics = Diagnostics::new();
//!
//! // Text to document: parsed once and checked; each node can be looked at on its own.
//! let document = Document::read(source, &mut diagnostics).ok_or("not an OpenAPI document")?;
//! assert_eq!(document.resolver().schemas()[0].0, "Pet");
//!
//! // Document to ir: what the Rust will be, every name decided.
//! let mut api = lower(&document, &config, &mut diagnostics);
//! passes::run(&mut api, &mut diagnostics);
//! assert_eq!(api.operations[0].name.as_str(), "get_pet");
//!
//! // Ir to text.
//! let files = emit::emit(&api, &config, "client.rs")?;
//! let output = render(&files, "pets.yaml")?;
//! assert!(output.files[0].1.contains("pub struct Pet {"));
//!
//! // What there is to say about the document, with file, line and column.
//! assert!(diagnostics.finish(Some(&document)).is_empty());
//!
//! // Text to disk, only where it differs from what is there.
//! # let directory = std::env::temp_dir().join("openapi-build-doctest");
//! write(&output, &directory)?;
//! # std::fs::remove_dir_all(&directory)?;
//! # Ok(())
//! # }
//! ```
//!
//! Documents of OpenAPI 3.0, 3.1 and 3.2 are understood. Nothing panics, whatever the document says: what can't
//! be represented is a [`diagnostics::Diagnostic`], and everything else is generated.
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
mod cargo;
mod config;
pub mod diagnostics;
mod docs;
pub mod document;
pub mod emit;
mod generate;
mod hash;
mod inert;
pub mod ir;
mod lower;
pub mod names;
mod package;
pub mod passes;
mod pointer;
mod render;
mod write;

pub use build::{Build, build};
pub use config::{Config, Filter, RuntimeLayout};
pub use generate::{Generated, Summary, generate, generate_from, generate_package};
pub use inert::inert;
pub use lower::lower;
pub use package::{Package, PackageName, Runtime, SourceFiles};
pub use render::{Output, render};
pub use write::{is_unfinished, replace, write};
