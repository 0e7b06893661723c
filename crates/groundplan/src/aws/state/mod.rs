//! Remote state: the bucket that holds it, made by the `bootstrap` root module.
//!
//! What holds the state can't exist before the first apply, so no name of it is written anywhere:
//! `bootstrap` makes it and puts out the partial configuration that every environment is initialised
//! with.

mod defaults;
mod emit;
mod rules;
mod spec;

pub use spec::{State, StateLock};

pub(crate) use defaults::rows;
pub(crate) use emit::{backend, bucket_name, emit, state_key};
pub(crate) use rules::RULES;

use super::{Resolver, key};
use crate::decision::Decided;
use crate::unit::Days;

/// How state is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) lock: Decided<StateLock>,
    noncurrent_versions: Decided<Days>,
    encryption: Decided<key::Encryption>,
    /// Where it is kept, if nothing is made for it.
    pub(crate) elsewhere: Option<Elsewhere>,
}

/// A bucket that this stack does not make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// That of another stack.
    Stack(String),
    /// One by its name.
    Bucket(String),
}

impl Elsewhere {
    /// Where a spec has the state, if not in a bucket of its own.
    pub(crate) fn of(spec: &State) -> Option<Self> {
        let bucket = || spec.bucket.clone().map(Self::Bucket);
        spec.from.clone().map(Self::Stack).or_else(bucket)
    }
}

impl Blueprint {
    /// Whether the state has a key of its own.
    pub(crate) fn has_key(&self) -> bool {
        self.encryption == key::Encryption::CustomerKey
    }

    /// Whether a table holds the lock.
    pub(crate) fn has_table(&self) -> bool {
        matches!(*self.lock, StateLock::Dynamodb | StateLock::Both)
    }

    /// Whether a lock file beside the state holds the lock.
    pub(crate) fn has_lock_file(&self) -> bool {
        matches!(*self.lock, StateLock::S3 | StateLock::Both)
    }
}

/// Decides how state is kept.
pub(crate) fn resolve(spec: &State, resolver: &mut Resolver<'_>) -> Blueprint {
    let blueprint = Blueprint {
        lock: resolver.decide(&defaults::LOCK, "", spec.lock),
        noncurrent_versions: resolver.decide(&defaults::NONCURRENT_VERSIONS, "", spec.noncurrent_versions),
        encryption: resolver.decide(&defaults::ENCRYPTION, "", spec.encryption),
        elsewhere: Elsewhere::of(spec),
    };
    rules::check(*blueprint.noncurrent_versions, resolver);
    rules::check_elsewhere(spec, resolver);
    blueprint
}
