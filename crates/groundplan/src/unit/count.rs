//! How often something happens.

use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::quantity::{LargeScale, largest, read_large};

/// A number of requests, messages or tasks, whole.
///
/// Reads `1200`, `800k`, `30M` and `1.5G`: thousands, millions and thousands of millions.
///
/// ```
/// use groundplan::unit::Count;
///
/// assert_eq!("1.5M".parse(), Ok(Count::new(1_500_000)));
/// assert_eq!(Count::new(30_000_000).to_string(), "30M");
///
/// let refused = "30 million".parse::<Count>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("30M"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(u64);

impl Count {
    /// A number.
    #[must_use]
    pub const fn new(count: u64) -> Self {
        Self(count)
    }

    /// The number.
    #[must_use]
    pub const fn as_u64(self) -> u64 {
        self.0
    }
}

const THOUSAND: u64 = 1000;
const MILLION: u64 = 1000 * THOUSAND;
const BILLION: u64 = 1000 * MILLION;

const UNITS: &[LargeScale] = &[("", 1), ("k", THOUSAND), ("M", MILLION), ("G", BILLION)];

const NEARLY: &[LargeScale] = &[
    ("thousand", THOUSAND),
    ("million", MILLION),
    ("millions", MILLION),
    ("mio", MILLION),
    ("mn", MILLION),
    ("billion", BILLION),
    ("bn", BILLION),
    ("B", BILLION),
];

impl FromStr for Count {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let plain = text.replace('_', "");
        read_large(&plain, UNITS).map(Self).ok_or_else(|| {
            Invalid::new("a whole number, such as `1200`, `800k` or `30M`")
                .guess(read_large(&plain, NEARLY).map(Self))
        })
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = largest(self.0, UNITS);
        write!(f, "{count}{unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_numbers_with_and_without_a_unit() {
        for (text, wanted) in [
            ("0", 0),
            ("1200", 1200),
            ("1_200", 1200),
            ("800k", 800_000),
            ("30 M", 30_000_000),
            ("2g", 2 * BILLION),
        ] {
            assert_eq!(text.parse(), Ok(Count::new(wanted)), "{text}");
        }
    }

    #[test]
    fn words_have_a_hint_and_nonsense_has_none() {
        for (text, wanted) in
            [("2 billion", Some("2G")), ("3mn", Some("3M")), ("many", None), ("1.5", None), ("-3", None)]
        {
            assert_eq!(text.parse::<Count>().unwrap_err().hint.as_deref(), wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(count: u64) {
            prop_assert_eq!(Count::new(count).to_string().parse(), Ok(Count::new(count)));
        }
    }
}
