//! Links: those that lead to a page or an address stay, everything else is text.

use std::ops::Range;

use pulldown_cmark::{LinkType, OffsetIter, Tag};

use super::edit::Edit;
use super::{code, phrase};
use crate::inert::acts;

/// Whether a link goes where a reader expects: to a page or to somebody's mail. Whatever else there is acts in the browser, or
/// leads nowhere from rustdoc.
pub fn leads(dest: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| {
        dest.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// An open link or image.
pub struct OpenLink {
    start: usize,
    kind: LinkType,
    is_image: bool,
    dest: String,
    title: String,
    /// Where its text ends so far.
    text_end: usize,
    /// Whether it stands in another one.
    is_inner: bool,
}

impl OpenLink {
    /// The one that `tag` opens at `start`, if it opens one.
    pub fn of(tag: &Tag<'_>, start: usize, is_inner: bool) -> Option<Self> {
        let (is_image, kind, dest, title) = match tag {
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => (false, link_type, dest_url, title),
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => (true, link_type, dest_url, title),
            _ => return None,
        };
        Some(Self {
            start,
            kind: *kind,
            is_image,
            dest: dest.to_string(),
            title: title.to_string(),
            text_end: start + if is_image { 2 } else { 1 },
            is_inner,
        })
    }

    /// Whether something in it was seen that ends at `end`.
    pub fn reach(&mut self, end: usize) {
        self.text_end = self.text_end.max(end);
    }

    /// What becomes of it: an image becomes a link, as it would be loaded where the documentation is read; a link says itself
    /// where it leads, as what stands further down may stand before other texts; and what leads nowhere is text and, as code,
    /// where it led to.
    pub fn close(self, source: &str, range: Range<usize>) -> Vec<Edit> {
        let is_mail = self.kind == LinkType::Email;
        if matches!(self.kind, LinkType::Autolink | LinkType::Email) {
            return match is_mail || leads(&self.dest) {
                true => Vec::new(),
                false => vec![(range.clone(), code_at(source, &range, &self.dest))],
            };
        }
        let opening = if self.is_image { 2 } else { 1 };
        let text = self.start + opening;
        let end = self.text_end.clamp(text, range.end);
        let is_bare = source
            .get(text..end)
            .is_none_or(|text| text.trim().is_empty());
        if is_bare && leads(&self.dest) && !self.is_inner {
            return vec![(range, format!("<{}>", encoded(&self.dest)))];
        }
        let tail = match (leads(&self.dest), self.is_inner) {
            (true, false) => destination(&self.dest, &self.title),
            // A link in a link is none.
            (true, true) => String::new(),
            (false, _) => format!(" ({})", code(&self.dest).0),
        };
        let kept = leads(&self.dest) && !self.is_inner;
        let replaced = if kept { "[" } else { "" };
        let mut edits = Vec::new();
        if source.get(self.start..text) != Some(replaced) {
            edits.push((self.start..text, replaced.to_owned()));
        }
        if source.get(end..range.end) != Some(&*tail) {
            edits.push((end..range.end, tail));
        }
        edits
    }
}

/// `text` as code in the place of a range: quotes beside it would be of it.
fn code_at(source: &str, range: &Range<usize>, text: &str) -> String {
    let before = source.get(..range.start).unwrap_or_default();
    let after = source.get(range.end..).unwrap_or_default();
    let space = |needed| if needed { " " } else { "" };
    let (before, after) = (before.ends_with('`'), after.starts_with('`'));
    format!("{}{}{}", space(before), code(text).0, space(after))
}

/// The end of a link, from the bracket that closes its text.
pub fn destination(dest: &str, title: &str) -> String {
    let encoded = encoded(dest);
    let title = match phrase(title) {
        title if title.is_empty() => String::new(),
        title => format!(" \"{}\"", title.0.replace('"', "&quot;")),
    };
    match encoded.contains(['(', ')']) {
        true => format!("](<{encoded}>{title})"),
        false => format!("]({encoded}{title})"),
    }
}

/// An address without what would end it, or mean something in Markdown.
fn encoded(dest: &str) -> String {
    let mut encoded = String::with_capacity(dest.len());
    for c in dest.chars() {
        match c {
            // `;` makes entities, and there is no need for it to be written as it is.
            '<' | '>' | '\\' | '`' | '"' | '[' | ']' | '|' | ';' => {
                push_encoded(&mut encoded, c);
            }
            _ if c.is_whitespace() || acts(c) => push_encoded(&mut encoded, c),
            _ => encoded.push(c),
        }
    }
    encoded
}

fn push_encoded(text: &mut String, c: char) {
    let mut bytes = [0; 4];
    for byte in c.encode_utf8(&mut bytes).bytes() {
        text.push_str(&format!("%{byte:02X}"));
    }
}

/// Definitions of links: what they say stands where it is used.
pub fn definitions(source: &str, parser: &OffsetIter<'_>) -> Vec<Edit> {
    let definitions = parser.reference_definitions().iter();
    let definitions = definitions.map(|(_, definition)| {
        let Range { start, end } = definition.span.clone();
        let is_line = source
            .get(..start)
            .is_none_or(|before| before.is_empty() || before.ends_with('\n'));
        let ends = source
            .get(end..)
            .is_some_and(|after| after.starts_with('\n'));
        (start..end + usize::from(is_line && ends), String::new())
    });
    definitions.collect()
}
