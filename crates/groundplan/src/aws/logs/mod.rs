//! Log groups: their retention, encryption and survival.

mod defaults;
mod kept;

pub(crate) use defaults::rows;
pub(crate) use kept::emit;

use super::{Resolver, key};
use crate::decision::Decided;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::spec::spec;
use crate::terraform::{Address, File, Reference, block};
use crate::unit::{Days, RETENTIONS, next_retention};

spec! {
    /// The log groups of an environment.
    pub struct Logs {
        /// How long the logs of tasks are kept.
        retention(default RETENTION): Days,
        /// Whether `terraform destroy` keeps log groups with their contents. What is created again takes them over.
        skip_destroy(default SKIP_DESTROY): bool,
    }
}

impl Logs {
    /// Log groups in which everything is left to the defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

rules! {
    /// Logs are kept for a number of days that CloudWatch Logs knows.
    ///
    /// CloudWatch Logs takes only certain numbers of days; Terraform refuses others, at plan.
    LOG_RETENTION = error "logs/retention", "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html";
}

/// How the log groups of an environment are to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) retention: Decided<Days>,
    skip_destroy: Decided<bool>,
    key: Decided<Option<Reference>>,
}

pub(crate) fn resolve(spec: Option<&Logs>, key: &key::Blueprint, resolver: &mut Resolver<'_>) -> Blueprint {
    let spec = spec.cloned().unwrap_or_default();
    let retention = resolver.decide(&defaults::RETENTION, "", spec.retention);
    check_retention(Rule::LOG_RETENTION, Path::of("logs.retention"), *retention, resolver);
    let skip_destroy = resolver.decide(&defaults::SKIP_DESTROY, "", spec.skip_destroy);
    Blueprint { retention, skip_destroy, key: key::arn(key) }
}

/// Checks a retention against the numbers of days that CloudWatch Logs allows.
pub(crate) fn check_retention(rule: Rule, path: Path, retention: Days, resolver: &mut Resolver<'_>) {
    let days = retention.as_u32();
    if !RETENTIONS.contains(&days) {
        let finding =
            Diagnostic::new(rule, path, format!("CloudWatch Logs cannot keep logs for {retention}"))
                .given(retention)
                .wants(RETENTIONS.map(|days| days.to_string()).join(", ") + " days")
                .hint(next_retention(retention).to_string());
        resolver.report(finding);
    }
}

impl Blueprint {
    /// The key that logs are encrypted with; Amazon's own where there is none.
    pub(crate) fn key(&self) -> &Decided<Option<Reference>> {
        &self.key
    }

    /// Adds a log group that is kept as long as the tasks' logs.
    pub(crate) fn group(&self, file: &mut File<'_>, label: &str, name: Decided<String>) -> Address {
        self.group_kept_for(&self.retention, file, label, name)
    }

    /// Adds a log group with a retention of its own.
    pub(crate) fn group_kept_for(
        &self,
        retention: &Decided<Days>,
        file: &mut File<'_>,
        label: &str,
        name: Decided<String>,
    ) -> Address {
        let group = self.emit_group(retention, file, label, name.clone());
        self.adopt_below_path(&group, name, file);
        group
    }

    fn emit_group(
        &self,
        retention: &Decided<Days>,
        file: &mut File<'_>,
        label: &str,
        name: Decided<String>,
    ) -> Address {
        file.resource(
            "aws_cloudwatch_log_group",
            label.to_owned(),
            block! {
                name              = name,
                retention_in_days = retention.map(|days| days.as_u32()),
                kms_key_id        = &self.key,
                skip_destroy      = self.skip_destroy.map(|skip| skip.then_some(true)),
            },
        )
    }
}
