use groundplan::report::escape;

use super::{sentence, start};
use crate::machine::{Diagnostic, Severity};

/// Findings as a test report, which most services for continuous integration show: an error is a test that failed, a warning
/// one that passed with output. Without findings, one test has passed.
///
/// Format: <https://github.com/testmoapp/junitxml>.
#[must_use]
pub fn junit(findings: &[Diagnostic]) -> String {
    let failures = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let counts = format!("tests=\"{}\" failures=\"{failures}\"", findings.len().max(1));
    let cases: String = match findings {
        [] => "    <testcase name=\"no findings\" classname=\"groundplan\"/>\n".to_owned(),
        all => all.iter().map(case).collect(),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {counts}>\n  <testsuite name=\"groundplan check\" {counts}>\n{cases}  </testsuite>\n</testsuites>\n"
    )
}

fn case(finding: &Diagnostic) -> String {
    let (file, code) = (xml(super::relative(&finding.file)), finding.code);
    let (line, column) = start(finding);
    let place = format!("{file}:{line}:{column}");
    let inner = match finding.severity {
        Severity::Error => format!(
            "<failure type=\"{code}\" message=\"{}\">{place}: {}</failure>",
            xml(&finding.message),
            xml(&sentence(finding))
        ),
        Severity::Warning => {
            format!("<system-out>warning: {place}: {}</system-out>", xml(&sentence(finding)))
        }
    };
    format!(
        "    <testcase name=\"{code} {}\" classname=\"{file}\" file=\"{file}\" line=\"{line}\">\n      {inner}\n    </testcase>\n",
        xml(&finding.path)
    )
}

/// Text that XML can hold: it has no place for control characters. <https://www.w3.org/TR/xml/#charsets>
fn xml(text: &str) -> String {
    let legal = |character: char| match character {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => other >= ' ',
    };
    escape(&text.chars().map(|one| if legal(one) { one } else { '\u{fffd}' }).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::tools::tests::found;

    #[test]
    fn errors_fail_and_warnings_pass() {
        let text = "variable \"a\" {\n  defualt = 1\n}\nresource \"aws_x\" \"a\" {\n  provisioner \"local-exec\" {\n    command = \"a & <b>\"\n  }\n}\n";
        let report = junit(&found("x/main.tf", text));
        assert!(
            report.contains("<testsuite name=\"groundplan check\" tests=\"2\" failures=\"1\">"),
            "{report}"
        );
        assert!(report.contains("<failure type=\"schema/unknown-argument\""), "{report}");
        assert!(report.contains("<system-out>warning: x/main.tf:5:3: "), "{report}");
        assert!(junit(&[]).contains("tests=\"1\" failures=\"0\""));
        assert_eq!(xml("a\u{1}<\u{ffff}"), "a\u{fffd}&lt;\u{fffd}");
    }
}
