use crate::decision::settings;
use crate::unit::Days;

settings! {
    /// How long the logs of tasks are kept.
    ///
    /// Stored logs cost little; a question about last quarter is asked in production. Logs are never kept
    /// for ever by accident, which is what AWS does by default.
    RETENTION: Days = "logs.retention",
        [Days::new(14), Days::new(90), Days::new(365)], ["CKV_AWS_66", "CKV_AWS_338", "CloudWatch.16"];

    /// Whether destroying the environment keeps the log groups.
    ///
    /// What happened before the end is often asked after it.
    SKIP_DESTROY: bool = "logs.skipDestroy", [false, false, true], [];
}
