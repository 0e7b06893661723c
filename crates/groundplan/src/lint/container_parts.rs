//! What containers of a task name of each other, and of the task.

use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Place, text};

rules! {
    /// A container depends on containers of its task, and on what they can come to.
    ///
    /// AWS refuses a task definition in which `dependsOn` or `volumesFrom` names another one, waits for an essential container to
    /// end, with which the task would end, or for the health of a container without a health check.
    AWS_CONTAINER_DEPENDENCY = error "aws/container-dependency", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html";

    /// A container mounts volumes of its task.
    ///
    /// AWS refuses a task definition whose mount point names a volume that is not there.
    AWS_MOUNT_POINT = error "aws/mount-point", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html";
}

/// Lists in which a container names others of its task, and the key of the name.
const NEIGHBOURS: [(&str, &str); 2] = [("dependsOn", "containerName"), ("volumesFrom", "sourceContainer")];

/// All containers of a task, and whether these are certainly all.
pub(super) fn check(task: &Place<'_>, (containers, are_all): (&[Place<'_>], bool), report: &mut Report) {
    let names: Option<Vec<&str>> = containers.iter().map(|container| container.text("name")).collect();
    let volumes = volumes(task);
    for container in containers {
        conditions(container, containers, report);
        for (list, key) in NEIGHBOURS {
            if let Some(names) = names.as_ref().filter(|_| are_all) {
                let others: Vec<&str> =
                    names.iter().copied().filter(|name| container.text("name") != Some(name)).collect();
                named(Rule::AWS_CONTAINER_DEPENDENCY, container, (list, key), &others, report);
            }
        }
        if let Some(volumes) = &volumes {
            named(Rule::AWS_MOUNT_POINT, container, ("mountPoints", "sourceVolume"), volumes, report);
        }
    }
}

/// Reports conditions that the container which is waited for cannot meet.
fn conditions(container: &Place<'_>, containers: &[Place<'_>], report: &mut Report) {
    for dependency in container.blocks("dependsOn") {
        let name = dependency.text("containerName");
        let Some(other) = containers.iter().find(|other| name.is_some() && other.text("name") == name) else {
            continue;
        };
        let Some(condition) = dependency.text("condition") else { continue };
        let (message, wants) = match condition {
            "SUCCESS" | "COMPLETE" if other.boolean_or("essential", true) == Some(true) => (
                "the container that is waited for is essential: the task ends with it",
                "`essential: false` there, or START",
            ),
            "HEALTHY" if other.lacks("healthCheck") => {
                ("the container that is waited for has no health check", "a `healthCheck` there, or START")
            }
            _ => continue,
        };
        let finding = dependency.found(Rule::AWS_CONTAINER_DEPENDENCY, "condition", message);
        report.add(finding.given(condition).wants(wants));
    }
}

/// The names of a task's volumes, if all are known.
fn volumes<'a>(task: &Place<'a>) -> Option<Vec<&'a str>> {
    let is_list =
        task.lacks("volume") || task.value("volume").is_none_or(|value| task.are_all_objects(value));
    let volumes = task.blocks("volume");
    let names: Option<Vec<&str>> = volumes.iter().map(|volume| volume.text("name")).collect();
    names.filter(|_| is_list && !task.is_dynamic("volume"))
}

/// Reports each name in a list of a container that is not among those that there are.
fn named(rule: Rule, container: &Place<'_>, (list, key): (&str, &str), known: &[&str], report: &mut Report) {
    for entry in container.blocks(list) {
        let Some(given) = entry.value(key).and_then(text).filter(|given| !known.contains(given)) else {
            continue;
        };
        let what = if rule == Rule::AWS_MOUNT_POINT { "volume" } else { "other container" };
        let finding = entry.found(rule, key, format!("the task has no {what} of this name")).given(given);
        let wants = if known.is_empty() { format!("there is no {what}") } else { known.join(", ") };
        let hint = nearest(given, known.iter().copied()).map(str::to_owned);
        report.add(finding.wants(wants).maybe_hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn a_container_waits_for_what_another_one_can_come_to() {
        let of = |other: &str, condition: &str| {
            let text = format!(
                "resource \"aws_ecs_task_definition\" \"a\" {{\n  family = \"a\"\n  container_definitions = jsonencode([\n    \
                 {{ name = \"b\", image = \"b:1\"{other} }},\n    \
                 {{ name = \"a\", image = \"a:1\", dependsOn = [{{ containerName = \"b\", condition = \"{condition}\" }}] }},\n  ])\n}}\n"
            );
            found("aws/container-dependency", &text).len()
        };
        for (other, condition, expected) in [
            ("", "SUCCESS", 1),
            (", essential = true", "COMPLETE", 1),
            (", essential = false", "SUCCESS", 0),
            (", essential = var.a", "SUCCESS", 0),
            ("", "HEALTHY", 1),
            (", healthCheck = { command = [\"CMD\", \"true\"] }", "HEALTHY", 0),
            (", healthCheck = var.a", "HEALTHY", 0),
            ("", "START", 0),
        ] {
            assert_eq!(of(other, condition), expected, "{condition}{other}");
        }
    }
}
