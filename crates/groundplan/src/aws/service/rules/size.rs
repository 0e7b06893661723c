use crate::aws::Resolver;
use crate::aws::service::Blueprint;
use crate::aws::service::spec::EcsFargateService;
use crate::decision::Tier;
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::unit::Memory;

pub(super) fn check(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    fargate_size(service, path, resolver);
    scale(service, path, resolver);
    scale_from_zero(service, path, resolver);
    hours(service, path, resolver);
}

fn fargate_size(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    let (vcpu, memory) = (*service.vcpu, *service.memory);
    let sizes = vcpu.fargate_memories();
    if sizes.contains(&memory) {
        return;
    }
    let path = path.clone().key("size");
    if sizes.is_empty() {
        let finding =
            Diagnostic::new(Rule::SIZE, path.key("vcpu"), format!("Fargate has no tasks with {vcpu} vCPU"));
        resolver.report(
            finding.given(vcpu).wants("0.25, 0.5, 1, 2, 4, 8 or 16").hint(vcpu.next_of_fargate().to_string()),
        );
        return;
    }
    let fitting = sizes.iter().copied().find(|size| *size >= memory).or(sizes.last().copied());
    let finding = Diagnostic::new(Rule::SIZE, path, format!("{memory} does not go with {vcpu} vCPU"))
        .given(format!("{{ vcpu: {vcpu}, memory: {memory} }}"))
        .wants(format!("with {vcpu} vCPU: {}", list(&sizes)))
        .maybe_hint(fitting.map(|memory| format!("size: {{ vcpu: {vcpu}, memory: {memory} }}")));
    resolver.report(finding);
}

/// `1 GiB, 2 GiB, 3 GiB or 4 GiB`; long lists by their ends.
fn list(sizes: &[Memory]) -> String {
    let names: Vec<String> = sizes.iter().map(ToString::to_string).collect();
    match names.as_slice() {
        [first, second, .., last] if names.len() > 4 => format!("{first}, {second}, … {last}"),
        [start @ .., last] => format!("{} or {last}", start.join(", ")),
        [] => String::new(),
    }
}

pub(super) fn ephemeral_storage(spec: &EcsFargateService, path: &Path, resolver: &mut Resolver<'_>) {
    let Some(storage) = spec.ephemeral_storage else { return };
    let mib = storage.as_mib();
    if !(20 * 1024..=200 * 1024).contains(&mib) || mib % 1024 != 0 {
        let at = path.clone().key("ephemeralStorage");
        let finding =
            Diagnostic::new(Rule::EPHEMERAL_STORAGE, at, format!("a task's disk cannot have {storage}"));
        resolver.report(finding.given(storage).wants("20 GiB to 200 GiB, in whole GiB").hint("50 GiB"));
    }
}

fn scale(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    let scale = &service.scale;
    let path = path.clone().key("scale");
    if *scale.min > *scale.max || *scale.max == 0 {
        let message = "the fewest tasks are more than the most, or there are none";
        let finding = Diagnostic::new(Rule::SCALE, path.clone(), message)
            .given(format!("{{ min: {}, max: {} }}", scale.min, scale.max))
            .wants("min at most max, and max at least 1")
            .hint(format!("scale: {{ min: {0}, max: {0} }}", (*scale.min).max(1)));
        resolver.report(finding);
    }
    if scale.requests_per_task.is_some() && !*service.is_public {
        let message = "no load balancer counts the requests of this service";
        let finding = Diagnostic::new(Rule::SCALE_REQUESTS, path.clone().key("requestsPerTask"), message);
        resolver.report(
            finding.wants("a public service, or scaling on cpu or memory").hint("scale: { cpu: 60 % }"),
        );
    }
    if scale.requests_per_task.as_deref() == Some(&0) {
        let finding =
            Diagnostic::new(Rule::SCALE, path.key("requestsPerTask"), "no number of tasks makes this zero");
        resolver.report(finding.given(0).wants("1 or more").hint("1000"));
    }
}

fn scale_from_zero(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    let scale = &service.scale;
    if *scale.min == 0 && *scale.max > 0 && scale.hours.is_none() {
        let message = format!("nothing starts `{}` again: no task measures anything at zero", service.name);
        let finding = Diagnostic::new(Rule::SCALE_FROM_ZERO, path.clone().key("scale").key("min"), message);
        let finding = finding.given(0).wants("1 or more, `hours`, or a waiver with the reason");
        resolver.report(finding.hint(format!("scale: {{ min: 1, max: {} }}", scale.max)));
    }
}

fn hours(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    if let Some(hours) = service.scale.hours.as_ref().filter(|_| resolver.tier() == Tier::Production) {
        let finding = Diagnostic::new(
            Rule::HOURS,
            path.clone().key("scale").key("hours"),
            "production sleeps at night",
        );
        resolver.report(finding.given(hours).wants("no hours, or a waiver with the reason"));
    }
}
