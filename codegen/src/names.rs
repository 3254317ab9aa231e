//! Rust names for what a document names.
//!
//! A [`Scope`] is the only place where names are made: whatever it hands out is a valid identifier,
//! follows Rust's conventions, and is unique within that scope. Those that may want the same name ask for
//! it together, and who gets it depends on what each is, not on where it stands: the one whose spelling
//! needs the least change. So what is added to a document renames nothing, wherever it is added.

mod case;
mod letters;
pub mod reserved;
mod settle;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use proc_macro2::{Ident, Span};
use quote::{IdentFragment, ToTokens};

use crate::hash::{Map, Set, bit};
use case::Casing;
pub use settle::Wish;
pub use words::Words;

/// Strict and reserved keywords of every edition up to 2024, and `gen`
/// (<https://doc.rust-lang.org/reference/keywords.html>). Weak keywords are ordinary identifiers.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The longest of the keywords.
const LONGEST_KEYWORD: usize = 8;

/// Whether Rust has `name` for itself, in any edition.
#[must_use]
pub fn is_keyword(name: &str) -> bool {
    name.len() <= LONGEST_KEYWORD && KEYWORDS.binary_search(&name).is_ok()
}

/// Bytes that a name may have: rustdoc makes file names of types, and those may have 255.
const LONGEST: usize = 200;

macro_rules! names {
    ($($(#[$docs:meta])* $name:ident)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl ToTokens for $name {
            fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
                Ident::new(&self.0, Span::call_site()).to_tokens(tokens);
            }
        }

        impl IdentFragment for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

names! {
    /// The name of a type: `UpperCamelCase`.
    TypeName
    /// The name of an enum's variant: `UpperCamelCase`.
    VariantName
    /// The name of a field, and of the setter that goes with it: `snake_case`.
    FieldName
    /// The name of a function or method: `snake_case`.
    FunctionName
    /// The name of a static: `SHOUTY_SNAKE_CASE`.
    StaticName
}

/// The names taken in one namespace of the generated code.
#[derive(Debug, Default)]
pub struct Scope {
    reserved: &'static [&'static str],
    /// That of `reserved`.
    mask: u64,
    taken: Set<String>,
    /// What is taken outside of several scopes, which have it in common.
    outside: Option<Arc<Set<String>>>,
    /// The last number that each name got which was taken already.
    numbers: Map<String, usize>,
}

impl Scope {
    /// An empty scope in which `reserved` are taken already.
    #[must_use]
    pub fn reserving(reserved: &'static [&'static str]) -> Self {
        Self {
            reserved,
            mask: reserved.iter().fold(0, |mask, name| mask | bit(name)),
            ..Self::default()
        }
    }

    /// A scope that has these names.
    pub(crate) fn holding<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self {
            taken: names.map(str::to_owned).collect(),
            ..Self::default()
        }
    }

    /// The same besides those of `outside`, which other scopes may have, too.
    pub(crate) fn holding_within<'a>(
        outside: &Arc<Set<String>>,
        names: impl Iterator<Item = &'a str>,
    ) -> Self {
        Self {
            outside: Some(Arc::clone(outside)),
            ..Self::holding(names)
        }
    }

    fn is_taken(&self, name: &str) -> bool {
        let outside = self.outside.as_ref();
        self.is_reserved(name)
            || self.taken.contains(name)
            || outside.is_some_and(|names| names.contains(name))
    }

    /// Whether a name is one of those that were taken from the beginning.
    pub(crate) fn is_reserved(&self, name: &str) -> bool {
        self.mask & bit(name) != 0 && self.reserved.contains(&name)
    }

    /// A type named after `text`.
    pub fn type_name(&mut self, text: &str) -> TypeName {
        TypeName(self.claim(camel(text, "T"), ""))
    }

    /// A type named after the first of `candidates` that is free, or after the last one with a number.
    pub fn type_name_of(&mut self, candidates: &[String]) -> TypeName {
        let mut last = None;
        for text in candidates {
            let name = camel(text, "T");
            if !self.is_taken(&name) {
                return TypeName(self.claim(name, ""));
            }
            last = Some(name);
        }
        TypeName(self.claim(last.unwrap_or_else(|| camel("", "T")), ""))
    }

    /// A variant named after `text`.
    pub fn variant(&mut self, text: &str) -> VariantName {
        VariantName(self.claim(camel(text, "Value"), ""))
    }

    /// A field named after `text`.
    pub fn field(&mut self, text: &str) -> FieldName {
        FieldName(self.claim(field_words(text), "_"))
    }

    /// A function named after `text`.
    pub fn function(&mut self, text: &str) -> FunctionName {
        FunctionName(self.claim(snake(text, "call_"), "_"))
    }

    /// A static named after `text`.
    pub fn constant(&mut self, text: &str) -> StaticName {
        StaticName(self.claim(identifier(Casing::Shouty, text, "N"), "_"))
    }

    /// `name` if it is free, otherwise `name` with the first number that is.
    fn claim(&mut self, name: String, separator: &str) -> String {
        let name = shortened(name);
        if !self.is_taken(&name) {
            self.taken.insert(name.clone());
            return name;
        }
        let separator = if name.ends_with('_') { "" } else { separator };
        let stem = format!("{name}{separator}");
        let mut number = self.numbers.get(&stem).copied().unwrap_or(1);
        let candidate = loop {
            number += 1;
            let candidate = format!("{stem}{number}");
            if !self.is_taken(&candidate) {
                break candidate;
            }
        };
        self.numbers.insert(stem, number);
        self.taken.insert(candidate.clone());
        candidate
    }
}

