//! Markdown as it is written: blocks, what stands before their lines, and words.

use std::ops::Range;

use crate::docs::check::is_break;
use crate::docs::html::tags::TagMeaning;
use crate::docs::inert::url_at;

/// What has to stand before that which comes next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// The end of a line in a paragraph.
    Soft,
    /// The end of an item.
    Line,
    /// A blank line.
    Paragraph,
}

enum BlockKind {
    /// A list, and the number of its last item if these have some.
    List {
        is_numbered: bool,
        items: usize,
    },
    Item,
    Quote,
}

/// What blocks stand in.
struct Container {
    kind: BlockKind,
    /// What stands before its first line.
    mark: String,
    /// Whether that is written.
    is_begun: bool,
}

impl Container {
    fn new(kind: BlockKind, mark: &str) -> Self {
        let mark = mark.to_owned();
        Self {
            kind,
            mark,
            is_begun: false,
        }
    }

    /// What stands before each line but the first.
    fn prefix(&self, prefix: &mut String) {
        match self.kind {
            BlockKind::Quote => prefix.push_str(&self.mark),
            _ => prefix.extend(self.mark.chars().map(|_| ' ')),
        }
    }

    fn is_list(&self) -> bool {
        matches!(self.kind, BlockKind::List { .. })
    }
}

pub struct Page {
    pub text: String,
    containers: Vec<Container>,
    pending: Option<Break>,
    /// The mark of a heading, until its text is written.
    heading: Option<usize>,
    /// Whether a heading is open, which has one line.
    in_heading: bool,
    /// The line breaks that were written last.
    breaks: Range<usize>,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            text: String::new(),
            containers: Vec::new(),
            pending: Some(Break::Paragraph),
            heading: None,
            in_heading: false,
            breaks: 0..0,
        }
    }
}

impl Page {
    /// Ends what is written; what comes next is a block of its own.
    pub fn end_block(&mut self, kind: Break) {
        let begins = |last: &Container| !last.is_list() && !last.is_begun;
        if !self.containers.last().is_some_and(begins) {
            self.pending = self.pending.max(Some(kind));
        }
    }

    /// Removes what means nothing at the end of a block.
    pub fn trim(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if self.text.len() == self.breaks.end {
            self.text.truncate(self.breaks.start);
        }
    }

    /// Writes what has to stand before words.
    fn begin(&mut self) {
        let Some(pending) = self.pending.take() else {
            return;
        };
        match pending {
            Break::Soft => self.text.truncate(self.text.trim_end().len()),
            Break::Line | Break::Paragraph => self.trim(),
        }
        if pending == Break::Soft && self.in_heading {
            self.text.push(' ');
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
            if pending == Break::Paragraph {
                let mut prefix = String::new();
                let begun = self.containers.iter().filter(|one| one.is_begun);
                begun.for_each(|one| one.prefix(&mut prefix));
                self.text.extend([prefix.trim_end(), "\n"]);
            }
        }
        for container in &mut self.containers {
            match container.is_begun {
                true => container.prefix(&mut self.text),
                false => self.text.push_str(&container.mark),
            }
            container.is_begun = true;
        }
        if let Some(level) = self.heading.take() {
            self.text
                .extend(["######".get(..level).unwrap_or_default(), " "]);
        }
    }

    /// Writes Markdown of one line among words.
    pub fn push(&mut self, markdown: &str) {
        self.begin();
        if markdown.starts_with('`') && self.text.ends_with('`') {
            self.text.push(' ');
        }
        self.text.push_str(markdown);
    }

    /// Ends a line, and begins the next one of the same block.
    fn next_line(&mut self, is_blank: bool) {
        let mut prefix = String::new();
        self.containers
            .iter()
            .for_each(|one| one.prefix(&mut prefix));
        let prefix = if is_blank { prefix.trim_end() } else { &prefix };
        self.text.extend(["\n", prefix]);
    }

