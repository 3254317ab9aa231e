//! Checks a document against the OpenAPI Specification, and marks the nodes that can't be used.
//!
//! One walk along the grammar. A finding is an error only when nothing can be made of the document;
//! everything else costs the node that it is in and is a warning.

mod operation;
mod parameter;
mod reference;
mod schema;
mod security;
mod suggest;
mod version;

use std::cell::OnceCell;
use std::collections::HashMap;

use indexmap::IndexMap;

use super::grammar::{Holds, Missing, ObjectKind, Row, Version, is_extension};
use super::node::{Mapping, Node, Value};
use super::{Document, Pointer, Resolver};
use crate::diagnostics::{
    Code, Diagnostic, Diagnostics, Guesses, Place, Severity, closest, list_of, more_places,
};
use crate::hash::{Seeded, Set};

/// The version whose rules count for a document; `None` when it can't be read, which is reported.
pub(super) fn version(document: &Document, diagnostics: &mut Diagnostics) -> Option<Version> {
    let root = &document.files.get(0)?.root;
    match version::check(root) {
        Ok((version, later)) => {
            later
                .into_iter()
                .for_each(|found| diagnostics.report(found));
            Some(version)
        }
        Err(unsupported) => {
            let (found, at) = *unsupported;
            // No document will be there to look positions up in.
            let place = document.locate(&at).map_or(Place::Nowhere, Place::Text);
            diagnostics.report(Diagnostic { at: place, ..found });
            None
        }
    }
}

/// Reports what is wrong, and returns the nodes that can't be used.
pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) -> Set<Pointer> {
    let Some(root) = document.files.get(0).map(|file| &file.root) else {
        return Set::default();
    };
    let mut checker = Checker {
        document: document.resolver(),
        diagnostics,
        bad: Set::default(),
        file: 0,
        good: Set::default(),
        queue: Vec::new(),
        queued: Set::default(),
        collected: IndexMap::default(),
        operation_ids: HashMap::new(),
        undeclared: Vec::new(),
        parts: Set::default(),
        guesses: Guesses::new(),
    };
    checker.object(root, ObjectKind::OpenApi, &Spot::root(&Pointer::root()));
    while let Some((at, kind)) = checker.queue.pop() {
        if let Some(node) = document.raw(&at) {
            checker.file = at.file();
            checker.part(node, kind, &Spot::root(&at));
        }
    }
    checker.finish();
    checker.bad
}

/// What is collected while walking.
struct Checker<'d, 'o> {
    document: Resolver<'d>,
    diagnostics: &'o mut Diagnostics,
    bad: Set<Pointer>,
    /// The file that is walked.
    file: u32,
    /// References of that file that are fine.
    good: Set<(u32, &'d str, ObjectKind)>,
    /// Targets of references outside of what the walk reaches by itself.
    queue: Vec<(Pointer, ObjectKind)>,
    queued: Set<(Pointer, ObjectKind)>,
    /// Findings that are likely to repeat, by code, object and keyword: the first one, and how many.
    collected: IndexMap<(&'static str, ObjectKind, &'d str), (Diagnostic, usize), Seeded>,
    operation_ids: HashMap<&'d str, Pointer>,
    /// Findings about `required` that don't count for parts of an `allOf`.
    undeclared: Vec<(Pointer, Diagnostic)>,
    /// Schemas that an `allOf` refers to.
    parts: Set<Pointer>,
    guesses: Guesses,
}

/// Where the walk is. Becomes a pointer only when there is something to say, and then the spots below share its beginning.
struct Spot<'a> {
    up: Option<&'a Spot<'a>>,
    step: Segment<'a>,
    pointer: OnceCell<Pointer>,
}

