//! Maps that are only looked into.
//!
//! A tree compares a key a dozen times among thousands, text by text; here a key is read once. Entries keep the order in
//! which they were added, so nothing depends on hashes.

use std::hash::{BuildHasherDefault, Hasher};

use indexmap::IndexMap;

/// A map by names, such as those of the objects of a document.
pub(crate) type Lookup<K, V> = IndexMap<K, V, BuildHasherDefault<WordHasher>>;

/// Hashes eight bytes at a time, alike in every run: a number for each word, turned and multiplied into the ones before.
#[derive(Default)]
pub(crate) struct WordHasher(u64);

/// An odd number without a pattern: the fraction of the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl WordHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        let last = rest.iter().rev().fold(0, |last, byte| last << 8 | u64::from(*byte));
        self.add(last);
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(byte.into());
    }

    /// Products have their best bits at the upper end, tables look at both.
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn similar_names_have_hashes_of_their_own() {
        let hash = |name: &(String, u8)| BuildHasherDefault::<WordHasher>::default().hash_one(name);
        let names = (0..10_000).map(|number| (format!("aws_ecs_service.svc{number}"), 1));
        let hashes: Vec<u64> = names.map(|name| hash(&name)).collect();
        assert_eq!(hashes.iter().collect::<BTreeSet<_>>().len(), 10_000);
        let lower: BTreeSet<u64> = hashes.iter().map(|hash| hash % 16_384).collect();
        assert!(lower.len() > 6_000, "{} places of a table are used", lower.len());
    }

    #[test]
    fn entries_keep_their_order() {
        let mut lookup: Lookup<&str, u8> = Lookup::default();
        lookup.extend([("b", 1), ("a", 2), ("b", 3)]);
        assert_eq!((lookup.get("b"), lookup.get("c")), (Some(&3), None));
        assert_eq!(lookup.into_iter().collect::<Vec<_>>(), [("b", 3), ("a", 2)]);
    }
}
