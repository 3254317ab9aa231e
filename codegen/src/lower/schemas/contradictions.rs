//! Formats of text that the rest of a schema contradicts: values that it names, or how long they may be.

use std::borrow::Cow;

use super::named_values::{self, MOST_EXAMPLES};
use crate::document::{Node, Pointer};
use crate::ir::Type;

/// No value of a format is longer, and no more of one that is wrong is shown.
const LONGEST: usize = 128;

/// A keyword that says something else than the format beside it.
pub(super) struct Contradiction {
    pub(super) at: Pointer,
    pub(super) why: String,
}

/// A format whose values have a type of their own.
struct TextFormat {
    /// What one of its values is.
    noun: &'static str,
    /// How long the texts are that this type writes, in characters.
    lengths: (u64, u64),
    is_value: fn(&[u8]) -> bool,
}

const FORMATS: [(&str, TextFormat); 3] = [
    (
        "uuid",
        TextFormat {
            noun: "UUID",
            lengths: (36, 36),
            is_value: is_uuid,
        },
    ),
    (
        "date-time",
        TextFormat {
            noun: "date-time",
            lengths: (16, u64::MAX),
            is_value: is_date_time,
        },
    ),
    (
        "date",
        TextFormat {
            noun: "date",
            lengths: (10, u64::MAX),
            is_value: is_date_or_time,
        },
    ),
];

/// The first keyword of the schema at `at` that contradicts its format.
pub(super) fn of_text(schema: &Node, at: &Pointer, format: &str) -> Option<Contradiction> {
    let (_, format) = FORMATS.iter().find(|(name, _)| *name == format)?;
    of_lengths(schema, at, format).or_else(|| of_values(schema, at, format))
}

/// The first example of the parameter at `at` that is no value of the type of its schema, and the format that it contradicts.
pub(super) fn of_parameter(
    parameter: &Node,
    at: &Pointer,
    ty: &Type,
) -> Option<(&'static str, Contradiction)> {
    let format = match ty {
        Type::Uuid => "uuid",
        Type::DateTime => "date-time",
        Type::Date => "date",
        _ => return None,
    };
    let (name, format) = FORMATS.iter().find(|(name, _)| *name == format)?;
    let found = |at, text: String| {
        let why = format!("`{text}` is no {}", format.noun);
        Some((*name, Contradiction { at, why }))
    };
    if let Some(text) = parameter
        .get("example")
        .and_then(|one| wrong(one, format, true))
    {
        return found(at.child("example"), text);
    }
    let examples = parameter.get("examples").and_then(Node::as_mapping);
    let examples = examples.iter().flat_map(|examples| examples.iter());
    let mut texts = examples.take(MOST_EXAMPLES).filter_map(|(key, example)| {
        let text = wrong(example.get("value")?, format, true)?;
        Some((at.child("examples").child(key).child("value"), text))
    });
    let (at, text) = texts.next()?;
    found(at, text)
}

fn of_lengths(schema: &Node, at: &Pointer, format: &TextFormat) -> Option<Contradiction> {
    let (least, most) = format.lengths;
    let noun = format.noun;
    let count = |keyword: &str| schema.get(keyword).and_then(Node::as_count);
    let found = |keyword: &str, why: String| {
        let at = at.child(keyword);
        Some(Contradiction { at, why })
    };
    if let Some(allowed) = count("maxLength").filter(|allowed| *allowed < least) {
        return found(
            "maxLength",
            format!("a {noun} is longer than {allowed} characters"),
        );
    }
    let needed = count("minLength").filter(|needed| *needed > most)?;
    found(
        "minLength",
        format!("a {noun} is shorter than {needed} characters"),
    )
}

fn of_values(schema: &Node, at: &Pointer, format: &TextFormat) -> Option<Contradiction> {
    let is_text_only = schema.get("type").and_then(Node::as_str) == Some("string");
    let mut wrong = named_values::of(schema, at)
        .filter_map(|(at, value)| Some((at, wrong(value, format, is_text_only)?)));
    let (at, text) = wrong.next()?;
    let why = format!("`{text}` is no {}", format.noun);
    Some(Contradiction { at, why })
}

/// A text that is no value of a format, as far as it fits a message. `is_text_only`: whether something else is what YAML takes a text
/// for without quotes.
fn wrong(value: &Node, format: &TextFormat, is_text_only: bool) -> Option<String> {
    let text = match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None if is_text_only => Cow::Owned(value.as_text()?),
        None => return None,
    };
    let is_value = text.len() <= LONGEST && (format.is_value)(text.as_bytes());
    (!is_value).then(|| text.chars().take(LONGEST).collect())
}

/// In any spelling that is read: with hyphens or without, in braces, as a URN.
fn is_uuid(text: &[u8]) -> bool {
    let bare = text.strip_prefix(b"urn:uuid:");
    let braced = || text.strip_prefix(b"{")?.strip_suffix(b"}");
    let bare = bare.or_else(braced).unwrap_or(text);
    let has_hyphens = bare.len() == 36;
    let is_right =
        |(index, byte): (usize, &u8)| match has_hyphens && [8, 13, 18, 23].contains(&index) {
            true => *byte == b'-',
            false => byte.is_ascii_hexdigit(),
        };
    (has_hyphens || bare.len() == 32) && bare.iter().enumerate().all(is_right)
}

/// As RFC 3339 describes it, or as servers write it: without an offset, without seconds, with a space.
fn is_date_time(text: &[u8]) -> bool {
    let Some((date, [b'T' | b't' | b' ', time @ ..])) = text.split_at_checked(10) else {
        return false;
    };
    let Some((hours_and_minutes, rest)) = time.split_at_checked(5) else {
        return false;
    };
    let is_time = has_form(hours_and_minutes, b"00:00") && hours_and_minutes <= b"23:59".as_slice();
    is_date(date) && is_time && ends_date_time(rest)
}

/// Whether seconds and an offset follow, each of which may be missing.
fn ends_date_time(text: &[u8]) -> bool {
    let mut rest = text;
    if let [b':', a, b, tail @ ..] = rest {
        if !(a.is_ascii_digit() && b.is_ascii_digit()) {
            return false;
        }
        rest = tail;
        if let [b'.', tail @ ..] = rest {
            let digits = tail.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                return false;
            }
            rest = tail.get(digits..).unwrap_or_default();
        }
    }
    match rest {
        [] | [b'Z' | b'z'] => true,
        [b'+' | b'-', offset @ ..] => ["00:00", "0000", "00"]
            .iter()
            .any(|form| has_form(offset, form.as_bytes())),
        _ => false,
    }
}

/// A date, or the date-time that some servers write in its place.
fn is_date_or_time(text: &[u8]) -> bool {
    is_date(text) || is_date_time(text)
}

fn is_date(text: &[u8]) -> bool {
    let number = |place: std::ops::Range<usize>| {
        let digits = text.get(place).and_then(|part| str::from_utf8(part).ok());
        digits.and_then(|digits| digits.parse::<u32>().ok())
    };
    let is_day = || {
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u32::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        Some((1..=12).contains(&month) && (1..=days).contains(&day))
    };
    has_form(text, b"0000-00-00") && is_day() == Some(true)
}

/// Whether a text has digits where `form` has zeros, and is the same elsewhere.
fn has_form(text: &[u8], form: &[u8]) -> bool {
    let same = |(byte, form): (&u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        other => byte == other,
    };
    text.len() == form.len() && text.iter().zip(form).all(same)
}
