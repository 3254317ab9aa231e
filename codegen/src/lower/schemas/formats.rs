//! Which Rust type a `format` has: by the format, or as the configuration chooses.

use serde_json::Value;

use super::contradictions::{self, Contradiction};
use super::integers::{self, IntegerChoice};
use super::rules::applies;
use super::{Lowered, Schemas};
use crate::config::PlaceKey;
use crate::diagnostics::Diagnostic;
use crate::document::{Node, Pointer, Resolver};
use crate::ir::{Constraints, Type};
use crate::lower::codes;
use crate::lower::hint::Hint;
use crate::lower::shape::{Shape, ValueKind};

/// Where an option says the type of numbers.
const NUMBERS: &str = "those are one of Rust's integers, `f32`, `f64`, `number` (any, as it is written), `json`, or the path of a type such as `rust_decimal::Decimal`";

impl Schemas<'_> {
    /// Text that is JSON of the schema at `content`.
    pub(super) fn embedded(&mut self, at: &Pointer, hint: &Hint, content: &Pointer) -> Lowered {
        if self.options.has_type(at) {
            let chosen = self.formatted(at, &ValueKind::String(None));
            return Lowered::new(chosen.unwrap_or(Type::String));
        }
        let inner = self.schema(content, hint);
        let mut text = Lowered::new(Type::Json);
        text.sensitive = inner.sensitive;
        text.ty = Type::JsonText(Box::new(inner.item_type()));
        text
    }

    /// The type of text or a number at `at`; none for other kinds of values.
    pub(super) fn formatted(&mut self, at: &Pointer, kind: &ValueKind) -> Option<Type> {
        if !matches!(
            kind,
            ValueKind::String(_) | ValueKind::Integer(_) | ValueKind::Number
        ) {
            return None;
        }
        let (owner, node) = typed_schema(self.document, at);
        let format = node.and_then(|node| node.member("format")?.as_str());
        let chosen = self.options.type_of(at, format).map(str::to_owned);
        let Some(chosen) = chosen else {
            return Some(self.of_format(kind, &owner, node));
        };
        let ty = typed(kind, &chosen);
        if ty.is_none() {
            let why = format!("`{chosen}` can't be the type of this number: {NUMBERS}");
            self.refuse_type(at, format, why);
        }
        Some(ty.unwrap_or_else(|| self.of_format(kind, &owner, node)))
    }

    /// The type of text or a number of this kind, as the schema at `at` has it by itself.
    fn of_format(&mut self, kind: &ValueKind, at: &Pointer, schema: Option<&Node>) -> Type {
        match kind {
            ValueKind::Integer(format) => {
                let choice = integers::choose(schema, at, format.as_deref());
                self.report_integer(&choice, format.as_deref());
                Type::Integer(choice.name)
            }
            ValueKind::String(Some(format)) => {
                let found = schema.and_then(|schema| contradictions::of_text(schema, at, format));
                let Some(found) = found else {
                    return string(format);
                };
                self.report_contradiction(format, found);
                Type::String
            }
            ValueKind::String(None) => Type::String,
            _ => Type::Float,
        }
    }

    /// The type of a parameter whose own examples, which stand beside its schema, contradict it.
    pub fn without_contradiction(&mut self, ty: Type, parameter: &Pointer) -> Type {
        let node = self.document.raw(parameter);
        let found = node.and_then(|node| contradictions::of_parameter(node, parameter, &ty));
        match found {
            Some((format, found)) => {
                self.report_contradiction(format, found);
                Type::String
            }
            None => ty,
        }
    }

    fn report_contradiction(&mut self, format: &str, found: Contradiction) {
        let message = format!(
            "this contradicts `format: {format}` ({}), so the values are texts of any kind",
            found.why
        );
        let diagnostic = Diagnostic::new(codes::FORMAT_CONTRADICTED, found.at, message);
        let help = "the type that the options give this place counts in any case";
        self.diagnostics.report(diagnostic.help(help));
    }

    /// Says where an integer is another than that of its format, or does not have all that is allowed.
    fn report_integer(&mut self, choice: &IntegerChoice, format: Option<&str>) {
        let name = choice.name;
        let Some(at) = &choice.beyond else {
            return;
        };
        let diagnostic = match (format, choice.is_wide_enough) {
            (Some(format), true) => Diagnostic::new(
                codes::FORMAT_CONTRADICTED,
                at,
                format!(
                    "this is beyond `format: {format}`, so the values are of the type `{name}`"
                ),
            ),
            (None, true) => return,
            (_, false) => Diagnostic::new(
                codes::INTEGER_BEYOND,
                at,
                format!("numbers beyond `{name}` are allowed here, which can't be read"),
            )
            .help("the type `i128`, `u128` or `number` for this place in the options reads more"),
        };
        self.diagnostics.report(diagnostic);
    }

    /// Says why the type that is chosen for a place, or else for its format, can't be that of its values.
    fn refuse_type(&mut self, at: &Pointer, format: Option<&str>, why: String) {
        if self.options.has_type(at) {
            return self.options.refuse(at, PlaceKey::Type, why);
        }
        let written = self.options.where_format(format.unwrap_or_default());
        let found = Diagnostic::new(codes::INVALID_TYPE, written, why);
        self.diagnostics
            .report(found.related(at, "at this place of the document"));
    }

    /// The same shape where a type is chosen for the schema at `at` that does without what its kind says.
    pub(super) fn with_chosen_type(&self, at: &Pointer, mut shape: Shape) -> Shape {
        if !self.options.has_type(at) {
            return shape;
        }
        if self.options.is_json(at) {
            return shape.without_kind(ValueKind::Any);
        }
        let plain = match &shape.kind {
            ValueKind::Enum(values) if values.iter().all(Value::is_string) => {
                ValueKind::String(None)
            }
            ValueKind::Enum(values) if values.iter().all(Value::is_i64) => ValueKind::Integer(None),
            ValueKind::String(_)
            | ValueKind::Integer(_)
            | ValueKind::Number
            | ValueKind::Embedded(_) => return shape,
            _ => {
                self.options.refuse(
                    at,
                    PlaceKey::Type,
                    "it is no text and no number, so its type can only be `json`",
                );
                return shape;
            }
        };
        shape.kind = plain;
        shape
    }

    /// The type that is chosen for a place that is a `$ref`, in place of that of its target.
    pub(super) fn choose_type_of_reference(&mut self, at: &Pointer, lowered: &mut Lowered) {
        if !self.options.has_type(at) {
            return;
        }
        if self.options.is_json(at) {
            lowered.ty = Type::Json;
            lowered.nullable = false;
            lowered.constant = false;
            lowered.constraints = Constraints::default();
            return;
        }
        let shape = self.shape_behind(at);
        let chosen = self.options.type_of(at, None).unwrap_or_default();
        let ty = shape.as_ref().and_then(|shape| typed(&shape.kind, chosen));
        match (ty, shape) {
            (Some(ty), Some(shape)) => {
                let rules = shape
                    .rules
                    .iter()
                    .filter(|rule| applies(rule, &ty))
                    .cloned();
                lowered.constraints.rules = rules.collect();
                lowered.ty = ty;
            }
            _ => {
                let why = format!("what it refers to can't have the type `{chosen}`");
                self.options.refuse(at, PlaceKey::Type, why);
            }
        }
    }
}

