//! Where expressions stand: behind `=`, as statements, in arms, in signatures.

use super::breaking::Position;
use super::expr::{Expr, MAX_WIDTH, STEP, beside_each_other, columns, listed, new_line};

/// Adds `expression` behind what stands on the line already, in `column`s, or below it where it looks better: the right side of
/// an assignment, a type behind its colon.
pub fn right_side(
    code: &mut String,
    expression: &Expr,
    indent: usize,
    column: usize,
    behind: &str,
) {
    let beside = Position {
        indent,
        column: column + 1,
        after: behind.len(),
    };
    if expression.fits(beside.room()) {
        code.push(' ');
        expression.write_flat(code);
        return code.push_str(behind);
    }
    let below = beside.deeper(behind.len());
    // A name may end in the last column, but for what follows; a literal may not.
    let after = match expression {
        Expr::Literal(_) => behind.len(),
        _ => 0,
    };
    let alone = Position { after, ..below };
    if expression.fits(alone.room()) {
        new_line(code, below.indent);
        expression.write_flat(code);
        return code.push_str(behind);
    }
    let here = expression.written(beside);
    let mut is_here = is_within(&here, beside) && !expression.is_cramped(beside);
    // What a list needs below is no less.
    if !is_here || !matches!(expression, Expr::List { .. }) {
        let there = expression.written(below);
        is_here = !is_within(&there, alone) || is_here && !is_better(&there, &here);
        if !is_here {
            new_line(code, below.indent);
            return code.extend([&*there, behind]);
        }
    }
    code.extend([" ", &*here, behind]);
}

/// Whether no line of what was written at `at` is too long.
fn is_within(text: &str, at: Position) -> bool {
    let mut lines = text.lines();
    let first = lines.next().map_or(0, columns);
    at.column + first + at.after <= MAX_WIDTH && lines.all(|line| columns(line) <= MAX_WIDTH)
}

/// Whether what stands on the next line looks better than what begins on the same one.
fn is_better(there: &str, here: &str) -> bool {
    let breaks = |text: &str| text.matches('\n').count();
    let opens = |text: &str| {
        let first = text.lines().next().unwrap_or_default();
        first.ends_with(['(', '{', '['])
    };
    breaks(there) == 0 || breaks(here) > breaks(there) + 1 || opens(here) && !opens(there)
}

/// Adds a statement at its own indentation, with what stands behind it.
pub fn statement(code: &mut String, expression: &Expr, indent: usize, after: &str) {
    let at = Position {
        indent,
        column: indent,
        after: after.len(),
    };
    expression.write(code, at);
    code.push_str(after);
}

/// Adds the parameters of a function, whose name ends in `column`, and its result: on one line, or a parameter on each. Gives
/// the column in which that ends, as far as the brace behind it is concerned.
pub fn signature(
    code: &mut String,
    parameters: &[Expr],
    result: &str,
    indent: usize,
    column: usize,
) -> usize {
    let (arrow, brace) = (if result.is_empty() { "" } else { " -> " }, " {".len());
    let behind = arrow.len() + columns(result);
    let width = listed(parameters).unwrap_or_default() + "()".len();
    code.push('(');
    if parameters.is_empty() || column + width + behind + brace <= MAX_WIDTH {
        beside_each_other(code, parameters);
        code.extend([")", arrow, result]);
        return column + width + behind;
    }
    for one in parameters {
        new_line(code, indent + STEP);
        parameter(code, one, indent + STEP);
        code.push(',');
    }
    new_line(code, indent);
    code.extend([")", arrow]);
    let column = indent + ")".len() + behind;
    // rustfmt counts the indentation twice.
    if column <= MAX_WIDTH + brace {
        code.push_str(result);
        return column + indent;
    }
    let at = Position {
        indent,
        column: MAX_WIDTH,
        after: 0,
    };
    Expr::of_type(result).write(code, at);
    indent
}

/// Adds a parameter on a line of its own, broken between generic types if need be.
fn parameter(code: &mut String, one: &Expr, indent: usize) {
    let at = Position {
        indent,
        column: indent,
        after: 1,
    };
    let parts = match one {
        Expr::Text(text) if !one.fits(at.room()) => text.split_once(": "),
        _ => None,
    };
    // rustfmt lets what is any type of a kind be a little longer.
    let fits = one.fits(at.room() + STEP);
    let parts = parts.filter(|(_, ty)| !(fits && ty.starts_with("impl ")));
    match parts {
        Some((name, ty)) => {
            code.extend([name, ": "]);
            let column = at.column + columns(name) + 2;
            Expr::of_type(ty).write(code, Position { column, ..at });
        }
        None => one.write_flat(code),
    }
}

/// Adds the body of an arm behind `=>`, which ends in `column`: beside it, or in a block.
pub fn arm(code: &mut String, body: &Expr, indent: usize, column: usize) {
    let beside = Position {
        indent,
        column: column + 1,
        after: 1,
    };
    if body.fits(beside.room()) {
        code.push(' ');
        body.write_flat(code);
        code.push(',');
        return;
    }
    let block = beside.deeper(0);
    let (here, there) = (body.written(beside), body.written(block));
    if body.is_extendable() && is_within(&here, beside) && !is_better(&there, &here) {
        code.extend([" ", &*here, ","]);
        return;
    }
    code.push_str(" {");
    new_line(code, block.indent);
    code.push_str(&there);
    new_line(code, indent);
    code.push('}');
}
