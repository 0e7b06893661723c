//! Data transfer: <https://aws.amazon.com/ec2/pricing/on-demand/>, "Data Transfer".
//!
//! What comes in is free. What goes out to the internet has steps; what goes to another zone is charged in both
//! directions, where it leaves and where it arrives. The 100 GB that AWS gives are an allowance.

use crate::cost::bill::Bill;
use crate::cost::price::key;

const SERVICE: &str = "Data transfer";

/// What a resource sends to the internet.
pub(super) fn to_the_internet(bill: &mut Bill<'_>) {
    bill.of(SERVICE).usage("data to the internet", key::TRANSFER_INTERNET_GB, "monthly_outbound_internet_gb");
}

/// What a resource sends to, or takes from, other zones.
pub(super) fn between_zones(bill: &mut Bill<'_>) {
    let quantity = bill.used("monthly_intra_region_gb").times(2);
    bill.of(SERVICE).charge("data between zones, in both directions", key::TRANSFER_ZONE_GB, quantity);
}

/// What a usage file says of a whole region: `aws_data_transfer.NAME`.
pub(crate) fn of_region(bill: &mut Bill<'_>) {
    to_the_internet(bill);
    between_zones(bill);
    bill.usage("data to other regions", key::TRANSFER_REGION_GB, "monthly_outbound_other_regions_gb");
    bill.usage(
        "data between us-east-1 and us-east-2",
        key::TRANSFER_US_EAST_GB,
        "monthly_outbound_us_east_to_us_east_gb",
    );
}

#[cfg(test)]
mod tests {
    use crate::cost::aws::testing::{bill, used};
    use crate::cost::{Usage, UsageValue};

    #[test]
    fn each_step_to_the_internet_has_its_price() {
        let usage = used("aws_data_transfer.all", &[("monthly_outbound_internet_gb", "200000")]);
        assert_eq!(
            bill("us-east-1", "", &usage),
            [
                "Data transfer: data to the internet, first 10 TB 10240 x 0.09 = 921.6",
                "Data transfer: data to the internet, next 40 TB 40960 x 0.085 = 3481.6",
                "Data transfer: data to the internet, next 100 TB 102400 x 0.07 = 7168",
                "Data transfer: data to the internet, over 150 TB 46400 x 0.05 = 2320",
            ]
        );
    }

    #[test]
    fn a_region_of_a_usage_file_is_charged_where_it_is() {
        let usage = used(
            "aws_data_transfer.all",
            &[
                ("monthly_intra_region_gb", "1000"),
                ("monthly_outbound_other_regions_gb", "750"),
                ("monthly_outbound_us_east_to_us_east_gb", "500"),
            ],
        );
        let usage = usage.of("aws_data_transfer.all", "region", UsageValue::word("us-east-1"));
        assert_eq!(
            bill("eu-west-1", "", &usage),
            [
                "Data transfer: data between zones, in both directions 2000 x 0.01 = 20",
                "Data transfer: data to other regions 750 x 0.02 = 15",
                "Data transfer: data between us-east-1 and us-east-2 500 x 0.01 = 5",
            ]
        );
        assert_eq!(bill("eu-west-1", "", &Usage::new()), [""; 0]);
    }

    #[test]
    fn what_several_resources_send_goes_up_the_steps_together() {
        let text = r#"
resource "aws_nat_gateway" "a" {}
resource "aws_nat_gateway" "b" {}"#;
        let file = || UsageValue::file(8000.into());
        let usage = Usage::new().of_type("aws_nat_gateway", "monthly_outbound_internet_gb", file());
        assert_eq!(
            bill("us-east-1", text, &usage),
            [
                "NAT gateway: gateway hours 730 x 0.045 = 32.85",
                "Data transfer: data to the internet, first 10 TB 8000 x 0.09 = 720",
                "NAT gateway: gateway hours 730 x 0.045 = 32.85",
                "Data transfer: data to the internet, first 10 TB 2240 x 0.09 = 201.6",
                "Data transfer: data to the internet, next 40 TB 5760 x 0.085 = 489.6",
            ]
        );
    }
}
