//! Which findings are printed where somebody reads them.

use super::{Report, Severity};
use crate::hash::Map;

/// So many findings of one kind are printed: who has read them knows what the others say.
const MOST_SHOWN: usize = 20;

/// The findings to be printed of a run, and what to say about the others.
#[derive(Debug)]
pub struct Shown {
    /// The first ones of each kind, in order. Those that say the same are one, at the place of the first.
    pub reports: Vec<ShownReport>,
    /// A line for each kind that has more.
    pub more: Vec<String>,
}

/// A finding, which may stand for others that say the same.
#[derive(Debug)]
pub struct ShownReport {
    /// What is printed.
    pub report: Report,
    /// For how many findings it stands.
    pub places: usize,
}

/// Chooses the findings to be printed of those for which `wanted` holds: a person reads them, so there must not be
/// thousands.
#[must_use]
pub fn shown(reports: &[Report], wanted: impl Fn(Severity) -> bool) -> Shown {
    let wanted: Vec<&Report> = reports
        .iter()
        .filter(|one| wanted(one.severity()))
        .collect();
    let mut counts: Map<&str, usize> = Map::default();
    let mut kinds: Vec<&Report> = Vec::new();
    let mut listed: Vec<(&Report, usize)> = Vec::new();
    // The first one that says what a finding says: its position.
    let mut firsts: Map<(&str, &str, Option<&str>), usize> = Map::default();
    let mut of_kind: Map<&str, usize> = Map::default();
    for report in wanted {
        let found = report.diagnostic();
        *counts.entry(found.code).or_default() += 1;
        if counts.get(found.code) == Some(&1) {
            kinds.push(report);
        }
        let words = (found.code, &*found.message, found.help.as_deref());
        // What belongs to a finding may be another thing elsewhere.
        let is_plain = found.related.is_empty();
        if let Some(first) = firsts.get(&words).filter(|_| is_plain) {
            if let Some((_, places)) = listed.get_mut(*first) {
                *places += 1;
            }
            continue;
        }
        let shown = of_kind.entry(found.code).or_default();
        if *shown < MOST_SHOWN {
            if is_plain {
                firsts.insert(words, listed.len());
            }
            listed.push((report, 1));
            *shown += 1;
        }
    }
    for (report, places) in &listed {
        if let Some(count) = counts.get_mut(report.diagnostic().code) {
            *count -= places;
        }
    }
    let more = kinds.into_iter().filter_map(|report| {
        let code = report.diagnostic().code;
        let more = counts.get(code)?;
        let word = report.severity().as_str();
        (*more > 0).then(|| format!("{word}[{code}]: {more} more of this kind"))
    });
    Shown {
        more: more.collect(),
        reports: listed
            .into_iter()
            .map(|(report, places)| ShownReport {
                report: report.standing_for(places),
                places,
            })
            .collect(),
    }
}
