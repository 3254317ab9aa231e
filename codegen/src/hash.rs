//! Hash tables that cost less than those of std, whose hasher is made to stand any attack.
//!
//! The hasher multiplies and folds what it is given, eight bytes at a time, and begins with a number that is
//! another one in each process: a document can't be written so that its keys collide. No output depends
//! on the order of a table.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::OnceLock;

/// A map by hash.
pub(crate) type Map<K, V> = HashMap<K, V, Seeded>;
/// A set by hash.
pub(crate) type Set<T> = HashSet<T, Seeded>;

/// Makes hashers that begin with this process's number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seeded(u64);

/// A hash so far.
pub(crate) struct Folding(u64);

/// An odd number without a pattern: the fraction of the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Default for Seeded {
    fn default() -> Self {
        static SEED: OnceLock<u64> = OnceLock::new();
        Self(*SEED.get_or_init(|| RandomState::new().hash_one(FACTOR)))
    }
}

impl BuildHasher for Seeded {
    type Hasher = Folding;

    fn build_hasher(&self) -> Folding {
        Folding(self.0)
    }
}

/// The hash of a text.
pub(crate) fn of_text(text: &str) -> u64 {
    let mut hasher = Seeded::default().build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
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

impl Folding {
    #[inline]
    fn add(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word) * u128::from(FACTOR);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "both halves of the product count"
        )]
        let (low, high) = (product as u64, (product >> 64) as u64);
        // The sum keeps a state of zero from staying zero.
        self.0 = (low ^ high).wrapping_add(FACTOR);
    }
}

impl Hasher for Folding {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let tail = rest
            .iter()
            .rev()
            .fold(0, |tail, &byte| tail << 8 | u64::from(byte));
        self.add(tail ^ (bytes.len() as u64) << 56);
    }

    #[inline]
    fn write_u8(&mut self, value: u8) {
        self.add(value.into());
    }

    #[inline]
    fn write_u32(&mut self, value: u32) {
        self.add(value.into());
    }

    #[inline]
    fn write_u64(&mut self, value: u64) {
        self.add(value);
    }

    #[inline]
    fn write_usize(&mut self, value: usize) {
        self.add(value as u64);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::of_text;

    #[test]
    fn texts_that_look_alike_have_other_hashes() {
        let texts: Vec<String> = (0..20_000)
            .map(|number| format!("/components/schemas/Pet{number}/properties/name"))
            .chain((0..64).map(|length| "\0".repeat(length)))
            .collect();
        let hashes: HashSet<u64> = texts.iter().map(|text| of_text(text)).collect();
        assert_eq!(hashes.len(), texts.len());
        // Tables look at the lowest and at the highest bits.
        let low: HashSet<u64> = hashes.iter().map(|hash| hash % 4096).collect();
        let high: HashSet<u64> = hashes.iter().map(|hash| hash >> 57).collect();
        assert!(low.len() > 3900 && high.len() == 128);
    }
}
