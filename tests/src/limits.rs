//! How long names may be in AWS, and of which characters: one line for each argument that is a name.

use serde_json::Value;

use crate::root::{Root, entries};
use crate::template::{Piece, pieces};

/// What AWS takes as a name.
struct Limit {
    kind: &'static str,
    argument: &'static str,
    most: usize,
    legal: fn(&str) -> bool,
}

const fn limit(kind: &'static str, argument: &'static str, most: usize, legal: fn(&str) -> bool) -> Limit {
    Limit { kind, argument, most, legal }
}

/// The limits are those of the API references of the services; a prefix is completed with 26 characters.
const LIMITS: &[Limit] = &[
    limit("aws_appautoscaling_policy", "name", 256, any),
    limit("aws_appautoscaling_scheduled_action", "name", 1600, any),
    limit("aws_cloudwatch_log_group", "name", 512, log_group),
    limit("aws_cloudwatch_metric_alarm", "alarm_name", 255, any),
    limit("aws_cloudwatch_metric_alarm", "alarm_description", 1024, any),
    limit("aws_dynamodb_table", "name", 255, dotted),
    limit("aws_ecs_cluster", "name", 255, word),
    limit("aws_ecs_service", "name", 255, word),
    limit("aws_ecs_task_definition", "family", 255, word),
    limit("aws_iam_role", "name", 64, role),
    limit("aws_iam_role", "description", 1000, any),
    limit("aws_iam_role_policy", "name", 128, role),
    limit("aws_kms_alias", "name", 256, alias),
    limit("aws_kms_key", "description", 8192, any),
    limit("aws_lb", "name_prefix", 6, balancer),
    limit("aws_lb_target_group", "name_prefix", 6, balancer),
    limit("aws_route53_record", "name", 255, any),
    limit("aws_s3_bucket", "bucket", 63, bucket),
    limit("aws_s3_bucket", "bucket_prefix", 37, bucket),
    limit("aws_secretsmanager_secret", "name_prefix", 512 - 26, secret),
    limit("aws_secretsmanager_secret", "description", 2048, nothing_too),
    limit("aws_security_group", "name_prefix", 255 - 26, security_group),
    limit("aws_security_group", "description", 255, security_group_text),
    limit("aws_service_discovery_http_namespace", "name", 1024, word),
    limit("aws_service_discovery_http_namespace", "description", 1024, any),
    limit("aws_sns_topic", "name", 256, word),
    limit("aws_ssm_parameter", "name", 1011, parameter),
    limit("aws_ssm_parameter", "description", 1024, any),
    limit("aws_vpc_security_group_egress_rule", "description", 255, security_group_text),
    limit("aws_vpc_security_group_ingress_rule", "description", 255, security_group_text),
    limit("aws_wafv2_web_acl", "name", 128, word),
    limit("aws_wafv2_web_acl", "description", 256, any),
];

/// Arguments that hold a name; a resource that has one needs a line in [`LIMITS`].
const NAMES: [&str; 8] = [
    "name",
    "name_prefix",
    "bucket",
    "bucket_prefix",
    "alarm_name",
    "family",
    "description",
    "alarm_description",
];

fn made_of(text: &str, others: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|character| character.is_ascii_alphanumeric() || others.contains(character))
}

fn any(text: &str) -> bool {
    !text.is_empty()
}

fn nothing_too(_: &str) -> bool {
    true
}

fn word(text: &str) -> bool {
    made_of(text, "-_")
}

fn dotted(text: &str) -> bool {
    made_of(text, "-_.") && text.len() >= 3
}

fn role(text: &str) -> bool {
    made_of(text, "_+=,.@-")
}

fn log_group(text: &str) -> bool {
    made_of(text, "_-/.#") && !text.starts_with("aws/")
}

fn secret(text: &str) -> bool {
    made_of(text, "/_+=.@-")
}

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html>
fn parameter(text: &str) -> bool {
    let first = text.trim_start_matches('/').to_lowercase();
    made_of(text, "_.-/") && !first.starts_with("aws") && !first.starts_with("ssm")
}

fn alias(text: &str) -> bool {
    made_of(text, "/_-") && text.starts_with("alias/") && !text.starts_with("alias/aws/")
}

fn balancer(text: &str) -> bool {
    made_of(text, "-") && !text.starts_with('-') && !text.starts_with("internal-")
}

