use groundplan::diagnostic;
use serde::Serialize;

use crate::explain::Rules;
use crate::input::UsageError;
use crate::machine::Severity;

/// A rule that specs or documents of Terraform are checked against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Rule {
    /// Its code, which findings carry.
    pub code: &'static str,
    /// How bad it is when it is broken.
    pub severity: Severity,
    /// What it says, in a sentence.
    pub summary: String,
    /// Why it exists.
    pub why: String,
    /// Where the limit or the advice comes from.
    pub source: &'static str,
    /// Its name under `waive:`; null where it cannot be waived.
    pub waiver: Option<String>,
    /// Whether it is about Terraform of any origin.
    pub documents: bool,
}

/// Explains a rule, by its code or its name under `waive:`.
///
/// # Errors
///
/// When there is no such rule.
///
/// ```
/// use groundplan_text::api::explain;
/// assert_eq!(explain("load-balancer/https-required")?.waiver.as_deref(), Some("httpsRequired"));
/// assert!(explain("service/sise").is_err());
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn explain(code: &str) -> Result<Rule, UsageError> {
    let rules = Rules::all();
    Ok(explained(&rules, rules.find(code)?))
}

/// Every rule.
///
/// ```
/// assert!(groundplan_text::api::rules().iter().any(|rule| rule.code == "aws/log-retention"));
/// ```
#[must_use]
pub fn rules() -> Vec<Rule> {
    let rules = Rules::all();
    rules.iter().map(|rule| explained(&rules, rule)).collect()
}

fn explained(rules: &Rules, rule: &diagnostic::Rule) -> Rule {
    Rule {
        code: rule.code,
        severity: rule.severity.into(),
        summary: rule.summary().to_string(),
        why: rule.why().to_string(),
        source: rule.source,
        waiver: rule.waiver(),
        documents: rules.is_of_documents(rule),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_says_what_it_is_about() {
        let about = |code: &str| explain(code).unwrap().documents;
        assert_eq!((about("service/size"), about("aws/log-retention")), (false, true));
        let all = rules();
        let count = groundplan::rules().len() + groundplan::document_rules().len();
        assert_eq!(all.len(), count);
    }
}
