use std::ops::Range;

use groundplan::diagnostic::{Diagnostic, Report};
use serde_json::{Value, json};

use super::place::Place;
use crate::input::{Named, Texts};

/// Every finding, in the order found: `code`, `severity`, `path`, `message`, what is known of `given`, `wants`,
/// `hint`, `costs`, `environments`, `range` and `file`. The ends of a range have `line` and `column` from 1, in
/// characters, `offset` in bytes of UTF-8 and `index` in code units of UTF-16.
#[must_use]
pub fn findings(report: &Report, texts: &Texts) -> Value {
    report.diagnostics().iter().map(|diagnostic| finding(diagnostic, texts.of(diagnostic))).collect()
}

fn finding(finding: &Diagnostic, source: Named<'_>) -> Value {
    let is_root = finding.path.segments().is_empty();
    without_nulls(json!({
        "code": finding.rule.code,
        "severity": finding.rule.severity.to_string(),
        "path": if is_root { String::new() } else { finding.path.to_string() },
        "message": finding.message,
        "given": finding.given,
        "wants": finding.wants,
        "hint": finding.hint,
        "costs": if finding.costs.is_empty() { Value::Null } else { json!(finding.costs) },
        "environments": finding.environments,
        "range": finding.range.as_ref().map(|given| range(given, source.text)),
        "file": source.name,
    }))
}

fn range(range: &Range<usize>, text: &str) -> Value {
    let place = |offset| {
        let Place { line, column, offset, index } = Place::of(text, offset);
        json!({ "line": line, "column": column, "offset": offset, "index": index })
    };
    json!({ "start": place(range.start), "end": place(range.end) })
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(entries) => entries.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Sources;

    #[test]
    fn keys_keep_their_order_and_nulls_are_left_out() {
        let source =
            Sources::yaml("# ä 😀\nstack: shop\nregion: eu-west-1\nnetwrk: {}\nenvironments: { dev: {} }\n");
        let report = source.made().unwrap_err();
        let value = findings(&report, source.texts());
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