/// As much of a name as it may have.
fn shortened(mut name: String) -> String {
    if name.len() > LONGEST {
        let boundary = (0..=LONGEST).rev().find(|at| name.is_char_boundary(*at));
        name.truncate(boundary.unwrap_or(0));
    }
    name
}

/// Other words for `text` where something else that is written almost the same has its name: with its
/// case and its punctuation in words.
#[must_use]
pub fn twin_words(text: &str) -> String {
    let spelled: String = text
        .chars()
        .map(|c| match c.is_alphanumeric() {
            true => c.to_string(),
            false => match c {
                '[' | '(' | '{' => " in ".to_owned(),
                ']' | ')' | '}' => " ".to_owned(),
                c => format!(" {} ", symbol(c)),
            },
        })
        .collect();
    let case = match (
        text.chars().any(char::is_uppercase),
        text.chars().any(char::is_lowercase),
    ) {
        (true, false) => "upper",
        (false, true) => "lower",
        _ => "mixed",
    };
    if spelled == text {
        return format!("{case} {text}");
    }
    spelled
}

/// The field name that [`Scope::field`] would try first for `text`.
pub(crate) fn field_words(text: &str) -> String {
    snake(text, "field_")
}

/// What other names are made of that belong to a field: what it is named after, or its name where a twin has that.
pub(crate) fn words_of_field<'a>(field: &'a FieldName, text: &'a str) -> &'a str {
    match field_words(text) == field.0 {
        true => text,
        false => &field.0,
    }
}

/// The type name that [`Scope::type_name`] would try first for `text`.
pub(crate) fn type_words(text: &str) -> String {
    camel(text, "T")
}

/// The function name that [`Scope::function`] would try first for `text`.
#[must_use]
pub fn function_words(text: &str) -> String {
    snake(text, "call_")
}

/// `text` in ASCII, with letters that have marks without these; none if it has letters of other scripts.
#[must_use]
pub fn ascii(text: &str) -> Option<String> {
    letters::ascii(text)
}

/// Words of ASCII for `text`: letters that ASCII has nothing for give their code points.
#[must_use]
pub fn ascii_words(text: &str) -> String {
    letters::spelled(text)
}

