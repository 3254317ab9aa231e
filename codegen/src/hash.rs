//! Hash tables that cost less than those of std, whose hasher is made to stand any attack.
//!
//! The hasher begins with numbers that are others in each process: a document can't be written so that its keys collide. No
//! output depends on the order of a table.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::LazyLock;

pub(crate) use foldhash::fast::RandomState as Seeded;

/// A map by hash.
pub(crate) type Map<K, V> = HashMap<K, V, Seeded>;
/// A set by hash.
pub(crate) type Set<T> = HashSet<T, Seeded>;

/// The hash of a text: the same one for all of this process.
pub(crate) fn of_text(text: &str) -> u64 {
    static SEED: LazyLock<Seeded> = LazyLock::new(Seeded::default);
    SEED.hash_one(text)
}

/// The bit that stands for a text in a mask, by its length and by what it begins and ends with: a mask
/// without it is one of texts among which this one is not.
#[inline]
pub(crate) fn bit(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let letter = |byte: Option<&u8>| byte.map_or(0, |&byte| usize::from(byte));
    let (first, last) = (letter(bytes.first()), letter(bytes.last()));
    1 << ((first * 5 + last * 11 + bytes.len() % 64 * 7) % 64)
}
