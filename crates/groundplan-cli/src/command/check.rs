//! `groundplan check`.

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
    let found = || machine::findings(&checked.findings.report, &checked.findings.texts);
    let output = match arguments.format {
        Report::Text => return Ok(Outcome { output: text(&checked), failed, ..Outcome::default() }),
        Report::Json => machine::pretty(&found()),
        Report::Sarif => tools::sarif(&found()),
        Report::Junit => tools::junit(&found()),
        Report::Gitlab => tools::code_quality(&found()),
    };
    Ok(Outcome { output, findings: lines(&checked.terraform), failed })
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
