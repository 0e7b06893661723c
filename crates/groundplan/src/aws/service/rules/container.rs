use super::stored;
use crate::aws::service::Blueprint;
use crate::aws::service::container::{Container, Sidecar, folder_label};
use crate::aws::{Resolver, secret};
use crate::decision::Decided;
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::spec::Map;
use crate::unit::{is_name, is_secret_value, label, looks_secret};

/// Checks which secrets a container names, before anything is decided: what names none is left out then.
pub(super) fn check_spec(
    spec: &Sidecar,
    secrets: &[secret::Blueprint],
    path: &Path,
    resolver: &mut Resolver<'_>,
) {
    let variables = spec.secrets.iter().flat_map(Map::iter).filter(|(_, source)| source.ssm.is_none());
    for (variable, source) in variables {
        let at = path.clone().key("secrets").key(variable);
        let name = source.secret.as_deref().unwrap_or_default();
        secret_exists(variable, name, secrets, at, resolver);
    }
    if let Some(name) = spec.image.as_ref().and_then(|image| image.credentials.as_ref()) {
        secret_exists("registry", name, secrets, path.clone().key("image").key("credentials"), resolver);
    }
    secret_keys(spec, path, resolver);
    stored::check_spec(spec, path, resolver);
}

fn secret_exists(
    variable: &str,
    name: &str,
    secrets: &[secret::Blueprint],
    at: Path,
    resolver: &mut Resolver<'_>,
) {
    if !secrets.iter().any(|secret| secret.name == name) {
        let known: Vec<&str> = secrets.iter().map(|secret| secret.name.as_str()).collect();
        let wants = if known.is_empty() {
            "a secret under `secrets:`".to_owned()
        } else {
            format!("one of {}", known.join(", "))
        };
        resolver.report(unknown_secret(variable, name, at).wants(wants));
    }
}

/// Text that is not the name of a secret may be the secret itself, so it is not repeated.
fn unknown_secret(variable: &str, name: &str, at: Path) -> Diagnostic {
    if is_name(name) && !is_secret_value(name) {
        let finding = Diagnostic::new(Rule::SECRET_UNKNOWN, at, format!("unknown secret `{name}`"));
        return finding.given(name).hint(format!("secrets: {{ {name}: {{}} }}"));
    }
    let message = if name.is_empty() {
        format!("`{variable}` names no secret")
    } else {
        format!("what `{variable}` is set to is not the name of a secret")
    };
    let hint = format!("secrets: {{ {}: {{}} }}", secret_name(variable));
    Diagnostic::new(Rule::SECRET_UNKNOWN, at, message)
        .given(if name.is_empty() { "" } else { "(not shown)" })
        .hint(hint)
}

/// ECS parts the pieces of the reference by colons.
fn secret_keys(spec: &Sidecar, path: &Path, resolver: &mut Resolver<'_>) {
    for (variable, source) in spec.secrets.iter().flat_map(|sources| sources.iter()) {
        if let Some(key) = source.key.as_ref().filter(|key| key.is_empty() || key.contains(':')) {
            let at = path.clone().key("secrets").key(variable).key("key");
            let finding =
                Diagnostic::new(Rule::SECRET_JSON_KEY, at, format!("`{key}` cannot be the key of a value"));
            resolver.report(finding.given(key).wants("a key without a colon"));
        }
    }
}

/// Checks what all containers have.
pub(super) fn check(container: &Container, resolver: &mut Resolver<'_>) {
    variables(container, resolver);
    secret_in_env(container, resolver);
    writable(container, resolver);
}

/// Checks what only the service's own container has.
pub(super) fn check_own(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    port(service, path, resolver);
    exec(service, path, resolver);
}

fn port(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    let at = path.clone().key("port");
    let finding = match service.port.as_deref() {
        Some(0) => Diagnostic::new(Rule::PORT, at, "port 0 is not a port").given(0),
        None if *service.is_public => {
            Diagnostic::new(Rule::PORT, at, format!("missing port: `{}` is public", service.name))
        }
        _ => return,
    };
    resolver
        .report(finding.wants("the port on which the container listens, from 1 to 65535").hint("port: 8080"));
}

fn variables(container: &Container, resolver: &mut Resolver<'_>) {
    for (name, _) in container.env.iter() {
        if container.secrets.iter().any(|secret| secret.variable == *name) {
            let at = container.path.clone().key("env").key(name);
            let finding =
                Diagnostic::new(Rule::VARIABLE, at, format!("`{name}` is a plain and a secret variable"));
            resolver.report(finding.given(name).wants("the name under `env` or under `secrets`, not both"));
        }
    }
    let names = container.env.iter().map(|(name, _)| ("env", name.as_str()));
    let names = names.chain(container.secrets.iter().map(|secret| ("secrets", secret.variable.as_str())));
    for (kind, name) in names.filter(|(_, name)| name.is_empty() || name.contains(['=', '\0'])) {
        let at = container.path.clone().key(kind).key(name);
        let finding =
            Diagnostic::new(Rule::VARIABLE, at, format!("`{name}` cannot be the name of a variable"));
        resolver.report(finding.given(name).wants("a name without `=`"));
    }
}

fn secret_in_env(container: &Container, resolver: &mut Resolver<'_>) {
    for (name, value) in container.env.iter() {
        let literal = value.as_literal().unwrap_or_default();
        if looks_secret(name, literal) {
            let at = container.path.clone().key("env").key(name);
            let hint = format!("secrets: {{ {name}: {} }}", secret_name(name));
            let finding = Diagnostic::new(
                Rule::SECRET_IN_ENV,
                at,
                format!("`{name}` looks like a secret in plain sight"),
            );
            resolver.report(finding.wants("a secret, or a waiver with the reason").hint(hint));
        }
    }
}

/// `DB_PASSWORD` as the name of a secret: `db-password`.
fn secret_name(variable: &str) -> String {
    label(variable).replace('_', "-").trim_matches('-').to_lowercase()
}

fn writable(container: &Container, resolver: &mut Resolver<'_>) {
    let legal = |folder: &str| folder.starts_with('/') && folder.len() > 1 && !folder.contains("..");
    let at = container.path.clone().key("writable");
    for folder in container.writable.iter().filter(|folder| !legal(folder)) {
        let finding =
            Diagnostic::new(Rule::WRITABLE, at.clone(), format!("`{folder}` cannot be a writable folder"));
        let mended = format!("/{}", folder.trim_matches(['/', '.']));
        let finding = finding.given(folder).wants("an absolute path below the root");
        resolver.report(finding.maybe_hint(legal(&mended).then_some(mended)));
    }
    for (index, folder) in container.writable.iter().enumerate() {
        let same = |other: &&Decided<String>| folder_label(other) == folder_label(folder);
        if let Some(other) = container.writable.iter().take(index).find(same) {
            let message = format!("`{other}` and `{folder}` would share one volume");
            let finding = Diagnostic::new(Rule::WRITABLE, at.clone(), message).given(folder);
            resolver
                .report(finding.wants("folders whose names differ in more than slashes, dots and hyphens"));
        }
    }
}

fn exec(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    if *service.exec && *service.container.read_only_root {
        let finding =
            Diagnostic::new(Rule::EXEC, path.clone().key("exec"), "a shell needs a container that can write");
        resolver.report(
            finding.given("exec: true").wants("readOnlyRoot: false beside it").hint("readOnlyRoot: false"),
        );
    }
}