#[derive(Clone, Copy)]
enum Segment<'a> {
    Root(&'a Pointer),
    Key(&'a str),
    Index(usize),
}

impl<'a> Spot<'a> {
    fn root(pointer: &'a Pointer) -> Self {
        Self {
            up: None,
            step: Segment::Root(pointer),
            pointer: OnceCell::new(),
        }
    }

    fn key(&'a self, key: &'a str) -> Self {
        Self {
            up: Some(self),
            step: Segment::Key(key),
            pointer: OnceCell::new(),
        }
    }

    fn index(&'a self, index: usize) -> Self {
        Self {
            up: Some(self),
            step: Segment::Index(index),
            pointer: OnceCell::new(),
        }
    }

    fn pointer(&self) -> Pointer {
        let up = || self.up.map_or_else(Pointer::root, Self::pointer);
        let made = self.pointer.get_or_init(|| match self.step {
            Segment::Root(pointer) => pointer.clone(),
            Segment::Key(key) => up().child(key),
            Segment::Index(index) => up().index(index),
        });
        made.clone()
    }

    /// The key that leads here, for messages.
    fn name(&self) -> &'a str {
        match (self.step, self.up) {
            (Segment::Key(key), _) => key,
            (Segment::Index(_), Some(up)) => up.name(),
            _ => "",
        }
    }

    /// Whether this is an item of the list `keyword`.
    fn is_item_of(&self, keyword: &str) -> bool {
        let list = self.up.map(|up| up.step);
        matches!(self.step, Segment::Index(_))
            && matches!(list, Some(Segment::Key(key)) if key == keyword)
    }
}

