use super::Blueprint;
use crate::aws::Resolver;
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::spec::spec;
use crate::unit::{Count, DataSize};

spec! {
    /// How much a service is used, for the bill: nothing in the cloud follows from it. What is left out is
    /// assumed by tier, and the bill says so.
    pub struct ServiceUsage {
        /// Requests a month: `30M`.
        requests: Count,
        /// The size of the answer to a request: `20 KB`. It passes the load balancer and leaves for the
        /// internet.
        response_size: DataSize,
        /// The size of a request.
        request_size: DataSize,
        /// The size of the log that the service writes for each request.
        logs_per_request: DataSize,
        /// What the service sends to the internet by itself a month, beside its answers: through a NAT
        /// gateway where there is one.
        data_out: DataSize,
        /// What the service fetches from outside of the VPC a month: images, and answers of other services.
        data_in: DataSize,
        /// How many tasks run on average, where the number follows the load.
        tasks: Count,
    }
}

impl ServiceUsage {
    /// Usage without quantities.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let usage = ServiceUsage::new().requests(Count::new(30_000_000)).response_size(DataSize::bytes(20 * 1024));
    /// let api = EcsFargateService::new("api").usage(usage);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// A number of tasks that can never run would make the bill wrong.
pub(super) fn check(
    service: &Blueprint,
    usage: Option<&ServiceUsage>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) {
    let Some(tasks) = usage.and_then(|usage| usage.tasks) else { return };
    let (min, max) = (*service.scale.min, *service.scale.max);
    if (u64::from(min)..=max.into()).contains(&tasks.as_u64()) {
        return;
    }
    let message = format!("{tasks} tasks on average are not within the {min} to {max} that may run");
    let nearest = tasks.as_u64().clamp(min.into(), u64::from(max.max(min)));
    let finding = Diagnostic::new(Rule::USAGE_TASKS, path.clone().key("usage").key("tasks"), message);
    resolver.report(finding.given(tasks).wants(format!("{min} to {max}")).hint(nearest.to_string()));
}
