use super::defaults;
use crate::aws::stack_reference::StackReference;
use crate::spec::{spec, string_enum};
use crate::terraform::Text;

spec! {
    /// The ECS cluster that the services of an environment share.
    pub struct Cluster {
        /// What CloudWatch measures of each task; it is paid like custom metrics.
        container_insights(default CONTAINER_INSIGHTS, replaces [existing, from]): ContainerInsights,
        /// The name or ARN of a cluster that exists already, in place of one of this stack's own. It must have the capacity
        /// providers `FARGATE` and `FARGATE_SPOT`; nothing in it is changed.
        existing(into, also ["name", "arn"], replaces [container_insights, from]): Text,
        /// The stack whose cluster this one uses; its spec says `share: [cluster]`.
        from(into, replaces [container_insights, existing]): StackReference,
    }
}

impl Cluster {
    /// A cluster in which everything is left to the defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

string_enum! {
    /// What CloudWatch measures of the tasks in a cluster.
    pub enum ContainerInsights {
        /// Nothing beyond the free metrics of a service.
        Disabled = "disabled",
        /// Tasks and services.
        Enabled = "enabled",
        /// Containers as well.
        Enhanced = "enhanced",
    }
}
