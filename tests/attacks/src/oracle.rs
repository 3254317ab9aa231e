//! Whether what is generated compiles, from changed documents or from those of the command line: the compiler of Rust is the judge.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::bases;
use crate::case::{Case, Content, Failure, Layout, Request};
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

/// Checks as many packages as `--count` says, each with its harness, nothing of which may warn; or those of the documents that
/// the command line names.
pub fn run(options: &Options) -> io::Result<bool> {
    if !options.files.is_empty() {
        return run_files(options);
    }
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
    let found = oracle.check(&packages, CHECK)?;
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

/// What is asked of Cargo for each package.
const CHECK: &[&str] = &["check", "--lib", "--examples"];
const DOCUMENT: &[&str] = &["doc", "--lib", "--no-deps"];
/// The examples in documentation, which nothing of a document may be.
const LIST_EXAMPLES: &[&str] = &["test", "--quiet", "--workspace", "--doc", "--", "--list"];

/// Each document of the command line: neither its code nor its documentation may warn, and no text of it is an example.
fn run_files(options: &Options) -> io::Result<bool> {
    let run = Run::new("oracle", options, 0, options.files.len() as u64);
    let started = Instant::now();
    let mut oracle = Oracle::new()?;
    let mut cases = BTreeMap::new();
    for (number, path) in (0..).zip(&options.files) {
        let case = Case {
            content: Content::Text(fs::read(path)?),
            options: String::new(),
            layout: Layout::Harness,
            origin: path.display().to_string(),
        };
        let name = format!("d{number}");
        if !oracle.write(&name, &case)? {
            let what = format!("{} gives no client", path.display());
            return Err(io::Error::other(what));
        }
        cases.insert(name, (number, case));
    }
    let packages: Vec<String> = cases.keys().cloned().collect();
    let mut found = oracle.check(&packages, CHECK)?;
    for (package, failures) in oracle.check(&packages, DOCUMENT)? {
        found.entry(package).or_default().extend(failures);
    }
    let mut report = Report::new(&run, packages.len() as u64, started.elapsed());
    for (name, failures) in &found {
        let Some((number, case)) = cases.get(name) else {
            continue;
        };
        report.count(failures);
        for failure in failures {
            report.show(&run, *number, failure, case)?;
        }
    }
    let examples = oracle.examples()?;
    if !examples.is_empty() {
        println!("texts of documents are examples:\n{}", examples.join("\n"));
    }
    Ok(report.print() && examples.is_empty())
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

    /// What the compiler has to say about each of the packages when Cargo is asked for `what`.
    fn check(
        &self,
        packages: &[String],
        what: &[&str],
    ) -> io::Result<BTreeMap<String, Vec<Failure>>> {
        let members: Vec<String> = packages
            .iter()
            .map(|name| format!("packages/{name}"))
            .collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = 0\nincremental = false\n"
        );
        fs::write(self.workspace.join("Cargo.toml"), manifest)?;
        let output = self
            .cargo(what)
            .args([
                "--quiet",
                "--workspace",
                "--keep-going",
                "--message-format=json",
            ])
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
            return Err(io::Error::other(format!("cargo {}: {said}", what[0])));
        }
        Ok(found)
    }

    /// The examples in the documentation of all packages, a line each.
    fn examples(&self) -> io::Result<Vec<String>> {
        let output = self.cargo(LIST_EXAMPLES).output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(io::Error::other(format!("cargo test --doc: {said}")));
        }
        let said = String::from_utf8_lossy(&output.stdout);
        let is_example = |line: &&str| line.ends_with(": test");
        Ok(said.lines().filter(is_example).map(str::to_owned).collect())
    }

    /// Cargo in the workspace.
    fn cargo(&self, what: &[&str]) -> Command {
        let mut cargo = Command::new("cargo");
        cargo
            .args(what)
            .current_dir(&self.workspace)
            .env("CARGO_TARGET_DIR", self.workspace.join("target"))
            .stderr(Stdio::piped());
        cargo
    }

    fn smaller(&mut self, case: Case, failure: &Failure) -> io::Result<Case> {
        let name = "smaller".to_owned();
        shrink(case, TRIES, &mut |case| {
            let _ = fs::remove_dir_all(self.workspace.join("packages").join(&name));
            if !self.write(&name, case)? {
                return Ok(false);
            }
            let found = self.check(std::slice::from_ref(&name), CHECK)?;
            let mut failures = found.get(&name).into_iter().flatten();
            Ok(failures.any(|other| other.kind == failure.kind))
        })
    }
}

/// The manifest of a package whose runtime is that of this repository.
fn over_one_runtime(manifest: &str) -> io::Result<String> {
    let runtime = fs::canonicalize(bases::root().join("runtime"))?;
    let dependency = format!(
        "runtime = {{ package = \"openapi-build-runtime\", path = {runtime:?}, default-features = false }}"
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
