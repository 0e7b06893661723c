//! Route 53: <https://aws.amazon.com/route53/pricing/>. Zones, queries that no alias answers, and health checks
//! with their options. Prices are the same worldwide.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::Quantity;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[
    ("aws_route53_zone", zone),
    ("aws_route53_record", record),
    ("aws_route53_health_check", health_check),
    ("aws_service_discovery_private_dns_namespace", namespace),
    ("aws_service_discovery_public_dns_namespace", namespace),
];

const SERVICE: &str = "Route 53";
const QUERIES: &str = "monthly_standard_queries";

fn zone(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge("hosted zones", key::ROUTE53_ZONE, 1);
    counted::usage(bill, "queries", key::ROUTE53_STANDARD_QUERY, QUERIES);
    Ok(())
}

/// A namespace of Cloud Map that is asked by DNS has a zone of its own.
fn namespace(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge("hosted zones", key::ROUTE53_ZONE, 1);
    Ok(())
}

fn record(record: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    if record.may_have("alias") {
        bill.free("aliases of AWS's own endpoints are free");
        return Ok(());
    }
    bill.of(SERVICE);
    counted::usage(bill, "queries", key::ROUTE53_STANDARD_QUERY, QUERIES);
    counted::usage(bill, "queries by latency", key::ROUTE53_LATENCY_QUERY, "monthly_latency_based_queries");
    counted::usage(bill, "queries by geography", key::ROUTE53_GEO_QUERY, "monthly_geo_queries");
    Ok(())
}

/// Checks of other checks and of alarms cost as much as those of AWS's own endpoints.
fn health_check(check: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let kind = check.word("type", "")?;
    let of_aws = matches!(kind, "CALCULATED" | "CLOUDWATCH_METRIC" | "RECOVERY_CONTROL");
    let options = options(check, kind)?;
    bill.of(SERVICE);
    let counted = |count: i64| Quantity::from(count);
    match endpoint(check, bill).filter(|_| !of_aws) {
        None if of_aws => bill.charge("health checks", key::ROUTE53_AWS_HEALTH_CHECK, 1),
        Some(true) => bill.charge("health checks", key::ROUTE53_AWS_HEALTH_CHECK, 1).charge(
            "options of health checks",
            key::ROUTE53_AWS_HEALTH_CHECK_OPTION,
            counted(options),
        ),
        known => {
            let reason = |quantity: Quantity| match known {
                Some(_) => quantity,
                None => {
                    quantity.reason("counted as outside AWS: `endpoint_type` of the usage says where it is")
                }
            };
            bill.charge("health checks", key::ROUTE53_OTHER_HEALTH_CHECK, reason(counted(1))).charge(
                "options of health checks",
                key::ROUTE53_OTHER_HEALTH_CHECK_OPTION,
                reason(counted(options)),
            )
        }
    };
    Ok(())
}

/// Whether what is checked is in AWS: from its usage, else from its name.
fn endpoint(check: &Resource<'_>, bill: &Bill<'_>) -> Option<bool> {
    match bill.word("endpoint_type") {
        Some(word) => Some(word == "aws"),
        None if check.text("fqdn").is_some_and(|name| name.ends_with(".amazonaws.com")) => Some(true),
        None if check
            .reference("fqdn")
            .is_some_and(|name| name.address.resource_type.starts_with("aws_")) =>
        {
            Some(true)
        }
        None => None,
    }
}

/// HTTPS, a search for text, a fast interval, and the measuring of latency are options.
fn options(check: &Resource<'_>, kind: &str) -> Result<i64, Unknown> {
    let fast = check.number("request_interval")?.is_some_and(|seconds| seconds == 10.into());
    let options = [
        kind.starts_with("HTTPS"),
        kind.ends_with("_STR_MATCH"),
        fast,
        check.truth("measure_latency", false)?,
    ];
    Ok(options.into_iter().map(i64::from).sum())
}

#[cfg(test)]
mod tests {
    use crate::cost::aws::testing::{bill, document, line, used};
    use crate::cost::{Amount, Origin, PriceBook, Root, Usage, UsageValue, estimate_all};

