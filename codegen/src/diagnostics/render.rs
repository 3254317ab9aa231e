//! How findings are printed: `openapi.yaml:12:5: error[code]: message`, the help line, and the
//! lines around the place.

use std::fmt;
use std::path::{Path, PathBuf};

use super::{Diagnostic, Place, Severity};
use crate::document::Document;
use crate::inert::{acts, inert};

/// Lines of context before and after the line of the finding.
const CONTEXT: usize = 2;
/// Longer lines are shown around the column only.
const WIDTH: usize = 100;

/// A place in a text, with the lines around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    file: PathBuf,
    line: usize,
    column: usize,
    excerpt: Vec<(usize, String)>,
    caret: (usize, usize),
}

impl Location {
    /// The place of the byte `offset` of `text`, a file called `name`.
    #[must_use]
    pub fn at(name: impl Into<PathBuf>, text: &str, offset: usize) -> Self {
        let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Self::on_line(name, text, offset, line)
    }

    /// The same, for callers that know the number of the line already.
    pub(crate) fn on_line(
        name: impl Into<PathBuf>,
        text: &str,
        offset: usize,
        line: usize,
    ) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let (before, after) = text.split_at(offset);
        let line_start = |end: usize| {
            before
                .get(..end)
                .and_then(|text| text.rfind('\n'))
                .map_or(0, |newline| newline + 1)
        };
        let start = line_start(before.len());
        let column = before.get(start..).map_or(0, |text| text.chars().count()) + 1;
        let (mut first, mut context) = (start, 0);
        while context < CONTEXT && first > 0 {
            first = line_start(first - 1);
            context += 1;
        }
        let cut = if column > WIDTH * 3 / 4 {
            column - WIDTH / 2
        } else {
            0
        };
        let shown = text
            .get(first..)
            .unwrap_or_default()
            .split('\n')
            .take(context + 1 + CONTEXT);
        let mut excerpt: Vec<(usize, String)> = shown
            .enumerate()
            .map(|(index, shown)| (line - context + index, clip(shown, cut)))
            .collect();
        while excerpt
            .last()
            .is_some_and(|(number, shown)| *number > line && shown.is_empty())
        {
            excerpt.pop();
        }
        Self {
            file: name.into(),
            line,
            column,
            excerpt,
            caret: (column - cut, word(after)),
        }
    }

    /// The file, as the source was named.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for Location {
    /// `openapi.yaml:12:5`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.to_string_lossy();
        write!(f, "{}:{}:{}", inert(&file), self.line, self.column)
    }
}

/// The length of the word that starts here; at least one.
fn word(text: &str) -> usize {
    let quote = text
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''));
    let line = text.lines().next().unwrap_or_default();
    let length = match quote {
        Some(quote) => line
            .chars()
            .skip(1)
            .position(|c| c == quote)
            .map_or(1, |end| end + 2),
        None => {
            let end = |(c, next): (char, char)| {
                c.is_whitespace()
                    || matches!(c, ',' | '}' | ']')
                    || (c == ':' && next.is_whitespace())
            };
            let next = line.chars().skip(1).chain([' ']);
            line.chars()
                .zip(next)
                .position(end)
                .unwrap_or_else(|| line.chars().count())
        }
    };
    length.clamp(1, WIDTH / 2)
}

/// What of a line is shown: no control characters, and a part of long lines.
fn clip(line: &str, cut: usize) -> String {
    let mut characters = line.chars().skip(cut);
    let shown = characters
        .by_ref()
        .take(WIDTH)
        .map(|c| if acts(c) { ' ' } else { c });
    let mut text: String = shown.collect();
    if characters.next().is_some() {
        text.push('…');
    }
    text.truncate(text.trim_end().len());
    text
}

/// A finding with its line and column, ready to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    diagnostic: Diagnostic,
    location: Option<Location>,
    related: Vec<(Option<Location>, String)>,
}

impl From<Diagnostic> for Report {
    /// A finding that is about no document.
    fn from(diagnostic: Diagnostic) -> Self {
        located(diagnostic, None)
    }
}

