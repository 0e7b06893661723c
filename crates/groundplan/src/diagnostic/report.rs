use std::fmt;

use super::{Diagnostic, Path, Rule, Severity};
use crate::unit::sort_by;

/// All findings about a spec.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds a finding. The same finding in another environment joins the first one.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        match self.diagnostics.iter_mut().find(|known| is_same(known, &diagnostic)) {
            Some(known) => known.join(diagnostic.environments),
            None => self.diagnostics.push(diagnostic),
        }
    }

    /// Adds all findings of another report.
    pub fn extend(&mut self, other: Report) {
        other.diagnostics.into_iter().for_each(|diagnostic| self.add(diagnostic));
    }

    /// All but the findings by some rules.
    pub(crate) fn without(mut self, rules: &[Rule]) -> Self {
        self.diagnostics.retain(|finding| !rules.iter().any(|rule| rule.code == finding.rule.code));
        self
    }

    /// The findings, in the order found.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The findings, to be completed.
    pub(crate) fn diagnostics_mut(&mut self) -> &mut Vec<Diagnostic> {
        &mut self.diagnostics
    }

    /// The errors.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.rule.severity == Severity::Error)
    }

    /// The warnings.
    pub fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.rule.severity == Severity::Warning)
    }

    /// Whether an error is among the findings.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// Drops findings at places that could not be read, and about what has a part that could not: they would only
    /// echo that error. What is wrong with a name, or with the whole spec, is not an echo of anything in it.
    pub(crate) fn without_echoes(mut self, unread: &[Path]) -> Self {
        let is_echo = |finding: &Diagnostic, unread: &Path| {
            let concerns_parts = !finding.path.segments().is_empty() && !finding.rule.is_about_a_name();
            finding.path.is_within(unread) || (concerns_parts && unread.is_within(&finding.path))
        };
        self.diagnostics.retain(|finding| !unread.iter().any(|path| is_echo(finding, path)));
        self
    }

    /// In the order of the text, which the place of each path in it tells; what is about a file of its own comes last.
    pub(crate) fn sort_by_place(&mut self, place: impl Fn(&Path) -> Vec<usize>) {
        let key = |finding: Diagnostic| ((finding.file.is_some(), place(&finding.path)), finding);
        let mut placed: Vec<_> = std::mem::take(&mut self.diagnostics).into_iter().map(key).collect();
        sort_by(&mut placed, |(a, _), (b, _)| a.cmp(b));
        self.diagnostics = placed.into_iter().map(|(_, finding)| finding).collect();
    }
}

fn is_same(a: &Diagnostic, b: &Diagnostic) -> bool {
    !a.environments.is_empty()
        && (a.rule.code, &a.file, &a.path, &a.message, &a.given, &a.wants, &a.hint)
            == (b.rule.code, &b.file, &b.path, &b.message, &b.given, &b.wants, &b.hint)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics.iter().try_for_each(|diagnostic| writeln!(f, "{diagnostic}"))
    }
}

/// The spec has errors: nothing was made. All of them, and the warnings, are in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    report: Report,
}

impl Error {
    pub(crate) fn new(report: Report) -> Self {
        Self { report }
    }

    /// Everything that was found.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.report, f)
    }
}

impl std::error::Error for Error {}
