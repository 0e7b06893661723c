//! The assumed usage of an environment: moderate figures, derived from each other.
//!
//! Everything begins with the requests to a load balancer, 10 million a month in production. A request is
//! 2 KB, its response 20 KB, and each writes 1 KB of logs. Traffic of tasks passes their NAT gateway; a tenth of it
//! leaves AWS. Keys that are not listed here have no assumption and count as not used.

use super::{Usage, UsageValue};
use crate::cost::{Decimal, Range};
use crate::decision::Tier;

/// What is assumed of one key.
struct Assumption {
    kind: &'static str,
    key: &'static str,
    /// The least, the expected and the most, for development, staging and production.
    tiers: [&'static str; 3],
    /// The reason, with the unit of the figures.
    reason: &'static str,
}

const fn assume(
    kind: &'static str,
    key: &'static str,
    tiers: [&'static str; 3],
    reason: &'static str,
) -> Assumption {
    Assumption { kind, key, tiers, reason }
}

const ASSUMPTIONS: &[Assumption] = &[
    assume("aws_lb", "monthly_requests", ["10k 100k 500k", "100k 1M 5M", "3M 10M 50M"], "requests a month"),
    assume(
        "aws_lb",
        "monthly_processed_gb",
        ["0.22 2.2 11", "2.2 22 110", "66 220 1100"],
        "GB a month: 22 KB for each request and its response",
    ),
    assume(
        "aws_lb",
        "monthly_outbound_internet_gb",
        ["0.2 2 10", "2 20 100", "60 200 1000"],
        "GB a month: 20 KB for each response",
    ),
    assume(
        "aws_wafv2_web_acl",
        "monthly_requests",
        ["10k 100k 500k", "100k 1M 5M", "3M 10M 50M"],
        "requests a month: all that reach the load balancer",
    ),
    assume(
        "aws_wafv2_web_acl_logging_configuration",
        "monthly_data_ingested_gb",
        ["0.01 0.1 0.5", "0.1 1 5", "3 10 50"],
        "GB a month: 1 KB for each request",
    ),
    assume(
        "aws_cloudwatch_log_group",
        "monthly_data_ingested_gb",
        ["0.01 0.1 0.5", "0.1 1 5", "3 10 50"],
        "GB a month: 1 KB for each request",
    ),
    assume(
        "aws_flow_log",
        "monthly_data_ingested_gb",
        ["0.1 0.5 2", "0.5 2 10", "2 10 50"],
        "GB a month: 100 bytes for each flow of ten minutes",
    ),
    assume(
        "aws_nat_gateway",
        "monthly_data_processed_gb",
        ["2 10 50", "5 20 100", "20 50 250"],
        "GB a month: images that are pulled, and calls to other services",
    ),
    assume(
        "aws_nat_gateway",
        "monthly_outbound_internet_gb",
        ["0.2 1 5", "0.5 2 10", "2 5 25"],
        "GB a month: a tenth of what passes leaves, the rest comes in",
    ),
    assume(
        "aws_vpc_endpoint",
        "monthly_data_processed_gb",
        ["0.5 2 10", "1 5 25", "5 20 100"],
        "GB a month: images that are pulled, logs, and calls to the service",
    ),
    assume(
        "aws_kms_key",
        "monthly_requests",
        ["1k 10k 50k", "5k 20k 100k", "20k 100k 500k"],
        "requests a month: one for each batch of logs, secret or data key",
    ),
    assume(
        "aws_secretsmanager_secret",
        "monthly_requests",
        ["100 500 2k", "200 1k 5k", "500 2k 10k"],
        "requests a month: one for each task that starts",
    ),
    assume(
        "aws_sns_topic",
        "monthly_requests",
        ["10 50 200", "20 100 500", "50 200 1k"],
        "messages a month: two for each alarm that rings",
    ),
    assume(
        "aws_sqs_queue",
        "monthly_requests",
        ["50k 200k 500k", "100k 500k 2M", "1M 5M 20M"],
        "requests a month: what is sent, received and deleted",
    ),
    assume("aws_ecr_repository", "storage_gb", ["0.5 2 5", "1 3 10", "2 5 20"], "GB: ten images of 500 MB"),
    assume(
        "aws_s3_bucket",
        "standard.storage_gb",
        ["0.1 1 5", "1 5 25", "10 50 250"],
        "GB: what is kept, on average over the month",
    ),
    assume(
        "aws_s3_bucket",
        "standard.monthly_tier_1_requests",
        ["1k 10k 50k", "5k 50k 250k", "20k 100k 1M"],
        "requests a month that write or list",
    ),
    assume(
        "aws_s3_bucket",
        "standard.monthly_tier_2_requests",
        ["1k 20k 100k", "10k 100k 500k", "50k 500k 5M"],
        "requests a month that read",
    ),
    assume(
        "aws_dynamodb_table",
        "monthly_write_request_units",
        ["1k 50k 500k", "50k 500k 5M", "500k 5M 25M"],
        "units a month: one write for every second request",
    ),
    assume(
        "aws_dynamodb_table",
        "monthly_read_request_units",
        ["5k 100k 1M", "100k 1M 10M", "1M 10M 50M"],
        "units a month: one read for each request",
    ),
    assume("aws_dynamodb_table", "storage_gb", ["0.1 1 5", "0.5 2 10", "2 10 50"], "GB of rows and indexes"),
    assume("aws_efs_file_system", "storage_gb", ["0.5 2 10", "1 5 25", "5 25 100"], "GB of files"),
    assume(
        "aws_lambda_function",
        "monthly_requests",
        ["1k 10k 100k", "10k 100k 1M", "100k 1M 10M"],
        "calls a month",
    ),
    assume(
        "aws_lambda_function",
        "request_duration_ms",
        ["50 100 500", "50 100 500", "50 100 500"],
        "ms a call",
    ),
    assume(
        "aws_route53_zone",
        "monthly_standard_queries",
        ["10k 50k 250k", "50k 250k 1M", "250k 1M 5M"],
        "queries a month: resolvers keep the answers",
    ),
    assume(
        "aws_scheduler_schedule",
        "task_minutes",
        ["2 10 30", "2 10 30", "2 10 30"],
        "minutes for each run",
    ),
    assume(
        "aws_cloudwatch_event_target",
        "task_minutes",
        ["2 10 30", "2 10 30", "2 10 30"],
        "minutes for each run",
    ),
];

/// What is assumed of an environment of a tier.
pub(super) fn of(tier: Tier) -> Usage {
    let known = ASSUMPTIONS.iter().filter_map(|one| {
        let [development, staging, production] = one.tiers;
        let figures = match tier {
            Tier::Development => development,
            Tier::Staging => staging,
            Tier::Production => production,
        };
        Some((one, figures, range(figures)?))
    });
    known.fold(Usage::new(), |usage, (one, figures, amount)| {
        usage.of_type(one.kind, one.key, UsageValue::assumed(amount, sentence(figures, one.reason, tier)))
    })
}

/// `assumed for production: 10M requests a month, from 3M to 50M`.
fn sentence(figures: &str, reason: &str, tier: Tier) -> String {
    let mut words = figures.split(' ');
    let mut next = || words.next().unwrap_or_default();
    let (low, expected, high) = (next(), next(), next());
    format!("assumed for {tier}: {expected} ({low} to {high}) {reason}")
}

/// `0.5 2 10`, with `k` for thousands and `M` for millions.
fn range(figures: &str) -> Option<Range> {
    let mut figures = figures.split(' ').map(figure);
    let mut next = || figures.next().flatten();
    Some(Range::new(next()?, next()?, next()?))
}

fn figure(text: &str) -> Option<Decimal> {
    let (digits, factor) = match (text.strip_suffix('k'), text.strip_suffix('M')) {
        (Some(digits), _) => (digits, 1000),
        (_, Some(digits)) => (digits, 1_000_000),
        (None, None) => (text, 1),
    };
    digits.parse::<Decimal>().ok()?.checked_mul(factor.into())
}

#[cfg(test)]
mod tests {
    use super::super::keys;
    use super::*;

    #[test]
    fn every_assumption_is_of_a_known_key_in_order_and_grows_with_the_tier() {
        for one in ASSUMPTIONS {
            let known = keys::of(one.kind).unwrap_or_default();
            assert!(known.contains(&one.key), "{} {}", one.kind, one.key);
            let ranges = one.tiers.map(|tier| range(tier).expect("three figures"));
            for range in ranges {
                assert!(
                    range.low <= range.expected && range.expected <= range.high,
                    "{} {}",
                    one.kind,
                    one.key
                );
                assert!(range.low > Decimal::ZERO);
            }
            assert!(ranges.is_sorted_by_key(|range| range.expected), "{} {}", one.kind, one.key);
        }
    }

    #[test]
    fn the_figures_follow_from_the_requests() {
        let expected = |kind: &str, key: &str, tier: Tier| {
            let found = of(tier).quantity(kind, "x.y", key).expect("it is assumed");
            found.amount
        };
        for tier in Tier::ALL {
            let requests = expected("aws_lb", "monthly_requests", tier);
            let gigabytes = |kilobytes: i64| requests.times(Decimal::new(kilobytes, 6));
            assert_eq!(expected("aws_lb", "monthly_processed_gb", tier), gigabytes(22));
            assert_eq!(expected("aws_lb", "monthly_outbound_internet_gb", tier), gigabytes(20));
            assert_eq!(expected("aws_wafv2_web_acl", "monthly_requests", tier), requests);
            assert_eq!(expected("aws_cloudwatch_log_group", "monthly_data_ingested_gb", tier), gigabytes(1));
            let data = expected("aws_nat_gateway", "monthly_data_processed_gb", tier);
            let out = expected("aws_nat_gateway", "monthly_outbound_internet_gb", tier);
            assert_eq!(out, data.times(Decimal::new(1, 1)));
        }
    }

    #[test]
    fn a_line_says_what_is_assumed() {
        let usage = of(Tier::Production);
        let used = usage.find("aws_lb", "aws_lb.main", "monthly_requests").expect("it is assumed");
        assert_eq!(used.reason, "assumed for production: 10M (3M to 50M) requests a month");
    }
}
