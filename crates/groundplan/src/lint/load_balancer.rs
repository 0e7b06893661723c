//! Load balancers: their names and zones.

use super::zone::zone_of;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::{Place, text};
use crate::terraform::Value;
use crate::unit::set_of;

pub(super) const LOAD_BALANCERS: &[&str] = &["aws_lb", "aws_alb"];
pub(super) const TARGET_GROUPS: &[&str] = &["aws_lb_target_group", "aws_alb_target_group"];

/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html>
const NAME: usize = 32;
/// Terraform appends 26 characters to a prefix.
const PREFIX: usize = 6;

rules! {
    /// Load balancers and target groups have names of at most 32 letters, digits and hyphens; prefixes of 6.
    ///
    /// Terraform appends 26 characters to a prefix. AWS refuses underscores, a hyphen at either end, and for
    /// load balancers names that begin with `internal-`.
    AWS_LOAD_BALANCER_NAME = error "aws/load-balancer-name", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html";

    /// A load balancer has subnets in two zones or more.
    ///
    /// An application load balancer with one subnet, or with two in one zone, passes the plan and is refused
    /// by AWS.
    AWS_LOAD_BALANCER_SUBNETS = error "aws/load-balancer-subnets", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html";

    /// The bucket of access logs is encrypted by S3's own keys.
    ///
    /// The load balancer cannot write into a bucket that is encrypted with a KMS key: enabling the logs
    /// fails with "Access Denied".
    AWS_ACCESS_LOG_ENCRYPTION = error "aws/access-log-encryption", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for balancer in model.of_kinds(LOAD_BALANCERS) {
        names(&balancer, true, report);
        subnets(&balancer, report);
        access_logs(&balancer, report);
    }
    model.of_kinds(TARGET_GROUPS).for_each(|group| names(&group, false, report));
}

fn names(place: &Place<'_>, is_balancer: bool, report: &mut Report) {
    let rule = Rule::AWS_LOAD_BALANCER_NAME;
    if place.has("name") && place.has("name_prefix") {
        let finding = place.found(rule, "name_prefix", "both a name and a prefix are set");
        report.add(finding.wants("one of name and name_prefix"));
    }
    let begins_internal = |name: &str| is_balancer && (name == "internal" || name.starts_with("internal-"));
    for (key, most) in [("name", NAME), ("name_prefix", PREFIX)] {
        let Some(name) = place.text(key) else { continue };
        let ends_badly = key == "name" && name.ends_with('-');
        let legal = name.chars().all(|one| one.is_ascii_alphanumeric() || one == '-');
        if !legal
            || name.starts_with('-')
            || ends_badly
            || name.chars().count() > most
            || begins_internal(name)
        {
            let message = format!("invalid {}", if key == "name" { "name" } else { "prefix" });
            let near = name.replace(['_', '.', ' '], "-");
            let hint = (near != name && near.chars().count() <= most).then_some(near);
            let finding = place.found(rule, key, message).given(name);
            report.add(finding.wants(wanted(most, is_balancer)).maybe_hint(hint));
        }
    }
}

fn wanted(most: usize, is_balancer: bool) -> String {
    let internal = if is_balancer { ", not beginning with internal-" } else { "" };
    format!("at most {most} letters, digits and hyphens, no hyphen at an end{internal}")
}

fn subnets(balancer: &Place<'_>, report: &mut Report) {
    if balancer.may_have("load_balancer_type") && balancer.text("load_balancer_type") != Some("application") {
        return;
    }
    let mut finding = |name: &str, message: &str| {
        let finding = balancer.found(Rule::AWS_LOAD_BALANCER_SUBNETS, name, message);
        report.add(finding.wants("subnets of two or more availability zones"));
    };
    if let Some(subnets) = balancer.list("subnets") {
        let zones: Option<Vec<String>> = subnets.iter().map(|subnet| zone_of(balancer, subnet)).collect();
        match zones.map(set_of) {
            _ if subnets.len() == 1 => finding("subnets", "an application load balancer needs two zones"),
            Some(zones) if zones.len() < subnets.len() => {
                finding("subnets", "two of these subnets are in one zone")
            }
            _ => {}
        }
    } else if balancer.lacks("subnets") && !balancer.is_dynamic("subnet_mapping") {
        let mappings = balancer.blocks("subnet_mapping");
        if mappings.len() == 1 {
            finding("subnet_mapping", "an application load balancer needs two zones");
        }
    }
}

fn access_logs(balancer: &Place<'_>, report: &mut Report) {
    for logs in balancer.blocks("access_logs") {
        let Some(bucket) = logs.reference("bucket") else { continue };
        let encryption = balancer.model.resources("aws_s3_bucket_server_side_encryption_configuration");
        let of_bucket = |one: &Place<'_>| {
            one.reference("bucket").is_some_and(|reference| reference.address == bucket.address)
        };
        if encryption.filter(of_bucket).any(|one| is_encrypted_by_kms(&one)) {
            let message = "the load balancer cannot write into a bucket with a KMS key";
            let finding = logs.found(Rule::AWS_ACCESS_LOG_ENCRYPTION, "bucket", message).given(bucket);
            report.add(finding.wants("a bucket with sse_algorithm AES256").hint("AES256"));
        }
    }
}

fn is_encrypted_by_kms(encryption: &Place<'_>) -> bool {
    let defaults = encryption.blocks("rule").into_iter();
    let mut defaults = defaults.flat_map(|rule| rule.blocks("apply_server_side_encryption_by_default"));
    defaults
        .any(|by_default| by_default.text("sse_algorithm").is_some_and(|name| name.starts_with("aws:kms")))
}

/// Whether a value is text that begins as an ARN does.
pub(super) fn is_arn(value: &Value) -> bool {
    text(value).is_some_and(|text| text.starts_with("arn:"))
}
