//! Which tags a text has, and which of them belong together.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Parser, Tag as Markdown, TagEnd};

use super::tags::{HtmlTag, TagMeaning, tag_at};
use crate::docs::check::{READ, is_break, is_escaped};
use crate::docs::links::leads;

/// Something at a place of the text.
pub struct Token<'a> {
    pub range: Range<usize>,
    pub what: What<'a>,
}

pub enum What<'a> {
    /// A block that stands in no other begins: of HTML, or of Markdown.
    Block { is_html: bool },
    /// The block ends.
    End,
    /// A tag that another one ends.
    Open(Opened),
    /// That other one.
    Close { tag: TagMeaning, is_html: bool },
    /// A tag that needs no other one.
    Single { tag: TagMeaning, is_end: bool },
    /// What Markdown shows of its text, where code may need it.
    Shown(CowStr<'a>),
    /// A bracket that would end the text of a link.
    Bracket,
}

pub struct Opened {
    pub tag: TagMeaning,
    /// The item that ends it.
    pub close: usize,
    /// Where a link leads.
    pub dest: Option<String>,
    /// Whether its text alone stays, as it stands in another one of its kind.
    pub is_bare: bool,
    /// Whether it stands in a block of HTML.
    pub is_html: bool,
    /// Whether it stands in a table, which a `|` divides.
    pub in_table: bool,
}

impl Token<'_> {
    /// Whether Markdown says it otherwise.
    pub fn changes(&self, source: &str) -> bool {
        match &self.what {
            What::Open(_) => true,
            What::Single { tag, .. } => match tag {
                TagMeaning::Break => !is_break(source.get(self.range.clone()).unwrap_or_default()),
                // An item of no list is none.
                tag => *tag != TagMeaning::Item,
            },
            _ => false,
        }
    }

    /// Whether it is a tag.
    pub fn is_tag(&self) -> bool {
        matches!(
            self.what,
            What::Open(_) | What::Close { .. } | What::Single { .. }
        )
    }
}

/// How deep tags may be nested; those further down are text.
const DEPTH: usize = 8;

/// A tag that nothing ended yet.
struct OpenTag {
    item: usize,
    tag: TagMeaning,
    /// The block, or the part of one, that words have to end in.
    within: usize,
    dest: Option<String>,
    is_bare: bool,
    is_html: bool,
    /// How many links and blocks of code were seen before.
    links: usize,
    code: usize,
}

struct HtmlReader<'a> {
    source: &'a str,
    items: Vec<Token<'a>>,
    open: Vec<OpenTag>,
    /// What of Markdown is open, outermost first: numbered, as two of a kind are not the same.
    within: Vec<(usize, TagEnd)>,
    started: usize,
    /// How many of them are links, and what is strong, and what is emphasized.
    in_link: usize,
    in_strong: usize,
    in_emphasis: usize,
    in_table: bool,
    /// How many links and blocks of code there were.
    links: usize,
    code: usize,
    /// How many paragraphs nothing ended yet.
    paragraphs: usize,
}

/// What stands in `source`, in its order.
pub fn items(source: &str) -> Vec<Token<'_>> {
    let mut reader = HtmlReader {
        source,
        items: Vec::new(),
        open: Vec::new(),
        within: Vec::new(),
        started: 0,
        in_link: 0,
        in_strong: 0,
        in_emphasis: 0,
        in_table: false,
        links: 0,
        code: 0,
        paragraphs: 0,
    };
    for (event, range) in Parser::new_ext(source, READ).into_offset_iter() {
        reader.event(event, range);
    }
    reader.items
}

