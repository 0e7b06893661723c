//! EBS: <https://aws.amazon.com/ebs/pricing/>. The size of volumes.

use super::{Family, Priced};
use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_ebs_volume", volume)];

/// What comes with a gp3 volume: <https://aws.amazon.com/ebs/volume-types/>.
const IOPS: Decimal = Decimal::from_parts(3000, 0, 0, false, 0);
const MIBPS: Decimal = Decimal::from_parts(125, 0, 0, false, 0);

fn volume(volume: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let key = match volume.word("type", "gp2")? {
        "gp3" => key::EBS_GP3_GB_MONTH,
        "gp2" => key::EBS_GP2_GB_MONTH,
        other => return Err(Unknown::new(format!("groundplan has no prices of {other} volumes"))),
    };
    let size = volume.number("size")?.ok_or_else(|| Unknown::new("the volume's size is not set"))?;
    bill.of("EBS").charge("volumes", key, size);
    let beyond = |name: &str, included: Decimal| {
        volume.number(name).map(|number| number.is_some_and(|number| number > included))
    };
    if beyond("iops", IOPS)? || beyond("throughput", MIBPS)? {
        bill.unpriced(
            "groundplan has no price of IOPS and throughput beyond those that come with the volume",
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::bill;

    #[test]
    fn volumes_are_charged_by_size() {
        let volume = |body: &str| {
            let text = format!("resource \"aws_ebs_volume\" \"main\" {{\n{body}\n}}");
            bill("eu-central-1", &text, &Usage::new())
        };
        assert_eq!(volume("size = 100"), ["EBS: volumes 100 x 0.119 = 11.9"]);
        assert_eq!(volume("size = 100\ntype = \"gp3\"\niops = 3000"), ["EBS: volumes 100 x 0.0952 = 9.52"]);
        assert_eq!(
            volume("size = 100\ntype = \"gp3\"\nthroughput = 500"),
            [
                "EBS: volumes 100 x 0.0952 = 9.52",
                "unpriced: groundplan has no price of IOPS and throughput beyond those that come with the volume",
            ]
        );
        assert_eq!(
            volume("size = 100\ntype = \"io2\""),
            ["unpriced: groundplan has no prices of io2 volumes"]
        );
        assert_eq!(volume(""), ["unpriced: the volume's size is not set"]);
    }
}
