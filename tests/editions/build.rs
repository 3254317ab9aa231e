//! Generates a client for every fixture and for some documents of others, each in a private module of the program.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use openapi_build::Build;

/// Where the fixtures are, from each package.
const FIXTURES: &str = "../../fixtures/documents";

/// Documents of others that have much of everything.
const OTHERS: [&str; 3] = ["discord.json", "nexus.json", "train-travel.yaml"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={FIXTURES}");
    println!("cargo:rerun-if-env-changed=OPENAPI_BUILD_SHARED");
    let mut documents = Vec::new();
    for entry in fs::read_dir(FIXTURES)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            documents.push(path);
        }
    }
    if let Some(shared) = env::var_os("OPENAPI_BUILD_SHARED") {
        let corpus = PathBuf::from(shared).join("corpus");
        documents.extend(OTHERS.iter().map(|name| corpus.join(name)));
    }
    documents.sort();
    let mut modules = String::new();
    for path in &documents {
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .ok_or("a document without a name")?;
        let name = name.replace('-', "_");
        client(path, &name, &mut modules)?;
    }
    // Two clients of one crate may be of one document.
    let twice = documents.first().ok_or("no document")?;
    client(twice, "twice", &mut modules)?;
    fs::write(
        PathBuf::from(env::var("OUT_DIR")?).join("clients.rs"),
        modules,
    )?;
    Ok(())
}

fn client(document: &Path, name: &str, modules: &mut String) -> Result<(), Box<dyn Error>> {
    let mut build = Build::new(document).file(format!("{name}.rs"));
    let options = document.with_extension("toml");
    if options.exists() {
        build = build.config(options);
    }
    build.run();
    write!(
        modules,
        "mod {name} {{\n    include!(concat!(env!(\"OUT_DIR\"), \"/{name}.rs\"));\n}}\n"
    )?;
    Ok(())
}
