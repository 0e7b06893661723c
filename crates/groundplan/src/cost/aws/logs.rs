//! CloudWatch Logs: <https://aws.amazon.com/cloudwatch/pricing/>, "Logs".
//!
//! Each GB that comes in, by the class of its group; each GB that is kept, compressed; each GB that a query looks
//! through. Logs that AWS writes by itself, of flows and of firewalls, are vended: they have steps, and are
//! charged with what has them written.

use super::{Family, Priced};
use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::index::Writer;
use crate::cost::price::key;
use crate::cost::quantity::{HOURS, Quantity};
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[
    ("aws_cloudwatch_log_group", group),
    ("aws_flow_log", flow_log),
    ("aws_wafv2_web_acl_logging_configuration", firewall_log),
];

const SERVICE: &str = "CloudWatch Logs";
const INGESTED: &str = "monthly_data_ingested_gb";
/// What is kept of a GB: <https://calculator.aws/>, "Amazon CloudWatch".
const COMPRESSED: Decimal = Decimal::from_parts(15, 0, 0, false, 2);
/// Months that count where logs are never deleted.
const A_YEAR: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

fn group(group: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let ingest = match group.word("log_group_class", "STANDARD")? {
        "STANDARD" => key::LOGS_INGEST_GB,
        "INFREQUENT_ACCESS" => key::LOGS_INGEST_INFREQUENT_GB,
        class => {
            return Err(Unknown::new(format!("groundplan has no prices of log groups of the class {class}")));
        }
    };
    bill.of(SERVICE);
    let written = match group.index.writer(&group.address()) {
        Some(Writer::Vended(by)) => delivered(by, bill),
        Some(Writer::Sessions) if !bill.is_explicit(INGESTED) => Quantity::missing_usage(INGESTED),
        _ => {
            bill.usage("logs in", ingest, INGESTED);
            bill.used(INGESTED)
        }
    };
    let kept = match bill.known_usage("storage_gb") {
        Some(kept) => kept,
        None => kept(group, written)?,
    };
    bill.charge("logs kept", key::LOGS_STORAGE_GB_MONTH, kept).usage(
        "data queried",
        key::LOGS_INSIGHTS_GB,
        "monthly_data_scanned_gb",
    );
    Ok(())
}

/// What AWS delivers into the group, charged with the address that has it written.
fn delivered(by: &str, bill: &Bill<'_>) -> Quantity {
    let kind = by.split('.').next().unwrap_or_default();
    bill.usages().quantity(kind, by, INGESTED).unwrap_or_else(|| Quantity::missing_usage("storage_gb"))
}

/// What is kept once as much is deleted as comes in.
fn kept(group: &Resource<'_>, written: Quantity) -> Result<Quantity, Unknown> {
    let days = group.number("retention_in_days")?.filter(|days| *days > Decimal::ZERO);
    let months = match days {
        // A month of 730 hours, in days.
        Some(days) => days.saturating_mul(24.into()).checked_div(HOURS).unwrap_or_default(),
        None => A_YEAR,
    };
    let kept = written.times(COMPRESSED).times(months).reason("kept at 15% of its size");
    Ok(match days {
        Some(days) => kept.reason(format!("for {days} days")),
        None => kept.reason("never deleted: what a year brings"),
    })
}

fn flow_log(log: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let vended = match log.word("log_destination_type", "cloud-watch-logs")? {
        "cloud-watch-logs" => key::LOGS_VENDED_CLOUDWATCH_GB,
        "s3" => key::LOGS_VENDED_S3_GB,
        other => return Err(Unknown::new(format!("groundplan has no prices of flow logs to {other}"))),
    };
    if log.within("destination_options").is_some_and(|options| options.says("file_format", "parquet")) {
        bill.unpriced("groundplan has no price of the conversion to Parquet");
    }
    bill.of(SERVICE).usage("logs of flows", vended, INGESTED);
    Ok(())
}

