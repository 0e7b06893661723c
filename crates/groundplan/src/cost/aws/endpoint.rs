//! VPC endpoints: <https://aws.amazon.com/privatelink/pricing/>.
//!
//! An interface endpoint is charged each hour in each zone that it has a network interface in, and each GB, with
//! steps over all endpoints of a region. Gateway endpoints, of S3 and DynamoDB, are free.

use super::{Family, Priced};
use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::{Quantity, hours};
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_vpc_endpoint", price)];

const SERVICE: &str = "VPC endpoints";
const DATA: &str = "monthly_data_processed_gb";

fn price(endpoint: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE);
    match endpoint.word("vpc_endpoint_type", "Gateway")? {
        "Gateway" => bill.free("gateway endpoints are free"),
        "Interface" => {
            bill.charge_known(
                "endpoint hours in each zone",
                key::VPC_ENDPOINT_INTERFACE_HOUR,
                interfaces(endpoint),
            )
            .usage("data processed", key::VPC_ENDPOINT_INTERFACE_DATA_GB, DATA);
        }
        "GatewayLoadBalancer" => {
            bill.charge_known(
                "endpoint hours",
                key::VPC_ENDPOINT_GATEWAY_LOAD_BALANCER_HOUR,
                interfaces(endpoint),
            )
            .usage("data processed", key::VPC_ENDPOINT_GATEWAY_LOAD_BALANCER_DATA_GB, DATA);
        }
        other => bill.unpriced(format!("groundplan has no prices of endpoints of the type {other}")),
    }
    Ok(())
}

/// Hours of a network interface in each subnet, of which an endpoint takes one a zone.
fn interfaces(endpoint: &Resource<'_>) -> Result<Quantity, Unknown> {
    let zones = endpoint.length("subnet_ids")?;
    let configured = Decimal::from(endpoint.blocks("subnet_configuration").len());
    let zones = zones.max(configured);
    if zones == Decimal::ZERO {
        return Err(Unknown::new("the endpoint's subnets, and so the number of zones, are not set"));
    }
    Ok(hours(zones))
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    fn endpoint(kind: &str, subnets: &str) -> String {
        format!(
            r#"
resource "aws_subnet" "private" {{ for_each = toset(["a", "b", "c"]) }}
resource "aws_subnet" "other" {{}}
resource "aws_vpc_endpoint" "main" {{
  vpc_endpoint_type = "{kind}"
  subnet_ids        = {subnets}
}}"#
        )
    }

    #[test]
    fn an_interface_endpoint_is_charged_in_each_zone_and_its_data_in_steps() {
        let text = endpoint("Interface", "[for subnet in aws_subnet.private : subnet.id]");
        let usage = used("aws_vpc_endpoint.main", &[("monthly_data_processed_gb", "6000000")]);
        assert_eq!(
            bill("us-east-1", &text, &usage),
            [
                "VPC endpoints: endpoint hours in each zone 2190 x 0.01 = 21.9",
                "VPC endpoints: data processed, first 1 PB 1048576 x 0.01 = 10485.76",
                "VPC endpoints: data processed, next 4 PB 4194304 x 0.006 = 25165.824",
                "VPC endpoints: data processed, over 5 PB 757120 x 0.004 = 3028.48",
            ]
        );
        for (subnets, hours) in
            [("[aws_subnet.other.id]", "730 x 0.01 = 7.3"), ("[\"a\", \"b\"]", "1460 x 0.01 = 14.6")]
        {
            let lines = bill("us-east-1", &endpoint("Interface", subnets), &Usage::new());
            assert_eq!(lines, [format!("VPC endpoints: endpoint hours in each zone {hours}")]);
        }
    }

    #[test]
    fn other_endpoints_are_free_or_have_prices_of_their_own() {
        let usage = used("aws_vpc_endpoint.main", &[("monthly_data_processed_gb", "100")]);
        assert_eq!(
            bill("us-east-1", &endpoint("Gateway", "[]"), &usage),
            ["free: gateway endpoints are free"]
        );
        assert_eq!(
            bill("us-east-1", &endpoint("GatewayLoadBalancer", "[\"a\"]"), &usage),
            [
                "VPC endpoints: endpoint hours 730 x 0.01 = 7.3",
                "VPC endpoints: data processed 100 x 0.0035 = 0.35",
            ]
        );
        assert_eq!(
            bill("us-east-1", &endpoint("Interface", "var.subnets"), &usage),
            [
                "VPC endpoints: data processed, first 1 PB 100 x 0.01 = 1",
                "unpriced: `subnet_ids` is `var.subnets`, which is not known",
            ]
        );
    }
}
