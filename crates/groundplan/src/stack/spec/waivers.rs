use crate::aws::{Waived, Waiver, Waivers};
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::spec::Map;

/// Checks the waivers themselves: each names a rule that can be waived, and says why.
pub(in crate::stack) fn check(waivers: &Map<Waivers>, path: &Path, report: &mut Report) {
    let known = known();
    for (name, of_rule) in waivers.iter() {
        let path = path.clone().key("waive").key(name);
        if !known.iter().any(|waiver| waiver == name) {
            let finding =
                Diagnostic::new(Rule::WAIVER, path, format!("no rule that can be waived is called `{name}`"));
            let near = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
            report.add(finding.wants(format!("one of {}", known.join(", "))).maybe_hint(near));
            continue;
        }
        for (waiver, path) in places(of_rule, &path).filter(|(waiver, _)| !waiver.has_reason()) {
            let message = format!("missing reason: why is `{name}` waived{}?", scope(waiver));
            report.add(Diagnostic::new(Rule::WAIVER, path, message).wants("a reason"));
        }
    }
}

/// Reports waivers that excused nothing wherever they are in force.
pub(in crate::stack) fn check_used(
    waivers: &Map<Waivers>,
    path: &Path,
    used: &[&Waived],
    report: &mut Report,
) {
    let known = known();
    for (name, of_rule) in waivers.iter().filter(|(name, _)| known.iter().any(|waiver| waiver == name)) {
        let path = path.clone().key("waive").key(name);
        let is_used = |waiver: &Waiver| {
            used.iter().any(|waived| {
                waived.rule.waiver().as_deref() == Some(name) && waiver.covers(&waived.path.scope())
            })
        };
        let unused = |(waiver, _): &(&Waiver, Path)| waiver.has_reason() && !is_used(waiver);
        for (waiver, path) in places(of_rule, &path).filter(unused) {
            let message = format!("`{name}` excuses nothing{}", scope(waiver));
            report.add(Diagnostic::new(Rule::WAIVER_UNUSED, path, message).wants("no such waiver"));
        }
    }
}

/// The names of rules that can be waived.
fn known() -> Vec<String> {
    crate::stack::rules().iter().filter_map(Rule::waiver).collect()
}

/// Each waiver of a rule with its place: alone, or in a list.
fn places<'a>(of_rule: &'a Waivers, path: &'a Path) -> impl Iterator<Item = (&'a Waiver, Path)> {
    let is_alone = of_rule.iter().count() == 1;
    let place = move |at| if is_alone { path.clone() } else { path.clone().index(at) };
    of_rule.iter().enumerate().map(move |(at, waiver)| (waiver, place(at)))
}

/// ` for the variable `X` of `api``.
fn scope(waiver: &Waiver) -> String {
    match (&waiver.service, &waiver.variable) {
        (None, None) => String::new(),
        (Some(service), None) => format!(" for `{service}`"),
        (None, Some(variable)) => format!(" for the variable `{variable}`"),
        (Some(service), Some(variable)) => format!(" for the variable `{variable}` of `{service}`"),
    }
}
