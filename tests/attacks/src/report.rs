//! What a run says at its end.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use crate::case::{Case, Content, Failure, Form};
use crate::drive::Run;
use crate::inspect::is_bidi;

/// More of a document is not printed.
const SHOWN: usize = 4000;

/// What came of a run.
#[derive(Debug, Default)]
pub struct Report {
    head: String,
    tried: u64,
    failed: u64,
    /// How often each kind of failure was seen.
    kinds: BTreeMap<String, u64>,
    /// What is printed of each kind.
    shown: Vec<String>,
}

impl Report {
    /// Of a run that tried so many documents.
    pub fn new(run: &Run, tried: u64, elapsed: Duration) -> Self {
        let seconds = elapsed.as_secs_f64();
        Self {
            head: format!("{}: seed {}, {seconds:.1} s", run.machine, run.seed),
            tried,
            ..Self::default()
        }
    }

    /// Counts a document that failed.
    pub fn count(&mut self, failures: &[Failure]) {
        self.failed += 1;
        for failure in failures {
            *self.kinds.entry(failure.kind.clone()).or_default() += 1;
        }
    }

    /// Keeps what there is to say about a failure: `case` is the smallest document that still fails so.
    pub fn show(
        &mut self,
        run: &Run,
        number: u64,
        failure: &Failure,
        case: &Case,
    ) -> io::Result<()> {
        let Failure { kind, detail } = failure;
        let document = case.content.bytes();
        let mut text = format!(
            "FAILED {kind}, document {number}, made from {}, {:?}\n",
            case.origin, case.layout
        );
        if !case.options.is_empty() {
            text.push_str(&format!("  options: {:?}\n", case.options));
        }
        for line in detail.lines().take(12) {
            let line: String = line.chars().take(400).collect();
            text.push_str(&format!("  {}\n", visible(&line)));
        }
        let again = match run.machine {
            "documents" => format!("documents {}", case.origin),
            machine => format!("{machine} --seed {} --only {number}", run.seed),
        };
        text.push_str(&format!(
            "  again: cargo run --profile attacks -p openapi-build-attacks -- {again}\n"
        ));
        if let Some(directory) = &run.keep {
            let end = match case.content {
                Content::Tree(_, Form::Json) => "json",
                _ => "yaml",
            };
            std::fs::create_dir_all(directory)?;
            let path = directory.join(format!("{}-{number}.{end}", run.machine));
            std::fs::write(&path, &document)?;
            text.push_str(&format!("  kept as {}\n", path.display()));
        }
        text.push_str("  the document, made as small as it could be:\n");
        let document = String::from_utf8_lossy(&document);
        for line in document.chars().take(SHOWN).collect::<String>().lines() {
            text.push_str(&format!("    {}\n", visible(line)));
        }
        self.shown.push(text);
        Ok(())
    }

    /// Prints it all. Whether nothing failed.
    pub fn print(&self) -> bool {
        for text in &self.shown {
            println!("{text}");
        }
        for (kind, count) in &self.kinds {
            println!("{count} times: {kind}");
        }
        println!("{}", self.head);
        println!(
            "attacks: {} passed, {} failed",
            self.tried - self.failed,
            self.failed
        );
        self.failed == 0
    }
}

/// A line as a terminal shows it.
fn visible(line: &str) -> String {
    let mut text = String::new();
    for c in line.chars() {
        match c.is_control() || is_bidi(c) {
            true => text.extend(c.escape_default()),
            false => text.push(c),
        }
    }
    text
}
