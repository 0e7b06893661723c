use std::io;
use std::path::Path;

use groundplan_text::UsageError;
use groundplan_text::program::program;

use super::cost::failed;
use crate::arguments::Program;
use crate::outcome::Outcome;
use crate::style::{GOOD, paint};
use crate::system::System;
use crate::{show, spec_files, usage_error};

/// `groundplan program`.
pub(super) fn run(arguments: &Program, system: &dyn System) -> Result<Outcome, UsageError> {
    let spec = spec_files::spec(system, &arguments.spec)?;
    let text = match program(&spec, arguments.language.into()) {
        Ok(text) => text,
        Err(found) => return Ok(failed(show::found(&found))),
    };
    let Some(out) = &arguments.out else { return Ok(Outcome::of(text)) };
    let bytes = text.as_bytes();
    let written = if arguments.force { system.write(out, bytes) } else { system.create(out, bytes) };
    written.map_err(|error| usage_error(out, &error))?;
    Ok(Outcome::of(format!("{}  {}\n", paint(GOOD, "written"), out.display())))
}

fn usage_error(out: &Path, error: &io::Error) -> UsageError {
    if error.kind() == io::ErrorKind::AlreadyExists {
        let message = format!("{} is there already; nothing was written", out.display());
        return UsageError::new(message).help("another file, or --force to replace it");
    }
    usage_error::with("write", out, error)
}
