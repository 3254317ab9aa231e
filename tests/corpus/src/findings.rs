//! What was found, and what of it was expected.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

/// One thing that isn't as it should be, or that couldn't be shown.
#[derive(Clone, Debug)]
pub struct Finding {
    pub document: String,
    /// What was to be shown, such as `example`.
    pub kind: &'static str,
    pub pointer: String,
    pub text: String,
}

/// What a run found about one document after the other.
#[derive(Default)]
pub struct Findings {
    pub document: String,
    /// A client does something else than its document says.
    pub failures: Vec<Finding>,
    /// Of documents and tools: invalid examples, contradictory schemas, what a judge can't judge.
    pub notes: Vec<Finding>,
    /// How often something was shown, by kind.
    pub shown: BTreeMap<(String, &'static str), usize>,
}

impl Findings {
    pub fn fail(&mut self, kind: &'static str, pointer: &str, text: impl Into<String>) {
        let finding = self.finding(kind, pointer, text.into());
        self.failures.push(finding);
    }

    pub fn note(&mut self, kind: &'static str, pointer: &str, text: impl Into<String>) {
        let finding = self.finding(kind, pointer, text.into());
        self.notes.push(finding);
    }

    /// Counts a success, or fails once for each place.
    pub fn check(&mut self, kind: &'static str, pointer: &str, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => *self.shown.entry((self.document.clone(), kind)).or_default() += 1,
            Err(text) => {
                let known = self.failures.iter().any(|one| {
                    one.kind == kind && one.pointer == pointer && one.document == self.document
                });
                if !known {
                    self.fail(kind, pointer, text);
                }
            }
        }
    }

    pub fn count(&self, kind: &'static str) -> usize {
        let key = (self.document.clone(), kind);
        self.shown.get(&key).copied().unwrap_or_default()
    }

    pub fn failed(&self, kinds: &[&str]) -> usize {
        self.failures
            .iter()
            .filter(|one| one.document == self.document && kinds.contains(&one.kind))
            .count()
    }

    pub fn noted(&self, kinds: &[&str]) -> usize {
        self.notes
            .iter()
            .filter(|one| one.document == self.document && kinds.contains(&one.kind))
            .count()
    }

    fn finding(&self, kind: &'static str, pointer: &str, text: String) -> Finding {
        Finding {
            document: self.document.clone(),
            kind,
            pointer: pointer.to_owned(),
            text,
        }
    }
}

/// What is known to fail, with the reason.
pub struct Expected(Vec<Known>);

struct Known {
    document: String,
    kind: String,
    /// A pointer; all of a kind where it is `*`.
    pointer: String,
}

impl Expected {
    /// Reads `[[problem]]` tables of `document`, `kind`, `pointer` and `reason`.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let root: Value = basic_toml::from_str(text).map_err(|error| error.to_string())?;
        let mut known = Vec::new();
        for problem in root["problem"].as_array().into_iter().flatten() {
            let text = |key: &str| match problem[key].as_str() {
                Some(text) if !text.is_empty() => Ok(text.to_owned()),
                _ => Err(format!("a problem without `{key}`: {problem}")),
            };
            text("reason")?;
            known.push(Known {
                document: text("document")?,
                kind: text("kind")?,
                pointer: text("pointer")?,
            });
        }
        Ok(Self(known))
    }

    /// The failures that nobody expected, and the expected problems that are gone.
    pub fn compare<'a>(
        &self,
        failures: &'a [Finding],
        documents: &BTreeSet<String>,
    ) -> (Vec<&'a Finding>, Vec<String>) {
        let new = failures
            .iter()
            .filter(|failure| !self.0.iter().any(|known| known.covers(failure)));
        let gone = self.0.iter().filter(|known| {
            documents.contains(&known.document) && !failures.iter().any(|one| known.covers(one))
        });
        let line = |known: &Known| format!("{} {} {}", known.document, known.kind, known.pointer);
        (new.collect(), gone.map(line).collect())
    }
}

impl Known {
    fn covers(&self, failure: &Finding) -> bool {
        self.document == failure.document
            && self.kind == failure.kind
            && (self.pointer == "*" || self.pointer == failure.pointer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_problems_and_vanished_ones_are_told_apart() {
        let text = "[[problem]]\ndocument = 'a'\nkind = 'example'\npointer = '#/x'\nreason = 'r'\n\
                    [[problem]]\ndocument = 'a'\nkind = 'doc'\npointer = '*'\nreason = 'r'\n";
        let expected = Expected::parse(text).expect("a list");
        let mut findings = Findings {
            document: "a".to_owned(),
            ..Findings::default()
        };
        findings.fail("example", "#/x", "known");
        findings.fail("example", "#/y", "new");
        let documents = BTreeSet::from(["a".to_owned()]);
        let (new, gone) = expected.compare(&findings.failures, &documents);
        assert_eq!(new.len(), 1);
        assert_eq!(new[0].pointer, "#/y");
        assert_eq!(gone, ["a doc *"]);
        assert!(Expected::parse("[[problem]]\ndocument = 'a'").is_err());
    }
}