    /// Writes Markdown of the document: whole blocks, or, inside of one, its words.
    pub fn markdown(&mut self, markdown: &str, is_inside: bool) {
        let is_start = self.pending.is_some();
        let mut rest = markdown;
        if is_inside && is_start {
            rest = rest.trim_start();
        }
        let body = rest.trim_end();
        let after = rest.get(body.len()..).unwrap_or_default();
        for (index, line) in body.split('\n').enumerate().filter(|_| !body.is_empty()) {
            match index {
                0 if is_inside && is_start => self.push(&start(line)),
                0 => self.push(line),
                _ if self.in_heading => self.text.extend([" ", line.trim_start()]),
                _ => {
                    self.next_line(line.is_empty());
                    self.text.push_str(line);
                }
            }
        }
        if self.pending.is_none() {
            match after.contains('\n') {
                true => self.pending = Some(Break::Soft),
                false => self.text.push_str(after),
            }
        }
    }

    /// Writes text of HTML, in which nothing is Markdown.
    pub fn words(&mut self, html: &str) {
        let is_start = self.pending.is_some();
        let spaced = |text: &str| text.starts_with(|c: char| c.is_ascii_whitespace());
        if !is_start && spaced(html) {
            self.space();
        }
        for (index, word) in html.split_ascii_whitespace().enumerate() {
            let word = literal(word);
            match index {
                0 if is_start => self.push(&start(&word)),
                0 => self.push(&word),
                _ => self.text.extend([" ", &word]),
            }
        }
        let is_blank = html.trim_ascii().is_empty();
        if !is_blank && html.ends_with(|c: char| c.is_ascii_whitespace()) {
            self.space();
        }
    }

