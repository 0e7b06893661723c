//! The environment's own KMS key: log groups, secrets and alarm topics are encrypted with it.
//!
//! An alarm cannot publish to a topic that is encrypted with Amazon's key `alias/aws/sns`, whose
//! policy nobody can change; this key's policy lets CloudWatch in.

pub(crate) mod defaults;
mod emit;
mod spec;

pub use spec::Encryption;

pub(crate) use defaults::rows;
pub(crate) use emit::{arn, emit, keep};

use super::Resolver;
use crate::decision::Decided;

/// How data at rest is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) encryption: Decided<Encryption>,
    deletion_window: Decided<u32>,
}

impl Blueprint {
    /// Whether the environment has its own key.
    pub(crate) fn has_key(&self) -> bool {
        self.encryption == Encryption::CustomerKey
    }
}

/// Decides how data at rest is encrypted.
pub(crate) fn resolve(encryption: Option<Encryption>, resolver: &mut Resolver<'_>) -> Blueprint {
    Blueprint {
        encryption: resolver.decide(&defaults::ENCRYPTION, "", encryption),
        deletion_window: resolver.default(&defaults::DELETION_WINDOW).map(|window| window.as_u32()),
    }
}
