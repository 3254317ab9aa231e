//! Which of Rust's integers has the values of a schema: that of its format, or a wider one where the schema itself goes
//! beyond it.

use serde_json::Number;

use super::named_values;
use crate::document::{Node, Pointer};

/// Integers that a schema may be, with their limits; those of `u128` are as far as it matters here.
const INTEGERS: [(&str, i128, i128); 10] = [
    ("i8", i8::MIN as i128, i8::MAX as i128),
    ("i16", i16::MIN as i128, i16::MAX as i128),
    ("i32", i32::MIN as i128, i32::MAX as i128),
    ("i64", i64::MIN as i128, i64::MAX as i128),
    ("i128", i128::MIN, i128::MAX),
    ("u8", 0, u8::MAX as i128),
    ("u16", 0, u16::MAX as i128),
    ("u32", 0, u32::MAX as i128),
    ("u64", 0, u64::MAX as i128),
    ("u128", 0, i128::MAX),
];

/// The largest numbers of 64 bits as tools write them whose numbers are doubles.
const ROUNDED: [(i128, i128); 2] = [
    (i64::MAX as i128, 9_223_372_036_854_776_000),
    (u64::MAX as i128, 18_446_744_073_709_552_000),
];

/// The integer for a schema.
pub(super) struct IntegerChoice {
    pub(super) name: &'static str,
    /// The keyword that goes beyond the integer of the format.
    pub(super) beyond: Option<Pointer>,
    /// Whether the integer has all that the schema allows.
    pub(super) is_wide_enough: bool,
}

/// The integer of this name, if there is one.
pub(super) fn named(name: &str) -> Option<&'static str> {
    let mut names = INTEGERS.iter().map(|(name, ..)| *name);
    names.find(|one| *one == name)
}

/// The integer for the schema at `at` with this `format`.
///
/// Bounds choose among those of 64 bits: many are as wide as somebody could think, and more bits cost time. A value that the
/// schema names is one that is sent, so it has what holds it; that it has no sign says no bound, and servers send -1 for many
/// things.
pub(super) fn choose(schema: Option<&Node>, at: &Pointer, format: Option<&str>) -> IntegerChoice {
    let of_format = integer(format);
    let numbers = schema.map(|schema| numbers(schema, at, format));
    let numbers = numbers.unwrap_or_default();
    let Some(beyond) = numbers.iter().find(|one| !fits(of_format, one)) else {
        return IntegerChoice {
            name: of_format,
            beyond: None,
            is_wide_enough: true,
        };
    };
    let is_negative = numbers.iter().any(|one| one.value < 0);
    let is_unsigned = of_format.starts_with('u') || numbers.iter().any(|one| one.is_least);
    let is_bounded = numbers.iter().any(|one| one.is_bound && !fits("i64", one));
    let mut wider = vec!["i64"];
    if is_unsigned && is_bounded && !is_negative {
        wider.push("u64");
    }
    let is_of_64_bits = |one: &NamedNumber| wider.iter().any(|name| fits(name, one));
    if numbers
        .iter()
        .any(|one| !one.is_bound && !is_of_64_bits(one))
    {
        wider.push("i128");
    }
    let all_fit = |name: &&str| numbers.iter().all(|one| fits(name, one));
    let found = [of_format]
        .into_iter()
        .chain(wider.iter().copied())
        .find(all_fit);
    let widest = match of_format {
        "i64" => wider.last().copied().unwrap_or(of_format),
        _ => of_format,
    };
    IntegerChoice {
        name: found.unwrap_or(widest),
        beyond: Some(beyond.at.clone()),
        is_wide_enough: found.is_some(),
    }
}

/// A number that a schema names.
struct NamedNumber {
    at: Pointer,
    value: i128,
    /// Whether it is a bound, and no value.
    is_bound: bool,
    /// Whether nothing is less, and this is no less than zero.
    is_least: bool,
}

fn numbers(schema: &Node, at: &Pointer, format: Option<&str>) -> Vec<NamedNumber> {
    let mut found = Vec::new();
    let mut add = |at: Pointer, node: &Node, is_bound: bool, is_least: bool| {
        let Some(value) = node.as_number().and_then(|number| whole(&number)) else {
            return;
        };
        let is_rounded = is_bound || format == Some("int64");
        found.push(NamedNumber {
            at,
            value: if is_rounded { unrounded(value) } else { value },
            is_bound,
            is_least: is_least && value >= 0,
        });
    };
    for (keyword, is_least) in [
        ("minimum", true),
        ("exclusiveMinimum", true),
        ("maximum", false),
        ("exclusiveMaximum", false),
    ] {
        if let Some(node) = schema.get(keyword) {
            add(at.child(keyword), node, true, is_least);
        }
    }
    for (at, node) in named_values::of(schema, at) {
        add(at, node, false, false);
    }
    found
}

#[expect(clippy::cast_possible_truncation, reason = "it saturates")]
fn whole(number: &Number) -> Option<i128> {
    let integer = number.as_i64().map(i128::from);
    let integer = integer.or_else(|| number.as_u64().map(i128::from));
    integer.or_else(|| number.as_f64().map(|float| float as i128))
}

/// The largest number of 64 bits where this is that one, rounded.
fn unrounded(value: i128) -> i128 {
    let meant = ROUNDED
        .iter()
        .find(|(exact, rounded)| (*exact..=*rounded).contains(&value));
    meant.map_or(value, |(exact, _)| *exact)
}

fn fits(name: &str, number: &NamedNumber) -> bool {
    let limits = INTEGERS.iter().find(|(one, ..)| *one == name);
    limits.is_some_and(|(_, least, most)| (*least..=*most).contains(&number.value))
}

/// The integer type for a `format` of the OpenAPI format registry, or one that tools for Rust write.
pub(super) fn integer(format: Option<&str>) -> &'static str {
    match format {
        Some("int8") => "i8",
        Some("int16") => "i16",
        Some("int32") => "i32",
        Some("int128") => "i128",
        Some("uint8") => "u8",
        Some("uint16") => "u16",
        Some("uint32") => "u32",
        Some("uint64" | "uint") => "u64",
        Some("uint128") => "u128",
        _ => "i64",
    }
}
