//! The command as its users call it: exit codes, what is written, what is refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
tags: [{ name: pets, description: All about pets. }, { name: shops }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
        "404": { $ref: "#/components/responses/Missing" }
        default: { $ref: "#/components/responses/Failed" }
  /shops:
    get:
      operationId: listShops
      tags: [shops]
      parameters: [{ name: near, in: query, schema: { type: string } }]
      responses:
        "200":
          description: They.
          headers: { X-Count: { schema: { type: integer } } }
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Shop" } } } }
        "404": { $ref: "#/components/responses/Missing" }
        default: { $ref: "#/components/responses/Failed" }
components:
  responses:
    Missing: { description: Not there., content: { application/json: { schema: { $ref: "#/components/schemas/Person" } } } }
    Failed: { description: Anything else., content: { text/plain: { schema: { type: string } } } }
  schemas:
    Pet: { type: object, required: [name], properties: { name: { type: string }, owner: { $ref: "#/components/schemas/Person" } } }
    Shop: { type: object, properties: { keeper: { $ref: "#/components/schemas/Person" } } }
    Person: { type: object, properties: { name: { type: string } } }
"##;

/// A directory of a test, removed at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(test: &str) -> Self {
        let directory =
            std::env::temp_dir().join(format!("openapi-client-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).expect("a directory for the test");
        fs::write(directory.join("pets.yaml"), DOCUMENT).expect("the document");
        Self(directory)
    }

    fn run(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_openapi-client"))
            .args(line.split(' '))
            .current_dir(&self.0)
            .output()
            .expect("the command")
    }

    /// Runs it, expects this exit code, and gives what it said.
    fn expect(&self, code: i32, line: &str) -> String {
        let output = self.run(line);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{line}: {said}");
        said
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    fn exists(&self, path: &str) -> bool {
        self.0.join(path).exists()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn files(directory: &Path, below: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(directory).expect("the directory") {
        let entry = entry.expect("an entry");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.push(name);
        }
    }
    found.sort();
}

#[test]
fn a_crate_has_modules_by_tag_and_the_runtime() {
    let scratch = Scratch::new("modules");
    scratch.expect(0, "generate pets.yaml --output pets --report report.json");
    let mut found = Vec::new();
    files(&scratch.0.join("pets"), "", &mut found);
    found.retain(|path| !path.starts_with("src/runtime/"));
    let expected = [
        "Cargo.toml",
        "README.md",
        "src/client.rs",
        "src/headers.rs",
        "src/lib.rs",
        "src/operations/mod.rs",
        "src/operations/pets.rs",
        "src/operations/shared.rs",
        "src/operations/shops.rs",
        "src/serde_impls.rs",
        "src/types/mod.rs",
        "src/types/pets.rs",
        "src/types/shared.rs",
        "src/types/shops.rs",
    ];
    assert_eq!(found, expected);
    assert!(
        scratch
            .read("pets/src/operations/pets.rs")
            .contains("//! All about pets.")
    );
    assert!(
        scratch
            .read("pets/src/types/shared.rs")
            .contains("pub struct Person {")
    );
    assert!(
        scratch
            .read("pets/src/operations/shared.rs")
            .contains("pub enum NotFoundOrDefault {")
    );
    assert!(scratch.exists("pets/src/runtime/call.rs"));
    assert!(
        scratch
            .read("pets/Cargo.toml")
            .contains("name = \"pets-client\"")
    );
    let report: serde_json::Value =
        serde_json::from_str(&scratch.read("report.json")).expect("the report is JSON");
    assert_eq!(report["totals"]["operations"], 2);
    assert_eq!(report["totals"]["types"], 3);
    assert_eq!(report["totals"]["fields"], 4);
}

#[test]
fn check_finds_what_differs_and_writes_nothing() {
    let scratch = Scratch::new("check");
    let said = scratch.expect(1, "check pets.yaml --output pets");
    assert!(said.contains("missing: src/lib.rs"), "{said}");
    assert!(!scratch.exists("pets"));
    scratch.expect(0, "generate pets.yaml --output pets");
    scratch.expect(0, "check pets.yaml --output pets");
    scratch.write(
        "pets.yaml",
        &DOCUMENT.replace("tags: [shops]", "tags: [stores]"),
    );
    let said = scratch.expect(1, "check pets.yaml --output pets");
    assert!(said.contains("missing: src/operations/stores.rs"), "{said}");
    assert!(
        said.contains("left over: src/operations/shops.rs"),
        "{said}"
    );
    let said = scratch.expect(0, "generate pets.yaml --output pets");
    assert!(said.contains("files changed"), "{said}");
    assert!(!scratch.exists("pets/src/operations/shops.rs"));
    scratch.expect(0, "check pets.yaml --output pets");
}

#[test]
fn a_directory_with_something_else_is_refused() {
    let scratch = Scratch::new("foreign");
    fs::create_dir(scratch.0.join("mine")).expect("a directory");
    scratch.write("mine/notes.txt", "mine");
    let said = scratch.expect(1, "generate pets.yaml --output mine");
    assert!(said.contains("holds something else"), "{said}");
    assert!(!scratch.exists("mine/src"));
    scratch.expect(0, "generate pets.yaml --output pets");
    scratch.write("pets/src/mine.rs", "// mine");
    let before = scratch.read("pets/src/client.rs");
    scratch.write(
        "pets.yaml",
        &DOCUMENT.replace("title: Pets", "title: Animals"),
    );
    let said = scratch.expect(1, "generate pets.yaml --output pets");
    assert!(said.contains("src/mine.rs"), "{said}");
    assert_eq!(scratch.read("pets/src/client.rs"), before);
}

#[test]
fn nothing_is_written_when_there_are_errors() {
    let scratch = Scratch::new("errors");
    scratch.write(
        "pets.yaml",
        &DOCUMENT.replace("openapi: 3.0.3", "swagger: \"2.0\""),
    );
    let said = scratch.expect(1, "generate pets.yaml --output pets --report report.json");
    assert!(said.contains("pets.yaml:2:1"), "{said}");
    assert!(!scratch.exists("pets"));
    assert!(
        scratch
            .read("report.json")
            .contains("\"severity\": \"error\"")
    );
    let said = scratch.expect(1, "generate none.yaml --output pets");
    assert!(said.contains("none.yaml"), "{said}");
}

#[test]
fn wrong_usage_has_a_code_of_its_own() {
    let scratch = Scratch::new("usage");
    let said = scratch.expect(2, "generate pets.yaml");
    assert!(
        said.contains("--output") && said.contains("--help"),
        "{said}"
    );
    let help = scratch.run("--help");
    assert_eq!(help.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&help.stdout).contains("Usage: openapi-client generate"));
}

#[test]
fn filters_leave_out_operations_and_what_only_they_need() {
    let scratch = Scratch::new("filters");
    scratch.write("options.toml", "[include]\ntags = [\"pets\"]\n");
    scratch.expect(0, "generate pets.yaml --output pets --config options.toml");
    assert!(!scratch.exists("pets/src/operations/shops.rs"));
    assert!(
        !scratch
            .read("pets/src/types/pets.rs")
            .contains("struct Shop")
    );
    assert!(
        scratch
            .read("pets/src/types/pets.rs")
            .contains("struct Person")
    );
    scratch.write("options.toml", "[exclude]\npaths = [\"/pets*\"]\n");
    scratch.expect(0, "generate pets.yaml --output shops --config options.toml");
    assert!(!scratch.exists("shops/src/operations/pets.rs"));
    assert!(scratch.exists("shops/src/operations/shops.rs"));
    scratch.write("options.toml", "[include]\noperations = [\"getPets\"]\n");
    let said = scratch.expect(1, "generate pets.yaml --output none --config options.toml");
    assert!(
        said.contains("`include.operations` names `getPets`"),
        "{said}"
    );
}

/// Builds the crate for real, with the dependencies that this workspace has locked.
#[test]
fn the_crate_compiles_without_a_warning_with_the_features_of_some_tags() {
    let scratch = Scratch::new("build");
    scratch.write("options.toml", "features-per-tag = true\n");
    scratch.expect(0, "generate pets.yaml --output pets --config options.toml");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::copy(root.join("Cargo.lock"), scratch.0.join("pets/Cargo.lock")).expect("the lock file");
    let cargo = |command: &[&str], features: &str| {
        let output = Command::new(env!("CARGO"))
            .args(command)
            .args(["--offline", "--quiet"])
            .args(["--no-default-features", "--features", features])
            .current_dir(scratch.0.join("pets"))
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .env("CARGO_TARGET_DIR", scratch.0.join("target"))
            .output()
            .expect("cargo");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?} {features}: {said}");
    };
    for features in ["serde", "pets", "pets,shops,serde"] {
        cargo(&["check"], features);
    }
    // What is left out is no link of what is there.
    cargo(&["doc", "--no-deps"], "pets");
}
