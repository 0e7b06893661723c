use groundplan::cost::{PriceBook, Usage};
use groundplan::diagnostic::Report;
use groundplan::schema::Schema;
use groundplan::spec::Node;
use groundplan::{App, Synthesis};

use crate::input::Source;
use crate::input::UsageError;
use crate::input::{Findings, Texts};
use crate::nearest::nearest;

/// The texts of all specs that are made together: one, or several.
#[derive(Clone, Debug)]
pub struct Sources {
    texts: Texts,
}

impl Sources {
    /// Specs, whatever they are called.
    ///
    /// # Errors
    ///
    /// When there is none, or one is too large for a spec.
    pub fn new(texts: impl IntoIterator<Item = Source>) -> Result<Self, UsageError> {
        let texts: Texts = texts.into_iter().map(Source::within_a_spec).collect::<Result<_, _>>()?;
        if texts.iter().len() == 0 {
            return Err(UsageError::new("missing spec"));
        }
        Ok(Self { texts })
    }

    /// Specs that were looked at already.
    #[must_use]
    pub fn of(texts: Texts) -> Self {
        Self { texts }
    }

    /// As [`Sources::synth`]; decisions that are a choice, and findings that offer one, say what each alternative costs.
    ///
    /// # Errors
    ///
    /// What is wrong with the specs.
    pub fn synth_with_alternatives(&self, schema: Option<&Schema>) -> Result<Synthesis, Report> {
        let app = self.app(schema, |node| node)?;
        let made = app.synth_with_alternatives(PriceBook::bundled(), &Usage::new());
        made.map_err(|error| error.report().clone())
    }

    /// Makes Terraform. A text that cannot be parsed is reported before anything else.
    ///
    /// Without a schema, raw blocks and overrides are validated against the schema that is part of the app, if any
    /// ([`App::schema`]).
    ///
    /// # Errors
    ///
    /// What is wrong with the specs.
    pub fn synth(&self, schema: Option<&Schema>) -> Result<Synthesis, Report> {
        let made = self.app(schema, |node| node)?.synth();
        made.map_err(|error| error.report().clone())
    }

    /// The app of all specs, each changed before it is read.
    ///
    /// # Errors
    ///
    /// What is wrong with the form of the texts.
    pub fn app(&self, schema: Option<&Schema>, change: impl Fn(Node) -> Node) -> Result<App, Report> {
        let mut app = App::new();
        let mut unread = Report::default();
        for source in self.texts.iter() {
            match source.parse() {
                Ok(node) => app = app.node(change(node)).called(source.name.clone()),
                Err(finding) => unread.add(finding.in_file(source.name.clone())),
            }
        }
        if unread.has_errors() {
            return Err(unread);
        }
        Ok(match schema {
            Some(schema) => app.schema(schema.clone()),
            None => app,
        })
    }

    /// The texts that findings are about.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The texts themselves.
    #[must_use]
    pub fn into_texts(self) -> Texts {
        self.texts
    }

    /// What they are called.
    #[must_use]
    pub fn names(&self) -> String {
        self.texts.iter().map(|source| source.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Whether there are several.
    #[must_use]
    pub fn are_several(&self) -> bool {
        self.texts.iter().len() > 1
    }

    /// A report with these texts.
    pub(crate) fn findings(&self, report: Report) -> Findings {
        Findings { report, texts: self.texts.clone() }
    }
}

/// Only one environment, with the bootstrap, if one is named.
///
/// # Errors
///
/// When there is none of this name.
pub fn select(synthesis: Synthesis, environment: Option<&str>) -> Result<Synthesis, UsageError> {
    let Some(name) = environment else { return Ok(synthesis) };
    let mut known: Vec<&str> = Vec::new();
    for decisions in synthesis.decisions().iter().filter(|decisions| decisions.tier.is_some()) {
        if !known.contains(&decisions.environment.as_str()) {
            known.push(&decisions.environment);
        }
    }
    if known.contains(&name) {
        return Ok(synthesis.only(name));
    }
    let error = UsageError::new(format!("the spec has no environment `{name}`; it has {}", known.join(", ")));
    Err(match nearest(name, known) {
        Some(near) => error.help(format!("--environment {near}")),
        None => error,
    })
}

#[cfg(test)]
impl Sources {
    /// One spec in YAML.
    pub(crate) fn yaml(text: &str) -> Self {
        Self { texts: [Source::yaml(text)].into_iter().collect() }
    }

    /// As [`Sources::synth`], with the schema of the app.
    pub(crate) fn made(&self) -> Result<Synthesis, Report> {
        self.synth(Some(Schema::bundled()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn several(texts: &[(&str, &str)]) -> Sources {
        Sources::new(texts.iter().map(|(name, text)| Source::new(*name, *text))).unwrap()
    }

    #[test]
    fn a_finding_is_about_its_own_text() {
        let good = "stack: a\nregion: eu-west-1\nenvironments: { dev: {} }\n";
        let bad = "stack: b\nregion: eu-west-1\nnetwrk: {}\nenvironments: { dev: {} }\n";
        let sources = several(&[("good.yaml", good), ("bad.yaml", bad)]);
        let report = sources.made().unwrap_err();
        let files: Vec<_> =
            report.diagnostics().iter().map(|finding| sources.texts().of(finding).name).collect();
        assert_eq!(files, ["bad.yaml"]);
    }

    #[test]
    fn what_is_no_spec_is_told_first_and_of_all() {
        let report =
            several(&[("a.yaml", "a: ["), ("b.yaml", "stack: b"), ("c.yaml", "c: [")]).made().unwrap_err();
        let files: Vec<_> = report.diagnostics().iter().map(|finding| finding.file.clone()).collect();
        assert_eq!(files, [Some("a.yaml".to_owned()), Some("c.yaml".to_owned())]);
    }

    #[test]
    fn no_spec_is_no_program() {
        assert_eq!(Sources::new([]).unwrap_err(), UsageError::new("missing spec"));
    }

    #[test]
    fn an_unknown_environment_is_told_from_its_neighbour() {
        let spec = "stack: a\nregion: eu-west-1\nenvironments: { dev: {}, test: {} }\n";
        let synthesis = || Sources::yaml(spec).made().unwrap();
        let error = select(synthesis(), Some("tset")).unwrap_err();
        assert_eq!(
            error,
            UsageError::new("the spec has no environment `tset`; it has dev, test")
                .help("--environment test")
        );
        assert_eq!(select(synthesis(), Some("dev")).unwrap().documents().count(), 2);
    }
}
