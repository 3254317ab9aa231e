//! What was not represented exactly, as JSON.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use openapi_build::diagnostics::{Place, Report};
use openapi_build::{Generated, Pointer, replace};
use serde_json::{Value, json};

use crate::directory::{begins_with, is_input};
use crate::shown;

/// How a report begins.
const MARK: &str = "{\n  \"@generated\": \"by openapi-build\"";

/// How a report gets to where it is to be.
enum Way {
    /// All at once, in the place of a report or of nothing.
    Replace,
    /// Into what is there: a pipe, a device such as `/dev/stdout`, a link to an empty file.
    Into,
}

/// Whether a report may be written to `path`: nothing is there, or a report, or nothing that could be lost. `inputs` are what
/// the client is made from.
///
/// # Errors
///
/// A message.
pub fn check(path: &Path, inputs: &[PathBuf]) -> Result<(), String> {
    way(path, inputs).map(|_| ())
}

/// Writes a report.
///
/// # Errors
///
/// A message: something else is there, or the file system refuses.
pub fn write(path: &Path, inputs: &[PathBuf], text: &str) -> Result<(), String> {
    let written = match way(path, inputs)? {
        Way::Replace => replace(path, text.as_bytes()),
        Way::Into => fs::write(path, text),
    };
    written.map_err(|error| format!("{}: {error}", shown(path)))
}

fn way(path: &Path, inputs: &[PathBuf]) -> Result<Way, String> {
    let refused = |why: &str| {
        let path = shown(path);
        Err(format!("{path} {why}; name another file for the report"))
    };
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    if is_input(path, inputs) {
        return refused("is what the client is made from");
    }
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => refused("is a directory"),
        Ok(found) if !found.is_file() => Ok(Way::Into),
        Ok(found) if is_link && is_empty(&found) => Ok(Way::Into),
        Ok(_) if is_link => refused("is a symbolic link to a file that is not empty"),
        Ok(found) if is_empty(&found) || begins_with(path, &[MARK]) => Ok(Way::Replace),
        Ok(_) => refused("holds something else than a report"),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !is_link => Ok(Way::Replace),
        Err(error) => Err(format!("{}: {error}", shown(path))),
    }
}

fn is_empty(found: &Metadata) -> bool {
    found.len() == 0
}

/// The report of a run:
///
/// - `skipped`: operations that were left out; `fallbacks`: schemas that became plain JSON. Each with `pointer` and, where there is a finding that says why,
///   `code`, `message`, `help`, `file`, `line` and `column`.
/// - `diagnostics`: every finding, in the same form with its `severity`; `codes`: how many there are of each code.
/// - `totals`: `operations`, `types`, `fields`, `lines`, `skipped`, `fallbacks`, and `seconds` from reading
///   the document to the last byte written.
pub fn text(generated: &Generated, elapsed: Duration) -> String {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for report in &generated.reports {
        *codes.entry(report.diagnostic().code).or_default() += 1;
    }
    let mut about: HashMap<&Pointer, &Report> = HashMap::new();
    for report in &generated.reports {
        if let Place::Node(at) = &report.diagnostic().at {
            about.entry(at).or_insert(report);
        }
    }
    // A place, with the first finding about it.
    let explained = |pointer: &Pointer| match about.get(pointer) {
        Some(report) => finding(report),
        None => json!({ "pointer": address(pointer) }),
    };
    let listed = |pointers: &[Pointer]| pointers.iter().map(explained).collect::<Vec<Value>>();
    let totals = &generated.summary;
    let files = generated.output.iter().flat_map(|output| &output.files);
    let generated_lines = files
        .filter(|(path, _)| !path.starts_with("src/runtime") && !path.starts_with("runtime"))
        .map(|(_, text)| text.lines().count())
        .sum::<usize>();
    let report = json!({
        "@generated": "by openapi-build",
        "skipped": listed(&generated.skipped),
        "fallbacks": listed(&generated.fallbacks),
        "diagnostics": generated.reports.iter().map(finding).collect::<Vec<_>>(),
        "codes": codes,
        "totals": {
            "operations": totals.operations,
            "types": totals.types,
            "fields": totals.fields,
            "lines": generated_lines,
            "skipped": totals.skipped,
            "fallbacks": totals.fallbacks,
            "seconds": elapsed.as_secs_f64(),
        },
    });
    format!("{report:#}\n")
}

/// Any number of findings may lie below one long key: an address of more than so many bytes is cut, and ends with `…`.
const LONGEST_POINTER: usize = 4096;

fn address(pointer: &Pointer) -> String {
    let mut text = pointer.text().into_owned();
    if text.len() > LONGEST_POINTER {
        let end = (0..=LONGEST_POINTER).rfind(|&end| text.is_char_boundary(end));
        text.truncate(end.unwrap_or_default());
        text.push('…');
    }
    text
}

fn finding(report: &Report) -> Value {
    let diagnostic = report.diagnostic();
    let pointer = match &diagnostic.at {
        Place::Node(at) => Some(address(at)),
        _ => None,
    };
    let location = report.location();
    json!({
        "severity": diagnostic.severity.as_str(),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "pointer": pointer,
        "file": location.map(|location| location.file().display().to_string()),
        "line": location.map(|location| location.line()),
        "column": location.map(|location| location.column()),
    })
}
