use groundplan::cost::{Estimate, Usage};
use groundplan::diagnostic::Report;

use crate::input::Findings;
use crate::input::Source;

/// What a usage file says, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct UsageFile {
    /// How much things are used.
    pub usage: Usage,
    /// What is wrong with the file, or worth a look.
    pub findings: Findings,
}

impl UsageFile {
    /// Reads a usage file in Infracost's format.
    ///
    /// ```
    /// use groundplan_text::{Source, cost::UsageFile};
    /// let file = UsageFile::of(Source::new("usage.yml", "resource_usage:\n  aws_lb.main:\n    monthly_requets: 1\n"));
    /// assert_eq!(file.findings.report.diagnostics().len(), 1);
    /// ```
    #[must_use]
    pub fn of(source: Source) -> Self {
        let (usage, report) = match source.parse() {
            Ok(node) => Usage::from_infracost(&node),
            Err(finding) => {
                let mut report = Report::default();
                report.add(finding);
                (Usage::new(), report)
            }
        };
        Self { usage, findings: Findings { report, texts: [source].into_iter().collect() } }
    }

    /// Whether nothing can be priced by it.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.findings.report.has_errors()
    }

    /// A message about addresses in the file that match no resource, often after a rename.
    #[must_use]
    pub fn unmatched_addresses(&self, estimate: &Estimate) -> Option<String> {
        let unmatched_addresses = self.usage.unmatched_addresses(estimate);
        let message = || format!("the usage file has unknown addresses: {}", unmatched_addresses.join(", "));
        (!unmatched_addresses.is_empty()).then(message)
    }
}
