//! Whom containers wait for.

use crate::aws::Resolver;
use crate::aws::service::Blueprint;
use crate::aws::service::container::{Container, ContainerCondition, Dependency};
use crate::diagnostic::{Diagnostic, Path, Rule, likely};

pub(super) fn check(service: &Blueprint, resolver: &mut Resolver<'_>) {
    for container in service.containers() {
        for dependency in &container.depends_on {
            let at = container.path.clone().key("dependsOn").key(&dependency.name);
            match service.containers().find(|other| other.name == dependency.name) {
                None => unknown(dependency, service, at, resolver),
                Some(other) => condition(dependency, other, at, resolver),
            }
        }
    }
    cycle(service, resolver);
}

fn unknown(dependency: &Dependency, service: &Blueprint, at: Path, resolver: &mut Resolver<'_>) {
    let name = &dependency.name;
    let names: Vec<&str> = service.containers().map(|container| container.name.as_str()).collect();
    let finding =
        Diagnostic::new(Rule::DEPENDS_ON, at, format!("no container of the task is called `{name}`"));
    let hint = likely(name, names.iter().copied())
        .map(|meant| format!("dependsOn: {{ {meant}: {} }}", dependency.condition));
    resolver.report(finding.given(name).wants(format!("one of {}", names.join(", "))).maybe_hint(hint));
}

/// A condition that never comes true: the task would wait until AWS gives it up.
fn condition(dependency: &Dependency, other: &Container, at: Path, resolver: &mut Resolver<'_>) {
    let name = &other.name;
    let (message, wants, hint) = match *dependency.condition {
        ContainerCondition::Healthy if other.health.is_none() => (
            format!("`{name}` has no health check that it could pass"),
            format!("a command under healthCheck of `{name}`, or `start`"),
            ContainerCondition::Start,
        ),
        condition if condition.is_end() && *other.essential => (
            format!("when `{name}` ends, so does the task: it is essential"),
            format!("`essential: false` at `{name}`, or another condition"),
            ContainerCondition::Start,
        ),
        _ => return,
    };
    let finding = Diagnostic::new(Rule::DEPENDS_ON, at, message).given(*dependency.condition);
    resolver.report(finding.wants(wants).hint(hint.to_string()));
}

/// Containers that wait for each other never start. A circle is reported once, at its first container.
fn cycle(service: &Blueprint, resolver: &mut Resolver<'_>) {
    let mut reported: Vec<&str> = Vec::new();
    for container in service.containers() {
        if reported.contains(&container.name.as_str()) {
            continue;
        }
        let Some(round) = round(container, service) else { continue };
        reported.extend(round.iter().copied());
        let next = round.get(1).copied().unwrap_or(&container.name);
        let at = container.path.clone().key("dependsOn").key(next);
        let way = round.iter().copied().chain([container.name.as_str()]).collect::<Vec<_>>().join(" → ");
        let message = match round.as_slice() {
            [only] => format!("`{only}` waits for itself"),
            _ => format!("these containers wait for each other: {way}"),
        };
        let finding = Diagnostic::new(Rule::DEPENDS_ON, at, message).given(way);
        resolver.report(finding.wants("containers that wait for others only, and not in a circle"));
    }
}

/// The way from a container back to itself, if there is one; each container is looked at once.
fn round<'a>(start: &'a Container, service: &'a Blueprint) -> Option<Vec<&'a str>> {
    let mut seen: Vec<&str> = Vec::new();
    let mut ways: Vec<Vec<&str>> = vec![vec![&start.name]];
    while let Some(way) = ways.pop() {
        let Some(last) = service.containers().find(|one| way.last().is_some_and(|name| one.name == **name))
        else {
            continue;
        };
        for dependency in &last.depends_on {
            if dependency.name == start.name {
                return Some(way);
            }
            if !seen.contains(&dependency.name.as_str()) {
                seen.push(&dependency.name);
                ways.push(way.iter().copied().chain([dependency.name.as_str()]).collect());
            }
        }
    }
    None
}