impl Report {
    /// The finding.
    #[must_use]
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.diagnostic
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.diagnostic.severity
    }

    /// Where it is.
    #[must_use]
    pub fn location(&self) -> Option<&Location> {
        self.location.as_ref()
    }

    /// The whole finding on one line, for example for `cargo::warning=`.
    #[must_use]
    pub fn one_line(&self) -> String {
        match &self.diagnostic.help {
            Some(help) => format!("{} (help: {})", self.headline(), told(help)),
            None => self.headline(),
        }
    }

    /// `openapi.yaml:12:5: error[code]: message`
    #[must_use]
    pub fn headline(&self) -> String {
        let Diagnostic {
            severity,
            code,
            message,
            ..
        } = &self.diagnostic;
        let message = told(message);
        match &self.location {
            Some(location) => format!("{location}: {}[{code}]: {message}", severity.as_str()),
            None => format!("{}[{code}]: {message}", severity.as_str()),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.headline())?;
        if let Some(location) = &self.location {
            let width = location
                .excerpt
                .last()
                .map_or(1, |(number, _)| number.to_string().len());
            for (number, line) in &location.excerpt {
                writeln!(f, "{}", format!(" {number:>width$} | {line}").trim_end())?;
                if *number == location.line {
                    let (start, length) = location.caret;
                    let (indent, carets) = (" ".repeat(start - 1), "^".repeat(length));
                    writeln!(f, " {:>width$} | {indent}{carets}", "")?;
                }
            }
        }
        for (location, words) in &self.related {
            match location {
                Some(location) => writeln!(f, "  note: {location}: {}", told(words))?,
                None => writeln!(f, "  note: {}", told(words))?,
            }
        }
        match &self.diagnostic.help {
            Some(help) => writeln!(f, "  help: {}", told(help)),
            None => Ok(()),
        }
    }
}

/// Text of the document can't forge lines or terminal commands in the output, nor fill it.
fn told(text: &str) -> String {
    // What is quoted is between every other backtick, unless the document has some of its own.
    let parts: Vec<String> = text
        .split('`')
        .map(|part| shortened(part, LONGEST_QUOTE))
        .collect();
    inert(&shortened(&parts.join("`"), LONGEST)).into_owned()
}

/// Longer texts of the document are quoted in part.
const LONGEST_QUOTE: usize = 160;
/// Longer sentences are cut, whatever makes them so.
const LONGEST: usize = 1_000;

/// The beginning of a text that has more than `longest` characters, and how much is left out.
fn shortened(text: &str, longest: usize) -> String {
    // No character is less than a byte.
    let length = match text.len() > longest {
        true => text.chars().count(),
        false => 0,
    };
    if length <= longest {
        return text.to_owned();
    }
    let kept = longest / 2;
    let beginning: String = text.chars().take(kept).collect();
    format!("{beginning}… ({} more characters)", length - kept)
}

/// Gives every finding its location, and sorts them by it.
pub(super) fn reports(list: Vec<Diagnostic>, document: Option<&Document>) -> Vec<Report> {
    let mut reports: Vec<Report> = list
        .into_iter()
        .map(|diagnostic| located(diagnostic, document))
        .collect();
    reports.sort_by(|a, b| order(a).cmp(&order(b)));
    reports
}

fn located(diagnostic: Diagnostic, document: Option<&Document>) -> Report {
    let locate = |place: &Place| match place {
        Place::Nowhere => None,
        Place::Node(pointer) => document.and_then(|document| document.locate(pointer)),
        Place::Text(location) => Some(location.clone()),
    };
    Report {
        location: locate(&diagnostic.at),
        related: diagnostic
            .related
            .iter()
            .map(|(place, words)| (locate(place), words.clone()))
            .collect(),
        diagnostic,
    }
}

fn order(report: &Report) -> impl Ord + use<'_> {
    report
        .location
        .as_ref()
        .map(|location| (&location.file, location.line, location.column))
}
