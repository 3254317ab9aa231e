//! Generates a client of each document of a public directory, and checks them: see `README.md`.

mod check;
mod generate;
mod known;
mod outcome;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use check::Workspace;
use known::Known;
use outcome::{Outcome, Outcomes};

/// Packages that are checked in one workspace. What they took is removed before the next ones.
const BATCH: usize = 250;

/// Only generated: checking takes more memory than a machine for tests has.
const UNCHECKED: [&str; 2] = ["microsoft.com/graph", "microsoft.com/graph-beta"];

/// A document of the directory.
struct Document {
    /// Its path below `api`, without the ending.
    name: String,
    path: PathBuf,
    /// The package of its client.
    package: String,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("tests/directory: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let command = variable("DIRECTORY_COMMAND")?;
    let scratch = variable("DIRECTORY_SCRATCH")?;
    let (options, only): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with('-'));
    if let Some(other) = options.iter().find(|option| *option != "--generate") {
        return Err(format!("there is no option {other}"));
    }
    let checks = options.is_empty();
    let documents = documents(&variable("DIRECTORY_DOCUMENTS")?.join("api"), &only)?;
    let known = Known::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("known.toml"))?;
    let workspace = Workspace::new(&scratch)?;
    let mut outcomes = Outcomes::default();
    for batch in documents.chunks(BATCH) {
        let started = Instant::now();
        workspace.clear()?;
        let generated = generate::all(&command, &workspace, batch)?;
        let seconds = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let found = match checks {
            true => workspace.check(&checked(batch, &generated))?,
            false => BTreeMap::new(),
        };
        for (document, outcome) in batch.iter().zip(generated) {
            let unchecked = !checks || UNCHECKED.contains(&document.name.as_str());
            let outcome = match (outcome, found.get(&document.package)) {
                (Err(failure), _) => Outcome::NotGenerated(failure),
                (Ok(()), _) if unchecked => Outcome::Unchecked,
                (Ok(()), Some(failure)) => failure.clone(),
                (Ok(()), None) => Outcome::Clean,
            };
            outcomes.add(&document.name, outcome);
        }
        eprintln!(
            "{} documents: generated in {seconds:.0} s, checked in {:.0} s",
            outcomes.len(),
            started.elapsed().as_secs_f64()
        );
    }
    workspace.remove()?;
    Ok(outcomes.report(&known, checks && only.is_empty()))
}

/// The packages of a batch that are to be checked.
fn checked(batch: &[Document], generated: &[Result<(), String>]) -> Vec<String> {
    let packages = batch.iter().zip(generated).filter(|(document, generated)| {
        generated.is_ok() && !UNCHECKED.contains(&document.name.as_str())
    });
    packages
        .map(|(document, _)| document.package.clone())
        .collect()
}

/// What `run` passes on.
fn variable(name: &str) -> Result<PathBuf, String> {
    let value = std::env::var_os(name).map(PathBuf::from);
    value.ok_or_else(|| format!("{name} is not set: start tests/directory/run"))
}

/// The documents in the order of their names: all, or those that are named.
fn documents(api: &Path, only: &[String]) -> Result<Vec<Document>, String> {
    let mut paths = Vec::new();
    let mut open = vec![api.to_owned()];
    while let Some(directory) = open.pop() {
        let entries = fs::read_dir(&directory);
        for entry in entries.map_err(|error| format!("{}: {error}", directory.display()))? {
            let path = entry.map_err(|error| error.to_string())?.path();
            match path.is_dir() {
                true => open.push(path),
                false if path.extension().is_some_and(|end| end == "json") => paths.push(path),
                false => {}
            }
        }
    }
    paths.sort();
    let mut found = Vec::new();
    for (number, path) in paths.into_iter().enumerate() {
        let below = path.strip_prefix(api).unwrap_or(&path).with_extension("");
        let name = below.to_string_lossy().into_owned();
        if only.is_empty() || only.contains(&name) {
            let package = format!("d{number}");
            found.push(Document {
                name,
                path,
                package,
            });
        }
    }
    match only
        .iter()
        .find(|name| !found.iter().any(|one| one.name == **name))
    {
        Some(name) => Err(format!("there is no document {name}")),
        None => Ok(found),
    }
}
