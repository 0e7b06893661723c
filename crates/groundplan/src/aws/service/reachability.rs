//! Whether tasks can reach what they cannot do without: their image, their log, their secrets.

use super::container::{Container, Store};
use super::{Blueprint, endpoint};
use crate::aws::Resolver;
use crate::aws::network::{self, Egress};
use crate::decision::{Decided, Origins};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::unit::Registry;

/// Why a service needs an endpoint, if it does.
type Needs<'a> = &'a dyn Fn(&Blueprint) -> Option<Origins>;

/// The interface endpoints that the services need when nothing else leads out. On Fargate, ECS needs none for itself, and the
/// proxy of Service Connect writes its log where the containers do.
/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html>
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html>
pub(crate) fn endpoints(services: &[Blueprint], network: &network::Blueprint) -> Vec<Decided<&'static str>> {
    if network.egress != Egress::Endpoints {
        return Vec::new();
    }
    let image = |service: &Blueprint| {
        let pulled = service.containers().filter(|one| one.image.repository.is_some());
        some(pulled.map(|one| one.image.origins()))
    };
    let kept = |store: Store| {
        move |service: &Blueprint| {
            let kept = service.containers().flat_map(Container::kept).filter(|one| one.store == store);
            some(kept.map(|one| &one.origins))
        }
    };
    let (secrets, parameters) = (kept(Store::Secrets), kept(Store::Parameters));
    let own: [(&'static str, Needs<'_>); 6] = [
        ("ecr.api", &image),
        ("ecr.dkr", &image),
        ("logs", &|service| Some(service.origins.clone())),
        ("secretsmanager", &secrets),
        ("ssm", &parameters),
        ("ssmmessages", &|service| service.exec.then(|| service.exec.origins().clone())),
    ];
    let own =
        own.into_iter().map(|(name, needs)| (name, services.iter().filter_map(needs).collect::<Vec<_>>()));
    let mut needed: Vec<(&'static str, Origins)> = own
        .filter(|(_, origins)| !origins.is_empty())
        .map(|(name, origins)| (name, origins.iter().collect()))
        .collect();
    for (name, origins) in endpoint::of_grants(services) {
        match needed.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = known.and(&origins),
            None => needed.push((name, origins)),
        }
    }
    needed.into_iter().map(|(name, origins)| Decided::new(name, origins)).collect()
}

/// What all follows from, if there is any.
fn some<'a>(origins: impl Iterator<Item = &'a Origins>) -> Option<Origins> {
    let all: Vec<&Origins> = origins.collect();
    (!all.is_empty()).then(|| all.into_iter().collect())
}

/// Whether tasks reach DynamoDB by its gateway alone, since nothing else leads out.
pub(crate) fn dynamodb(services: &[Blueprint], network: &network::Blueprint) -> Option<Origins> {
    if network.egress != Egress::Endpoints {
        return None;
    }
    let callers: Vec<Origins> = services.iter().filter_map(endpoint::dynamodb).collect();
    (!callers.is_empty()).then(|| callers.iter().collect())
}

/// Without a way to the internet, what tasks may call needs an endpoint.
pub(super) fn check_grants(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    if !service.endpoints_only {
        return;
    }
    for (at, grant) in service.grants.iter().enumerate() {
        for action in endpoint::unreachable(grant) {
            let path = path.clone().key("allow").index(at).key("actions");
            let of = action.split(':').next().unwrap_or_default();
            let message =
                format!("tasks of `{}` cannot call `{of}`: nothing leads out of the VPC", service.name);
            let finding = Diagnostic::new(Rule::GRANT_OUT_OF_REACH, path, message)
                .given(format!("network.egress endpoints, and {action}"))
                .wants(
                    "one of: network.egress nat, natPerZone or regionalNat, or publicIp in development; a raw \
                     aws_vpc_endpoint and a waiver with the reason; no such action",
                )
                .hint("network: { egress: nat }");
            resolver.report(finding);
        }
    }
}

/// Without a way to the internet, an image must lie in ECR in the environment's own region.
pub(super) fn check_image(container: &Container, service: &Blueprint, resolver: &mut Resolver<'_>) {
    if !service.endpoints_only {
        return;
    }
    let region = resolver.context.region.to_string();
    let repository = container.image.repository.as_ref();
    let is_here = |of: &String| *of == region;
    if !repository.is_some_and(|repository| repository.region.as_ref().is_none_or(is_here)) {
        let whose = if service.is_own(container) { "their image" } else { "the image of a container" };
        let message =
            format!("tasks of `{}` cannot pull {whose}: nothing leads out of the VPC", service.name);
        let path = container.path.clone().key("image");
        let finding = Diagnostic::new(Rule::IMAGE_OUT_OF_REACH, path, message)
            .given(format!("network.egress endpoints, and an image in {}", registry(container)))
            .wants(format!(
                "one of: an image in ECR in {region} (a pull-through cache of that registry will do), \
                 network.egress nat, natPerZone or regionalNat, or publicIp in development"
            ))
            .hint("network: { egress: nat }");
        resolver.report(finding);
    }
}

fn registry(container: &Container) -> String {
    match container.image.registry() {
        Registry::DockerHub => "Docker Hub".to_owned(),
        Registry::EcrPublic => "ECR Public, which has no endpoint in most regions".to_owned(),
        Registry::EcrPrivate { region, .. } => format!("ECR in {region}"),
        Registry::Other(host) => host,
    }
}
