use std::collections::BTreeSet;

use groundplan::diagnostic::Rule;
use serde_json::{Value, json};

use super::{fingerprints, sentence, start};
use crate::explain::Rules;
use crate::machine::{Diagnostic, Severity, pretty};

/// Findings as SARIF 2.1.0, which code scanning of GitHub and Azure DevOps shows, with the rules that they come from.
///
/// Format: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; what GitHub reads of it:
/// <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>.
#[must_use]
pub fn sarif(findings: &[Diagnostic]) -> String {
    let codes: BTreeSet<&str> = findings.iter().map(|finding| finding.code).collect();
    let known = Rules::all();
    let rules: Vec<Rule> =
        codes.iter().filter_map(|code| known.iter().find(|rule| rule.code == *code).copied()).collect();
    let each = findings.iter().zip(fingerprints(findings));
    let results: Vec<Value> =
        each.map(|(finding, fingerprint)| result(finding, &fingerprint, &rules)).collect();
    let driver = json!({
        "name": "groundplan",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(rule).collect::<Vec<_>>(),
    });
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    }))
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": rule.why() },
        "help": { "text": format!("{}\n\n{}", rule.why(), rule.source) },
        "helpUri": rule.source,
        "defaultConfiguration": { "level": level(rule.severity.into()) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(finding: &Diagnostic, fingerprint: &str, rules: &[Rule]) -> Value {
    json!({
        "ruleId": finding.code,
        "ruleIndex": rules.iter().position(|rule| rule.code == finding.code),
        "level": level(finding.severity),
        "message": { "text": sentence(finding) },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": uri(&finding.file) }, "region": region(finding) },
            "logicalLocations": [{ "fullyQualifiedName": finding.path }],
        }],
        "partialFingerprints": { "groundplan/v1": fingerprint },
    })
}

fn region(finding: &Diagnostic) -> Value {
    let (line, column) = start(finding);
    let mut region = json!({ "startLine": line, "startColumn": column });
    if let (Some(range), Some(region)) = (&finding.range, region.as_object_mut()) {
        region.insert("endLine".to_owned(), json!(range.end.line));
        region.insert("endColumn".to_owned(), json!(range.end.column));
    }
    region
}

/// A path as a relative reference of RFC 3986; what begins with a slash is a file of this machine.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = super::relative(&path);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encoded: String = path
        .bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    if encoded.starts_with('/') { format!("file://{encoded}") } else { encoded }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::tools::tests::found;

    #[test]
    fn a_result_names_its_rule_and_its_place() {
        let text = sarif(&found("x/main.tf", "\nvariable \"a\" {\n  defualt = 1\n}\n"));
        let read: Value = serde_json::from_str(&text).unwrap();
        let run = &read["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "schema/unknown-argument");
        let result = &run["results"][0];
        assert_eq!((&result["ruleIndex"], &result["level"]), (&json!(0), &json!("error")));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "x/main.tf");
        assert_eq!(
            place["region"],
            json!({ "startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 14 })
        );
    }

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(uri("./a b/ä.tf"), "a%20b/%C3%A4.tf");
        assert_eq!(uri("a\\b.tf"), "a/b.tf");
        assert_eq!(uri("/tmp/a.tf"), "file:///tmp/a.tf");
        assert_eq!(uri("-"), "-");
    }
}
