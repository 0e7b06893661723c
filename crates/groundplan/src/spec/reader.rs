use super::Field;
use crate::diagnostic::{Diagnostic, Path, Report, Rule, Segment, nearest};
use crate::node::{Node, NodeValue};

/// Reads a spec from [`Node`]s, and collects what is wrong with it.
#[derive(Debug, Default)]
pub struct Reader {
    path: Path,
    report: Report,
    unread: Vec<Path>,
}

impl Reader {
    /// Reads a whole spec. What could not be read is left out of it.
    #[must_use]
    pub fn read<T: Field + Default>(node: &Node) -> (T, Reader) {
        let mut reader = Self::default();
        let spec = T::read(node, &mut reader).unwrap_or_default();
        (spec, reader)
    }

    /// The place that is read.
    pub(crate) fn place(&self) -> &Path {
        &self.path
    }

    /// What was wrong, and the paths that could not be read.
    #[must_use]
    pub fn finish(self) -> (Report, Vec<Path>) {
        (self.report, self.unread)
    }

    /// Reads the value under a key.
    pub fn key<T: Field>(&mut self, key: &str, node: &Node) -> Option<T> {
        self.within(Segment::Key(key.to_owned()), node)
    }

    /// Reads the value under a key into its field.
    pub(crate) fn field<T: Field>(&mut self, key: &str, node: &Node, field: &mut Option<T>) {
        *field = self.key(key, node);
    }

    /// Reads an element of a list.
    pub fn index<T: Field>(&mut self, index: usize, node: &Node) -> Option<T> {
        self.within(Segment::Index(index), node)
    }

    /// Reports a value that is not what its place wants. Always `None`, for the caller to return.
    pub fn mismatch<T>(&mut self, node: &Node, wants: impl Into<String>, hint: Option<String>) -> Option<T> {
        self.unreadable(node, wants.into(), hint);
        None
    }

    fn unreadable(&mut self, node: &Node, wants: String, hint: Option<String>) {
        let message = format!("{} is not a value for this place", describe(node));
        let finding = Diagnostic::new(Rule::TYPE, self.path.clone(), message)
            .given(describe(node))
            .wants(wants)
            .maybe_hint(hint);
        self.report.add(finding);
        self.unread.push(self.path.clone());
    }

    /// Takes over what another reader found below this place.
    pub(crate) fn adopt(&mut self, report: Report) {
        for finding in report.diagnostics() {
            let path = finding.path.under(&self.path);
            self.unread.push(path.clone());
            self.report.add(Diagnostic { path, file: None, ..finding.clone() });
        }
    }

    /// Reports a key that is none of the known ones.
    pub fn unknown_key(&mut self, key: &str, known: &[String]) {
        let path = self.path.clone().key(key);
        let finding = Diagnostic::new(Rule::UNKNOWN_KEY, path, format!("there is no key `{key}` here"))
            .wants(format!("one of {}", known.join(", ")))
            .maybe_hint(nearest(key, known.iter().map(String::as_str)).map(str::to_owned));
        self.report.add(finding);
    }

    fn within<T: Field>(&mut self, step: Segment, node: &Node) -> Option<T> {
        self.path.enter(step);
        let value = T::read(node, self);
        self.path.leave();
        value
    }
}

fn describe(node: &Node) -> String {
    match &node.value {
        NodeValue::Null => "nothing".to_owned(),
        NodeValue::Scalar(text, _) => format!("`{text}`"),
        NodeValue::List(_) => "a list".to_owned(),
        NodeValue::Map(_) => "a map".to_owned(),
    }
}
