//! What containers of a task name of each other, and of the task.

use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Place, text};

rules! {
    /// A container depends on containers of its task.
    ///
    /// AWS refuses a task definition in which `dependsOn` or `volumesFrom` names another one.
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
