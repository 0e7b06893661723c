//! Shares of a whole.

use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::quantity::read;

/// A share such as a scaling target or alarm threshold, in whole percent from 1 to 100.
///
/// Reads `60 %` and `60%`. The range is this crate's own: a target of nothing, or of more than all
/// there is, is never reached. The metrics it is compared with, such as `CPUUtilization`, are
/// percentages too, see the AWS page "Amazon ECS service utilization metrics".
///
/// ```
/// use groundplan::unit::Percent;
///
/// assert_eq!("60 %".parse(), Ok(Percent::new(60)));
/// assert_eq!(Percent::new(60).to_string(), "60 %");
///
/// let refused = "0.6".parse::<Percent>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("60 %"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u8);

impl Percent {
    /// A share in percent; what is out of range becomes the nearest of 1 and 100.
    #[must_use]
    pub const fn new(percent: u8) -> Self {
        match percent {
            0 => Self(1),
            1..=100 => Self(percent),
            101.. => Self(100),
        }
    }

    /// The share in percent, from 1 to 100.
    #[must_use]
    pub const fn as_u8(self) -> u8 {
        self.0
    }
}

impl FromStr for Percent {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        within(read(text, &[("%", 1)])).ok_or_else(|| {
            Invalid::new("a share from `1 %` to `100 %` in whole percent, such as `60 %`").guess(guess(text))
        })
    }
}

/// A bare whole number is percent, a bare fraction such as 0.6 is a share of one.
fn guess(text: &str) -> Option<Percent> {
    let percent = read(text, &[("", 1), ("percent", 1), ("pct", 1)]);
    within(percent.or_else(|| read(text, &[("", 100)])))
}

fn within(percent: Option<u32>) -> Option<Percent> {
    let percent = u8::try_from(percent?).ok()?;
    (1..=100).contains(&percent).then_some(Percent(percent))
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn near_misses_have_a_hint() {
        for (text, wanted) in
            [("60", "60 %"), ("0.6", "60 %"), (".05", "5 %"), ("1", "1 %"), ("60 percent", "60 %")]
        {
            let refused = text.parse::<Percent>().unwrap_err();
            assert_eq!(refused.hint.as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn nonsense_has_no_hint() {
        for text in ["", "half", "0 %", "0", "101 %", "256 %", "1000", "60.5 %", "-1 %"] {
            assert_eq!(text.parse::<Percent>().unwrap_err().hint, None, "{text}");
        }
    }

    #[test]
    fn the_range_is_kept() {
        assert_eq!((Percent::new(0).as_u8(), Percent::new(255).as_u8()), (1, 100));
        assert_eq!("100%".parse(), Ok(Percent::new(100)));
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(percent: u8) {
            prop_assert_eq!(Percent::new(percent).to_string().parse(), Ok(Percent::new(percent)));
        }
    }
}