    #[test]
    fn zones_have_steps_and_queries_too() {
        let text = "resource \"aws_route53_zone\" \"main\" { count = 30 }";
        assert_eq!(
            bill("us-east-1", text, &Usage::new()),
            [
                "Route 53: hosted zones, first 25 zones 25 x 0.50 = 12.5",
                "Route 53: hosted zones, over 25 zones 5 x 0.10 = 0.5",
            ]
        );
        let text = "resource \"aws_route53_zone\" \"main\" {}";
        let usage = used("aws_route53_zone.main", &[("monthly_standard_queries", "1500000000")]);
        assert_eq!(
            bill("eu-south-2", text, &usage),
            [
                "Route 53: hosted zones, first 25 zones 1 x 0.50 = 0.5",
                "Route 53: queries, first 1000 million queries 1000 x 0.40 = 400",
                "Route 53: queries, over 1000 million queries 500 x 0.20 = 100",
            ]
        );
        let namespace = "resource \"aws_service_discovery_private_dns_namespace\" \"main\" {}";
        assert_eq!(
            bill("eu-west-1", namespace, &Usage::new()),
            ["Route 53: hosted zones, first 25 zones 1 x 0.50 = 0.5"]
        );
    }

    #[test]
    fn zones_of_an_account_are_counted_together_wherever_its_stacks_are() {
        let document = document("resource \"aws_route53_zone\" \"main\" { count = 20 }");
        let usage = Usage::new();
        let root = |name, region| Root::new(name, &document, &usage).region(region);
        let roots = [root("a", "us-east-1"), root("b", "eu-west-1")];
        let estimate = estimate_all(roots, PriceBook::bundled());
        let lines: Vec<String> = estimate.modules[1].lines.iter().map(line).collect();
        assert_eq!(
            lines,
            [
                "Route 53: hosted zones, first 25 zones 5 x 0.50 = 2.5",
                "Route 53: hosted zones, over 25 zones 15 x 0.10 = 1.5",
            ]
        );
    }

    #[test]
    fn queries_of_records_are_charged_by_kind_and_aliases_are_free() {
        let text = "resource \"aws_route53_record\" \"www\" { type = \"CNAME\" }";
        let usage = used(
            "aws_route53_record.www",
            &[
                ("monthly_standard_queries", "10000000"),
                ("monthly_latency_based_queries", "1200000000"),
                ("monthly_geo_queries", "1200000000"),
            ],
        );
        assert_eq!(
            bill("us-east-1", text, &usage),
            [
                "Route 53: queries, first 1000 million queries 10 x 0.40 = 4",
                "Route 53: queries by latency, first 1000 million queries 1000 x 0.60 = 600",
                "Route 53: queries by latency, over 1000 million queries 200 x 0.30 = 60",
                "Route 53: queries by geography, first 1000 million queries 1000 x 0.70 = 700",
                "Route 53: queries by geography, over 1000 million queries 200 x 0.35 = 70",
            ]
        );
        let alias = "resource \"aws_route53_record\" \"www\" {\n alias { name = aws_lb.main.dns_name }\n}";
        assert_eq!(bill("us-east-1", alias, &usage), ["free: aliases of AWS's own endpoints are free"]);
    }

    #[test]
    fn health_checks_are_charged_by_where_they_look_and_with_what() {
        let check = |body: &str| format!("resource \"aws_route53_health_check\" \"api\" {{\n{body}\n}}");
        let text = check(
            "type = \"HTTPS_STR_MATCH\"\nfqdn = \"api.example.com\"\nrequest_interval = 10\nmeasure_latency = true",
        );
        assert_eq!(
            bill("eu-west-1", &text, &Usage::new()),
            ["Route 53: health checks 1 x 0.75 = 0.75", "Route 53: options of health checks 4 x 2.00 = 8",]
        );
        let aws = UsageValue {
            amount: Amount::Text("aws".to_owned()),
            origin: Origin::File,
            reason: String::new(),
        };
        let usage = Usage::new().of("aws_route53_health_check.api", "endpoint_type", aws);
        assert_eq!(
            bill("eu-west-1", &text, &usage),
            ["Route 53: health checks 1 x 0.50 = 0.5", "Route 53: options of health checks 4 x 1.00 = 4",]
        );
        let of_balancer = check("type = \"HTTPS\"\nfqdn = aws_lb.main.dns_name");
        assert_eq!(
            bill("eu-west-1", &of_balancer, &Usage::new()),
            ["Route 53: health checks 1 x 0.50 = 0.5", "Route 53: options of health checks 1 x 1.00 = 1",]
        );
        let calculated = check("type = \"CALCULATED\"");
        assert_eq!(bill("eu-west-1", &calculated, &Usage::new()), ["Route 53: health checks 1 x 0.50 = 0.5"]);
    }
}