    /// Writes a space, unless there is one or nothing that it would divide.
    pub fn space(&mut self) {
        if self.pending.is_none() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    pub fn line_break(&mut self) {
        // There is nothing to break at the beginning of a block.
        if self.pending.is_some_and(|pending| pending > Break::Soft) {
            return;
        }
        self.begin();
        let end = self.text.trim_end().len();
        if end != self.breaks.end {
            self.breaks.start = end;
        }
        self.text.push_str("<br>");
        self.breaks.end = self.text.len();
    }

    /// Writes the mark that begins what is strong or emphasized; its place.
    pub fn mark(&mut self, mark: &str) -> usize {
        self.begin();
        self.text.push_str(mark);
        self.text.len() - mark.len()
    }

    /// Ends what the mark at `open` begins, before the spaces that end it; the place of the other mark, if there is something
    /// between them.
    pub fn end_mark(&mut self, open: usize, len: usize) -> Option<usize> {
        let spaces = self.text.len() - self.text.trim_end_matches(' ').len();
        self.text.truncate((self.text.len() - spaces).max(open));
        let end = self.text.len();
        let close = match end > open + len {
            true => {
                let mark = self
                    .text
                    .get(open..open + len)
                    .unwrap_or_default()
                    .to_owned();
                self.text.push_str(&mark);
                Some(end)
            }
            false => {
                self.text.truncate(open);
                None
            }
        };
        if spaces > 0 {
            self.space();
        }
        close
    }

    /// Writes a block of code.
    pub fn preformatted(&mut self, code: &str) {
        self.end_block(Break::Paragraph);
        let code = code.trim_start_matches('\n').trim_end();
        if code.is_empty() {
            return;
        }
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(3.max(longest + 1));
        self.begin();
        self.text.extend([&*fence, "text"]);
        for line in code.split('\n') {
            self.next_line(line.is_empty());
            self.text.push_str(line);
        }
        self.next_line(false);
        self.text.push_str(&fence);
        self.end_block(Break::Paragraph);
    }

    pub fn open_heading(&mut self, level: usize) {
        self.end_block(Break::Paragraph);
        (self.heading, self.in_heading) = (Some(level), true);
    }

    pub fn close_heading(&mut self) {
        (self.heading, self.in_heading) = (None, false);
        self.end_block(Break::Paragraph);
    }

    /// Begins a list or a quote.
    pub fn open(&mut self, tag: TagMeaning) {
        let is_numbered = tag == TagMeaning::Numbers;
        let container = match tag {
            TagMeaning::Quote => Container::new(BlockKind::Quote, "> "),
            _ => Container::new(
                BlockKind::List {
                    is_numbered,
                    items: 0,
                },
                "",
            ),
        };
        let in_item = self
            .containers
            .last()
            .is_some_and(|last| matches!(last.kind, BlockKind::Item));
        let is_tight = in_item && container.is_list();
        self.end_block(if is_tight {
            Break::Line
        } else {
            Break::Paragraph
        });
        self.containers.push(container);
    }

    /// Ends it, and what is open in it.
    pub fn close(&mut self, tag: TagMeaning) {
        let is_it = |container: &Container| match tag {
            TagMeaning::Quote => matches!(container.kind, BlockKind::Quote),
            _ => container.is_list(),
        };
        while let Some(container) = self.containers.pop() {
            if is_it(&container) {
                break;
            }
        }
        self.end_block(Break::Paragraph);
    }

    /// Whether an item may begin or end here.
    pub fn is_in_list(&self) -> bool {
        let last = self.containers.last();
        last.is_some_and(|last| !matches!(last.kind, BlockKind::Quote))
    }

    /// Ends an item, or begins one, which ends the last one.
    pub fn item(&mut self, is_end: bool) {
        while self
            .containers
            .pop_if(|last| matches!(last.kind, BlockKind::Item))
            .is_some()
        {}
        let pending = self.pending.max(Some(Break::Line));
        let Some(Container {
            kind: BlockKind::List { is_numbered, items },
            ..
        }) = self.containers.last_mut()
        else {
            return;
        };
        if is_end {
            self.pending = pending;
            return;
        }
        self.pending = if *items == 0 {
            pending
        } else {
            Some(Break::Line)
        };
        *items += 1;
        let mark = match is_numbered {
            true => format!("{items}. "),
            false => "- ".to_owned(),
        };
        self.containers.push(Container::new(BlockKind::Item, &mark));
    }
}

/// Text of HTML as text of Markdown.
fn literal(word: &str) -> String {
    let mut literal = String::with_capacity(word.len());
    let mut done = 0;
    let mut before = ' ';
    for (at, c) in word.char_indices() {
        if at < done {
            continue;
        }
        let rest = word.get(at..).unwrap_or_default();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let url = if c == 'h' { url_at(rest) } else { None };
        match c {
            'h' if url.is_some() => {
                done = at + url.unwrap_or_default();
                literal.push_str(word.get(at..done).unwrap_or_default());
            }
            '<' => literal.push_str("&lt;"),
            '>' => literal.push_str("&gt;"),
            '_' if is_word(Some(before)) && is_word(rest.chars().nth(1)) => literal.push('_'),
            '\\' | '*' | '_' | '`' | '[' | ']' | '~' | '|' => literal.extend(['\\', c]),
            _ => literal.push(c),
        }
        before = c;
    }
    literal
}

/// Words that begin a block, so that they begin no other one.
fn start(words: &str) -> String {
    let mut words = words;
    while let Some((html, rest)) = words
        .split_once('>')
        .filter(|(html, _)| html.starts_with("<br"))
    {
        if !is_break(&format!("{html}>")) {
            break;
        }
        words = rest.trim_start();
    }
    let is_tag = |tag: &str| tag.starts_with('<') && !tag.contains([':', '@']);
    if words.split([' ', '>']).next().is_some_and(is_tag) {
        return words.replacen('<', "&lt;", 1).replacen('>', "&gt;", 1);
    }
    let number = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = words.get(number..).unwrap_or_default();
    match after.chars().next() {
        Some('#' | '-' | '+' | '=' | '>' | '~') if number == 0 => format!("\\{words}"),
        Some('*' | '_')
            if number == 0 && words.chars().all(|c| c == ' ' || words.starts_with(c)) =>
        {
            format!("\\{words}")
        }
        Some('*') if number == 0 && words.starts_with("* ") => format!("\\{words}"),
        Some('.' | ')') if number > 0 => {
            format!("{}\\{after}", words.get(..number).unwrap_or_default())
        }
        _ => words.to_owned(),
    }
}
