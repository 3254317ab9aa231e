//! Makes a document of each file of JSON Schema's test suite, a client of each document, and a list of the valid instances.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use openapi_build::{Config, generate_from};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=OPENAPI_BUILD_SHARED");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut code = Code::default();
    if let Some(shared) = env::var_os("OPENAPI_BUILD_SHARED") {
        let suite = PathBuf::from(shared).join("json-schema-test-suite");
        println!("cargo::rerun-if-changed={}", suite.display());
        for file in files(&suite)? {
            code.add(&file, &out)?;
        }
    }
    fs::write(out.join("clients.rs"), code.modules)?;
    let cases = format!("const CASES: &[Case] = &[\n{}];\n", code.cases);
    fs::write(out.join("cases.rs"), cases)?;
    Ok(())
}

fn files(suite: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = fs::read_dir(suite)?.map(|entry| Ok(entry?.path()));
    let mut files = entries.collect::<Result<Vec<PathBuf>, std::io::Error>>()?;
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    Ok(files)
}

/// What is written for all files.
#[derive(Default)]
struct Code {
    modules: String,
    cases: String,
}

impl Code {
    /// Adds a file of the suite: groups of tests, each with a schema.
    fn add(&mut self, file: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
        let name = file
            .file_stem()
            .and_then(|name| name.to_str())
            .ok_or("a name")?;
        let module = name.replace('-', "_").to_lowercase();
        let module = format!("of_{module}");
        let groups: Vec<Value> = serde_json::from_str(&fs::read_to_string(file)?)?;
        let directory = out.join(&module);
        fs::create_dir_all(&directory)?;
        let mut schemas = serde_json::Map::new();
        for (index, group) in groups.iter().enumerate() {
            // In a file of its own, so that it is the root that its references mean.
            let schema = &group["schema"];
            let items = match schema {
                Value::Bool(_) => schema.clone(),
                _ => {
                    let file = format!("schema{index}.json");
                    fs::write(directory.join(&file), schema.to_string())?;
                    json!({ "$ref": file })
                }
            };
            schemas.insert(
                format!("list{index}"),
                json!({ "type": "array", "items": items }),
            );
            self.cases(name, &module, index, group)?;
        }
        let document = json!({
            "openapi": "3.1.0",
            "info": { "title": name, "version": "1" },
            "components": { "schemas": schemas },
        });
        let path = directory.join("openapi.json");
        fs::write(&path, document.to_string())?;
        let generated = generate_from(&path, &Config::default(), "client.rs");
        let output = generated.output.ok_or_else(|| {
            let reports = generated.reports.iter().map(ToString::to_string);
            format!("{name}: {}", reports.collect::<Vec<_>>().join("\n"))
        })?;
        for (_, text) in &output.files {
            fs::write(out.join(format!("{module}.rs")), text)?;
        }
        writeln!(
            self.modules,
            "pub(crate) mod {module} {{\n    include!(concat!(env!(\"OUT_DIR\"), \"/{module}.rs\"));\n}}\n"
        )?;
        Ok(())
    }

    /// The valid instances of one schema.
    fn cases(
        &mut self,
        file: &str,
        module: &str,
        index: usize,
        group: &Value,
    ) -> Result<(), Box<dyn Error>> {
        for test in group["tests"].as_array().into_iter().flatten() {
            if test["valid"] == true {
                let text = |of: &Value| of["description"].as_str().unwrap_or_default().to_owned();
                let named = [file.to_owned(), text(group), text(test)].join(" | ");
                writeln!(
                    self.cases,
                    "    Case {{ name: {named:?}, instance: {:?}, written: written::<crate::{module}::types::List{index}> }},",
                    test["data"].to_string(),
                )?;
            }
        }
        Ok(())
    }
}
