//! Makes texts of the document harmless and tidy as rustdoc.
//!
//! A description is somebody else's Markdown. Left as it is, its code would run as doctests, its HTML
//! would reach the reader's browser, its brackets would be links to items that don't exist, and
//! rustdoc and clippy would warn. [`markdown`] rewrites the source text only where that is so, and
//! checks the result by parsing it again as rustdoc will; what still isn't harmless is escaped whole.

use std::ops::Range;

use proc_macro2::TokenStream;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use quote::quote;

mod paragraph;
mod wrap;

pub use paragraph::first_paragraph;

/// Where lines of paragraphs are broken, in columns without the `/// `.
const WIDTH: usize = 96;

/// Languages that a code block may name; rustdoc compiles none of them.
const LANGUAGES: &[&str] = &[
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

/// `#[doc]` attributes for paragraphs of Markdown that are harmless already.
pub fn attributes(paragraphs: &[String]) -> TokenStream {
    let lines = lines(paragraphs).map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// Adds the same to `code` as comments, each after `indent`.
pub fn comments(code: &mut String, indent: &str, paragraphs: &[String]) {
    for line in lines(paragraphs) {
        code.push_str(indent);
        code.push_str(if line.is_empty() { "///" } else { "/// " });
        code.push_str(line);
        code.push('\n');
    }
}

fn lines(paragraphs: &[String]) -> impl Iterator<Item = &str> {
    let texts = paragraphs.iter().filter(|text| !text.is_empty());
    texts.enumerate().flat_map(|(index, text)| {
        let blank = (index > 0).then_some("");
        blank.into_iter().chain(text.lines())
    })
}

/// `text` in a code span, whatever it contains.
pub fn code(text: &str) -> String {
    // Most are names.
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'`';
    if !text.is_empty() && text.bytes().all(plain) {
        return format!("`{text}`");
    }
    let text: String = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        // An empty span is none in Markdown.
        return r#"`""`"#.to_owned();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The document's Markdown, harmless and with lines of a readable length.
pub fn markdown(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let source = clean(text);
    let edited = apply(&source, edits(&source));
    if is_inert(&edited) {
        return wrap::lines(&edited);
    }
    wrap::lines(&escape(&source))
}

/// Whether `text` is one short line without anything that means something in Markdown: most are.
fn is_plain(text: &str) -> bool {
    let inert = |byte: u8| byte.is_ascii_alphanumeric() || b" ,.;:'\"/()?!$%-+=#@".contains(&byte);
    text.len() <= WIDTH
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.bytes().all(inert)
        && !text.contains("://")
}

fn options() -> Options {
    // What rustdoc enables, so that both see the same structure.
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// Removes what no documentation needs: control characters, and those that reorder text.
fn clean(text: &str) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "    ");
    let bidirectional = ['\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}'];
    let kept: String = text
        .chars()
        .filter(|c| *c == '\n' || !(c.is_control() || bidirectional.iter().any(|r| r.contains(c))))
        .collect();
    let lines: Vec<&str> = kept.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}

type Edit = (Range<usize>, String);

/// An open link or image: where it starts, where its text ends so far, and whether it is kept.
struct OpenLink {
    start: usize,
    text_end: usize,
    dest: Option<String>,
}

/// What has to change in `source`.
fn edits(source: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut links: Vec<OpenLink> = Vec::new();
    let mut containers = 0_usize;
    let mut in_code = false;
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        if let Some(link) = links.last_mut()
            && !matches!(event, Event::End(TagEnd::Link | TagEnd::Image))
        {
            link.text_end = link.text_end.max(range.end);
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
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                links.push(open_link(source, link_type, &dest_url, range.start, 1));
            }
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                ..
            }) => {
                links.push(open_link(source, link_type, &dest_url, range.start, 2));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = links.pop() {
                    edits.extend(close_link(source, &link, range));
                }
            }
            Event::Start(Tag::Item | Tag::BlockQuote(_)) => containers += 1,
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => {
                containers = containers.saturating_sub(1)
            }
            Event::SoftBreak if containers > 0 => {
                edits.push((continuation(source, range), " ".to_owned()))
            }
            Event::Text(_) if !in_code => text_edits(source, range, links.is_empty(), &mut edits),
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

fn open_link(
    source: &str,
    kind: LinkType,
    dest: &CowStr<'_>,
    start: usize,
    opening: usize,
) -> OpenLink {
    let automatic = matches!(kind, LinkType::Autolink | LinkType::Email);
    let absolute = ["http://", "https://", "mailto:"].iter().any(|scheme| {
        dest.get(..scheme.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(scheme))
    });
    let kept = automatic || absolute || source.get(start..).is_none();
    OpenLink {
        start,
        text_end: start + opening,
        dest: (!kept).then(|| dest.to_string()),
    }
}

/// A link to a place relative to the document leads nowhere from rustdoc: its text stays, and where
/// it led to as code.
fn close_link(source: &str, link: &OpenLink, range: Range<usize>) -> Vec<Edit> {
    let Some(dest) = &link.dest else {
        return Vec::new();
    };
    let opening = match source.get(link.start..) {
        Some(text) if text.starts_with("![") => 2,
        _ => 1,
    };
    let text_end = link.text_end.clamp(link.start + opening, range.end);
    vec![
        (link.start..link.start + opening, String::new()),
        (text_end..range.end, format!(" ({})", code(dest))),
    ]
}

/// From the end of a line to the first character of the text that goes on.
fn continuation(source: &str, range: Range<usize>) -> Range<usize> {
    let rest = source.get(range.end..).unwrap_or("");
    let skipped = rest.len() - rest.trim_start_matches([' ', '>', '\n']).len();
    range.start..range.end + skipped
}

/// Brackets that are not links stay brackets; addresses become links.
fn text_edits(source: &str, range: Range<usize>, links_allowed: bool, edits: &mut Vec<Edit>) {
    let Some(text) = source.get(range.clone()) else {
        return;
    };
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        let here = range.start + at;
        if matches!(c, '[' | ']')
            && !source
                .get(..here)
                .is_some_and(|before| before.ends_with('\\'))
        {
            edits.push((here..here, "\\".to_owned()));
        } else if c == 'h' && links_allowed {
            let Some(url) = text.get(at..).and_then(url_at) else {
                continue;
            };
            edits.push((here..here, "<".to_owned()));
            edits.push((here + url..here + url, ">".to_owned()));
            skip_to = at + url;
        }
    }
}

