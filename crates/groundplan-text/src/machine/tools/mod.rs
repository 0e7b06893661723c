//! Findings in the forms that other tools read: code hosts and test reports.

mod code_quality;
mod junit;
mod sarif;

pub use code_quality::code_quality;
pub use junit::junit;
pub use sarif::sarif;

use super::Diagnostic;

/// What is wrong in one text: the message, what was given, what is allowed, and what can be pasted.
fn sentence(finding: &Diagnostic) -> String {
    let rest = [("given", &finding.given), ("wants", &finding.wants), ("try", &finding.hint)];
    let rest =
        rest.into_iter().filter_map(|(word, text)| text.as_ref().map(|text| format!("; {word}: {text}")));
    [finding.message.clone()].into_iter().chain(rest).collect()
}

/// What stays the same while lines move: the rule, the place in the structure, the file, and which one of several it is.
fn fingerprints(findings: &[Diagnostic]) -> Vec<String> {
    let mut made: Vec<String> = Vec::new();
    for finding in findings {
        let parts = [finding.code, &finding.path, &finding.file, &finding.message];
        let of =
            |number: usize| groundplan::unit::fingerprint(&[&parts[..], &[&number.to_string()]].concat());
        let free = (0..).map(of).find(|candidate| !made.contains(candidate));
        made.push(free.unwrap_or_default());
    }
    made
}

/// A path as code hosts want it, relative to the repository: without `./` at its head.
fn relative(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

/// The first line and column that a finding is about; those of its file, where it is about the whole.
fn start(finding: &Diagnostic) -> (usize, usize) {
    finding.range.as_ref().map_or((1, 1), |range| (range.start.line, range.start.column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;
    use crate::check::Checked;
    use crate::input::Target;
    use crate::machine;

    /// What is found in a file.
    pub(super) fn found(name: &str, text: &str) -> Vec<Diagnostic> {
        let targets = Target::all([Source::new(name, text)]).unwrap();
        let checked = Checked::of(targets, None);
        machine::findings(&checked.findings.report, &checked.findings.texts)
    }

    #[test]
    fn a_fingerprint_stays_where_lines_move() {
        let text = "variable \"a\" {\n  defualt = 1\n}\nvariable \"b\" {\n  defualt = 1\n}\n";
        let of = |text: &str| fingerprints(&found("x/main.tf", text));
        assert_eq!(of(text), of(&format!("# a comment\n{text}")));
        assert_ne!(of(text)[0], of(text)[1]);
    }
}
