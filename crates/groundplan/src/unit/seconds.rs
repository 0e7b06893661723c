//! Short durations.

use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::quantity::{Scale, read};

/// A timeout, interval or delay, in whole seconds.
///
/// Reads `30 s`, `5 min` and `1 h`. Zero is a duration (a deregistration delay may be `0 s`); the
/// setting it is for has its own limits, such as 3600 seconds for the target group attribute
/// `deregistration_delay.timeout_seconds` on the AWS page "Edit target group attributes for your
/// Application Load Balancer".
///
/// ```
/// use groundplan::unit::Seconds;
///
/// assert_eq!("5 min".parse(), Ok(Seconds::new(300)));
/// assert_eq!(Seconds::new(90).to_string(), "90 s");
///
/// let refused = "30".parse::<Seconds>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("30 s"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seconds(u32);

impl Seconds {
    /// A duration in seconds.
    #[must_use]
    pub const fn new(seconds: u32) -> Self {
        Self(seconds)
    }

    /// The duration in seconds.
    #[must_use]
    pub const fn as_u32(self) -> u32 {
        self.0
    }
}

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;

const UNITS: &[Scale] = &[
    ("s", 1),
    ("sec", 1),
    ("second", 1),
    ("seconds", 1),
    ("min", MINUTE),
    ("minute", MINUTE),
    ("minutes", MINUTE),
    ("h", HOUR),
    ("hour", HOUR),
    ("hours", HOUR),
];

/// `m` alone may be months or minutes to a reader, so it is only understood as far as a hint.
const NEARLY: &[Scale] =
    &[("", 1), ("secs", 1), ("m", MINUTE), ("mins", MINUTE), ("hr", HOUR), ("hrs", HOUR)];

impl FromStr for Seconds {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        read(text, UNITS).map(Self).ok_or_else(|| {
            Invalid::new("a duration with its unit, such as `30 s`, `5 min` or `1 h`")
                .guess(read(text, NEARLY).map(Self))
        })
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            seconds if is_several(seconds, HOUR) => write!(f, "{} h", seconds / HOUR),
            seconds if is_several(seconds, MINUTE) => write!(f, "{} min", seconds / MINUTE),
            seconds => write!(f, "{seconds} s"),
        }
    }
}

/// One minute is better known as `60 s`, one hour as `60 min`.
fn is_several(seconds: u32, unit: u32) -> bool {
    seconds.is_multiple_of(unit) && seconds / unit >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_seconds_minutes_and_hours() {
        for (text, wanted) in [
            ("30 s", 30),
            ("30s", 30),
            ("0 s", 0),
            ("5 min", 300),
            ("1.5 min", 90),
            ("1 h", 3600),
            ("2 Hours", 7200),
        ] {
            assert_eq!(text.parse(), Ok(Seconds::new(wanted)), "{text}");
        }
    }

    #[test]
    fn near_misses_have_a_hint() {
        for (text, wanted) in [("30", "30 s"), ("5m", "5 min"), ("60", "60 s"), ("3 hrs", "3 h")] {
            let refused = text.parse::<Seconds>().unwrap_err();
            assert_eq!(refused.hint.as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn nonsense_has_no_hint() {
        for text in ["", "soon", "500 ms", "0.5 s", "-3 s", "9999999999 s"] {
            assert_eq!(text.parse::<Seconds>().unwrap_err().hint, None, "{text}");
        }
    }

    #[test]
    fn prints_the_largest_unit_that_counts_two() {
        for (seconds, wanted) in
            [(0, "0 s"), (60, "60 s"), (90, "90 s"), (120, "2 min"), (3600, "60 min"), (7200, "2 h")]
        {
            assert_eq!(Seconds::new(seconds).to_string(), wanted);
        }
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(seconds: u32) {
            prop_assert_eq!(Seconds::new(seconds).to_string().parse(), Ok(Seconds::new(seconds)));
        }
    }
}