/// Whether Windows has a device of this name, which no file can have there, whatever comes behind a dot.
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>)
#[must_use]
pub fn is_device(name: &str) -> bool {
    let name = name.to_lowercase();
    let port = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    match port {
        Some(number) => {
            let mut digits = number.chars();
            let is_number = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
            digits.next().is_some_and(is_number) && digits.next().is_none()
        }
        None => matches!(
            name.as_str(),
            "aux" | "con" | "conin$" | "conout$" | "nul" | "prn"
        ),
    }
}

/// The singular of an English plural, for the name of a list's items; other words stay as they are.
#[must_use]
pub fn singular(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    let cut = |count: usize| word.get(..word.len().saturating_sub(count)).unwrap_or(word);
    let unchanged = ["ss", "us", "is", "news", "series", "species"];
    let verb = word.ends_with("Has") || word.ends_with(" has");
    if word.len() < 4
        || !lower.ends_with('s')
        || verb
        || unchanged.iter().any(|end| lower.ends_with(end))
    {
        return word.to_owned();
    }
    if lower.ends_with("ies") {
        return format!("{}y", cut(3));
    }
    let with_es = [
        "sses", "shes", "ches", "xes", "zes", "statuses", "aliases", "bonuses", "viruses",
    ];
    if with_es.iter().any(|end| lower.ends_with(end)) {
        return cut(2).to_owned();
    }
    cut(1).to_owned()
}

fn camel(text: &str, prefix: &str) -> String {
    let name = identifier(Casing::UpperCamel, text, prefix);
    // `Self` is the one keyword in this case.
    if is_keyword(&name) {
        return format!("{name}{}", if prefix == "T" { "Type" } else { prefix });
    }
    name
}

fn snake(text: &str, prefix: &str) -> String {
    let mut name = identifier(Casing::Snake, text, prefix);
    if is_keyword(&name) {
        name.push('_');
    }
    name
}

/// The words of `text` as an identifier: nothing but letters, digits and `_` (the characters of
/// [UAX #31](https://www.unicode.org/reports/tr31/)), and no digit in front.
fn identifier(case: Casing, text: &str, prefix: &str) -> String {
    let spelled = spell_out(text);
    let mut name = case.of(&spelled);
    if !letters::is_clear(&name) {
        name = case.of(&letters::spelled(&spelled));
    }
    let is_plain = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
    if !name.bytes().all(is_plain) {
        name.retain(|c| c == '_' || c.is_alphanumeric());
    }
    if name.is_empty() || name.starts_with(|c: char| !c.is_alphabetic()) {
        name.insert_str(0, prefix);
    }
    if name.ends_with('_') {
        name.pop();
    }
    // A vowel of Indic scripts is a letter that no word begins with.
    if !name.is_ascii() && syn::parse_str::<Ident>(&name).is_err() {
        name.insert_str(0, prefix);
    }
    name
}

/// Gives characters that would vanish from a name a word where the name depends on them: letters that no name has, a sign
/// before a number (`+1`, `-1`), and text without any letter or digit (`*`, `>=`).
fn spell_out(text: &str) -> Cow<'_, str> {
    match letters::plain(text) {
        Cow::Borrowed(text) => spell_out_symbols(text),
        Cow::Owned(text) => spell_out_symbols(&text).into_owned().into(),
    }
}

fn spell_out_symbols(text: &str) -> Cow<'_, str> {
    let signed = |sign: char, word: &str| {
        text.strip_prefix(sign)
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            .map(|rest| format!("{word} {rest}"))
    };
    if let Some(spelled) = signed('+', "plus").or_else(|| signed('-', "minus")) {
        return spelled.into();
    }
    if text.chars().any(char::is_alphanumeric) {
        return text.into();
    }
    if text.is_empty() {
        return "empty".into();
    }
    let symbols: Vec<String> = text.chars().map(symbol).collect();
    symbols.join(" ").into()
}

fn symbol(c: char) -> String {
    let word = match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equal",
        '!' => "not",
        '<' => "less",
        '>' => "greater",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '%' => "percent",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '_' => "underscore",
        ' ' => "space",
        _ => return format!("u{:x}", u32::from(c)),
    };
    word.to_owned()
}
