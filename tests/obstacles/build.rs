//! Generates a client for every document of the course, and a module around each.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

mod course;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=course.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut modules = String::new();
    for (name, text) in course::documents_of_all_words() {
        fs::write(
            out.join(format!("{name}.rs")),
            course::single_file(name, text),
        )?;
        writeln!(
            modules,
            "/// The client of a document of obstacles.\npub mod {name} {{\n    include!(concat!(env!(\"OUT_DIR\"), \"/{name}.rs\"));\n}}\n"
        )?;
    }
    fs::write(out.join("clients.rs"), modules)?;
    Ok(())
}
