//! Text to tree: YAML by `serde_yaml`, JSON by `serde_json`, through one visitor.
//!
//! Both parsers lend slices of the text for almost every string. A slice's address inside the text is
//! its position, so that the tree knows where its nodes stand at no cost.

mod huge;
mod key;
mod merge;
mod scanner;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Range;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use key::KeySeed;
use merge::merge;
use scanner::Excess;

use super::node::{Mapping, Node, UNKNOWN, Value};
use super::source::{Format, Source};
use super::syntax;
use crate::diagnostics::{Code, Diagnostic, Place};

/// What was read.
pub(super) struct Parsed {
    pub(super) root: Node,
    /// Whether `readOnly` or `writeOnly` occurs.
    pub(super) has_sides: bool,
}

/// Parses a file, and says why when it can't be. `aliases`: what aliases may still add, see [`syntax::ALIAS_BUDGET`].
///
/// Tabs that are white space to YAML and not to the parser are spaces in the source afterwards.
pub(super) fn parse(
    source: &mut Source,
    aliases: &mut usize,
    findings: &mut Vec<Diagnostic>,
) -> Option<Parsed> {
    if source.content().trim().is_empty() {
        findings.push(syntax::empty(source));
        return None;
    }
    let is_json = source.format() == Format::Json;
    let mut read = match is_json {
        true => read_json(source.content()),
        false => read_yaml(source.content(), *aliases),
    };
    // A YAML file may begin like JSON and be none.
    if is_json && source.is_named_yaml() && read.result.is_err() {
        read = read_yaml(source.content(), *aliases);
    }
    if read.is_bad_yaml() && source.blank(&scanner::blank_tabs(source.content())) {
        read = read_yaml(source.content(), *aliases);
    }
    // What the text itself may take is used first.
    *aliases = read.budget.min(*aliases);
    for (key, first, second) in &read.duplicates {
        findings.push(duplicate(source, key, *first, *second));
    }
    for at in read.huge {
        findings.push(huge_number(source, at));
    }
    match read.result {
        Ok(root) if matches!(root.value, Value::Null) => {
            findings.push(syntax::empty(source));
            None
        }
        Ok(root) => Some(Parsed {
            root: Node { at: 0, ..root },
            has_sides: read.has_sides,
        }),
        Err(error) if read.exceeded => {
            findings.push(error.too_large(source));
            None
        }
        Err(error) => {
            findings.push(error.explain(source));
            None
        }
    }
}

/// What came of a text.
struct Read {
    result: Result<Node, syntax::Failure>,
    /// Keys that are there twice, with both places.
    duplicates: Vec<(String, u32, u32)>,
    /// Where numbers are that are beyond doubles.
    huge: Vec<u32>,
    /// What was left to be built.
    budget: usize,
    exceeded: bool,
    has_sides: bool,
}

impl Read {
    fn is_bad_yaml(&self) -> bool {
        matches!(self.result, Err(syntax::Failure::Yaml(_)))
    }
}

fn read_json(text: &str) -> Read {
    let read = |reader: TreeReader<'_>| {
        let mut deserializer = serde_json::Deserializer::from_str(reader.text);
        let read = NodeSeed(&reader).deserialize(&mut deserializer);
        let result = read.and_then(|node| deserializer.end().map(|()| node));
        reader.finish(result.map_err(syntax::Failure::Json))
    };
    let first = read(TreeReader::new(text, false, 0));
    match &first.result {
        Err(failure) if failure.is_huge_number() => {
            let (hidden, numbers) = huge::hide(text);
            read(TreeReader {
                numbers,
                original: text,
                ..TreeReader::new(&hidden, false, 0)
            })
        }
        _ => first,
    }
}

fn read_yaml(text: &str, aliases: usize) -> Read {
    let read = |text: &str| {
        let reader = TreeReader::new(text, true, aliases);
        let result = NodeSeed(&reader).deserialize(serde_yaml::Deserializer::from_str(text));
        reader.finish(result.map_err(syntax::Failure::Yaml))
    };
    match scanner::excess(text) {
        None => read(text),
        Some(Excess::Directives(at)) => Read {
            result: Err(syntax::Failure::Directives(at)),
            ..read("")
        },
        // The parser has the last word about what is nested, and says so; it needs no more than this of the text.
        Some(Excess::Nesting(at)) => {
            let begun = read(text.get(..=at).unwrap_or(text));
            match &begun.result {
                Err(failure) if failure.is_too_deep() => begun,
                _ => read(text),
            }
        }
    }
}

