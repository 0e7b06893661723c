use groundplan::Synthesis;
use groundplan::diagnostic::Report;

use super::json;
use crate::arguments::{Check, Form};
use crate::outcome::Outcome;
use crate::show;
use crate::sources::Sources;
use crate::style::{GOOD, paint};
use crate::trouble::Trouble;

/// `groundplan check`: the findings are what was asked for, so they go to standard output.
pub(super) fn run(arguments: &Check) -> Result<Outcome, Trouble> {
    let sources = Sources::read(&arguments.specs)?;
    let synthesis = sources.synth();
    let report = match &synthesis {
        Ok(synthesis) => synthesis.report(),
        Err(report) => report,
    };
    let output = match arguments.format {
        Form::Json => json(&show::machine(report, &sources)),
        Form::Text => text(synthesis.as_ref().ok(), report, &sources),
    };
    Ok(Outcome { output, failed: report.has_errors(), ..Outcome::default() })
}

fn text(synthesis: Option<&Synthesis>, report: &Report, sources: &Sources) -> String {
    let findings = show::people(report, sources);
    let Some(synthesis) = synthesis else { return findings };
    let environments = synthesis.decisions().iter().filter(|decisions| decisions.tier.is_some()).count();
    let verb = if sources.are_several() { "are" } else { "is" };
    let sound = format!("{} {verb} sound: {}", sources.names(), show::number(environments, "environment"));
    let gap = if findings.is_empty() { "" } else { "\n" };
    format!("{findings}{gap}{}\n", paint(GOOD, sound))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        let sources = Sources::yaml(text);
        let synthesis = sources.synth().unwrap();
        let text = self::text(Some(&synthesis), synthesis.report(), &sources);
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn a_sound_spec_is_told_so() {
        let text = check("stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, test: {} }\n");
        assert_eq!(text, "groundplan.yaml is sound: 2 environments\n");
    }
}
