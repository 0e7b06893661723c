use super::spec::StateLock;
use crate::aws::key::Encryption;
use crate::decision::settings;
use crate::unit::Days;

settings! {
    /// What keeps two people from applying at once.
    ///
    /// A lock file in the bucket needs nothing else. Terraform calls the table deprecated since 1.11.
    LOCK: StateLock = "state.lock", [StateLock::S3, StateLock::S3, StateLock::S3], [];

    /// How long old versions of the state are kept.
    ///
    /// A broken state is noticed within days. Each apply leaves a version, and each lock leaves one too.
    NONCURRENT_VERSIONS: Days = "state.noncurrentVersions", [Days::new(90), Days::new(90), Days::new(90)], ["CKV2_AWS_61", "S3.10"];

    /// The state is encrypted with a key of its own.
    ///
    /// State holds everything that Terraform knows, secrets of careless modules among it.
    ENCRYPTION: Encryption = "state.encryption",
        [Encryption::CustomerKey, Encryption::CustomerKey, Encryption::CustomerKey], ["CKV_AWS_145", "S3.17"];
}
