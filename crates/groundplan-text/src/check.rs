//! What is found in specs, Terraform and plans.

use groundplan::Synthesis;
use groundplan::change::Change;
use groundplan::diagnostic::{Diagnostic, Report};
use groundplan::schema::Schema;
use groundplan::validate;

use crate::input::Findings;
use crate::input::Source;
use crate::input::Sources;
use crate::input::{Module, Target};
use crate::number::number;

/// What was found about everything that was named.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What was found, with the texts that it is about.
    pub findings: Findings,
    /// The verdicts on specs.
    pub specs: Vec<Verdict>,
    /// The detected kind of each other text, and the verdict on it.
    pub terraform: Vec<Verdict>,
    /// What plans do, by their names.
    pub planned: Vec<(String, Change)>,
}

/// How specs are synthesized.
type Synth = fn(&Sources, Option<&Schema>) -> Result<Synthesis, Report>;

/// How something is, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The sentence: `infra is sound: a root module of 3 files`.
    pub text: String,
    /// Whether it has no errors.
    pub is_sound: bool,
}

impl Checked {
    /// Synthesizes specs together, and checks everything else one by one. Without a schema, the arguments of
    /// providers are not checked.
    ///
    /// ```
    /// use groundplan_text::check::Checked;
    /// use groundplan_text::{Source, Target};
    /// let text = "resource \"aws_cloudwatch_log_group\" \"api\" {\n  retention_in_days = 15\n}\n";
    /// let checked = Checked::of(Target::all([Source::new("logs.tf", text)])?, None);
    /// assert_eq!(checked.findings.report.diagnostics()[0].rule.code, "aws/log-retention");
    /// assert_eq!(checked.terraform[0].text, "logs.tf has errors: a root module of 1 file");
    /// # Ok::<(), groundplan_text::UsageError>(())
    /// ```
    #[must_use]
    pub fn of(targets: Vec<Target>, schema: Option<&Schema>) -> Self {
        Self::made_with(targets, schema, Sources::synth)
    }

    /// As [`Checked::of`]; findings of specs that offer a choice say what each alternative costs.
    #[must_use]
    pub fn with_alternatives(targets: Vec<Target>, schema: Option<&Schema>) -> Self {
        Self::made_with(targets, schema, Sources::synth_with_alternatives)
    }

    fn made_with(targets: Vec<Target>, schema: Option<&Schema>, synth: Synth) -> Self {
        let mut checked = Self::default();
        let (mut specs, mut terraform) = (Vec::new(), Vec::new());
        for target in targets {
            match target {
                Target::Spec(source) => specs.push(source),
                other => terraform.push(other),
            }
        }
        if !specs.is_empty() {
            checked.add_specs(Sources::of(specs.into_iter().collect()), schema, synth);
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

    fn add_specs(&mut self, sources: Sources, schema: Option<&Schema>, synth: Synth) {
        match synth(&sources, schema) {
            Ok(synthesis) => {
                self.findings.report.extend(synthesis.report().clone());
                self.specs.push(sound(&synthesis, &sources));
            }
            Err(report) => self.findings.report.extend(report),
        }
        self.findings.texts = sources.into_texts();
    }

    fn add_module(&mut self, module: Module, schema: Option<&Schema>) {
        let validate::Checked { report, modules, judge } = validate::modules(&module.tree(), schema);
        // The first one is the root module itself.
        let called = modules.written.iter().skip(1).filter(|written| written.is_called).count();
        let what = match called {
            0 => format!("a root module of {}", number(module.files.len(), "file")),
            _ => format!(
                "a root module of {}, with {} that it calls",
                number(module.files.len(), "file"),
                number(called, "module")
            ),
        };
        self.terraform.push(taken(&module.name, &what, judge.as_deref(), &report));
        self.add(&report, |finding| module.located(finding));
        self.findings.texts.extend(module.into_sources());
    }

    fn add_plan(&mut self, source: Source, schema: Option<&Schema>) {
        let report = validate::plan(&source.text, schema).unwrap_or_else(|finding| {
            let mut report = Report::default();
            report.add(finding);
            report
        });
        self.planned.extend(Change::planned(&source.text).map(|change| (source.name.clone(), change)));
        self.terraform.push(taken(
            &source.name,
            "a plan",
            schema.and_then(validate::judge).as_deref(),
            &report,
        ));
        self.add(&report, |finding| finding.clone().in_file(&source.name));
        self.findings.texts.extend([source]);
    }

    fn add(&mut self, report: &Report, located: impl Fn(&Diagnostic) -> Diagnostic) {
        report.diagnostics().iter().for_each(|finding| self.findings.report.add(located(finding)));
    }
}

fn sound(synthesis: &Synthesis, sources: &Sources) -> Verdict {
    let environments = synthesis.decisions().iter().filter(|decisions| decisions.tier.is_some()).count();
    let verb = if sources.are_several() { "are" } else { "is" };
    let text = format!("{} {verb} sound: {}", sources.names(), number(environments, "environment"));
    Verdict { text, is_sound: true }
}

/// What a text was taken for, and by which version of the provider it was checked.
fn taken(name: &str, what: &str, judge: Option<&str>, report: &Report) -> Verdict {
    let is_sound = !report.has_errors();
    let how = if is_sound { "is sound" } else { "has errors" };
    let by = judge.map(|judge| format!(", by {judge}")).unwrap_or_default();
    Verdict { text: format!("{name} {how}: {what}{by}"), is_sound }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_told_for_what_it_was_taken() {
        let texts = [
            ("spec.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, test: {} }\n"),
            ("x/main.tf", "resource \"aws_sqs_queue\" \"a\" {\n  nam = \"b\"\n}\n"),
        ];
        let targets = || Target::all(texts.map(|(name, text)| Source::new(name, text))).unwrap();
        let checked = Checked::of(targets(), Some(Schema::bundled()));
        let texts = |of: &[Verdict]| of.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&checked.specs), ["spec.yaml is sound: 2 environments"]);
        assert_eq!(
            texts(&checked.terraform),
            ["x has errors: a root module of 1 file, by hashicorp/aws 6.66.0"]
        );
        assert_eq!(checked.findings.report.diagnostics()[0].file.as_deref(), Some("x/main.tf"));
        let unknown = Checked::of(targets(), None);
        assert!(unknown.terraform[0].is_sound, "{:?}", unknown.findings.report);
    }

    #[test]
    fn a_file_that_is_given_alone_may_refer_to_others() {
        let text = "resource \"aws_sqs_queue\" \"a\" {\n  name = var.name\n}\n";
        let is_sound = |name: &str| {
            let targets = Target::all([Source::new(name, text)]).unwrap();
            Checked::of(targets, Some(Schema::bundled())).terraform[0].is_sound
        };
        assert!(is_sound("main.tf"));
        assert!(!is_sound("x/main.tf"), "a folder is a whole module");
    }
}
