use groundplan::diagnostic::{Diagnostic, Report};

use crate::input::Source;

/// The texts that findings are about.
#[derive(Clone, Debug, Default)]
pub struct Texts(Vec<Source>);

/// What a finding points at: a file that was read or, where the text is empty, one that was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What it says.
    pub text: &'a str,
}

/// What was found, with the texts that it is about.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// What was found.
    pub report: Report,
    /// What it is about.
    pub texts: Texts,
}

impl Texts {
    /// The text that a finding is about. One that names no file is about the first.
    #[must_use]
    pub fn of<'a>(&'a self, finding: &'a Diagnostic) -> Named<'a> {
        let named = |source: &'a Source| Named { name: &source.name, text: &source.text };
        match &finding.file {
            None => self.0.first().map_or(Named { name: "", text: "" }, named),
            Some(file) => {
                let read = self.0.iter().find(|source| source.name == *file);
                read.map_or(Named { name: file, text: "" }, named)
            }
        }
    }

    /// All of them, in the order given.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Source> {
        self.0.iter()
    }

    /// Adds more of them.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Source>) {
        self.0.extend(more);
    }
}

impl FromIterator<Source> for Texts {
    fn from_iter<I: IntoIterator<Item = Source>>(sources: I) -> Self {
        Self(sources.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use groundplan::diagnostic::{Path, Rule};

    use super::*;

    #[test]
    fn what_was_not_read_has_a_name_only() {
        let texts: Texts = [Source::yaml("a: 1")].into_iter().collect();
        let finding = Diagnostic::new(Rule::TYPE, Path::root(), "wrong");
        assert_eq!(texts.of(&finding).text, "a: 1");
        let finding = finding.in_file("network.tf.json");
        assert_eq!(texts.of(&finding), Named { name: "network.tf.json", text: "" });
    }
}
