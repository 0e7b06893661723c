use groundplan::decision::Cost;
use groundplan::{Decisions, Synthesis};
use serde_json::{Value, json};

/// Everything that was decided: `stack`, `environment`, `path`, `value`, `origin`, `reason`, `controls` and
/// `costs`, what each way costs a month where the decision is a choice.
#[must_use]
pub fn decisions(synthesis: &Synthesis) -> Value {
    synthesis.decisions().iter().flat_map(decisions_of).collect()
}

/// Every rule that is broken on purpose: `stack`, `environment`, `code`, `path` and `reason`.
#[must_use]
pub fn waived(synthesis: &Synthesis) -> Value {
    synthesis.decisions().iter().flat_map(waived_of).collect()
}

fn decisions_of(of: &Decisions) -> impl Iterator<Item = Value> {
    of.decisions.iter().map(|decision| {
        json!({
            "stack": of.stack,
            "environment": of.environment,
            "path": decision.path,
            "value": decision.value,
            "origin": decision.origin.name(),
            "reason": decision.reason(),
            "controls": decision.controls,
            "costs": decision.costs.iter().map(cost).collect::<Value>(),
        })
    })
}

fn cost(cost: &Cost) -> Value {
    json!({ "value": cost.value, "monthly": cost.monthly.normalize().to_string(), "whole": cost.is_whole })
}

fn waived_of(of: &Decisions) -> impl Iterator<Item = Value> {
    of.waived.iter().map(|waived| {
        json!({
            "stack": of.stack,
            "environment": of.environment,
            "code": waived.rule.code,
            "path": waived.path.to_string(),
            "reason": waived.reason,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Sources;

    #[test]
    fn a_waiver_is_told_with_its_reason() {
        let spec = "stack: a
region: eu-west-1
services:
  web: { image: 'public.ecr.aws/nginx/nginx:1.27.5-alpine', port: 80, public: {} }
environments: { dev: { waive: { plainHttp: a first look } } }
";
        let synthesis = Sources::yaml(spec).made().unwrap();
        let waived = waived(&synthesis);
        assert_eq!(
            (&waived[0]["code"], &waived[0]["reason"]),
            (&json!("load-balancer/plain-http"), &json!("a first look"))
        );
        let of_dev = |decision: &Value| decision["environment"] == "dev" && decision["origin"] == "tier";
        assert!(decisions(&synthesis).as_array().unwrap().iter().any(of_dev));
    }
}
