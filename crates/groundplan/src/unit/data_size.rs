//! Amounts of data.

use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::quantity::{LargeScale, largest, read_large};

/// An amount of data that is sent or kept, in whole bytes.
///
/// Reads `200 B`, `20 KB`, `1.5 MB`, `500 GB` and `2 TB`, each 1024 times the one before, as the AWS Pricing
/// Calculator counts them and as its bills do.
///
/// ```
/// use groundplan::unit::DataSize;
///
/// assert_eq!("20 KB".parse(), Ok(DataSize::bytes(20 * 1024)));
/// assert_eq!(DataSize::bytes(1 << 30).to_string(), "1 GB");
///
/// let refused = "20".parse::<DataSize>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("20 KB"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DataSize(u64);

impl DataSize {
    /// An amount in bytes.
    #[must_use]
    pub const fn bytes(bytes: u64) -> Self {
        Self(bytes)
    }

    /// An amount in kilobytes of 1024 bytes.
    ///
    /// ```
    /// use groundplan::unit::DataSize;
    /// assert_eq!(DataSize::kb(20).to_string(), "20 KB");
    /// assert_eq!(DataSize::gb(200), DataSize::mb(200 * 1024));
    /// ```
    #[must_use]
    pub const fn kb(kilobytes: u64) -> Self {
        Self(kilobytes.saturating_mul(1 << 10))
    }

    /// An amount in megabytes of 1024 kilobytes.
    #[must_use]
    pub const fn mb(megabytes: u64) -> Self {
        Self(megabytes.saturating_mul(1 << 20))
    }

    /// An amount in gigabytes of 1024 megabytes.
    #[must_use]
    pub const fn gb(gigabytes: u64) -> Self {
        Self(gigabytes.saturating_mul(1 << 30))
    }

    /// The amount in bytes.
    #[must_use]
    pub const fn as_bytes(self) -> u64 {
        self.0
    }
}

const UNITS: &[LargeScale] = &[("B", 1), ("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30), ("TB", 1 << 40)];

const NEARLY: &[LargeScale] = &[
    ("", 1 << 10),
    ("bytes", 1),
    ("K", 1 << 10),
    ("KiB", 1 << 10),
    ("M", 1 << 20),
    ("MiB", 1 << 20),
    ("G", 1 << 30),
    ("GiB", 1 << 30),
    ("T", 1 << 40),
    ("TiB", 1 << 40),
];

impl FromStr for DataSize {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        read_large(text, UNITS).map(Self).ok_or_else(|| {
            Invalid::new("an amount of data with its unit, such as `20 KB` or `500 GB`")
                .guess(read_large(text, NEARLY).map(Self))
        })
    }
}

impl fmt::Display for DataSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = largest(self.0, UNITS);
        write!(f, "{count} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_each_unit() {
        for (text, wanted) in [
            ("200 B", 200),
            ("20KB", 20 << 10),
            ("1.5 MB", 3 << 19),
            ("500 gb", 500 << 30),
            ("2 TB", 2 << 40),
            ("0 B", 0),
        ] {
            assert_eq!(text.parse(), Ok(DataSize::bytes(wanted)), "{text}");
        }
    }

    #[test]
    fn near_misses_have_a_hint_and_nonsense_has_none() {
        for (text, wanted) in
            [("5 GiB", Some("5 GB")), ("64 bytes", Some("64 B")), ("big", None), ("0.3 B", None)]
        {
            assert_eq!(text.parse::<DataSize>().unwrap_err().hint.as_deref(), wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(bytes: u64) {
            prop_assert_eq!(DataSize::bytes(bytes).to_string().parse(), Ok(DataSize::bytes(bytes)));
        }
    }
}
