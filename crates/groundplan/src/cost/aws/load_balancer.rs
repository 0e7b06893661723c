//! Load balancers: <https://aws.amazon.com/elasticloadbalancing/pricing/>.
//!
//! Hours of the load balancer, and hours of capacity units. An internet-facing one has a public address in each zone,
//! and its responses are data transfer to the internet.

use super::capacity::{self, Unit};
use super::{Family, Priced, public_address, transfer};
use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::{Quantity, hours};
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_lb", price), ("aws_alb", price), ("aws_elb", classic)];

const SERVICE: &str = "Load balancer";

/// <https://aws.amazon.com/elasticloadbalancing/pricing/>, "LCU details".
const APPLICATION: Unit = Unit { new: 25, active: 3000, rules: Some(Decimal::ZERO) };
const TCP: Unit = Unit { new: 800, active: 100_000, rules: None };
const TLS: Unit = Unit { new: 50, active: 3000, rules: None };

fn price(balancer: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE);
    match balancer.word("load_balancer_type", "application")? {
        "application" => {
            let rules = Some(balancer.index.rules(&balancer.address()));
            let units = capacity::hours(&Unit { rules, ..APPLICATION }, bill);
            bill.charge("load balancer hours", key::LOAD_BALANCER_APPLICATION_HOUR, hours(1)).charge(
                "capacity units",
                key::LOAD_BALANCER_APPLICATION_LCU_HOUR,
                units,
            );
        }
        "network" => {
            let unit = if balancer.index.has_tls(&balancer.address()) { &TLS } else { &TCP };
            let units = capacity::hours(unit, bill);
            bill.charge("load balancer hours", key::LOAD_BALANCER_NETWORK_HOUR, hours(1)).charge(
                "capacity units",
                key::LOAD_BALANCER_NETWORK_LCU_HOUR,
                units,
            );
            transfer::between_zones(bill);
        }
        "gateway" => return Err(Unknown::new("groundplan has no prices of Gateway Load Balancers")),
        other => return Err(Unknown::new(format!("unknown load balancer type {other}"))),
    }
    if balancer.may_have("minimum_load_balancer_capacity") {
        bill.unpriced("groundplan has no prices of reserved capacity units");
    }
    internet(balancer, bill)
}

fn internet(balancer: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let facing = !balancer.truth("internal", false)?;
    if facing && balancer.word("ip_address_type", "ipv4")? != "dualstack-without-public-ipv4" {
        public_address::charge_known(bill, "addresses, one in each zone", addresses(balancer).map(hours));
    }
    if facing {
        transfer::to_the_internet(bill);
    }
    Ok(())
}

/// One in each zone, which is each subnet; those that it is given are charged by themselves.
fn addresses(balancer: &Resource<'_>) -> Result<Quantity, Unknown> {
    if balancer.is_dynamic("subnet_mapping") {
        return Err(Unknown::new(
            "a dynamic block makes `subnet_mapping`, so how many zones there are is not known",
        ));
    }
    let mappings = balancer.blocks("subnet_mapping");
    let own = mappings.iter().filter(|mapping| mapping.lacks("allocation_id")).count();
    let zones = if mappings.is_empty() { balancer.length("subnets")? } else { own.into() };
    if zones == Decimal::ZERO && mappings.is_empty() {
        return Err(Unknown::new("the load balancer's subnets, and so the number of zones, are not set"));
    }
    Ok(Quantity::from(zones).reason("one address in each zone, the least that a load balancer has"))
}

