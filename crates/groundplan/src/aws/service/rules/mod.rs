mod access;
mod catalogue;
mod container;
pub(super) mod image;
mod size;

pub(crate) use catalogue::RULES;

use super::spec::EcsFargateService;
use super::{Blueprint, reach};
use crate::aws::{Context, secret};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::unit::is_name;

/// Holds what was said against the rules, before anything is decided.
pub(super) fn check_spec(
    service: &str,
    spec: &EcsFargateService,
    secrets: &[secret::Blueprint],
    path: &Path,
    cx: &mut Context<'_>,
) {
    name(service, path, cx);
    container::secrets_exist(spec, secrets, path, cx);
    container::secret_keys(spec, path, cx);
    access::reaches(spec, path, cx);
    size::ephemeral_storage(spec, path, cx);
}

/// Holds a decided service against the rules.
pub(super) fn check(service: &Blueprint, path: &Path, cx: &mut Context<'_>) {
    container::check(service, path, cx);
    size::check(service, path, cx);
    access::grants(service, path, cx);
    image::well_known_port(service, path, cx);
    reach::check_image(service, path, cx);
}

fn name(service: &str, path: &Path, cx: &mut Context<'_>) {
    if !is_name(service) || service.len() > 64 {
        let finding = Diagnostic::new(
            Rule::SERVICE_NAME,
            path.clone(),
            format!("`{service}` cannot be a service's name"),
        );
        cx.report(
            finding
                .given(service)
                .wants("letters and digits, in words joined by hyphens, at most 64 characters"),
        );
    }
}
