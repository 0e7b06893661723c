use std::path::PathBuf;

use groundplan::cost::{PriceBook, Usage};
use groundplan::diagnostic::Report;
use groundplan::schema::Schema;
use groundplan::spec::Node;
use groundplan::{Program, Synthesis};

use crate::source::Source;
use crate::texts::Texts;
use crate::trouble::Trouble;

/// The texts of all specs that are made together: one, or several.
#[derive(Debug)]
pub(crate) struct Sources {
    texts: Texts,
}

impl Sources {
    /// Reads all files; of what cannot be read, the first is told.
    pub(crate) fn read(paths: &[PathBuf]) -> Result<Self, Trouble> {
        Ok(Self { texts: paths.iter().map(|path| Source::read(path)).collect::<Result<_, _>>()? })
    }

    /// Specs that were read already.
    pub(crate) fn of(texts: Texts) -> Self {
        Self { texts }
    }

    /// Makes Terraform, or else tells what is wrong. What is no spec at all is told before anything else.
    /// Choices say what each way costs.
    pub(crate) fn synth(&self, schema: &Schema) -> Result<Synthesis, Report> {
        let program = self.program(|node| node)?.schema(schema.clone());
        let made = program.synth_priced(PriceBook::bundled(), &Usage::new());
        made.map_err(|error| error.report().clone())
    }

    /// The program of all specs, each changed before it is read.
    pub(crate) fn program(&self, change: impl Fn(Node) -> Node) -> Result<Program, Report> {
        let mut program = Program::new();
        let mut unread = Report::default();
        for source in self.texts.iter() {
            match source.parse() {
                Ok(node) => program = program.node(change(node)).called(source.name.clone()),
                Err(finding) => unread.add(finding.in_file(source.name.clone())),
            }
        }
        if unread.has_errors() {
            return Err(unread);
        }
        Ok(program)
    }

    /// The texts that findings are about.
    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The texts themselves.
    pub(crate) fn into_texts(self) -> Texts {
        self.texts
    }

    /// What they are called.
    pub(crate) fn names(&self) -> String {
        self.texts.iter().map(|source| source.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Whether there are several.
    pub(crate) fn are_several(&self) -> bool {
        self.texts.iter().len() > 1
    }
}

#[cfg(test)]
impl Sources {
    /// One spec in YAML.
    pub(crate) fn yaml(text: &str) -> Self {
        Self { texts: [Source::yaml(text)].into_iter().collect() }
    }

    /// As [`Sources::synth`], with the schema of the program.
    pub(crate) fn made(&self) -> Result<Synthesis, Report> {
        self.synth(Schema::bundled())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn several(texts: &[(&str, &str)]) -> Sources {
        let named = |(name, text): &(&str, &str)| {
            let mut source = Source::yaml(text);
            (*name).clone_into(&mut source.name);
            source
        };
        Sources { texts: texts.iter().map(named).collect() }
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
}
