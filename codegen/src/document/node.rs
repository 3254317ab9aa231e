//! The document as it was written: a tree that keeps order and positions.

use crate::hash::bit;

/// One value of the document, and where it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub(crate) at: u32,
    pub(crate) value: Value,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number that fits.
    Integer(i64),
    /// A whole number between `i64::MAX` and `u64::MAX`.
    Unsigned(u64),
    /// Any other number. Whole numbers that fit no 64 bits are here, as the nearest double, which
    /// is what they are in every JSON implementation with doubles only.
    Float(f64),
    /// A number beyond doubles, such as `1e999`, as it was written.
    Huge(Box<str>),
    /// Text.
    String(Box<str>),
    /// A list.
    Sequence(Box<[Node]>),
    /// Keys and values in the order of the document.
    Mapping(Box<Mapping>),
}

/// Keys and values in the order of the document. Every key occurs once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    entries: Box<[(Box<str>, Node)]>,
    /// A bit for each key: most keys that are asked for are not here.
    mask: u64,
    /// Positions in `entries`, sorted by key; only in mappings that are long enough to need it.
    sorted: Box<[u32]>,
}

/// Up to this many entries are searched one by one.
const SHORT: usize = 12;

/// The position of a node that the parser could not tell; found when it is printed.
pub(crate) const UNKNOWN: u32 = u32::MAX;

impl Node {
    pub(crate) fn new(value: Value) -> Self {
        Self { at: UNKNOWN, value }
    }

    /// What this node holds.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Whether another node says the same, wherever both stand.
    #[must_use]
    pub fn says_what(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Sequence(one), Value::Sequence(other)) => {
                let mut items = one.iter().zip(other);
                one.len() == other.len() && items.all(|(one, other)| one.says_what(other))
            }
            (Value::Mapping(one), Value::Mapping(other)) => {
                let mut entries = one.iter();
                let same = |(key, value): (&str, &Self)| {
                    other.get(key).is_some_and(|other| value.says_what(other))
                };
                one.len() == other.len() && entries.all(same)
            }
            (one, other) => one == other,
        }
    }

    /// The text, if this is text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The items, if this is a list.
    #[must_use]
    pub fn as_sequence(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The mapping, if this is one.
    #[must_use]
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The value under `key`, if this is a mapping that has it.
    #[inline]
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_mapping()?.get(key)
    }

    /// The member that a token of a JSON Pointer names (RFC 6901 section 4).
    #[must_use]
    pub fn member(&self, token: &str) -> Option<&Self> {
        match &self.value {
            Value::Mapping(mapping) => mapping.get(token),
            Value::Sequence(items) => {
                let canonical = token == "0" || !token.starts_with(['0', '+']);
                items.get(token.parse::<usize>().ok().filter(|_| canonical)?)
            }
            _ => None,
        }
    }

    /// The same, to be changed.
    pub(crate) fn member_mut(&mut self, token: &str) -> Option<&mut Self> {
        match &mut self.value {
            Value::Mapping(mapping) => mapping.get_mut(token),
            Value::Sequence(items) => items.get_mut(token.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The target of a Reference Object, if this is a mapping with a textual `$ref`
    /// (OpenAPI 3.0.4 section 4.8.23), or of a `$dynamicRef` (JSON Schema Core section 8.2.3.2).
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        let mapping = self.as_mapping()?;
        let reference = mapping.get("$ref").or_else(|| mapping.get("$dynamicRef"));
        reference?.as_str()
    }

    /// The name of the kind of value, for messages: `a string`, `a list`, ...
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) | Value::Unsigned(_) => "an integer",
            Value::Float(_) | Value::Huge(_) => "a number",
            Value::String(_) => "a string",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "an object",
        }
    }
}

