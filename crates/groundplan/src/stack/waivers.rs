use crate::aws::Waived;
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::spec::Map;

/// Holds the waivers themselves against the rules: each names a rule that can be waived, and says why.
pub(super) fn check(waivers: &Map<String>, path: &Path, report: &mut Report) {
    let known: Vec<String> = super::rules().iter().filter_map(Rule::waiver).collect();
    for (name, reason) in waivers.iter() {
        let path = path.clone().key("waive").key(name);
        if !known.iter().any(|waiver| waiver == name) {
            let finding =
                Diagnostic::new(Rule::WAIVER, path, format!("no rule that can be waived is called `{name}`"));
            let near = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
            report.add(finding.wants(format!("one of {}", known.join(", "))).maybe_hint(near));
        } else if reason.trim().is_empty() {
            let finding = Diagnostic::new(Rule::WAIVER, path, format!("nothing says why `{name}` is waived"));
            report.add(finding.wants("a reason"));
        }
    }
}

/// Reports waivers that excused nothing wherever they are in force.
pub(super) fn check_used(waivers: &Map<String>, path: &Path, used: &[&Waived], report: &mut Report) {
    let known: Vec<String> = super::rules().iter().filter_map(Rule::waiver).collect();
    let used: Vec<String> = used.iter().filter_map(|waived| waived.rule.waiver()).collect();
    for (name, reason) in waivers.iter() {
        let counts = known.iter().any(|waiver| waiver == name) && !reason.trim().is_empty();
        if counts && !used.iter().any(|waiver| waiver == name) {
            let path = path.clone().key("waive").key(name);
            let finding = Diagnostic::new(Rule::WAIVER_UNUSED, path, format!("`{name}` excuses nothing"));
            report.add(finding.wants("no such waiver"));
        }
    }
}
