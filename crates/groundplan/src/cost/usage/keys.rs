//! The keys of usage: Infracost's, and a few more.

/// A line for each type: its name, and its keys. From `infracost-usage-example.yml` of Infracost, 2026-08-20.
const INFRACOST: &str = include_str!("infracost.txt");

/// Keys whose value is a word.
const WORDS: [&str; 5] = [
    "region",
    "reserved_instance_term",
    "reserved_instance_payment_option",
    "endpoint_type",
    "api_throughput_limit",
];

/// A key that Infracost does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The type of resource.
    pub kind: &'static str,
    /// The key.
    pub name: &'static str,
    /// The unit of its value.
    pub unit: &'static str,
    /// What it says.
    pub text: &'static str,
}

macro_rules! keys {
    ($($kind:literal { $($name:literal, $unit:literal, $text:literal;)+ })+) => {
        /// What Infracost has no keys for.
        pub const OWN_KEYS: &[Key] =
            &[$($(Key { kind: $kind, name: $name, unit: $unit, text: $text }),+),+];
    };
}

keys! {
    "aws_ecs_service" {
        "average_tasks", "tasks", "how many tasks run on average, where autoscaling decides";
        "custom_metrics", "metrics", "how many metrics the application sends to CloudWatch";
        "monthly_task_hours", "hours", "how many hours a month its tasks run: 730 unless it is switched off";
        "monthly_outbound_internet_gb", "GB", "what its tasks with public addresses send to the internet";
        "monthly_intra_region_gb", "GB", "what its tasks send to other zones";
    }
    "aws_scheduler_schedule" {
        "monthly_runs", "runs", "how often it runs, if its expression does not determine it";
        "task_minutes", "minutes", "how long one task of a run takes, from the pull of its image";
    }
    "aws_cloudwatch_event_target" {
        "monthly_runs", "runs", "how often it runs, if the rule does not determine it";
        "task_minutes", "minutes", "how long one task of a run takes, from the pull of its image";
    }
    "aws_lb" {
        "monthly_requests", "requests", "what it is asked";
        "monthly_processed_gb", "GB", "requests and responses together";
        "monthly_outbound_internet_gb", "GB", "responses that go to the internet";
        "monthly_intra_region_gb", "GB", "what a network load balancer sends to targets in other zones";
    }
    "aws_alb" {
        "monthly_requests", "requests", "what it is asked";
        "monthly_processed_gb", "GB", "requests and responses together";
        "monthly_outbound_internet_gb", "GB", "responses that go to the internet";
        "monthly_intra_region_gb", "GB", "what a network load balancer sends to targets in other zones";
    }
    "aws_nat_gateway" {
        "monthly_outbound_internet_gb", "GB", "the part of what passes that goes out to the internet";
        "monthly_intra_region_gb", "GB", "what reaches it from other zones";
    }
    "aws_flow_log" {
        "monthly_data_ingested_gb", "GB", "the logs that AWS delivers";
    }
    "aws_wafv2_web_acl_logging_configuration" {
        "monthly_data_ingested_gb", "GB", "the logs that AWS delivers";
    }
    "aws_cloudwatch_log_metric_filter" {
        "custom_metrics", "metrics", "how many metrics it makes: one, unless it has dimensions";
    }
    "aws_cloudwatch_metric_alarm" {
        "metrics_analysed", "metrics", "how many metrics the query of a Metrics Insights alarm finds";
    }
    "aws_ecs_cluster" {
        "container_insights_metrics", "metrics", "how many metrics Container Insights keeps of it";
        "container_insights_gb", "GB", "the log events that Container Insights writes";
    }
    "aws_kms_key" {
        "monthly_requests", "requests", "what is encrypted and decrypted with it";
        "monthly_ecc_key_pairs", "pairs", "data key pairs of elliptic curves that it makes";
        "monthly_rsa_key_pairs", "pairs", "RSA data key pairs that it makes";
    }
    "aws_efs_file_system" {
        "archive_storage_gb", "GB", "what is kept in the archive class";
        "monthly_elastic_read_gb", "GB", "what is read with elastic throughput";
        "monthly_elastic_write_gb", "GB", "what is written with elastic throughput";
    }
    "aws_s3_bucket" {
        "monthly_outbound_internet_gb", "GB", "what readers on the internet fetch";
        "monthly_outbound_other_regions_gb", "GB", "what readers in other regions fetch";
    }
    "aws_service_discovery_service" {
        "monthly_api_calls", "calls", "how often its instances are looked up by Cloud Map's own API";
    }
    "aws_route53_zone" {
        "monthly_standard_queries", "queries", "what is asked of it, its alias records aside";
    }
}

/// The keys of a type, Infracost's first; `None` for a type whose usage is not known.
pub(super) fn of(kind: &str) -> Option<Vec<&'static str>> {
    let mut lines = INFRACOST.lines().map(str::split_ascii_whitespace);
    let theirs = lines.find_map(|mut words| (words.next() == Some(kind)).then_some(words));
    let own = OWN_KEYS.iter().filter(|key| key.kind == kind).map(|key| key.name);
    let known: Vec<&str> = theirs.into_iter().flatten().chain(own).collect();
    (!known.is_empty()).then_some(known)
}

/// Every type whose usage is known.
pub(super) fn types() -> impl Iterator<Item = &'static str> {
    let theirs = INFRACOST.lines().filter_map(|line| line.split_ascii_whitespace().next());
    theirs.chain(OWN_KEYS.iter().map(|key| key.kind))
}

/// Whether the value of a key is a word.
pub(super) fn is_word(key: &str) -> bool {
    WORDS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_key_stands_twice() {
        for kind in types() {
            let keys = of(kind).unwrap_or_default();
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{kind}");
        }
        assert_eq!(of("aws_vpc"), None);
        assert_eq!(of("aws_nat_gateway").unwrap_or_default()[0], "monthly_data_processed_gb");
        assert!(types().count() > 45 && is_word("region") && !is_word("storage_gb"));
    }

    #[test]
    fn every_own_key_says_what_it_means() {
        assert!(OWN_KEYS.iter().all(|key| !key.unit.is_empty() && key.text.len() > 10));
    }
}
