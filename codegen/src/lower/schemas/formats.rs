//! Which Rust type a `format` has: by the format, or as the configuration chooses.

use super::{Lowered, Schemas};
use crate::diagnostics::Diagnostic;
use crate::document::{Node, Pointer};
use crate::ir::Type;
use crate::lower::codes;
use crate::lower::hint::Hint;
use crate::lower::shape::Kind;

/// Integers that a schema may be.
const INTEGERS: &[&str] = &["i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64"];

impl Schemas<'_> {
    /// Text that is JSON of the schema at `content`.
    pub(super) fn embedded(&mut self, at: &Pointer, hint: &Hint, content: &Pointer) -> Lowered {
        if self.options.has_type(at) {
            let chosen = self.formatted(at, &Kind::String(None));
            return Lowered::new(chosen.unwrap_or(Type::String));
        }
        let inner = self.schema(content, hint);
        let mut text = Lowered::new(Type::Json);
        text.sensitive = inner.sensitive;
        text.ty = Type::JsonText(Box::new(inner.item_type()));
        text
    }

    /// The type of text or a number at `at`; none for other kinds of values.
    pub(super) fn formatted(&mut self, at: &Pointer, kind: &Kind) -> Option<Type> {
        if !matches!(kind, Kind::String(_) | Kind::Integer(_) | Kind::Number) {
            return None;
        }
        let node = self.document.raw(at);
        let format = node.and_then(|node| node.member("format")?.as_str());
        let chosen = self.options.type_of(at, format).map(str::to_owned);
        let usual = match kind {
            Kind::Integer(None) if node.is_some_and(names_huge) => Type::Integer("i128"),
            Kind::Integer(format) => Type::Integer(integer(format.as_deref())),
            Kind::Number => Type::Float,
            Kind::String(format) => string(format.as_deref()),
            _ => return None,
        };
        let Some(chosen) = chosen else {
            return Some(usual);
        };
        let ty = match kind {
            Kind::String(_) if chosen == "string" => Some(Type::String),
            Kind::String(_) => Some(Type::Parsed(chosen.clone())),
            Kind::Integer(_) => INTEGERS
                .iter()
                .find(|name| **name == chosen)
                .map(|name| Type::Integer(name)),
            _ if chosen == "f32" => Some(Type::Float32),
            _ if chosen == "f64" => Some(Type::Float),
            _ => None,
        };
        if ty.is_none() {
            let message = format!("`{chosen}` can't be the type of this number");
            self.diagnostics.report(
                Diagnostic::new(codes::INVALID_TYPE, at, message)
                    .help("numbers are one of Rust's integers, `f32` or `f64`"),
            );
        }
        Some(ty.unwrap_or(usual))
    }
}

/// Whether the default or the example of an integer is beyond `i64`. A bound says less: many are the largest
/// `i64`, rounded up by the tool that wrote the document.
fn names_huge(schema: &Node) -> bool {
    let values = ["default", "example"].into_iter();
    let mut values = values.filter_map(|keyword| schema.member(keyword)?.as_number());
    values.any(|value| {
        let is_huge = |value: f64| (9.2e18..1.7e38).contains(&value.abs());
        value.as_i64().is_none() && value.as_f64().is_some_and(is_huge)
    })
}

/// The integer type for a `format` of the OpenAPI format registry.
pub(super) fn integer(format: Option<&str>) -> &'static str {
    match format {
        Some("int8") => "i8",
        Some("int16") => "i16",
        Some("int32") => "i32",
        Some("uint8") => "u8",
        Some("uint16") => "u16",
        Some("uint32") => "u32",
        Some("uint64" | "uint") => "u64",
        _ => "i64",
    }
}

/// The type of text for a `format` of the OpenAPI format registry.
fn string(format: Option<&str>) -> Type {
    match format {
        Some("uuid") => Type::Uuid,
        Some("date-time") => Type::DateTime,
        Some("date") => Type::Date,
        Some("byte") => Type::Base64,
        _ => Type::String,
    }
}
