//! Which findings are printed where somebody reads them.

use super::{Report, Severity};
use crate::hash::Map;

/// So many findings of one kind are printed: who has read them knows what the others say.
const MOST_SHOWN: usize = 20;

/// The findings to be printed of a run, and what to say about the others.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The first ones of each kind, in order.
    pub reports: Vec<&'a Report>,
    /// A line for each kind that has more.
    pub more: Vec<String>,
}

/// Chooses the findings to be printed of those for which `wanted` holds: a person reads them, so there must not be
/// thousands.
#[must_use]
pub fn shown(reports: &[Report], wanted: impl Fn(Severity) -> bool) -> Shown<'_> {
    let mut counts: Map<&str, usize> = Map::default();
    let mut kinds: Vec<&Report> = Vec::new();
    let mut shown = Vec::new();
    for report in reports.iter().filter(|report| wanted(report.severity())) {
        let count = counts.entry(report.diagnostic().code).or_default();
        if *count == 0 {
            kinds.push(report);
        }
        if *count < MOST_SHOWN {
            shown.push(report);
        }
        *count += 1;
    }
    let more = kinds.into_iter().filter_map(|report| {
        let code = report.diagnostic().code;
        let more = counts.get(code)?.checked_sub(MOST_SHOWN)?;
        let word = report.severity().as_str();
        (more > 0).then(|| format!("{word}[{code}]: {more} more of this kind"))
    });
    Shown {
        reports: shown,
        more: more.collect(),
    }
}
