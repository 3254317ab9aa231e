//! Expressions on several lines, as rustfmt breaks them.

use super::expr::{
    CHAIN_WIDTH, Expr, GENERICS, LIST_WIDTH, MAX_WIDTH, STEP, columns, listed, new_line,
};

/// Columns of the items of an array that stand beside each other although they take more lines than one
/// (`short_array_element_width_threshold`).
const SHORT_ITEM: usize = 10;

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
