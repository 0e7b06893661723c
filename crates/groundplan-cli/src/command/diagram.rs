//! `groundplan diagram`.

use groundplan_text::UsageError;
use groundplan_text::cost::{Failure, Subject};
use groundplan_text::diagram::draw;

use super::cost::failed;
use crate::arguments::Diagram;
use crate::outcome::Outcome;
use crate::style::{GOOD, paint};
use crate::system::System;
use crate::target::MayBe;
use crate::{schema_file, show, target, usage_error};

/// Reads, draws, and prints the picture or writes its file.
pub(super) fn run(arguments: &Diagram, system: &dyn System) -> Result<Outcome, UsageError> {
    let targets =
        target::read(system, std::slice::from_ref(&arguments.path), &arguments.values, MayBe::Modules)?;
    let subject = Subject::of(targets, None, Some(schema_file::own(system)?))?;
    let picture = match draw(&subject, arguments.environment.as_deref()) {
        Ok(picture) => picture,
        Err(Failure::Use(usage_error)) => return Err(usage_error),
        Err(Failure::Findings(found)) => return Ok(failed(show::all(&found))),
    };
    let svg = picture.diagram.svg();
    let findings = show::all(&picture.unread) + &show::unread(&picture.unread_calls);
    let failed = !picture.unread.is_empty();
    let Some(out) = &arguments.out else { return Ok(Outcome { output: svg, findings, failed }) };
    system.write(out, svg.as_bytes()).map_err(|error| usage_error::with("write", out, &error))?;
    let output = format!("{}  {}\n", paint(GOOD, "written"), out.display());
    Ok(Outcome { output, findings, failed })
}
