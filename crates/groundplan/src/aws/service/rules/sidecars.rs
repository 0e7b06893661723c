use super::container;
use crate::aws::service::container::Container;
use crate::aws::service::{Blueprint, EcsFargateService};
use crate::aws::{Resolver, secret};
use crate::decision::Decided;
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::spec::Map;
use crate::unit::{Memory, Seconds, is_name};

/// How many containers a task may have; AWS raises it for nobody.
/// <https://docs.aws.amazon.com/general/latest/gr/ecs-service.html>
const CONTAINERS: usize = 10;

/// What Docker takes at least.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
const LEAST_MEMORY: Memory = Memory::mib(6);

/// Checks the containers beside a service's own, before anything is decided.
pub(super) fn check_spec(
    service: &str,
    spec: &EcsFargateService,
    secrets: &[secret::Blueprint],
    path: &Path,
    resolver: &mut Resolver<'_>,
) {
    let sidecars = spec.sidecars.iter().flat_map(Map::iter);
    for (name, sidecar) in sidecars.filter_map(|(name, one)| Some((name, one.on()?))) {
        let path = path.clone().key("sidecars").key(name);
        sidecar_name(name, service, &path, resolver);
        container::check_spec(sidecar, secrets, &path, resolver);
    }
}

fn sidecar_name(name: &str, service: &str, path: &Path, resolver: &mut Resolver<'_>) {
    let wants = "letters and digits, in words joined by hyphens, at most 64 characters, other than the service's name";
    let message = if name == service {
        format!("the service's own container is called `{name}`")
    } else if !is_name(name) || name.len() > 64 {
        format!("`{name}` cannot be the name of a container")
    } else {
        return;
    };
    resolver.report(Diagnostic::new(Rule::SERVICE_NAME, path.clone(), message).given(name).wants(wants));
}

/// Checks the decided containers together.
pub(super) fn check(service: &Blueprint, resolver: &mut Resolver<'_>) {
    let count = service.containers().count();
    if count > CONTAINERS {
        let at = service.container.path.clone().key("sidecars");
        let message = format!("{count} containers are more than a task may have");
        let finding = Diagnostic::new(Rule::CONTAINER, at, message).given(count.saturating_sub(1));
        resolver.report(finding.wants(format!("at most {} besides the service's own", CONTAINERS - 1)));
    }
    memory(service, resolver);
    cpu(service, resolver);
    for container in service.containers() {
        own_memory(container, resolver);
        timeout("stopTimeout", Some(&container.stop_timeout), container, resolver);
        timeout("startTimeout", container.start_timeout.as_ref(), container, resolver);
    }
}

/// What is kept for all containers is there: the soft limit where there is one, or else the hard one.
fn memory(service: &Blueprint, resolver: &mut Resolver<'_>) {
    let kept = |container: &Container| {
        let kept = container.memory_reservation.as_ref().or(container.memory.as_ref());
        kept.map_or(0, |memory| memory.as_mib())
    };
    let (sum, whole) = (service.containers().map(kept).sum::<u32>(), *service.memory);
    if sum > whole.as_mib() {
        let at = service.container.path.clone().key("sidecars");
        let message = format!("the containers are to have {}, and the task has {whole}", Memory::mib(sum));
        let fitting = service.vcpu.fargate_memories().into_iter().find(|size| size.as_mib() > sum);
        let hint = fitting.map(|memory| format!("size: {{ vcpu: {}, memory: {memory} }}", service.vcpu));
        let finding = Diagnostic::new(Rule::SIZE, at, message).given(Memory::mib(sum));
        resolver.report(finding.wants("a larger `size`, or less memory for the containers").maybe_hint(hint));
    }
}

fn cpu(service: &Blueprint, resolver: &mut Resolver<'_>) {
    let kept = service.containers().filter_map(|container| container.vcpu.as_ref());
    let (sum, whole) = (kept.map(|vcpu| vcpu.as_units()).sum::<u32>(), *service.vcpu);
    if sum > whole.as_units() {
        let at = service.container.path.clone().key("sidecars");
        let sum = crate::unit::Vcpu::units(sum);
        let message = format!("the containers are to have {sum} vCPU, and the task has {whole}");
        let finding = Diagnostic::new(Rule::SIZE, at, message).given(sum);
        resolver.report(finding.wants("a larger `size`, or a smaller share for the containers"));
    }
}

fn own_memory(container: &Container, resolver: &mut Resolver<'_>) {
    let given = [("memory", &container.memory), ("memoryReservation", &container.memory_reservation)];
    for (key, memory) in given.into_iter().filter_map(|(key, memory)| Some((key, memory.as_ref()?))) {
        if **memory < LEAST_MEMORY {
            let at = container.path.clone().key(key);
            let message = format!("{memory} is less than a container may have");
            let finding = Diagnostic::new(Rule::SIZE, at, message).given(memory);
            let wants = format!("{LEAST_MEMORY} or more");
            resolver.report(finding.wants(wants).hint("128 MiB"));
        }
    }
    let (Some(hard), Some(soft)) = (&container.memory, &container.memory_reservation) else { return };
    if **soft >= **hard {
        let at = container.path.clone().key("memoryReservation");
        let message = format!("{soft} are kept for a container that may use {hard}");
        let finding = Diagnostic::new(Rule::SIZE, at, message).given(soft);
        resolver.report(finding.wants("less than `memory`"));
    }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
fn timeout(key: &str, given: Option<&Decided<Seconds>>, container: &Container, resolver: &mut Resolver<'_>) {
    let Some(given) = given.filter(|given| !(2..=120).contains(&given.as_u32())) else { return };
    let at = container.path.clone().key(key);
    let finding = Diagnostic::new(Rule::CONTAINER, at, "Fargate takes no such timeout");
    resolver.report(finding.given(**given).wants("2 to 120 seconds").hint("120 s"));
}
