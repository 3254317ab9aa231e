//! Explains why a text is no YAML or JSON, in words for people who don't know the parser.

use super::source::Source;
use crate::diagnostics::{Code, Diagnostic, Place};

/// What aliases may add to a document with all of its files, in nodes and bytes of text.
pub(super) const ALIAS_BUDGET: usize = 1_000_000;

/// What a parser says.
pub(super) enum Failure {
    Yaml(serde_yaml::Error),
    Json(serde_json::Error),
    /// Too many directives before this one; the parser was not asked.
    Directives(usize),
}

/// The finding about a file without content.
pub(super) fn empty(source: &Source) -> Diagnostic {
    let place = source.location(0);
    Diagnostic::new(Code::EMPTY_DOCUMENT, place, "the document is empty")
        .help("an OpenAPI document begins with a line such as `openapi: 3.0.3`")
}

impl Failure {
    /// The finding about aliases that expand to too much.
    pub(super) fn too_large(&self, source: &Source) -> Diagnostic {
        let message = format!(
            "the aliases (`*name`) of this document expand to more than {ALIAS_BUDGET} values"
        );
        Diagnostic::new(Code::TOO_LARGE, self.place(source), message)
            .help("use `$ref` instead of YAML aliases for what is repeated that often")
    }

    /// Whether values are nested too deep.
    pub(super) fn is_too_deep(&self) -> bool {
        self.message().contains("recursion limit")
    }

    /// Whether a number is beyond doubles.
    pub(super) fn is_huge_number(&self) -> bool {
        self.message().contains("number out of range")
    }

    /// The finding about a text that can't be parsed.
    pub(super) fn explain(&self, source: &Source) -> Diagnostic {
        if let Self::Directives(_) = self {
            let message =
                "there are more directives (lines that begin with `%`) than any document needs";
            return Diagnostic::new(Code::TOO_LARGE, self.place(source), message)
                .help("remove those that are not used");
        }
        let raw = self.message();
        if self.is_too_deep() {
            let message = "values are nested more than 128 deep here";
            return Diagnostic::new(Code::TOO_DEEP, self.place(source), message)
                .help("move inner schemas to `#/components/schemas` and refer to them by `$ref`");
        }
        if raw.contains("repetition limit") {
            return self.too_large(source);
        }
        if let Self::Yaml(_) = self
            && let Some(found) = self.tab(source)
        {
            return found;
        }
        let kind = if matches!(self, Self::Yaml(_)) {
            "YAML"
        } else {
            "JSON"
        };
        let table = if matches!(self, Self::Yaml(_)) {
            YAML
        } else {
            JSON
        };
        let row = table.iter().find(|(part, ..)| raw.contains(part));
        let (message, help) = match row {
            Some((_, message, help)) => ((*message).to_owned(), Some(*help)),
            None => (raw, None),
        };
        let mut diagnostic = Diagnostic::new(
            Code::SYNTAX,
            self.place(source),
            format!("this is not valid {kind}: {message}"),
        );
        diagnostic.help = help.map(str::to_owned);
        diagnostic
    }

    /// A tab in the indentation of the line of the error, which YAML forbids.
    fn tab(&self, source: &Source) -> Option<Diagnostic> {
        let text = source.content();
        let offset = self.offset(text)?;
        let start = text
            .get(..offset)?
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let line = text.get(start..)?;
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line.get(..indentation)?.find('\t')?;
        let place = source.location(start + tab);
        let message = "this is not valid YAML: the line is indented with a tab";
        Some(Diagnostic::new(Code::SYNTAX, place, message).help("indent with spaces"))
    }

    fn place(&self, source: &Source) -> Place {
        let shown = self.shown(source.content());
        source.location(shown.unwrap_or(0)).into()
    }

    /// The byte to show: where an unclosed quote or bracket begins, where a second document begins, or
    /// where the parser stopped.
    fn shown(&self, text: &str) -> Option<usize> {
        let Self::Yaml(error) = self else {
            return self.offset(text);
        };
        let words = error.to_string();
        if words.contains("more than one document") {
            let first = text.trim_start().strip_prefix("---").unwrap_or(text);
            let skipped = text.len() - first.len();
            return first.find("\n---").map(|found| skipped + found + 1);
        }
        let unclosed = ["unexpected end of stream", "expected ',' or"];
        if unclosed.iter().any(|part| words.contains(part))
            && let Some((_, start)) = words.rsplit_once(" at line ")
            && let Some((line, column)) = start.split_once(" column ")
            && let (Ok(line), Ok(column)) = (line.parse::<usize>(), column.parse::<usize>())
        {
            let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
            let start: usize = lines.map(str::len).sum();
            let rest = text.get(start..).unwrap_or_default();
            let within = rest
                .char_indices()
                .nth(column.saturating_sub(1))
                .map_or(0, |(at, _)| at);
            return Some(start + within);
        }
        self.offset(text)
    }

