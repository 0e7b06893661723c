//! What containers read before they start: parameters, files of variables, credentials of registries.

use super::arn::other_than_arn;
use crate::aws::Resolver;
use crate::aws::secret::SecretSource;
use crate::aws::service::container::{Container, EnvFileBlueprint, Sidecar};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::spec::Map;
use crate::terraform::Part;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EnvironmentFile.html>
const ENV_FILES: usize = 10;

/// Checks which parameters a container names.
pub(super) fn check_spec(spec: &Sidecar, path: &Path, resolver: &mut Resolver<'_>) {
    for (variable, source) in spec.secrets.iter().flat_map(Map::iter) {
        let path = path.clone().key("secrets").key(variable);
        parameter(source, &path, resolver);
        key(source.kms_key.as_deref(), source.ssm.is_some(), &path, resolver);
    }
}

fn parameter(source: &SecretSource, path: &Path, resolver: &mut Resolver<'_>) {
    let Some(name) = &source.ssm else { return };
    let at = path.clone().key("ssm");
    if source.secret.is_some() {
        let finding =
            Diagnostic::new(Rule::SECRET_UNKNOWN, at, "the value comes from a secret and from a parameter");
        resolver.report(finding.wants("either `secret` or `ssm`"));
    } else if !is_parameter(name) {
        let finding =
            Diagnostic::new(Rule::SECRET_UNKNOWN, at, "`ssm` is not the name of a parameter").given(name);
        let whole = format!("/{name}");
        let wants = "letters, digits, dots, hyphens and underscores, with a slash before each part: /shop/db/password; or an ARN";
        resolver.report(finding.wants(wants).maybe_hint(is_parameter(&whole).then_some(whole)));
    }
}

/// A name in a hierarchy begins with a slash.
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html>
fn is_parameter(name: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
    };
    let is_path = |path: &str| path.split('/').all(is_part);
    match name.splitn(6, ':').collect::<Vec<_>>().as_slice() {
        ["arn", _, "ssm", _, _, resource] => resource.strip_prefix("parameter/").is_some_and(is_path),
        _ => name.strip_prefix('/').map_or_else(|| is_part(name), is_path),
    }
}

fn key(key: Option<&str>, has_use: bool, path: &Path, resolver: &mut Resolver<'_>) {
    let Some(key) = key else { return };
    let parts: Vec<&str> = key.splitn(6, ':').collect();
    let is_key = matches!(parts.as_slice(), ["arn", _, "kms", _, _, id] if id.starts_with("key/"));
    if !is_key || !has_use {
        let message =
            if is_key { "only a parameter has a key here" } else { "`kmsKey` is not the ARN of a KMS key" };
        let finding = Diagnostic::new(Rule::SECRET_KEY, path.clone().key("kmsKey"), message).given(key);
        resolver.report(finding.wants("arn:aws:kms:REGION:ACCOUNT:key/ID, of a secret at the secret itself"));
    }
}

/// Checks what a decided container reads.
pub(super) fn check(container: &Container, resolver: &mut Resolver<'_>) {
    for file in &container.env_files {
        env_file(file, resolver);
        key(file.key.as_ref().map(|key| key.as_str()), true, &file.path, resolver);
    }
    let count = container.env_files.len();
    if count > ENV_FILES {
        let at = container.path.clone().key("envFiles");
        let finding = Diagnostic::new(Rule::CONTAINER, at, format!("{count} files are more than ECS takes"));
        resolver.report(finding.given(count).wants(format!("at most {ENV_FILES} files")));
    }
    let image = &container.image;
    if image.credentials.is_some() && image.repository.is_some() {
        let at = container.path.clone().key("image").key("credentials");
        let message = "an image in ECR needs no credentials: the right to pull it comes along";
        resolver.report(Diagnostic::new(Rule::CONTAINER, at, message).wants("no `credentials`"));
    }
}

fn env_file(file: &EnvFileBlueprint, resolver: &mut Resolver<'_>) {
    let wants = "the ARN of an object in S3 whose name ends in .env";
    let begins_wrong = || other_than_arn(&file.file).is_some();
    let ends_wrong =
        || matches!(file.file.parts().last(), Some(Part::Literal(end)) if !end.ends_with(".env"));
    if file.bucket.is_none() || begins_wrong() || ends_wrong() {
        let finding =
            Diagnostic::new(Rule::CONTAINER, file.path.clone(), "this is not a file of variables in S3");
        let given = file.file.as_literal().unwrap_or_default().to_owned();
        let hint = given.strip_prefix("s3://").map(|rest| format!("arn:aws:s3:::{rest}"));
        let hint = hint.filter(|hint| hint.contains('/') && hint.ends_with(".env"));
        resolver.report(finding.given(given).wants(wants).maybe_hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_has_a_name_in_a_hierarchy_or_an_arn() {
        for name in ["token", "/shop/db/password", "arn:aws:ssm:eu-west-1:111111111111:parameter/shop/db"] {
            assert!(is_parameter(name), "{name}");
        }
        for name in
            ["", "/", "shop/db", "/shop//db", "/shop/db password", "arn:aws:ssm:eu-west-1:1:document/x"]
        {
            assert!(!is_parameter(name), "{name}");
        }
    }
}
