use std::io;
use std::path::Path;

use groundplan_text::Trouble;
use groundplan_text::program::program;

use super::cost::failed;
use crate::arguments::Program;
use crate::outcome::Outcome;
use crate::style::{GOOD, paint};
use crate::system::System;
use crate::{reading, show, trouble};

/// `groundplan program`.
pub(super) fn run(arguments: &Program, system: &dyn System) -> Result<Outcome, Trouble> {
    let spec = reading::spec(system, &arguments.spec)?;
    let text = match program(&spec, arguments.language.into()) {
        Ok(text) => text,
        Err(found) => return Ok(failed(show::found(&found))),
    };
    let Some(out) = &arguments.out else { return Ok(Outcome::of(text)) };
    let bytes = text.as_bytes();
    let written = if arguments.force { system.write(out, bytes) } else { system.create(out, bytes) };
    written.map_err(|error| trouble(out, &error))?;
    Ok(Outcome::of(format!("{}  {}\n", paint(GOOD, "written"), out.display())))
}

fn trouble(out: &Path, error: &io::Error) -> Trouble {
    if error.kind() == io::ErrorKind::AlreadyExists {
        let message = format!("{} is there already; nothing was written", out.display());
        return Trouble::new(message).help("another file, or --force to replace it");
    }
    trouble::with("write", out, error)
}