fn huge_number(source: &Source, at: u32) -> Diagnostic {
    let message = "this number is beyond those that 64 bits or a double hold";
    let place = source.location(at as usize);
    Diagnostic::new(Code::NUMBER_RANGE, place, message)
        .help("a bound like this is ignored, and elsewhere its text counts; write a smaller number, or none")
}

fn duplicate(source: &Source, key: &str, first: u32, second: u32) -> Diagnostic {
    let place = |at: u32| match at {
        UNKNOWN => Place::Nowhere,
        at => Place::Text(source.location(at as usize)),
    };
    Diagnostic::new(
        Code::DUPLICATE_KEY,
        place(second),
        format!("the key `{key}` is here twice"),
    )
    .related(place(first), "the first one is here")
    .help("remove one of the two, or merge them; parsers disagree on which one counts")
}

/// How far a key can be from its value: comments may stand between them.
const REACH: u32 = 4096;

/// What the visitors share.
struct TreeReader<'t> {
    text: &'t str,
    /// The text with no number hidden.
    original: &'t str,
    /// Whether `<<` merges (YAML 1.1 merge keys).
    merges: bool,
    /// What may still be built, in nodes and bytes of text.
    budget: Cell<usize>,
    exceeded: Cell<bool>,
    duplicates: RefCell<Vec<(String, u32, u32)>>,
    /// The numbers that are hidden in quotes.
    numbers: Vec<Range<usize>>,
    huge: RefCell<Vec<u32>>,
    has_sides: Cell<bool>,
}

impl<'t> TreeReader<'t> {
    fn new(text: &'t str, merges: bool, aliases: usize) -> Self {
        // Without aliases, a text of n bytes has at most n nodes and about 2n bytes in strings.
        let budget = text.len().saturating_mul(4).saturating_add(aliases);
        Self {
            text,
            original: text,
            merges,
            budget: Cell::new(budget),
            exceeded: Cell::new(false),
            duplicates: RefCell::new(Vec::new()),
            numbers: Vec::new(),
            huge: RefCell::new(Vec::new()),
            has_sides: Cell::new(false),
        }
    }

    fn finish(self, result: Result<Node, syntax::Failure>) -> Read {
        Read {
            result,
            duplicates: self.duplicates.into_inner(),
            huge: self.huge.into_inner(),
            budget: self.budget.get(),
            exceeded: self.exceeded.get(),
            has_sides: self.has_sides.get(),
        }
    }

    /// The number beyond doubles that a text without escapes is, which stands in the document itself.
    fn huge_number(&self, text: &str) -> Option<(u32, &'t str)> {
        if self.merges && !huge::is_huge(text) || !self.merges && self.numbers.is_empty() {
            return None;
        }
        let (at, is_quoted) = self.place(text)?;
        let start = at as usize;
        let range = match self.merges {
            true => (!is_quoted).then_some(start..start + text.len()),
            false => {
                let is_here = |place: &Range<usize>| place.start.cmp(&start);
                let found = self.numbers.binary_search_by(is_here).ok()?;
                self.numbers.get(found).cloned()
            }
        };
        Some((at, self.original.get(range?)?))
    }

    fn charge<E: Error>(&self, cost: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(cost + 1) {
            Some(rest) => {
                self.budget.set(rest);
                Ok(())
            }
            None => {
                self.exceeded.set(true);
                Err(E::custom("the aliases of this document expand to too much"))
            }
        }
    }

    /// The position of a slice of the text, with its quote.
    fn position(&self, slice: &str) -> u32 {
        self.place(slice).map_or(UNKNOWN, |(at, _)| at)
    }

    /// The position of a slice of the text, with its quote, and whether it is in quotes. Of a text with
    /// escapes it may be the end alone.
    fn place(&self, slice: &str) -> Option<(u32, bool)> {
        let start = (slice.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let bytes = self.text.as_bytes();
        if start > bytes.len() {
            return None;
        }
        let quote = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .filter(|byte| matches!(byte, b'"' | b'\''))
        };
        let before = quote(start.checked_sub(1));
        let after = quote(start.checked_add(slice.len()));
        let opened = before.is_some() && before == after;
        let at = u32::try_from(start - usize::from(opened)).ok()?;
        Some((at, after.is_some()))
    }

