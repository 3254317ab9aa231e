//! Changes of a text by place.

use std::ops::Range;

/// What takes the place of a range.
pub type Edit = (Range<usize>, String);

/// `source` with `edits`, of which the first counts where two overlap.
pub fn apply(source: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut result = String::with_capacity(source.len() + 16);
    let mut done = 0;
    for (range, replacement) in edits {
        if range.start < done {
            continue;
        }
        result.push_str(source.get(done..range.start).unwrap_or(""));
        result.push_str(&replacement);
        done = range.end;
    }
    result.push_str(source.get(done..).unwrap_or(""));
    result
}
