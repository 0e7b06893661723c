//! `groundplan check`.

use groundplan::Synthesis;
use groundplan::diagnostic::Report;
use groundplan::inspection;
use groundplan::schema::Schema;

use super::json;
use crate::arguments::{Check, Form};
use crate::outcome::Outcome;
use crate::schema_file;
use crate::show;
use crate::source::Source;
use crate::sources::Sources;
use crate::style::{BAD, GOOD, paint};
use crate::target::{self, Module, Target};
use crate::texts::Texts;
use crate::trouble::Trouble;

/// `groundplan check`: the findings are what was asked for, so they go to standard output.
pub(super) fn run(arguments: &Check) -> Result<Outcome, Trouble> {
    let schema = schema_file::chosen(arguments.schema.as_deref())?;
    let targets = target::read(&arguments.paths)?;
    let checked = Checked::of(targets, &schema);
    let failed = checked.report.has_errors();
    Ok(match arguments.format {
        Form::Json => {
            let output = json(&show::machine(&checked.report, &checked.texts));
            Outcome { output, findings: lines(&checked.terraform), failed }
        }
        Form::Text => Outcome { output: checked.text(), failed, ..Outcome::default() },
    })
}

/// What was found about everything that was named.
#[derive(Default)]
struct Checked {
    texts: Texts,
    report: Report,
    /// What is told of specs.
    specs: Vec<String>,
    /// For what each other text was taken, and how it is.
    terraform: Vec<String>,
}

impl Checked {
    /// Specs are made together; everything else is held against the rules one by one.
    fn of(targets: Vec<Target>, schema: &Schema) -> Self {
        let mut checked = Self::default();
        let (mut specs, mut terraform) = (Vec::new(), Vec::new());
        for target in targets {
            match target {
                Target::Spec(source) => specs.push(source),
                other => terraform.push(other),
            }
        }
        if !specs.is_empty() {
            checked.add_specs(Sources::of(specs.into_iter().collect()), schema);
        }
        for target in terraform {
            match target {
                Target::Module(module) => checked.add_module(module, schema),
                Target::Plan(source) => checked.add_plan(source, schema),
                Target::Spec(_) => {}
            }
        }
        checked
    }

    fn add_specs(&mut self, sources: Sources, schema: &Schema) {
        match sources.synth(schema) {
            Ok(synthesis) => {
                self.report.extend(synthesis.report().clone());
                self.specs.push(sound(&synthesis, &sources));
            }
            Err(report) => self.report.extend(report),
        }
        self.texts = sources.into_texts();
    }

    fn add_module(&mut self, module: Module, schema: &Schema) {
        let files = module.files.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
        let report = inspection::files(files, Some(schema));
        let what = format!("a root module of {}", show::number(module.files.len(), "file"));
        self.terraform.push(taken(&module.name, &what, &report));
        for finding in report.diagnostics() {
            self.report.add(finding.clone().in_file(module.path_of(finding)));
        }
        self.texts.extend(module.files.into_iter().map(|(_, source)| source));
    }

    fn add_plan(&mut self, source: Source, schema: &Schema) {
        let report = inspection::plan(&source.text, Some(schema)).unwrap_or_else(|finding| {
            let mut report = Report::default();
            report.add(finding);
            report
        });
        self.terraform.push(taken(&source.name, "a plan", &report));
        for finding in report.diagnostics() {
            self.report.add(finding.clone().in_file(&source.name));
        }
        self.texts.extend([source]);
    }

    fn text(&self) -> String {
        let findings = show::people(&self.report, &self.texts);
        let gap = if findings.is_empty() || (self.specs.is_empty() && self.terraform.is_empty()) {
            ""
        } else {
            "\n"
        };
        format!("{findings}{gap}{}{}", lines(&self.specs), lines(&self.terraform))
    }
}

fn lines(of: &[String]) -> String {
    of.iter().map(|line| format!("{line}\n")).collect()
}

fn sound(synthesis: &Synthesis, sources: &Sources) -> String {
    let environments = synthesis.decisions().iter().filter(|decisions| decisions.tier.is_some()).count();
    let verb = if sources.are_several() { "are" } else { "is" };
    let sound = format!("{} {verb} sound: {}", sources.names(), show::number(environments, "environment"));
    paint(GOOD, sound)
}

fn taken(name: &str, what: &str, report: &Report) -> String {
    match report.has_errors() {
        true => paint(BAD, format!("{name} has errors: {what}")),
        false => paint(GOOD, format!("{name} is sound: {what}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_spec_is_told_so() {
        let spec = Source::yaml("stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, test: {} }\n");
        let text = Checked::of(vec![Target::Spec(spec)], Schema::bundled()).text();
        let text = anstream::adapter::strip_str(&text).to_string();
        assert_eq!(text, "groundplan.yaml is sound: 2 environments\n");
    }
}
