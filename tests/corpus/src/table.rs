//! The table of the README.

use std::fs;
use std::path::Path;

use crate::findings::Findings;
use crate::packages::{Effort, Generated};

const START: &str = "<!-- corpus -->";
const END: &str = "<!-- corpus: end -->";

/// Kinds of failures of one column.
const VALUES: [&str; 4] = [
    "round-trip",
    "unknown-member",
    "unknown-property",
    "unknown-variant",
];

pub const HEAD: &str = "\
| document | operations | skipped | types | fallbacks | lines | generation | check | examples | values | requests |
|---|---|---|---|---|---|---|---|---|---|---|
";

/// One document's row.
pub fn row(generated: &Generated, findings: &Findings) -> String {
    let total = |key: &str| generated.report["totals"][key].to_string();
    let shown = |kinds: &[&'static str]| {
        let good: usize = kinds.iter().map(|kind| findings.count(kind)).sum();
        match findings.failed(kinds) {
            0 => good.to_string(),
            failed => format!("{good}, **{failed} fail**"),
        }
    };
    let also = |text: String, kinds: &[&str], what: &str| match findings.noted(kinds) {
        0 => text,
        some => format!("{text}, {some} {what}"),
    };
    let examples = also(shown(&["example"]), &["invalid-example"], "invalid");
    let values = also(shown(&VALUES), &["no-value"], "without");
    let requests = also(shown(&["request"]), &["unjudged"], "not judged");
    format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {examples} | {values} | {requests} |\n",
        findings.document,
        total("operations"),
        total("skipped"),
        total("types"),
        total("fallbacks"),
        total("lines"),
        effort(generated.effort),
        effort(
            generated
                .checks
                .map_or_else(Effort::default, |checks| checks.client)
        ),
    )
}

/// What checking the runtime takes, which is the same for all clients: the median.
pub fn runtime<'g>(crates: impl Iterator<Item = &'g Generated>) -> Option<String> {
    let mut runtimes: Vec<Effort> = crates
        .filter_map(|generated| Some(generated.checks?.runtime))
        .collect();
    runtimes.sort_by(|one, other| one.cpu.total_cmp(&other.cpu));
    let median = runtimes.get(runtimes.len() / 2)?;
    let effort = effort(*median);
    Some(format!("{RUNTIME} {effort}.\n"))
}

const RUNTIME: &str = "The package of a client's runtime, which is checked once and not with each change of the client:";

fn effort(effort: Effort) -> String {
    format!("{:.2} s, {:.0} MB", effort.cpu, effort.peak / 1e6)
}

/// Puts rows into the README, in place of those of the same documents, and below them what is said of the runtime.
pub fn write(readme: &Path, rows: &[String], runtime: Option<&str>) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", readme.display());
    let text = fs::read_to_string(readme).map_err(told)?;
    let new = replaced(&text, rows, runtime).ok_or("the README has no place for the table")?;
    fs::write(readme, new).map_err(told)
}

fn replaced(text: &str, rows: &[String], runtime: Option<&str>) -> Option<String> {
    let (before, rest) = text.split_once(START)?;
    let (old, after) = rest.split_once(END)?;
    let document = |row: &str| row.split('|').nth(1).map(str::trim).map(str::to_owned);
    let mut all: Vec<String> = old
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| document "))
        .filter(|line| !rows.iter().any(|row| document(row) == document(line)))
        .map(|line| format!("{line}\n"))
        .chain(rows.iter().cloned())
        .collect();
    all.sort();
    let said = old.split_once("|\n\n").map(|(_, said)| said);
    let said = runtime.or(said).unwrap_or_default();
    Some(format!(
        "{before}{START}\n{HEAD}{}\n{said}{END}{after}",
        all.concat()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_replace_those_of_their_documents() {
        let text = format!("a\n{START}\n{HEAD}| b | 1 |\n| c | 2 |\n\nold\n{END}\nz\n");
        let rows = ["| c | 3 |\n".to_owned(), "| a | 4 |\n".to_owned()];
        let expected = |said: &str| {
            format!("a\n{START}\n{HEAD}| a | 4 |\n| b | 1 |\n| c | 3 |\n\n{said}\n{END}\nz\n")
        };
        assert_eq!(replaced(&text, &rows, None), Some(expected("old")));
        assert_eq!(replaced(&text, &rows, Some("new\n")), Some(expected("new")));
    }
}
