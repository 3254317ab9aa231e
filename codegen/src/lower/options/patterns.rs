//! Patterns of places: one trie of all of them, which is walked along with the document once.
//!
//! Which nodes of the trie a place has reached is a set. Few sets occur, and few tokens are in patterns, so what follows
//! on a set and a token is remembered: a walk costs a look-up per node of the document, however many patterns there are.

use std::borrow::Cow;
use std::cell::OnceCell;

use indexmap::IndexSet;

use crate::document::{Node, Pointer, Resolver, Value};
use crate::hash::{Map, Seeded};

/// One step of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step<'t> {
    /// This token.
    Token(Cow<'t, str>),
    /// `*`: any token.
    One,
    /// `**`: any tokens, also none.
    Any,
}

/// Patterns, each with the number of its entry.
#[derive(Debug, Default)]
pub(super) struct PlacePatterns {
    nodes: Vec<Branch>,
    /// The numbers of the tokens that occur in patterns; others have [`OTHER`].
    tokens: Map<String, u32>,
    /// Where the patterns of a file begin, and at `None` those of all files.
    roots: Map<Option<u32>, u32>,
}

/// A node of the trie.
#[derive(Debug, Default)]
struct Branch {
    tokens: Map<u32, u32>,
    one: Option<u32>,
    any: Option<u32>,
    /// Whether a `**` leads here, so that any token leads back.
    is_any: bool,
    /// The entries whose patterns end here.
    entries: Vec<u32>,
}

const OTHER: u32 = 0;

/// The set of which nothing can come.
const NOTHING: u32 = 0;

/// More than this is not gone through to find out what follows on sets.
const MOST_STEPS: usize = 8_000_000;

/// What the patterns match.
#[derive(Debug, Default)]
pub(super) struct Matches {
    /// Each node, and the number of its set.
    pub(super) places: Vec<(Pointer, u32)>,
    /// The entries of each set.
    pub(super) sets: Vec<Vec<u32>>,
    /// The nodes of the trie that something leads to.
    reached: Vec<bool>,
}

/// There are too many patterns that match too much.
#[derive(Debug)]
pub(super) struct TooMany;

impl Matches {
    /// The entries whose patterns match anything.
    pub(super) fn entries(&self) -> impl Iterator<Item = u32> {
        self.sets.iter().flatten().copied()
    }
}

