//! The hash that distinguishes shortened names.
//!
//! FNV-1a, 64 bits: the IETF draft "The FNV Non-Cryptographic Hash Algorithm". It is fixed by its
//! definition, so that a name is the same whichever compiler built the crate; renaming a resource
//! would replace it.

/// `length` characters of lower-case base32 (RFC 4648: a-z, 2-7) computed from `parts`.
///
/// A zero byte parts the parts, so that `["a-b", "c"]` and `["a", "b-c"]` differ. There are 64 bits to
/// say, so at most 13 characters.
pub(super) fn hash(parts: &[&str], length: usize) -> String {
    let bits = length.saturating_mul(BITS_PER_CHARACTER);
    let folded = fold(fnv_1a(parts.join("\0").bytes()), bits);
    let shifts = (0..64).step_by(BITS_PER_CHARACTER).take(length);
    shifts.rev().map(|shift| base32(folded >> shift)).collect()
}

/// All that the hash has to say of `parts`, for what has to be the same in every run: the identity of a finding.
#[doc(hidden)]
#[must_use]
pub fn fingerprint(parts: &[&str]) -> String {
    hash(parts, 13)
}

/// A number below `among` computed from `parts`.
pub(crate) fn spread(parts: &[&str], among: u32) -> u32 {
    let hash = fold(fnv_1a(parts.join("\0").bytes()), 32);
    u32::try_from(hash % u64::from(among.max(1))).unwrap_or_default()
}

const BITS_PER_CHARACTER: usize = 5;

fn fnv_1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Folds the high bits into the low ones, as the draft advises for fewer bits than the hash has.
fn fold(hash: u64, bits: usize) -> u64 {
    let high = u32::try_from(bits).ok().and_then(|bits| hash.checked_shr(bits));
    hash ^ high.unwrap_or(0)
}

/// The character for the lowest five bits.
fn base32(bits: u64) -> char {
    char::from(match (bits & 31) as u8 {
        letter @ 0..26 => b'a' + letter,
        digit => b'2' + (digit - 26),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn is_fnv_1a() {
        assert_eq!(fnv_1a("".bytes()), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv_1a("a".bytes()), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv_1a("foobar".bytes()), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn has_the_length_asked_for_up_to_64_bits() {
        for (length, wanted) in [(0, 0), (3, 3), (8, 8), (13, 13), (99, 13)] {
            let hash = hash(&["acme", "api"], length);
            assert_eq!(hash.len(), wanted);
            assert!(hash.chars().all(|c| matches!(c, 'a'..='z' | '2'..='7')), "{hash}");
        }
    }

    #[test]
    fn numbers_are_below_the_limit_and_reach_all_of_it() {
        let numbers: BTreeSet<u32> = (0..2000).map(|at| spread(&["acme", &at.to_string()], 240)).collect();
        assert_eq!(numbers.into_iter().collect::<Vec<_>>(), (0..240).collect::<Vec<_>>());
        assert_eq!(spread(&["acme"], 0), 0);
    }

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(hash(&["a-b", "c"], 8), hash(&["a", "b-c"], 8));
        assert_ne!(hash(&["ab", ""], 8), hash(&["a", "b"], 8));
    }
}
