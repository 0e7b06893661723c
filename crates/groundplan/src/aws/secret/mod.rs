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
use crate::spec::Map;
use crate::unit::{Days, label};

/// A secret that tasks can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) name: String,
    pub(crate) label: String,
    description: Option<String>,
    /// The ARN of a secret that exists already.
    existing: Option<String>,
    /// The ARN of the key of a secret that exists already.
    existing_key: Option<String>,
    recovery: Days,
}

/// Decides the secrets of an environment.
pub(crate) fn resolve(specs: &Map<Secret>, resolver: &mut Resolver<'_>) -> Vec<Blueprint> {
    let secrets: Vec<Blueprint> =
        specs.iter().map(|(name, spec)| resolve_one(name, spec, resolver)).collect();
    rules::check(&secrets, resolver);
    secrets
}

fn resolve_one(name: &str, spec: &Secret, resolver: &mut Resolver<'_>) -> Blueprint {
    Blueprint {
        name: name.to_owned(),
        label: label(name),
        description: spec.description.clone(),
        existing: spec.arn.clone(),
        existing_key: spec.kms_key.clone(),
        recovery: resolver.decide(&defaults::RECOVERY, name, spec.recovery),
    }
}
