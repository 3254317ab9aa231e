//! Expressions that are laid out as they are written: on one line where they fit, otherwise each part on its own.
//!
//! Most of a client are a few forms that occur thousands of times. They are written as the lines that come out, which
//! takes a tenth of the time of parsing tokens and laying out the tree.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Columns that a line may take before it is broken: rustfmt's 100, less what a module around it adds.
const WIDTH: usize = 96;

/// One level of indentation.
const STEP: usize = 4;

/// A piece of code that may be broken over several lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    /// What stays together.
    Text(Cow<'static, str>),
    /// What stands between brackets, separated by commas.
    List {
        /// What stands before the bracket: `reader.read`.
        before: Cow<'static, str>,
        /// The bracket that opens, and what belongs to it.
        open: &'static str,
        /// What stands inside.
        items: Vec<Self>,
        /// The bracket that closes, and what follows it.
        close: &'static str,
    },
    /// A value and the calls of methods on it, each beginning with its dot.
    Chain(Box<Self>, Vec<Self>),
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
        Self::Text(code.into())
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
        Self::slice(
            texts
                .iter()
                .map(|text| Self::string(text.as_ref()))
                .collect(),
        )
    }

    /// The length on one line.
    fn length(&self) -> usize {
        match self {
            Self::Text(text) => columns(text),
            Self::List {
                before,
                open,
                items,
                close,
            } => {
                let items: usize = items.iter().map(|item| item.length() + 2).sum();
                columns(before) + open.len() + items.saturating_sub(2) + close.len()
            }
            Self::Chain(head, calls) => {
                head.length() + calls.iter().map(Self::length).sum::<usize>()
            }
        }
    }

    /// Writes it on one line.
    fn flat(&self, code: &mut String) {
        match self {
            Self::Text(text) => code.push_str(text),
            Self::List {
                before,
                open,
                items,
                close,
            } => {
                code.push_str(before);
                code.push_str(open);
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        code.push_str(", ");
                    }
                    item.flat(code);
                }
                code.push_str(close);
            }
            Self::Chain(head, calls) => {
                head.flat(code);
                calls.iter().for_each(|call| call.flat(code));
            }
        }
    }

    /// Adds it to `code`, whose last line is indented by `indent` columns where it began and takes `after` more columns
    /// behind it.
    pub fn write(&self, code: &mut String, indent: usize, after: usize) {
        let line = code.rfind('\n').map_or(0, |at| at + 1);
        let column = code.get(line..).map_or(0, columns);
        if column + self.length() + after <= WIDTH {
            return self.flat(code);
        }
        match self {
            Self::Text(text) => code.push_str(text),
            Self::List {
                before,
                open,
                items,
                close,
            } => {
                code.push_str(before);
                code.push_str(open);
                match items.as_slice() {
                    [] => {}
                    // `f(&[` and `])` hug.
                    [only @ Self::List { .. }] => only.write(code, indent, after + close.len()),
                    items => {
                        for item in items {
                            new_line(code, indent + STEP);
                            item.write(code, indent + STEP, 1);
                            code.push(',');
                        }
                        new_line(code, indent);
                    }
                }
                code.push_str(close);
            }
            Self::Chain(head, calls) => {
                head.write(code, indent, 0);
                for call in calls {
                    new_line(code, indent + STEP);
                    call.write(code, indent + STEP, after);
                }
            }
        }
    }
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
fn columns(text: &str) -> usize {
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

/// Adds a statement or an arm on lines of its own: `before`, `expression`, `after`.
pub fn line(code: &mut String, indent: usize, before: &str, expression: &Expr, after: &str) {
    code.extend(std::iter::repeat_n(' ', indent));
    code.push_str(before);
    let fits = indent + columns(before) + expression.length() + after.len() <= WIDTH;
    match expression {
        _ if fits => {
            expression.flat(code);
            code.push_str(after);
        }
        // An arm gets a block.
        _ if before.ends_with("=> ") => {
            code.push('{');
            new_line(code, indent + STEP);
            expression.write(code, indent + STEP, 0);
            new_line(code, indent);
            code.push('}');
        }
        // A value that doesn't fit beside its name stands below it.
        Expr::Chain(head, _)
            if before.ends_with("= ") && indent + columns(before) + head.length() > WIDTH =>
        {
            code.truncate(code.trim_end().len());
            new_line(code, indent + STEP);
            expression.write(code, indent + STEP, after.len());
            code.push_str(after);
        }
        _ => {
            expression.write(code, indent, after.len());
            code.push_str(after);
        }
    }
    code.push('\n');
}

/// Adds a blank line, unless nothing stands before it.
pub fn separate(code: &mut String) {
    if !code.is_empty() {
        code.push('\n');
    }
}

/// Adds the first line of a public method, or several if it would be long.
pub fn signature(code: &mut String, name: &str, arguments: Vec<Expr>, result: &str) {
    code.extend(["    pub fn ", name]);
    let list = Expr::call("", arguments);
    // A result that is too long for the line alone stays behind its arrow.
    list.write(code, 4, " ->  {".len() + result.len());
    code.extend([" -> ", result, " {\n"]);
}
