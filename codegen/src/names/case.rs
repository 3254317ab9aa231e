//! The cases of identifiers.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// How the words of an identifier are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Casing {
    /// `UpperCamelCase`
    UpperCamel,
    /// `snake_case`
    Snake,
    /// `SHOUTY_SNAKE_CASE`
    Shouty,
}

/// The last letter of a word so far.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    None,
    Lower,
    Upper,
}

impl Casing {
    /// The words of `text` in this case. Heck decides what they are; ASCII, which nearly all names are,
    /// is read here the same way in a tenth of the time.
    pub(super) fn of(self, text: &str) -> String {
        match (text.is_ascii(), self) {
            (true, _) => self.of_ascii(text),
            (false, Self::UpperCamel) => text.to_upper_camel_case(),
            (false, Self::Snake) => text.to_snake_case(),
            (false, Self::Shouty) => text.to_shouty_snake_case(),
        }
    }

    /// A word ends at what is no letter and no digit, before a capital after a small letter, and before
    /// the last of several capitals where a small letter follows.
    fn of_ascii(self, text: &str) -> String {
        if matches!(self, Self::Snake) && is_snake(text) {
            return text.to_owned();
        }
        let mut name = Vec::with_capacity(text.len() + text.len() / 4 + 1);
        let mut begins = true;
        let mut last = Last::None;
        let mut letters = text.bytes().peekable();
        while let Some(letter) = letters.next() {
            if !letter.is_ascii_alphanumeric() {
                (begins, last) = (true, Last::None);
                continue;
            }
            let now = match letter {
                b'a'..=b'z' => Last::Lower,
                b'A'..=b'Z' => Last::Upper,
                _ => last,
            };
            let next = letters.peek().copied().unwrap_or_default();
            let is_acronym_before =
                last == Last::Upper && letter.is_ascii_uppercase() && next.is_ascii_lowercase();
            let ends = now == Last::Lower && next.is_ascii_uppercase();
            self.push(letter, begins || is_acronym_before, &mut name);
            begins = ends;
            last = match ends || is_acronym_before {
                true => Last::None,
                false => now,
            };
        }
        // It is ASCII.
        String::from_utf8(name).unwrap_or_default()
    }

    fn push(self, letter: u8, begins: bool, name: &mut Vec<u8>) {
        if begins && !name.is_empty() && !matches!(self, Self::UpperCamel) {
            name.push(b'_');
        }
        name.push(match self {
            Self::Shouty => letter.to_ascii_uppercase(),
            Self::UpperCamel if begins => letter.to_ascii_uppercase(),
            _ => letter.to_ascii_lowercase(),
        });
    }
}

/// Whether a text is in snake case: nothing but small letters, digits and single `_` between them.
fn is_snake(text: &str) -> bool {
    let mut before = b'_';
    let fits = text.bytes().all(|byte| {
        let follows = std::mem::replace(&mut before, byte) != b'_';
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' && follows
    });
    fits && before != b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_has_the_words_that_heck_sees() {
        // All texts of up to six characters of each kind that matters.
        let alphabet = ['a', 'B', '1', '_'];
        let mut texts = vec![String::new()];
        for _ in 0..6 {
            let longer = texts
                .iter()
                .flat_map(|text| alphabet.iter().map(move |c| format!("{text}{c}")));
            let longer: Vec<String> = longer.collect();
            texts.extend(longer);
            texts.sort();
            texts.dedup();
        }
        texts.extend(["XMLHttpRequest", "a  b", "io.k8s.Pod", "ABC1d", "-x-"].map(str::to_owned));
        for text in texts {
            assert_eq!(Casing::Snake.of(&text), text.to_snake_case(), "{text:?}");
            assert_eq!(Casing::Shouty.of(&text), text.to_shouty_snake_case());
            assert_eq!(Casing::UpperCamel.of(&text), text.to_upper_camel_case());
        }
    }
}
