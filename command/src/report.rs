//! What was not represented exactly, as JSON.

use std::collections::BTreeMap;
use std::time::Duration;

use openapi_client_codegen::Generated;
use openapi_client_codegen::diagnostics::{Place, Report};
use serde_json::{Value, json};

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
    let listed = |pointers: &[String]| -> Vec<Value> {
        pointers
            .iter()
            .map(|pointer| explained(generated, pointer))
            .collect()
    };
    let totals = &generated.summary;
    let files = generated.output.iter().flat_map(|output| &output.files);
    let generated_lines = files
        .filter(|(path, _)| !path.starts_with("src/runtime") && !path.starts_with("runtime"))
        .map(|(_, text)| text.lines().count())
        .sum::<usize>();
    let report = json!({
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

/// A place, with the finding about it.
fn explained(generated: &Generated, pointer: &str) -> Value {
    let about = generated.reports.iter().find(
        |report| matches!(&report.diagnostic().at, Place::Node(at) if at.as_str() == pointer),
    );
    match about {
        Some(report) => finding(report),
        None => json!({ "pointer": pointer }),
    }
}

fn finding(report: &Report) -> Value {
    let diagnostic = report.diagnostic();
    let pointer = match &diagnostic.at {
        Place::Node(at) => Some(at.as_str().to_owned()),
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
