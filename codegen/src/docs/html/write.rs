//! A text with Markdown in the place of its tags.

use std::collections::HashSet;

use super::read::{Opened, Token, What};
use super::tags::{TagMeaning, decoded};
use crate::docs::links::destination;
use crate::docs::{code, edit};
use crate::inert::acts;

mod page;

use page::{Break, Page};

/// `source` with Markdown for the tags among `items`.
pub fn written(source: &str, items: &[Token<'_>]) -> String {
    let mut writer = Writer {
        source,
        items,
        page: Page::default(),
        done: 0,
        is_html: false,
        is_inside: false,
        open: Vec::new(),
        ended: Vec::new(),
    };
    let mut index = 0;
    while let Some(item) = items.get(index) {
        index = writer.item(item, index);
    }
    writer.between(source.len());
    writer.page.trim();
    edit::apply(&writer.page.text, broken(&writer.page.text, &writer.ended))
}

/// What is strong or emphasized: the places of its marks and their length.
struct Marks {
    open: usize,
    close: usize,
    len: usize,
}

/// What the end of a tag has to end.
enum Ending {
    Nothing,
    Link(String),
    Marks(Marks),
}

struct Writer<'a> {
    source: &'a str,
    items: &'a [Token<'a>],
    page: Page,
    /// What of the source is written.
    done: usize,
    /// Whether a block of HTML is written.
    is_html: bool,
    /// Whether a part of the block was written.
    is_inside: bool,
    /// What is open among words.
    open: Vec<Ending>,
    /// Marks that are closed.
    ended: Vec<Marks>,
}

impl Writer<'_> {
    /// Writes an item; the number of the next one.
    fn item(&mut self, item: &Token<'_>, index: usize) -> usize {
        let range = item.range.clone();
        match &item.what {
            What::Block { is_html } => {
                self.between(range.start);
                self.page.end_block(Break::Paragraph);
                (self.done, self.is_html, self.is_inside) =
                    (range.start.max(self.done), *is_html, false);
            }
            What::End => self.until(range.end),
            What::Open(open) => {
                self.until(range.start);
                let close = self.items.get(open.close);
                if let (TagMeaning::Code | TagMeaning::Preformatted, Some(close)) =
                    (open.tag, close)
                {
                    self.raw(open, index, close);
                    return open.close + 1;
                }
                self.open(open, range.end);
                self.done = range.end;
                if matches!(self.open.last(), Some(Ending::Marks(_))) {
                    self.done += spaces(self.source, range.end);
                }
            }
            What::Close { tag, .. } => {
                self.until(range.start);
                self.close(*tag);
                self.done = range.end;
            }
            What::Single {
                tag: TagMeaning::Item,
                is_end,
            } => {
                if self.page.is_in_list() {
                    self.until(range.start);
                    self.page.item(*is_end);
                    self.done = range.end;
                }
            }
            What::Single { tag, .. } => {
                self.until(range.start);
                match tag {
                    TagMeaning::Break => self.page.line_break(),
                    _ => self.page.end_block(Break::Paragraph),
                }
                self.done = range.end;
            }
            What::Bracket => {
                self.until(range.start);
                self.page.push("\\");
            }
            What::Shown(_) => {}
        }
        index + 1
    }

    /// Writes the text of the source up to `end`, where a block is.
    fn until(&mut self, end: usize) {
        let text = self.source.get(self.done..end).unwrap_or_default();
        match self.is_html {
            true => self.page.words(text),
            false => self.page.markdown(text, self.is_inside),
        }
        self.done = self.done.max(end);
        self.is_inside = true;
    }

    /// Writes what stands between two blocks.
    fn between(&mut self, end: usize) {
        let text = self.source.get(self.done..end).unwrap_or_default();
        if !text.trim().is_empty() {
            self.page.end_block(Break::Paragraph);
            self.page.markdown(text.trim_start_matches('\n'), false);
        }
        self.done = self.done.max(end);
    }

    fn open(&mut self, open: &Opened, start: usize) {
        let ending = match (open.tag, &open.dest) {
            (TagMeaning::Bullets | TagMeaning::Numbers | TagMeaning::Quote, _) => {
                return self.page.open(open.tag);
            }
            (TagMeaning::Heading(level), _) => return self.page.open_heading(level),
            (TagMeaning::Link, Some(dest)) if !open.is_bare => {
                self.page.push("[");
                Ending::Link(destination(dest, ""))
            }
            (TagMeaning::Strong | TagMeaning::Emphasis, _) if !open.is_bare => {
                if spaces(self.source, start) > 0 {
                    self.page.space();
                }
                let mark = if open.tag == TagMeaning::Strong {
                    "**"
                } else {
                    "*"
                };
                let open = self.page.mark(mark);
                let (close, len) = (0, mark.len());
                Ending::Marks(Marks { open, close, len })
            }
            _ => Ending::Nothing,
        };
        self.open.push(ending);
    }

    fn close(&mut self, tag: TagMeaning) {
        match tag {
            TagMeaning::Bullets | TagMeaning::Numbers | TagMeaning::Quote => {
                return self.page.close(tag);
            }
            TagMeaning::Heading(_) => return self.page.close_heading(),
            _ => {}
        }
        match self.open.pop() {
            Some(Ending::Link(destination)) => self.page.text.push_str(&destination),
            Some(Ending::Marks(marks)) => {
                if let Some(close) = self.page.end_mark(marks.open, marks.len) {
                    self.ended.push(Marks { close, ..marks });
                }
            }
            Some(Ending::Nothing) | None => {}
        }
    }

    /// Writes code, with whatever is in it.
    fn raw(&mut self, open: &Opened, index: usize, close: &Token<'_>) {
        let within = self.items.get(index + 1..open.close).unwrap_or_default();
        let start = self.items.get(index).map_or(0, |item| item.range.end);
        let text = match open.is_html || open.tag == TagMeaning::Preformatted {
            true => self.source_text(start, within, close.range.start),
            false => within.iter().map(shown).collect(),
        };
        if open.tag == TagMeaning::Preformatted {
            self.page
                .preformatted(&text.replace(|c| c != '\n' && acts(c), ""));
        } else if !text.trim().is_empty() {
            let span = code(&text).0;
            // A table is divided before there is code.
            match open.in_table {
                true => self.page.push(&span.replace('|', "\\|")),
                false => self.page.push(&span),
            }
        }
        if let What::Close { is_html, .. } = close.what {
            self.is_html = is_html;
        }
        (self.done, self.is_inside) = (close.range.end, true);
    }

    /// The text of HTML without the tags in it.
    fn source_text(&self, start: usize, within: &[Token<'_>], end: usize) -> String {
        let mut text = String::new();
        let mut done = start;
        for item in within.iter().filter(|item| item.is_tag()) {
            let before = self.source.get(done..item.range.start);
            text.push_str(&decoded(before.unwrap_or_default()));
            text.push_str(shown(item));
            done = item.range.end;
        }
        text.push_str(&decoded(self.source.get(done..end).unwrap_or_default()));
        text
    }
}

