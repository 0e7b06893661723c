use serde_json::{Value, json};

use super::{fingerprints, sentence, start};
use crate::machine::{Diagnostic, Severity, pretty};

/// Findings as GitLab's code quality report: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.
#[must_use]
pub fn code_quality(findings: &[Diagnostic]) -> String {
    let each = findings.iter().zip(fingerprints(findings));
    pretty(&each.map(|(finding, fingerprint)| issue(finding, &fingerprint)).collect::<Vec<_>>())
}

fn issue(finding: &Diagnostic, fingerprint: &str) -> Value {
    let severity = match finding.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
    };
    json!({
        "description": sentence(finding),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": { "path": super::relative(&finding.file), "lines": { "begin": start(finding).0 } },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::tools::tests::found;

    #[test]
    fn each_finding_has_what_gitlab_asks_for() {
        let text = code_quality(&found("x/main.tf", "\nvariable \"a\" {\n  defualt = 1\n}\n"));
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read[0]["location"], json!({ "path": "x/main.tf", "lines": { "begin": 3 } }));
        assert_eq!(
            [&read[0]["check_name"], &read[0]["severity"]],
            [&json!("schema/unknown-argument"), &json!("major")]
        );
        assert!(read[0]["fingerprint"].as_str().is_some_and(|text| text.len() > 8));
        assert_eq!(code_quality(&[]), "[]\n");
    }
}
