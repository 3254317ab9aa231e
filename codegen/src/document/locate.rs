//! From a pointer to a line and a column.
//!
//! The tree knows the position of nearly every node. What the parsers can't lend (keys with escapes,
//! numbers in lists) is looked for here: the text is parsed again along the pointer, and the parse stops
//! on arrival with an error, whose position is the answer.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::load::File;
use super::node::{Node, UNKNOWN};
use super::source::Format;
use super::syntax::Failure;
use super::{Document, Pointer};
use crate::diagnostics::{Locate, Location};

impl Document {
    /// The line and column of a node: of its key in a mapping, or of its first character in a list.
    ///
    /// A pointer that leads to nothing gets the place of the deepest node on the way.
    #[must_use]
    pub fn locate(&self, pointer: &Pointer) -> Option<Location> {
        Locator::new(self).locate(pointer)
    }
}

impl Locate for Document {
    fn locator(&self) -> impl FnMut(&Pointer) -> Option<Location> {
        let mut locator = Locator::new(self);
        move |pointer| locator.locate(pointer)
    }
}

/// Looks for many nodes: those below a long key go on from where it was found.
#[derive(Debug)]
struct Locator<'d> {
    document: &'d Document,
    /// The node that the last piece of the last long pointer starts from.
    head: Option<(Arc<Pointer>, Way<'d>)>,
}

/// How far a pointer leads.
#[derive(Clone, Copy, Debug)]
struct Way<'d> {
    /// The deepest node on the way that is there.
    node: &'d Node,
    /// The position of the deepest one that has one.
    known: usize,
    /// How many tokens lead to `node`.
    depth: usize,
    /// Whether `node` is what the pointer names.
    whole: bool,
}

impl<'d> Locator<'d> {
    fn new(document: &'d Document) -> Self {
        Self {
            document,
            head: None,
        }
    }

    /// See [`Document::locate`].
    fn locate(&mut self, pointer: &Pointer) -> Option<Location> {
        let file = self.document.files.get(pointer.file())?;
        let Way {
            node, known, depth, ..
        } = self.way(pointer, &file.root);
        let offset = match node.at {
            UNKNOWN => {
                let path = || pointer.tokens().take(depth).collect();
                search(file, path).unwrap_or(known)
            }
            at => at as usize,
        };
        Some(file.source.location(offset))
    }

    fn way(&mut self, pointer: &Pointer, root: &'d Node) -> Way<'d> {
        let mut way = match pointer.head() {
            Some(head) => self.head(head, root),
            None => Way {
                node: root,
                known: 0,
                depth: 0,
                whole: true,
            },
        };
        for token in pointer.tail_tokens() {
            let member = way.node.member(&token).filter(|_| way.whole);
            let Some(member) = member else {
                way.whole = false;
                break;
            };
            way.node = member;
            way.depth += 1;
            if member.at != UNKNOWN {
                way.known = member.at as usize;
            }
        }
        way
    }

    fn head(&mut self, head: &Arc<Pointer>, root: &'d Node) -> Way<'d> {
        match &self.head {
            Some((known, way)) if Arc::ptr_eq(known, head) => *way,
            _ => {
                let way = self.way(head, root);
                self.head = Some((Arc::clone(head), way));
                way
            }
        }
    }
}

/// Texts are read again for so many bytes in all, and for twice their own length: then findings get the nearest
/// place that is known. Reading costs the length of the text, and there may be as many findings.
const MOST_SEARCHED: usize = 4 << 20;

/// Parses until the node at the path, and returns its position.
fn search<'p>(file: &File, path: impl FnOnce() -> Vec<Cow<'p, str>>) -> Option<usize> {
    let text = file.source.content();
    let searched = file.searched.get() + text.len();
    if searched > MOST_SEARCHED + 2 * text.len() {
        return None;
    }
    file.searched.set(searched);
    let follow = Follow { path: &path() };
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
