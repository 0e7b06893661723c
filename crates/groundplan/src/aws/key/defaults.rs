use super::Encryption;
use crate::decision::settings;
use crate::unit::Days;

settings! {
    /// Logs, secrets and alarm topics are encrypted with a KMS key of the environment.
    ///
    /// Its use is on record in CloudTrail and access can be taken away in one place. A key costs a dollar
    /// a month, so development goes without.
    ENCRYPTION: Encryption = "encryption",
        [Encryption::AwsManaged, Encryption::CustomerKey, Encryption::CustomerKey],
        ["CKV_AWS_158", "CKV_AWS_149", "CKV_AWS_26", "CKV_AWS_7", "KMS.4", "SNS.1"];

    /// Days between the deletion of a key and its end.
    ///
    /// What a deleted key encrypted is lost; AWS lets a deletion be taken back within 7 to 30 days.
    DELETION_WINDOW: Days = "(encryption key)",
        [Days::new(7), Days::new(30), Days::new(30)],
        ["KMS.3"];
}
