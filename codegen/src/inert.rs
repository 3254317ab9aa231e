//! Text from outside where lines or a terminal give characters a meaning.

use std::borrow::Cow;

/// The text with every character escaped that could do something: control characters, which break lines or command a
/// terminal, and those that change the direction or the look of what stands around them (Unicode's bidirectional
/// controls, separators of lines, characters without a width).
///
/// The result is one line.
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut inert = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match acts(character) {
            true => inert.extend(character.escape_default()),
            false => inert.push(character),
        }
    }
    Cow::Owned(inert)
}

/// Whether a character does something other than being seen.
#[must_use]
pub fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn what_acts_is_written_out_and_all_else_stays() {
        for text in ["", "pets.yaml", "schön \"用户\" \\ 🐾", "a\u{200d}b"] {
            assert_eq!(inert(text), text);
        }
        let text = "a\nb\r\t\0\u{1b}[2J\u{85}\u{2028}\u{202e}\u{2066}\u{feff}";
        assert_eq!(
            inert(text),
            "a\\nb\\r\\t\\u{0}\\u{1b}[2J\\u{85}\\u{2028}\\u{202e}\\u{2066}\\u{feff}"
        );
        assert_eq!(inert(text).lines().count(), 1);
    }
}