    /// The text before a position, as far as anybody looks back: by aliases, many nodes may stand in one place.
    fn shortly_before(&self, at: u32) -> &str {
        let end = at as usize;
        let mut start = end.saturating_sub(REACH as usize);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether a tag such as `!!str` stands before what begins at a position.
    fn has_tag(&self, at: u32) -> bool {
        let before = self.shortly_before(at);
        let mut words = before.trim_end_matches(' ').rsplit([' ', '\n', '{', ',']);
        words.next().is_some_and(|word| word.starts_with('!'))
    }

    /// The position of a list or mapping in the text: of its first member, or of the bracket before it.
    fn container(&self, first: u32, bracket: char) -> u32 {
        let before = self.shortly_before(first);
        let trimmed = before.trim_end();
        match trimmed.strip_suffix(bracket) {
            Some(rest) => first - u32::try_from(before.len() - rest.len()).unwrap_or(0),
            None => first,
        }
    }

    /// The position of a key that is no string in YAML, such as `200:`. It was written between the
    /// entry before it and its own value.
    fn bare_key(&self, key: &str, after: u32, before: u32) -> u32 {
        if before == UNKNOWN {
            return UNKNOWN;
        }
        let after = if after == UNKNOWN { 0 } else { after };
        let mut start = after.max(before.saturating_sub(REACH));
        while !self.text.is_char_boundary(start as usize) {
            start += 1;
        }
        let between = self
            .text
            .get(start as usize..before as usize)
            .unwrap_or_default();
        let begins = |found: usize| {
            let before = between.get(..found).unwrap_or_default();
            before.is_empty() || before.ends_with([' ', '\n', '{', ','])
        };
        let mut matches = between.rmatch_indices(key).map(|(found, _)| found);
        let found = matches.find(|found| begins(*found));
        found
            .and_then(|found| u32::try_from(found).ok())
            .map_or(UNKNOWN, |found| start + found)
    }
}

struct NodeSeed<'r, 't>(&'r TreeReader<'t>);

impl<'de> DeserializeSeed<'de> for NodeSeed<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl NodeSeed<'_, '_> {
    fn plain<E: Error>(self, value: Value) -> Result<Node, E> {
        self.0.charge(0)?;
        Ok(Node::new(value))
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_, '_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.plain(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.plain(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.plain(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.plain(Value::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.plain(i64::try_from(value).map_or(Value::Unsigned(value), Value::Integer))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "the nearest double is what is kept"
    )]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.plain(Value::Float(value as f64))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "the nearest double is what is kept"
    )]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.plain(Value::Float(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.plain(Value::Float(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.0.charge(text.len())?;
        Ok(Node::new(Value::String(text.into())))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Node, E> {
        self.0.charge(text.len())?;
        if let Some((at, number)) = self.0.huge_number(text) {
            self.0.huge.borrow_mut().push(at);
            let value = Value::Huge(number.into());
            return Ok(Node { at, value });
        }
        Ok(Node {
            at: self.0.position(text),
            value: Value::String(text.into()),
        })
    }

    /// A value with a tag of its own: the tag says nothing that OpenAPI knows.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        let (_, value) = data.variant::<serde::de::IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        self.0.charge(0)?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(NodeSeed(self.0))? {
            items.push(item);
        }
        let first = items.first().map_or(UNKNOWN, |item| item.at);
        let at = if first == UNKNOWN {
            UNKNOWN
        } else {
            self.0.container(first, '[')
        };
        Ok(Node {
            at,
            value: Value::Sequence(items.into()),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        self.0.charge(0)?;
        let reader = self.0;
        let mut entries: Vec<(Box<str>, Node)> = Vec::new();
        let mut merges = Vec::new();
        let mut last = UNKNOWN;
        while let Some(key) = access.next_key_seed(KeySeed(reader))? {
            let mut node = access.next_value_seed(NodeSeed(reader))?;
            let at = match key.at {
                UNKNOWN if key.bare => reader.bare_key(&key.text, last, node.at),
                at => at,
            };
            if at != UNKNOWN {
                last = at;
                node.at = at;
            }
            if matches!(&*key.text, "readOnly" | "writeOnly") {
                reader.has_sides.set(true);
            }
            if reader.merges && *key.text == *"<<" {
                merges.push((entries.len(), node));
            } else {
                entries.push((key.text, node));
            }
        }
        if !merges.is_empty() {
            merge(&mut entries, merges).map_err(A::Error::custom)?;
        }
        let first = entries.first().map_or(UNKNOWN, |(_, node)| node.at);
        let at = if first == UNKNOWN {
            UNKNOWN
        } else {
            reader.container(first, '{')
        };
        let mapping = Mapping::new(entries, |key, first, second| {
            reader
                .duplicates
                .borrow_mut()
                .push((key.to_owned(), first, second));
        });
        Ok(Node {
            at,
            value: Value::Mapping(Box::new(mapping)),
        })
    }
}
