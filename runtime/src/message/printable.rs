//! Text of a server, made fit to be printed.

use std::fmt::Write as _;

/// How many characters are shown.
const SHOWN: usize = 300;

/// At most 300 characters, with control characters escaped: a server must not write into a
/// terminal or make up lines of a log.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == SHOWN {
            out.push('…');
            break;
        }
        if character.is_control() || is_invisible(character) {
            let _ = write!(out, "{}", character.escape_unicode());
        } else {
            out.push(character);
        }
    }
    out
}

/// Line separators and the marks that change the direction of text.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
