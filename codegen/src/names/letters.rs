//! Which letters beyond ASCII a name may have.
//!
//! Rust takes all of [UAX #31](https://www.unicode.org/reports/tr31/), but rustc's lints don't: `uncommon_codepoints` wants the
//! [General Security Profile](https://www.unicode.org/reports/tr39/#General_Security_Profile), and `mixed_script_confusables` and
//! `confusable_idents` look for names that seem to be others. These lints are for whole crates, so code that is included in
//! somebody's crate can't allow them for itself. Letters that they take stay as they are; others are spelled out.

use std::borrow::Cow;
use std::ops::RangeInclusive;

/// Two bits for each character of the Basic Multilingual Plane, from the lowest bits of a byte up: what it is in a name. Made from
/// the tables that rustc uses, by the test below.
static LETTERS: &[u8] = include_bytes!("letters.bin");

/// What a character beyond ASCII is in a name.
#[derive(Clone, Copy, PartialEq)]
enum Letter {
    /// None that rustc's lints take.
    Refused,
    Plain,
    /// One that looks like a letter of another script. A name with such letters alone seems to be another name.
    Alike,
}

fn letter(c: char) -> Letter {
    let code = c as usize;
    let byte = LETTERS.get(code / 4).copied().unwrap_or_default();
    match byte >> (code % 4 * 2) & 3 {
        1 => Letter::Plain,
        2 => Letter::Alike,
        _ => Letter::Refused,
    }
}

/// Where scripts have the letters that look like those of others. Those of Latin are none of them: Latin is what the rest looks like.
const SCRIPTS: [RangeInclusive<char>; 21] = [
    '\u{370}'..='\u{3ff}',   // Greek
    '\u{400}'..='\u{52f}',   // Cyrillic
    '\u{530}'..='\u{58f}',   // Armenian
    '\u{590}'..='\u{5ff}',   // Hebrew
    '\u{600}'..='\u{6ff}',   // Arabic
    '\u{900}'..='\u{97f}',   // Devanagari
    '\u{980}'..='\u{9ff}',   // Bengali
    '\u{a00}'..='\u{a7f}',   // Gurmukhi
    '\u{a80}'..='\u{aff}',   // Gujarati
    '\u{b00}'..='\u{b7f}',   // Oriya
    '\u{b80}'..='\u{bff}',   // Tamil
    '\u{c00}'..='\u{c7f}',   // Telugu
    '\u{c80}'..='\u{cff}',   // Kannada
    '\u{d00}'..='\u{d7f}',   // Malayalam
    '\u{d80}'..='\u{dff}',   // Sinhala
    '\u{e00}'..='\u{e7f}',   // Thai
    '\u{e80}'..='\u{eff}',   // Lao
    '\u{10a0}'..='\u{10ff}', // Georgian
    '\u{3040}'..='\u{309f}', // Hiragana
    '\u{30a0}'..='\u{30ff}', // Katakana
    '\u{4e00}'..='\u{9fff}', // Han
];

fn script(c: char) -> Option<&'static RangeInclusive<char>> {
    SCRIPTS.iter().find(|script| script.contains(&c))
}

/// Letters that stand for how others are spoken, such as the `ʿ` of transliterated Arabic: a name reads well without them.
const MODIFIERS: RangeInclusive<char> = '\u{2b0}'..='\u{2ff}';

/// The forms of ASCII that are as wide as a Chinese character.
const FULLWIDTH: RangeInclusive<char> = '\u{ff01}'..='\u{ff5e}';
const FULLWIDTH_OFFSET: u32 = 0xfee0;

/// `text` with no letters but those that names may have: others are words that give their code points.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let is_other = |c: char| c.is_alphanumeric() && !MODIFIERS.contains(&c);
    let has_others = text.chars().any(is_other);
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if FULLWIDTH.contains(&c) => {
                plain.extend(char::from_u32(u32::from(c) - FULLWIDTH_OFFSET));
            }
            _ if has_others && MODIFIERS.contains(&c) => {}
            // Whatever is no letter separates words.
            _ if c.is_ascii() || !c.is_alphanumeric() => plain.push(c),
            _ if letter(c) != Letter::Refused => plain.push(c),
            _ => spell(c, &mut plain),
        }
    }
    plain.into()
}

fn spell(c: char, text: &mut String) {
    text.push_str(&format!(" u{:x} ", u32::from(c)));
}

/// Whether all letters of `name` that look like those of other scripts have company that doesn't.
pub(super) fn is_clear(name: &str) -> bool {
    let has_company = |c: char| {
        let plain = |other: char| letter(other) == Letter::Plain;
        script(c).is_some_and(|script| name.chars().any(|c| script.contains(&c) && plain(c)))
    };
    let mut alike = name.chars().filter(|c| letter(*c) == Letter::Alike);
    name.is_ascii() || alike.all(has_company)
}

