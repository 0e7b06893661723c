//! What is asserted of single resources: that what was decided is what is planned.

use super::{Assertion, native};
use crate::terraform::{Block, Content, Item, Section, Value};

/// The arguments that safety, cost or reachability hang on, by type of resource.
const GUARDED: [(&str, &[&str]); 24] = [
    ("aws_acm_certificate", &["domain_name", "validation_method"]),
    ("aws_appautoscaling_target", &["min_capacity", "max_capacity"]),
    ("aws_cloudwatch_log_group", &["retention_in_days", "kms_key_id"]),
    ("aws_cloudwatch_metric_alarm", &["actions_enabled", "alarm_actions"]),
    ("aws_dynamodb_table", &["deletion_protection_enabled", "point_in_time_recovery.enabled"]),
    (
        "aws_ecs_service",
        &[
            "desired_count",
            "enable_execute_command",
            "deployment_circuit_breaker.enable",
            "deployment_circuit_breaker.rollback",
            "network_configuration.assign_public_ip",
        ],
    ),
    ("aws_ecs_task_definition", &["cpu", "memory", "network_mode", "runtime_platform.cpu_architecture"]),
    ("aws_flow_log", &["traffic_type"]),
    ("aws_kms_key", &["enable_key_rotation", "deletion_window_in_days"]),
    (
        "aws_lb",
        &["internal", "enable_deletion_protection", "drop_invalid_header_fields", "access_logs.enabled"],
    ),
    ("aws_lb_listener", &["port", "protocol", "ssl_policy", "default_action.type"]),
    ("aws_lb_listener_rule", &["priority"]),
    ("aws_lb_target_group", &["port", "target_type", "health_check.path", "health_check.matcher"]),
    ("aws_route", &["destination_cidr_block", "gateway_id", "nat_gateway_id"]),
    ("aws_s3_bucket", &["force_destroy"]),
    (
        "aws_s3_bucket_public_access_block",
        &["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"],
    ),
    (
        "aws_s3_bucket_server_side_encryption_configuration",
        &[
            "rule.apply_server_side_encryption_by_default.sse_algorithm",
            "rule.apply_server_side_encryption_by_default.kms_master_key_id",
        ],
    ),
    ("aws_s3_bucket_versioning", &["versioning_configuration.status"]),
    ("aws_secretsmanager_secret", &["recovery_window_in_days", "kms_key_id"]),
    ("aws_sns_topic", &["kms_master_key_id"]),
    ("aws_subnet", &["cidr_block", "map_public_ip_on_launch"]),
    ("aws_vpc", &["cidr_block"]),
    ("aws_vpc_security_group_ingress_rule", &["from_port", "to_port", "cidr_ipv4"]),
    ("aws_wafv2_web_acl", &["scope"]),
];

/// Attributes that the provider computes, and that others are compared with: the type, and the attribute.
/// Mocks give them values that are known when planned.
pub(super) const KNOWN: [(&str, &str); 5] = [
    ("aws_internet_gateway", "id"),
    ("aws_kms_key", "arn"),
    ("aws_lb_target_group", "arn"),
    ("aws_nat_gateway", "id"),
    ("aws_sns_topic", "arn"),
];

/// What is asserted of a resource.
pub(super) fn assertions(item: &Item) -> Vec<Assertion> {
    let guarded =
        GUARDED.iter().find(|(kind, _)| item.section == Section::Resource && item.resource_type == *kind);
    let (Some((_, paths)), Some(block), Some(address)) = (guarded, item.block(), item.address()) else {
        return Vec::new();
    };
    let address = address.to_string();
    paths.iter().flat_map(|path| at(&address, block, path)).collect()
}

fn at(address: &str, block: &Block, path: &str) -> Vec<Assertion> {
    let Some((place, value)) = find(address.to_owned(), block, path) else { return Vec::new() };
    match value {
        Value::List(values) => {
            values.iter().filter_map(|value| holds(address, path, &place, value)).collect()
        }
        value => equal(address, path, &place, value).into_iter().collect(),
    }
}

/// The argument at a path, and how an expression gets there: a nested block is a list or set of one.
fn find<'a>(place: String, block: &'a Block, path: &str) -> Option<(String, &'a Value)> {
    match (path.split_once('.'), block.get(path.split('.').next()?)?) {
        (None, Content::Value(value)) => Some((format!("{place}.{path}"), value)),
        (Some((name, rest)), Content::Block(inner)) => find(format!("one({place}.{name})"), inner, rest),
        _ => None,
    }
}

fn equal(address: &str, path: &str, place: &str, value: &Value) -> Option<Assertion> {
    let wanted = known(value)?;
    Some(Assertion {
        condition: format!("{place} == {wanted}"),
        message: format!("{address}: {path} must be {wanted}"),
    })
}

fn holds(address: &str, path: &str, place: &str, value: &Value) -> Option<Assertion> {
    let wanted = known(value)?;
    Some(Assertion {
        condition: format!("contains({place}, {wanted})"),
        message: format!("{address}: {path} must hold {wanted}"),
    })
}

/// A value that is known when planned: a literal, or an attribute that the mocks know.
fn known(value: &Value) -> Option<String> {
    let Some(expression) = value.as_expression() else { return native::literal(value) };
    let mut references = Vec::new();
    expression.references(&mut references);
    let [reference] = references.as_slice() else { return None };
    let text = reference.to_string();
    let is_known = KNOWN.iter().any(|(kind, attribute)| {
        reference.address.resource_type == *kind
            && reference.path == *attribute
            && text == expression.to_string()
    });
    is_known.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{Address, Document, Expression, block, list};

    fn conditions(kind: &'static str, body: Block) -> Vec<String> {
        let mut document = Document::new();
        document.file("x").resource(kind, "a", body);
        let found = document.items().iter().flat_map(assertions);
        found.map(|assertion| assertion.condition).collect()
    }

    #[test]
    fn literals_and_nested_blocks() {
        let group = block! { port = 80, target_type = "ip", health_check { path = "/${x}" } };
        let found = [
            "aws_lb_target_group.a.port == 80",
            "aws_lb_target_group.a.target_type == \"ip\"",
            "one(aws_lb_target_group.a.health_check).path == \"/$${x}\"",
        ];
        assert_eq!(conditions("aws_lb_target_group", group), found);
    }

    #[test]
    fn references_that_the_mocks_know() {
        let (key, topic) =
            (Address::resource("aws_kms_key", "main"), Address::resource("aws_sns_topic", "t"));
        assert_eq!(
            conditions("aws_cloudwatch_log_group", block! { kms_key_id = key.attr("arn") }),
            ["aws_cloudwatch_log_group.a.kms_key_id == aws_kms_key.main.arn"]
        );
        let actions = block! { alarm_actions = list![topic.attr("arn"), "arn:x"] };
        let held = ["aws_sns_topic.t.arn", "\"arn:x\""]
            .map(|action| format!("contains(aws_cloudwatch_metric_alarm.a.alarm_actions, {action})"));
        assert_eq!(conditions("aws_cloudwatch_metric_alarm", actions), held);
    }

    #[test]
    fn what_is_unknown_when_planned_is_left_out() {
        let key = Address::resource("aws_kms_key", "main");
        assert_eq!(conditions("aws_sns_topic", block! { kms_master_key_id = key.attr("id") }), [""; 0]);
        let upper = Expression::call("upper", [Value::from(key.attr("arn"))]);
        assert_eq!(conditions("aws_sns_topic", block! { kms_master_key_id = upper }), [""; 0]);
        assert_eq!(conditions("aws_unheard_of", block! { port = 80 }), [""; 0]);
    }
}
