//! How findings are printed: `openapi.yaml:12:5: error[code]: message`, the help line, and the
//! lines around the place.

use std::cmp::Ordering;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lines::Lines;
use super::{Diagnostic, Place, Severity, more_places};
use crate::inert::{acts, inert};
use crate::pointer::Pointer;

/// Lines of context before and after the line of the finding.
const CONTEXT: usize = 2;
/// Longer lines are shown around the column only.
const WIDTH: usize = 100;
/// In a line of more bytes, such as that of a document in one line, a node is told by its JSON Pointer, too.
const LONG_LINE: usize = 1_000;

/// A place in a text, with the lines around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    file: Arc<Path>,
    line: usize,
    column: usize,
    excerpt: Vec<(usize, String)>,
    caret: (usize, usize),
    /// Whether the line is too long for its number to say much.
    is_long: bool,
}

impl Location {
    /// The place of the byte `offset` of `text`, a file called `name`.
    #[must_use]
    pub fn at(name: impl Into<PathBuf>, text: &str, offset: usize) -> Self {
        Self::among(name.into().into(), text, &Lines::of(text), offset)
    }

    /// The same, for callers that know the lines of the text.
    pub(crate) fn among(file: Arc<Path>, text: &str, lines: &Lines, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = lines.line(offset);
        let start = |line: usize| lines.range(text, line).map_or(0, |(start, _)| start);
        let before = |offset: usize| lines.characters(text, offset);
        let column = before(offset) - before(start(line)) + 1;
        let cut = match column > WIDTH * 3 / 4 {
            true => column - WIDTH / 2,
            false => 0,
        };
        let shown = |line: usize| {
            let (start, end) = lines.range(text, line)?;
            let from = match cut {
                0 => start,
                cut => lines.byte(text, before(start) + cut).min(end),
            };
            Some((line + 1, clip(text.get(from..end).unwrap_or_default())))
        };
        let (begin, end) = lines.range(text, line).unwrap_or_default();
        let around = line.saturating_sub(CONTEXT)..=line + CONTEXT;
        let mut excerpt: Vec<(usize, String)> = around.map_while(shown).collect();
        while excerpt
            .last()
            .is_some_and(|(number, shown)| *number > line + 1 && shown.is_empty())
        {
            excerpt.pop();
        }
        Self {
            file,
            line: line + 1,
            column,
            excerpt,
            is_long: end - begin > LONG_LINE,
            caret: (column - cut, word(text.get(offset..).unwrap_or_default())),
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

/// The length of the word that starts here, as far as it is underlined; at least one.
fn word(text: &str) -> usize {
    const LONGEST: usize = WIDTH / 2;
    let line = || text.chars().take_while(|c| *c != '\n').take(LONGEST + 1);
    let quote = text.chars().next();
    let length = match quote.filter(|first| matches!(first, '"' | '\'')) {
        Some(quote) => {
            let closed = line().skip(1).position(|c| c == quote);
            let goes_on = line().count() > LONGEST;
            closed.map_or(if goes_on { LONGEST } else { 1 }, |end| end + 2)
        }
        None => {
            let end = |(c, next): (char, char)| {
                c.is_whitespace()
                    || matches!(c, ',' | '}' | ']')
                    || (c == ':' && next.is_whitespace())
            };
            let next = line().skip(1).chain([' ']);
            let length = line().zip(next).position(end);
            length.unwrap_or_else(|| line().count())
        }
    };
    length.clamp(1, LONGEST)
}

/// What of a line is shown: no control characters, and not more than fits.
fn clip(line: &str) -> String {
    let mut characters = line.chars();
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
        located(diagnostic, &mut |_| None)
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
            Some(location) => {
                let pointer = in_long_line(location, &self.diagnostic.at);
                format!(
                    "{location}: {}[{code}]: {message}{pointer}",
                    severity.as_str()
                )
            }
            None => format!("{}[{code}]: {message}", severity.as_str()),
        }
    }

    /// The same finding, which says that it holds in so many places.
    pub(super) fn standing_for(&self, places: usize) -> Self {
        let mut report = self.clone();
        let more = more_places(places.saturating_sub(1));
        report.diagnostic.message.push_str(&more);
        report
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
        let related = self.related.iter().zip(&self.diagnostic.related);
        for ((location, words), (place, _)) in related {
            match location {
                Some(location) => {
                    let pointer = in_long_line(location, place);
                    writeln!(f, "  note: {location}: {}{pointer}", told(words))?;
                }
                None => writeln!(f, "  note: {}", told(words))?,
            }
        }
        match &self.diagnostic.help {
            Some(help) => writeln!(f, "  help: {}", told(help)),
            None => Ok(()),
        }
    }
}

/// Where a node is that stands in a long line, in words.
fn in_long_line(location: &Location, place: &Place) -> String {
    match place {
        Place::Node(pointer) if location.is_long => told(&format!(" (at `{pointer}`)")),
        _ => String::new(),
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

/// The text of a finding: it is not kept with all of a long key in it, which many findings may name.
pub(super) fn bounded(text: String) -> String {
    match text.len() > LONGEST {
        true => told(&text),
        false => text,
    }
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

/// Gives every finding its location, and puts them in their one order.
pub(super) fn reports(
    list: Vec<Diagnostic>,
    mut locate: impl FnMut(&Pointer) -> Option<Location>,
) -> Vec<Report> {
    let located = |diagnostic| located(diagnostic, &mut locate);
    let mut reports: Vec<Report> = list.into_iter().map(located).collect();
    reports.sort_by(order);
    reports
}

fn located(diagnostic: Diagnostic, node: &mut impl FnMut(&Pointer) -> Option<Location>) -> Report {
    let mut locate = |place: &Place| match place {
        Place::Nowhere => None,
        Place::Node(pointer) => node(pointer),
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

/// The order of findings: by file and position, then by all that is printed of them. No two findings are equal in
/// it that don't read the same, so it doesn't depend on the order in which they were found.
fn order(one: &Report, other: &Report) -> Ordering {
    fn place(location: &Option<Location>) -> impl Ord + '_ {
        let location = location.as_ref();
        location.map(|one| (&one.file, one.line, one.column))
    }
    fn first(report: &Report) -> impl Ord + '_ {
        let Diagnostic {
            severity,
            code,
            message,
            help,
            ..
        } = &report.diagnostic;
        (place(&report.location), severity, code, message, help)
    }
    fn related(report: &Report) -> impl Iterator<Item = impl Ord + '_> {
        let related = report.related.iter();
        related.map(|(at, words)| (place(at), words))
    }
    first(one)
        .cmp(&first(other))
        .then_with(|| related(one).cmp(related(other)))
}
