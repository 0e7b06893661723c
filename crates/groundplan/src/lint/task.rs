//! ECS task definitions.

use super::service::lists;
use super::{container, container_parts};
use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::Place;
use crate::unit::{Memory, Vcpu};

rules! {
    /// A task on Fargate has a size that Fargate offers.
    ///
    /// CPU and memory are set for the whole task and come in certain pairs. Others pass the plan; AWS answers
    /// "No Fargate configuration exists for given values".
    AWS_TASK_SIZE = error "aws/task-size", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html";

    /// A task on Fargate has the network mode `awsvpc`.
    ///
    /// The default mode is `bridge`, which Fargate does not have; AWS refuses it.
    AWS_NETWORK_MODE = error "aws/network-mode", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html";

    /// A task's disk has 21 to 200 GiB.
    ///
    /// Every task has 20 GiB, which must not be requested.
    AWS_EPHEMERAL_STORAGE = error "aws/ephemeral-storage", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html";

    /// A task on Fargate that writes logs, or reads secrets, has an execution role.
    ///
    /// The role pulls images, writes logs and reads secrets before the application runs; without one AWS refuses
    /// the task definition.
    AWS_EXECUTION_ROLE = error "aws/execution-role", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for task in model.resources("aws_ecs_task_definition") {
        let fargate = is_fargate(&task);
        if fargate {
            size(&task, report);
            network_mode(&task, report);
        }
        storage(&task, report);
        let Some(json) = task.json("container_definitions") else { continue };
        let containers = container::all(&task, &json);
        if fargate {
            execution_role(&task, &containers, report);
        }
        let all = (&containers[..], task.are_all_objects(&json));
        container::check(&task, all, fargate, report);
        container_parts::check(&task, all, report);
    }
}

/// Whether a task certainly runs on Fargate.
pub(super) fn is_fargate(task: &Place<'_>) -> bool {
    lists(task, "requires_compatibilities", "FARGATE")
}

fn size(task: &Place<'_>, report: &mut Report) {
    let rule = Rule::AWS_TASK_SIZE;
    for name in ["cpu", "memory"] {
        if task.lacks(name) {
            let message = format!("missing {name} of a task on Fargate");
            report.add(task.found(rule, name, message).wants(format!("{name}, for the task as a whole")));
        }
    }
    let cpu = task.integer("cpu").and_then(|units| u32::try_from(units).ok()).map(Vcpu::units);
    let Some(cpu) = cpu.or_else(|| vcpus(task.text("cpu")?)) else { return };
    let sizes = cpu.fargate_memories();
    if sizes.is_empty() {
        let finding = task.found(rule, "cpu", format!("Fargate has no tasks with {cpu} vCPU"));
        let next = cpu.next_of_fargate().as_units();
        return report.add(
            finding
                .given(cpu.as_units())
                .wants("256, 512, 1024, 2048, 4096, 8192 or 16384")
                .hint(next.to_string()),
        );
    }
    let memory = task.integer("memory").and_then(|mib| u32::try_from(mib).ok()).map(Memory::mib);
    let Some(memory) = memory.or_else(|| gibibytes(task.text("memory")?)) else { return };
    if !sizes.contains(&memory) {
        let fitting = sizes.iter().find(|size| **size >= memory).or(sizes.last());
        let all: Vec<String> = sizes.iter().map(|size| size.as_mib().to_string()).collect();
        let finding = task.found(rule, "memory", format!("{memory} does not go with {cpu} vCPU"));
        let finding = finding.given(format!("cpu {}, memory {}", cpu.as_units(), memory.as_mib()));
        let hint = fitting.map(|size| size.as_mib().to_string());
        report.add(finding.wants(format!("with {cpu} vCPU: {}", all.join(", "))).maybe_hint(hint));
    }
}

/// `.5 vCPU`, as ECS reads it.
fn vcpus(text: &str) -> Option<Vcpu> {
    let lower = text.to_lowercase();
    lower.strip_suffix("vcpu")?.trim().parse().ok()
}

/// `2 GB`, as ECS reads it: it means GiB.
fn gibibytes(text: &str) -> Option<Memory> {
    let lower = text.to_lowercase();
    format!("{} GiB", lower.strip_suffix("gb")?.trim()).parse().ok()
}

fn network_mode(task: &Place<'_>, report: &mut Report) {
    let mode = task.text("network_mode");
    if task.lacks("network_mode") || mode.is_some_and(|mode| mode != "awsvpc") {
        let finding =
            task.found(Rule::AWS_NETWORK_MODE, "network_mode", "network mode not supported on Fargate");
        report.add(finding.given(mode.unwrap_or("none, which is bridge")).wants("awsvpc").hint("awsvpc"));
    }
}

fn storage(task: &Place<'_>, report: &mut Report) {
    for storage in task.blocks("ephemeral_storage") {
        let Some(size) = storage.integer("size_in_gib").filter(|size| !(21..=200).contains(size)) else {
            continue;
        };
        let finding = storage.found(Rule::AWS_EPHEMERAL_STORAGE, "size_in_gib", "disk size out of range");
        report.add(finding.given(size).wants("21 to 200, or no block for 20 GiB"));
    }
}

fn execution_role(task: &Place<'_>, containers: &[Place<'_>], report: &mut Report) {
    if task.may_have("execution_role_arn") {
        return;
    }
    if let Some(reason) = needs(containers) {
        let message = format!("this task needs an execution role: {reason}");
        let finding = task.found(Rule::AWS_EXECUTION_ROLE, "execution_role_arn", message);
        report.add(finding.wants("the ARN of a role with AmazonECSTaskExecutionRolePolicy, or less"));
    }
}

/// Whether a task on Fargate certainly uses its execution role.
pub(super) fn needs_role(task: &Place<'_>) -> bool {
    let json = task.json("container_definitions");
    is_fargate(task) && json.is_some_and(|json| needs(&container::all(task, &json)).is_some())
}

/// What containers need an execution role for.
fn needs(containers: &[Place<'_>]) -> Option<&'static str> {
    containers.iter().find_map(|container| {
        let logs = container.blocks("logConfiguration");
        if logs.iter().any(|one| one.text("logDriver") == Some("awslogs")) {
            return Some("it writes logs to CloudWatch");
        }
        container.list("secrets").is_some_and(|secrets| !secrets.is_empty()).then_some("it reads secrets")
    })
}
