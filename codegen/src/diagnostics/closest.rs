//! Guesses what was meant.

use std::cell::Cell;

/// Nobody takes a longer text for a slip: comparing costs the product of the lengths.
const LONGEST: usize = 64;
/// Of a character, in UTF-8.
const MOST_BYTES: usize = 4;

/// So many words of the author's choice are compared in all: a document may have as many mistakes as it has words.
const MOST_COMPARED: usize = 500_000;

/// Compares words as long as there are not too many.
#[derive(Debug)]
pub(crate) struct Guesses(Cell<usize>);

impl Guesses {
    pub(crate) fn new() -> Self {
        Self(Cell::new(MOST_COMPARED))
    }

    /// The word that `text` is most likely a slip of, as far as words may still be compared.
    pub(crate) fn closest<'a>(
        &self,
        text: &str,
        words: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let counted = words.take_while(|_| {
            let left = self.0.get().checked_sub(1);
            self.0.set(left.unwrap_or(0));
            left.is_some()
        });
        closest(text, counted)
    }
}

/// The word that `text` is most likely a slip of.
pub(crate) fn closest<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if text.len() > LONGEST {
        return None;
    }
    let limit = match text.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    };
    let wanted = text.to_ascii_lowercase();
    words
        .filter(|word| word.len().abs_diff(text.len()) <= limit * MOST_BYTES)
        .map(|word| (distance(&wanted, &word.to_ascii_lowercase()), word))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// `one`, `two` or `three`
pub(crate) fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// How many letters have to be changed, added, removed or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut two_up: Vec<usize> = Vec::new();
    let mut up: Vec<usize> = (0..=b.len()).collect();
    let mut last = None;
    for (row, letter) in a.chars().enumerate() {
        let mut line = vec![row + 1];
        let mut left = row + 1;
        let mut previous: Option<char> = None;
        for (column, other) in b.iter().enumerate() {
            let get = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX / 2);
            let change = get(&up, column) + usize::from(letter != *other);
            let mut best = change.min(get(&up, column + 1) + 1).min(left + 1);
            if last == Some(*other) && previous == Some(letter) && column > 0 {
                best = best.min(get(&two_up, column - 1) + 1);
            }
            previous = Some(*other);
            left = best;
            line.push(best);
        }
        last = Some(letter);
        two_up = std::mem::replace(&mut up, line);
    }
    up.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{closest, distance, list};

    #[test]
    fn a_slip_is_understood() {
        let words = || ["properties", "required", "description", "items"].into_iter();
        assert_eq!(closest("propertes", words()), Some("properties"));
        assert_eq!(closest("Description", words()), Some("description"));
        assert_eq!(closest("itmes", words()), Some("items"));
        assert_eq!(closest("id", words()), None);
    }

    #[test]
    fn a_swap_counts_once() {
        assert_eq!(distance("itmes", "items"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "ab"), 2);
    }

    #[test]
    fn lists_read_as_a_sentence() {
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(list(&["a"]), "`a`");
    }
}
