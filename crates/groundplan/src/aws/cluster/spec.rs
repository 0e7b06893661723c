use super::defaults;
use crate::spec::{spec, string_enum};

spec! {
    /// The ECS cluster that the services of an environment share.
    pub struct Cluster {
        /// What CloudWatch measures of each task; it is paid like custom metrics.
        container_insights(default CONTAINER_INSIGHTS): ContainerInsights,
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
