//! Application Auto Scaling of services.

use super::relation::ignores;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::Place;
use crate::terraform::{Expression, Part, Reference, Value};

rules! {
    /// A minimum is at most its maximum, and what is wanted is between them.
    ///
    /// Of tasks, machines, nodes and capacity units. AWS refuses others, after the plan.
    AWS_SCALING_BOUNDS = error "aws/scaling-bounds", "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html";

    /// A scaling policy has the block of its type.
    ///
    /// A policy without it passes the plan; AWS refuses it. The default type is step scaling.
    AWS_SCALING_POLICY = error "aws/scaling-policy", "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html";

    /// A scaled service is named by cluster and service: `service/CLUSTER/SERVICE`.
    ///
    /// The `id` of a cluster or service is an ARN; AWS refuses it in this name.
    AWS_SCALING_RESOURCE = error "aws/scaling-resource", "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html";

    /// An apply does not reset what autoscaling changed.
    ///
    /// Terraform resets `desired_count` to the configured value, regardless of load, unless it ignores changes.
    AWS_DESIRED_COUNT = warning "aws/desired-count", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service#ignoring-changes-to-desired-count";
}

/// Policy types, with the block of each.
const TYPES: [(&str, &str); 3] = [
    ("TargetTrackingScaling", "target_tracking_scaling_policy_configuration"),
    ("StepScaling", "step_scaling_policy_configuration"),
    ("PredictiveScaling", "predictive_scaling_policy_configuration"),
];

/// Types with bounds: the block that has them, the minimum, the maximum, and what is wanted at first.
const BOUNDS: [(&str, &str, [&str; 3]); 5] = [
    ("aws_appautoscaling_target", "", ["min_capacity", "max_capacity", ""]),
    ("aws_appautoscaling_scheduled_action", "scalable_target_action", ["min_capacity", "max_capacity", ""]),
    ("aws_autoscaling_group", "", ["min_size", "max_size", "desired_capacity"]),
    ("aws_eks_node_group", "scaling_config", ["min_size", "max_size", "desired_size"]),
    ("aws_rds_cluster", "serverlessv2_scaling_configuration", ["min_capacity", "max_capacity", ""]),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    model.resources("aws_appautoscaling_policy").for_each(|policy| self::policy(&policy, report));
    for target in model.resources("aws_appautoscaling_target") {
        resource(&target, report);
        desired_count(&target, report);
    }
    for (kind, block, names) in BOUNDS {
        for place in model.resources(kind) {
            let places = if block.is_empty() { vec![place] } else { place.blocks(block) };
            places.iter().for_each(|place| bounds(place, names, report));
        }
    }
}

fn policy(policy: &Place<'_>, report: &mut Report) {
    let kind = match policy.may_have("policy_type") {
        true => policy.text("policy_type"),
        false => Some("StepScaling"),
    };
    let block = TYPES.iter().find(|(name, _)| Some(*name) == kind).map(|(_, block)| *block);
    if let Some(block) = block.filter(|block| policy.lacks(block)) {
        let finding = policy.found(Rule::AWS_SCALING_POLICY, block, "missing settings of the policy");
        report.add(finding.given(kind.unwrap_or_default()).wants(format!("a {block} block")));
    }
}

fn bounds(place: &Place<'_>, [least, most, wanted]: [&str; 3], report: &mut Report) {
    let of = |name: &str| place.integer(name).map(|number| (name.to_owned(), number));
    let (Some((least, min)), Some((most, max))) = (of(least), of(most)) else { return };
    if min > max {
        let finding = place.found(Rule::AWS_SCALING_BOUNDS, &least, "the minimum is above the maximum");
        return report.add(finding.given(format!("{min} to {max}")).wants(format!("{least} at most {most}")));
    }
    if let Some((wanted, number)) = of(wanted).filter(|(_, number)| !(min..=max).contains(number)) {
        let finding = place.found(Rule::AWS_SCALING_BOUNDS, &wanted, "the number is outside of its bounds");
        report.add(finding.given(number).wants(format!("{min} to {max}")));
    }
}

/// The references in the name of a scaled resource.
fn parts<'a>(target: &Place<'a>) -> Vec<&'a Reference> {
    let Some(Value::Text(text)) = target.unevaluated("resource_id") else { return Vec::new() };
    let reference = |part: &'a Part| match part {
        Part::Expression(Expression::Reference(reference)) => Some(reference),
        _ => None,
    };
    text.parts().iter().filter_map(reference).collect()
}

fn resource(target: &Place<'_>, report: &mut Report) {
    if target.text("service_namespace") != Some("ecs") {
        return;
    }
    let arn = parts(target).into_iter().find(|part| {
        matches!(part.address.resource_type.as_str(), "aws_ecs_cluster" | "aws_ecs_service")
            && matches!(part.path.as_str(), "id" | "arn")
    });
    let wants = "service/CLUSTER/SERVICE, with names";
    if let Some(part) = arn {
        let message = "expected a name, not an ARN";
        let finding = target.found(Rule::AWS_SCALING_RESOURCE, "resource_id", message).given(part);
        report.add(finding.wants(wants).hint(format!("${{{}}}", part.address.attr("name"))));
    } else if let Some(name) = target.text("resource_id") {
        let steps: Vec<&str> = name.split('/').collect();
        if !matches!(steps.as_slice(), ["service", cluster, service] if !cluster.is_empty() && !service.is_empty())
        {
            let finding =
                target.found(Rule::AWS_SCALING_RESOURCE, "resource_id", "invalid name of a scaled service");
            report.add(finding.given(name).wants(wants));
        }
    }
}

fn desired_count(target: &Place<'_>, report: &mut Report) {
    let services = parts(target);
    let mut services = services.iter().filter_map(|part| target.model.target(part, &["aws_ecs_service"]));
    let Some(service) = services.next() else { return };
    if service.has("desired_count") && !ignores(&service, "desired_count") {
        let message = "every apply would reset the number of tasks";
        let finding = service.found(Rule::AWS_DESIRED_COUNT, "desired_count", message);
        let hint = "\"lifecycle\": { \"ignore_changes\": [\"desired_count\"] }";
        report.add(finding.wants("desired_count among ignore_changes").hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn a_group_wants_what_its_bounds_allow() {
        let of = |least: &str, most: &str, wanted: &str| {
            let text = format!(
                "resource \"aws_autoscaling_group\" \"a\" {{\n  min_size = {least}\n  max_size = {most}\n  desired_capacity = {wanted}\n}}\n"
            );
            found("aws/scaling-bounds", &text).len()
        };
        assert_eq!([of("3", "2", "2"), of("1", "2", "3"), of("1", "2", "0")], [1, 1, 1]);
        assert_eq!([of("1", "2", "2"), of("1", "var.most", "3"), of("1", "2", "null")], [0, 0, 0]);
    }
}
