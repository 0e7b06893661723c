//! Amounts of money.

use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::quantity::{LargeScale, read_large};

/// An amount of US dollars, in whole cents: AWS bills in no other currency everywhere.
///
/// Reads `250 USD`, `249.50 USD` and `$250`.
///
/// ```
/// use groundplan::unit::Money;
///
/// assert_eq!("249.50 USD".parse(), Ok(Money::cents(24_950)));
/// assert_eq!(Money::cents(25_000).to_string(), "250 USD");
///
/// let refused = "250".parse::<Money>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("250 USD"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(u64);

impl Money {
    /// An amount in cents.
    #[must_use]
    pub const fn cents(cents: u64) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    #[must_use]
    pub const fn as_cents(self) -> u64 {
        self.0
    }
}

const CENTS: u64 = 100;

const UNITS: &[LargeScale] = &[("USD", CENTS)];

const NEARLY: &[LargeScale] =
    &[("", CENTS), ("$", CENTS), ("US$", CENTS), ("dollar", CENTS), ("dollars", CENTS)];

impl FromStr for Money {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let amount = match text.trim().strip_prefix('$') {
            Some(number) => read_large(number, &[("", CENTS)]),
            None => read_large(text, UNITS),
        };
        amount.map(Self).ok_or_else(|| {
            Invalid::new("an amount of US dollars, such as `250 USD` or `$250`")
                .guess(read_large(text, NEARLY).map(Self))
        })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / CENTS, self.0 % CENTS) {
            (dollars, 0) => write!(f, "{dollars} USD"),
            (dollars, cents) => write!(f, "{dollars}.{cents:02} USD"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_dollars_and_cents() {
        for (text, wanted) in [("250 USD", 25_000), ("0.5usd", 50), ("$1.25", 125), (" $ 3 ", 300)] {
            assert_eq!(text.parse(), Ok(Money::cents(wanted)), "{text}");
        }
    }

    #[test]
    fn near_misses_have_a_hint_and_nonsense_has_none() {
        for (text, wanted) in
            [("250 $", Some("250 USD")), ("3 dollars", Some("3 USD")), ("250 EUR", None), ("1.005 USD", None)]
        {
            assert_eq!(text.parse::<Money>().unwrap_err().hint.as_deref(), wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(cents: u64) {
            prop_assert_eq!(Money::cents(cents).to_string().parse(), Ok(Money::cents(cents)));
        }
    }
}
