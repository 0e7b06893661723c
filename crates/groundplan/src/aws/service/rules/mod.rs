mod access;
mod arn;
mod catalogue;
pub(super) mod connect;
mod container;
mod health;
pub(super) mod image;
mod linux;
mod order;
mod sidecars;
mod size;
mod stored;

pub(super) use access::endpoint_rules;
pub(crate) use catalogue::RULES;

use super::container::own;
use super::spec::EcsFargateService;
use super::{Blueprint, reachability};
use crate::aws::{Resolver, secret};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::unit::{is_name, label};

/// Checks the spec of a service, before anything is decided.
pub(super) fn check_spec(
    service: &str,
    spec: &EcsFargateService,
    secrets: &[secret::Blueprint],
    path: &Path,
    resolver: &mut Resolver<'_>,
) {
    name(service, path, resolver);
    container::check_spec(&own(spec), secrets, path, resolver);
    sidecars::check_spec(service, spec, secrets, path, resolver);
    access::egress_rules(spec, path, resolver);
    size::ephemeral_storage(spec, path, resolver);
}

/// Checks a decided service.
pub(super) fn check(service: &Blueprint, spec: &EcsFargateService, path: &Path, resolver: &mut Resolver<'_>) {
    container::check_own(service, path, resolver);
    for one in service.containers() {
        container::check(one, resolver);
        health::check(one, resolver);
        linux::check(one, resolver);
        stored::check(one, resolver);
        reachability::check_image(one, service, resolver);
    }
    sidecars::check(service, resolver);
    order::check(service, resolver);
    size::check(service, path, resolver);
    access::grants(service, path, resolver);
    access::grant_resources(service, path, resolver);
    image::well_known_port(service, path, resolver);
    reachability::check_grants(service, path, resolver);
    access::outbound_rules(service, spec, path, resolver);
}

fn name(service: &str, path: &Path, resolver: &mut Resolver<'_>) {
    if !is_name(service) || service.len() > 64 {
        let finding = Diagnostic::new(
            Rule::SERVICE_NAME,
            path.clone(),
            format!("`{service}` cannot be a service's name"),
        );
        resolver.report(
            finding
                .given(service)
                .wants("letters and digits, in words joined by hyphens, at most 64 characters"),
        );
    } else if is_override(service) {
        let message = format!("Terraform would take the file of `{service}` for an override file");
        let finding = Diagnostic::new(Rule::SERVICE_NAME, path.clone(), message).given(service);
        resolver.report(finding.wants(format!("another last word, as in `{service}s`")));
    }
}

/// Terraform merges files that are named like this into others.
/// <https://developer.hashicorp.com/terraform/language/files/override>
fn is_override(service: &str) -> bool {
    let label = label(service);
    label == "override" || label.ends_with("_override")
}
