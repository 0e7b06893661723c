use super::{Field, Synonyms, camel};
use crate::diagnostic::{Diagnostic, Path, Report, Rule, Segment, likely};
use crate::node::{Node, NodeValue};

/// Reads a spec from [`Node`]s, and collects what is wrong with it.
#[derive(Debug, Default)]
pub struct Reader {
    path: Path,
    report: Report,
    unread: Vec<Path>,
    /// What was read under another key than its own: the path that it belongs to, and the one in the text.
    misspelt: Vec<(Path, Path)>,
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

    /// What was read under another key than its own: the path that it belongs to, and the one in the text.
    pub(crate) fn misspelt(&self) -> &[(Path, Path)] {
        &self.misspelt
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
        self.refuse(node, format!("unexpected {}", describe(node)), wants, hint)
    }

    /// As [`Reader::mismatch`], with a message of its own.
    pub(crate) fn refuse<T>(
        &mut self,
        node: &Node,
        message: String,
        wants: impl Into<String>,
        hint: Option<String>,
    ) -> Option<T> {
        let finding = Diagnostic::new(Rule::TYPE, self.path.clone(), message)
            .given(describe(node))
            .wants(wants)
            .maybe_hint(hint);
        self.report.add(finding);
        self.unread.push(self.path.clone());
        None
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
        self.mistaken_key(key, known, &[]);
    }

    /// Reports a key that is none of the known ones, and gives the one that was probably meant.
    pub(crate) fn mistaken_key(
        &mut self,
        key: &str,
        known: &[String],
        synonyms: &[Synonyms],
    ) -> Option<String> {
        let meant = synonym(key, synonyms);
        let meant = meant.or_else(|| Some((likely(key, known.iter().map(String::as_str))?.to_owned(), "")));
        let hint = meant
            .as_ref()
            .map(|(field, hint)| if hint.is_empty() { field.clone() } else { (*hint).to_owned() });
        let path = self.path.clone().key(key);
        let finding = Diagnostic::new(Rule::UNKNOWN_KEY, path, format!("unknown key `{key}`"))
            .wants(format!("one of {}", known.join(", ")))
            .maybe_hint(hint);
        self.report.add(finding);
        meant.map(|(field, _)| field)
    }

    /// Reads the value of a misspelt key as that of the key that was probably meant, so that the latter is not reported
    /// as missing and mistakes in the value are found. Where the value does not fit, the guess was wrong, and neither
    /// is reported.
    pub(crate) fn read_as(&mut self, meant: &str, key: &str, read: impl FnOnce(&mut Self) -> bool) {
        let (found, unread) = (self.report.diagnostics().len(), self.unread.len());
        read(self);
        let (place, own) = (self.path.clone().key(meant), self.path.clone().key(key));
        if self.unread.get(unread..).is_some_and(|since| since.contains(&own)) {
            self.report.diagnostics_mut().truncate(found);
            self.unread.truncate(unread);
            self.unread.push(place);
        } else {
            self.misspelt.push((place, own));
        }
    }

    fn within<T: Field>(&mut self, step: Segment, node: &Node) -> Option<T> {
        self.path.enter(step);
        let value = T::read(node, self);
        self.path.leave();
        value
    }
}

/// The field that others call so, and what to say in its place where that is more than its key.
fn synonym(key: &str, synonyms: &[Synonyms]) -> Option<(String, &'static str)> {
    let of = |(field, names): &Synonyms| {
        let (_, hint) = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some((camel(field), *hint))
    };
    synonyms.iter().find_map(of)
}

fn describe(node: &Node) -> String {
    match &node.value {
        NodeValue::Null => "empty value".to_owned(),
        NodeValue::Scalar(text, _) => format!("`{text}`"),
        NodeValue::List(_) => "list".to_owned(),
        NodeValue::Map(_) => "object".to_owned(),
    }
}
