//! What the compiler understood of a document, as text: each operation with its functions, each type with what it holds, each with
//! the place it comes from.

mod operations;
mod types;

use std::fmt::{self, Display, Formatter};

use openapi_build::Pointer;
use openapi_build::ir::Api;

/// The text of an [`Api`], one line for each thing that became Rust.
///
/// Names on the left of `=` are those of the document, written as JSON where they are not words; types are written as in Rust. A
/// line that is indented belongs to the one above it.
#[derive(Debug)]
pub struct Inspected<'a>(pub &'a Api);

impl Display for Inspected<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(api) = self;
        writeln!(f, "client {} {}", quoted(&api.title), quoted(&api.version))?;
        if let Some(server) = &api.server {
            writeln!(f, "    server {}", quoted(server))?;
        }
        for server in api.servers.iter().flat_map(|servers| &servers.list) {
            let variables = server.variables.iter();
            let variables = variables.map(|one| format!(" {}={}", one.name, quoted(&one.default)));
            let variables: String = variables.collect();
            writeln!(
                f,
                "    server {} = {}{variables}",
                server.name,
                quoted(&server.url)
            )?;
        }
        operations::schemes(f, api)?;
        operations::operations(f, api)?;
        operations::outside(f, api)?;
        types::types(f, api)?;
        for at in &api.skipped {
            writeln!(f, "\nskipped {}", place(at))?;
        }
        for at in &api.fallbacks {
            writeln!(f, "\nany JSON although it says more {}", place(at))?;
        }
        Ok(())
    }
}

/// Where something stands.
fn place(at: &Pointer) -> String {
    let file = match at.file() {
        0 => String::new(),
        number => format!("file {number} "),
    };
    format!("{file}#{}", at.text())
}

/// A text of the document: as it is where it is one word, otherwise as JSON.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./{}$:*+".contains(c);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("{:?}", text),
    }
}

/// `name`, with the name on the wire before it where that is another one.
fn renamed(wire: &str, name: &str) -> String {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    match wire == plain {
        true => wire.to_owned(),
        false => format!("{} = {name}", quoted(wire)),
    }
}
