//! Lines that are not too long.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::check::READ;
use super::edit::apply;

/// Where lines of paragraphs are broken, in columns without the `/// `.
pub const WIDTH: usize = 96;

/// Breaks long lines of paragraphs, at spaces where a break changes nothing.
pub fn lines(source: &str) -> String {
    if source.lines().all(|line| line.len() <= WIDTH) {
        return source.to_owned();
    }
    let mut breaks: Vec<usize> = Vec::new();
    let (mut depth, mut in_paragraph) = (0_usize, false);
    for (event, range) in Parser::new_ext(source, READ).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph) => in_paragraph = depth == 0,
            Event::End(TagEnd::Paragraph) => in_paragraph = false,
            Event::Start(Tag::Item | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)) => depth += 1,
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => {
                depth -= 1
            }
            Event::Text(_) if in_paragraph => breaks.extend(spaces(source, range)),
            _ => {}
        }
    }
    let mut edits = Vec::new();
    let mut line_start = 0;
    let mut last_space = None;
    let mut candidates = breaks.into_iter().peekable();
    for (at, c) in source.char_indices() {
        if candidates.next_if_eq(&at).is_some() {
            last_space = Some(at);
        }
        if c == '\n' {
            (line_start, last_space) = (at + 1, None);
        } else if at - line_start >= WIDTH
            && let Some(space) = last_space.take()
        {
            edits.push((space..space + 1, "\n".to_owned()));
            line_start = space + 1;
        }
    }
    apply(source, edits)
}

/// The spaces of a text after which a word follows that could not begin a block.
fn spaces(source: &str, range: Range<usize>) -> Vec<usize> {
    let text = source.get(range.clone()).unwrap_or("");
    text.match_indices(' ')
        .map(|(at, _)| range.start + at)
        .filter(|at| {
            let next = source.get(at + 1..).and_then(|rest| rest.chars().next());
            next.is_some_and(|c| c.is_alphabetic() || matches!(c, '[' | '`' | '"' | '\'' | '('))
                && !source
                    .get(..*at)
                    .is_some_and(|before| before.ends_with([' ', '\n']))
                && !source
                    .get(at + 1..)
                    .is_some_and(|rest| rest.starts_with("```"))
        })
        .collect()
}
