//! Partitions of AWS.

/// A partition: a group of AWS regions with its own accounts, ARNs and endpoints.
///
/// See the AWS page "AWS Regions" of the guide "AWS Regions and Availability Zones": accounts of one
/// partition cannot reach the regions of another.
///
/// ```
/// use groundplan::unit::{Partition, Region};
///
/// assert_eq!(Region::CnNorth1.partition(), Partition::AwsChina);
/// assert_eq!(Partition::AwsChina.dns_suffix(), "amazonaws.com.cn");
/// assert_ne!(Partition::AwsGov.name(), Partition::Aws.name());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Partition {
    /// The commercial partition, `aws`.
    Aws,
    /// Beijing and Ningxia, `aws-cn`.
    AwsChina,
    /// GovCloud (US), `aws-us-gov`.
    AwsGov,
}

impl Partition {
    /// What ARNs of the partition have in second place: `arn:aws-cn:…`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsChina => "aws-cn",
            Self::AwsGov => "aws-us-gov",
        }
    }

    /// What its service endpoints end in.
    #[must_use]
    pub fn dns_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::AwsGov => "amazonaws.com",
            Self::AwsChina => "amazonaws.com.cn",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gov_cloud_shares_the_commercial_suffix() {
        assert_eq!(Partition::AwsGov.name(), "aws-us-gov");
        assert_eq!(Partition::AwsGov.dns_suffix(), Partition::Aws.dns_suffix());
    }
}
