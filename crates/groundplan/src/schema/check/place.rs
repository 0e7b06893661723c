use crate::diagnostic::{Diagnostic, Path, Rule};

/// A place in a document's JSON. Most places have nothing wrong with them, so the path is made only where
/// something is found.
pub(super) struct Place<'a> {
    file: &'a str,
    before: Option<&'a Place<'a>>,
    step: Step<'a>,
}

enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    pub(super) fn root(file: &'a str, section: &'a str) -> Self {
        Self { file, before: None, step: Step::Key(section) }
    }

    pub(super) fn key<'b>(&'b self, name: &'b str) -> Place<'b> {
        Place { file: self.file, before: Some(self), step: Step::Key(name) }
    }

    pub(super) fn index(&self, index: usize) -> Place<'_> {
        Place { file: self.file, before: Some(self), step: Step::Index(index) }
    }

    /// The place of one of several, or the place itself where there is one only.
    pub(super) fn maybe_index(&self, index: Option<usize>) -> Place<'_> {
        match index {
            Some(index) => self.index(index),
            None => Place { file: self.file, before: self.before, step: self.step.again() },
        }
    }

    pub(super) fn path(&self) -> Path {
        let path = self.before.map_or_else(Path::root, Place::path);
        match self.step {
            Step::Key(name) => path.key(name),
            Step::Index(index) => path.index(index),
        }
    }

    pub(super) fn finding(&self, rule: Rule, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(rule, self.path(), message).in_file(self.file)
    }
}

impl<'a> Step<'a> {
    fn again(&self) -> Step<'a> {
        match self {
            Self::Key(name) => Step::Key(name),
            Self::Index(index) => Step::Index(*index),
        }
    }
}
