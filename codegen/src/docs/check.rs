//! Whether Markdown is harmless, and what makes any text so.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::links::leads;

/// Languages that a code block may name; rustdoc compiles none of them.
pub const LANGUAGES: &[&str] = &[
    "bash",
    "c",
    "console",
    "cpp",
    "csharp",
    "css",
    "curl",
    "go",
    "graphql",
    "html",
    "http",
    "java",
    "javascript",
    "js",
    "json",
    "kotlin",
    "php",
    "python",
    "ruby",
    "sh",
    "shell",
    "sql",
    "swift",
    "text",
    "toml",
    "ts",
    "typescript",
    "xml",
    "yaml",
];

/// What rustdoc enables where it shows documentation; where it looks for code, it enables nothing.
const SHOWN: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// How a text of the document is read: footnotes are text, as they would need names that differ within one item.
pub const READ: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Whether rustdoc has nothing to compile, to load, to resolve or to warn about in `source`.
pub fn is_inert(source: &str) -> bool {
    // Tables and footnotes are all that changes what a block is.
    let same = !source.contains(['|', '^']);
    is_inert_as(source, SHOWN) && (same || is_inert_as(source, Options::empty()))
}

fn is_inert_as(source: &str, options: Options) -> bool {
    let mut broken = false;
    let callback = |_: BrokenLink<'_>| {
        broken = true;
        None
    };
    let parser = Parser::new_with_broken_link_callback(source, options, Some(callback));
    if parser.reference_definitions().iter().next().is_some() {
        return false;
    }
    let mut inert = true;
    let mut in_code = false;
    for (event, range) in parser.into_offset_iter() {
        inert &= match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                in_code = true;
                LANGUAGES.contains(&info.as_ref())
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                true
            }
            Event::Text(_) if !in_code => is_closed(source, range),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::Image { .. }) => false,
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => link_type == LinkType::Email || leads(&dest_url),
            Event::Html(html) | Event::InlineHtml(html) => is_break(&html),
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => false,
            _ => true,
        };
    }
    inert && !broken
}

/// Whether the text at `range` begins nothing that another text, after it, could end.
fn is_closed(source: &str, range: Range<usize>) -> bool {
    let text = source.get(range.clone()).unwrap_or_default();
    let mut found = text.char_indices().filter(|(_, c)| matches!(c, '`' | '<'));
    found.all(|(at, c)| {
        let at = range.start + at;
        let rest = source.get(at..).unwrap_or_default();
        is_escaped(source, at) || (c == '<' && !opens_tag(rest))
    })
}

/// Whether a backslash stands before the character at `at`, and is none that was escaped itself.
pub fn is_escaped(source: &str, at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default();
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    backslashes % 2 == 1
}

/// Whether the `<` that `text` begins with could be the beginning of a tag, a comment or an address.
pub fn opens_tag(text: &str) -> bool {
    let next = text.chars().nth(1);
    next.is_none_or(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
}

/// Whether some HTML is a line break alone.
pub fn is_break(html: &str) -> bool {
    matches!(html.trim_end(), "<br>" | "<br/>" | "<br />")
}

/// `source` as plain text.
pub fn escape(source: &str) -> String {
    let line = |line: &str| {
        let mut escaped = String::with_capacity(line.len());
        for c in line.trim_start().chars() {
            match c {
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                // Keeps addresses from being found.
                ':' => escaped.push_str("&#58;"),
                _ => {
                    if c.is_ascii_punctuation() {
                        escaped.push('\\');
                    }
                    escaped.push(c);
                }
            }
        }
        // Otherwise a number and a dot would start a list.
        if escaped.starts_with(|c: char| c.is_ascii_digit()) {
            escaped.insert_str(0, "&#8203;");
        }
        escaped
    };
    source.lines().map(line).collect::<Vec<_>>().join("\n")
}
