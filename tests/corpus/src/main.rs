//! Shows on real documents that generated clients do what their documents say: see `README.md`.

mod additions;
mod compare;
mod document;
mod examples;
mod findings;
mod harness;
mod judge;
mod operations;
mod own_judge;
mod packages;
mod random;
mod requests;
mod round_trips;
mod schema;
mod servers;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod unions;
mod validator;
mod value;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use document::Document;
use findings::{Expected, Finding, Findings};
use judge::Judge;
use packages::{Generated, Places};

/// Documents that take minutes each.
const LARGE: [&str; 7] = [
    "github",
    "openai",
    "seam",
    "stripe",
    "digitalocean",
    "twilio-api-v2010",
    "box",
];

/// Documents of several files: their roots.
const DIRECTORIES: [&str; 2] = [
    "conjur/openapi.yml",
    "ethereum-beacon/beacon-node-oapi.yaml",
];

struct Options {
    places: Places,
    documents: PathBuf,
    full: bool,
    write: bool,
    /// Only whether requests are right, which is quick: the rest takes several builds.
    requests: bool,
    /// Everything but `check`, `clippy` and `doc`, which take most of the time.
    values: bool,
    /// Only these; all if empty.
    names: Vec<String>,
}

fn main() -> ExitCode {
    let outcome = options().and_then(|options| run(&options));
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("tests/corpus: {error}");
            ExitCode::from(2)
        }
    }
}

/// What `tests/corpus/run` passes on.
fn options() -> Result<Options, String> {
    let variable = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .ok_or_else(|| format!("{name} is not set: start tests/corpus/run"))
    };
    let mut options = Options {
        places: Places {
            command: variable("CORPUS_COMMAND")?,
            python: variable("CORPUS_PYTHON")?,
            scratch: variable("CORPUS_SCRATCH")?,
        },
        documents: variable("CORPUS_DOCUMENTS")?,
        full: false,
        write: false,
        requests: false,
        values: false,
        names: Vec::new(),
    };
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--full" => options.full = true,
            "--write" => options.write = true,
            "--requests" => options.requests = true,
            "--values" => options.values = true,
            name if !name.starts_with('-') => options.names.push(name.to_owned()),
            other => return Err(format!("there is no option {other}")),
        }
    }
    Ok(options)
}

fn documents(options: &Options) -> Result<Vec<Document>, String> {
    let directory = &options.documents;
    let mut paths: Vec<PathBuf> = DIRECTORIES
        .iter()
        .map(|path| directory.join(path))
        .collect();
    let entries = std::fs::read_dir(directory);
    for entry in entries.map_err(|error| format!("{}: {error}", directory.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path
            .extension()
            .is_some_and(|end| end == "json" || end == "yaml")
        {
            paths.push(path);
        }
    }
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let document = Document::read(&path)?;
        let wanted = match options.names.as_slice() {
            [] => options.full || !LARGE.contains(&document.name.as_str()),
            names => names.contains(&document.name),
        };
        if wanted {
            found.push(document);
        }
    }
    match options
        .names
        .iter()
        .find(|name| !found.iter().any(|one| one.name == **name))
    {
        Some(name) => Err(format!("there is no document {name}")),
        None => Ok(found),
    }
}

