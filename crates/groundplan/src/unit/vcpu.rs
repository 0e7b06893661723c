//! Processor shares.

use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::quantity::{Scale, read};

/// The processor share of a container, in CPU units: 1024 units are one vCPU.
///
/// Reads `0.25`, `.5`, `1` and `2 vCPU`. Only exact multiples of 1/1024 are a share, and no more
/// than 192: the AWS page "Amazon ECS task definition parameters for Amazon EC2" ends at 196608 CPU
/// units. The steps of Fargate have constants here, see "Amazon ECS task definition parameters for
/// Fargate".
///
/// ```
/// use groundplan::unit::Vcpu;
///
/// assert_eq!("0.5".parse(), Ok(Vcpu::HALF));
/// assert_eq!(Vcpu::HALF.as_units(), 512);
///
/// // CPU units in place of vCPUs.
/// let refused = "512".parse::<Vcpu>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("0.5"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vcpu(u32);

impl Vcpu {
    /// A quarter of a vCPU: 256 units.
    pub const QUARTER: Self = Self(256);
    /// Half a vCPU: 512 units.
    pub const HALF: Self = Self(512);
    /// One vCPU: 1024 units.
    pub const ONE: Self = Self(1024);
    /// Two vCPUs: 2048 units.
    pub const TWO: Self = Self(2048);
    /// Four vCPUs: 4096 units.
    pub const FOUR: Self = Self(4096);
    /// Eight vCPUs: 8192 units.
    pub const EIGHT: Self = Self(8192);
    /// Sixteen vCPUs: 16384 units.
    pub const SIXTEEN: Self = Self(16384);

    /// A share in CPU units.
    #[must_use]
    pub const fn units(units: u32) -> Self {
        Self(units)
    }

    /// The share in CPU units, which is what ECS task definitions count in.
    #[must_use]
    pub const fn as_units(self) -> u32 {
        self.0
    }
}

const UNITS_PER_VCPU: u32 = 1024;

/// ECS ends here; every likely slip of CPU units for vCPUs lies beyond it.
const LARGEST: u32 = 192 * UNITS_PER_VCPU;

const UNITS: &[Scale] = &[("", UNITS_PER_VCPU), ("vCPU", UNITS_PER_VCPU), ("vCPUs", UNITS_PER_VCPU)];

impl FromStr for Vcpu {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let share = read(text, UNITS).filter(|units| (1..=LARGEST).contains(units));
        share.map(Self).ok_or_else(|| {
            Invalid::new("a number of vCPUs in steps of 1/1024, such as `0.25`, `0.5` or `2`")
                .guess(said_in_units(text))
        })
    }
}

fn said_in_units(text: &str) -> Option<Vcpu> {
    let units = read(text, &[("", 1)])?;
    (LARGEST / UNITS_PER_VCPU..=LARGEST).contains(&units).then_some(Vcpu(units))
}

impl fmt::Display for Vcpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / UNITS_PER_VCPU, self.0 % UNITS_PER_VCPU);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        // 1/1024 has exactly ten decimal places.
        let decimals = format!("{:010}", u64::from(rest) * 10_u64.pow(10) / u64::from(UNITS_PER_VCPU));
        write!(f, "{whole}.{}", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_vcpus() {
        for (text, wanted) in [
            ("0.25", Vcpu::QUARTER),
            (".5", Vcpu::HALF),
            ("0.50", Vcpu::HALF),
            ("1", Vcpu::ONE),
            ("1 vCPU", Vcpu::ONE),
            ("2vcpus", Vcpu::TWO),
            ("16", Vcpu::SIXTEEN),
            ("192", Vcpu::units(196_608)),
        ] {
            assert_eq!(text.parse(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn cpu_units_hint_at_vcpus() {
        for (text, wanted) in [("256", "0.25"), ("512", "0.5"), ("1024", "1"), ("2048", "2"), ("4096", "4")] {
            let refused = text.parse::<Vcpu>().unwrap_err();
            assert_eq!(refused.hint.as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn nonsense_has_no_hint() {
        for text in ["", "0", "0.3", "0.1", "193 vCPU", "1 core", "-1", "one", "196609"] {
            assert_eq!(text.parse::<Vcpu>().unwrap_err().hint, None, "{text}");
        }
    }

    #[test]
    fn prints_without_needless_zeros() {
        assert_eq!(Vcpu::QUARTER.to_string(), "0.25");
        assert_eq!(Vcpu::SIXTEEN.to_string(), "16");
        assert_eq!(Vcpu::units(1).to_string(), "0.0009765625");
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(units in 1..=LARGEST) {
            prop_assert_eq!(Vcpu::units(units).to_string().parse(), Ok(Vcpu::units(units)));
        }
    }
}
