//! Makes texts of the document harmless and tidy as rustdoc: the source text is rewritten only where that is needed, and the
//! result is checked by parsing it again as rustdoc will; what still isn't harmless is escaped whole.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};

use super::check::{LANGUAGES, READ, escape, is_break, is_escaped, is_inert, opens_tag};
use super::edit::{Edit, apply};
use super::links::{OpenLink, definitions};
use super::{Block, Inline, html, wrap};
use crate::inert::acts;

/// The document's Markdown, harmless and with lines of a readable length.
pub fn markdown(text: &str) -> Block {
    if is_plain(text) {
        return Block(wrap::words(text).into());
    }
    let source = clean(text);
    let translated = html::translated(&source).and_then(|translated| harmless(&translated));
    let harmless = translated.or_else(|| harmless(&source));
    Block(
        harmless
            .unwrap_or_else(|| wrap::lines(&escape(&source)))
            .into(),
    )
}

/// `source` with what has to change, if that is enough.
fn harmless(source: &str) -> Option<String> {
    let mut edited = Cow::Borrowed(source);
    // What was HTML may have code in it, and a second definition counts when the first one is gone.
    for _ in 0..PASSES {
        edited = Cow::Owned(apply(&edited, edits(&edited)).trim().to_owned());
        let wrapped = wrap::lines(&edited);
        if is_inert(&wrapped) {
            return Some(wrapped);
        }
    }
    None
}

/// How often a text is rewritten before it is taken for one that can't be.
const PASSES: usize = 2;

/// The document's Markdown on one line.
pub fn phrase(text: &str) -> Inline {
    if is_plain(text) {
        return Inline(text.to_owned().into());
    }
    one_line(&markdown(text).0)
}

/// The first paragraph of a description, on one line.
pub fn first_paragraph(text: &str) -> Inline {
    if is_plain(text) {
        return Inline(text.to_owned().into());
    }
    let text = markdown(text).0;
    let first = text.split("\n\n").next().unwrap_or_default();
    one_line(first)
}

/// Harmless Markdown on one line, which may begin a paragraph or stand in one.
fn one_line(text: &str) -> Inline {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines.collect::<Vec<_>>().join(" ");
    if line.bytes().all(is_inert_byte)
        && line.starts_with(|first: char| first.is_ascii_alphabetic())
    {
        return Inline(line.into());
    }
    // What begins a block at the beginning of a line is words within one.
    let is_fence = line.starts_with("```") || line.starts_with("~~~");
    match !is_fence && is_inert(&format!("{line}\n\n- x: {line}")) {
        true => Inline(line.into()),
        false => Inline(escape(&line).into()),
    }
}

/// Whether a character means nothing in Markdown, wherever it stands after a letter.
fn is_inert_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" ,.;:'\"/()?!$%-+=#@".contains(&byte)
}

/// Whether `text` is one line without anything that means something in Markdown: most are.
fn is_plain(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.bytes().all(is_inert_byte)
        && !text.contains("://")
}

/// Removes what no documentation needs: characters that control how it is shown, and what surrounds lines.
fn clean(text: &str) -> String {
    let is_seen = |byte: u8| (b' '..0x7f).contains(&byte) || byte == b'\n';
    let kept = match text.bytes().all(is_seen) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(without_control(text)),
    };
    let kept = kept.trim_start_matches('\n').trim_end();
    // What stands before it may be a list, which an indented text would go on with.
    let indent = kept.len() - kept.trim_start_matches(' ').len();
    let mut cleaned = String::with_capacity(kept.len());
    for (index, line) in kept.lines().enumerate() {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let skipped = if indent < 4 { spaces.min(indent) } else { 0 };
        cleaned.push_str(if index > 0 { "\n" } else { "" });
        cleaned.push_str(line.get(skipped..).unwrap_or_default().trim_end());
    }
    cleaned
}

/// Ends of lines that are all the same, spaces for tabs, and nothing else that controls.
fn without_control(text: &str) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n")
        .replace('\t', "    ");
    text.replace(|c| c != '\n' && acts(c), "")
}

/// What has to change in `source`.
fn edits(source: &str) -> Vec<Edit> {
    let parser = Parser::new_ext(source, READ).into_offset_iter();
    let mut edits = definitions(source, &parser);
    let mut links: Vec<OpenLink> = Vec::new();
    let mut containers = 0_usize;
    let mut in_code = false;
    for (event, range) in parser {
        if let Some(link) = links.last_mut()
            && !matches!(event, Event::End(TagEnd::Link | TagEnd::Image))
        {
            link.reach(range.end);
        }
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                edits.extend(code_block(source, &kind, range.clone()));
                if kind != CodeBlockKind::Indented && containers == 0 {
                    edits.extend(missing_fence(source, range));
                }
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. })) => {
                links.extend(OpenLink::of(&tag, range.start, !links.is_empty()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = links.pop() {
                    if let Some(around) = links.last_mut() {
                        around.reach(range.end);
                    }
                    edits.extend(link.close(source, range));
                }
            }
            Event::Start(Tag::Item | Tag::BlockQuote(_)) => containers += 1,
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => {
                containers = containers.saturating_sub(1)
            }
            Event::SoftBreak if containers > 0 => {
                edits.push((continuation(source, range), " ".to_owned()))
            }
            Event::Text(text) if !in_code => {
                text_edits(source, &text, range, links.is_empty(), &mut edits);
            }
            Event::Html(_) | Event::InlineHtml(_) => html_edits(source, range, &mut edits),
            _ => {}
        }
    }
    edits
}

