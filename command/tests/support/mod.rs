//! What tests of the command share.
#![allow(dead_code, reason = "not every test needs all of it")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

pub const DOCUMENT: &str = r##"
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
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(test: &str) -> Self {
        let directory =
            std::env::temp_dir().join(format!("openapi-build-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).expect("a directory for the test");
        fs::write(directory.join("pets.yaml"), DOCUMENT).expect("the document");
        Self(directory)
    }

    pub fn run(&self, line: &str) -> Output {
        self.command(line.split(' ')).output().expect("the command")
    }

    /// The command with these arguments.
    pub fn command<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-build"));
        command.args(arguments).current_dir(&self.0);
        command
    }

    /// Runs it, expects this exit code, and gives what it said.
    pub fn expect(&self, code: i32, line: &str) -> String {
        let output = self.run(line);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{line}: {said}");
        said
    }

    /// Runs Cargo, which has to succeed without a warning, and gives what it printed. A program that it runs is asked for a request.
    pub fn cargo(&self, line: &str) -> String {
        let question = self.0.join("question.json");
        fs::write(
            &question,
            r#"{"operation": "GET /pets/{id}", "args": {"path": {"id": 7}}}"#,
        )
        .expect("the question");
        let output = Command::new(env!("CARGO"))
            .args(line.split(' '))
            .args(["--offline", "--quiet", "--no-default-features"])
            .current_dir(&self.0)
            .stdin(fs::File::open(&question).expect("the question"))
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .output()
            .expect("cargo");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    pub fn exists(&self, path: &str) -> bool {
        self.0.join(path).exists()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
