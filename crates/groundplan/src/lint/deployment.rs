//! How a service is deployed: what its controller takes, and what a change of its capacity does.

use super::relation::ignores;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};

rules! {
    /// Only a rolling deployment has a circuit breaker.
    ///
    /// AWS refuses one beside the controllers `CODE_DEPLOY` and `EXTERNAL`, which decide themselves when to roll back.
    AWS_CIRCUIT_BREAKER = error "aws/circuit-breaker", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html";

    /// A service with a strategy of capacity providers has `force_new_deployment`.
    ///
    /// With it, another strategy is another deployment. Without it, Terraform destroys the service and makes a new one.
    AWS_STRATEGY_CHANGE = warning "aws/strategy-change", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service#capacity_provider_strategy-1";
}

const STRATEGY: &str = "capacity_provider_strategy";

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for service in model.resources("aws_ecs_service") {
        circuit_breaker(&service, report);
        strategy(&service, report);
    }
}

fn circuit_breaker(service: &Place<'_>, report: &mut Report) {
    let controllers = service.blocks("deployment_controller");
    let Some(controller) = controllers.iter().find_map(|one| one.text("type")) else { return };
    if !matches!(controller, "CODE_DEPLOY" | "EXTERNAL") {
        return;
    }
    let breakers = service.blocks("deployment_circuit_breaker");
    if let Some(breaker) = breakers.iter().find(|breaker| breaker.boolean("enable") == Some(true)) {
        let message = format!("a service that {controller} deploys has no circuit breaker");
        let finding = breaker.found(Rule::AWS_CIRCUIT_BREAKER, "enable", message).given("true");
        report.add(finding.wants("no deployment_circuit_breaker, or the controller ECS"));
    }
}

fn strategy(service: &Place<'_>, report: &mut Report) {
    let is_rolling =
        service.blocks("deployment_controller").iter().all(|one| one.text("type") == Some("ECS"));
    let is_forced =
        service.may_have("force_new_deployment") && service.boolean("force_new_deployment") != Some(false);
    if service.has(STRATEGY) && is_rolling && !is_forced && !ignores(service, STRATEGY) {
        let message = "another strategy would replace the service, and stop its tasks";
        let finding = service.found(Rule::AWS_STRATEGY_CHANGE, STRATEGY, message);
        report.add(finding.wants("force_new_deployment").hint("\"force_new_deployment\": true"));
    }
}
