//! `groundplan check`.

use std::path::PathBuf;

use groundplan_text::UsageError;
use groundplan_text::check::{Checked, Verdict};
use groundplan_text::diff::change_text;
use groundplan_text::machine::{self, tools};

use crate::arguments::{Check, Report};
use crate::outcome::Outcome;
use crate::schema_file;
use crate::show;
use crate::style::{BAD, GOOD, paint};
use crate::system::System;
use crate::target::{self, MayBe};

/// `groundplan check`: the findings are what was asked for, so they go to standard output.
pub(super) fn run(arguments: &Check, system: &dyn System) -> Result<Outcome, UsageError> {
    let schema = schema_file::chosen(system, arguments.schema.as_deref())?;
    let targets = target::read(system, &arguments.paths, &arguments.values, MayBe::Repository)?;
    let run = |count, one: &(dyn Fn(usize) + Sync)| system.run_all(count, one);
    let checked = Checked::run_by(&run, targets, Some(&schema), arguments.alternatives);
    let failed = checked.findings.report.has_errors();
    let not_read = target::not_read(system, &arguments.paths)?;
    let found = || machine::findings(&checked.findings.report, &checked.findings.texts);
    let output = match arguments.format {
        Report::Text => {
            let output = text(&checked) + &not_checked(&not_read);
            return Ok(Outcome { output, failed, ..Outcome::default() });
        }
        Report::Json => machine::pretty(&found()),
        Report::Sarif => tools::sarif(&found()),
        Report::Junit => tools::junit(&found()),
        Report::Gitlab => tools::code_quality(&found()),
    };
    Ok(Outcome { output, findings: lines(&checked.terraform) + &not_checked(&not_read), failed })
}

fn text(checked: &Checked) -> String {
    let findings = show::found(&checked.findings);
    let says_nothing = findings.is_empty() || (checked.specs.is_empty() && checked.terraform.is_empty());
    let gap = if says_nothing { "" } else { "\n" };
    let planned = checked.planned.iter().map(|(name, change)| change_text(name, change));
    let planned: String = planned.map(|text| format!("\n{text}")).collect();
    format!("{findings}{gap}{}{}{planned}", lines(&checked.specs), lines(&checked.terraform))
}

fn lines(of: &[Verdict]) -> String {
    let style = |one: &Verdict| if one.is_sound { GOOD } else { BAD };
    of.iter().map(|one| format!("{}\n", paint(style(one), &one.text))).collect()
}

/// How many root modules are named that were not checked.
const MOST: usize = 3;

fn not_checked(roots: &[PathBuf]) -> String {
    let mut names: Vec<String> = roots.iter().take(MOST).map(|root| root.display().to_string()).collect();
    names.extend(roots.len().checked_sub(MOST).filter(|more| *more > 0).map(|more| format!("{more} more")));
    let subject = match roots.len() {
        0 => return String::new(),
        1 => "1 root module below was".to_owned(),
        count => format!("{count} root modules below were"),
    };
    format!("{subject} not checked: {}\n", names.join(", "))
}

#[cfg(test)]
mod tests {
    use groundplan::schema::Schema;
    use groundplan_text::{Source, Target};

    use super::*;

    #[test]
    fn a_sound_spec_is_told_so() {
        let spec = "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, test: {} }\n";
        let targets = vec![Target::Spec(Source::new("groundplan.yaml", spec))];
        let text = text(&Checked::of(targets, Some(Schema::bundled())));
        let text = crate::print::plain(&text);
        assert_eq!(text, "groundplan.yaml is sound: 2 environments\n");
    }
}
