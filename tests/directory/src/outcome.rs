//! What came of each document, and what is told at the end.

use std::collections::BTreeMap;

use crate::known::Known;

/// What came of a document.
#[derive(Clone)]
pub enum Outcome {
    /// No client.
    NotGenerated(String),
    /// A client that was not to be checked.
    Unchecked,
    /// A client with an error.
    Failed(String),
    /// A client with a warning.
    Warned(String),
    /// A client about which the compiler has nothing to say.
    Clean,
}

impl Outcome {
    /// Of a failure, its kind in `known.toml`, and the reason.
    fn failure(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::NotGenerated(reason) => Some(("generate", reason)),
            Self::Failed(reason) => Some(("check", reason)),
            Self::Warned(reason) => Some(("warning", reason)),
            Self::Unchecked | Self::Clean => None,
        }
    }
}

/// By document.
#[derive(Default)]
pub struct Outcomes(BTreeMap<String, Outcome>);

impl Outcomes {
    /// Keeps an outcome, and tells a failure at once: a run takes long.
    pub fn add(&mut self, document: &str, outcome: Outcome) {
        if let Some((kind, reason)) = outcome.failure() {
            eprintln!("{document}: {kind}: {reason}");
        }
        self.0.insert(document.to_owned(), outcome);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    fn count(&self, is_one: impl Fn(&Outcome) -> bool) -> usize {
        self.0.values().filter(|outcome| is_one(outcome)).count()
    }

    /// Prints the table and each failure by name. Whether all that failed was known to. What is known and gone is told where all
    /// documents were looked at.
    pub fn report(&self, known: &Known, complete: bool) -> bool {
        let generated = self.count(|one| !matches!(one, Outcome::NotGenerated(_)));
        let checked = self.count(|one| matches!(one, Outcome::Warned(_) | Outcome::Clean));
        let warned = self.count(|one| matches!(one, Outcome::Warned(_)));
        let skipped = self.count(|one| matches!(one, Outcome::Unchecked));
        println!("| documents | generated | type-checked | with warnings | not checked |");
        println!("|---|---|---|---|---|");
        println!(
            "| {} | {generated} | {checked} | {warned} | {skipped} |",
            self.len()
        );
        println!();
        let mut failed = 0;
        for (document, outcome) in &self.0 {
            let Some((kind, reason)) = outcome.failure() else {
                continue;
            };
            match known.reason(document, kind) {
                Some(why) => println!("known: {document}: {kind}: {why}"),
                None => {
                    failed += 1;
                    println!("FAILED {document}: {kind}: {reason}");
                }
            }
        }
        for (document, kind) in known.all() {
            let now = self.0.get(document).and_then(Outcome::failure);
            if complete && now.map(|(kind, _)| kind) != Some(kind) {
                println!("known.toml has a problem that is gone: {document}: {kind}");
            }
        }
        println!(
            "\ndirectory: {} passed, {failed} failed",
            self.len() - failed
        );
        failed == 0
    }
}

/// A text on one line that fits there.
pub fn short(text: &str) -> String {
    let text = text.trim().replace('\n', " ");
    text.chars().take(300).collect()
}
