use super::address::own_load_balancer as load_balancer;
use crate::aws::{EnvironmentContext, fixed, logs};
use crate::decision::{Decided, Origins};
use crate::terraform::{Block, File, block};

/// Groups of rules that AWS keeps up to date, and whether they block. Anonymous addresses are only
/// counted: VPN users are customers too.
/// <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html>
const GROUPS: [(&str, bool); 4] = [
    ("AWSManagedRulesCommonRuleSet", true),
    ("AWSManagedRulesKnownBadInputsRuleSet", true),
    ("AWSManagedRulesAmazonIpReputationList", true),
    ("AWSManagedRulesAnonymousIpList", false),
];

/// Adds a web application firewall in front of the load balancer, and its log.
pub(super) fn emit(logs: &logs::Blueprint, context: &EnvironmentContext, file: &mut File<'_>) {
    let name = context.name(&[], 128);
    let acl = file.resource(
        "aws_wafv2_web_acl",
        "main",
        block! {
            name        = name.clone(),
            description = in_front_of(context),
            scope       = "REGIONAL",
            default_action { allow { } }
            for rule in (0..).zip(GROUPS).map(|(priority, (group, blocks))| rule(priority, group, blocks)),
            visibility_config = visibility(name),
        },
    );
    file.resource(
        "aws_wafv2_web_acl_association",
        "main",
        block! { resource_arn = load_balancer().attr("arn"), web_acl_arn = acl.attr("arn") },
    );
    // AWS wants the log group's name to begin like this.
    let group_name = context.name(&[], 400).map(|name| format!("aws-waf-logs-{name}"));
    let group = logs.group_elsewhere(file, "waf", group_name);
    file.resource(
        "aws_wafv2_web_acl_logging_configuration",
        "main",
        block! {
            resource_arn            = acl.attr("arn"),
            log_destination_configs = [group.attr("arn")],
            for redacted_fields in ["authorization", "cookie"].map(|name| block! { single_header { name = name } }),
        },
    );
}

fn rule(priority: u8, group: &'static str, blocks: bool) -> Block {
    let action = if blocks {
        block! { none { } }
    } else {
        block! { count { } }
    };
    block! {
        name     = group,
        priority = priority,
        override_action = action,
        statement {
            managed_rule_group_statement {
                vendor_name = "AWS",
                name        = group,
            }
        }
        visibility_config = visibility(fixed(group.to_owned())),
    }
}

fn in_front_of(context: &EnvironmentContext) -> Decided<String> {
    Decided::new(format!("In front of {} {}", context.stack, context.environment), Origins::NAME)
}

fn visibility(metric: Decided<String>) -> Block {
    block! {
        cloudwatch_metrics_enabled = true,
        sampled_requests_enabled   = true,
        metric_name                = metric,
    }
}
