//! `openapi-client`: writes a typed Rust client for an OpenAPI document as a crate of its own.

mod arguments;
mod directory;
mod report;

use std::process::ExitCode;
use std::time::Instant;

use openapi_client_codegen::diagnostics::{Report, Severity};
use openapi_client_codegen::{Config, Generated, Package, Runtime, generate_package};
use openapi_client_runtime::sources;

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
            eprintln!("openapi-client: {error}\n`openapi-client --help` tells how it is used");
            USAGE
        }
    };
    ExitCode::from(code)
}

fn run(arguments: &Arguments) -> u8 {
    let started = Instant::now();
    let config = match arguments
        .config
        .as_deref()
        .map_or(Ok(Config::default()), Config::from_file)
    {
        Ok(config) => config,
        Err(diagnostic) => {
            eprintln!("{}", Report::from(*diagnostic));
            return FAILED;
        }
    };
    let generated = generate_package(&arguments.document, &config, &package(arguments));
    for report in &generated.reports {
        eprintln!("{report}");
    }
    let outcome = finish(arguments, &generated);
    if let Some(path) = &arguments.report {
        let text = report::text(&generated, started.elapsed());
        if let Err(error) = std::fs::write(path, text) {
            eprintln!("openapi-client: {}: {error}", path.display());
            return FAILED;
        }
    }
    match outcome {
        Ok(line) => {
            eprintln!("{line} ({})", summary(&generated));
            FINE
        }
        Err(message) => {
            eprintln!("openapi-client: {message}");
            FAILED
        }
    }
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
fn finish(arguments: &Arguments, generated: &Generated) -> Result<String, String> {
    let Some(output) = &generated.output else {
        return Err(format!(
            "nothing is written, because of errors ({})",
            summary(generated)
        ));
    };
    let directory = &arguments.output;
    let place = directory.display();
    match arguments.action {
        Action::Generate => {
            let Changes { written, removed } = directory::write(output, directory)?;
            let removed = match removed {
                0 => String::new(),
                some => format!(", {some} removed"),
            };
            Ok(format!(
                "{place}: {written} of {} files changed{removed}",
                output.files.len()
            ))
        }
        Action::Check => match directory::compare(output, directory)?.as_slice() {
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
