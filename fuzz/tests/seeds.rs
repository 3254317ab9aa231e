//! The seeds of each target, and what was found with it, replayed without a fuzzer.

use std::path::Path;

/// How many mutants of the seeds each property is run over: `MUTANTS` in the environment, for a search without a fuzzer.
const MUTANTS: u64 = 300;

/// Numbers that look random and are the same each time (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or_default()
    }

    /// The seed with one to six changes: bytes replaced, taken out, said twice, or spliced in from another seed.
    fn mutant(&mut self, seed: &[u8], other: &[u8]) -> Vec<u8> {
        const WORDS: &[u8] = b"{}[]\",:0e9.-+\\u\n\r\t /?#@%&=Z\x00\xff";
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(12)).min(bytes.len());
            match self.below(5) {
                0 => drop(bytes.splice(at..end.min(at + 1), [WORDS[self.below(WORDS.len())]])),
                1 => drop(bytes.drain(at..end)),
                2 => bytes = [&bytes[..end], &bytes[at..]].concat(),
                3 => {
                    let from = self.below(other.len() + 1);
                    let to = (from + self.below(20)).min(other.len());
                    bytes = [&bytes[..at], &other[from..to], &bytes[at..]].concat();
                }
                _ => drop(bytes.splice(at..at, [WORDS[self.below(WORDS.len())]])),
            }
        }
        bytes
    }
}

/// Runs a property over its seeds and over mutants of them.
fn replay(target: &str, property: fn(&[u8])) {
    let mut all = Vec::new();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("seeds")
        .join(target);
    for entry in std::fs::read_dir(&seeds).expect("the seeds are there") {
        let path = entry.expect("a file").path();
        let bytes = std::fs::read(&path).expect("a seed is read");
        // Which one it was, should it fail.
        println!("{}", path.display());
        property(&bytes);
        // Damaged in simple ways.
        for end in 0..bytes.len().min(200) {
            property(&bytes[..end]);
        }
        all.push(bytes);
    }
    assert!(all.len() >= 5, "{target} has {} seeds", all.len());
    all.sort_unstable();
    let mutants = std::env::var("MUTANTS")
        .ok()
        .and_then(|count| count.parse().ok());
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..mutants.unwrap_or(MUTANTS) {
        let (seed, other) = (random.below(all.len()), random.below(all.len()));
        let mutant = random.mutant(&all[seed], &all[other]);
        let found = std::panic::catch_unwind(|| property(&mutant));
        assert!(found.is_ok(), "{target}: {}", mutant.escape_ascii());
    }
}

#[test]
fn json() {
    replay("json", openapi_build_fuzz::json);
}

#[test]
fn streams() {
    replay("streams", openapi_build_fuzz::streams);
}

#[test]
fn urls() {
    replay("urls", openapi_build_fuzz::urls);
}

#[test]
fn dates() {
    replay("dates", openapi_build_fuzz::dates);
}

#[test]
fn generate() {
    replay("generate", openapi_build_fuzz::generate);
}
