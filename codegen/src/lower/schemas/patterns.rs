//! Regular expressions: whether generated code can check them.

use regex_lite::RegexBuilder;

use crate::hash::Map;

/// What the automata of all patterns of a document may take in bytes. An expression of a few letters may need as much
/// as a thousand others (`(a{100}){100}`), so their number and length are no measure.
const ROOM: usize = 256 << 20;

/// What one automaton may take: the limit of [`regex_lite`], which the runtime has, too.
const MOST: usize = 10 << 20;

/// The limit that nearly all patterns stay below.
const USUAL: usize = 16 << 10;

/// The patterns of a document, and what was found out about each.
pub(super) struct Patterns {
    room: usize,
    known: Map<String, Option<String>>,
}

impl Default for Patterns {
    fn default() -> Self {
        Self {
            room: ROOM,
            known: Map::default(),
        }
    }
}

impl Patterns {
    /// Why values can't be checked against this pattern; `None` where they can.
    pub(super) fn problem(&mut self, pattern: &str) -> Option<&str> {
        if !self.known.contains_key(pattern) {
            let problem = self.compile(pattern);
            self.known.insert(pattern.to_owned(), problem);
        }
        self.known.get(pattern)?.as_deref()
    }

    fn compile(&mut self, pattern: &str) -> Option<String> {
        let mut limit = USUAL;
        loop {
            let compiled = RegexBuilder::new(pattern).size_limit(limit).build();
            let problem = compiled.err()?.to_string();
            // What is no expression says so at once.
            if limit >= MOST || !problem.contains("size limit") {
                return Some(problem);
            }
            limit = (limit * 4).min(MOST);
            match self.room.checked_sub(limit) {
                Some(room) => self.room = room,
                None => {
                    return Some("the patterns of this document are too large together".to_owned());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_known_by_what_is_wrong_with_them() {
        let mut patterns = Patterns::default();
        for good in ["", "^a+$", "[a-z]{1,64}", ".{0,8192}", "(a{100}){100}"] {
            assert_eq!(patterns.problem(good), None, "{good}");
        }
        for bad in ["(?=a)", "(", r"\p{L}", "((a{100}){100}){100}"] {
            assert!(patterns.problem(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn large_patterns_have_a_room_together_and_small_ones_do_not() {
        let mut patterns = Patterns::default();
        let large = |i: usize| format!("(a{{100}}){{{}}}", 100 + i);
        let checked = (0..1_000).filter(|&i| patterns.problem(&large(i)).is_none());
        let checked = checked.count();
        assert!((50..500).contains(&checked), "{checked}");
        // Again, from memory.
        assert!(patterns.problem(&large(0)).is_none() && patterns.problem(&large(999)).is_some());
        assert!((0..10_000).all(|i| {
            patterns
                .problem(&format!("^[a-z]{{{}}}$", i % 100))
                .is_none()
        }));
    }
}
