use std::path::Path;

use groundplan::cost::{Estimate, Usage};

use crate::show;
use crate::source::Source;
use crate::style::{WARNING, paint};
use crate::texts::Texts;
use crate::trouble::Trouble;

/// A usage file, and what is wrong with it.
#[derive(Default)]
pub(in crate::command) struct UsageFile {
    pub(in crate::command) usage: Usage,
    pub(in crate::command) findings: String,
    pub(in crate::command) failed: bool,
}

impl UsageFile {
    /// What the file says of addresses that no resource has: most often a resource that got another name.
    pub(in crate::command) fn strangers(&self, estimate: &Estimate) -> String {
        let strangers = self.usage.strangers(estimate);
        if strangers.is_empty() {
            return String::new();
        }
        let warning = paint(WARNING, "warning");
        format!("{warning}: the usage file speaks of what is not there: {}\n", strangers.join(", "))
    }
}

/// Reads a usage file in Infracost's format, if one was named.
pub(in crate::command) fn read(path: Option<&Path>) -> Result<UsageFile, Trouble> {
    let Some(path) = path else { return Ok(UsageFile::default()) };
    if !path.is_file() {
        return Err(Trouble::new(format!("there is no usage file {}", path.display())));
    }
    let source = Source::read(path)?;
    let (usage, report) = match source.parse() {
        Ok(node) => Usage::from_infracost(&node),
        Err(finding) => {
            let mut report = groundplan::diagnostic::Report::default();
            report.add(finding);
            (Usage::new(), report)
        }
    };
    let failed = report.has_errors();
    let texts: Texts = [source].into_iter().collect();
    Ok(UsageFile { usage, findings: show::people(&report, &texts), failed })
}
