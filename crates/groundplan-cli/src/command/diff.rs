//! `groundplan diff`.

use std::path::PathBuf;
use std::sync::OnceLock;

use groundplan::cost::Usage;
use groundplan::schema::Schema;
use groundplan_text::cost::{Priced, Subject};
use groundplan_text::diff::{Denied, Diff};
use groundplan_text::{Findings, Target, UsageError};

use super::cost::{failed, form, usage};
use crate::arguments;
use crate::outcome::Outcome;
use crate::style::{BAD, paint};
use crate::system::System;
use crate::target::MayBe;
use crate::{schema_file, show, target};

/// Reads and prices both, and tells what differs.
pub(super) fn run(arguments: &arguments::Diff, system: &dyn System) -> Result<Outcome, UsageError> {
    let file = usage::read(system, arguments.usage.as_deref())?;
    if file.failed() {
        return Ok(failed(show::found(&file.findings)));
    }
    let read =
        |path: &PathBuf| target::read(system, std::slice::from_ref(path), &arguments.values, MayBe::Modules);
    let sides = [read(&arguments.old)?, read(&arguments.new)?];
    let schema = schema_file::own(system)?;
    let [old, new] = price_both(&sides, schema, &file.usage, system);
    let (old, new) = match (old?, new?) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(found), _) | (_, Err(found)) => return Ok(failed(show::all(&found))),
    };
    let unreadable: Vec<Findings> =
        [&old, &new].iter().flat_map(|side| side.unread.iter().cloned()).collect();
    let diff = Diff::of(&old, &new, Some(schema));
    if !diff.is_of_anything() {
        return Ok(failed(show::all(&unreadable)));
    }
    let denied: Vec<Denied> = arguments.deny.iter().map(|one| Denied::from(*one)).collect();
    let denied = diff.denied(&denied);
    let lines: String = denied.iter().map(|line| format!("{} {line}\n", paint(BAD, "error:"))).collect();
    let findings =
        show::all(&unreadable) + &show::unread(&diff.unread_calls()) + &show::found(&file.findings) + &lines;
    let failed = !denied.is_empty() || !unreadable.is_empty();
    Ok(Outcome { output: diff.text(form(arguments.format)), findings, failed })
}

/// What something costs, or what is wrong with it.
type Side = Result<Result<Priced, Vec<Findings>>, UsageError>;

/// Prices both at the same time, where the machine can: they have nothing to do with each other.
fn price_both(sides: &[Vec<Target>; 2], schema: &Schema, usage: &Usage, system: &dyn System) -> [Side; 2] {
    let priced = [const { OnceLock::<Side>::new() }; 2];
    let price =
        |targets: &[Target]| Ok(Subject::of(targets.to_vec(), None, Some(schema))?.price_readable(usage));
    system.run_all(sides.len(), &|side| {
        if let (Some(targets), Some(priced)) = (sides.get(side), priced.get(side)) {
            priced.get_or_init(|| price(targets));
        }
    });
    let [old, new] = priced.map(OnceLock::into_inner);
    let [before, after] = sides;
    [old.unwrap_or_else(|| price(before)), new.unwrap_or_else(|| price(after))]
}
