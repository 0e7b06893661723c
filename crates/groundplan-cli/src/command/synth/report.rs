use groundplan::Synthesis;
use groundplan::diagnostic::Report;
use groundplan_text::{Texts, machine};
use serde_json::{Value, json};

use super::change::{self, Changed};
use crate::output::{Change, Plan};

/// What was written and decided.
pub(super) fn success(synthesis: &Synthesis, plan: &Plan, changed: &[Changed], texts: &Texts) -> Value {
    let file = |change: &Change| json!({ "path": change.path, "state": change.state.name(), "bytes": change.text.len() });
    json!({
        "files": plan.changes.iter().map(file).collect::<Value>(),
        "changes": change::data(changed),
        "decisions": machine::decisions(synthesis),
        "waived": machine::waived(synthesis),
        "diagnostics": machine::findings(synthesis.report(), texts),
    })
}

/// The same form when nothing was written.
pub(super) fn failure(report: &Report, texts: &Texts) -> Value {
    json!({ "files": [], "changes": [], "decisions": [], "waived": [], "diagnostics": machine::findings(report, texts) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{made, spec};

    #[test]
    fn success_and_failure_have_one_form() {
        let source = spec("stack: a\nregion: eu-west-1\nenvironments: { dev: {} }\n");
        let synthesis = made(&source).unwrap();
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let made = success(&synthesis, &Plan::default(), &[], source.texts());
        assert_eq!(keys(&made), keys(&failure(&Report::default(), source.texts())));
        assert!(
            made["decisions"].as_array().unwrap().iter().any(|decision| decision["environment"] == "dev")
        );
    }
}
