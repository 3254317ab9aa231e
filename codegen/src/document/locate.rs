//! From a pointer to a line and a column.
//!
//! The tree knows the position of nearly every node. What the parsers can't lend (keys with escapes,
//! numbers in lists) is looked for here: the text is parsed again along the pointer, and the parse stops
//! on arrival with an error, whose position is the answer.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::load::File;
use super::node::UNKNOWN;
use super::source::Format;
use super::syntax::Failure;
use super::{Document, Pointer};
use crate::diagnostics::Location;

impl Document {
    /// The line and column of a node: of its key in a mapping, or of its first character in a list.
    ///
    /// A pointer that leads to nothing gets the place of the deepest node on the way.
    #[must_use]
    pub fn locate(&self, pointer: &Pointer) -> Option<Location> {
        let file = self.files.get(pointer.file())?;
        let tokens: Vec<Cow<'_, str>> = pointer.tokens().collect();
        let mut node = &file.root;
        let mut known = 0;
        let mut depth = 0;
        for token in &tokens {
            let Some(member) = node.member(token) else {
                break;
            };
            node = member;
            depth += 1;
            if node.at != UNKNOWN {
                known = node.at as usize;
            }
        }
        let offset = match node.at {
            UNKNOWN => tokens
                .get(..depth)
                .and_then(|path| search(file, path))
                .unwrap_or(known),
            at => at as usize,
        };
        Some(file.source.location(offset))
    }
}

/// Texts are read again for so many bytes in all, and for twice their own length: then findings get the nearest
/// place that is known. Reading costs the length of the text, and there may be as many findings.
const MOST_SEARCHED: usize = 4 << 20;

/// Parses until the node at `path`, and returns its position.
fn search(file: &File, path: &[Cow<'_, str>]) -> Option<usize> {
    let text = file.source.content();
    let searched = file.searched.get() + text.len();
    if searched > MOST_SEARCHED + 2 * text.len() {
        return None;
    }
    file.searched.set(searched);
    let follow = Follow { path };
    let failure = match file.source.format() {
        Format::Json => {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            Failure::Json(follow.deserialize(&mut deserializer).err()?)
        }
        Format::Yaml => Failure::Yaml(
            follow
                .deserialize(serde_yaml::Deserializer::from_str(text))
                .err()?,
        ),
    };
    let end = failure.offset(text)?;
    match failure {
        Failure::Yaml(_) => Some(end),
        Failure::Json(_) => Some(start_of_token(text, end)),
        Failure::Directives(_) => None,
    }
}

/// `serde_json` tells where a key or a number ends: goes back to where it begins.
fn start_of_token(text: &str, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut start = end.min(bytes.len().saturating_sub(1));
    if bytes.get(start) != Some(&b'"') {
        let word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        while start > 0 && bytes.get(start - 1).is_some_and(word) {
            start -= 1;
        }
        return start;
    }
    // The closing quote; inside, every quote has an odd number of backslashes before it.
    while start > 0 {
        start -= 1;
        let before = bytes.get(..start).unwrap_or_default();
        let backslashes = before
            .iter()
            .rev()
            .take_while(|byte| **byte == b'\\')
            .count();
        if bytes.get(start) == Some(&b'"') && backslashes % 2 == 0 {
            break;
        }
    }
    start
}

/// Follows a path and stops at its end.
#[derive(Clone, Copy)]
struct Follow<'p> {
    path: &'p [Cow<'p, str>],
}

/// The error that says: here it is.
fn arrived<T, E: Error>() -> Result<T, E> {
    Err(E::custom("arrived"))
}

impl<'de> DeserializeSeed<'de> for Follow<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Follow<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Some((token, path)) = self.path.split_first() else {
            return arrived();
        };
        let index: usize = token.parse().unwrap_or(usize::MAX);
        for _ in 0..index {
            if access.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        access.next_element_seed(Follow { path })?;
        while access.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Some((token, path)) = self.path.split_first() else {
            return arrived();
        };
        let wanted = Wanted {
            token,
            stop: path.is_empty(),
        };
        while let Some(found) = access.next_key_seed(wanted)? {
            match found {
                true => access.next_value_seed(Follow { path })?,
                false => drop(access.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        arrived()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        arrived()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        arrived()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        arrived()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        arrived()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        arrived()
    }
}

/// Recognises a key; stops at it when it is the last of the path.
#[derive(Clone, Copy)]
struct Wanted<'p> {
    token: &'p str,
    stop: bool,
}

impl Wanted<'_> {
    fn compare<E: Error>(self, key: &str) -> Result<bool, E> {
        match key == self.token {
            true if self.stop => arrived(),
            found => Ok(found),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Wanted<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        self.compare(key)
    }
}
