use super::defaults;
use crate::aws::key::Encryption;
use crate::spec::{spec, string_enum};
use crate::unit::Days;

spec! {
    /// How Terraform's state is locked, encrypted and kept.
    pub struct State {
        /// What keeps two people from applying at once.
        lock(default LOCK): StateLock,
        /// How long old versions of the state are kept.
        noncurrent_versions(default NONCURRENT_VERSIONS): Days,
        /// Who owns the key that encrypts the state, which holds everything.
        encryption(default ENCRYPTION): Encryption,
        /// The stack in whose bucket the state is kept, in place of a bucket of its own.
        from(into, replaces [lock, noncurrent_versions, encryption, bucket]): String,
        /// The name of a bucket that exists already, in the region of the state; none is made.
        bucket(into, replaces [lock, noncurrent_versions, encryption, from]): String,
    }
}

impl State {
    /// State in which everything is left to the defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

string_enum! {
    /// What keeps two people from applying at once.
    pub enum StateLock {
        /// A lock file beside the state. Needs Terraform 1.10 or newer.
        S3 = "s3",
        /// A DynamoDB table, which Terraform calls deprecated since 1.11.
        Dynamodb = "dynamodb",
        /// Both, while people move from one to the other.
        Both = "both",
    }
}
