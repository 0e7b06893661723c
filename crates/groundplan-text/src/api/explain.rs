use groundplan::diagnostic::Rule;
use serde_json::{Value, json};

use crate::explain::Rules;
use crate::input::UsageError;

/// What a rule says: `{code, severity, summary, why, source, waiver, documents}`. `waiver` is its name under `waive:`
/// in a spec, or `null` when it cannot be waived; `documents` tells whether it is about Terraform, whoever wrote it.
///
/// # Errors
///
/// When there is no such rule.
///
/// ```
/// use groundplan_text::api::explain;
/// assert_eq!(explain("load-balancer/https-required")?["waiver"], "httpsRequired");
/// assert!(explain("service/sise").is_err());
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn explain(code: &str) -> Result<Value, UsageError> {
    let rules = Rules::all();
    Ok(explained(&rules, rules.find(code)?))
}

/// Every rule, as [`explain`] tells it.
///
/// ```
/// let rules = groundplan_text::api::rules();
/// assert!(rules.as_array().unwrap().iter().any(|rule| rule["code"] == "aws/log-retention"));
/// ```
#[must_use]
pub fn rules() -> Value {
    let rules = Rules::all();
    rules.iter().map(|rule| explained(&rules, rule)).collect()
}

fn explained(rules: &Rules, rule: &Rule) -> Value {
    json!({
        "code": rule.code,
        "severity": rule.severity.to_string(),
        "summary": rule.summary(),
        "why": rule.why(),
        "source": rule.source,
        "waiver": rule.waiver(),
        "documents": rules.is_of_documents(rule),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_says_what_it_is_about() {
        let about = |code: &str| explain(code).unwrap()["documents"].clone();
        assert_eq!((about("service/size"), about("aws/log-retention")), (json!(false), json!(true)));
        let all = rules();
        let count = groundplan::rules().len() + groundplan::document_rules().len();
        assert_eq!(all.as_array().unwrap().len(), count);
    }
}
