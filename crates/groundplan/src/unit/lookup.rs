//! Maps that are only looked into.

use foldhash::fast::FixedState;
use indexmap::IndexMap;

/// A map by names, such as those of the objects of a document.
///
/// A tree compares a key a dozen times among thousands, text by text; here a key is read once. Entries keep the order in
/// which they were added and hashes are alike in every run, so nothing depends on chance.
pub(crate) type Lookup<K, V> = IndexMap<K, V, FixedState>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_order() {
        let mut lookup: Lookup<&str, u8> = Lookup::default();
        lookup.extend([("b", 1), ("a", 2), ("b", 3)]);
        assert_eq!((lookup.get("b"), lookup.get("c")), (Some(&3), None));
        assert_eq!(lookup.into_iter().collect::<Vec<_>>(), [("b", 3), ("a", 2)]);
    }
}