impl Mapping {
    /// Builds the mapping; a key that occurs twice keeps its last value, and the positions of both
    /// go to `duplicate`.
    pub(crate) fn new(
        mut entries: Vec<(Box<str>, Node)>,
        mut duplicate: impl FnMut(&str, u32, u32),
    ) -> Self {
        if entries.len() <= SHORT && !has_twins(&entries) {
            return Self::of(entries, Vec::new());
        }
        let mut sorted = sort(&entries);
        let twins = twins(&sorted, &entries);
        if !twins.is_empty() {
            for &(first, second) in &twins {
                if let (Some((key, old)), Some((_, new))) =
                    (entries.get(first), entries.get(second))
                {
                    duplicate(key, old.at, new.at);
                }
            }
            remove(&mut entries, &twins);
            sorted = sort(&entries);
        }
        if entries.len() <= SHORT {
            sorted = Vec::new();
        }
        Self::of(entries, sorted)
    }

    fn of(entries: Vec<Entry>, sorted: Vec<u32>) -> Self {
        Self {
            mask: entries.iter().fold(0, |mask, (key, _)| mask | bit(key)),
            entries: entries.into(),
            sorted: sorted.into(),
        }
    }

    /// The value under `key`.
    #[inline]
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        if self.mask & bit(key) == 0 {
            return None;
        }
        self.find(key)
    }

    fn find(&self, key: &str) -> Option<&Node> {
        let entry = self.entries.get(self.position(key)?);
        entry.map(|(_, node)| node)
    }

    fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let entry = self.entries.get_mut(self.position(key)?);
        entry.map(|(_, node)| node)
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.sorted.is_empty() {
            return self.entries.iter().position(|(name, _)| **name == *key);
        }
        let entry = |index: u32| self.entries.get(index as usize);
        let found = self
            .sorted
            .binary_search_by(|&index| entry(index).map_or("", |(name, _)| name).cmp(key))
            .ok()?;
        self.sorted.get(found).map(|&index| index as usize)
    }

    /// Whether there is a value under `key`.
    #[must_use]
    pub fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Keys and values in the order of the document.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Node)> {
        self.entries.iter().map(|(key, node)| (&**key, node))
    }

    pub(crate) fn into_entries(self) -> impl Iterator<Item = (Box<str>, Node)> {
        self.entries.into_vec().into_iter()
    }

    /// The keys in the order of the document.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.entries.iter().map(|(key, _)| &**key)
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

type Entry = (Box<str>, Node);

/// The positions of the entries, ordered by key and then by position.
fn sort(entries: &[Entry]) -> Vec<u32> {
    let key = |index: &u32| entries.get(*index as usize).map(|(key, _)| key);
    let mut sorted: Vec<u32> = (0..u32::try_from(entries.len()).unwrap_or(u32::MAX)).collect();
    sorted.sort_by_key(key);
    sorted
}

/// Whether a key of a short mapping occurs twice.
fn has_twins(entries: &[Entry]) -> bool {
    let mut rest = entries;
    while let [(key, _), tail @ ..] = rest {
        if tail.iter().any(|(other, _)| other == key) {
            return true;
        }
        rest = tail;
    }
    false
}

/// The positions of entries with the same key: each with the next one.
fn twins(sorted: &[u32], entries: &[Entry]) -> Vec<(usize, usize)> {
    let key = |index: u32| entries.get(index as usize).map(|(key, _)| key);
    let pairs = sorted.windows(2).filter_map(|pair| match *pair {
        [first, second] if key(first) == key(second) => Some((first as usize, second as usize)),
        _ => None,
    });
    pairs.collect()
}

/// Keeps each key once: its last value, where the key was first seen.
fn remove(entries: &mut Vec<Entry>, twins: &[(usize, usize)]) {
    for &(first, second) in twins.iter().rev() {
        let value = |(_, node): &mut Entry| std::mem::replace(node, Node::new(Value::Null));
        let last = entries.get_mut(second).map(value);
        if let (Some(node), Some((_, old))) = (last, entries.get_mut(first)) {
            *old = node;
        }
    }
    let mut removed: Vec<usize> = twins.iter().map(|&(_, second)| second).collect();
    removed.sort_unstable();
    let mut position = 0;
    entries.retain(|_| {
        position += 1;
        removed.binary_search(&(position - 1)).is_err()
    });
}