impl<'d> Checker<'d, '_> {
    fn report(
        &mut self,
        code: Code,
        at: &Spot<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let help = help.into();
        let mut found = Diagnostic::new(code, at.pointer(), message);
        found.help = (!help.is_empty()).then_some(help);
        self.diagnostics.report(found);
    }

    /// Reports something that makes the node at `at` useless.
    fn spoil(
        &mut self,
        code: Code,
        at: &Spot<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(code, at, message, help);
        self.bad.insert(at.pointer());
    }

    /// Reports something that occurs once or a thousand times: only its first place is shown.
    fn collect(
        &mut self,
        (code, kind, keyword): (Code, ObjectKind, &'d str),
        at: &Spot<'_>,
        found: impl FnOnce(Pointer) -> Diagnostic,
    ) {
        let key = (code.name(), kind, keyword);
        let entry = self
            .collected
            .entry(key)
            .or_insert_with(|| (found(at.pointer()), 0));
        entry.1 += 1;
    }

    fn finish(&mut self) {
        for (_, (mut found, times)) in std::mem::take(&mut self.collected) {
            found.message.push_str(&more_places(times - 1));
            self.diagnostics.report(found);
        }
        for (at, found) in std::mem::take(&mut self.undeclared) {
            if !self.parts.contains(&at) {
                self.diagnostics.report(found);
            }
        }
    }

    /// Checks a value against what its keyword asks for.
    fn value(&mut self, node: &'d Node, shape: Holds, at: &Spot<'_>) {
        match (shape, &node.value) {
            (Holds::Any, _) | (Holds::Text, Value::String(_)) => {}
            (Holds::Apart(inner), _) => self.value(node, *inner, at),
            (Holds::Choice(choices), Value::String(text)) => self.choice(text, choices, at),
            (Holds::Bool | Holds::BoolOr(_), Value::Bool(_)) => {}
            (Holds::Types, _) => self.types(node, at),
            (Holds::Part(ObjectKind::Schema), Value::Bool(_))
                if self.document.version.has_json_schema() => {}
            (Holds::BoolOrNumber, Value::Bool(_)) => {
                if self.document.version.has_json_schema() {
                    self.older(at);
                }
            }
            (Holds::BoolOrNumber, _) if is_number(node) => self.number_as_bound(at),
            (Holds::Count, _) if is_number(node) && node.as_count().is_some() => {}
            (Holds::Number, _) if is_number(node) => {}
            (Holds::Object(kind), Value::Mapping(_)) => self.object(node, kind, at),
            (Holds::Part(kind) | Holds::BoolOr(kind), Value::Mapping(_)) => {
                self.part(node, kind, at);
            }
            (Holds::Filled(_), Value::Sequence(items)) if items.is_empty() => {
                let message = format!("`{}` must not be empty", at.name());
                self.report(Code::WRONG_TYPE, at, message, "");
            }
            (Holds::List(inner) | Holds::Filled(inner), Value::Sequence(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, *inner, &at.index(index));
                }
            }
            (Holds::Map(inner), Value::Mapping(mapping)) => {
                for (key, value) in mapping.iter() {
                    self.value(value, *inner, &at.key(key));
                }
            }
            _ => self.wrong_type(node, shape, at),
        }
    }

    fn wrong_type(&mut self, node: &Node, shape: Holds, at: &Spot<'_>) {
        let found = match node.value {
            Value::Null => "empty".to_owned(),
            Value::Integer(number) if matches!(shape, Holds::Count) => number.to_string(),
            _ => node.kind().to_owned(),
        };
        let name = match at.step {
            Segment::Key(key) => format!("`{key}`"),
            Segment::Index(index) => format!("item {index} of `{}`", at.name()),
            Segment::Root(_) => "this".to_owned(),
        };
        let message = format!("{name} should be {shape}, and is {found}");
        let help = match (shape, &node.value) {
            (Holds::Text | Holds::Choice(_), Value::Null) => "write a text, or remove the line",
            (
                Holds::Text,
                Value::Integer(_)
                | Value::Unsigned(_)
                | Value::Float(_)
                | Value::Huge(_)
                | Value::Bool(_),
            ) => "put quotes around it",
            (Holds::Bool, Value::String(_)) => "remove the quotes",
            (Holds::List(_), Value::Bool(_)) if at.name() == "required" => {
                "in a schema, `required` lists the names of properties and stands beside `properties`"
            }
            (Holds::Count | Holds::Number | Holds::BoolOrNumber, Value::String(_))
                if node.as_number().is_some() =>
            {
                "remove the quotes"
            }
            _ => "",
        };
        match shape {
            Holds::Object(_) | Holds::Part(_) | Holds::BoolOr(_) => {
                self.spoil(Code::WRONG_TYPE, at, message, help);
            }
            _ => self.report(Code::WRONG_TYPE, at, message, help),
        }
    }

    fn choice(&mut self, text: &str, choices: &[&'static str], at: &Spot<'_>) {
        if choices.contains(&text) {
            return;
        }
        let message = format!("`{text}` is no value of `{}`", at.name());
        let help = match (at.name(), text) {
            ("in", "body" | "formData") => "OpenAPI 3 has `requestBody` for this".to_owned(),
            ("type", "basic") => "OpenAPI 3 writes `type: http` and `scheme: basic`".to_owned(),
            _ => match closest(text, choices.iter().copied()) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("the values are {}", list_of(choices)),
            },
        };
        self.report(Code::UNKNOWN_VALUE, at, message, help);
    }

    /// Checks an object, or the reference to one.
    fn part(&mut self, node: &'d Node, kind: ObjectKind, at: &Spot<'_>) {
        let schema = kind == ObjectKind::Schema && self.document.version.has_json_schema();
        let is_reference = |mapping: &Mapping| {
            mapping.contains("$ref") || schema && mapping.contains("$dynamicRef")
        };
        match node.as_mapping().filter(|mapping| is_reference(mapping)) {
            Some(mapping) => {
                self.reference(mapping, kind, at);
                if schema && mapping.len() > 1 {
                    self.object(node, kind, at);
                }
            }
            None => self.object(node, kind, at),
        }
    }

    fn object(&mut self, node: &'d Node, kind: ObjectKind, at: &Spot<'_>) {
        let Some(mapping) = node.as_mapping() else {
            return self.wrong_type(node, Holds::Object(kind), at);
        };
        let grammar = kind.grammar();
        for (key, value) in mapping.iter() {
            match (kind.row(key), grammar.others) {
                (Some(row), _) => {
                    self.versions(row, kind, &at.key(key));
                    self.value(value, row.shape, &at.key(key));
                }
                _ if is_extension(key) && kind.has_extensions() => {}
                (None, Some(shape)) => self.value(value, shape, &at.key(key)),
                _ if kind == ObjectKind::Schema && key == "$ref" => {}
                _ => self.unknown_keyword(kind, mapping, key, &at.key(key)),
            }
        }
        for row in grammar.rows {
            let costs = match row.missing {
                Missing::Fine | Missing::Filled => continue,
                Missing::Reported => false,
                Missing::Costs => true,
            };
            if !mapping.contains(row.keyword) && self.document.version <= row.needed_until {
                let message = format!("{} needs `{}`", grammar.name, row.keyword);
                self.report(Code::MISSING_KEYWORD, at, message, "");
                if costs {
                    self.bad.insert(at.pointer());
                }
            }
        }
        match kind {
            ObjectKind::OpenApi => self.document_object(mapping, at),
            ObjectKind::Schema => self.schema(mapping, at),
            ObjectKind::PathItem => self.additional_operations(mapping, at),
            ObjectKind::Parameter | ObjectKind::Header => self.parameter(mapping, kind, at),
            ObjectKind::SecurityScheme => self.security_scheme(mapping, at),
            ObjectKind::Paths => self.paths(mapping, at),
            ObjectKind::Operation => self.operation(mapping, at),
            ObjectKind::Responses => self.responses(mapping, at),
            ObjectKind::SecurityRequirement => self.security_requirement(mapping, at),
            _ => {}
        }
    }

    /// Names a keyword that the document's version does not have. What it says counts all the same.
    fn versions(&mut self, row: &'static Row, kind: ObjectKind, at: &Spot<'_>) {
        let version = self.document.version;
        let Row {
            keyword: key,
            since,
            until,
            ..
        } = row;
        let name = kind.grammar().name;
        if version < *since {
            self.collect((Code::NEWER_KEYWORD, kind, key), at, |at| {
                let message = format!(
                    "`{key}` in {name} is of OpenAPI {since}, and this document is {version}"
                );
                let help = format!("it counts all the same; say so by `openapi: {since}.0`");
                Diagnostic::new(Code::NEWER_KEYWORD, at, message).help(help)
            });
        } else if version > *until {
            self.older(at);
        }
    }

    /// `exclusiveMinimum: 5`, which is a bound of its own since 3.1.
    fn number_as_bound(&mut self, at: &Spot<'_>) {
        if self.document.version.has_json_schema() {
            return;
        }
        let keyword = match at.name() {
            "exclusiveMinimum" => "exclusiveMinimum",
            _ => "exclusiveMaximum",
        };
        self.collect((Code::NEWER_KEYWORD, ObjectKind::Schema, keyword), at, |at| {
            let message = format!(
                "a number as `{keyword}` is of OpenAPI 3.1, and this document is 3.0; it counts all the same"
            );
            let help = "before 3.1 this is `true`, and the number is `minimum` or `maximum`";
            Diagnostic::new(Code::NEWER_KEYWORD, at, message).help(help)
        });
    }

    /// Names what only earlier versions than the document's have.
    fn older(&mut self, at: &Spot<'_>) {
        let keyword = match at.name() {
            "nullable" => "nullable",
            "exclusiveMinimum" => "exclusiveMinimum",
            _ => "exclusiveMaximum",
        };
        self.collect(
            (Code::OLDER_KEYWORD, ObjectKind::Schema, keyword),
            at,
            |at| {
                let message =
                    format!("OpenAPI 3.1 has no such `{keyword}`; it counts all the same");
                Diagnostic::new(Code::OLDER_KEYWORD, at, message).help(match keyword {
                    "nullable" => "write a list of types, such as `type: [string, 'null']`",
                    _ => "here it is a number, and stands in the place of `minimum` or `maximum`",
                })
            },
        );
    }

    fn unknown_keyword(
        &mut self,
        kind: ObjectKind,
        mapping: &Mapping,
        key: &'d str,
        at: &Spot<'_>,
    ) {
        let name = kind.grammar().name;
        let is_open = kind == ObjectKind::Schema && self.document.version.has_json_schema();
        self.collect((Code::UNKNOWN_KEYWORD, kind, key), at, |at| {
            let message = format!("{name} has no `{key}`; it is ignored");
            let rows = kind.grammar().rows.iter().map(|row| row.keyword);
            let free = rows.filter(|keyword| !mapping.contains(keyword));
            let mut found = Diagnostic::new(Code::UNKNOWN_KEYWORD, at, message);
            // JSON Schema leaves room for keywords of others (2020-12, Core, section 6.5).
            if is_open {
                found.severity = Severity::Note;
            }
            match suggest::keyword(kind, key, free) {
                Some(help) => found.help(help),
                None => found,
            }
        });
    }
}

fn is_number(node: &Node) -> bool {
    matches!(
        node.value,
        Value::Integer(_) | Value::Unsigned(_) | Value::Float(_) | Value::Huge(_)
    )
}
