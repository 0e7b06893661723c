use std::path::{Path, PathBuf};

use groundplan::diagnostic::{Diagnostic, Report};
use groundplan::{Program, Synthesis};

use crate::source::Source;
use crate::trouble::Trouble;

/// The texts of all specs that are made together: one, or several.
#[derive(Debug)]
pub(crate) struct Sources {
    first: Source,
    others: Vec<Source>,
}

impl Sources {
    /// Reads all files; of what cannot be read, the first is told.
    pub(crate) fn read(paths: &[PathBuf]) -> Result<Self, Trouble> {
        let mut sources = paths.iter().map(|path| Source::read(path));
        let first = sources.next().unwrap_or_else(|| Source::read(Path::new("groundplan.yaml")))?;
        Ok(Self { first, others: sources.collect::<Result<_, _>>()? })
    }

    /// Makes Terraform, or else tells what is wrong. What is no spec at all is told before anything else.
    pub(crate) fn synth(&self) -> Result<Synthesis, Report> {
        let mut program = Program::new();
        let mut unread = Report::default();
        for source in self.all() {
            match source.parse() {
                Ok(node) => program = program.node(node).called(source.name.clone()),
                Err(finding) => unread.add(finding.in_file(source.name.clone())),
            }
        }
        if unread.has_errors() {
            return Err(unread);
        }
        program.synth().map_err(|error| error.report().clone())
    }

    /// The text that a finding is about.
    pub(crate) fn of(&self, finding: &Diagnostic) -> &Source {
        self.all().find(|source| Some(&source.name) == finding.file.as_ref()).unwrap_or(&self.first)
    }

    /// What they are called.
    pub(crate) fn names(&self) -> String {
        self.all().map(|source| source.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Whether there are several.
    pub(crate) fn are_several(&self) -> bool {
        !self.others.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = &Source> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

#[cfg(test)]
impl Sources {
    /// One spec in YAML.
    pub(crate) fn yaml(text: &str) -> Self {
        Self { first: Source::yaml(text), others: Vec::new() }
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
        let mut all = texts.iter().map(named);
        Sources { first: all.next().unwrap(), others: all.collect() }
    }

    #[test]
    fn a_finding_is_about_its_own_text() {
        let good = "stack: a\nregion: eu-west-1\nenvironments: { dev: {} }\n";
        let bad = "stack: b\nregion: eu-west-1\nnetwrk: {}\nenvironments: { dev: {} }\n";
        let sources = several(&[("good.yaml", good), ("bad.yaml", bad)]);
        let report = sources.synth().unwrap_err();
        let files: Vec<_> =
            report.diagnostics().iter().map(|finding| sources.of(finding).name.as_str()).collect();
        assert_eq!(files, ["bad.yaml"]);
    }

    #[test]
    fn what_is_no_spec_is_told_first_and_of_all() {
        let report =
            several(&[("a.yaml", "a: ["), ("b.yaml", "stack: b"), ("c.yaml", "c: [")]).synth().unwrap_err();
        let files: Vec<_> = report.diagnostics().iter().map(|finding| finding.file.clone()).collect();
        assert_eq!(files, [Some("a.yaml".to_owned()), Some("c.yaml".to_owned())]);
    }
}