impl PlacePatterns {
    /// Adds a pattern for a file, or for all of them.
    pub(super) fn add(&mut self, file: Option<u32>, steps: &[Step<'_>], entry: u32) {
        let mut at = match self.roots.get(&file) {
            Some(root) => *root,
            None => {
                let root = self.branch(false);
                self.roots.insert(file, root);
                root
            }
        };
        for step in steps {
            at = self.follow(at, step);
        }
        if let Some(branch) = self.nodes.get_mut(at as usize) {
            branch.entries.push(entry);
        }
    }

    fn branch(&mut self, is_any: bool) -> u32 {
        self.nodes.push(Branch {
            is_any,
            ..Branch::default()
        });
        u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
    }

    /// Where a step leads, which is made if it is not there.
    fn follow(&mut self, at: u32, step: &Step<'_>) -> u32 {
        if let Some(known) = self.step(at, step) {
            return known;
        }
        let new = self.branch(*step == Step::Any);
        let token = match step {
            Step::Token(token) => self.number(token),
            Step::One | Step::Any => OTHER,
        };
        if let Some(branch) = self.nodes.get_mut(at as usize) {
            match step {
                Step::Token(_) => {
                    branch.tokens.insert(token, new);
                }
                Step::One => branch.one = Some(new),
                Step::Any => branch.any = Some(new),
            }
        }
        new
    }

    fn number(&mut self, token: &str) -> u32 {
        let next = u32::try_from(self.tokens.len() + 1).unwrap_or(u32::MAX);
        *self.tokens.entry(token.to_owned()).or_insert(next)
    }

    fn step(&self, at: u32, step: &Step<'_>) -> Option<u32> {
        let branch = self.nodes.get(at as usize)?;
        match step {
            Step::Token(token) => branch.tokens.get(self.tokens.get(&**token)?).copied(),
            Step::One => branch.one,
            Step::Any => branch.any,
        }
    }

    /// Finds what the patterns match in all files of a document.
    pub(super) fn matches(&self, document: &Resolver<'_>) -> Result<Matches, TooMany> {
        self.matches_within(document, MOST_STEPS)
    }

    fn matches_within(&self, document: &Resolver<'_>, most: usize) -> Result<Matches, TooMany> {
        let mut walk = Walk {
            patterns: self,
            sets: IndexSet::default(),
            next: Map::default(),
            left: most,
            found: Matches {
                places: Vec::new(),
                sets: Vec::new(),
                reached: vec![false; self.nodes.len()],
            },
        };
        walk.set(Vec::new())?;
        for file in 0.. {
            let root = Pointer::root_of(file);
            let Some(node) = document.raw(&root) else {
                break;
            };
            let roots = [self.roots.get(&Some(file)), self.roots.get(&None)];
            let roots = roots.into_iter().flatten().copied().collect();
            let set = walk.set(roots)?;
            if set != NOTHING {
                walk.visit(node, set, &PlacePattern::root(root))?;
            }
        }
        Ok(walk.found)
    }

    /// How many of the steps of a pattern lead somewhere.
    pub(super) fn length_reached(
        &self,
        file: Option<u32>,
        steps: &[Step<'_>],
        matches: &Matches,
    ) -> usize {
        let mut at = self.roots.get(&file).copied();
        let reached = steps.iter().take_while(|step| {
            at = at.and_then(|at| self.step(at, step));
            at.and_then(|at| matches.reached.get(at as usize)) == Some(&true)
        });
        reached.count()
    }
}

/// The way to a node. Most have no pointer.
struct PlacePattern<'w> {
    above: Option<&'w PlacePattern<'w>>,
    token: Cow<'w, str>,
    pointer: OnceCell<Pointer>,
}

impl<'w> PlacePattern<'w> {
    fn root(at: Pointer) -> Self {
        Self {
            above: None,
            token: Cow::Borrowed(""),
            pointer: OnceCell::from(at),
        }
    }

    fn below(&'w self, token: Cow<'w, str>) -> Self {
        Self {
            above: Some(self),
            token,
            pointer: OnceCell::new(),
        }
    }

    fn pointer(&self) -> &Pointer {
        self.pointer.get_or_init(|| match self.above {
            Some(above) => above.pointer().child(&self.token),
            None => Pointer::root(),
        })
    }
}

struct Walk<'p> {
    patterns: &'p PlacePatterns,
    sets: IndexSet<Box<[u32]>, Seeded>,
    /// What follows on a set and a token.
    next: Map<(u32, u32), u32>,
    /// How much may still be gone through.
    left: usize,
    found: Matches,
}

