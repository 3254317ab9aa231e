//! The crates of the documents: generated, checked, and built in one workspace.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::document::Document;
use crate::findings::Findings;
use crate::harness::{Program, short};

/// Where things are.
pub struct Places {
    /// The command `openapi-build`.
    pub command: PathBuf,
    /// A Python with openapi-core.
    pub python: PathBuf,
    pub scratch: PathBuf,
}

/// Processor seconds and bytes.
#[derive(Clone, Copy, Default)]
pub struct Effort {
    pub cpu: f64,
    pub peak: f64,
}

/// What generating a document's crate gave.
pub struct Generated {
    pub package: String,
    pub report: Value,
    pub effort: Effort,
    /// What checking the client takes, and its runtime.
    pub checks: Option<Checks>,
}

/// What checking takes, of each package alone.
#[derive(Clone, Copy)]
pub struct Checks {
    pub client: Effort,
    pub runtime: Effort,
}

impl Places {
    fn workspace(&self) -> PathBuf {
        self.scratch.join("workspace")
    }

    /// Generates the crate twice and says whether the bytes are the same.
    pub fn generate(
        &self,
        document: &Document,
        findings: &mut Findings,
    ) -> Result<Option<Generated>, String> {
        let package = format!("{}-corpus", document.name.replace('.', "-"));
        let report = self.scratch.join(format!("{}.report.json", document.name));
        let first = self.workspace().join(&package);
        let second = self.scratch.join("again").join(&package);
        let mut effort = Effort::default();
        for directory in [&second, &first] {
            let _ = fs::remove_dir_all(directory);
            if let Some(parent) = directory.parent() {
                fs::create_dir_all(parent).map_err(|error| error.to_string())?;
            }
            let mut command = self.measured(self.command.to_string_lossy().as_ref());
            command.arg("generate").arg(&document.path).arg("--harness");
            command.arg("--name").arg(&package);
            command
                .arg("--output")
                .arg(directory)
                .arg("--report")
                .arg(&report);
            let output = run(&mut command)?;
            if !output.status.success() {
                findings.fail("generate", "#", last_lines(&output));
                return Ok(None);
            }
            effort = self.effort()?;
        }
        let same = read_tree(&first)? == read_tree(&second)?;
        findings.check(
            "same-bytes",
            "#",
            same.then_some(())
                .ok_or_else(|| "two runs differ".to_owned()),
        );
        let text = fs::read_to_string(&report).map_err(|error| error.to_string())?;
        let report: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        for kind in ["skipped", "fallbacks"] {
            for one in report[kind].as_array().into_iter().flatten() {
                let pointer = one["pointer"].as_str().unwrap_or_default();
                findings.fail(
                    if kind == "skipped" {
                        "skipped"
                    } else {
                        "fallback"
                    },
                    pointer,
                    place(one),
                );
            }
        }
        Ok(Some(Generated {
            package,
            report,
            effort,
            checks: None,
        }))
    }

