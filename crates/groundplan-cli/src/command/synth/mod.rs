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
use crate::show;
use crate::source::Source;
use crate::style::{NAME, paint};
use crate::trouble::Trouble;

/// Reads, checks, plans, and only then writes.
pub(super) fn run(arguments: &Synth) -> Result<Outcome, Trouble> {
    let source = Source::read(&arguments.spec)?;
    let synthesis = match source.synth() {
        Ok(synthesis) => synthesis,
        Err(report) => return Ok(failure(arguments.report, &report, &source)),
    };
    let synthesis = select(synthesis, arguments.environment.as_deref())?;
    let scope = arguments.environment.clone().map_or(Scope::All, Scope::Environment);
    let folder = Folder::at(&arguments.out)?;
    let format = arguments.format.into();
    let files = if arguments.tests { synthesis.files_with_tests(format) } else { synthesis.files_as(format) };
    let plan = folder.plan(&files, &scope, arguments.force)?;
    folder.apply(&plan)?;
    Ok(success(arguments, &synthesis, &plan, &source))
}

/// Only one environment, if one is named.
fn select(synthesis: Synthesis, environment: Option<&str>) -> Result<Synthesis, Trouble> {
    let Some(name) = environment else { return Ok(synthesis) };
    let environments = synthesis.decisions().iter().filter(|decisions| decisions.tier.is_some());
    let known: Vec<&str> = environments.map(|decisions| decisions.environment.as_str()).collect();
    if known.contains(&name) {
        return Ok(synthesis.only(name));
    }
    let trouble = Trouble::new(format!("the spec has no environment `{name}`; it has {}", known.join(", ")));
    Err(match nearest(name, known) {
        Some(near) => trouble.help(format!("--environment {near}")),
        None => trouble,
    })
}

fn failure(form: Form, report: &Report, source: &Source) -> Outcome {
    match form {
        Form::Json => {
            Outcome { output: json(&machine::failure(report, source)), failed: true, ..Outcome::default() }
        }
        Form::Text => Outcome {
            findings: show::people(report, source) + "nothing was written\n",
            failed: true,
            ..Outcome::default()
        },
    }
}

fn success(arguments: &Synth, synthesis: &Synthesis, plan: &Plan, source: &Source) -> Outcome {
    if arguments.report == Form::Json {
        return Outcome::of(json(&machine::success(synthesis, plan, source)));
    }
    let files = files::text(&arguments.out, plan);
    let decisions = decisions::text(synthesis.decisions(), arguments.decisions);
    let output = format!("{files}{decisions}{}", next(&arguments.out));
    Outcome { output, findings: findings(synthesis, source), failed: false }
}

fn findings(synthesis: &Synthesis, source: &Source) -> String {
    let findings = show::people(synthesis.report(), source);
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
            Source::yaml("stack: a\nregion: eu-west-1\nenvironments: { dev: {}, test: {} }\n")
                .synth()
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
