//! Rust under construction: lines in blocks, as rustfmt writes them.

use proc_macro2::TokenStream;

use super::expr::{Expr, MAX_WIDTH, STEP, columns, new_line};
use super::layout;
use crate::docs::{self, Block};

/// The text of an item under construction. Whoever adds to it says what stands in which block; how far a line is indented
/// and where it is broken is known here.
#[derive(Debug)]
pub struct CodeWriter {
    text: String,
    /// Columns before each line.
    indent: usize,
    /// What is wrong with the first tokens that are not Rust.
    failure: Option<syn::Error>,
}

impl CodeWriter {
    /// Nothing yet, within so many blocks.
    #[must_use]
    pub fn within(blocks: usize) -> Self {
        Self {
            text: String::new(),
            indent: blocks * STEP,
            failure: None,
        }
    }

    /// The lines, each with its end.
    ///
    /// # Errors
    ///
    /// What is wrong with tokens that are not Rust.
    pub fn finish(self) -> Result<String, syn::Error> {
        match self.failure {
            Some(failure) => Err(failure),
            None => Ok(self.text),
        }
    }

    /// Makes room for so many bytes.
    pub fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
    }

    fn begin(&mut self) {
        self.text.extend(std::iter::repeat_n(' ', self.indent));
    }

    /// A line of these parts.
    pub fn line<const N: usize>(&mut self, parts: [&str; N]) {
        self.begin();
        self.text.extend(parts);
        self.text.push('\n');
    }

    /// Several lines, each indented as much more as it is in `text`.
    pub fn lines(&mut self, text: &str) {
        for line in text.lines() {
            if !line.is_empty() {
                self.begin();
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }

    /// A blank line, unless nothing stands before it in its block.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("{\n") {
            self.text.push('\n');
        }
    }

    /// `path::{names};`, if there are names. The path begins with `use`.
    pub fn import(&mut self, path: &str, names: &[&str]) {
        match names {
            [] => return,
            [only] => return self.line([path, "::", only, ";"]),
            _ => {}
        }
        let list = names.join(", ");
        // rustfmt leaves two columns free.
        if self.indent + columns(path) + list.len() + "::{};  ".len() <= MAX_WIDTH {
            return self.line([path, "::{", &list, "};"]);
        }
        self.nested([path, "::{"], "};", |code| {
            let mut line = String::new();
            for (index, name) in names.iter().enumerate() {
                // Another name would need one more column.
                let more = usize::from(index + 1 < names.len());
                let width = code.indent + line.len() + name.len() + " ,".len() + more;
                if !line.is_empty() && width > MAX_WIDTH {
                    code.line([&line]);
                    line.clear();
                }
                let space = if line.is_empty() { "" } else { " " };
                line.extend([space, name, ","]);
            }
            code.line([&line]);
        });
    }

    /// Documentation.
    pub fn docs(&mut self, blocks: &[Block]) {
        docs::comments(&mut self.text, self.indent, blocks);
    }

    /// What `body` adds between a line that opens a bracket and one that closes it.
    pub fn nested<const N: usize>(
        &mut self,
        open: [&str; N],
        close: &str,
        body: impl FnOnce(&mut Self),
    ) {
        self.begin();
        self.text.extend(open);
        self.inside(close, body);
    }

    /// The brace behind a head that ends in `column`.
    fn brace(&mut self, column: usize) {
        if column + " {".len() <= MAX_WIDTH {
            return self.text.push_str(" {");
        }
        new_line(&mut self.text, self.indent);
        self.text.push('{');
    }

    /// What `body` adds behind an opening bracket, and the line that closes it.
    fn inside(&mut self, close: &str, body: impl FnOnce(&mut Self)) {
        self.text.push('\n');
        let opened = self.text.len();
        self.indent += STEP;
        body(self);
        self.indent -= STEP;
        match self.text.len() == opened {
            true => self.text.truncate(opened - 1),
            false => self.begin(),
        }
        self.text.extend([close, "\n"]);
    }

    /// A block: `head { .. }`.
    pub fn block<const N: usize>(&mut self, head: [&str; N], body: impl FnOnce(&mut Self)) {
        self.begin();
        let width: usize = head.iter().map(|part| columns(part)).sum();
        let column = self.indent + width;
        match head.as_slice() {
            [first, rest @ ..] if *first == "impl " && column + " {".len() > MAX_WIDTH => {
                self.text.push_str("impl");
                new_line(&mut self.text, self.indent + STEP);
                self.text.extend(rest.iter().copied());
            }
            _ => self.text.extend(head),
        }
        self.brace(column);
        self.inside("}", body);
    }

    /// `what for of { .. }`.
    pub fn implement(&mut self, what: &str, of: &str, body: impl FnOnce(&mut Self)) {
        self.begin();
        self.text.push_str(what);
        let width = self.indent + columns(what) + " for  {".len() + columns(of);
        if width <= MAX_WIDTH {
            self.text.extend([" for ", of, " {"]);
        } else {
            new_line(&mut self.text, self.indent + STEP);
            self.text.extend(["for ", of]);
            new_line(&mut self.text, self.indent);
            self.text.push('{');
        }
        self.inside("}", body);
    }

    /// `From<source> for of`, by an expression of the `value`.
    pub fn convert(&mut self, source: &str, of: &str, made: &str) {
        self.implement(&["impl From<", source, ">"].concat(), of, |code| {
            let argument = Expr::text(["value: ", source].concat());
            code.function("fn from", vec![argument], "Self", |code| code.line([made]));
        });
    }

    /// `Debug` by what `body` does with `f`.
    pub fn implement_debug(&mut self, of: &str, body: impl FnOnce(&mut Self)) {
        self.implement("impl std::fmt::Debug", of, |code| {
            let fmt = "fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result";
            code.block([fmt], body);
        });
    }

    /// A function: `head(arguments) -> result { .. }`.
    pub fn function(
        &mut self,
        head: &str,
        arguments: Vec<Expr>,
        result: &str,
        body: impl FnOnce(&mut Self),
    ) {
        self.begin();
        self.text.push_str(head);
        let column = self.indent + columns(head);
        let column = layout::signature(&mut self.text, &arguments, result, self.indent, column);
        self.brace(column);
        self.inside("}", body);
    }

    /// A statement, or the value that ends a block.
    pub fn statement(&mut self, expression: &Expr, after: &str) {
        self.begin();
        layout::statement(&mut self.text, expression, self.indent, after);
        self.text.push('\n');
    }

    /// `before value after`, where `before` ends in `=` or `:`.
    pub fn assign(&mut self, before: &str, value: &Expr, after: &str) {
        self.begin();
        let mut column = self.indent + columns(before);
        match before.split_once(": ").filter(|_| column > MAX_WIDTH) {
            // A name that leaves no room for its type.
            Some((name, ty)) => {
                self.text.extend([name, ":"]);
                new_line(&mut self.text, self.indent + STEP);
                self.text.push_str(ty);
                column = self.indent + STEP + columns(ty);
            }
            None => self.text.push_str(before),
        }
        layout::right_side(&mut self.text, value, self.indent, column, after);
        self.text.push('\n');
    }

    /// The same with a type: `pub name: type,`.
    pub fn typed(&mut self, before: &str, ty: &str, after: &str) {
        // Most fit.
        let width = columns(before) + 1 + columns(ty) + after.len();
        match self.indent + width <= MAX_WIDTH {
            true => self.line([before, " ", ty, after]),
            false => self.assign(before, &Expr::of_type(ty), after),
        }
    }

    /// An arm: `pattern => value,`.
    pub fn arm(&mut self, pattern: &str, value: &Expr) {
        self.begin();
        self.text.extend([pattern, " =>"]);
        let column = self.indent + columns(pattern) + " =>".len();
        layout::arm(&mut self.text, value, self.indent, column);
        self.text.push('\n');
    }

    /// A variant that holds a value: `Name(type),`.
    pub fn variant(&mut self, name: &str, ty: String) {
        let variant = Expr::call(name.to_owned(), vec![Expr::text(ty)]);
        self.statement(&variant, ",");
    }

    /// An item, laid out by a printer of Rust, with a blank line before it.
    pub fn tokens(&mut self, item: TokenStream) {
        match syn::parse2(item) {
            Ok(file) => {
                self.blank();
                self.lines(&prettyplease::unparse(&file));
            }
            Err(failure) => {
                self.failure.get_or_insert(failure);
            }
        }
    }
}