/// `text` with words for all letters beyond ASCII.
pub(super) fn spelled(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_ascii() || !c.is_alphanumeric() {
            true => spelled.push(c),
            false => spell(c, &mut spelled),
        }
    }
    spelled
}

/// The letters from U+00C0 to U+017F without their marks; `?` where a letter has none that stands for it.
const BASES: &str = "AAAAAA?CEEEEIIIIDNOOOOO?OUUUUY??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y\
    AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKk?LlLlLlLlLlNnNnNn???OoOoOo??\
    RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZz?";

/// `text` in ASCII, for what becomes the name of a file; none if it has a letter that ASCII has nothing for.
pub(super) fn ascii(text: &str) -> Option<String> {
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii() => ascii.push(c),
            'Æ' => ascii.push_str("AE"),
            'æ' => ascii.push_str("ae"),
            'Œ' => ascii.push_str("OE"),
            'œ' => ascii.push_str("oe"),
            'ß' => ascii.push_str("ss"),
            _ if !c.is_alphanumeric() => ascii.push(' '),
            _ => {
                let index = usize::try_from(u32::from(c)).ok()?.checked_sub(0xc0)?;
                let base = BASES.as_bytes().get(index).filter(|base| **base != b'?')?;
                ascii.push(char::from(*base));
            }
        }
    }
    Some(ascii)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use unicode_normalization::UnicodeNormalization;
    use unicode_security::GeneralSecurityProfile;
    use unicode_security::confusable_detection::skeleton;
    use unicode_security::mixed_script::{
        AugmentedScriptSet, is_potential_mixed_script_confusable_char,
    };

    use super::*;

    fn looks(text: &str) -> String {
        skeleton(text).collect()
    }

    /// `c` in all of its cases.
    fn cases(c: char) -> impl Iterator<Item = char> {
        [c].into_iter()
            .chain(c.to_lowercase())
            .chain(c.to_uppercase())
    }

    fn is_latin(c: char) -> bool {
        AugmentedScriptSet::for_char(c) == AugmentedScriptSet::for_char('A')
    }

    fn is_like_ascii(c: char) -> bool {
        looks(&c.to_string()).is_ascii()
    }

    /// Whether rustc takes `c`.
    fn is_kept(c: char) -> bool {
        let is_normal = || c.to_string().nfc().eq([c]);
        c.is_ascii() || c.is_alphanumeric() && c.identifier_allowed() && is_normal()
    }

    /// Whether it seems to be a letter of another script.
    fn is_alike(c: char) -> bool {
        !c.is_ascii() && (is_potential_mixed_script_confusable_char(c) || is_like_ascii(c))
    }

    fn table() -> Vec<u8> {
        let mut table = vec![0; 0x1_0000 / 4];
        let mut latin: HashMap<String, char> = HashMap::new();
        for c in ('\u{80}'..='\u{ffff}').filter(|c| cases(*c).all(is_kept)) {
            let bits = match is_latin(c) {
                true if is_like_ascii(c) => continue,
                // Of those that look the same, the first.
                true if *latin.entry(looks(&c.to_string())).or_insert(c) != c => continue,
                true => 1,
                false if !is_alike(c) => 1,
                false if script(c).is_none() => continue,
                false => 2,
            };
            table[c as usize / 4] |= bits << (c as usize % 4 * 2);
        }
        table
    }

    #[test]
    fn the_table_is_what_rustc_takes() {
        let expected = table();
        if std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/names/letters.bin");
            std::fs::write(path, &expected).unwrap();
        }
        assert!(
            LETTERS == expected,
            "run this test with INSTA_UPDATE=always to make the table anew"
        );
    }

    #[test]
    fn letters_that_rustc_refuses_are_spelled() {
        for (text, expected) in [
            ("用户管理", "用户管理"),
            ("Größe", "Größe"),
            ("пользователь", "пользователь"),
            ("ｎａｍｅ", "name"),
            ("ʿAbd", "Abd"),
            ("Hawaiʻi", "Hawaii"),
            ("ʿ", " u2bf "),
            ("ﬁ", " ufb01 "),
            ("²", " ub2 "),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn letters_of_other_scripts_need_company() {
        for name in ["工作", "ログ", "пользователь", "Größe", "name"] {
            assert!(is_clear(name), "{name}");
        }
        // Latin to look at; a word of Katakana; both.
        for name in ["сора", "口", "工х"] {
            assert!(!is_clear(name), "{name}");
        }
        assert_eq!(spelled("x口"), "x u53e3 ");
    }

    #[test]
    fn files_have_names_in_ascii() {
        assert_eq!(BASES.len(), 0x180 - 0xc0);
        for (text, expected) in [
            ("Größe", Some("Grosse")),
            ("Łódź", Some("Lodz")),
            ("façade – été", Some("facade   ete")),
            ("用户", None),
        ] {
            assert_eq!(ascii(text).as_deref(), expected);
        }
    }
}