/// How many spaces stand at `at`: what is strong begins after them.
fn spaces(source: &str, at: usize) -> usize {
    let text = source.get(at..).unwrap_or_default();
    text.len() - text.trim_ascii_start().len()
}

/// What is shown of an item as code.
fn shown<'a>(item: &'a Token<'_>) -> &'a str {
    match &item.what {
        What::Shown(text) => text,
        What::Single {
            tag: TagMeaning::Break,
            ..
        } => "\n",
        _ => "",
    }
}

/// Removes marks that Markdown would show, as what stands around them lets them begin or end nothing.
fn broken(text: &str, marks: &[Marks]) -> Vec<edit::Edit> {
    let after = |at| text.get(at..).and_then(|text: &str| text.chars().next());
    let before = |at| {
        text.get(..at)
            .and_then(|text: &str| text.chars().next_back())
    };
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let works = |outside: Option<char>, inside: Option<char>, is_nested: bool| {
        inside.is_some_and(|c| !c.is_whitespace())
            && (is_nested || !matches!(outside, Some('*' | '_' | '\\')))
            && (!is_end(inside) || is_end(outside))
    };
    // Marks may touch those of what they stand in.
    let begins: HashSet<usize> = marks.iter().map(|marks| marks.open + marks.len).collect();
    let ends: HashSet<usize> = marks.iter().map(|marks| marks.close).collect();
    let broken = marks.iter().filter(|marks| {
        let (start, end) = (marks.open + marks.len, marks.close + marks.len);
        let starts = works(
            before(marks.open),
            after(start),
            begins.contains(&marks.open),
        );
        !starts || !works(after(end), before(marks.close), ends.contains(&end))
    });
    let places = broken.flat_map(|marks| [marks.open, marks.close].map(|at| at..at + marks.len));
    places.map(|place| (place, String::new())).collect()
}
