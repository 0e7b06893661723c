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
    let is_root = finding.path.segments().is_empty();
    Diagnostic {
        code: finding.rule.code,
        severity: finding.rule.severity.into(),
        path: if is_root { String::new() } else { finding.path.to_string() },
        message: finding.message.clone(),
        given: finding.given.clone(),
        wants: finding.wants.clone(),
        hint: finding.hint.clone(),
        costs: finding.costs.clone(),
        environments: finding.environments.clone(),
        range: finding.range.as_ref().map(|range| TextRange::of(range, source.text)),
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
}
