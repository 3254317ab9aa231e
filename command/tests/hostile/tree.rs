//! A document in which every row of every object occurs.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use openapi_build::document::grammar::{Grammar, Holds, Missing, ObjectKind};

/// A row whose texts are the author's: the object, the keyword, and whether it is the keys below it.
pub type Row = (ObjectKind, &'static str, bool);

/// A document, with its author's words told from keywords.
pub enum Tree {
    /// The number of a word
    Word(usize),
    Fixed(Value),
    List(Vec<Self>),
    Object(ObjectKind, Vec<(&'static str, Self)>),
    /// By the numbers of words
    Map(Vec<(usize, Self)>),
}

/// The words of a document, each once, with the row where it occurs first and its number there.
#[derive(Default)]
pub struct Words {
    list: Vec<(String, Row, usize)>,
    numbers: BTreeMap<String, usize>,
    counts: BTreeMap<Row, usize>,
}

impl Words {
    fn number(&mut self, word: String, row: Row) -> usize {
        if let Some(number) = self.numbers.get(&word) {
            return *number;
        }
        let count = self.counts.entry(row).or_default();
        self.list.push((word.clone(), row, *count));
        *count += 1;
        self.numbers.insert(word, self.list.len() - 1);
        self.list.len() - 1
    }

    pub fn rows(&self) -> impl Iterator<Item = Row> {
        self.counts.keys().copied()
    }

    /// How many words a row has.
    pub fn of(&self, row: Row) -> usize {
        self.counts.get(&row).copied().unwrap_or_default()
    }

    /// Which of its row's words a word is.
    pub fn nth(&self, word: usize) -> usize {
        self.list[word].2
    }

    /// What is written for a word; names in braces are those of other words.
    fn written(&self, word: usize, other: &Other<'_>) -> String {
        let (text, row, _) = &self.list[word];
        if let Some(other) = other(word, *row) {
            return other;
        }
        let mut text = text.clone();
        if !text.contains('{') {
            return text;
        }
        for (number, (name, row, _)) in self.list.iter().enumerate() {
            let braced = format!("{{{name}}}");
            if text.contains(&braced)
                && let Some(other) = other(number, *row)
            {
                text = text.replace(&braced, &format!("{{{other}}}"));
            }
        }
        text
    }
}

/// What stands in the place of a word of a row, if anything does.
type Other<'a> = dyn Fn(usize, Row) -> Option<String> + 'a;

impl Tree {
    /// The document as JSON.
    pub fn write(&self, words: &Words, other: &Other<'_>) -> String {
        let written = RefCell::new(BTreeMap::new());
        let word = |number: usize| {
            let mut written = written.borrow_mut();
            let text = written
                .entry(number)
                .or_insert_with(|| words.written(number, other));
            Value::from(text.as_str()).to_string()
        };
        let mut text = String::new();
        self.write_to(&mut text, &word);
        text
    }

    fn write_to(&self, text: &mut String, word: &dyn Fn(usize) -> String) {
        let list = |text: &mut String, [open, close]: [char; 2], items: Vec<(String, &Self)>| {
            text.push(open);
            for (index, (key, item)) in items.into_iter().enumerate() {
                text.push_str(if index > 0 { "," } else { "" });
                text.push_str(&key);
                item.write_to(text, word);
            }
            text.push(close);
        };
        match self {
            Self::Word(number) => text.push_str(&word(*number)),
            Self::Fixed(value) => text.push_str(&value.to_string()),
            Self::List(items) => {
                let items = items.iter().map(|item| (String::new(), item));
                list(text, ['[', ']'], items.collect());
            }
            Self::Object(_, rows) => {
                let rows = rows.iter().map(|(key, item)| (format!("\"{key}\":"), item));
                list(text, ['{', '}'], rows.collect());
            }
            Self::Map(entries) => {
                let mut seen = BTreeSet::new();
                let entries = entries.iter().map(|(key, item)| (word(*key) + ":", item));
                let entries = entries.filter(|(key, _)| seen.insert(key.clone()));
                list(text, ['{', '}'], entries.collect());
            }
        }
    }

    /// The rows that occur.
    pub fn keywords(&self) -> BTreeSet<(ObjectKind, &'static str)> {
        let mut all = BTreeSet::new();
        let mut open = vec![self];
        while let Some(tree) = open.pop() {
            match tree {
                Self::Word(_) | Self::Fixed(_) => {}
                Self::List(items) => open.extend(items),
                Self::Map(entries) => open.extend(entries.iter().map(|(_, item)| item)),
                Self::Object(kind, rows) => {
                    all.extend(rows.iter().map(|(keyword, _)| (*kind, *keyword)));
                    open.extend(rows.iter().map(|(_, item)| item));
                }
            }
        }
        all
    }
}

/// The kinds of objects that are reached from the root.
pub fn kinds() -> BTreeSet<ObjectKind> {
    fn of(shape: Holds) -> Option<ObjectKind> {
        match shape {
            Holds::Object(kind) | Holds::Part(kind) | Holds::BoolOr(kind) => Some(kind),
            Holds::List(inner) | Holds::Filled(inner) | Holds::Map(inner) | Holds::Apart(inner) => {
                of(*inner)
            }
            _ => None,
        }
    }
    let mut kinds = BTreeSet::new();
    let mut open = vec![ObjectKind::OpenApi];
    while let Some(kind) = open.pop() {
        if kinds.insert(kind) {
            let Grammar { rows, others, .. } = kind.grammar();
            open.extend(
                rows.iter()
                    .filter_map(|row| of(row.shape))
                    .chain(others.and_then(of)),
            );
        }
    }
    kinds
}

/// The document, and its words.
pub fn document() -> (Tree, Words) {
    let mut builder = Builder::default();
    let tree = builder.object(ObjectKind::OpenApi, &Variant::default(), true);
    (tree, builder.words)
}

/// A way to write an object of a kind.
#[derive(Clone, Default)]
struct Variant {
    /// Values of rows that have a choice.
    chosen: Vec<(&'static str, &'static str)>,
    /// Rows that it lacks.
    without: Vec<&'static str>,
    /// The only rows that it has besides texts.
    only: Option<Vec<&'static str>>,
}

/// Rows of which an object has one.
const EXCLUSIVE: &[(ObjectKind, &[&str])] = &[
    (ObjectKind::Parameter, &["schema", "content"]),
    (ObjectKind::Header, &["schema", "content"]),
    (ObjectKind::Link, &["operationId", "operationRef"]),
    (
        ObjectKind::Example,
        &["value", "dataValue", "serializedValue", "externalValue"],
    ),
];

/// Rows that make a schema another kind of thing, or a resource of its own: each has a schema to itself.
const OTHER_SCHEMAS: &[&[&str]] = &[
    &["enum"],
    &["const"],
    &["allOf"],
    &["oneOf"],
    &["anyOf"],
    &["not"],
    &["if", "then", "else"],
    &["oneOf", "discriminator"],
    &["prefixItems"],
    &["$id"],
    &["$schema"],
    &["$anchor"],
    &["$dynamicAnchor"],
    &["$dynamicRef"],
    &["$vocabulary"],
    &["contentEncoding", "contentMediaType", "contentSchema"],
];

/// How a kind of object is written, so that each of its rows counts in one.
fn variants(kind: ObjectKind) -> Vec<Variant> {
    if kind == ObjectKind::Schema {
        let apart: Vec<&'static str> = OTHER_SCHEMAS.concat();
        let types = ["object", "array", "string", "integer", "boolean"];
        let full = types.map(|name| Variant {
            chosen: vec![("type", name)],
            without: apart.clone(),
            only: None,
        });
        let others = OTHER_SCHEMAS.iter().map(|only| Variant {
            only: Some(only.to_vec()),
            ..Variant::default()
        });
        return full.into_iter().chain(others).collect();
    }
    let exclusive = EXCLUSIVE
        .iter()
        .find(|(of, _)| *of == kind)
        .map_or(&[""][..], |(_, rows)| *rows);
    let without = |kept: &str| {
        exclusive
            .iter()
            .copied()
            .filter(|row| *row != kept)
            .collect()
    };
    let mut variants: Vec<Variant> = exclusive
        .iter()
        .map(|kept| Variant {
            without: without(kept),
            ..Variant::default()
        })
        .collect();
    for row in kind.grammar().rows {
        if let Holds::Choice(choices) = row.shape {
            variants.extend(choices.iter().map(|choice| Variant {
                chosen: vec![(row.keyword, choice)],
                without: without(exclusive[0]),
                only: None,
            }));
        }
    }
    variants
}

#[derive(Default)]
struct Builder {
    words: Words,
    /// Kinds of which all variants have been written.
    written: BTreeSet<ObjectKind>,
    /// The kinds of the objects around.
    around: Vec<ObjectKind>,
    counts: BTreeMap<(ObjectKind, &'static str), usize>,
    /// How many objects of a kind were made one by one.
    made: BTreeMap<ObjectKind, usize>,
}

/// So many objects of a kind have all rows, besides those that have one variant each.
const MOST_FULL: usize = 3;

impl Builder {
    fn object(&mut self, kind: ObjectKind, variant: &Variant, full: bool) -> Tree {
        let grammar = kind.grammar();
        self.around.push(kind);
        let mut rows = Vec::new();
        let mut kinds = Vec::new();
        for row in grammar.rows {
            let chosen = variant.chosen.iter().any(|(of, _)| *of == row.keyword);
            let is_text = matches!(row.shape, Holds::Text);
            let only = variant.only.as_ref().map(|only| {
                only.contains(&row.keyword) || matches!(row.keyword, "title" | "description")
            });
            let kept = match only {
                Some(only) => only,
                None => {
                    full || is_text
                        || chosen
                        || row.missing != Missing::Fine
                        || (kind == ObjectKind::Schema && row.keyword == "type")
                        || row.keyword == "schema"
                }
            };
            if !kept || variant.without.contains(&row.keyword) {
                continue;
            }
            // Two operations of a path do, where not all are asked for.
            if let Holds::Apart(Holds::Object(of @ ObjectKind::Operation)) = row.shape {
                kinds.push(*of);
                if kinds.len() > 2 && self.around.iter().filter(|one| **one == kind).count() > 1 {
                    continue;
                }
            }
            let value = self.value(kind, row.keyword, row.shape, variant);
            rows.push((row.keyword, value));
        }
        let others = grammar.others.map(|shape| self.map(kind, "", shape));
        self.around.pop();
        match others {
            Some(others) => others,
            None => Tree::Object(kind, rows),
        }
    }

    /// One object: a full one, unless it would go on for ever.
    fn one(&mut self, kind: ObjectKind) -> Tree {
        let made = self.made.entry(kind).or_default();
        *made += 1;
        let full = *made <= MOST_FULL;
        let variant = match kind {
            ObjectKind::Schema if !full => Variant {
                chosen: vec![("type", "string")],
                without: OTHER_SCHEMAS.concat(),
                only: None,
            },
            _ => variants(kind).swap_remove(0),
        };
        self.object(kind, &variant, full)
    }

    /// All variants of an object where the kind is first met, otherwise one.
    fn all(&mut self, shape: Holds, kind: ObjectKind, keyword: &'static str) -> Vec<Tree> {
        match shape {
            Holds::Object(of) | Holds::Part(of) | Holds::BoolOr(of)
                if (of != ObjectKind::Schema || keyword == "schemas")
                    && self.written.insert(of) =>
            {
                let variants = variants(of);
                variants
                    .iter()
                    .map(|variant| self.object(of, variant, true))
                    .collect()
            }
            Holds::Text | Holds::Any => (0..2)
                .map(|_| self.value(kind, keyword, shape, &Variant::default()))
                .collect(),
            _ => vec![self.value(kind, keyword, shape, &Variant::default())],
        }
    }

    fn map(&mut self, kind: ObjectKind, keyword: &'static str, shape: Holds) -> Tree {
        let mut values = self.all(shape, kind, keyword);
        // Names that mean something are all there.
        while values.len() < meant(kind, keyword).len() {
            values.push(self.value(kind, keyword, shape, &Variant::default()));
        }
        let entries = values.into_iter().enumerate().map(|(index, value)| {
            let name = match meant(kind, keyword).get(index) {
                Some(name) => (*name).to_owned(),
                None => self.word(kind, keyword, "key"),
            };
            (self.words.number(name, (kind, keyword, true)), value)
        });
        Tree::Map(entries.collect())
    }

    fn word(&mut self, kind: ObjectKind, keyword: &'static str, what: &str) -> String {
        let count = self.counts.entry((kind, keyword)).or_default();
        *count += 1;
        match (kind, keyword) {
            (ObjectKind::Paths, _) => format!("/path{count}/{{id}}"),
            _ => format!("{kind:?} {keyword} {what} {count}"),
        }
    }

    fn value(
        &mut self,
        kind: ObjectKind,
        keyword: &'static str,
        shape: Holds,
        variant: &Variant,
    ) -> Tree {
        let fixed = |value: Value| Tree::Fixed(value);
        match shape {
            Holds::Any | Holds::Text => {
                let word = match text_of(kind, keyword, variant) {
                    Some(text) => text.to_owned(),
                    None => self.word(kind, keyword, "text"),
                };
                Tree::Word(self.words.number(word, (kind, keyword, false)))
            }
            Holds::Choice(choices) => {
                let chosen = variant.chosen.iter().find(|(of, _)| *of == keyword);
                let usual = choices.iter().find(|choice| **choice == "form");
                let usual = usual.unwrap_or(&choices[0]);
                fixed(chosen.map_or(*usual, |(_, choice)| choice).into())
            }
            Holds::Types => fixed(
                variant
                    .chosen
                    .first()
                    .map_or("object", |(_, name)| name)
                    .into(),
            ),
            Holds::Bool => fixed((!matches!(keyword, "readOnly" | "writeOnly")).into()),
            Holds::Count => fixed(if keyword.starts_with("min") { 1 } else { 9 }.into()),
            Holds::Number | Holds::BoolOrNumber => fixed(if keyword.contains("in") {
                json!(1)
            } else {
                json!(90)
            }),
            Holds::Object(of) | Holds::Part(of) | Holds::BoolOr(of) => self.one(of),
            Holds::List(inner) | Holds::Filled(inner) => {
                Tree::List(self.all(*inner, kind, keyword))
            }
            Holds::Map(inner) => self.map(kind, keyword, *inner),
            Holds::Apart(inner) => self.value(kind, keyword, *inner, variant),
        }
    }
}

/// Keys that mean something, in the places where they do.
fn meant(kind: ObjectKind, keyword: &str) -> &'static [&'static str] {
    match (kind, keyword) {
        (ObjectKind::RequestBody, "content") => &[
            "application/json",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "text/plain",
        ],
        (_, "content") => &["application/json"],
        (ObjectKind::Responses, _) => &["200", "404", "default"],
        (ObjectKind::Callback, _) => &["{$request.body#/url}"],
        (ObjectKind::SecurityRequirement, _) | (_, "securitySchemes") => &["scheme one"],
        (ObjectKind::Schema, "properties") | (ObjectKind::MediaType, "encoding") => {
            &["property one", "property two"]
        }
        (ObjectKind::Server, "variables") => &["variable one"],
        _ => &[],
    }
}

/// Texts that mean something.
fn text_of(kind: ObjectKind, keyword: &str, variant: &Variant) -> Option<&'static str> {
    Some(match (kind, keyword) {
        (ObjectKind::OpenApi, "openapi") => "3.2.0",
        (ObjectKind::OpenApi, "jsonSchemaDialect") => {
            "https://spec.openapis.org/oas/3.1/dialect/base"
        }
        (ObjectKind::OpenApi, "$self") => "https://self.example/openapi.json",
        (ObjectKind::Server, "url") => "https://server.example/{variable one}",
        (ObjectKind::Parameter, "name") if variant.chosen.contains(&("in", "path")) => "id",
        (ObjectKind::Operation, "tags") | (ObjectKind::Tag, "name") => "tag one",
        (ObjectKind::Schema, "required") => "property one",
        (ObjectKind::Schema, "$schema") => "https://json-schema.org/draft/2020-12/schema",
        (ObjectKind::Schema, "$id") => "https://schema.example/one",
        (ObjectKind::Schema, "pattern") => "^a+$",
        (ObjectKind::Schema, "format") => return None,
        (ObjectKind::Discriminator, "propertyName") => "property one",
        _ => return None,
    })
}