/// A code block becomes a fenced one that names a language rustdoc does not compile.
fn code_block(source: &str, kind: &CodeBlockKind<'_>, range: Range<usize>) -> Option<Edit> {
    match kind {
        CodeBlockKind::Fenced(info) if LANGUAGES.contains(&info.as_ref()) => None,
        CodeBlockKind::Fenced(_) => {
            let opening = source.get(range.clone())?.lines().next()?;
            let fence = opening.len() - opening.trim_start_matches(['`', '~']).len();
            Some((
                range.start + fence..range.start + opening.len(),
                "text".to_owned(),
            ))
        }
        CodeBlockKind::Indented => {
            let line_start = source
                .get(..range.start)?
                .rfind('\n')
                .map_or(0, |at| at + 1);
            let before = source.get(line_start..range.start)?;
            let prefix = before.get(..before.len().saturating_sub(4))?;
            let start = line_start + prefix.len();
            let content = source.get(start..range.end)?.trim_end();
            let mut block = String::from("~~~text");
            for (index, line) in content.lines().enumerate() {
                let line = if index == 0 {
                    line
                } else {
                    line.get(prefix.len()..).unwrap_or("")
                };
                let code = line.strip_prefix("    ").unwrap_or(line.trim_start());
                block.push_str(&format!("\n{prefix}{code}"));
            }
            block.push_str(&format!("\n{prefix}~~~"));
            Some((start..start + content.len(), block))
        }
    }
}

/// A code block that nothing closes goes to the end of the text, and would go on through what is
/// documented after it.
fn missing_fence(source: &str, range: Range<usize>) -> Option<Edit> {
    let block = source.get(range)?;
    let opening = block.lines().next()?;
    let fence = opening.get(..opening.len() - opening.trim_start_matches(['`', '~']).len())?;
    let closes = |line: &str| line.trim_start().starts_with(fence);
    let closed = block.lines().skip(1).last().is_some_and(closes);
    (!closed).then(|| (source.len()..source.len(), format!("\n{fence}")))
}

/// From the end of a line to the first character of the text that goes on.
fn continuation(source: &str, range: Range<usize>) -> Range<usize> {
    let rest = source.get(range.end..).unwrap_or("");
    let skipped = rest.len() - rest.trim_start_matches([' ', '>', '\n']).len();
    range.start..range.end + skipped
}

/// Brackets that are not links stay brackets, and quotes that are no code stay so whatever follows; addresses become links.
fn text_edits(
    source: &str,
    shown: &CowStr<'_>,
    range: Range<usize>,
    links_allowed: bool,
    edits: &mut Vec<Edit>,
) {
    let Some(text) = source.get(range.clone()) else {
        return;
    };
    // An entity may stand for such a character.
    if shown.contains(acts) {
        edits.push((range, String::new()));
        return;
    }
    let mut skip_to = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| "[]`<\\h".contains(*c)) {
        if at < skip_to {
            continue;
        }
        let here = range.start + at;
        let rest = text.get(at..).unwrap_or_default();
        match c {
            '[' | ']' | '`' if !is_escaped(source, here) => {
                edits.push((here..here, "\\".to_owned()));
            }
            // At the end it would escape what follows.
            '\\' if here + 1 == source.len() && !is_escaped(source, here) => {
                edits.push((here..here, "\\".to_owned()));
            }
            // Something that closes it may follow.
            '<' if opens_tag(source.get(here..).unwrap_or_default())
                && !is_escaped(source, here) =>
            {
                edits.push((here..here + 1, "&lt;".to_owned()));
            }
            'h' if links_allowed => {
                let Some(url) = url_at(rest) else {
                    continue;
                };
                edits.push((here..here, "<".to_owned()));
                edits.push((here + url..here + url, ">".to_owned()));
                skip_to = at + url;
            }
            _ => {}
        }
    }
}

/// The length of the address that `text` starts with.
pub fn url_at(text: &str) -> Option<usize> {
    if !(text.starts_with("http://") || text.starts_with("https://")) {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || "<>[]()\"'`\\|{}*".contains(c);
    let url = text
        .split(ends)
        .next()?
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '_', '~']);
    (url.len() > "https://".len()).then_some(url.len())
}

/// HTML is shown as text, but for line breaks.
fn html_edits(source: &str, range: Range<usize>, edits: &mut Vec<Edit>) {
    let text = source.get(range.clone()).unwrap_or("");
    if is_break(text) {
        return;
    }
    for (at, c) in text.char_indices() {
        let entity = match c {
            '<' => "&lt;",
            '>' => "&gt;",
            '[' => "\\[",
            ']' => "\\]",
            '`' => "\\`",
            _ => continue,
        };
        let here = range.start + at;
        edits.push((here..here + 1, entity.to_owned()));
    }
    // As text, an address in an attribute is one that rustdoc wants to be a link.
    let mut done = 0;
    for (at, _) in text.match_indices("http") {
        if let Some(url) = text.get(at..).and_then(url_at).filter(|_| at >= done) {
            done = at + url;
            let (start, end) = (range.start + at, range.start + done);
            edits.push((start..start, "<".to_owned()));
            edits.push((end..end, ">".to_owned()));
        }
    }
}
