//! Random values through the type of each schema that has a name.

use std::cell::Cell;

use crate::document::Document;
use crate::findings::Findings;
use crate::harness::Answers;
use crate::schema::{Schemas, Side};
use crate::validator::Validator;
use crate::value::{Beyond, Maker};

/// Sends `count` valid values per schema and side, and one beyond its schema of each kind.
pub fn check(
    document: &Document,
    count: usize,
    harness: &mut dyn Answers,
    findings: &mut Findings,
) -> Result<(), String> {
    for side in [Side::Reply, Side::Request] {
        let mut schemas = Schemas::new(document, side);
        let pointers = document.component_schemas();
        let numbers: Vec<usize> = pointers
            .iter()
            .map(|pointer| schemas.add(pointer))
            .collect();
        let validator = Validator::new(&schemas)?;
        for (number, why) in &validator.broken {
            findings.note("no-schema", schemas.pointer(*number), why);
        }
        for (pointer, &number) in pointers.iter().zip(&numbers) {
            let mut maker =
                Maker::new(schemas.definitions(), &format!("{pointer} {}", side.name()));
            let failed = Cell::new(false);
            let mut send = |kind, value: &serde_json::Value| {
                let outcome = harness.round_trip(pointer, side, value);
                failed.set(outcome.is_err());
                let outcome = outcome.map_err(|error| format!("as {}: {error}", side.name()));
                findings.check(kind, pointer, outcome);
            };
            for _ in 0..count {
                match maker.valid(number, &validator) {
                    Ok(value) => send("round-trip", &value),
                    Err(reason) => {
                        findings.note("no-value", pointer, reason);
                        break;
                    }
                }
                if failed.get() {
                    break;
                }
            }
        }
        beyond(&pointers, &numbers, &schemas, harness, findings);
    }
    Ok(())
}

/// Values that servers newer than the document send.
fn beyond(
    pointers: &[String],
    numbers: &[usize],
    schemas: &Schemas<'_>,
    harness: &mut dyn Answers,
    findings: &mut Findings,
) {
    for (pointer, &number) in pointers.iter().zip(numbers) {
        let mut maker = Maker::new(schemas.definitions(), pointer);
        for kind in Beyond::ALL {
            if let Some(value) = maker.beyond(number, kind) {
                let side = schemas.side();
                let outcome = harness.round_trip(pointer, side, &value);
                let outcome = outcome.map_err(|error| format!("as {}: {error}", side.name()));
                findings.check(kind.name(), pointer, outcome);
            }
        }
    }
}
