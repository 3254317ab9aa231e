//! Generates a client of each small document, and beside it what builds each variant of each of its unions.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use openapi_build::diagnostics::Diagnostics;
use openapi_build::ir::Kept;
use openapi_build::{Config, compile, emit, render};
use openapi_build_cli::variants;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=OPENAPI_BUILD_SHARED");
    let mut directories = vec![PathBuf::from("../fixtures/documents")];
    let shared = env::var_os("OPENAPI_BUILD_SHARED").map(PathBuf::from);
    directories.extend(shared.map(|shared| shared.join("cases")));
    let mut documents = Vec::new();
    for directory in directories {
        println!("cargo::rerun-if-changed={}", directory.display());
        for entry in fs::read_dir(directory)? {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == "yaml") {
                documents.push(path);
            }
        }
    }
    documents.sort();
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut modules = String::new();
    let mut table = String::new();
    for (number, document) in documents.iter().enumerate() {
        let name = document.file_stem().and_then(|name| name.to_str());
        let name = name.ok_or("a document without a name")?;
        let module = format!("client_{number}");
        if client(document, &out.join(format!("{module}.rs")))? {
            writeln!(
                modules,
                "mod {module} {{\n    include!(concat!(env!(\"OUT_DIR\"), \"/{module}.rs\"));\n}}\n"
            )?;
            writeln!(
                table,
                "    ({name:?}, {module}::variants_of_unions::variants),"
            )?;
        }
    }
    let clients = format!("{modules}const DOCUMENTS: &[(&str, Variants)] = &[\n{table}];\n");
    fs::write(out.join("clients.rs"), clients)?;
    Ok(())
}

/// Writes the client of a document; whether it has one.
fn client(document: &Path, to: &Path) -> Result<bool, Box<dyn Error>> {
    let options = document.with_extension("toml");
    let config = match options.exists() {
        true => Config::from_file(&options).map_err(|found| format!("{found:?}"))?,
        false => Config::default(),
    };
    let mut built = String::new();
    let generated = compile(
        document,
        &config,
        Diagnostics::new(),
        Kept::BothSides,
        |api, text| {
            built = variants(api);
            render(&emit::emit(api, &config, "client.rs")?, text)
        },
    );
    let Some(output) = generated.output else {
        return Ok(false);
    };
    let [(_, client)] = output.files.as_slice() else {
        return Err("a client of several files".into());
    };
    let module = format!(
        "{client}\n#[allow(dead_code, deprecated, unused_qualifications)]\npub(crate) mod variants_of_unions {{\nuse super::*;\n{built}}}\n"
    );
    fs::write(to, module)?;
    Ok(true)
}