/// The schema at `at`, which may be an entry of a list of types: the one that has the list.
fn typed_schema<'d>(document: &'d Resolver<'_>, at: &Pointer) -> (Pointer, Option<&'d Node>) {
    let node = document.raw(at);
    if node.is_some_and(|node| node.as_str().is_some())
        && let Some(owner) = at.parent().and_then(|list| list.parent())
    {
        let schema = document.raw(&owner);
        return (owner, schema);
    }
    (at.clone(), node)
}

/// The type of text or a number for which this one is chosen, if it can be that.
fn typed(kind: &ValueKind, chosen: &str) -> Option<Type> {
    match (kind, chosen) {
        (_, "json") => Some(Type::Json),
        (ValueKind::String(_), "string") => Some(Type::String),
        (ValueKind::String(_), _) => Some(Type::Parsed(chosen.to_owned())),
        (ValueKind::Integer(_) | ValueKind::Number, "number") => Some(Type::Number),
        (ValueKind::Number, "f32") => Some(Type::Float32),
        (ValueKind::Number, "f64") => Some(Type::Float),
        (ValueKind::Integer(_) | ValueKind::Number, _) => {
            let integer = integers::named(chosen).map(Type::Integer);
            integer.or_else(|| is_path(chosen).then(|| Type::ParsedNumber(chosen.to_owned())))
        }
        _ => None,
    }
}

/// Whether a type is one that somebody else defines: those of Rust itself have short names of small letters.
fn is_path(name: &str) -> bool {
    name.contains(|letter: char| letter == ':' || letter.is_uppercase()) && name != "String"
}

/// The type of text for a `format` of the OpenAPI format registry.
fn string(format: &str) -> Type {
    match format {
        "uuid" => Type::Uuid,
        "date-time" => Type::DateTime,
        "date" => Type::Date,
        "byte" => Type::Base64,
        _ => Type::String,
    }
}
