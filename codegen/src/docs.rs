//! What documentation holds: Markdown that is harmless, whatever the document says.
//!
//! A text of the document is somebody else's Markdown. Left as it is, its code would run as doctests, its HTML and its images
//! would reach the reader's browser, its brackets would be links to items that don't exist. [`Inline`] and [`Block`] are made by
//! this module alone, from texts of ours or from those of the document after they were made inert, and comments are written
//! from nothing else.

use std::borrow::Cow;
use std::ops::Add;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Number;

use crate::inert::{acts, inert as escaped};
use crate::names::{FieldName, FunctionName, TypeName};

mod check;
mod edit;
mod html;
mod inert;
mod links;
mod wrap;

pub use inert::{first_paragraph, markdown, phrase};

/// Markdown of one line, which can stand among words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline(Cow<'static, str>);

/// Markdown that stands by itself: paragraphs, lists, code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block(Cow<'static, str>);

impl Inline {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same for the middle of a sentence.
    pub fn lower_first(self) -> Self {
        let mut text = self.0.into_owned();
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        Self(text.into())
    }
}

impl Block {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text, for a file of Markdown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A list with one item each.
    pub fn list(items: Vec<Inline>) -> Self {
        let items: Vec<String> = items.iter().map(|item| format!("- {}", item.0)).collect();
        Self(items.join("\n").into())
    }
}

impl From<&'static str> for Inline {
    fn from(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<&'static str> for Block {
    fn from(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<Inline> for Block {
    fn from(text: Inline) -> Self {
        // An `Inline` begins no block.
        Self(text.0)
    }
}

/// What is plain by its type.
macro_rules! plain {
    ($($type:ty)*) => {$(
        impl From<$type> for Inline {
            fn from(plain: $type) -> Self {
                Self(plain.to_string().into())
            }
        }
    )*};
}

plain! { &TypeName &FunctionName &FieldName &Number u16 u64 usize }

impl<T: Into<Self>> Add<T> for Inline {
    type Output = Self;

    fn add(self, after: T) -> Self {
        let after = after.into().0;
        match self.0 {
            Cow::Owned(mut text) => {
                text.push_str(&after);
                Self(text.into())
            }
            Cow::Borrowed(before) => Self(with(before, after).into()),
        }
    }
}

impl Add<Inline> for &'static str {
    type Output = Inline;

    fn add(self, after: Inline) -> Inline {
        Inline(with(self, after.0).into())
    }
}

/// `before` and `after`, in the place of `after` if there is room.
fn with(before: &str, after: Cow<'static, str>) -> String {
    let mut text = after.into_owned();
    text.insert_str(0, before);
    text
}

/// Room for the words of a sentence around a name.
const SENTENCE: usize = 32;

/// Texts with `between` between them.
pub fn join(texts: Vec<Inline>, between: &'static str) -> Inline {
    let texts: Vec<&str> = texts.iter().map(|text| &*text.0).collect();
    Inline(texts.join(between).into())
}

/// `text` in a code span, whatever it contains.
pub fn code(text: &str) -> Inline {
    // Most are names.
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'`';
    if !text.is_empty() && text.bytes().all(plain) {
        let mut span = String::with_capacity(text.len() + SENTENCE);
        span.extend(["`", text, "`"]);
        return Inline(span.into());
    }
    let shown = text.chars().map(|c| if acts(c) { ' ' } else { c });
    let text: String = shown.collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        // An empty span is none in Markdown.
        return Inline::from("`\"\"`");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    Inline(format!("{fence}{pad}{text}{pad}{fence}").into())
}

/// Each in a code span, with commas between them.
pub fn codes<T: AsRef<str>>(texts: &[T]) -> Inline {
    join(texts.iter().map(|text| code(text.as_ref())).collect(), ", ")
}

/// `#[doc]` attributes for Markdown.
pub fn attributes(blocks: &[Block]) -> TokenStream {
    let lines = lines(blocks).map(|line| match line.is_empty() {
        true => String::new(),
        false => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// Adds the same to `code` as comments, each behind so many columns.
pub fn comments(code: &mut String, indent: usize, blocks: &[Block]) {
    written(code, indent, "///", blocks);
}

/// Adds the same to `code` as the documentation of what stands around it.
pub fn inner_comments(code: &mut String, blocks: &[Block]) {
    written(code, 0, "//!", blocks);
}

fn written(code: &mut String, indent: usize, mark: &str, blocks: &[Block]) {
    for line in lines(blocks) {
        code.extend(std::iter::repeat_n(' ', indent));
        code.push_str(mark);
        if !line.is_empty() {
            code.push(' ');
        }
        code.extend([&*line, "\n"]);
    }
}

/// Adds `text` to `code` as a comment that documents nothing.
pub fn remark(code: &mut String, text: &str) {
    code.extend(["// ", &escaped(text), "\n"]);
}

/// The lines of comments.
fn lines(blocks: &[Block]) -> impl Iterator<Item = Cow<'_, str>> {
    let texts = blocks.iter().filter(|block| !block.is_empty());
    texts.enumerate().flat_map(|(index, block)| {
        let blank = (index > 0).then_some("");
        blank.into_iter().chain(block.0.lines()).map(printable)
    })
}

/// The last line of defence: a comment ends with its line, and says nothing to a terminal.
fn printable(line: &str) -> Cow<'_, str> {
    let is_harmless = |byte: u8| (b' '..0x7f).contains(&byte);
    if line.bytes().all(is_harmless) || !line.contains(acts) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(line.replace(acts, ""))
}

#[cfg(test)]
mod tests;
