//! Expressions that are laid out as rustfmt does it, with its widths.
//!
//! Most of a client are a few forms that occur thousands of times. They are written as the lines that come out, which
//! takes a tenth of the time of parsing tokens and laying out the tree.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Columns of a line (rustfmt's `max_width`).
pub const MAX_WIDTH: usize = 100;
/// Columns that several arguments, or the items of an array, take on one line (`fn_call_width`, `array_width`).
const LIST_WIDTH: usize = 60;
/// Columns that several calls in a row take on one line (`chain_width`).
const CHAIN_WIDTH: usize = 60;
/// Columns of the items of an array that stand beside each other although they take more lines than one
/// (`short_array_element_width_threshold`).
const SHORT_ITEM: usize = 10;
/// Columns of one level of indentation (`tab_spaces`).
pub const STEP: usize = 4;

/// What opens the fields of a struct.
const STRUCTURE: &str = " {";
/// What opens the types that one is generic over.
const GENERICS: &str = "<";

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

/// Where an expression is written.
#[derive(Clone, Copy)]
pub struct Position {
    /// Columns that the lines of the block around it are indented.
    pub indent: usize,
    /// Columns before it on its first line.
    pub column: usize,
    /// Columns behind it on its last line.
    pub after: usize,
}

impl Position {
    /// A line of its own, one level deeper.
    pub fn deeper(self, after: usize) -> Self {
        let indent = self.indent + STEP;
        Self {
            indent,
            column: indent,
            after,
        }
    }

    /// The columns that are left.
    pub fn room(self) -> usize {
        MAX_WIDTH.saturating_sub(self.column + self.after)
    }
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

