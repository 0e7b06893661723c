//! The containers beside a service's own.

use super::{Container, ContainerCondition, Sidecar, Undecided, resolve};
use crate::aws::Resolver;
use crate::aws::service::defaults;
use crate::aws::service::resolve::Around;
use crate::aws::service::spec::EcsFargateService;
use crate::decision::Decided;
use crate::diagnostic::Path;
use crate::spec::{Map, OrNone};
use crate::unit::sort_by;

/// Decides the containers beside a service's own, by name.
pub(in crate::aws::service) fn sidecars(
    spec: &EcsFargateService,
    path: &Path,
    around: &Around<'_>,
    resolver: &mut Resolver<'_>,
) -> Vec<Container> {
    let mut on: Vec<(&str, &Sidecar)> = all(spec).filter_map(|(name, one)| Some((name, one.on()?))).collect();
    sort_by(&mut on, |(a, _), (b, _)| a.cmp(b));
    on.into_iter().map(|(name, one)| sidecar(name, one, spec, path, around, resolver)).collect()
}

/// Whether a container of a service is turned off.
pub(in crate::aws::service) fn is_off(spec: &EcsFargateService, name: &str) -> bool {
    spec.sidecars.as_ref().and_then(|all| all.get(name)).is_some_and(|one| one.on().is_none())
}

fn all(spec: &EcsFargateService) -> impl Iterator<Item = (&str, &OrNone<Sidecar>)> {
    spec.sidecars.iter().flat_map(Map::iter)
}

fn sidecar(
    name: &str,
    spec: &Sidecar,
    service: &EcsFargateService,
    path: &Path,
    around: &Around<'_>,
    resolver: &mut Resolver<'_>,
) -> Container {
    let path = path.clone().key("sidecars").key(name);
    let undecided = Undecided {
        name,
        path: &path,
        health: path.clone().key("healthCheck"),
        origins: resolver.explicit(&path, name),
        essential: essential(name, spec, service, &path, resolver),
        read_only_root: resolver.decide_at(
            &defaults::READ_ONLY_ROOT,
            &path,
            "readOnlyRoot",
            spec.read_only_root,
        ),
        stop_timeout: resolver.decide_at(&defaults::STOP_TIMEOUT, &path, "stopTimeout", spec.stop_timeout),
        is_off: &|name| is_off(service, name),
    };
    resolve(spec, undecided, around, resolver)
}

/// What another container waits for to end is not essential: the task would end with it.
fn essential(
    name: &str,
    spec: &Sidecar,
    service: &EcsFargateService,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Decided<bool> {
    match (spec.essential, waits_for_end(name, service, path)) {
        (None, Some((at, condition))) => {
            let from = resolver.explicit(at, condition);
            let at = path.clone().key("essential").to_string();
            Decided::new(false, resolver.derived(at, false, ended(condition), &from))
        }
        (stated, _) => resolver.decide_at(&defaults::ESSENTIAL, path, "essential", stated),
    }
}

/// Where the spec says that another container waits for this one to end, and how.
fn waits_for_end(name: &str, service: &EcsFargateService, path: &Path) -> Option<(Path, ContainerCondition)> {
    let of_service = path.first(path.segments().len().saturating_sub(2));
    let beside = of_service.clone().key("sidecars");
    let others = all(service)
        .filter_map(|(other, one)| Some((beside.clone().key(other), one.on()?.depends_on.as_ref()?)));
    let own = service.depends_on.iter().map(|waits| (of_service.clone(), waits));
    own.chain(others).find_map(|(at, waits)| {
        let condition = waits.get(name).filter(|condition| condition.is_end())?;
        Some((at.key("dependsOn").key(name), *condition))
    })
}

fn ended(condition: ContainerCondition) -> String {
    format!(
        "Another container waits until it has ended (`{condition}`), and the task ends with an essential one."
    )
}
