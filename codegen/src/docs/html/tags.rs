//! Tags and entities of HTML that have an equal in Markdown.

use std::borrow::Cow;

/// What a tag means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagMeaning {
    Link,
    Code,
    Strong,
    Emphasis,
    Break,
    Paragraph,
    Heading(usize),
    Bullets,
    Numbers,
    Item,
    Quote,
    Preformatted,
}

const TAGS: &[(&str, TagMeaning)] = &[
    ("a", TagMeaning::Link),
    ("b", TagMeaning::Strong),
    ("blockquote", TagMeaning::Quote),
    ("br", TagMeaning::Break),
    ("code", TagMeaning::Code),
    ("em", TagMeaning::Emphasis),
    ("h1", TagMeaning::Heading(1)),
    ("h2", TagMeaning::Heading(2)),
    ("h3", TagMeaning::Heading(3)),
    ("h4", TagMeaning::Heading(4)),
    ("h5", TagMeaning::Heading(5)),
    ("h6", TagMeaning::Heading(6)),
    ("i", TagMeaning::Emphasis),
    ("li", TagMeaning::Item),
    ("ol", TagMeaning::Numbers),
    ("p", TagMeaning::Paragraph),
    ("pre", TagMeaning::Preformatted),
    ("strong", TagMeaning::Strong),
    ("tt", TagMeaning::Code),
    ("ul", TagMeaning::Bullets),
];

impl TagMeaning {
    /// Whether it stands among words.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Link | Self::Code | Self::Strong | Self::Emphasis | Self::Break
        )
    }

    /// Whether there are words in it and no blocks.
    pub fn is_words(self) -> bool {
        self.is_inline() || matches!(self, Self::Heading(_))
    }
}

/// A tag as it is written.
#[derive(Debug)]
pub struct HtmlTag {
    pub tag: TagMeaning,
    pub is_end: bool,
    /// Its bytes, from `<` to `>`.
    pub len: usize,
    /// Where it leads, with its entities decoded: no other attribute means anything here.
    pub href: Option<String>,
}

/// Bytes of the longest tag: a bound, as what looks like the beginning of a tag may occur at each byte of a text.
const LONGEST: usize = 1_024;

/// The tag that `text` begins with, if it is one of the table.
pub fn tag_at(text: &str) -> Option<HtmlTag> {
    let bound = text.len().min(LONGEST);
    let near = (0..4).find_map(|less| text.get(..bound.saturating_sub(less)))?;
    let rest = near.strip_prefix('<')?;
    let (is_end, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let name = name(rest);
    let tag = tag_named(name)?;
    let mut rest = rest.get(name.len()..)?;
    if !rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')) {
        return None;
    }
    let mut href = None;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            let len = near.len() - after.len();
            return Some(HtmlTag {
                tag,
                is_end,
                len,
                href,
            });
        }
        let (name, value, after) = attribute(rest)?;
        if name.eq_ignore_ascii_case("href") && href.is_none() {
            href = Some(decoded(value).trim().to_owned());
        }
        rest = after;
    }
}

/// The name that `text` begins with.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric());
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

fn tag_named(name: &str) -> Option<TagMeaning> {
    let mut tags = TAGS.iter();
    let named = tags.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(named.1)
}

/// The name and the value of the attribute that `text` begins with, and what follows.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/' | '<' | '"' | '\'');
    let (name, rest) = text.split_at(text.find(ends)?);
    if name.is_empty() {
        return None;
    }
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
        return Some((name, "", rest));
    };
    let value = value.trim_ascii_start();
    let (value, rest) = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split_once(quote)?,
        _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace() || c == '>')?),
    };
    Some((name, value, rest))
}

/// Whether a tag of the table may stand in `text`.
pub fn has_tag(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        tag_named(name(rest)).is_some()
    })
}

const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("bull", '•'),
    ("copy", '©'),
    ("deg", '°'),
    ("ge", '≥'),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("larr", '←'),
    ("ldquo", '“'),
    ("le", '≤'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("ne", '≠'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsquo", '’'),
    ("times", '×'),
    ("trade", '™'),
];

/// `text` with characters for its entities: code has none.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut parts = text.split('&');
    decoded.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let entity = part
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '#')
            .next();
        let entity = entity.filter(|entity| {
            part.get(entity.len()..)
                .is_some_and(|rest| rest.starts_with(';'))
        });
        match entity.and_then(|entity| Some((entity, character(entity)?))) {
            Some((entity, character)) => {
                decoded.push(character);
                decoded.push_str(part.get(entity.len() + 1..).unwrap_or_default());
            }
            None => decoded.extend(["&", part]),
        }
    }
    Cow::Owned(decoded)
}

fn character(entity: &str) -> Option<char> {
    let Some(number) = entity.strip_prefix('#') else {
        let mut entities = ENTITIES.iter();
        return Some(entities.find(|(name, _)| *name == entity)?.1);
    };
    let number = match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16),
        None => number.parse(),
    };
    char::from_u32(number.ok()?)
}