fn bucket(text: &str) -> bool {
    let legal =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-';
    text.len() >= 3 && text.chars().all(legal) && !text.starts_with('-') && !text.starts_with("sthree-")
}

fn security_group(text: &str) -> bool {
    security_group_text(text) && !text.starts_with("sg-")
}

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
fn security_group_text(text: &str) -> bool {
    made_of(text, " ._-:/()#,@[]+=&;{}!$*")
}

/// Names in a root module that AWS would refuse, and arguments without a known limit.
#[must_use]
pub fn violations(root: &Root) -> Vec<String> {
    let mut found = Vec::new();
    for (kind, label, body) in root.all_resources() {
        for (argument, value) in entries(body).filter(|(argument, _)| NAMES.contains(argument)) {
            let limit = LIMITS.iter().find(|limit| (limit.kind, limit.argument) == (kind, argument));
            let wrong = match (limit, value.as_str()) {
                (Some(limit), Some(text)) => violation(limit, text),
                (None, Some(text)) if !is_reference(text) => Some("has no limit in this table".to_owned()),
                _ => None,
            };
            found.extend(wrong.map(|wrong| format!("{} {kind}.{label}.{argument} {wrong}", root.folder)));
        }
        found.extend(tags(&body["tags"]).map(|wrong| format!("{} {kind}.{label} {wrong}", root.folder)));
    }
    for (_, provider) in root.section("provider") {
        found.extend(tags(&provider["default_tags"]["tags"]));
    }
    found
}

fn violation(limit: &Limit, template: &str) -> Option<String> {
    let name = sample(template)?;
    let length = name.chars().count();
    let fits = length <= limit.most && (limit.legal)(&name);
    (!fits).then(|| format!("is `{name}` with {length} characters, of at most {}", limit.most))
}

fn is_reference(template: &str) -> bool {
    matches!(pieces(template).as_slice(), [Piece::Expression(_)])
}

/// A name as it might come out: an account has twelve digits. `None` when nothing is known of it.
fn sample(template: &str) -> Option<String> {
    let piece = |piece| match piece {
        Piece::Characters(text) => Some(text),
        Piece::Expression(text) if text.ends_with(".account_id") => Some("123456789012".to_owned()),
        _ => None,
    };
    pieces(template).into_iter().map(piece).collect()
}

/// A key has at most 128 characters and a value at most 256.
fn tags(tags: &Value) -> impl Iterator<Item = String> {
    let too_long = |(key, value): &(&str, &Value)| {
        let value = sample(value.as_str().unwrap_or_default()).unwrap_or_default();
        key.chars().count() > 128 || value.chars().count() > 256
    };
    entries(tags).filter(too_long).map(|(key, value)| format!("has the tag {key}: {value}"))
}

/// The types and arguments with a limit.
pub fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIMITS.iter().map(|limit| (limit.kind, limit.argument))
}

#[cfg(test)]
mod tests {
    use super::violations;
    use crate::root::Root;
    use groundplan::File;

    fn of(resources: &str) -> Vec<String> {
        let text = format!(r#"{{"resource": {resources}}}"#);
        let files = [File { path: "environments/dev/x.tf.json".to_owned(), text }];
        violations(&Root::all(&files)[0])
    }

    #[test]
    fn planted_names_are_caught() {
        let long = "x".repeat(65);
        assert_eq!(of(&format!(r#"{{"aws_iam_role": {{"a": {{"name": "{long}"}}}}}}"#)).len(), 1);
        assert_eq!(
            of(r#"{"aws_security_group": {"a": {"name_prefix": "sg-x-", "description": "it's"}}}"#).len(),
            2
        );
        assert_eq!(of(r#"{"aws_s3_bucket": {"a": {"bucket": "Shop-${data.aws_caller_identity.current.account_id}"}}}"#).len(), 1);
        assert_eq!(of(r#"{"aws_new_thing": {"a": {"name": "x"}}}"#).len(), 1);
        assert_eq!(
            of(&format!(r#"{{"aws_vpc": {{"a": {{"tags": {{"Name": "{}"}}}}}}}}"#, "x".repeat(257))).len(),
            1
        );
    }

    #[test]
    fn names_at_the_limit_pass() {
        let name = "x".repeat(64);
        assert_eq!(of(&format!(r#"{{"aws_iam_role": {{"a": {{"name": "{name}"}}}}}}"#)), [""; 0]);
        assert_eq!(of(r#"{"aws_lb": {"a": {"name_prefix": "shop-"}}}"#), [""; 0]);
    }
}
