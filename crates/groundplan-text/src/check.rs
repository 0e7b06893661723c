//! What is found in specs, Terraform and plans.

use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock, PoisonError};

use groundplan::Synthesis;
use groundplan::change::Change;
use groundplan::diagnostic::{Diagnostic, Path, Report, Rule};
use groundplan::schema::Schema;
use groundplan::validate;

use crate::input::Findings;
use crate::input::Source;
use crate::input::Sources;
use crate::input::{Module, Target};
use crate::number::number;
use crate::unjudged::unjudged;

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

/// Does a thing for each number below the given one, in any order, once each.
pub type RunAll<'a> = dyn Fn(usize, &(dyn Fn(usize) + Sync)) + 'a;

fn one_by_one(count: usize, one: &(dyn Fn(usize) + Sync)) {
    (0..count).for_each(one);
}

/// What becomes of each, in the order given.
fn each<T: Send, R: Send + Sync>(all: Vec<T>, of: &(dyn Fn(T) -> R + Sync), run: &RunAll<'_>) -> Vec<R> {
    let slots: Vec<(Mutex<Option<T>>, OnceLock<R>)> =
        all.into_iter().map(|one| (Mutex::new(Some(one)), OnceLock::new())).collect();
    let make = |(one, made): &(Mutex<Option<T>>, OnceLock<R>)| {
        // The guard is gone before the work begins.
        let one = one.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(one.map(|one| made.set(of(one))));
    };
    run(slots.len(), &|place| slots.get(place).into_iter().for_each(make));
    // What was not run is made now.
    slots.iter().for_each(make);
    slots.into_iter().filter_map(|(_, made)| made.into_inner()).collect()
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
        Self::made_with(targets, schema, Sources::synth, &one_by_one)
    }

    /// As [`Checked::of`], with everything but specs checked as `run` has it, which can take several at the same time. With
    /// `alternatives`, findings of specs that offer a choice say what each alternative costs.
    #[must_use]
    pub fn run_by(
        run: &RunAll<'_>,
        targets: Vec<Target>,
        schema: Option<&Schema>,
        alternatives: bool,
    ) -> Self {
        let synth = if alternatives { Sources::synth_with_alternatives } else { Sources::synth };
        Self::made_with(targets, schema, synth, run)
    }

    fn made_with(targets: Vec<Target>, schema: Option<&Schema>, synth: Synth, run: &RunAll<'_>) -> Self {
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
        let mut places = Places::default();
        for mut one in each(terraform, &|target| One::of(target, schema), run).into_iter().flatten() {
            places.keep_new(&mut one.findings);
            checked.add(one);
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

    fn add(&mut self, one: One) {
        one.findings.into_iter().for_each(|finding| self.findings.report.add(finding));
        self.findings.texts.extend(one.texts);
        self.terraform.push(one.verdict);
        self.planned.extend(one.planned);
    }
}

/// Where something was found, and what. A module that several root modules call has the same faults in each of them.
#[derive(Default)]
struct Places(BTreeSet<(&'static str, String, String, usize)>);

impl Places {
    fn keep_new(&mut self, findings: &mut Vec<Diagnostic>) {
        let place = |finding: &Diagnostic| {
            let (file, range) = (finding.file.clone()?, finding.range.clone()?);
            Some((finding.rule.code, finding.message.clone(), file, range.start))
        };
        let added: Vec<_> = findings.iter().filter_map(place).collect();
        findings.retain(|finding| place(finding).is_none_or(|place| !self.0.contains(&place)));
        self.0.extend(added);
    }
}

/// What was found in a root module, or in a plan.
struct One {
    verdict: Verdict,
    /// Each with its file as it is called where the texts come from.
    findings: Vec<Diagnostic>,
    texts: Vec<Source>,
    planned: Option<(String, Change)>,
}

impl One {
    /// Nothing for a spec: specs are synthesized together.
    fn of(target: Target, schema: Option<&Schema>) -> Option<Self> {
        match target {
            Target::Module(module) => Some(Self::module(module, schema)),
            Target::Plan(source) => Some(Self::plan(source, schema)),
            Target::Spec(_) => None,
        }
    }

    fn module(module: Module, schema: Option<&Schema>) -> Self {
        let validate::Checked { mut report, modules, judge } = validate::modules(&module.tree(), schema);
        not_utf8(&module).for_each(|finding| report.add(finding));
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
        let mut verdict = taken(&module.name, &what, judge.as_deref(), &report);
        if let Some(unjudged) = unjudged(&modules, schema) {
            verdict.text = format!("{}; {unjudged}", verdict.text);
        }
        Self {
            verdict,
            findings: report.diagnostics().iter().map(|finding| module.located(finding)).collect(),
            planned: None,
            texts: module.into_sources(),
        }
    }

    fn plan(source: Source, schema: Option<&Schema>) -> Self {
        let report = validate::plan(&source.text, schema).unwrap_or_else(|finding| {
            let mut report = Report::default();
            report.add(finding);
            report
        });
        let located = report.diagnostics().iter().map(|finding| finding.clone().in_file(&source.name));
        let judge = schema.and_then(validate::judge);
        Self {
            verdict: taken(&source.name, "a plan", judge.as_deref(), &report),
            findings: located.collect(),
            planned: Change::planned(&source.text).ok().map(|change| (source.name.clone(), change)),
            texts: vec![source],
        }
    }
}

/// Terraform reads no file that is not UTF-8; what can be read of it is checked all the same.
fn not_utf8(module: &Module) -> impl Iterator<Item = Diagnostic> {
    let called = module.called.iter().flat_map(|called| {
        called.files.iter().map(|(name, source)| (format!("{}/{name}", called.path), source))
    });
    let own = module.files.iter().map(|(name, source)| (name.clone(), source));
    own.chain(called).filter_map(|(file, source)| {
        let at = source.not_utf8?;
        let mut finding = Diagnostic::new(Rule::SYNTAX, Path::root(), "this is not UTF-8 text").in_file(file);
        finding.range = Some(at..at);
        Some(finding.wants("a file in UTF-8, which Terraform wants of all it reads"))
    })
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
    let how = match (is_sound, report.diagnostics().is_empty()) {
        (true, true) => "is sound",
        (true, false) => "has no errors",
        (false, _) => "has errors",
    };
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
