//! What a container reads that nobody may see: secrets of Secrets Manager, and parameters of Systems Manager.

use crate::aws::Resolver;
use crate::aws::secret::{self, SecretSource};
use crate::aws::service::resolve::Around;
use crate::decision::{Decided, Origins};
use crate::diagnostic::Path;
use crate::spec::Map;
use crate::terraform::Text;

/// What ECS reads before a container starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::aws::service) struct Kept {
    pub(in crate::aws::service) store: Store,
    /// What a policy names.
    pub(in crate::aws::service) arn: Text,
    /// The key that it is encrypted with, unless that is Amazon's own.
    pub(in crate::aws::service) key: Option<Decided<Text>>,
    pub(in crate::aws::service) origins: Origins,
}

/// Where it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::aws::service) enum Store {
    /// Secrets Manager.
    Secrets,
    /// The Parameter Store of Systems Manager.
    Parameters,
}

/// A secret variable of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::aws::service) struct SecretBlueprint {
    pub(in crate::aws::service) variable: String,
    /// What the container definition names.
    pub(super) value_from: Text,
    pub(in crate::aws::service) kept: Kept,
}

/// Decides the secret variables; what names no secret is reported elsewhere.
pub(super) fn resolve(
    spec: Option<&Map<SecretSource>>,
    around: &Around<'_>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Vec<SecretBlueprint> {
    let path = path.clone().key("secrets");
    let sources = spec.into_iter().flat_map(Map::iter);
    let variable = |(variable, source): (&str, &SecretSource)| {
        let at = path.clone().key(variable);
        let (value_from, kept) = match &source.ssm {
            Some(name) => {
                let kept = parameter(name, source, at, resolver);
                (kept.arn.clone(), kept)
            }
            None => {
                let (secret, kept) = secret(source.secret.as_ref()?, around, at, resolver)?;
                (secret::value_from(secret, source.key.as_deref()), kept)
            }
        };
        Some(SecretBlueprint { variable: variable.to_owned(), value_from, kept })
    };
    sources.filter_map(variable).collect()
}

/// A secret of the spec by its name.
pub(super) fn secret<'a>(
    name: &str,
    around: &Around<'a>,
    path: Path,
    resolver: &mut Resolver<'_>,
) -> Option<(&'a secret::Blueprint, Kept)> {
    let secret = around.secrets.iter().find(|secret| secret.name == *name)?;
    let origins = resolver.explicit(path, &secret.name).and(&secret.origins);
    Some((secret, Kept { store: Store::Secrets, arn: secret.arn(), key: secret.key(around.key), origins }))
}

fn parameter(name: &str, source: &SecretSource, path: Path, resolver: &mut Resolver<'_>) -> Kept {
    let key = resolver.stated(&path, "kmsKey", source.kms_key.as_ref());
    let own = resolver.explicit(path, name);
    let (arn, origins) = match name.starts_with("arn:") {
        true => (name.to_owned().into(), own),
        false => {
            let resource = format!("parameter/{}", name.trim_start_matches('/'));
            let arn = resolver.context.arn("ssm", resource);
            let origins = own.and(arn.origins());
            (arn.into_value(), origins)
        }
    };
    Kept { store: Store::Parameters, arn, key: key.map(|key| key.map(|key| key.clone().into())), origins }
}