/// The length of the address that `text` starts with.
fn url_at(text: &str) -> Option<usize> {
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
    if matches!(text, "<br>" | "<br/>" | "<br />") {
        return;
    }
    for (at, c) in text.char_indices().filter(|(_, c)| "<>[]".contains(*c)) {
        let here = range.start + at;
        let entity = match c {
            '<' => "&lt;",
            '>' => "&gt;",
            '[' => "\\[",
            _ => "\\]",
        };
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

fn apply(source: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut result = String::with_capacity(source.len() + 16);
    let mut done = 0;
    for (range, replacement) in edits {
        if range.start < done {
            continue;
        }
        result.push_str(source.get(done..range.start).unwrap_or(""));
        result.push_str(&replacement);
        done = range.end;
    }
    result.push_str(source.get(done..).unwrap_or(""));
    result
}

/// Whether rustdoc has nothing to compile, to resolve or to warn about in `source`.
fn is_inert(source: &str) -> bool {
    let mut broken = false;
    let callback = |_: pulldown_cmark::BrokenLink<'_>| {
        broken = true;
        None
    };
    let mut inert = true;
    for event in Parser::new_with_broken_link_callback(source, options(), Some(callback)) {
        inert &= match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                LANGUAGES.contains(&info.as_ref())
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => false,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                dest_url.contains(':') || dest_url.contains('@')
            }
            Event::Html(html) | Event::InlineHtml(html) => html.trim_end().starts_with("<br"),
            _ => true,
        };
    }
    inert && !broken
}

/// `source` as plain text.
fn escape(source: &str) -> String {
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

#[cfg(test)]
mod tests;