    /// Makes one workspace of the crates, so that what they all depend on is built once.
    pub fn write_workspace(&self, packages: &[&str]) -> Result<(), String> {
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {packages:?}\n\n\
             [profile.dev]\ndebug = 0\nincremental = false\n"
        );
        fs::write(self.workspace().join("Cargo.toml"), manifest).map_err(|error| error.to_string())
    }

    /// `cargo check` of the client and its runtime, and what [`lint_package`](Self::lint_package) does with the client.
    pub fn lint(&self, generated: &mut Generated, findings: &mut Findings) -> Result<(), String> {
        let client = generated.package.as_str();
        let runtime = runtime_of(client);
        let sources = self.workspace().join(client);
        generated.checks = Some(Checks {
            client: self.check(client, &sources.join("src/lib.rs"), findings)?,
            runtime: self.check(&runtime, &sources.join("runtime/src/lib.rs"), findings)?,
        });
        self.lint_package(client, findings)
    }

    /// The same for the runtime of a client; those of others differ in names alone.
    pub fn lint_runtime(&self, client: &str, findings: &mut Findings) -> Result<(), String> {
        self.lint_package(&runtime_of(client), findings)
    }

    /// `cargo clippy`, `doc` and `test --doc` of a package, nothing of which may warn.
    fn lint_package(&self, package: &str, findings: &mut Findings) -> Result<(), String> {
        let lints: [(&'static str, &[&str], &[&str]); 2] = [
            (
                "clippy",
                &["clippy", "--all-features"],
                &["--", "-D", "warnings"],
            ),
            ("doc", &["doc", "--no-deps"], &[]),
        ];
        for (kind, command, more) in lints {
            let mut cargo = self.cargo(command);
            cargo.args(["-p", package]).args(more);
            let output = run(cargo.env("RUSTDOCFLAGS", "-D warnings"))?;
            findings.check(kind, "#", clean(&output));
        }
        let output = run(&mut self.cargo(&["test", "--doc", "-p", package]))?;
        findings.check("doctests", "#", no_doctests(&output));
        Ok(())
    }

    /// Checks a package alone: what it depends on is checked before.
    fn check(
        &self,
        package: &str,
        source: &Path,
        findings: &mut Findings,
    ) -> Result<Effort, String> {
        run(self
            .cargo(&["check", "-p", package])
            .env("CARGO_TERM_QUIET", "true"))?;
        let text = fs::read(source).map_err(|error| error.to_string())?;
        fs::write(source, text).map_err(|error| error.to_string())?;
        let mut check = self.measured("cargo");
        check.args(["check", "-p", package]);
        let output = run(self.in_workspace(&mut check))?;
        findings.check("check", "#", clean(&output));
        self.effort()
    }

    /// Builds the harness; nothing, and a failure, if there is none.
    pub fn harness(
        &self,
        package: &str,
        findings: &mut Findings,
    ) -> Result<Option<Program>, String> {
        if !self
            .workspace()
            .join(package)
            .join("examples/harness.rs")
            .exists()
        {
            findings.fail("harness", "#", "the command wrote no examples/harness.rs");
            return Ok(None);
        }
        let output = run(&mut self.cargo(&["build", "-p", package, "--example", "harness"]))?;
        if !output.status.success() {
            findings.fail("harness", "#", last_lines(&output));
            return Ok(None);
        }
        // Every crate's harness has the same name.
        let kept = self.scratch.join(format!("{package}.harness"));
        fs::copy(self.scratch.join("target/debug/examples/harness"), &kept)
            .map_err(|error| format!("the harness: {error}"))?;
        Ok(Some(Program::new(&kept)))
    }

    /// Generates into a directory of its own and gives the files.
    pub fn generate_files(
        &self,
        document: &Path,
        name: &str,
    ) -> Result<BTreeMap<PathBuf, Vec<u8>>, String> {
        let directory = self.scratch.join("additions").join(name);
        let _ = fs::remove_dir_all(&directory);
        let mut command = Command::new(&self.command);
        command
            .arg("generate")
            .arg(document)
            .arg("--name")
            .arg("client-of-it");
        let output = run(command.arg("--output").arg(&directory))?;
        if !output.status.success() {
            return Err(last_lines(&output));
        }
        read_tree(&directory)
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(arguments);
        self.in_workspace(&mut command);
        command
    }

    fn in_workspace<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .current_dir(self.workspace())
            .env("CARGO_TARGET_DIR", self.scratch.join("target"))
            .env("CARGO_TERM_COLOR", "never")
            .env_remove("RUSTFLAGS")
    }

    fn measured(&self, program: &str) -> Command {
        let mut command = Command::new(&self.python);
        command
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("measure.py"))
            .arg(self.scratch.join("measured.json"))
            .arg(program);
        command
    }

    /// What the last measured command took.
    fn effort(&self) -> Result<Effort, String> {
        let text = fs::read_to_string(self.scratch.join("measured.json"));
        let text = text.map_err(|error| error.to_string())?;
        let measured: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let number = |key: &str| measured[key].as_f64().unwrap_or_default();
        Ok(Effort {
            cpu: number("cpu"),
            peak: number("peak"),
        })
    }
}

/// The name of the package of a client's runtime.
fn runtime_of(client: &str) -> String {
    format!("{client}-runtime")
}

fn run(command: &mut Command) -> Result<Output, String> {
    command
        .output()
        .map_err(|error| format!("{}: {error}", command.get_program().display()))
}

fn place(finding: &Value) -> String {
    format!(
        "{} {} ({}:{})",
        finding["code"].as_str().unwrap_or("without a code"),
        finding["message"].as_str().unwrap_or_default(),
        finding["line"],
        finding["column"],
    )
}

fn last_lines(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("error")).collect();
    short(&lines.join(" | ")).to_owned()
}

/// That a command succeeded and said nothing.
fn clean(output: &Output) -> Result<(), String> {
    let text = String::from_utf8_lossy(&output.stderr);
    let told: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("warning") || line.starts_with("error"))
        // Of Cargo, about examples of several packages with one name.
        .filter(|line| !line.contains("output filename collision"))
        .collect();
    if output.status.success() && told.is_empty() {
        return Ok(());
    }
    Err(short(&told.join(" | ")).to_owned())
}

/// That no test stands outside of the runtime's own sources.
fn no_doctests(output: &Output) -> Result<(), String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let foreign: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("test ") && line.contains(".rs - "))
        .filter(|line| !line.contains("/runtime/") || line.ends_with("FAILED"))
        .collect();
    if output.status.success() && foreign.is_empty() {
        return Ok(());
    }
    Err(format!("{} {}", foreign.join(" | "), last_lines(output)))
}

fn read_tree(directory: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![directory.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).map_err(|error| error.to_string())? {
            let path = entry.map_err(|error| error.to_string())?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let bytes = fs::read(&path).map_err(|error| error.to_string())?;
                let name = path.strip_prefix(directory).unwrap_or(&path);
                found.insert(name.to_owned(), bytes);
            }
        }
    }
    Ok(found)
}
