//! Texts in TOML, version 1.0.

use std::fmt::Write;

use openapi_build::inert::acts;

/// A basic string: the text in quotes, with everything escaped that TOML forbids there or that nobody would see.
pub(super) fn string(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => written.extend(['\\', character]),
            character if acts(character) => {
                let number = u32::from(character);
                // Writing to a string never fails.
                let _ = match number {
                    0..=0xffff => write!(written, "\\u{number:04x}"),
                    _ => write!(written, "\\U{number:08x}"),
                };
            }
            character => written.push(character),
        }
    }
    written.push('"');
    written
}

/// A key: bare where TOML allows that.
pub(super) fn key(text: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    match !text.is_empty() && text.bytes().all(bare) {
        true => text.to_owned(),
        false => string(text),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_text_is_read_back_as_a_value_and_as_a_key() {
        let characters = ('\0'..='\u{ffff}').chain("\u{1f43e}\u{e0001}\u{10ffff}".chars());
        let mut texts: Vec<String> = characters.map(|one| format!("{one}a{one}")).collect();
        texts.extend(
            [
                "", "a-b_1", "a.b", "\"\"\"", "\\u0041", "'", "# no", "a = 1",
            ]
            .map(str::to_owned),
        );
        for text in texts {
            let toml = format!("{} = {}\n", key(&text), string(&text));
            assert_eq!(toml.lines().count(), 1, "{toml}");
            let read: BTreeMap<String, String> =
                basic_toml::from_str(&toml).unwrap_or_else(|error| panic!("{toml}: {error}"));
            assert_eq!(read.into_iter().collect::<Vec<_>>(), [(text.clone(), text)]);
        }
    }
}
