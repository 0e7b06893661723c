//! Secrets: groundplan makes the place for a secret, never its value, which would lie in the state.

mod defaults;
mod emit;
mod rules;
mod spec;

pub use spec::{Secret, SecretSource};

pub(crate) use defaults::rows;
pub(crate) use emit::{emit, value_from};
pub(crate) use rules::RULES;

use super::Resolver;
use crate::decision::{Decided, Origins};
use crate::diagnostic::Path;
use crate::spec::Map;
use crate::unit::{Days, label};

/// A secret that tasks can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) name: String,
    pub(crate) label: String,
    description: Option<Decided<String>>,
    /// The ARN of a secret that exists already.
    existing: Option<Decided<String>>,
    /// The ARN of the key of a secret that exists already.
    existing_key: Option<Decided<String>>,
    recovery: Decided<Days>,
    /// What says that there is one.
    pub(crate) origins: Origins,
}

/// Decides the secrets of an environment.
pub(crate) fn resolve(specs: Option<&Map<Secret>>, resolver: &mut Resolver<'_>) -> Vec<Blueprint> {
    let specs = specs.into_iter().flat_map(Map::iter);
    let secrets: Vec<Blueprint> = specs.map(|(name, spec)| resolve_one(name, spec, resolver)).collect();
    rules::check(&secrets, resolver);
    secrets
}

fn resolve_one(name: &str, spec: &Secret, resolver: &mut Resolver<'_>) -> Blueprint {
    let path = Path::of("secrets").key(name);
    let origins = resolver.explicit(&path, name);
    Blueprint {
        name: name.to_owned(),
        label: label(name),
        description: resolver.stated(&path, "description", spec.description.as_ref()),
        existing: resolver.stated(&path, "arn", spec.arn.as_ref()),
        existing_key: resolver.stated(&path, "kmsKey", spec.kms_key.as_ref()),
        origins,
        recovery: resolver.decide(&defaults::RECOVERY, name, spec.recovery),
    }
}
