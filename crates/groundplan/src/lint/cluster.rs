//! ECS clusters.

use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::Model;

rules! {
    /// Container Insights is `enabled`, `disabled` or `enhanced`.
    ///
    /// Terraform accepts any value: AWS refuses `on`, after the plan.
    AWS_CONTAINER_INSIGHTS = error "aws/container-insights", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html";
}

const VALUES: [&str; 3] = ["enabled", "disabled", "enhanced"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for setting in model.resources("aws_ecs_cluster").flat_map(|cluster| cluster.blocks("setting")) {
        let Some(value) = setting.text("value").filter(|value| !VALUES.contains(value)) else { continue };
        if setting.text("name") == Some("containerInsights") {
            let finding =
                setting.found(Rule::AWS_CONTAINER_INSIGHTS, "value", "unknown value of Container Insights");
            let hint =
                nearest(value, VALUES.into_iter()).or(matches!(value, "on" | "true").then_some("enabled"));
            report.add(finding.given(value).wants(VALUES.join(", ")).maybe_hint(hint.map(str::to_owned)));
        }
    }
}
