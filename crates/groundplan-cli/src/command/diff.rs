//! `groundplan diff`.

use std::path::PathBuf;

use groundplan_text::UsageError;
use groundplan_text::cost::Subject;
use groundplan_text::diff::Diff;

use super::cost::{failed, form, usage};
use crate::arguments;
use crate::outcome::Outcome;
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
    let output = Diff::of(&old, &new, Some(schema_file::own(system)?)).text(form(arguments.format));
    Ok(Outcome { output, findings: show::found(&file.findings), failed: false })
}