fn firewall_log(log: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let destinations = log.list("log_destination_configs").unwrap_or_default();
    let kinds = destinations
        .into_iter()
        .filter_map(crate::model::reference)
        .map(|to| to.address.resource_type.as_str());
    let vended = match kinds.collect::<Vec<_>>().as_slice() {
        ["aws_cloudwatch_log_group"] => key::LOGS_VENDED_CLOUDWATCH_GB,
        ["aws_s3_bucket"] => key::LOGS_VENDED_S3_GB,
        ["aws_kinesis_firehose_delivery_stream"] => {
            bill.free("charged with the stream that it delivers to");
            return Ok(());
        }
        _ => return Err(Unknown::new("where the logs of the firewall go is not known")),
    };
    bill.of(SERVICE).usage("logs of the firewall", vended, INGESTED);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::aws::testing::{bill, used};
    use crate::cost::{Usage, UsageValue};
    use crate::decision::Tier;

    fn group(more: &str) -> String {
        format!("resource \"aws_cloudwatch_log_group\" \"api\" {{\n{more}\n}}")
    }

    #[test]
    fn a_group_is_charged_for_what_comes_in_is_kept_and_is_queried() {
        let usage = used(
            "aws_cloudwatch_log_group.api",
            &[
                ("monthly_data_ingested_gb", "1000"),
                ("storage_gb", "500"),
                ("monthly_data_scanned_gb", "250"),
            ],
        );
        assert_eq!(
            bill("us-east-1", &group(""), &usage),
            [
                "CloudWatch Logs: logs in 1000 x 0.50 = 500",
                "CloudWatch Logs: logs kept 500 x 0.03 = 15",
                "CloudWatch Logs: data queried 250 x 0.005 = 1.25",
            ]
        );
        let class = group("log_group_class = \"INFREQUENT_ACCESS\"");
        assert_eq!(bill("us-east-1", &class, &usage)[0], "CloudWatch Logs: logs in 1000 x 0.25 = 250");
    }

    #[test]
    fn what_is_kept_follows_from_what_comes_in_and_how_long_it_stays() {
        let usage = used("aws_cloudwatch_log_group.api", &[("monthly_data_ingested_gb", "100")]);
        // 365 days are 12 months of 730 hours: 100 GB at 15%, twelve times.
        for more in ["retention_in_days = 365", "retention_in_days = 0", ""] {
            assert_eq!(
                bill("us-east-1", &group(more), &usage),
                ["CloudWatch Logs: logs in 100 x 0.50 = 50", "CloudWatch Logs: logs kept 180 x 0.03 = 5.4",],
                "{more}"
            );
        }
        let assumed =
            bill("us-east-1", &group("retention_in_days = 365"), &Usage::assuming(Tier::Production));
        assert_eq!(
            assumed,
            [
                "CloudWatch Logs: logs in 3..10..50 x 0.50 = 1.5..5..25",
                "CloudWatch Logs: logs kept 5.4..18..90 x 0.03 = 0.162..0.54..2.7",
            ]
        );
        assert_eq!(
            bill("us-east-1", &group(""), &Usage::new()),
            ["missing usage: monthly_data_ingested_gb, monthly_data_scanned_gb",]
        );
    }

    #[test]
    fn vended_logs_have_steps_and_only_their_storage_is_charged_with_the_group() {
        let text = group("retention_in_days = 365")
            + "\nresource \"aws_flow_log\" \"main\" {\n log_destination = aws_cloudwatch_log_group.api.arn\n}";
        let usage = used("aws_flow_log.main", &[("monthly_data_ingested_gb", "60000")]);
        // 60,000 GB at 15% for twelve months.
        assert_eq!(
            bill("us-east-1", &text, &usage),
            [
                "CloudWatch Logs: logs kept 108000 x 0.03 = 3240",
                "CloudWatch Logs: logs of flows, first 10 TB 10240 x 0.50 = 5120",
                "CloudWatch Logs: logs of flows, next 20 TB 20480 x 0.25 = 5120",
                "CloudWatch Logs: logs of flows, next 20 TB 20480 x 0.10 = 2048",
                "CloudWatch Logs: logs of flows, over 50 TB 8800 x 0.05 = 440",
            ]
        );
    }

    #[test]
    fn flow_logs_to_s3_have_prices_of_their_own() {
        let text = |more: &str| {
            format!("resource \"aws_flow_log\" \"main\" {{\n log_destination_type = \"s3\"\n{more}\n}}")
        };
        let usage = used("aws_flow_log.main", &[("monthly_data_ingested_gb", "60000")]);
        assert_eq!(
            bill("us-east-1", &text(""), &usage),
            [
                "CloudWatch Logs: logs of flows, first 10 TB 10240 x 0.25 = 2560",
                "CloudWatch Logs: logs of flows, next 20 TB 20480 x 0.15 = 3072",
                "CloudWatch Logs: logs of flows, next 20 TB 20480 x 0.075 = 1536",
                "CloudWatch Logs: logs of flows, over 50 TB 8800 x 0.05 = 440",
            ]
        );
        let parquet = text("destination_options { file_format = \"parquet\" }");
        let lines = bill("us-east-1", &parquet, &Usage::new());
        assert_eq!(lines, ["unpriced: groundplan has no price of the conversion to Parquet"]);
    }

    #[test]
    fn logs_of_a_firewall_are_vended_too() {
        let text = group("")
            + r#"
resource "aws_wafv2_web_acl_logging_configuration" "main" {
  log_destination_configs = [aws_cloudwatch_log_group.api.arn]
}"#;
        let usage = used(
            "aws_wafv2_web_acl_logging_configuration.main",
            &[("monthly_data_ingested_gb", "100")],
        )
        .of("aws_cloudwatch_log_group.api", "storage_gb", UsageValue::file(10.into()));
        assert_eq!(
            bill("us-east-1", &text, &usage),
            [
                "CloudWatch Logs: logs kept 10 x 0.03 = 0.3",
                "CloudWatch Logs: logs of the firewall, first 10 TB 100 x 0.50 = 50",
            ]
        );
    }

    #[test]
    fn nothing_is_assumed_of_the_sessions_of_people() {
        let text = group("")
            + r#"
resource "aws_ecs_cluster" "main" {
  configuration {
    execute_command_configuration {
      log_configuration { cloud_watch_log_group_name = aws_cloudwatch_log_group.api.name }
    }
  }
}"#;
        let assumed = bill("us-east-1", &text, &Usage::assuming(Tier::Production));
        assert_eq!(assumed, ["missing usage: monthly_data_ingested_gb, monthly_data_scanned_gb",]);
    }
}
