//! Every variant of every union, built by its constructor from what is required, is read as the same variant.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::compare::difference;
use crate::findings::Findings;
use crate::harness::Answers;

/// What came of the variants of one union.
#[derive(Default)]
struct Union {
    failures: Vec<String>,
    alike: Vec<String>,
}

pub fn check(harness: &mut dyn Answers, findings: &mut Findings) {
    let answer = harness.ask(&json!({"variants": true}));
    let Some(variants) = answer["variants"].as_array() else {
        findings.fail("union", "#", answer.to_string());
        return;
    };
    let mut unions: BTreeMap<&str, Union> = BTreeMap::new();
    for variant in variants {
        let text = |key: &str| variant[key].as_str().unwrap_or_default();
        let (name, sent) = (text("variant"), text("value"));
        let union = unions.entry(text("schema")).or_default();
        if sent.is_empty() || text("read") == name {
            continue;
        }
        let told = match variant["error"].as_str() {
            Some(error) => format!("{name} is not read: {error} ({sent})"),
            None => format!("{name} is read as {} ({sent})", text("read")),
        };
        match variant["said"] == Value::Bool(true) || !is_kept(sent, text("back")) {
            true => union.failures.push(told),
            false => union.alike.push(told),
        }
    }
    for (pointer, union) in unions {
        // Nothing in such a value says which of its variants it is, and nothing of it is lost.
        if !union.alike.is_empty() {
            findings.note("union-alike", pointer, union.alike.join("; "));
        }
        let outcome = match union.failures.as_slice() {
            [] => Ok(()),
            failures => Err(failures.join("; ")),
        };
        findings.check("union", pointer, outcome);
    }
}

fn is_kept(sent: &str, back: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    match (read(sent), read(back)) {
        (Some(sent), Some(back)) => difference(&sent, &back).is_none(),
        _ => false,
    }
}
