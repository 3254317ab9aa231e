//! Whether what is generated from changed documents compiles: the compiler of Rust is the judge.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::bases;
use crate::case::{Case, Failure, Layout, Request};
use crate::drive::Run;
use crate::mutants;
use crate::options::Options;
use crate::report::Report;
use crate::shrink::shrink;
use crate::worker::{Limits, Worker};

const SEED: u64 = 1;
/// How many packages are checked unless the command line says otherwise.
const COUNT: u64 = 150;
/// How many documents are tried to make one that fails smaller: each is a run of Cargo.
const TRIES: usize = 120;

/// Checks as many packages as `--count` says, each with its harness, nothing of which may warn.
pub fn run(options: &Options) -> io::Result<bool> {
    let bases = bases::all()?;
    let run = Run::new("oracle", options, options.seed.unwrap_or(SEED), COUNT);
    let make = |number: u64| mutants::for_compiling(&bases, &mut run.random(number));
    let started = Instant::now();
    let mut oracle = Oracle::new()?;
    // Documents without operations and types make packages that nobody learns from: the next ones take their places.
    let wanted = run.numbers.end - run.numbers.start;
    let mut numbers = Vec::new();
    let mut next = run.numbers.start;
    let mut packages = Vec::new();
    while (numbers.len() as u64) < wanted && next < run.numbers.start + 20 * wanted {
        let name = format!("m{next}");
        if oracle.write(&name, &make(next))? {
            numbers.push(next);
            packages.push(name);
        } else if options.only.is_some() {
            return Err(io::Error::other("the document gives no client"));
        }
        next += 1;
    }
    let found = oracle.check(&packages)?;
    let mut report = Report::new(&run, numbers.len() as u64, started.elapsed());
    let mut known = BTreeSet::new();
    for (name, number) in packages.iter().zip(numbers) {
        let Some(failures) = found.get(name) else {
            continue;
        };
        report.count(failures);
        for failure in failures {
            if known.insert(failure.kind.clone()) {
                let case = oracle.smaller(make(number), failure)?;
                report.show(&run, number, failure, &case)?;
            }
        }
    }
    Ok(report.print())
}

/// One workspace of packages over the runtime of this repository.
struct Oracle {
    workspace: PathBuf,
    worker: Worker,
}

impl Oracle {
    /// The workspace lies beside this program, so that what all packages depend on is compiled once.
    fn new() -> io::Result<Self> {
        let program = std::env::current_exe()?;
        let target = program.ancestors().nth(2).unwrap_or(Path::new("target"));
        let workspace = target.join("attacks-oracle");
        match fs::remove_dir_all(workspace.join("packages")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(&workspace)?,
        }
        fs::copy(
            bases::root().join("Cargo.lock"),
            workspace.join("Cargo.lock"),
        )?;
        Ok(Self {
            workspace,
            worker: Worker::new(Limits::default()),
        })
    }

    /// Writes the package of a document. Whether it has anything.
    fn write(&mut self, name: &str, case: &Case) -> io::Result<bool> {
        let request = Request {
            options: case.options.clone(),
            layout: Layout::Harness,
            name: Some(name.to_owned()),
            inspect: false,
            files: true,
        };
        self.worker.send(&request, &case.content.bytes())?;
        // What kills the process is for other machines to find.
        let Ok(answer) = self.worker.receive()? else {
            return Ok(false);
        };
        if answer.operations + answer.types == 0 {
            return Ok(false);
        }
        let directory = self.workspace.join("packages").join(name);
        for (path, text) in answer
            .files
            .iter()
            .filter(|(path, _)| !path.starts_with("runtime/"))
        {
            let text = match path.as_str() {
                "Cargo.toml" => over_one_runtime(text)?,
                _ => text.clone(),
            };
            let path = directory.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&directory))?;
            fs::write(path, text)?;
        }
        Ok(directory.exists())
    }

    /// What the compiler has to say about each of the packages.
    fn check(&self, packages: &[String]) -> io::Result<BTreeMap<String, Vec<Failure>>> {
        let members: Vec<String> = packages
            .iter()
            .map(|name| format!("packages/{name}"))
            .collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = 0\nincremental = false\n"
        );
        fs::write(self.workspace.join("Cargo.toml"), manifest)?;
        let output = Command::new("cargo")
            .args([
                "check",
                "--quiet",
                "--workspace",
                "--lib",
                "--examples",
                "--keep-going",
            ])
            .arg("--message-format=json")
            .current_dir(&self.workspace)
            .env("CARGO_TARGET_DIR", self.workspace.join("target"))
            .stderr(Stdio::piped())
            .output()?;
        let messages = String::from_utf8_lossy(&output.stdout);
        let mut found: BTreeMap<String, Vec<Failure>> = BTreeMap::new();
        for line in messages.lines() {
            let message: Value = serde_json::from_str(line)?;
            if let Some((package, failure)) = failure(&message) {
                let failures = found.entry(package).or_default();
                if failures.iter().all(|other| other.kind != failure.kind) {
                    failures.push(failure);
                }
            }
        }
        if !output.status.success() && found.is_empty() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(io::Error::other(format!("cargo check: {said}")));
        }
        Ok(found)
    }

    fn smaller(&mut self, case: Case, failure: &Failure) -> io::Result<Case> {
        let name = "smaller".to_owned();
        shrink(case, TRIES, &mut |case| {
            let _ = fs::remove_dir_all(self.workspace.join("packages").join(&name));
            if !self.write(&name, case)? {
                return Ok(false);
            }
            let found = self.check(std::slice::from_ref(&name))?;
            let mut failures = found.get(&name).into_iter().flatten();
            Ok(failures.any(|other| other.kind == failure.kind))
        })
    }
}

/// The manifest of a package whose runtime is that of this repository.
fn over_one_runtime(manifest: &str) -> io::Result<String> {
    let runtime = fs::canonicalize(bases::root().join("runtime"))?;
    let dependency = format!(
        "runtime = {{ package = \"openapi-client-runtime\", path = {runtime:?}, default-features = false }}"
    );
    let lines = manifest
        .lines()
        .map(|line| match line.starts_with("runtime = {") {
            true => dependency.as_str(),
            false => line,
        });
    Ok(lines.fold(String::new(), |text, line| text + line + "\n"))
}

/// An error or a warning about a package.
fn failure(message: &Value) -> Option<(String, Failure)> {
    let diagnostic = message.get("message")?;
    let level = diagnostic["level"].as_str()?;
    let text = diagnostic["message"].as_str()?;
    if message["reason"] != "compiler-message" || !matches!(level, "error" | "warning") {
        return None;
    }
    // How many there were.
    if text.starts_with("aborting due to") || text.ends_with("emitted") {
        return None;
    }
    let directory = Path::new(message["manifest_path"].as_str()?).parent()?;
    let package = directory.file_name()?.to_string_lossy().into_owned();
    let code = diagnostic["code"]["code"].as_str().unwrap_or(text);
    let rendered = diagnostic["rendered"].as_str().unwrap_or(text);
    Some((package, Failure::new(format!("{level} {code}"), rendered)))
}
