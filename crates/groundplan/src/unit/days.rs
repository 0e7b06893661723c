//! Long durations.

use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::quantity::{Scale, read};

/// How long logs, backups or keys are kept, in whole days.
///
/// Reads `90 days`, `12 weeks` and `1 year`, which is 365 days. A month has no fixed length, so
/// `3 months` is refused with 30 days each as the hint.
///
/// The setting it is for has its own limits: CloudWatch Logs takes only the values listed for
/// `retentionInDays` on the AWS page "PutRetentionPolicy", RDS keeps backups up to 35 days
/// ("Backup retention period").
///
/// ```
/// use groundplan::unit::Days;
///
/// assert_eq!("1 year".parse(), Ok(Days::new(365)));
/// assert_eq!(Days::new(1).to_string(), "1 day");
///
/// let refused = "90".parse::<Days>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("90 days"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(u32);

impl Days {
    /// A duration in days.
    #[must_use]
    pub const fn new(days: u32) -> Self {
        Self(days)
    }

    /// The duration in days.
    #[must_use]
    pub const fn as_u32(self) -> u32 {
        self.0
    }
}

const WEEK: u32 = 7;
const MONTH: u32 = 30;
const YEAR: u32 = 365;

const UNITS: &[Scale] =
    &[("d", 1), ("day", 1), ("days", 1), ("week", WEEK), ("weeks", WEEK), ("year", YEAR), ("years", YEAR)];

const NEARLY: &[Scale] = &[("", 1), ("w", WEEK), ("month", MONTH), ("months", MONTH), ("y", YEAR)];

impl FromStr for Days {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        read(text, UNITS).map(Self).ok_or_else(|| {
            Invalid::new("a number of days with its unit, such as `90 days` or `1 year`")
                .guess(read(text, NEARLY).map(Self))
        })
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("1 day"),
            days => write!(f, "{days} days"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_days_weeks_and_years() {
        for (text, wanted) in
            [("90 days", 90), ("90 d", 90), ("1 day", 1), ("12 weeks", 84), ("1 year", 365), ("2 Years", 730)]
        {
            assert_eq!(text.parse(), Ok(Days::new(wanted)), "{text}");
        }
    }

    #[test]
    fn near_misses_have_a_hint() {
        for (text, wanted) in
            [("90", "90 days"), ("2w", "14 days"), ("3 months", "90 days"), ("1y", "365 days")]
        {
            let refused = text.parse::<Days>().unwrap_err();
            assert_eq!(refused.hint.as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn nonsense_has_no_hint() {
        for text in ["", "forever", "0.5 days", "-1 day", "24 h"] {
            assert_eq!(text.parse::<Days>().unwrap_err().hint, None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(days: u32) {
            prop_assert_eq!(Days::new(days).to_string().parse(), Ok(Days::new(days)));
        }
    }
}
