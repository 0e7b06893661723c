//! Regions of AWS.

use std::fmt;
use std::str::FromStr;

use strsim::damerau_levenshtein;

use super::{Invalid, Partition};

/// Declares the regions from one table: variant, code, partition, whether it is opt-in, place.
macro_rules! regions {
    ($($variant:ident $name:literal $partition:ident $opt_in:literal $place:literal;)*) => {
        /// An AWS region: the place on earth an application runs in.
        ///
        /// Reads and prints the code, such as `eu-west-1`. The regions are those of the partitions
        /// `aws`, `aws-cn` and `aws-us-gov` in the AWS SDKs' `partitions.json`; a code that is not
        /// among them is refused with the nearest one as the hint.
        ///
        /// ```
        /// use groundplan::unit::Region;
        ///
        /// assert_eq!("eu-west-1".parse(), Ok(Region::EuWest1));
        ///
        /// let refused = "eu-wset-1".parse::<Region>().unwrap_err();
        /// assert_eq!(refused.hint.as_deref(), Some("eu-west-1"));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Region {
            $(#[doc = concat!($place, ", `", $name, "`.")] $variant,)*
        }

        const ALL: &[Region] = &[$(Region::$variant),*];

        const fn row(region: Region) -> Row {
            match region {
                $(Region::$variant => Row {
                    name: $name,
                    partition: Partition::$partition,
                    opt_in: $opt_in,
                    place: $place,
                },)*
            }
        }
    };
}

regions! {
    AfSouth1     "af-south-1"     Aws      true  "Africa (Cape Town)";
    ApEast1      "ap-east-1"      Aws      true  "Asia Pacific (Hong Kong)";
    ApEast2      "ap-east-2"      Aws      true  "Asia Pacific (Taipei)";
    ApNortheast1 "ap-northeast-1" Aws      false "Asia Pacific (Tokyo)";
    ApNortheast2 "ap-northeast-2" Aws      false "Asia Pacific (Seoul)";
    ApNortheast3 "ap-northeast-3" Aws      false "Asia Pacific (Osaka)";
    ApSouth1     "ap-south-1"     Aws      false "Asia Pacific (Mumbai)";
    ApSouth2     "ap-south-2"     Aws      true  "Asia Pacific (Hyderabad)";
    ApSoutheast1 "ap-southeast-1" Aws      false "Asia Pacific (Singapore)";
    ApSoutheast2 "ap-southeast-2" Aws      false "Asia Pacific (Sydney)";
    ApSoutheast3 "ap-southeast-3" Aws      true  "Asia Pacific (Jakarta)";
    ApSoutheast4 "ap-southeast-4" Aws      true  "Asia Pacific (Melbourne)";
    ApSoutheast5 "ap-southeast-5" Aws      true  "Asia Pacific (Malaysia)";
    ApSoutheast6 "ap-southeast-6" Aws      true  "Asia Pacific (New Zealand)";
    ApSoutheast7 "ap-southeast-7" Aws      true  "Asia Pacific (Thailand)";
    CaCentral1   "ca-central-1"   Aws      false "Canada (Central)";
    CaWest1      "ca-west-1"      Aws      true  "Canada West (Calgary)";
    EuCentral1   "eu-central-1"   Aws      false "Europe (Frankfurt)";
    EuCentral2   "eu-central-2"   Aws      true  "Europe (Zurich)";
    EuNorth1     "eu-north-1"     Aws      false "Europe (Stockholm)";
    EuSouth1     "eu-south-1"     Aws      true  "Europe (Milan)";
    EuSouth2     "eu-south-2"     Aws      true  "Europe (Spain)";
    EuWest1      "eu-west-1"      Aws      false "Europe (Ireland)";
    EuWest2      "eu-west-2"      Aws      false "Europe (London)";
    EuWest3      "eu-west-3"      Aws      false "Europe (Paris)";
    IlCentral1   "il-central-1"   Aws      true  "Israel (Tel Aviv)";
    MeCentral1   "me-central-1"   Aws      true  "Middle East (UAE)";
    MeSouth1     "me-south-1"     Aws      true  "Middle East (Bahrain)";
    MeWest1      "me-west-1"      Aws      true  "Middle East (Saudi Arabia)";
    MxCentral1   "mx-central-1"   Aws      true  "Mexico (Central)";
    SaEast1      "sa-east-1"      Aws      false "South America (São Paulo)";
    SaWest1      "sa-west-1"      Aws      true  "South America (Chile)";
    UsEast1      "us-east-1"      Aws      false "US East (N. Virginia)";
    UsEast2      "us-east-2"      Aws      false "US East (Ohio)";
    UsWest1      "us-west-1"      Aws      false "US West (N. California)";
    UsWest2      "us-west-2"      Aws      false "US West (Oregon)";
    CnNorth1     "cn-north-1"     AwsChina false "China (Beijing)";
    CnNorthwest1 "cn-northwest-1" AwsChina false "China (Ningxia)";
    UsGovEast1   "us-gov-east-1"  AwsGov   false "AWS GovCloud (US-East)";
    UsGovWest1   "us-gov-west-1"  AwsGov   false "AWS GovCloud (US-West)";
}

