//! How usage types name regions: `EUW2-LCUUsage`, `eu-west-2-KMS-Keys`.

/// What usage types of a region begin with, without the dash. They do not follow from the regions' names:
/// `APS1` is Singapore, ap-southeast-1, and Mumbai, ap-south-1, is `APS3`.
const CODES: [(&str, &str); 15] = [
    ("us-east-1", "USE1"),
    ("us-east-2", "USE2"),
    ("us-west-1", "USW1"),
    ("us-west-2", "USW2"),
    ("ca-central-1", "CAN1"),
    ("sa-east-1", "SAE1"),
    ("eu-west-1", "EU"),
    ("eu-west-2", "EUW2"),
    ("eu-west-3", "EUW3"),
    ("eu-central-1", "EUC1"),
    ("eu-north-1", "EUN1"),
    ("ap-south-1", "APS3"),
    ("ap-southeast-1", "APS1"),
    ("ap-southeast-2", "APS2"),
    ("ap-northeast-1", "APN1"),
];

/// How a meter names the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// By a code: `EUW2-LCUUsage`. In us-east-1, where AWS began, many meters have none.
    Code,
    /// By its name: `eu-west-2-KMS-Keys`.
    Name,
    /// Not at all: the price is the same worldwide, or the code is that of an edge.
    Nowhere,
}

/// A usage type without the region; `None` where it is not of that region.
pub(super) fn without<'a>(usage: &'a str, region: &str, naming: Naming) -> Option<&'a str> {
    let after = |prefix: &str| usage.strip_prefix(prefix)?.strip_prefix('-');
    match naming {
        Naming::Nowhere => Some(usage),
        Naming::Name => after(region),
        Naming::Code => {
            let (_, code) = CODES.iter().find(|(name, _)| *name == region)?;
            let bare = (region == "us-east-1").then_some(usage);
            after(code).or(bare)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_asia_are_not_in_the_order_of_names() {
        let of = |usage, region| without(usage, region, Naming::Code);
        assert_eq!(of("APS3-LCUUsage", "ap-south-1"), Some("LCUUsage"));
        assert_eq!(of("APS1-LCUUsage", "ap-south-1"), None);
        assert_eq!(of("APS1-LCUUsage", "ap-southeast-1"), Some("LCUUsage"));
        assert_eq!(of("APS2-LCUUsage", "ap-southeast-2"), Some("LCUUsage"));
        assert_eq!(of("EUW2-LCUUsage", "eu-west-1"), None);
    }

    #[test]
    fn the_first_region_has_a_code_for_some_meters_only() {
        let of = |usage| without(usage, "us-east-1", Naming::Code);
        assert_eq!(of("USE1-Fargate-GB-Hours"), Some("Fargate-GB-Hours"));
        assert_eq!(of("LCUUsage"), Some("LCUUsage"));
        assert_eq!(without("eu-west-2-KMS-Keys", "eu-west-2", Naming::Name), Some("KMS-Keys"));
        assert_eq!(without("LCUUsage", "us-east-2", Naming::Code), None);
    }
}