impl Walk<'_> {
    fn visit(&mut self, node: &Node, set: u32, place: &PlacePattern<'_>) -> Result<(), TooMany> {
        let entries = self.found.sets.get(set as usize);
        if entries.is_some_and(|entries| !entries.is_empty()) {
            self.found.places.push((place.pointer().clone(), set));
        }
        match node.value() {
            Value::Mapping(mapping) => {
                for (key, value) in mapping.iter() {
                    self.enter(value, set, place, key.into())?;
                }
            }
            Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.enter(item, set, place, index.to_string().into())?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn enter(
        &mut self,
        node: &Node,
        set: u32,
        above: &PlacePattern<'_>,
        token: Cow<'_, str>,
    ) -> Result<(), TooMany> {
        let number = self.patterns.tokens.get(&*token).copied().unwrap_or(OTHER);
        match self.after(set, number)? {
            NOTHING => Ok(()),
            next => self.visit(node, next, &above.below(token)),
        }
    }

    /// What follows on a set and a token.
    fn after(&mut self, set: u32, token: u32) -> Result<u32, TooMany> {
        if let Some(known) = self.next.get(&(set, token)) {
            return Ok(*known);
        }
        let mut next = Vec::new();
        for at in self.sets.get_index(set as usize).into_iter().flatten() {
            let Some(branch) = self.patterns.nodes.get(*at as usize) else {
                continue;
            };
            next.extend(branch.is_any.then_some(*at));
            next.extend(branch.one);
            next.extend(branch.tokens.get(&token));
        }
        let next = self.set(next)?;
        self.next.insert((set, token), next);
        Ok(next)
    }

    /// The number of a set, with what it leads to without a token.
    fn set(&mut self, mut nodes: Vec<u32>) -> Result<u32, TooMany> {
        let mut done = 0;
        while let Some(at) = nodes.get(done) {
            let branch = self.patterns.nodes.get(*at as usize);
            nodes.extend(branch.and_then(|branch| branch.any));
            done += 1;
        }
        nodes.sort_unstable();
        nodes.dedup();
        self.left = self.left.checked_sub(done).ok_or(TooMany)?;
        let (number, is_new) = self.sets.insert_full(nodes.into());
        if is_new {
            let nodes = self.sets.get_index(number).into_iter().flatten();
            let mut entries = Vec::new();
            for at in nodes {
                if let Some(reached) = self.found.reached.get_mut(*at as usize) {
                    *reached = true;
                }
                let branch = self.patterns.nodes.get(*at as usize);
                entries.extend(branch.into_iter().flat_map(|branch| &branch.entries));
            }
            self.left = self.left.checked_sub(entries.len()).ok_or(TooMany)?;
            self.found.sets.push(entries);
        }
        u32::try_from(number).map_err(|_| TooMany)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::document::{Document, Source};

    /// A document in which all is data of an extension.
    fn document(data: &str) -> Document {
        let text = format!(
            r#"{{"openapi":"3.0.3","info":{{"title":"T","version":"1"}},"paths":{{}},"x-x":{data}}}"#
        );
        let mut diagnostics = Diagnostics::new();
        let document = Document::read(Source::from_text("t.json", text), &mut diagnostics);
        assert_eq!(diagnostics.finish(document.as_ref()).len(), 0);
        document.unwrap()
    }

    fn steps(text: &str) -> Vec<Step<'_>> {
        let step = |token| match token {
            "*" => Step::One,
            "**" => Step::Any,
            token => Step::Token(Cow::Borrowed(token)),
        };
        text.split('/').skip(1).map(step).collect()
    }

    /// What a pattern means, one step after the other.
    fn is_match(steps: &[Step<'_>], tokens: &[Cow<'_, str>]) -> bool {
        let Some((step, rest)) = steps.split_first() else {
            return tokens.is_empty();
        };
        let after = tokens.get(1..);
        match step {
            Step::Any => {
                is_match(rest, tokens) || after.is_some_and(|tokens| is_match(steps, tokens))
            }
            Step::One => after.is_some_and(|tokens| is_match(rest, tokens)),
            Step::Token(token) => {
                tokens.first() == Some(token) && after.is_some_and(|tokens| is_match(rest, tokens))
            }
        }
    }

    fn all_nodes(node: &Node, at: &Pointer, found: &mut Vec<Pointer>) {
        found.push(at.clone());
        if let Some(mapping) = node.as_mapping() {
            for (key, value) in mapping.iter() {
                all_nodes(value, &at.child(key), found);
            }
        }
        for (index, item) in node.as_sequence().into_iter().flatten().enumerate() {
            all_nodes(item, &at.index(index), found);
        }
    }

    /// Every pattern of up to so many of these steps.
    fn every(words: &[&str], length: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..length {
            let longer = last
                .iter()
                .flat_map(|one| words.iter().map(move |word| format!("{one}/{word}")));
            last = longer.collect();
            all.extend_from_slice(&last);
        }
        all
    }

    #[test]
    fn a_trie_of_all_patterns_matches_what_each_of_them_means() {
        let document =
            document(r#"{"a":{"a":{"b":[1,{"a":0}]},"x":{"a":1}},"b":{"x":{"b":{"a":1}}}}"#);
        let texts = every(&["x-x", "a", "b", "1", "*", "**"], 5);
        let mut patterns = PlacePatterns::default();
        for (text, number) in texts.iter().zip(0..) {
            patterns.add(Some(0), &steps(text), number);
        }
        let resolver = document.resolver();
        let found = patterns.matches(&resolver).unwrap();
        let entries = |set: u32| found.sets[set as usize].iter().copied();
        let found: BTreeSet<(Pointer, u32)> = found
            .places
            .iter()
            .flat_map(|(at, set)| entries(*set).map(|entry| (at.clone(), entry)))
            .collect();
        let mut nodes = Vec::new();
        all_nodes(
            document.raw(&Pointer::root()).unwrap(),
            &Pointer::root(),
            &mut nodes,
        );
        let mut expected = BTreeSet::new();
        for at in &nodes {
            let tokens: Vec<_> = at.tokens().collect();
            let matching = texts
                .iter()
                .zip(0..)
                .filter(|(text, _)| is_match(&steps(text), &tokens));
            expected.extend(matching.map(|(_, number)| (at.clone(), number)));
        }
        let differing = found.symmetric_difference(&expected);
        let differing: Vec<_> = differing
            .map(|(at, entry)| (at, &texts[*entry as usize]))
            .collect();
        assert!(differing.is_empty(), "{differing:?}");
        assert!(expected.len() > 3_000, "{}", expected.len());
    }

    /// How much has to be gone through for these patterns.
    fn cost(texts: &[String], document: &Document) -> usize {
        let mut patterns = PlacePatterns::default();
        for (text, number) in texts.iter().zip(0..) {
            patterns.add(None, &steps(text), number);
        }
        let resolver = document.resolver();
        let enough = |most: &usize| patterns.matches_within(&resolver, *most).is_ok();
        let mut costs = (0..)
            .map(|power| 1 << power)
            .take_while(|most| *most <= MOST_STEPS);
        costs.find(enough).unwrap_or(usize::MAX)
    }

    #[test]
    fn what_patterns_cost_grows_with_their_number_and_not_with_the_document() {
        let objects = |count: usize| {
            let one =
                |i: usize| format!(r#""o{i}":{{"properties":{{"p{i}":{{"a":1}},"token":{{}}}}}}"#);
            document(&format!(
                "{{{}}}",
                (0..count).map(one).collect::<Vec<_>>().join(",")
            ))
        };
        let (small, large) = (objects(1000), objects(16_000));
        let texts = |count: usize| {
            (0..count)
                .map(|i| format!("/**/properties/p{i}"))
                .collect::<Vec<_>>()
        };
        let cost_of = |count: usize, document| cost(&texts(count), document);
        // To the next power of two.
        assert!(cost_of(1000, &large) <= 2 * cost_of(1000, &small));
        assert!(cost_of(16_000, &large) <= 32 * cost_of(1000, &large));
        assert!(cost_of(16_000, &large) < 500_000);
    }

    #[test]
    fn patterns_that_would_match_in_too_many_ways_are_an_error() {
        let mut data = "1".to_owned();
        for letter in "abcdefgh".repeat(12).chars() {
            data = format!(r#"{{"{letter}":{data},"z":[{data}]}}"#)
                .replace(&format!("[{data}]"), "[0]");
        }
        let document = document(&data);
        let words: Vec<&str> = vec!["**/a", "**/b", "**/c", "*", "**/d", "**/*"];
        let texts: Vec<String> = every(&words, 6);
        assert!(texts.len() > 50_000);
        let mut patterns = PlacePatterns::default();
        for (text, number) in texts.iter().zip(0..) {
            patterns.add(None, &steps(text), number);
        }
        let resolver = document.resolver();
        // However it ends, it ends soon.
        let _ = patterns.matches(&resolver);
        assert!(patterns.matches_within(&resolver, 100_000).is_err());
    }
}
