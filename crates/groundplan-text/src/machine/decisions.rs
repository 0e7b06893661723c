use groundplan::report::data::Amount;
use groundplan::{Decisions, Synthesis, decision};
use serde::Serialize;

/// A decided value, and why it is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Decision {
    /// The stack.
    pub stack: String,
    /// The environment; empty for what all share.
    pub environment: String,
    /// Where it can be set in the spec.
    pub path: String,
    /// The value.
    pub value: String,
    /// Who decided: the spec, the tier, the default, or what follows from other values.
    pub origin: &'static str,
    /// Why, in a sentence.
    pub reason: String,
    /// Published controls that it meets.
    pub controls: &'static [&'static str],
    /// What each alternative costs a month, where it was priced.
    pub costs: Vec<DecisionCost>,
}

/// What an alternative costs a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct DecisionCost {
    /// The value.
    pub value: String,
    /// What the environment costs with it.
    pub monthly: Amount,
    /// Whether everything has a price.
    pub whole: bool,
}

/// A rule that is broken on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Waived {
    /// The stack.
    pub stack: String,
    /// The environment.
    pub environment: String,
    /// The rule.
    pub code: &'static str,
    /// Where it is broken.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// Everything that was decided.
#[must_use]
pub fn decisions(synthesis: &Synthesis) -> Vec<Decision> {
    synthesis.decisions().iter().flat_map(decisions_of).collect()
}

/// Every rule that is broken on purpose.
#[must_use]
pub fn waived(synthesis: &Synthesis) -> Vec<Waived> {
    synthesis.decisions().iter().flat_map(waived_of).collect()
}

fn decisions_of(of: &Decisions) -> impl Iterator<Item = Decision> {
    of.decisions.iter().map(|decision| Decision {
        stack: of.stack.clone(),
        environment: of.environment.clone(),
        path: decision.path.clone(),
        value: decision.value.clone(),
        origin: decision.origin.name(),
        reason: decision.reason(),
        controls: decision.controls,
        costs: decision.costs.iter().map(cost).collect(),
    })
}

fn cost(cost: &decision::Cost) -> DecisionCost {
    DecisionCost { value: cost.value.clone(), monthly: cost.monthly.into(), whole: cost.is_whole }
}

fn waived_of(of: &Decisions) -> impl Iterator<Item = Waived> {
    of.waived.iter().map(|waived| Waived {
        stack: of.stack.clone(),
        environment: of.environment.clone(),
        code: waived.rule.code,
        path: waived.path.to_string(),
        reason: waived.reason.clone(),
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
        assert_eq!((waived[0].code, waived[0].reason.as_str()), ("load-balancer/plain-http", "a first look"));
        let of_dev = |decision: &Decision| decision.environment == "dev" && decision.origin == "tier";
        assert!(decisions(&synthesis).iter().any(of_dev));
    }
}
