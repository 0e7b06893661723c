//! `groundplan diff`.

use std::path::PathBuf;

use groundplan_text::UsageError;
use groundplan_text::cost::Subject;
use groundplan_text::diff::{Denied, Diff};

use super::cost::{failed, form, usage};
use crate::arguments;
use crate::outcome::Outcome;
use crate::style::{BAD, paint};
use crate::system::System;
use crate::{schema_file, show, target};

/// Reads and prices both, and tells what differs.
pub(super) fn run(arguments: &arguments::Diff, system: &dyn System) -> Result<Outcome, UsageError> {
    let file = usage::read(system, arguments.usage.as_deref())?;
    if file.failed() {
        return Ok(failed(show::found(&file.findings)));
    }
    let price = |path: &PathBuf| {
        let targets = target::read(system, std::slice::from_ref(path))?;
        Ok(Subject::of(targets, None, Some(schema_file::own(system)?))?.price(&file.usage))
    };
    let (old, new) = match (price(&arguments.old)?, price(&arguments.new)?) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(found), _) | (_, Err(found)) => return Ok(failed(show::all(&found))),
    };
    let diff = Diff::of(&old, &new, Some(schema_file::own(system)?));
    let denied: Vec<Denied> = arguments.deny.iter().map(|one| Denied::from(*one)).collect();
    let denied = diff.denied(&denied);
    let lines: String = denied.iter().map(|line| format!("{} {line}\n", paint(BAD, "error:"))).collect();
    let findings = show::found(&file.findings) + &lines;
    Ok(Outcome { output: diff.text(form(arguments.format)), findings, failed: !denied.is_empty() })
}
