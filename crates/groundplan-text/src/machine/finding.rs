use std::ops::Range;

use groundplan::diagnostic::{self, Report};
use serde::Serialize;

use super::place::Place;
use crate::input::{Named, Texts};

/// How bad a finding is: an error stops everything, a warning is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written all the same; worth a look.
    Warning,
}

impl From<diagnostic::Severity> for Severity {
    fn from(severity: diagnostic::Severity) -> Self {
        match severity {
            diagnostic::Severity::Error => Self::Error,
            diagnostic::Severity::Warning => Self::Warning,
        }
    }
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "Range"))]
pub struct TextRange {
    /// Where it begins.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
}

impl TextRange {
    fn of(range: &Range<usize>, text: &str) -> Self {
        Self { start: Place::of(text, range.start), end: Place::of(text, range.end) }
    }
}

/// One finding about a spec or about Terraform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// The rule that it comes from; `explain(code)` says why the rule exists.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where in the spec: `services.api.size`. Empty for the whole.
    pub path: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// What is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wants: Option<String>,
    /// What can be pasted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// What waives this finding and no other, for the spec or one of its environments: `waive: { … }`, with a reason to be
    /// replaced. Left out where the rule cannot be waived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<String>,
    /// What each alternative costs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<String>,
    /// The environments concerned; empty when all are.
    pub environments: Vec<String>,
    /// The place in the text, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<TextRange>,
    /// The name of the text.
    pub file: String,
}

/// Every finding, in the order found.
#[must_use]
pub fn findings(report: &Report, texts: &Texts) -> Vec<Diagnostic> {
    report.diagnostics().iter().map(|diagnostic| finding(diagnostic, texts.of(diagnostic))).collect()
}

fn finding(finding: &diagnostic::Diagnostic, source: Named<'_>) -> Diagnostic {
    let finding = finding.without_secrets();
    let is_root = finding.path.segments().is_empty();
    Diagnostic {
        code: finding.rule.code,
        severity: finding.rule.severity.into(),
        path: if is_root { String::new() } else { finding.path.to_string() },
        waiver: finding.waiver(),
        range: finding.range.as_ref().map(|range| TextRange::of(range, source.text)),
        message: finding.message,
        given: finding.given,
        wants: finding.wants,
        hint: finding.hint,
        costs: finding.costs,
        environments: finding.environments,
        file: source.name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::input::Sources;

    #[test]
    fn keys_keep_their_order_and_nulls_are_left_out() {
        let source =
            Sources::yaml("# ä 😀\nstack: shop\nregion: eu-west-1\nnetwrk: {}\nenvironments: { dev: {} }\n");
        let report = source.made().unwrap_err();
        let value = serde_json::to_value(findings(&report, source.texts())).unwrap();
        let finding = value[0].as_object().unwrap();
        let keys: Vec<_> = finding.keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            ["code", "severity", "path", "message", "wants", "hint", "environments", "range", "file"]
        );
        assert_eq!(finding["range"]["start"], json!({ "line": 4, "column": 1, "offset": 40, "index": 37 }));
        assert_eq!(finding["range"]["end"], json!({ "line": 4, "column": 11, "offset": 50, "index": 47 }));
    }

    #[test]
    fn what_can_be_waived_comes_with_its_waiver() {
        let source = Sources::yaml(
            "stack: shop\nregion: eu-west-1\nservices: { api: { image: \"x/api:1\", env: { DB_PASSWORD: a } } }\nenvironments: { dev: {} }\n",
        );
        let report = source.made().unwrap_err();
        let value = serde_json::to_value(findings(&report, source.texts())).unwrap();
        assert_eq!(value[0]["code"], "service/secret-in-env");
        assert_eq!(
            value[0]["waiver"],
            "waive: { secretInEnv: { service: api, variable: DB_PASSWORD, reason: \"say here why this is meant so\" } }"
        );
    }

    #[test]
    fn a_secret_is_not_repeated() {
        let long = "hunter2C7e42F292c6912E7710c838347Ae178B4a";
        for service in [
            "image: x/api:1, env: [DB_PASSWORD=hunter2]".to_owned(),
            "image: x/api:1, env: { DB_PASSWORD: { $expr: \"hunter2 (\" } }".to_owned(),
            "image: \"https://ci:hunter2@example.com/x:1\"".to_owned(),
            format!("image: x/api:1, secrets: {{ TOKEN: ghp_{long} }}"),
        ] {
            let text = format!(
                "stack: shop\nregion: eu-west-1\nservices: {{ api: {{ {service} }} }}\nenvironments: {{ dev: {{}} }}\n"
            );
            let source = Sources::yaml(&text);
            let report = source.made().unwrap_err();
            let found = findings(&report, source.texts());
            let shown = format!("{}\n{report}", serde_json::to_string(&found).unwrap());
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }
}
