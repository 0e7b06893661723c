//! Memory sizes.

use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::quantity::{Scale, read};

/// The memory of a container, function or cache node, in whole mebibytes (MiB).
///
/// Reads `512 MiB`, `1 GiB` and `0.5 GiB`. AWS pages write MB and GB for what are MiB and GiB, so
/// those spellings are refused with the exact one as the hint.
///
/// A size is more than 0; how much more is for the service that provides it to say. Fargate's steps
/// are on the AWS page "Amazon ECS task definition parameters for Fargate", Lambda's 128 MiB to
/// 10 GiB on "Lambda quotas".
///
/// ```
/// use groundplan::unit::Memory;
///
/// assert_eq!("0.5 GiB".parse(), Ok(Memory::mib(512)));
/// assert_eq!(Memory::mib(2048).to_string(), "2 GiB");
///
/// let refused = "512MB".parse::<Memory>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("512 MiB"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Memory(u32);

impl Memory {
    /// A size in mebibytes.
    #[must_use]
    pub const fn mib(mib: u32) -> Self {
        Self(mib)
    }

    /// A size in gibibytes; what does not fit in 32 bits of MiB becomes the largest size.
    #[must_use]
    pub const fn gib(gib: u32) -> Self {
        Self(gib.saturating_mul(MIB_PER_GIB))
    }

    /// The size in mebibytes, which is what AWS task definitions count in.
    #[must_use]
    pub const fn as_mib(self) -> u32 {
        self.0
    }
}

const MIB_PER_GIB: u32 = 1024;

/// A bare number below this is taken to mean GiB: no service sells so few MiB, save Lambda's 128.
const SMALLEST_BARE_MIB: u32 = 200;

const UNITS: &[Scale] = &[("MiB", 1), ("GiB", MIB_PER_GIB)];

const NEARLY: &[Scale] =
    &[("M", 1), ("MB", 1), ("Mi", 1), ("G", MIB_PER_GIB), ("GB", MIB_PER_GIB), ("Gi", MIB_PER_GIB)];

impl FromStr for Memory {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        some(read(text, UNITS)).ok_or_else(|| {
            Invalid::new("a size with its unit, such as `512 MiB` or `1 GiB`").guess(guess(text))
        })
    }
}

fn guess(text: &str) -> Option<Memory> {
    some(read(text, NEARLY).or_else(|| bare(text)))
}

fn bare(text: &str) -> Option<u32> {
    let gib = read(text, &[("", MIB_PER_GIB)]).filter(|mib| *mib < SMALLEST_BARE_MIB * MIB_PER_GIB);
    gib.or_else(|| read(text, &[("", 1)]))
}

/// Nothing runs in no memory.
fn some(mib: Option<u32>) -> Option<Memory> {
    mib.filter(|mib| *mib > 0).map(Memory)
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_multiple_of(MIB_PER_GIB) {
            write!(f, "{} GiB", self.0 / MIB_PER_GIB)
        } else {
            write!(f, "{} MiB", self.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hint(text: &str) -> Option<String> {
        text.parse::<Memory>().unwrap_err().hint
    }

    #[test]
    fn reads_binary_units() {
        for text in ["1 GiB", "1GiB", "1 gib", "1024 MiB", "1.0 GiB"] {
            assert_eq!(text.parse(), Ok(Memory::gib(1)), "{text}");
        }
        assert_eq!("1.5 GiB".parse(), Ok(Memory::mib(1536)));
    }

    #[test]
    fn decimal_units_hint_at_binary_ones() {
        for (text, wanted) in [
            ("1 GB", "1 GiB"),
            ("1G", "1 GiB"),
            ("1Gi", "1 GiB"),
            ("512MB", "512 MiB"),
            ("512M", "512 MiB"),
            ("512Mi", "512 MiB"),
            ("0.5 GB", "512 MiB"),
        ] {
            assert_eq!(hint(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn bare_numbers_hint_at_a_unit() {
        for (text, wanted) in [("512", "512 MiB"), ("200", "200 MiB"), ("2", "2 GiB"), (".5", "512 MiB")] {
            assert_eq!(hint(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn nonsense_has_no_hint() {
        for text in ["", "much", "0", "0 MiB", "0.3 GiB", "1 KB", "-1 GiB", "4194304 GiB"] {
            assert_eq!(hint(text), None, "{text}");
        }
    }

    #[test]
    fn prints_whole_gibibytes() {
        assert_eq!(Memory::gib(4).to_string(), "4 GiB");
        assert_eq!(Memory::mib(1536).to_string(), "1536 MiB");
        assert_eq!(Memory::gib(u32::MAX).as_mib(), u32::MAX);
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(mib in 1..=u32::MAX) {
            prop_assert_eq!(Memory::mib(mib).to_string().parse(), Ok(Memory::mib(mib)));
        }
    }
}
