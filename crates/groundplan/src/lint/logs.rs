//! Log groups.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::unit::RETENTIONS;

rules! {
    /// Logs are kept for a number of days that CloudWatch Logs supports.
    ///
    /// Terraform refuses other numbers at plan time.
    AWS_LOG_RETENTION = error "aws/log-retention", "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html";

    /// A log group sets its retention.
    ///
    /// By default, logs are kept, and paid for, for ever.
    AWS_LOG_KEPT = warning "aws/log-kept", "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for group in model.resources("aws_cloudwatch_log_group") {
        let name = "retention_in_days";
        if group.lacks(name) && group.text("log_group_class") != Some("DELIVERY") {
            let finding =
                group.found(Rule::AWS_LOG_KEPT, name, "missing retention: these logs are kept for ever");
            report.add(finding.wants("a number of days; 0, where for ever is meant").hint("365"));
        }
        let Some(given) = group.integer(name) else { continue };
        let days = u32::try_from(given).unwrap_or(u32::MAX);
        if days != 0 && !RETENTIONS.contains(&days) {
            let finding = group.found(Rule::AWS_LOG_RETENTION, name, "unsupported retention");
            let wants = RETENTIONS.map(|days| days.to_string()).join(", ") + ", or 0 for ever";
            report.add(finding.given(given).wants(wants).hint(nearest(days).to_string()));
        }
    }
}

/// The supported retention that differs least; of two, the longer one.
fn nearest(days: u32) -> u32 {
    let nearest = RETENTIONS.iter().rev().min_by_key(|known| known.abs_diff(days));
    nearest.copied().unwrap_or(days)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_retention_is_the_hint() {
        for (given, expected) in
            [(2, 3), (10, 7), (15, 14), (45, 60), (366, 365), (4000, 3653), (u32::MAX, 3653)]
        {
            assert_eq!(nearest(given), expected, "{given}");
        }
    }
}