fn classic(balancer: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge("load balancer hours", key::LOAD_BALANCER_CLASSIC_HOUR, hours(1)).usage(
        "data processed",
        key::LOAD_BALANCER_CLASSIC_DATA_GB,
        "monthly_data_processed_gb",
    );
    if balancer.truth("internal", false)? {
        return Ok(());
    }
    let zones = balancer.length("subnets")?.max(balancer.length("availability_zones")?);
    let zones = Quantity::from(zones).reason("one address in each zone, the least that a load balancer has");
    public_address::charge(bill, "addresses, one in each zone", hours(zones));
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, estimate, used};
    use crate::decision::Tier;

    fn text(more: &str) -> String {
        format!("resource \"aws_lb\" \"main\" {{\n subnets = [aws_subnet.a.id, aws_subnet.b.id]\n{more}\n}}")
    }

    const HOURS: &str = "Load balancer: load balancer hours 730 x 0.0225 = 16.425";
    const ADDRESSES: &str = "Public IPv4 addresses: addresses, one in each zone 1460 x 0.005 = 7.3";

    #[test]
    fn the_largest_dimension_makes_the_units_of_an_application_load_balancer() {
        // Units an hour: 100 / 25, 6000 / 3000, 3, 2000 / 1000.
        let cases = [
            (
                [
                    ("new_connections", "100"),
                    ("active_connections", "6000"),
                    ("processed_bytes_gb", "3"),
                    ("rule_evaluations", "2000"),
                ],
                "2920",
                "23.36",
                "new connections",
            ),
            (
                [
                    ("new_connections", "1"),
                    ("active_connections", "15000"),
                    ("processed_bytes_gb", "3"),
                    ("rule_evaluations", "2000"),
                ],
                "3650",
                "29.2",
                "active connections",
            ),
            (
                [
                    ("new_connections", "1"),
                    ("active_connections", "3000"),
                    ("processed_bytes_gb", "7"),
                    ("rule_evaluations", "2000"),
                ],
                "5110",
                "40.88",
                "processed bytes",
            ),
            (
                [
                    ("new_connections", "1"),
                    ("active_connections", "3000"),
                    ("processed_bytes_gb", "1"),
                    ("rule_evaluations", "6000"),
                ],
                "4380",
                "35.04",
                "rule evaluations",
            ),
        ];
        for (usage, units, monthly, largest) in cases {
            let usage = used("aws_lb.main", &usage);
            let lines = bill("us-east-1", &text(""), &usage);
            assert_eq!(
                lines,
                [HOURS, &format!("Load balancer: capacity units {units} x 0.008 = {monthly}"), ADDRESSES]
            );
            let lines = estimate("us-east-1", &text(""), &usage).modules[0].lines.clone();
            let assumption = lines[1].assumption.clone().unwrap_or_default();
            let expected = format!("the largest dimension is {largest}");
            assert!(assumption.contains(&expected), "{assumption}");
        }
    }

    #[test]
    fn units_follow_from_the_requests_of_a_month() {
        let usage = used("aws_lb.main", &[("monthly_requests", "36000000"), ("monthly_processed_gb", "730")]);
        // 730 GB are 730 unit-hours; 36 million requests are 7.2 million connections: 80 unit-hours.
        assert_eq!(
            bill("us-east-1", &text(""), &usage),
            [HOURS, "Load balancer: capacity units 730 x 0.008 = 5.84", ADDRESSES,]
        );
        let rules = r#"
resource "aws_lb_listener" "https" { load_balancer_arn = aws_lb.main.arn }
resource "aws_lb_listener_rule" "all" {
  count        = 110
  listener_arn = aws_lb_listener.https.arn
}"#;
        // 100 rules beyond the ten that are free, 36 million times, are 1000 unit-hours.
        assert_eq!(
            bill("us-east-1", &(text("") + rules), &usage),
            [HOURS, "Load balancer: capacity units 1000 x 0.008 = 8", ADDRESSES,]
        );
    }

    #[test]
    fn what_is_assumed_of_production_is_a_range() {
        assert_eq!(
            bill("us-east-1", &text(""), &Usage::assuming(Tier::Production)),
            [
                HOURS,
                "Load balancer: capacity units 66..220..1100 x 0.008 = 0.528..1.76..8.8",
                ADDRESSES,
                "Data transfer: data to the internet, first 10 TB 60..200..1000 x 0.09 = 5.4..18..90",
            ]
        );
    }

    #[test]
    fn a_network_load_balancer_has_units_of_its_own() {
        let usage = used("aws_lb.main", &[("new_connections", "1600"), ("processed_bytes_gb", "1")]);
        let network = text("load_balancer_type = \"network\"");
        assert_eq!(
            bill("us-east-1", &network, &usage),
            [HOURS, "Load balancer: capacity units 1460 x 0.006 = 8.76", ADDRESSES,]
        );
        let tls = "\nresource \"aws_lb_listener\" \"tls\" {\n load_balancer_arn = aws_lb.main.arn\n protocol = \"TLS\"\n}";
        assert_eq!(
            bill("us-east-1", &(network + tls), &usage)[1],
            "Load balancer: capacity units 23360 x 0.006 = 140.16"
        );
        assert_eq!(
            bill("eu-central-1", &text("load_balancer_type = \"network\""), &usage)[2],
            "unpriced: no price of capacity units of Network Load Balancers for eu-central-1"
        );
    }

    #[test]
    fn only_what_faces_the_internet_has_public_addresses() {
        let usage = Usage::new();
        for more in ["internal = true", "ip_address_type = \"dualstack-without-public-ipv4\""] {
            assert_eq!(bill("us-east-1", &text(more), &usage), [HOURS], "{more}");
        }
        let given = r#"resource "aws_lb" "main" {
  load_balancer_type = "network"
  subnet_mapping {
    subnet_id     = "a"
    allocation_id = aws_eip.a.id
  }
  subnet_mapping { subnet_id = "b" }
}"#;
        assert_eq!(
            bill("us-east-1", given, &usage),
            [HOURS, "Public IPv4 addresses: addresses, one in each zone 730 x 0.005 = 3.65",]
        );
        let unknown = r#"resource "aws_lb" "main" { subnets = var.subnets }"#;
        assert_eq!(
            bill("us-east-1", unknown, &usage),
            [HOURS, "unpriced: `subnets` is `var.subnets`, which is not known",]
        );
    }

    #[test]
    fn what_has_no_price_is_named() {
        let gateway = text("load_balancer_type = \"gateway\"");
        assert_eq!(
            bill("us-east-1", &gateway, &Usage::new()),
            ["unpriced: groundplan has no prices of Gateway Load Balancers",]
        );
    }

    #[test]
    fn a_classic_load_balancer_is_charged_by_the_gigabyte() {
        let text = r#"resource "aws_elb" "old" { availability_zones = ["a", "b"] }"#;
        let usage = used("aws_elb.old", &[("monthly_data_processed_gb", "1000")]);
        assert_eq!(
            bill("us-east-1", text, &usage),
            [
                "Load balancer: load balancer hours 730 x 0.025 = 18.25",
                "Load balancer: data processed 1000 x 0.008 = 8",
                ADDRESSES,
            ]
        );
    }
}
