//! Expressions that are laid out as rustfmt does it, with its widths.
//!
//! Most of a client are a few forms that occur thousands of times. They are written as the lines that come out, which
//! takes a tenth of the time of parsing tokens and laying out the tree.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Columns of a line (rustfmt's `max_width`).
pub const MAX_WIDTH: usize = 100;
/// Columns that several arguments, or the items of an array, take on one line (`fn_call_width`, `array_width`).
pub const LIST_WIDTH: usize = 60;
/// Columns that several calls in a row take on one line (`chain_width`).
pub const CHAIN_WIDTH: usize = 60;
/// Columns of one level of indentation (`tab_spaces`).
pub const STEP: usize = 4;

/// What opens the fields of a struct.
const STRUCTURE: &str = " {";
/// What opens the types that one is generic over.
pub const GENERICS: &str = "<";

/// An expression that may be broken over several lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    /// What stays together.
    Text(Cow<'static, str>),
    /// A string or number.
    Literal(String),
    /// What stands between brackets, separated by commas.
    List {
        /// What stands before the bracket: `reader.read`.
        before: Cow<'static, str>,
        /// The bracket that opens, and what belongs to it.
        open: &'static str,
        /// What stands inside.
        items: Vec<Self>,
        /// The bracket that closes.
        close: &'static str,
    },
    /// A value and what follows it, each beginning with its dot.
    Chain(Box<Self>, Vec<Self>),
    /// `|arguments| ` and a value.
    Closure(&'static str, Box<Self>),
}

impl Expr {
    /// What stays together.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A literal of this string.
    pub fn string(text: &str) -> Self {
        let mut code = String::with_capacity(text.len() + 2);
        literal(&mut code, text);
        Self::Literal(code)
    }

    /// A call: `name(items)`.
    pub fn call(name: impl Into<Cow<'static, str>>, items: Vec<Self>) -> Self {
        Self::List {
            before: name.into(),
            open: "(",
            items,
            close: ")",
        }
    }

    /// A tuple: `(items)`.
    pub fn tuple(items: Vec<Self>) -> Self {
        Self::call("", items)
    }

    /// A struct with these fields, one on each line.
    pub fn structure(name: impl Into<Cow<'static, str>>, fields: Vec<Self>) -> Self {
        Self::List {
            before: name.into(),
            open: STRUCTURE,
            items: fields,
            close: "}",
        }
    }

    /// A type, which may be broken between the types that it is generic over.
    pub fn of_type(text: &str) -> Self {
        let inside = text.strip_suffix('>').and_then(|text| text.split_once('<'));
        let Some((name, inside)) = inside else {
            return Self::text(text.to_owned());
        };
        let mut items = Vec::new();
        let (mut depth, mut begin) = (0_usize, 0);
        for (index, c) in inside.char_indices() {
            match c {
                '<' | '(' | '[' => depth += 1,
                '>' | ')' | ']' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    items.extend(inside.get(begin..index));
                    begin = index + 1;
                }
                _ => {}
            }
        }
        items.extend(inside.get(begin..));
        Self::List {
            before: name.to_owned().into(),
            open: GENERICS,
            items: items
                .into_iter()
                .map(|item| Self::of_type(item.trim()))
                .collect(),
            close: ">",
        }
    }

    /// A reference to an array: `&[items]`.
    pub fn slice(items: Vec<Self>) -> Self {
        Self::List {
            before: Cow::Borrowed(""),
            open: "&[",
            items,
            close: "]",
        }
    }

    /// A reference to an array of strings.
    pub fn strings<T: AsRef<str>>(texts: &[T]) -> Self {
        let texts = texts.iter().map(|text| Self::string(text.as_ref()));
        Self::slice(texts.collect())
    }

    /// The value and these calls of its methods, if there are some.
    pub fn chain(self, calls: impl IntoIterator<Item = Self>) -> Self {
        let calls: Vec<Self> = calls.into_iter().collect();
        match calls.is_empty() {
            true => self,
            false => Self::Chain(Box::new(self), calls),
        }
    }

    /// A call of a method of this value.
    pub fn method(self, name: &str, arguments: Vec<Self>) -> Self {
        let call = Self::call([".", name].concat(), arguments);
        match self {
            Self::Chain(head, mut calls) => {
                calls.push(call);
                Self::Chain(head, calls)
            }
            value => value.chain([call]),
        }
    }

    /// The columns on one line, if it may be written on one whatever its length.
    pub fn flat(&self) -> Option<usize> {
        match self {
            Self::Text(text) => Some(columns(text)),
            Self::Literal(text) => Some(columns(text)),
            Self::List {
                before,
                open,
                items,
                close,
            } => {
                let around = columns(before) + open.len() + close.len();
                let inside = listed(items)?;
                let widest = match (*open, items.as_slice()) {
                    (STRUCTURE, _) => return None,
                    (GENERICS, _) => MAX_WIDTH,
                    // A call within a call keeps to the width of arguments.
                    (_, [only]) if !only.is_call() => MAX_WIDTH,
                    _ => LIST_WIDTH,
                };
                (inside <= widest).then_some(around + inside)
            }
            Self::Chain(head, calls) => {
                let parts = std::iter::once(&**head).chain(calls);
                let all = parts.map(Self::flat).sum::<Option<usize>>()?;
                (calls.len() == 1 || all <= CHAIN_WIDTH).then_some(all)
            }
            Self::Closure(arguments, body) => Some(arguments.len() + body.flat()?),
        }
    }

    /// Whether it is on one line in this room.
    pub fn fits(&self, room: usize) -> bool {
        self.flat().is_some_and(|columns| columns <= room)
    }

    /// Writes it on one line.
    pub fn write_flat(&self, code: &mut String) {
        match self {
            Self::Text(text) => code.push_str(text),
            Self::Literal(text) => code.push_str(text),
            Self::List {
                before,
                open,
                items,
                close,
            } => {
                code.extend([before, *open]);
                beside_each_other(code, items);
                code.push_str(close);
            }
            Self::Chain(head, calls) => {
                head.write_flat(code);
                calls.iter().for_each(|call| call.write_flat(code));
            }
            Self::Closure(arguments, body) => {
                code.push_str(arguments);
                body.write_flat(code);
            }
        }
    }

    pub fn is_call(&self) -> bool {
        matches!(self, Self::List { before, open: "(", .. } if !before.is_empty())
    }
}

/// Adds several expressions on one line.
pub fn beside_each_other(code: &mut String, items: &[Expr]) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            code.push_str(", ");
        }
        item.write_flat(code);
    }
}

/// The columns of several expressions on one line.
pub fn listed(items: &[Expr]) -> Option<usize> {
    let all = items.iter().map(Expr::flat).sum::<Option<usize>>()?;
    Some(all + 2 * items.len().saturating_sub(1))
}

/// Adds a literal of this string.
pub fn literal(code: &mut String, text: &str) {
    // Most are names, which stand in it as they are.
    let is_plain = |byte: u8| (b' '..0x7f).contains(&byte) && !matches!(byte, b'"' | b'\\');
    if text.bytes().all(is_plain) {
        return code.extend(["\"", text, "\""]);
    }
    // Writing to a string never fails.
    let _ = write!(code, "{text:?}");
}

/// The number of columns that a text of one line takes.
pub fn columns(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.chars().count(),
    }
}

/// Goes to the next line.
pub fn new_line(code: &mut String, indent: usize) {
    code.push('\n');
    code.extend(std::iter::repeat_n(' ', indent));
}