    /// A value that may be in `Some`, or what else there is around one.
    pub fn of_value(text: String) -> Self {
        let inside = text.strip_suffix(')').and_then(|text| text.split_once('('));
        match inside {
            Some((name, inside)) if !inside.is_empty() && !name.contains('.') => {
                let inside = Self::of_value(inside.to_owned());
                Self::call(name.to_owned(), vec![inside])
            }
            _ => Self::text(text),
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
    fn flat(&self) -> Option<usize> {
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

    /// Adds it to `code`, at `at`.
    pub fn write(&self, code: &mut String, at: Position) {
        match self.fits(at.room()) {
            true => self.write_flat(code),
            false => self.write_broken(code, at),
        }
    }

    /// Adds it on several lines, if it can be.
    fn write_broken(&self, code: &mut String, at: Position) {
        match self {
            Self::Text(_) | Self::Literal(_) => self.write_flat(code),
            Self::List {
                before,
                open,
                items,
                close,
            } => {
                code.extend([before, *open]);
                let column = at.column + columns(before) + open.len();
                list(code, items, Position { column, ..at }, close.len());
                code.push_str(close);
            }
            Self::Chain(head, calls) => chain(code, head, calls, at),
            Self::Closure(arguments, body) => {
                code.extend([arguments, "{"]);
                let inside = at.deeper(0);
                new_line(code, inside.indent);
                body.write(code, inside);
                new_line(code, at.indent);
                code.push('}');
            }
        }
    }

    /// The same as a text of its own.
    pub fn written(&self, at: Position) -> String {
        let mut code = String::new();
        self.write(&mut code, at);
        code
    }

    fn is_call(&self) -> bool {
        matches!(self, Self::List { before, open: "(", .. } if !before.is_empty())
    }

    /// Whether it stands right behind the bracket of a call that has no other argument, at `at`.
    fn hugs(&self, at: Position) -> bool {
        let first = match self {
            Self::List { open: GENERICS, .. } => return false,
            Self::List {
                before,
                open,
                items,
                ..
            } if !items.is_empty() => columns(before) + open.len(),
            Self::Closure(arguments, _) => arguments.len() + 1,
            // All but the last call stand on the first line.
            Self::Chain(head, calls) => {
                let [call] = calls.as_slice() else {
                    return false;
                };
                let Some(column) = head.flat().map(|width| at.column + width) else {
                    return false;
                };
                return call.overflows(Position { column, ..at });
            }
            _ => return false,
        };
        first <= LIST_WIDTH.min(MAX_WIDTH.saturating_sub(at.column))
    }

    /// Whether it is a call that begins on this line and ends on another one, as its only argument does.
    fn overflows(&self, at: Position) -> bool {
        match self {
            Self::List {
                before,
                open,
                items,
                ..
            } => {
                let column = at.column + columns(before) + open.len();
                matches!(items.as_slice(), [only] if only.hugs(Position { column, ..at }))
            }
            _ => false,
        }
    }

    /// Whether the one call of a chain begins on this line but has no room there for what it would break behind.
    pub fn is_cramped(&self, at: Position) -> bool {
        let Self::Chain(head, calls) = self else {
            return false;
        };
        let ([call @ Self::List { before, open, .. }], Some(head)) =
            (calls.as_slice(), head.flat())
        else {
            return false;
        };
        let room = at.room().saturating_sub(head);
        let (first, closing) = call.first_line();
        let begins = columns(before) + open.len() <= room;
        begins && first + closing > room && !call.fits(at.deeper(at.after).room())
    }

    /// The columns of its first line where it is broken, and those of the brackets that close around that.
    fn first_line(&self) -> (usize, usize) {
        match self {
            Self::List {
                before,
                open,
                items,
                close,
            } => {
                let own = columns(before) + open.len();
                let is_wide = |item: &Self| item.flat().is_none_or(|columns| columns > LIST_WIDTH);
                match items.as_slice() {
                    [only @ Self::List { .. }] if !only.is_call() || is_wide(only) => {
                        let (first, closing) = only.first_line();
                        (own + first, closing + close.len())
                    }
                    _ => (own, 0),
                }
            }
            other => (other.flat().unwrap_or_default(), 0),
        }
    }

    /// Whether its last lines are inside of brackets or braces, so that an arm may begin beside its pattern.
    pub fn is_extendable(&self) -> bool {
        matches!(self, Self::List { .. } | Self::Chain(..))
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

/// Adds what stands between brackets, behind the opening one at `at`, of a list that takes several lines.
fn list(code: &mut String, items: &[Expr], at: Position, close: usize) {
    let deeper = at.deeper(1);
    match items {
        [] => return,
        [only] if only.hugs(at) => {
            let after = at.after + close;
            return only.write_broken(code, Position { after, ..at });
        }
        [others @ .., last @ Expr::Closure(arguments, _)] if !others.is_empty() => {
            // The first line of a closure may stand beside the other arguments.
            let before = listed(others).map(|columns| columns + 2 + arguments.len() + 1);
            let room = LIST_WIDTH.min(MAX_WIDTH.saturating_sub(at.column));
            if before.is_some_and(|before| before <= room) {
                for other in others {
                    other.write_flat(code);
                    code.push_str(", ");
                }
                return last.write_broken(code, at);
            }
        }
        _ => {}
    }
    let is_short = |item: &Expr| match item {
        Expr::Literal(text) => columns(text) <= SHORT_ITEM,
        _ => false,
    };
    let mixed = items.len() > 1 && items.iter().all(is_short);
    let mut column = MAX_WIDTH;
    for (index, item) in items.iter().enumerate() {
        let width = item.flat().unwrap_or_default() + 1;
        // Another item would need one more column.
        let more = usize::from(index + 1 < items.len());
        match mixed && column + 1 + width + more <= MAX_WIDTH {
            true => {
                code.push(' ');
                column += 1;
            }
            false => {
                new_line(code, deeper.indent);
                column = deeper.column;
            }
        }
        item.write(code, deeper);
        code.push(',');
        column += width;
    }
    new_line(code, at.indent);
}

/// Adds a chain that takes several lines.
fn chain(code: &mut String, head: &Expr, calls: &[Expr], at: Position) {
    // A head that is no wider than the indentation has its first calls beside it.
    let mut root = head.written(Position { after: 0, ..at });
    let mut rest = calls;
    let step = match at.column == at.indent {
        true => STEP,
        false => 0,
    };
    while let [first, others @ ..] = rest
        && root.len() <= step
    {
        let column = at.column + columns(&root);
        root.push_str(&first.written(Position {
            column,
            after: 0,
            ..at
        }));
        rest = others;
    }
    code.push_str(&root);
    let Some((last, before)) = rest.split_last() else {
        return;
    };
    // Behind a head of several lines the calls begin where its last line does.
    let below = match root.contains('\n') {
        true => Position {
            column: at.indent,
            ..at
        },
        false => at.deeper(at.after),
    };
    let flat: Option<usize> = before.iter().map(Expr::flat).sum();
    let beside = flat.filter(|_| !root.contains('\n'));
    if let Some(beside) = beside.map(|flat| columns(&root) + flat) {
        let limit = match calls.len() {
            1 => at.room(),
            _ => at.room().min(CHAIN_WIDTH),
        };
        let budget = limit.saturating_sub(beside);
        let column = at.column + beside;
        if budget > 0 && column < MAX_WIDTH {
            let overflowing = last.written(Position { column, ..at });
            let first = overflowing.lines().next().map_or(0, columns);
            let lines = overflowing.lines().count();
            let alone = || last.written(below).lines().count();
            if first <= budget && (lines >= 5 || alone() >= lines) {
                before.iter().for_each(|call| call.write_flat(code));
                code.push_str(&overflowing);
                return;
            }
        }
    }
    for call in before {
        new_line(code, below.indent);
        call.write(code, Position { after: 0, ..below });
    }
    new_line(code, below.indent);
    last.write(code, below);
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
