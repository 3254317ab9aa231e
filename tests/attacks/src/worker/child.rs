//! The side of the process that generates.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::{Mutex, PoisonError};

use openapi_build::diagnostics::{Diagnostics, Report};
use openapi_build::document::{Document, Source};
use openapi_build::{Config, Generated, generate};
use openapi_build_cli::{Package, PackageName, generate_package};
use openapi_build_runtime::sources;
use rustix::time::{ClockId, clock_gettime};
use tempfile::TempDir;

use super::frame;
use crate::case::{Answer, Failure, Layout, Request};
use crate::inspect;

/// How a document is called.
const NAME: &str = "openapi.yaml";

/// Where the last panic was, and what it said.
static PANIC: Mutex<Option<Failure>> = Mutex::new(None);

/// Answers requests until there are no more.
pub fn serve() -> io::Result<()> {
    set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let place = place.unwrap_or_default();
        let failure = Failure::new(format!("panic at {place}"), panic.to_string());
        let mut last = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        // What panics because something else did is of no interest.
        last.get_or_insert(failure);
    }));
    // A package is generated from a file.
    let directory = tempfile::tempdir()?;
    let (mut input, output) = (io::stdin().lock(), io::stdout());
    while let Some((request, document)) = frame::read::<Request>(&mut input)? {
        let answer = catch_unwind(AssertUnwindSafe(|| answer(&request, document, &directory)));
        let answer = match answer {
            Ok(answer) => answer?,
            Err(_) => {
                let mut last = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
                let unknown = || Failure::new("panic", "without a message");
                Answer {
                    failures: vec![last.take().unwrap_or_else(unknown)],
                    ..Answer::default()
                }
            }
        };
        frame::write(output.lock(), &answer, &[])?;
    }
    Ok(())
}

fn answer(request: &Request, document: Vec<u8>, directory: &TempDir) -> io::Result<Answer> {
    let config = match Config::from_toml(inspect::OPTIONS, &request.options) {
        Ok(config) => config,
        Err(found) => {
            let reports: Vec<Report> = found.into_iter().map(Report::from).collect();
            let of = |report| inspect::finding("", &request.options, report);
            return Ok(Answer {
                findings: reports.iter().map(ToString::to_string).collect(),
                failures: reports.iter().filter_map(of).collect(),
                ..Answer::default()
            });
        }
    };
    let text = String::from_utf8_lossy(&document).into_owned();
    let before = cpu_time();
    let generated = match request.layout {
        Layout::File => single_file(document, &config),
        Layout::Package | Layout::Harness => {
            let path = directory.path().join(NAME);
            std::fs::write(&path, document)?;
            let mut package = Package::default();
            let name = request.name.as_deref().map(PackageName::new).transpose();
            package.name = name.map_err(io::Error::other)?;
            // Its sources are the same in every package.
            package.runtime.dependencies = sources::DEPENDENCIES;
            package.runtime.features = sources::FEATURES;
            package.harness = request.layout == Layout::Harness;
            generate_package(&path, &config, &package)
        }
    };
    let nanoseconds = cpu_time().saturating_sub(before);
    Ok(Answer {
        nanoseconds,
        ..described(request, &text, &generated, directory)
    })
}

/// The CPU time of all threads of this process so far, in nanoseconds.
fn cpu_time() -> u64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let number = |part: i64| u64::try_from(part).unwrap_or(0);
    number(time.tv_sec) * 1_000_000_000 + number(time.tv_nsec)
}

fn single_file(document: Vec<u8>, config: &Config) -> Generated {
    let mut diagnostics = Diagnostics::new();
    match Source::from_bytes(NAME, document, &mut diagnostics) {
        Some(source) => generate(source, config, "client.rs"),
        None => Generated {
            output: None,
            reports: diagnostics.finish(None::<&Document>),
            files: Vec::new(),
            summary: Default::default(),
            skipped: Vec::new(),
            fallbacks: Vec::new(),
        },
    }
}

fn described(request: &Request, text: &str, generated: &Generated, directory: &TempDir) -> Answer {
    // Each process has a directory of its own.
    let here = format!("{}/", directory.path().display());
    let findings: String = generated.reports.iter().map(ToString::to_string).collect();
    let mut failures = match request.inspect {
        true => inspect::failures(text, &request.options, generated),
        false => Vec::new(),
    };
    for failure in &mut failures {
        failure.detail = failure.detail.replace(&here, "");
    }
    let output = generated.output.as_ref();
    let files = output.iter().flat_map(|output| &output.files);
    let files = files.map(|(path, text)| (path.to_string_lossy().into_owned(), text.clone()));
    Answer {
        output: output.map(|output| {
            let mut hasher = DefaultHasher::new();
            output.files.hash(&mut hasher);
            hasher.finish()
        }),
        operations: generated.summary.operations,
        types: generated.summary.types,
        nanoseconds: 0,
        findings: findings.replace(&here, ""),
        failures,
        files: match request.files {
            true => files.collect(),
            false => Vec::new(),
        },
    }
}
