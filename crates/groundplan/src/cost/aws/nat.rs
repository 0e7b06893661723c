//! NAT gateways: <https://aws.amazon.com/vpc/pricing/>, "NAT Gateway".
//!
//! Hours of a gateway, for a regional one in each of its zones, and each GB that passes in either direction. Traffic to
//! the internet is also charged as data transfer.

use super::{Family, Priced, transfer};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::{Quantity, hours};
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_nat_gateway", price)];

const SERVICE: &str = "NAT gateway";

fn price(gateway: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    if gateway.word("availability_mode", "zonal")? == "regional" {
        regional(gateway, bill);
    } else {
        bill.of(SERVICE).charge("gateway hours", key::NAT_GATEWAY_HOUR, hours(1)).usage(
            "data processed",
            key::NAT_DATA_GB,
            "monthly_data_processed_gb",
        );
    }
    if gateway.word("connectivity_type", "public")? == "public" {
        transfer::to_the_internet(bill);
    }
    transfer::between_zones(bill);
    Ok(())
}

fn regional(gateway: &Resource<'_>, bill: &mut Bill<'_>) {
    let zones = zones(gateway).map(hours);
    bill.of(SERVICE)
        .charge_known("gateway hours in each zone", key::NAT_REGIONAL_ZONE_HOUR, zones.clone())
        .usage("data processed", key::NAT_REGIONAL_DATA_GB, "monthly_data_processed_gb");
    if gateway.lacks("availability_zone_address") {
        super::public_address::charge_known(bill, "addresses, one in each zone", zones);
    }
}

/// Those that it is given addresses for, else those that its VPC has subnets in.
fn zones(gateway: &Resource<'_>) -> Result<Quantity, Unknown> {
    let given = gateway.blocks("availability_zone_address").len();
    if given > 0 {
        return Ok(i64::try_from(given).unwrap_or(i64::MAX).into());
    }
    let vpc = gateway.target_address("vpc_id", &["aws_vpc"]).and_then(|vpc| gateway.index.zones(&vpc));
    let zones = vpc.ok_or_else(|| Unknown::new("in how many zones the gateway works is not known"))?;
    Ok(Quantity::from(zones).reason(format!("{zones} zones, those of the VPC's subnets")))
}

#[cfg(test)]
mod tests {
    use crate::cost::aws::testing::{bill, used};

    #[test]
    fn a_zonal_gateway_is_charged_by_hours_and_gigabytes() {
        let text = r#"resource "aws_nat_gateway" "main" { allocation_id = aws_eip.nat.id }"#;
        let usage = used(
            "aws_nat_gateway.main",
            &[("monthly_data_processed_gb", "100"), ("monthly_outbound_internet_gb", "10")],
        );
        assert_eq!(
            bill("us-east-1", text, &usage),
            [
                "NAT gateway: gateway hours 730 x 0.045 = 32.85",
                "NAT gateway: data processed 100 x 0.045 = 4.5",
                "Data transfer: data to the internet, first 10 TB 10 x 0.09 = 0.9",
            ]
        );
        assert_eq!(
            bill("eu-west-1", text, &used("x.y", &[])),
            ["NAT gateway: gateway hours 730 x 0.048 = 35.04"]
        );
    }

    #[test]
    fn several_gateways_are_so_many_times_as_dear() {
        let text = r#"resource "aws_nat_gateway" "main" { count = 3 }"#;
        assert_eq!(
            bill("us-east-1", text, &used("x.y", &[])),
            ["NAT gateway: gateway hours 2190 x 0.045 = 98.55",]
        );
    }

    #[test]
    fn a_regional_gateway_is_charged_in_each_zone_of_its_vpc_with_an_address_there() {
        let text = r#"
resource "aws_vpc" "main" {}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  availability_zone = "us-east-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  availability_zone = "us-east-1b"
}
resource "aws_nat_gateway" "main" {
  availability_mode = "regional"
  vpc_id            = aws_vpc.main.id
}"#;
        assert_eq!(
            bill("us-east-1", text, &used("aws_nat_gateway.main", &[("monthly_data_processed_gb", "100")])),
            [
                "NAT gateway: gateway hours in each zone 1460 x 0.045 = 65.7",
                "NAT gateway: data processed 100 x 0.045 = 4.5",
                "Public IPv4 addresses: addresses, one in each zone 1460 x 0.005 = 7.3",
            ]
        );
        let lone = r#"resource "aws_nat_gateway" "main" { availability_mode = "regional" }"#;
        let usage = used("aws_nat_gateway.main", &[("monthly_data_processed_gb", "100")]);
        assert_eq!(
            bill("us-east-1", lone, &usage),
            [
                "NAT gateway: data processed 100 x 0.045 = 4.5",
                "unpriced: in how many zones the gateway works is not known",
            ]
        );
    }
}
