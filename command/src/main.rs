//! `openapi-build`: writes a typed Rust client for an OpenAPI document as a crate of its own.

mod arguments;
mod directory;
mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use openapi_build::diagnostics::{self, Report, Severity};
use openapi_build::inert::inert;
use openapi_build::{Config, Generated};
use openapi_build_cli::{Package, Runtime, generate_package};
use openapi_build_runtime::sources;

use arguments::{Action, Arguments, Request};
use directory::Changes;

/// Nothing to complain about, but maybe warnings.
const FINE: u8 = 0;
/// The document, the options or the directory forbid what was asked for; or `check` found differences.
const FAILED: u8 = 1;
/// The command line makes no sense.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let code = match arguments::parse(std::env::args_os()) {
        Ok(Request::Text(text)) => {
            print!("{text}");
            FINE
        }
        Ok(Request::Run(arguments)) => run(&arguments),
        Err(error) => {
            let error = error.to_string();
            let error = inert(&error);
            eprintln!("openapi-build: {error}\n`openapi-build --help` tells how it is used");
            USAGE
        }
    };
    ExitCode::from(code)
}

fn run(arguments: &Arguments) -> u8 {
    match attempt(arguments) {
        Ok(line) => {
            eprintln!("{line}");
            FINE
        }
        Err(message) => {
            eprintln!("openapi-build: {message}");
            FAILED
        }
    }
}

/// Does what was asked for. Gives what to say about it.
fn attempt(arguments: &Arguments) -> Result<String, String> {
    let started = Instant::now();
    let mut inputs: Vec<PathBuf> = Vec::new();
    let mut add = |path: &Path| inputs.extend(path.canonicalize());
    add(&arguments.document);
    arguments.config.iter().for_each(|path| add(path));
    // Before any work, and again when it is written.
    if let Some(path) = &arguments.report {
        report::check(path, &inputs)?;
    }
    let config = config(arguments)?;
    let generated = generate_package(&arguments.document, &config, &package(arguments));
    inputs.extend(generated.files.iter().flat_map(|path| path.canonicalize()));
    print(&generated.reports);
    let outcome = finish(arguments, &generated, &inputs);
    if let Some(path) = &arguments.report {
        let text = report::text(&generated, started.elapsed());
        if let Err(message) = report::write(path, &inputs, &text) {
            let also = outcome.err().map(|also| format!("\nopenapi-build: {also}"));
            return Err(message + &also.unwrap_or_default());
        }
    }
    outcome.map(|line| format!("{line} ({})", summary(&generated)))
}

fn config(arguments: &Arguments) -> Result<Config, String> {
    let read = arguments.config.as_deref().map(Config::from_file);
    let mut config = read
        .unwrap_or_else(|| Ok(Config::default()))
        .map_err(|found| {
            let found = found.into_iter().map(|one| Report::from(one).to_string());
            found.collect::<Vec<String>>().join("\n")
        })?;
    config.roots.extend(arguments.roots.iter().cloned());
    Ok(config)
}

/// A path on one line, whatever is in it.
fn shown(path: &Path) -> String {
    inert(&path.to_string_lossy()).into_owned()
}

/// Prints the findings, of each kind no more than anybody reads; a report to a file has them all.
fn print(reports: &[Report]) {
    let shown = diagnostics::shown(reports, |_| true);
    let mut text = String::new();
    for one in shown.reports {
        text.push_str(&format!("{}\n", one.report));
    }
    for line in shown.more {
        text.push_str(&line);
        text.push('\n');
    }
    eprint!("{text}");
}

fn package(arguments: &Arguments) -> Package {
    let mut package = Package::default();
    package.name.clone_from(&arguments.name);
    package.harness = arguments.harness;
    package.runtime = Runtime {
        files: Some(sources::files),
        dependencies: sources::DEPENDENCIES,
        features: sources::FEATURES,
    };
    package
}

/// Writes or compares. Gives what to say about it.
fn finish(
    arguments: &Arguments,
    generated: &Generated,
    inputs: &[PathBuf],
) -> Result<String, String> {
    let Some(output) = &generated.output else {
        return Err(format!(
            "nothing is written, because of errors ({})",
            summary(generated)
        ));
    };
    let directory = &arguments.output;
    let place = shown(directory);
    match arguments.action {
        Action::Generate => {
            let Changes {
                written,
                removed,
                kept,
            } = directory::write(output, directory, inputs)?;
            for path in kept {
                let path = shown(&directory.join(path));
                eprintln!("{path} stays as it is: it was not written by this command");
            }
            let removed = match removed {
                0 => String::new(),
                some => format!(", {some} removed"),
            };
            Ok(format!(
                "{place}: {written} of {} files changed{removed}",
                output.files.len()
            ))
        }
        Action::Check => match directory::compare(output, directory, inputs)?.as_slice() {
            [] => Ok(format!("{place}: up to date")),
            different => Err(format!(
                "{place} is not what the document gives:\n{}",
                different.join("\n")
            )),
        },
    }
}

fn summary(generated: &Generated) -> String {
    let count = |severity: Severity| {
        let of_kind = |report: &&_| Report::severity(report) == severity;
        generated.reports.iter().filter(of_kind).count()
    };
    let totals = &generated.summary;
    format!(
        "{} operations, {} skipped; {} types, {} schemas as plain JSON; {} errors, {} warnings",
        totals.operations,
        totals.skipped,
        totals.types,
        totals.fallbacks,
        count(Severity::Error),
        count(Severity::Warning),
    )
}
