use super::rules;
use crate::aws::Waived;
use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::spec::{Map, nearest};

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

/// Reports waivers of an environment that excused nothing there.
pub(super) fn check_used(environment: &str, waivers: &Map<String>, used: &[Waived], report: &mut Report) {
    let known: Vec<String> = super::rules().iter().filter_map(Rule::waiver).collect();
    let used: Vec<String> = used.iter().filter_map(|waived| waived.rule.waiver()).collect();
    // Whether hosts are shared is known only to the whole stack.
    let whole_stack = rules::RULES.iter().filter_map(Rule::waiver).collect::<Vec<_>>();
    for (name, _) in waivers.iter() {
        if known.iter().any(|waiver| waiver == name)
            && !used.iter().chain(&whole_stack).any(|waiver| waiver == name)
        {
            let path = Path::of("environments").key(environment).key("waive").key(name);
            let message = format!("`{name}` excuses nothing in {environment}");
            report.add(Diagnostic::new(Rule::WAIVER_UNUSED, path, message).wants("no such waiver"));
        }
    }
}
