//! Changes of a document's text.

use std::ops::Range;

use fastrand::Rng;

use super::words;

/// What means something to readers of YAML or JSON.
const TOKENS: &[&str] = &[
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "\t",
    ":",
    ": ",
    "- ",
    "? ",
    ",",
    "#",
    " #",
    "&a ",
    "*a",
    "*a ",
    "!!str ",
    "!!binary ",
    "!!int ",
    "!x ",
    "!<tag:yaml.org,2002:map> ",
    "<<: *a\n",
    "<<: {a: 1}\n",
    "|\n",
    "|+\n",
    ">-\n",
    "|9\n",
    "%YAML 1.1\n",
    "---\n",
    "...\n",
    "\r",
    "\r\n",
    "\u{feff}",
    "\0",
    "\u{85}",
    "\u{2028}",
    "~",
    "null",
    "\\",
    "\\u0000",
    "\\ud800",
    "\\x00",
    "1e999",
    "&a [*a]",
    "{*a : *a}",
    "@",
    "`",
    "/*",
    "//",
    "\u{1b}",
    "\u{202e}",
    "  ",
    "\n",
    "\n\n",
    "=",
    "[[[[[[[[",
    "{{{{{{{{",
    "- - - - - - ",
    "? ? ? ? ",
    "é",
    "用",
];

/// Changes the text once.
pub fn change(text: &mut Vec<u8>, random: &mut Rng) {
    if text.is_empty() {
        return;
    }
    let at = random.usize(..text.len());
    match random.u8(..16) {
        0 => text[at] ^= 1 << random.u8(..8),
        1 => text[at] = random.u8(..),
        2..=5 => insert(text, at, TOKENS[random.usize(..TOKENS.len())].as_bytes()),
        6 => insert(text, at, words::hostile(random).as_bytes()),
        7 => drop(text.drain(line(text, at))),
        8 => {
            let line = line(text, at);
            let copy = text[line.clone()].to_vec();
            insert(text, line.start, &copy);
        }
        9 | 10 => reindent(text, at, random),
        11 => {
            let from = line(text, random.usize(..text.len()));
            let moved: Vec<u8> = text.drain(from).collect();
            let start = line(text, at.min(text.len())).start;
            insert(text, start, &moved);
        }
        12 => text.truncate(at),
        13 => drop(text.drain(..at)),
        14 => drop(text.drain(at..(at + random.usize(1..40)).min(text.len()))),
        _ => line_ends(text),
    }
}

fn insert(text: &mut Vec<u8>, at: usize, more: &[u8]) {
    text.splice(at..at, more.iter().copied());
}

/// The line around a byte, with its end.
fn line(text: &[u8], at: usize) -> Range<usize> {
    let (before, after) = text.split_at(at.min(text.len()));
    let is_end = |byte: &u8| *byte == b'\n';
    let start = before.iter().rposition(is_end).map_or(0, |end| end + 1);
    let end = after
        .iter()
        .position(is_end)
        .map_or(text.len(), |end| before.len() + end + 1);
    start..end
}

fn reindent(text: &mut Vec<u8>, at: usize, random: &mut Rng) {
    let line = line(text, at);
    let spaces = text[line.clone()]
        .iter()
        .take_while(|byte| **byte == b' ')
        .count();
    let new = match random.u8(..3) {
        0 => spaces + 2,
        1 => spaces.saturating_sub(2),
        _ => random.usize(..20),
    };
    text.splice(
        line.start..line.start + spaces,
        std::iter::repeat_n(b' ', new),
    );
}

/// As Windows has them, or as an old Macintosh.
fn line_ends(text: &mut Vec<u8>) {
    let end: &[u8] = if text.len().is_multiple_of(2) {
        b"\r\n"
    } else {
        b"\r"
    };
    *text = text
        .split(|byte| *byte == b'\n')
        .collect::<Vec<_>>()
        .join(end);
}
