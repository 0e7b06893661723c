use groundplan::diagnostic::Rule;

use crate::arguments::Explain;
use crate::explanation;
use crate::nearest::nearest;
use crate::outcome::Outcome;
use crate::trouble::Trouble;

/// `groundplan explain`.
pub(super) fn run(arguments: &Explain) -> Result<Outcome, Trouble> {
    let rules = groundplan::rules();
    let output = match &arguments.code {
        None => explanation::list(&rules),
        Some(code) => explanation::text(find(&rules, code)?),
    };
    Ok(Outcome::of(output))
}

/// By code, by the name under `waive:`, or by the part of a code after the slash.
fn find<'a>(rules: &'a [Rule], code: &str) -> Result<&'a Rule, Trouble> {
    let tail = |rule: &Rule| rule.code.rsplit('/').next().unwrap_or_default().to_owned();
    let is_called = |rule: &&Rule| rule.code == code || rule.waiver().as_deref() == Some(code);
    let mut by_tail = rules.iter().filter(|rule| tail(rule) == code);
    let only = match (by_tail.next(), by_tail.next()) {
        (Some(rule), None) => Some(rule),
        _ => None,
    };
    rules.iter().find(is_called).or(only).ok_or_else(|| unknown(rules, code))
}

fn unknown(rules: &[Rule], code: &str) -> Trouble {
    let names: Vec<String> =
        rules.iter().flat_map(|rule| [Some(rule.code.to_owned()), rule.waiver()]).flatten().collect();
    let trouble = Trouble::new(format!("there is no rule `{code}`"));
    match nearest(code, names.iter().map(String::as_str)) {
        Some(name) => trouble.help(format!("groundplan explain {name}")),
        None => trouble.help("groundplan explain, which lists all of them"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_found_by_each_of_its_names() {
        let rules = groundplan::rules();
        for name in ["load-balancer/https-required", "httpsRequired", "https-required"] {
            assert_eq!(find(&rules, name).unwrap().code, "load-balancer/https-required");
        }
    }

    #[test]
    fn a_misspelt_code_has_a_suggestion() {
        let trouble = find(&groundplan::rules(), "service/sise").unwrap_err();
        assert_eq!(
            trouble,
            Trouble::new("there is no rule `service/sise`").help("groundplan explain service/size")
        );
    }
}
