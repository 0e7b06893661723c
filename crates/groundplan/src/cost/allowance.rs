//! What AWS gives each account for nothing, every month and for ever: <https://aws.amazon.com/free/>.
//!
//! The offers of an account's first twelve months are never counted. An allowance is taken off once for each
//! account, from what its lines really hold: it makes nothing cheaper than free.

use std::collections::BTreeMap;

use super::price::key;
use super::{Decimal, Estimate, Line, Module, Range};

/// Something that is given, over all the prices that it holds for together.
struct Allowance {
    /// What is given: `100 GB to the internet`.
    what: &'static str,
    /// How much, in the unit of the prices.
    amount: Decimal,
    /// The prices that it holds for, in the order in which it is used up.
    keys: &'static [&'static str],
}

const fn give(what: &'static str, amount: Decimal, keys: &'static [&'static str]) -> Allowance {
    Allowance { what, amount, keys }
}

/// Whole units.
const fn units(amount: u32) -> Decimal {
    Decimal::from_parts(amount, 0, 0, false, 0)
}

/// Hundredths of a unit.
const fn hundredths(amount: u32) -> Decimal {
    Decimal::from_parts(amount, 0, 0, false, 2)
}

/// When these were looked up.
const DATE: &str = "2026-11-23";
const SOURCE: &str = "AWS Free Tier, what is always free";

const ALLOWANCES: &[Allowance] = &[
    give("10 standard alarm metrics", units(10), &[key::CLOUDWATCH_ALARM]),
    give(
        "5 GB of logs, in, kept and queried together",
        units(5),
        &[
            key::LOGS_INGEST_GB,
            key::LOGS_INGEST_INFREQUENT_GB,
            key::LOGS_STORAGE_GB_MONTH,
            key::LOGS_INSIGHTS_GB,
        ],
    ),
    give("10 custom metrics", units(10), &[key::CLOUDWATCH_METRIC]),
    give("3 dashboards", units(3), &[key::CLOUDWATCH_DASHBOARD]),
    give("25 GB in tables of DynamoDB", units(25), &[key::DYNAMODB_STORAGE_GB_MONTH]),
    give("25 units of write capacity", units(25 * 730), &[key::DYNAMODB_WRITE_CAPACITY_HOUR]),
    give("25 units of read capacity", units(25 * 730), &[key::DYNAMODB_READ_CAPACITY_HOUR]),
    give("2.5 million reads of streams", hundredths(250), &[key::DYNAMODB_STREAM_READ]),
    give("20,000 requests to KMS", units(2), &[key::KMS_REQUEST]),
    give("1 million requests to SQS", units(1), &[key::SQS_STANDARD_REQUEST, key::SQS_FIFO_REQUEST]),
    give("1 million requests to SNS", units(1), &[key::SNS_REQUEST]),
    give("100,000 deliveries by HTTP", units(1), &[key::SNS_HTTP_DELIVERY]),
    give("1,000 deliveries by mail", hundredths(1), &[key::SNS_EMAIL_DELIVERY]),
    give("100 GB to the internet", units(100), &[key::TRANSFER_INTERNET_GB]),
    give("1 TB out of CloudFront", units(1024), &[key::CLOUDFRONT_US_GB, key::CLOUDFRONT_EUROPE_GB]),
    give(
        "10 million requests to CloudFront",
        units(1000),
        &[
            key::CLOUDFRONT_US_HTTPS_REQUEST,
            key::CLOUDFRONT_EUROPE_HTTPS_REQUEST,
            key::CLOUDFRONT_EUROPE_HTTP_REQUEST,
        ],
    ),
    give("1 million calls of Lambda", units(1), &[key::LAMBDA_REQUEST]),
    give(
        "400,000 GB-seconds of Lambda",
        units(400_000),
        &[key::LAMBDA_X86_GB_SECOND, key::LAMBDA_ARM_GB_SECOND],
    ),
    give("50 health checks of AWS endpoints", units(50), &[key::ROUTE53_AWS_HEALTH_CHECK]),
    give("14 million invocations of schedules", units(14), &[key::EVENTBRIDGE_SCHEDULE_INVOCATION]),
];

impl Estimate {
    /// With what AWS gives each account for nothing, as lines below zero. Modules of one account share it, and
    /// so do those whose account is not known.
    ///
    /// ```
    /// use groundplan::cost::{PriceBook, Usage, estimate};
    /// use groundplan::terraform::{Block, Document, Provider};
    /// let mut document = Document::new();
    /// document.file("provider").add(Provider::new("aws").set("region", "us-east-1"));
    /// document.file("alarms").resource("aws_cloudwatch_dashboard", "main", Block::new());
    /// let estimate = estimate(&document, PriceBook::bundled(), &Usage::new()).with_allowances();
    /// assert_eq!(estimate.allowances[0].item, "free each month: 3 dashboards");
    /// assert!(estimate.monthly().total().expected.is_zero());
    /// ```
    #[must_use]
    pub fn with_allowances(mut self) -> Self {
        let mut accounts: BTreeMap<Option<&str>, Vec<&Module>> = BTreeMap::new();
        for module in &self.modules {
            accounts.entry(module.account.as_deref()).or_default().push(module);
        }
        let of_account = |(account, modules): (&Option<&str>, &Vec<&Module>)| {
            ALLOWANCES.iter().flat_map(|allowance| allowance.taken(*account, modules)).collect::<Vec<_>>()
        };
        self.allowances = accounts.iter().flat_map(of_account).collect();
        self
    }
}

impl Allowance {
    /// What is taken off the lines of an account: a line for each price, region and basis.
    fn taken(&self, account: Option<&str>, modules: &[&Module]) -> Vec<Line> {
        let mut left = Range::exact(self.amount);
        let mut taken: Vec<Line> = Vec::new();
        for key in self.keys {
            let lines = modules.iter().flat_map(|module| &module.lines);
            for line in lines.filter(|line| line.key == *key) {
                let part = line.quantity.min(left);
                left = left.less(part);
                if part != Range::ZERO {
                    self.add(account, line, part, &mut taken);
                }
            }
        }
        taken
    }

    fn add(&self, account: Option<&str>, line: &Line, part: Range, taken: &mut Vec<Line>) {
        let known = taken.iter_mut().find(|known| {
            (known.key, &known.region, known.unit_price, known.basis)
                == (line.key, &line.region, line.unit_price, line.basis)
        });
        match known {
            Some(known) => known.quantity = known.quantity.less(part),
            None => taken.push(self.line(account, line, part)),
        }
    }

    fn line(&self, account: Option<&str>, line: &Line, part: Range) -> Line {
        let whose = account.map_or("the account".to_owned(), |account| format!("account {account}"));
        Line {
            address: whose.into(),
            concern: "allowances".to_owned(),
            item: format!("free each month: {}", self.what),
            quantity: Range::ZERO.less(part),
            assumption: Some("once for each account, whatever else runs in it".to_owned()),
            source: SOURCE.to_owned(),
            date: DATE.to_owned(),
            ..line.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::aws::testing::{document, line, used};
    use super::super::{PriceBook, Root, Usage, UsageValue, estimate_all};
    use super::*;

    fn allowances(roots: &[(&str, &str)], usage: &Usage) -> Vec<String> {
        let documents: Vec<_> = roots.iter().map(|(account, text)| (*account, document(text))).collect();
        let roots = documents.iter().map(|(account, document)| {
            let root = Root::new("", document, usage).region("us-east-1");
            if account.is_empty() { root } else { root.account(*account) }
        });
        let estimate = estimate_all(roots, PriceBook::bundled()).with_allowances();
        let total = estimate.monthly().total();
        assert!(total.low >= Decimal::ZERO && total.high >= Decimal::ZERO);
        estimate.allowances.iter().map(|one| format!("{} {}", one.address, line(one))).collect()
    }

    const ALARMS: &str = r#"
resource "aws_cloudwatch_metric_alarm" "main" { count = 6 }
resource "aws_cloudwatch_metric_alarm" "fast" { period = 10 }"#;

    #[test]
    fn modules_of_one_account_share_and_no_more_is_taken_than_there_is() {
        assert_eq!(
            allowances(&[("1", ALARMS), ("2", ALARMS)], &Usage::new()),
            [
                "account 1 CloudWatch: free each month: 10 standard alarm metrics -6 x 0.10 = -0.6",
                "account 2 CloudWatch: free each month: 10 standard alarm metrics -6 x 0.10 = -0.6",
            ]
        );
        assert_eq!(
            allowances(&[("1", ALARMS), ("1", ALARMS)], &Usage::new()),
            ["account 1 CloudWatch: free each month: 10 standard alarm metrics -10 x 0.10 = -1"]
        );
        assert_eq!(
            allowances(&[("", ALARMS), ("", ALARMS)], &Usage::new()),
            ["the account CloudWatch: free each month: 10 standard alarm metrics -10 x 0.10 = -1"]
        );
    }

    #[test]
    fn logs_that_come_in_use_up_what_is_given_before_those_that_are_kept() {
        let text = "resource \"aws_cloudwatch_log_group\" \"api\" {}";
        let keys = |ingested| {
            used(
                "aws_cloudwatch_log_group.api",
                &[
                    ("monthly_data_ingested_gb", ingested),
                    ("storage_gb", "1"),
                    ("monthly_data_scanned_gb", "9"),
                ],
            )
        };
        assert_eq!(
            allowances(&[("", text)], &keys("3")),
            [
                "the account CloudWatch Logs: free each month: 5 GB of logs, in, kept and queried together -3 x 0.50 = -1.5",
                "the account CloudWatch Logs: free each month: 5 GB of logs, in, kept and queried together -1 x 0.03 = -0.03",
                "the account CloudWatch Logs: free each month: 5 GB of logs, in, kept and queried together -1 x 0.005 = -0.005",
            ]
        );
        assert_eq!(allowances(&[("", text)], &keys("50")).len(), 1);
    }

    #[test]
    fn each_figure_of_a_range_has_its_own_rest() {
        let text = "resource \"aws_nat_gateway\" \"a\" {}\nresource \"aws_nat_gateway\" \"b\" {}";
        let range = Range::new(10.into(), 60.into(), 400.into());
        let usage = Usage::new().of_type(
            "aws_nat_gateway",
            "monthly_outbound_internet_gb",
            UsageValue::assumed(range, "something"),
        );
        assert_eq!(
            allowances(&[("", text)], &usage),
            [
                "the account Data transfer: free each month: 100 GB to the internet -20..-100..-100 x 0.09 = -1.8..-9..-9"
            ]
        );
    }

    #[test]
    fn the_first_step_is_what_is_given() {
        let text = "resource \"aws_cloudwatch_log_metric_filter\" \"a\" {}";
        let usage = used("aws_cloudwatch_log_metric_filter.a", &[("custom_metrics", "10001")]);
        assert_eq!(
            allowances(&[("", text)], &usage),
            ["the account CloudWatch: free each month: 10 custom metrics -10 x 0.30 = -3"]
        );
    }

    #[test]
    fn every_allowance_is_of_prices_that_there_are() {
        let book = PriceBook::bundled();
        for allowance in ALLOWANCES {
            assert!(allowance.amount > Decimal::ZERO && !allowance.keys.is_empty(), "{}", allowance.what);
            for key in allowance.keys {
                let known = ["us-east-1", "eu-west-2"].iter().any(|region| book.price(region, key).is_ok());
                assert!(known, "{key}");
            }
        }
    }
}
