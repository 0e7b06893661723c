//! `groundplan synth`.

mod decisions;
mod files;
mod machine;
mod size;

use std::path::Path;

use groundplan::Synthesis;
use groundplan::diagnostic::Report;

use super::json;
use crate::arguments::{Form, Synth};
use crate::nearest::nearest;
use crate::outcome::Outcome;
use crate::output::{Folder, Plan, Scope};
use crate::schema_file;
use crate::show;
use crate::sources::Sources;
use crate::style::{NAME, paint};
use crate::trouble::Trouble;

/// Reads, checks, plans, and only then writes.
pub(super) fn run(arguments: &Synth) -> Result<Outcome, Trouble> {
    let sources = Sources::read(&arguments.specs)?;
    let schema = schema_file::chosen(arguments.schema.as_deref())?;
    let synthesis = match sources.synth(&schema) {
        Ok(synthesis) => synthesis,
        Err(report) => return Ok(failure(arguments.report, &report, &sources)),
    };
    let synthesis = select(synthesis, arguments.environment.as_deref())?;
    let scope = arguments.environment.clone().map_or(Scope::All, Scope::Environment);
    let folder = Folder::at(&arguments.out)?;
    let format = arguments.format.into();
    let files = if arguments.tests { synthesis.files_with_tests(format) } else { synthesis.files_as(format) };
    let plan = folder.plan(&files, &scope, arguments.force)?;
    folder.apply(&plan)?;
    Ok(success(arguments, &synthesis, &plan, &sources))
}

/// Only one environment, if one is named.
fn select(synthesis: Synthesis, environment: Option<&str>) -> Result<Synthesis, Trouble> {
    let Some(name) = environment else { return Ok(synthesis) };
    let environments = synthesis.decisions().iter().filter(|decisions| decisions.tier.is_some());
    let known: Vec<&str> = environments.map(|decisions| decisions.environment.as_str()).collect();
    let mut once: Vec<&str> = Vec::new();
    known.iter().for_each(|name| {
        if !once.contains(name) {
            once.push(name)
        }
    });
    let known = once;
    if known.contains(&name) {
        return Ok(synthesis.only(name));
    }
    let trouble = Trouble::new(format!("the spec has no environment `{name}`; it has {}", known.join(", ")));
    Err(match nearest(name, known) {
        Some(near) => trouble.help(format!("--environment {near}")),
        None => trouble,
    })
}

fn failure(form: Form, report: &Report, sources: &Sources) -> Outcome {
    match form {
        Form::Json => Outcome {
            output: json(&machine::failure(report, sources.texts())),
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

fn success(arguments: &Synth, synthesis: &Synthesis, plan: &Plan, sources: &Sources) -> Outcome {
    if arguments.report == Form::Json {
        return Outcome::of(json(&machine::success(synthesis, plan, sources.texts())));
    }
    let files = files::text(&arguments.out, plan);
    let decisions = decisions::text(synthesis.decisions(), arguments.decisions);
    let output = format!("{files}{decisions}{}", next(&arguments.out));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_environment_is_told_from_its_neighbour() {
        let synthesis = || {
            Sources::yaml("stack: a\nregion: eu-west-1\nenvironments: { dev: {}, test: {} }\n")
                .made()
                .unwrap()
        };
        let trouble = select(synthesis(), Some("tset")).unwrap_err();
        assert_eq!(
            trouble,
            Trouble::new("the spec has no environment `tset`; it has dev, test").help("--environment test")
        );
        assert_eq!(select(synthesis(), Some("dev")).unwrap().documents().count(), 2);
    }
}