struct Row {
    name: &'static str,
    partition: Partition,
    opt_in: bool,
    place: &'static str,
}

impl Region {
    /// The region's code, such as `eu-west-1`.
    #[must_use]
    pub fn name(self) -> &'static str {
        row(self).name
    }

    /// Every region, the commercial ones first, each partition in the order of the codes.
    #[must_use]
    pub fn all() -> &'static [Region] {
        ALL
    }

    /// The partition the region belongs to.
    #[must_use]
    pub fn partition(self) -> Partition {
        row(self).partition
    }

    /// Whether an account has to enable the region before it can be used.
    ///
    /// That is so for commercial regions launched after March 20, 2019, see the AWS page "Enable or
    /// disable AWS Regions in your account".
    ///
    /// ```
    /// use groundplan::unit::Region;
    ///
    /// assert!(Region::EuCentral2.opt_in());
    /// assert!(!Region::EuCentral1.opt_in());
    /// ```
    #[must_use]
    pub fn opt_in(self) -> bool {
        row(self).opt_in
    }
}

impl FromStr for Region {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let found = ALL.iter().find(|region| region.name() == text);
        found.copied().ok_or_else(|| unknown(text))
    }
}

fn unknown(text: &str) -> Invalid {
    let near = nearest(text);
    let shown: &[Region] = if near.is_empty() { &[Region::EuWest1, Region::UsEast1] } else { &near };
    let names: Vec<String> = shown.iter().take(SHOWN).map(|region| format!("`{region}`")).collect();
    Invalid::new(format!("the code of an AWS region, such as {}", names.join(" or "))).guess(near.first())
}

/// More than this is a list to search, not a suggestion.
const SHOWN: usize = 3;

/// A typing mistake is this many edits at most; it also covers `eu_west_1` and `eu-west-1a`.
const EDITS: usize = 3;

/// The shortest text that is looked for among the places: `us` and `eu` are in too many words.
const SHORTEST_PLACE: usize = 3;

/// The regions whose code takes the fewest edits, else those whose place is named.
fn nearest(text: &str) -> Vec<Region> {
    let text = text.trim().to_lowercase();
    let edits = |region: &Region| damerau_levenshtein(&text, region.name());
    let fewest = ALL.iter().map(edits).min().filter(|fewest| *fewest <= EDITS);
    let is_near = |region: &Region| match fewest {
        Some(fewest) => edits(region) == fewest,
        None => is_at(*region, &text),
    };
    ALL.iter().copied().filter(is_near).collect()
}

fn is_at(region: Region, text: &str) -> bool {
    text.len() >= SHORTEST_PLACE && row(region).place.to_lowercase().contains(text)
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_reads() {
        for region in Region::all() {
            assert_eq!(region.to_string().parse(), Ok(*region));
        }
    }

    #[test]
    fn the_variant_spells_the_code() {
        for region in Region::all() {
            let code = region.name().replace('-', "");
            assert_eq!(format!("{region:?}").to_lowercase(), code);
        }
    }

    #[test]
    fn the_partition_follows_from_the_code() {
        for region in Region::all() {
            let wanted = match region.name() {
                name if name.starts_with("cn-") => Partition::AwsChina,
                name if name.starts_with("us-gov-") => Partition::AwsGov,
                _ => Partition::Aws,
            };
            assert_eq!(region.partition(), wanted, "{region}");
        }
    }

    #[test]
    fn seventeen_commercial_regions_are_on_by_default() {
        let is_default = |region: &&Region| region.partition() == Partition::Aws && !region.opt_in();
        assert_eq!(Region::all().iter().filter(is_default).count(), 17);
    }

    #[test]
    fn near_misses_have_a_hint() {
        for (text, wanted) in [
            ("eu-west1", "eu-west-1"),
            ("EU-WEST-1", "eu-west-1"),
            ("eu_west_1", "eu-west-1"),
            ("eu-west-1a", "eu-west-1"),
            ("us-gov-wset-1", "us-gov-west-1"),
            ("Frankfurt", "eu-central-1"),
            ("Europe (London)", "eu-west-2"),
        ] {
            assert_eq!(text.parse::<Region>().unwrap_err().hint.as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn equally_near_regions_are_all_named() {
        let refused = "us-east-9".parse::<Region>().unwrap_err();
        assert_eq!(refused.wanted, "the code of an AWS region, such as `us-east-1` or `us-east-2`");
    }

    #[test]
    fn nonsense_has_no_hint() {
        for text in ["", "us", "moon", "planet-earth-1"] {
            assert_eq!(text.parse::<Region>().unwrap_err().hint, None, "{text}");
        }
    }
}
