use super::ContainerInsights;
use crate::decision::settings;

settings! {
    /// What CloudWatch measures of the tasks.
    ///
    /// It is paid like custom metrics, some dollars a month for a small cluster, so development goes without.
    CONTAINER_INSIGHTS: ContainerInsights = "cluster.containerInsights",
        [ContainerInsights::Disabled, ContainerInsights::Enabled, ContainerInsights::Enabled], ["CKV_AWS_65", "ECS.12"];
}
