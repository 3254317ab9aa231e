//! Lines that are not too long.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::check::READ;

/// Where lines of paragraphs are broken, in columns without the `/// `.
pub const WIDTH: usize = 96;

/// Breaks long lines of paragraphs, at spaces where a break changes nothing.
pub fn lines(source: &str) -> String {
    if source.len() <= WIDTH || source.lines().all(|line| line.len() <= WIDTH) {
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
    broken(source, breaks)
}

/// The same for text of one line in which nothing but words means something.
pub fn words(text: &str) -> String {
    match text.len() <= WIDTH {
        true => text.to_owned(),
        false => broken(text, spaces(text, 0..text.len())),
    }
}

/// `source` with lines that end at some of these spaces, where they would be too long.
fn broken(source: &str, spaces: impl IntoIterator<Item = usize>) -> String {
    let mut broken = String::with_capacity(source.len());
    let mut done = 0;
    let mut line_start = 0;
    let mut last_space = None;
    let mut candidates = spaces.into_iter().peekable();
    for (at, c) in source.char_indices() {
        if candidates.next_if_eq(&at).is_some() {
            last_space = Some(at);
        }
        if c == '\n' {
            (line_start, last_space) = (at + 1, None);
        } else if at - line_start >= WIDTH
            && let Some(space) = last_space.take()
        {
            broken.push_str(source.get(done..space).unwrap_or_default());
            broken.push('\n');
            done = space + 1;
            line_start = done;
        }
    }
    broken.push_str(source.get(done..).unwrap_or_default());
    broken
}

/// The spaces of a text after which a word follows that could not begin a block.
fn spaces(source: &str, range: Range<usize>) -> impl Iterator<Item = usize> {
    let text = source.get(range.clone()).unwrap_or("");
    text.match_indices(' ')
        .map(move |(at, _)| range.start + at)
        .filter(move |at| {
            let next = source.get(at + 1..).and_then(|rest| rest.chars().next());
            next.is_some_and(|c| c.is_alphabetic() || matches!(c, '[' | '`' | '"' | '\'' | '('))
                && !source
                    .get(..*at)
                    .is_some_and(|before| before.ends_with([' ', '\n']))
                && !source
                    .get(at + 1..)
                    .is_some_and(|rest| rest.starts_with("```"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_where_the_parser_finds_spaces() {
        let words = [
            "word",
            "(or",
            "two)",
            "\"quoted\"",
            "'so'",
            "1.",
            "2)",
            "-",
            "+",
            "=",
            "==",
            "#",
            "# a",
            "a:",
            "$5",
            "@me",
            "!",
            "a/b",
            " ",
            "100%",
            "--",
            "-x",
            "end.",
        ];
        for step in 1..words.len() {
            let mut text = String::from("It");
            for number in 0..60 {
                text.push(' ');
                text.push_str(words[number * step % words.len()]);
            }
            assert!(text.len() > WIDTH);
            assert_eq!(super::words(&text), lines(&text), "{text}");
        }
    }
}
