//! Keys of mappings.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, VariantAccess, Visitor};

use super::{TreeReader, UNKNOWN};

/// A key of a mapping. Keys that are no strings become what they look like.
pub(super) struct Key {
    pub(super) text: Box<str>,
    pub(super) at: u32,
    /// It was no string.
    pub(super) bare: bool,
}

pub(super) struct KeySeed<'r, 't>(pub(super) &'r TreeReader<'t>);

impl KeySeed<'_, '_> {
    fn bare<E: Error>(self, text: impl ToString) -> Result<Key, E> {
        Ok(Key {
            text: text.to_string().into(),
            at: UNKNOWN,
            bare: true,
        })
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_, '_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        match self.0.merges {
            true => deserializer.deserialize_str(YamlKey(self.0)),
            false => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for KeySeed<'_, '_> {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Key, E> {
        self.0.charge(text.len())?;
        Ok(Key {
            text: text.into(),
            at: UNKNOWN,
            bare: false,
        })
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Key, E> {
        self.0.charge(text.len())?;
        Ok(Key {
            text: text.into(),
            at: self.0.position(text),
            bare: false,
        })
    }

    fn visit_unit<E: Error>(self) -> Result<Key, E> {
        self.bare("null")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Key, E> {
        self.bare(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Key, E> {
        self.bare(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Key, E> {
        self.bare(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Key, E> {
        self.bare(format!("{value:?}"))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Key, A::Error> {
        let (_, value) = data.variant::<serde::de::IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }
}

/// A key in YAML, as it stands there. That most keys can be nothing but texts is seen by their first
/// letter; the parser would try every kind of number before.
struct YamlKey<'r, 't>(&'r TreeReader<'t>);

/// What a plain text is that begins with a letter and is no string.
const WORDS: &[&str] = &[
    "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE",
];

impl YamlKey<'_, '_> {
    fn text<E: Error>(self, text: &str, at: u32) -> Result<Key, E> {
        self.0.charge(text.len())?;
        Ok(Key {
            text: text.into(),
            at,
            bare: false,
        })
    }
}

impl<'de> Visitor<'de> for YamlKey<'_, '_> {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Key, E> {
        match text {
            "" => KeySeed(self.0).visit_unit(),
            _ => self.text(text, UNKNOWN),
        }
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Key, E> {
        let (at, quoted) = self.0.place(text).unwrap_or((UNKNOWN, true));
        let no_text = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '~');
        if quoted || !text.starts_with(no_text) && !WORDS.contains(&text) {
            return self.text(text, at);
        }
        if self.0.has_tag(at) {
            return self.text(text, at);
        }
        // What most of them are: status codes.
        let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_code && !text.starts_with('0') {
            return KeySeed(self.0).bare(text);
        }
        let whole = KeySeed(self.0);
        let alone = serde_yaml::Deserializer::from_str(text).deserialize_any(whole);
        alone.or_else(|_| self.text(text, at))
    }
}

#[cfg(test)]
mod tests {
    use serde::de::IgnoredAny;

    use super::super::TreeReader;
    use super::*;

    /// The key of a mapping with one entry, as `seed` reads it.
    struct Only<S>(S);

    impl<'de, S: DeserializeSeed<'de, Value = Key>> Visitor<'de> for Only<S> {
        type Value = Key;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a mapping")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Key, A::Error> {
            let none = || A::Error::custom("no entry");
            let key = map.next_key_seed(self.0)?.ok_or_else(none)?;
            map.next_value::<IgnoredAny>()?;
            Ok(key)
        }
    }

    #[test]
    fn keys_are_what_the_parser_takes_them_for() {
        let keys = [
            "200",
            "'200'",
            "4XX",
            "default",
            "/pets",
            "$ref",
            "x-y",
            "null",
            "Null",
            "~",
            "\"\"",
            "",
            "true",
            "FALSE",
            "'no'",
            "yes",
            "0x1F",
            "0o17",
            "017",
            "-1",
            "+5",
            "+-5",
            "1.0",
            "1e3",
            ".inf",
            "-.INF",
            ".nan",
            "2024-01-01",
            "\"a\\x41\"",
            "\"\\x31\"",
            "a b",
            "- 1",
            "&a b",
            "*",
            "@",
            "e5",
            "infinity",
            "é",
            "!!str 5",
            "1_000",
            "--",
            ".",
        ];
        for key in keys {
            let text = format!("{key}: 1");
            let reader = TreeReader::new(&text, true, 0);
            let deserializer = || serde_yaml::Deserializer::from_str(&text);
            let by_kind = KeySeedByKind(&reader);
            let expected = deserializer().deserialize_any(Only(by_kind));
            let found = deserializer().deserialize_any(Only(KeySeed(&reader)));
            let parts = |key: &Key| (key.text.clone(), key.at, key.bare);
            match (&expected, &found) {
                (Ok(expected), Ok(found)) => assert_eq!(parts(expected), parts(found), "{text}"),
                (expected, found) => assert_eq!(expected.is_ok(), found.is_ok(), "{text}"),
            }
        }
    }

    /// A key by what the parser says that it is.
    struct KeySeedByKind<'r, 't>(&'r TreeReader<'t>);

    impl<'de> DeserializeSeed<'de> for KeySeedByKind<'_, '_> {
        type Value = Key;

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
            deserializer.deserialize_any(KeySeed(self.0))
        }
    }
}