impl<'a> HtmlReader<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::InlineHtml(_) => self.inline(range),
            Event::Text(text) => {
                if self.open.iter().any(|open| open.tag == TagMeaning::Link) {
                    self.brackets(range.clone());
                }
                self.push(range, What::Shown(text));
            }
            Event::Code(text) => self.push(range, What::Shown(text)),
            Event::SoftBreak | Event::HardBreak => self.push(range, What::Shown(" ".into())),
            _ => {}
        }
    }

    fn push(&mut self, range: Range<usize>, what: What<'a>) {
        self.items.push(Token { range, what });
    }

    fn start(&mut self, tag: &Markdown<'_>, range: Range<usize>) {
        if self.within.is_empty() {
            let is_html = matches!(tag, Markdown::HtmlBlock);
            let range = line_start(self.source, range.start)..range.end;
            self.push(range, What::Block { is_html });
        }
        self.count(tag.to_end(), 1);
        self.links += usize::from(matches!(
            tag,
            Markdown::Link { .. } | Markdown::Image { .. }
        ));
        self.code += usize::from(matches!(tag, Markdown::CodeBlock(_)));
        self.started += 1;
        self.within.push((self.started, tag.to_end()));
        if matches!(tag, Markdown::HtmlBlock) && self.within.len() == 1 {
            self.html(range);
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let ended = self.within.pop().map_or(0, |(number, _)| number);
        self.count(tag, usize::MAX);
        while self
            .open
            .pop_if(|open| open.tag.is_words() && open.within == ended)
            .is_some()
        {}
        if self.within.is_empty() {
            self.push(range, What::End);
        }
    }

    /// Counts what begins, or, with the number that wraps to one less, what ends.
    fn count(&mut self, tag: TagEnd, by: usize) {
        match tag {
            TagEnd::Link | TagEnd::Image => self.in_link = self.in_link.wrapping_add(by),
            TagEnd::Strong => self.in_strong = self.in_strong.wrapping_add(by),
            TagEnd::Emphasis => self.in_emphasis = self.in_emphasis.wrapping_add(by),
            TagEnd::Table => self.in_table = by == 1,
            _ => {}
        }
    }

    /// Brackets of a text in a link.
    fn brackets(&mut self, range: Range<usize>) {
        let text = self.source.get(range.clone()).unwrap_or_default();
        for (at, _) in text.match_indices(['[', ']']) {
            let at = range.start + at;
            if !is_escaped(self.source, at) {
                self.push(at..at, What::Bracket);
            }
        }
    }

    /// HTML among words.
    fn inline(&mut self, range: Range<usize>) {
        let text = self.source.get(range.clone()).unwrap_or_default();
        let found = tag_at(text).filter(|found| found.len == text.len());
        let blocks = matches!(self.within.as_slice(), [(_, TagEnd::Paragraph)]);
        match found.filter(|found| blocks || found.tag.is_inline()) {
            Some(found) => self.tag(found, range, false),
            None => self.push(range, What::Shown(text.into())),
        }
    }

    /// A block of HTML that stands in nothing else.
    fn html(&mut self, range: Range<usize>) {
        let text = self.source.get(range.clone()).unwrap_or_default();
        // What is no text for who reads it is none here either.
        let start = text.trim_start().as_bytes();
        let is = |name: &str| {
            let start = start.get(1..=name.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        };
        if ["!", "?", "script", "style", "textarea"]
            .into_iter()
            .any(is)
        {
            return;
        }
        let mut done = 0;
        for (at, _) in text.match_indices('<') {
            let rest = text.get(at..).unwrap_or_default();
            if at < done {
                continue;
            }
            if rest.starts_with("<!--") {
                done = rest.find("-->").map_or(text.len(), |end| at + end);
            } else if let Some(found) = tag_at(rest) {
                done = at + found.len;
                self.tag(found, range.start + at..range.start + done, true);
            }
        }
    }

    fn tag(&mut self, found: HtmlTag, range: Range<usize>, is_html: bool) {
        let HtmlTag {
            tag, is_end, href, ..
        } = found;
        // Words end with what they stand in.
        let ends = |open: &mut OpenTag| match tag.is_words() {
            true => open.tag.is_inline() && !tag.is_inline(),
            false => open.tag.is_words(),
        };
        while self.open.pop_if(ends).is_some() {}
        match tag {
            TagMeaning::Paragraph if is_end && self.paragraphs == 0 => self.text(range),
            TagMeaning::Paragraph => {
                let paragraphs = self.paragraphs;
                self.paragraphs = if is_end {
                    paragraphs - 1
                } else {
                    paragraphs + 1
                };
                self.push(range, What::Single { tag, is_end });
            }
            TagMeaning::Break | TagMeaning::Item => self.push(range, What::Single { tag, is_end }),
            _ if is_end => self.close(tag, range, is_html),
            _ => self.open(tag, range, href, is_html),
        }
    }

    fn text(&mut self, range: Range<usize>) {
        let text = self.source.get(range.clone()).unwrap_or_default();
        self.push(range, What::Shown(text.into()));
    }

    fn open(&mut self, tag: TagMeaning, range: Range<usize>, href: Option<String>, is_html: bool) {
        let item = self.items.len();
        self.text(range);
        if self.open.len() == DEPTH {
            return;
        }
        let is_nested = self.open.iter().any(|open| open.tag == tag)
            || match tag {
                TagMeaning::Link => self.in_link > 0,
                TagMeaning::Strong => self.in_strong > 0,
                TagMeaning::Emphasis => self.in_emphasis > 0,
                _ => false,
            };
        self.open.push(OpenTag {
            item,
            tag,
            within: self.within.last().map_or(0, |(number, _)| *number),
            dest: href.filter(|href| leads(href)),
            is_bare: is_nested && tag.is_inline(),
            is_html,
            links: self.links,
            code: self.code,
        });
    }

    /// What ends the tag that was opened last of its kind, if it may end here.
    fn close(&mut self, tag: TagMeaning, range: Range<usize>, is_html: bool) {
        let within = self.within.last().map_or(0, |(number, _)| *number);
        let mut open = self.open.iter();
        let last = open
            .rposition(|open| open.tag == tag || (tag.is_inline() && !open.tag.is_inline()))
            .and_then(|at| Some((at, self.open.get(at)?)));
        let fits = |open: &OpenTag| {
            open.tag == tag
                && (!tag.is_words() || open.within == within)
                && (tag != TagMeaning::Preformatted || open.code == self.code)
        };
        let Some((at, _)) = last.filter(|(_, open)| fits(open)) else {
            return self.text(range);
        };
        let close = self.items.len();
        let Some(open) = self.open.drain(at..).next() else {
            return;
        };
        let opened = Opened {
            tag,
            close,
            is_bare: open.is_bare
                || (tag == TagMeaning::Link && (open.dest.is_none() || open.links != self.links)),
            dest: open.dest,
            is_html: open.is_html,
            in_table: self.in_table,
        };
        if let Some(item) = self.items.get_mut(open.item) {
            item.what = What::Open(opened);
        }
        self.push(range, What::Close { tag, is_html });
    }
}

/// The beginning of a line, where nothing but spaces stands between it and `at`.
fn line_start(source: &str, at: usize) -> usize {
    let before = source.get(..at).unwrap_or_default();
    let start = before.trim_end_matches(' ');
    match start.is_empty() || start.ends_with('\n') {
        true => start.len(),
        false => at,
    }
}
