//! What follows for people from what becomes of an object: data, interruptions, refusals.

use super::between::{Comparison, Pair, kind_of};
use super::data::{self, data, is_true};
use super::effect::{Effect, ObjectChange};
use super::known::{Known, at};
use super::names::resource_at;
use super::{interruption, listened, protocol, refusal, serving, taken};

/// Types of which a replacement is a new version beside the old one.
///
/// Sources: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-task-definition-console-v2.html>,
/// <https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html>; the others exist in Terraform's state only.
const VERSIONED: [&str; 6] = [
    "aws_ecs_task_definition",
    "aws_lambda_layer_version",
    "aws_acm_certificate_validation",
    "null_resource",
    "terraform_data",
    "time_static",
];

/// Adds what follows to an object.
pub(super) fn add(object: &mut ObjectChange, pair: &Pair<'_>, comparison: &Comparison<'_>) {
    object.new_first = object.effect == Effect::Replaced && is_new_first(object, pair, comparison);
    add_known(object, kind_of(pair), &pair.before, &pair.after);
    if object.effect == Effect::Updated && object.interrupted.is_some() {
        settle(object, pair, comparison);
    }
    if object.effect.ends() && !object.routine {
        object.refused = refusal::refused(object, pair, comparison);
    }
    if object.effect == Effect::Updated {
        object.refused = object.refused.take().or_else(|| protocol::refused(pair, comparison));
    }
    if object.refused.is_none() {
        object.refused = taken::refused(object, pair, comparison.freed());
    }
}

/// As [`add`], without other objects: given its type and the values that it has before and after.
pub(super) fn add_known(object: &mut ObjectChange, kind: &str, before: &Known, after: &Known) {
    if object.effect == Effect::Updated {
        let arguments = object.arguments.iter().map(|one| one.argument.as_str());
        object.interrupted = interruption::of_update(kind, arguments, (before, after));
        object.data = data::of_update(kind, before, after);
    }
    // A provisioner runs again.
    let has_commands =
        *at(before, &["provisioner"]) != Known::Absent || *at(after, &["provisioner"]) != Known::Absent;
    object.routine = object.effect == Effect::Replaced && VERSIONED.contains(&kind) && !has_commands;
    if object.effect.ends() && !object.routine {
        object.data = data(kind, before);
        // A record by which a certificate is validated is read by nobody who connects.
        let is_validation = kind == "aws_route53_record" && validates(before);
        object.interrupted =
            interruption::of_end(kind, object.effect, object.new_first).filter(|_| !is_validation);
        object.refused = refusal::protected(kind, before);
    }
}

/// What the rest of the configuration says of an interruption.
fn settle(object: &mut ObjectChange, pair: &Pair<'_>, comparison: &Comparison<'_>) {
    match kind_of(pair) {
        // Another rule may take the requests on.
        "aws_lb_listener_rule" | "aws_alb_listener_rule" => {
            let is_other = |other: &Pair<'_>| kind_of(other) == kind_of(pair) && !std::ptr::eq(other, pair);
            let mut others = comparison.pairs.values().filter(|other| other.new.is_some() && is_other(other));
            if others.any(|other| listened::may_take(&other.after, &pair.before)) {
                object.interrupted = None;
            }
        }
        "aws_vpc_security_group_ingress_rule" | "aws_vpc_security_group_egress_rule" => {
            let services = comparison.pairs.values().filter(|other| kind_of(other) == "aws_ecs_service");
            let found = services.filter_map(|service| serving::of_port((pair, service))).next();
            object.interrupted = found.or_else(|| object.interrupted.take());
        }
        _ => {}
    }
}

/// Whether a record is made of what a certificate asks for.
fn validates(record: &Known) -> bool {
    let mut references = Vec::new();
    at(record, &["records"]).references(&mut references);
    references.iter().any(|one| one.attribute.contains("domain_validation_options"))
}

/// Whether Terraform creates the new one first: by its own `lifecycle`, or because something that is created first needs it.
///
/// Source: <https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy>.
fn is_new_first(object: &ObjectChange, pair: &Pair<'_>, comparison: &Comparison<'_>) -> bool {
    if is_true(at(&pair.after, &["lifecycle", "create_before_destroy"])) {
        return true;
    }
    let Some(address) = resource_at(object.address.as_str()) else { return false };
    comparison.is_needed_first(&address)
}
