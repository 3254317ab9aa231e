use std::collections::BTreeSet;
use std::io::Write as _;

use openapi_build_runtime::Value;
use openapi_build_runtime::json::{self, Json};

/// A valid instance of a schema.
struct Case {
    /// The file, the group and the test, as `exceptions.txt` has them.
    name: &'static str,
    instance: &'static str,
    /// Reads a list of instances, and writes it.
    written: fn(&str) -> Result<String, String>,
}

include!(concat!(env!("OUT_DIR"), "/cases.rs"));

fn written<T: Json>(text: &str) -> Result<String, String> {
    let value: T = json::from_str(text).map_err(|failure| failure.to_string())?;
    Ok(json::to_string(&value))
}

/// Equal as JSON Schema has it: numbers by their value.
fn is_equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(number), other) => other.is_json(&number.to_string()),
        (Value::Array(items), Value::Array(others)) => {
            let mut pairs = items.iter().zip(others);
            items.len() == others.len() && pairs.all(|(one, other)| is_equal(one, other))
        }
        (Value::Object(entries), Value::Object(others)) => {
            let same =
                |((name, one), (other_name, other)): ((&String, &Value), (&String, &Value))| {
                    name == other_name && is_equal(one, other)
                };
            entries.len() == others.len() && entries.iter().zip(others).all(same)
        }
        _ => one == other,
    }
}

/// Why an instance does not come back.
fn problem(case: &Case) -> Option<String> {
    let text = format!("[{}]", case.instance);
    let came = match (case.written)(&text) {
        Ok(came) => came,
        Err(failure) => return Some(failure),
    };
    let parse = |text: &str| text.parse::<Value>().expect("JSON");
    (!is_equal(&parse(&came), &parse(&text))).then(|| format!("{text} became {came}"))
}

#[test]
fn every_valid_instance_is_read_and_written_back() {
    if CASES.is_empty() {
        // Not by `eprintln!`, which nobody sees of a test that passes.
        let told =
            "SKIPPED: set OPENAPI_BUILD_SHARED to the directory that has json-schema-test-suite";
        let _ = writeln!(std::io::stderr(), "{told}");
        return;
    }
    let exceptions = include_str!("../exceptions.txt").lines();
    let exceptions = exceptions.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut exceptions: BTreeSet<&str> = exceptions.collect();
    let problems = CASES.iter().filter_map(|case| {
        let problem = problem(case)?;
        (!exceptions.remove(case.name)).then(|| format!("{}: {problem}", case.name))
    });
    let problems: Vec<String> = problems.collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(
        exceptions.is_empty(),
        "these are no exceptions: {exceptions:#?}"
    );
}
