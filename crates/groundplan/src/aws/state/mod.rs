//! Remote state: the bucket that holds it, made by the `bootstrap` root module.
//!
//! What holds the state can't exist before the first apply, so no name of it is written anywhere:
//! `bootstrap` makes it and puts out the partial configuration that every environment is initialised
//! with.

mod defaults;
mod emit;
mod rules;
mod spec;

pub use spec::{Lock, State};

pub(crate) use defaults::rows;
pub(crate) use emit::{backend, bucket_name, emit, state_key};
pub(crate) use rules::RULES;

use super::{Context, key};
use crate::unit::Days;

/// How state is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) lock: Lock,
    old_versions: Days,
    encryption: key::Encryption,
}

impl Blueprint {
    /// Whether the state has a key of its own.
    pub(crate) fn has_key(&self) -> bool {
        self.encryption == key::Encryption::CustomerKey
    }

    /// Whether a table holds the lock.
    pub(crate) fn has_table(&self) -> bool {
        matches!(self.lock, Lock::Dynamodb | Lock::Both)
    }

    /// Whether a lock file beside the state holds the lock.
    pub(crate) fn has_lock_file(&self) -> bool {
        matches!(self.lock, Lock::S3 | Lock::Both)
    }
}

/// Decides how state is kept.
pub(crate) fn resolve(spec: &State, cx: &mut Context<'_>) -> Blueprint {
    let blueprint = Blueprint {
        lock: cx.decide(&defaults::LOCK, "", spec.lock),
        old_versions: cx.decide(&defaults::OLD_VERSIONS, "", spec.old_versions),
        encryption: cx.decide(&defaults::ENCRYPTION, "", spec.encryption),
    };
    rules::check(blueprint.old_versions, cx);
    blueprint
}
