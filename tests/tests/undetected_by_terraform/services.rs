//! How a service runs, scales and is deployed.

use groundplan_tests::root::{Root, blocks, texts};

use super::{every, must, service};

#[test]
fn a_service_runs_by_a_strategy_so_that_its_capacity_changes_in_place() {
    assert_eq!(service("launchType: FARGATE"), ["spec/unknown-key"]);
    every("aws_ecs_service", |_, _, service| {
        let strategy = !blocks(service, "capacity_provider_strategy").is_empty();
        must(service["launch_type"].is_null() && strategy, "would be replaced with its capacity")
    });
}

#[test]
fn a_scaling_policy_has_a_configuration() {
    every("aws_appautoscaling_policy", |_, _, policy| {
        let tracking = &policy["target_tracking_scaling_policy_configuration"];
        let metric = &tracking["predefined_metric_specification"];
        let labelled = metric["predefined_metric_type"] == "ALBRequestCountPerTarget";
        let whole = tracking["target_value"].is_u64() && metric["predefined_metric_type"].is_string();
        must(whole && labelled == metric["resource_label"].is_string(), "scales on nothing")
    });
}

#[test]
fn the_number_of_tasks_belongs_to_autoscaling_or_to_terraform() {
    every("aws_ecs_service", |root, label, service| {
        let ignored = texts(&service["lifecycle"]["ignore_changes"]).contains(&"desired_count");
        let target = root.try_resource("aws_appautoscaling_target", label);
        let within = target.is_none_or(|target| {
            (target["min_capacity"].as_u64()..=target["max_capacity"].as_u64())
                .contains(&service["desired_count"].as_u64())
        });
        must(ignored == target.is_some() && within, "and autoscaling work against each other")
    });
}

#[test]
fn scaling_targets_are_called_by_names_and_not_by_arns() {
    every("aws_appautoscaling_target", |_, label, target| {
        let wanted = format!("service/${{aws_ecs_cluster.main.name}}/${{aws_ecs_service.{label}.name}}");
        must(target["resource_id"] == wanted, &format!("is {}", target["resource_id"]))
    });
}

#[test]
fn a_service_waits_for_what_forwards_to_it_and_for_its_rights() {
    every("aws_ecs_service", |root, label, service| {
        let waits = texts(&service["depends_on"]);
        let public = !blocks(service, "load_balancer").is_empty();
        let forwards = waits.iter().any(|address| forwards_to(root, address, label));
        let mut rights = root.resources("aws_iam_role_policy").map(|(name, _)| name);
        let rights = rights.all(|name| {
            let own = [format!("{label}_execution"), format!("{label}_task")].contains(&name.to_owned());
            !own || waits.contains(&format!("aws_iam_role_policy.{name}").as_str())
        });
        let grace = service["health_check_grace_period_seconds"].is_u64();
        must(public == forwards && rights && grace == public, &format!("waits for {waits:?}"))
    });
}

/// Whether a listener, or a rule of one, sends requests to the target group of a service.
fn forwards_to(root: &Root, address: &str, label: &str) -> bool {
    let Some((kind, name)) = address.split_once('.') else { return false };
    let Some(body) = root.try_resource(kind, name) else { return false };
    let group = format!("${{aws_lb_target_group.{label}.arn}}");
    [&body["action"], &body["default_action"]].into_iter().any(|action| action["target_group_arn"] == group)
}

#[test]
fn a_bad_deployment_is_taken_back_and_capacity_never_drops() {
    every("aws_ecs_service", |_, _, service| {
        let breaker = &service["deployment_circuit_breaker"];
        let both = breaker["enable"] == true && breaker["rollback"] == true;
        let capacity = service["deployment_minimum_healthy_percent"] == 100
            && service["deployment_maximum_percent"] == 200;
        must(both && capacity, "is deployed without a net")
    });
}

#[test]
fn spare_capacity_is_associated_first_and_can_be_changed() {
    every("aws_ecs_service", |_, _, service| {
        let waits = texts(&service["depends_on"]).contains(&"aws_ecs_cluster_capacity_providers.main");
        must(waits && service["force_new_deployment"] == true, "has a strategy without capacity")
    });
}