    /// The byte that the parser names.
    pub(super) fn offset(&self, text: &str) -> Option<usize> {
        match self {
            Self::Directives(at) => Some(*at),
            Self::Yaml(error) => error.location().map(|location| location.index()),
            Self::Json(error) => {
                let line = error.line().checked_sub(1)?;
                let mut lines = text.split_inclusive('\n');
                let start: usize = lines.by_ref().take(line).map(str::len).sum();
                let length = lines.next().map_or(0, str::len);
                Some(start + error.column().saturating_sub(1).min(length))
            }
        }
    }

    /// The parser's words, without the position that they end with.
    fn message(&self) -> String {
        let mut message = match self {
            Self::Yaml(error) => error.to_string(),
            Self::Json(error) => error.to_string(),
            Self::Directives(_) => String::new(),
        };
        if let Some(end) = message.rfind(" at line ")
            && message.get(end..).is_some_and(|tail| !tail.contains(','))
        {
            message.truncate(end);
        }
        message
    }
}

type Explanation = (&'static str, &'static str, &'static str);

/// What `serde_yaml` says, what that means, and what to do.
const YAML: &[Explanation] = &[
    (
        "more than one document",
        "the file holds several documents, separated by `---`",
        "keep one document per file",
    ),
    (
        "mapping values are not allowed",
        "a `:` makes this a key where no key can be",
        "put quotes around a text that contains `: `, and give all keys of an object the same indentation",
    ),
    (
        "did not find expected key",
        "there should be a key here",
        "give all keys of an object the same indentation, and put quotes around texts with special characters",
    ),
    (
        "did not find expected '-' indicator",
        "there should be an item of the list here, beginning with `- `",
        "give all items of a list the same indentation",
    ),
    (
        "could not find expected ':'",
        "a key without `:`",
        "write `key: value`, with a space after the `:`, and put quotes around texts of several lines",
    ),
    (
        "did not find expected ',' or '}'",
        "a `{` is not closed, or a comma is missing",
        "write `{ key: value, other: value }`",
    ),
    (
        "did not find expected ',' or ']'",
        "a `[` is not closed, or a comma is missing",
        "write `[ one, two ]`",
    ),
    (
        "unknown anchor",
        "`*` begins an alias, and no anchor has this name",
        "put quotes around a text that begins with `*`, such as '*/*'",
    ),
    (
        "while scanning an alias",
        "`*` begins an alias, and this is no name of one",
        "put quotes around a text that begins with `*`, such as '*/*'",
    ),
    (
        "while scanning an anchor",
        "`&` begins an anchor, and this is no name of one",
        "put quotes around a text that begins with `&`",
    ),
    (
        "found character that cannot start any token",
        "no value can begin with this character",
        "put quotes around a text that begins with `@`, `` ` ``, `%` or a tab",
    ),
    (
        "found unexpected end of stream",
        "the file ends inside a text that began with a quote",
        "close the quote",
    ),
    (
        "block sequence entries are not allowed",
        "a list can't begin here",
        "put the first `- ` of a list on a line of its own",
    ),
    (
        "found unknown escape character",
        "no such escape in a text in double quotes",
        "use single quotes, or double every backslash; patterns are best in single quotes",
    ),
    (
        "control characters are not allowed",
        "a control character",
        "remove the character, or write it as an escape in double quotes",
    ),
    (
        "a key that is text",
        "a key has to be a text",
        "put quotes around a key that begins with `{` or `[`",
    ),
];

/// What `serde_json` says, what that means, and what to do.
const JSON: &[Explanation] = &[
    (
        "trailing comma",
        "a comma after the last member",
        "remove the comma",
    ),
    (
        "trailing characters",
        "something follows after the end of the document",
        "remove it",
    ),
    (
        "key must be a string",
        "a key has to be in double quotes",
        "write \"key\": value; JSON knows no comments and no single quotes",
    ),
    (
        "expected `,` or `}`",
        "there should be a `,` or a `}` here",
        "look for a missing comma on the line before, or for a quote inside a text that is not written as \\\"",
    ),
    (
        "expected `,` or `]`",
        "there should be a `,` or a `]` here",
        "look for a missing comma on the line before",
    ),
    (
        "EOF while parsing",
        "the file ends too early",
        "a bracket or a quote is not closed",
    ),
    (
        "control character",
        "a line break or another control character inside a text",
        "write line breaks as \\n",
    ),
    ("invalid escape", "no such escape", "double the backslash"),
    (
        "expected value",
        "there should be a value here",
        "JSON knows no comments and no single quotes",
    ),
];
