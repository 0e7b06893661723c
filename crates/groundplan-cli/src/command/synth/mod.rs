//! `groundplan synth`.

mod change;
mod decisions;
mod files;
mod notes;
mod report;
mod size;

use std::path::Path;

use groundplan::Synthesis;
use groundplan::diagnostic::Report;
use groundplan_text::{Sources, UsageError, machine, select};

use crate::arguments::{Form, Synth};
use crate::outcome::Outcome;
use crate::output::{Folder, Plan, Scope};
use crate::schema_file;
use crate::show;
use crate::spec_files;
use crate::style::{NAME, paint};
use crate::system::System;
use change::Changed;

/// Reads, checks, plans, and only then writes.
pub(super) fn run(arguments: &Synth, system: &dyn System) -> Result<Outcome, UsageError> {
    let sources = spec_files::specs(system, &arguments.specs)?;
    let schema = schema_file::chosen(system, arguments.schema.as_deref())?;
    let made = match arguments.alternatives {
        true => sources.synth_with_alternatives(Some(&schema)),
        false => sources.synth(Some(&schema)),
    };
    let synthesis = match made {
        Ok(synthesis) => synthesis,
        Err(report) => return Ok(failure(arguments.report, &report, &sources)),
    };
    let synthesis = select(synthesis, arguments.environment.as_deref())?.for_tool(arguments.tool.into());
    let scope = arguments.environment.clone().map_or(Scope::All, Scope::Environment);
    let folder = Folder::at(system, &arguments.out)?;
    let format = arguments.format.into();
    let files = if arguments.tests { synthesis.files_with_tests(format) } else { synthesis.files_as(format) };
    let plan = folder.plan(&files, &scope, arguments.force)?;
    let changed = change::find(system, &arguments.out, &plan, &schema);
    let leftovers = folder.apply(&plan)?;
    let outcome = success(arguments, &synthesis, &plan, &changed, &sources);
    Ok(Outcome { findings: outcome.findings + &notes::text(&plan, &leftovers), ..outcome })
}

fn failure(form: Form, report: &Report, sources: &Sources) -> Outcome {
    match form {
        Form::Json => Outcome {
            output: machine::pretty(&report::failure(report, sources.texts())),
            failed: true,
            ..Outcome::default()
        },
        Form::Text => Outcome {
            findings: show::people(report, sources.texts()) + "nothing was written\n",
            failed: true,
            ..Outcome::default()
        },
    }
}

fn success(
    arguments: &Synth,
    synthesis: &Synthesis,
    plan: &Plan,
    changed: &[Changed],
    sources: &Sources,
) -> Outcome {
    if arguments.report == Form::Json {
        return Outcome::of(machine::pretty(&report::success(synthesis, plan, changed, sources.texts())));
    }
    let files = files::text(&arguments.out, plan);
    let decisions = decisions::text(synthesis.decisions(), arguments.decisions);
    let changed = change::text(changed);
    let output = format!("{files}{decisions}{changed}{}", next(&arguments.out));
    Outcome { output, findings: findings(synthesis, sources), failed: false }
}

fn findings(synthesis: &Synthesis, sources: &Sources) -> String {
    let findings = show::people(synthesis.report(), sources.texts());
    if findings.is_empty() { findings } else { format!("\n{findings}") }
}

fn next(out: &Path) -> String {
    let readme = out.join("README.md");
    format!("\nNext: read {}; it has the commands, step by step.\n", paint(NAME, readme.display()))
}
