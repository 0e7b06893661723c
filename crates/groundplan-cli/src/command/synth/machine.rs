use groundplan::decision::Cost;
use groundplan::diagnostic::Report;
use groundplan::{Decisions, Synthesis};
use serde_json::{Value, json};

use crate::output::Plan;
use crate::show;
use crate::texts::Texts;

/// What was written and decided.
pub(super) fn success(synthesis: &Synthesis, plan: &Plan, texts: &Texts) -> Value {
    let file = |change: &crate::output::Change| json!({ "path": change.path, "state": change.state.name(), "bytes": change.text.len() });
    json!({
        "files": plan.changes.iter().map(file).collect::<Value>(),
        "decisions": synthesis.decisions().iter().flat_map(decisions).collect::<Value>(),
        "waived": synthesis.decisions().iter().flat_map(waived).collect::<Value>(),
        "diagnostics": show::machine(synthesis.report(), texts),
    })
}

/// The same form when nothing was written.
pub(super) fn failure(report: &Report, texts: &Texts) -> Value {
    json!({ "files": [], "decisions": [], "waived": [], "diagnostics": show::machine(report, texts) })
}

fn decisions(of: &Decisions) -> impl Iterator<Item = Value> {
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

fn waived(of: &Decisions) -> impl Iterator<Item = Value> {
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
    use crate::sources::Sources;

    #[test]
    fn success_and_failure_have_one_form() {
        let source = Sources::yaml("stack: a\nregion: eu-west-1\nenvironments: { dev: {} }\n");
        let synthesis = source.made().unwrap();
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let made = success(&synthesis, &Plan { changes: Vec::new() }, source.texts());
        assert_eq!(keys(&made), keys(&failure(&Report::default(), source.texts())));
        assert!(
            made["decisions"].as_array().unwrap().iter().any(|decision| decision["environment"] == "dev")
        );
    }
}