fn run(options: &Options) -> Result<bool, String> {
    let documents = documents(options)?;
    let mut findings = Findings::default();
    let mut crates: Vec<(&Document, Generated)> = Vec::new();
    for document in &documents {
        findings.document.clone_from(&document.name);
        if let Some(generated) = options.places.generate(document, &mut findings)? {
            crates.push((document, generated));
        }
    }
    let packages: Vec<&str> = crates.iter().map(|(_, one)| one.package.as_str()).collect();
    options.places.write_workspace(&packages)?;
    if let Some((document, generated)) = crates.first()
        && !options.requests
        && !options.values
    {
        findings.document.clone_from(&document.name);
        let places = &options.places;
        places.lint_runtime(&generated.package, &mut findings)?;
    }
    let mut rows = Vec::new();
    for (document, generated) in &mut crates {
        findings.document.clone_from(&document.name);
        let mut steps = Steps::new();
        one(document, generated, options, &mut findings, &mut steps)?;
        rows.push(table::row(generated, &findings));
        eprintln!("{}: {}", document.name, steps.told());
    }
    let runtime = table::runtime(crates.iter().map(|(_, generated)| generated));
    println!(
        "\n{}{}\n{}",
        table::HEAD,
        rows.concat(),
        runtime.as_deref().unwrap_or_default()
    );
    if options.write {
        table::write(&own_file("README.md"), &rows, runtime.as_deref())?;
    }
    let names = documents
        .iter()
        .map(|document| document.name.clone())
        .collect();
    verdict(options, &findings, &names)
}

/// All that is shown of one document whose crate is generated.
fn one(
    document: &Document,
    generated: &mut Generated,
    options: &Options,
    findings: &mut Findings,
    steps: &mut Steps,
) -> Result<(), String> {
    let places = &options.places;
    if !options.requests && !options.values {
        places.lint(generated, findings)?;
        steps.done("checks");
    }
    if !options.requests && additions::DOCUMENTS.contains(&document.name.as_str()) {
        additions::check(document, places, findings)?;
        steps.done("names");
    }
    let Some(mut harness) = places.harness(&generated.package, findings)? else {
        return Ok(());
    };
    steps.done("harness");
    let (values, requests) = if options.full { (50, 5) } else { (5, 2) };
    if !options.requests {
        examples::check(document, &mut harness, findings)?;
        steps.done("examples");
        unions::check(&mut harness, findings);
        steps.done("unions");
        round_trips::check(document, values, &mut harness, findings)?;
        steps.done("values");
    }
    let mut judge = Judge::start(&places.python, &places.scratch, document)?;
    requests::check(document, requests, &mut harness, &mut judge, findings)?;
    steps.done("requests");
    Ok(())
}

/// How long what is shown of a document takes.
struct Steps {
    started: Instant,
    text: String,
}

impl Steps {
    fn new() -> Self {
        Self {
            started: Instant::now(),
            text: String::new(),
        }
    }

    /// Notes the time since the last step.
    fn done(&mut self, what: &str) {
        let seconds = self.started.elapsed().as_secs_f64();
        let _ = write!(self.text, " {what} {seconds:.0} s,");
        self.started = Instant::now();
    }

    fn told(&self) -> &str {
        self.text.trim_matches([' ', ','])
    }
}

/// Whether everything failed that was expected to, and nothing else.
fn verdict(
    options: &Options,
    findings: &Findings,
    documents: &BTreeSet<String>,
) -> Result<bool, String> {
    let list = options.places.scratch.join("findings.txt");
    let text = lines(&findings.failures) + &lines(&findings.notes);
    std::fs::write(&list, text).map_err(|error| error.to_string())?;
    let expected = Expected::read(&own_file("expected.toml"))?;
    let (new, gone) = expected.compare(&findings.failures, documents);
    for failure in &new {
        println!("{}", line(failure));
    }
    for known in &gone {
        println!("expected.toml has a problem that is gone: {known}");
    }
    let shown: usize = findings.shown.values().sum();
    println!(
        "\nall findings and what can't be shown, with reasons: {}",
        list.display()
    );
    println!(
        "corpus: {shown} passed, {} failed, {} skipped",
        new.len(),
        findings.notes.len()
    );
    Ok(new.is_empty())
}

fn lines(findings: &[Finding]) -> String {
    findings.iter().fold(String::new(), |mut text, finding| {
        let _ = writeln!(text, "{}", line(finding));
        text
    })
}

fn line(finding: &Finding) -> String {
    let Finding {
        document,
        kind,
        pointer,
        text,
    } = finding;
    format!("{document}: {kind}: {pointer}: {text}")
}

fn own_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
