//! Reads Terraform's JSON syntax back into a [`Document`]: every file of a folder, override files applied.
//!
//! A nested object may be a block or a value: only the provider's schema distinguishes them.
//! It is read as a value; what is a block in every schema (`lifecycle`, `validation`) is read as one.

mod body;
mod misread;
mod native;
mod overrides;
mod place;
pub mod plan;
mod value;

pub(crate) use place::{Body, Place};

use super::{Content, Document, Item, Key, Section, Value};
use crate::decision::Origins;
use crate::diagnostic::{Diagnostic, Path, Report, Rule, nearest};
use crate::node::{Node, NodeValue, json};
use crate::unit::sort_by;

/// How strings are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strings {
    /// Every string is a template, as in Terraform's JSON: `${…}` is an expression.
    Templates,
    /// Every string is plain, as in a spec; `{ $expr: … }` is an expression.
    Plain,
}

/// Reads the files of a root module: names and texts. Files that are neither `*.tf.json` nor `*.tf` are
/// left alone. Override files change what the others say.
///
/// ```
/// use groundplan::terraform::{Address, read};
/// let files = [
///     ("main.tf.json", r#"{"resource": {"aws_vpc": {"main": {"cidr_block": "10.0.0.0/16"}}}}"#),
///     ("main_override.tf.json", r#"{"resource": {"aws_vpc": {"main": {"cidr_block": "10.9.0.0/16"}}}}"#),
/// ];
/// let (document, report) = read::module(files);
/// assert!(!report.has_errors());
/// let vpc = document.get(&Address::resource("aws_vpc", "main")).and_then(|item| item.block());
/// assert!(format!("{vpc:?}").contains("10.9.0.0/16"));
/// ```
pub fn module<N: AsRef<str>, T: AsRef<str>>(files: impl IntoIterator<Item = (N, T)>) -> (Document, Report) {
    let mut texts: Vec<(N, T)> = files.into_iter().collect();
    sort_by(&mut texts, |(a, _), (b, _)| a.as_ref().cmp(b.as_ref()));
    let (changes, own): (Vec<_>, Vec<_>) = texts.iter().partition(|(name, _)| is_override(name.as_ref()));
    let (mut document, mut report) = (Document::new(), Report::default());
    for (name, text) in own {
        report.extend(file(name.as_ref(), text.as_ref(), &mut document));
    }
    for (name, text) in changes {
        let mut change = Document::new();
        report.extend(file(name.as_ref(), text.as_ref(), &mut change));
        report.extend(overrides::apply(change, &mut document));
    }
    (document, report)
}

/// Reads one file into a document: `network.tf.json` or, in the native syntax, `network.tf`.
pub fn file(name: &str, text: &str, document: &mut Document) -> Report {
    let parsed = match Syntax::of(name) {
        Some(Syntax::Json) => json::parse(text).map(|node| (node, Strings::Templates)),
        Some(Syntax::Native) => native::parse(text).map(|node| (node, Strings::Plain)),
        None => return Report::default(),
    };
    match parsed {
        Ok((node, strings)) => nodes(name, &node, strings, document),
        Err(finding) => {
            let mut report = Report::default();
            report.add(finding.in_file(name));
            report
        }
    }
}

/// Parses a file in either syntax, for the places of its findings.
///
/// # Errors
///
/// Text that has not the form of its syntax.
pub fn parse(name: &str, text: &str) -> Result<Node, Diagnostic> {
    if Syntax::of(name) == Some(Syntax::Native) { native::parse(text) } else { json::parse(text) }
}

/// Reads the content of a file, already parsed.
pub fn nodes(name: &str, node: &Node, strings: Strings, document: &mut Document) -> Report {
    let mut files = Files { file: name.to_owned(), strings, report: Report::default(), base: None };
    files.read(node, document);
    files.report
}

/// As [`nodes`], of a spec: what is read knows its place below another one.
pub(crate) fn nodes_of_spec(node: &Node, place: &Path, document: &mut Document) -> Report {
    let base = Some(place.clone());
    let mut files = Files { file: String::new(), strings: Strings::Plain, report: Report::default(), base };
    files.read(node, document);
    files.report
}

/// The syntax of a file, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `main.tf`, and `main.tofu`, which OpenTofu alone reads.
    Native,
    /// `main.tf.json`, and `main.tofu.json`.
    Json,
}

/// The endings of files, and their syntax.
const ENDINGS: [(&str, Syntax); 4] = [
    (".tf.json", Syntax::Json),
    (".tofu.json", Syntax::Json),
    (".tf", Syntax::Native),
    (".tofu", Syntax::Native),
];

impl Syntax {
    /// The syntax of a file; `None` of one that neither Terraform nor OpenTofu reads.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, syntax)| *syntax)
    }
}

/// A file's name without its ending.
pub(crate) fn stem(name: &str) -> &str {
    ENDINGS.iter().find_map(|(ending, _)| name.strip_suffix(ending)).unwrap_or(name)
}

/// Whether a file changes the blocks of others.
/// <https://developer.hashicorp.com/terraform/language/files/override>
pub(crate) fn is_override(name: &str) -> bool {
    let stem = stem(name);
    stem == "override" || stem.ends_with("_override")
}

/// A block that is not read, because none of our rules is about it: OpenTofu's choice of a language.
const NOT_READ: &str = "language";

/// Files while they are read.
struct Files {
    file: String,
    strings: Strings,
    report: Report,
    /// The place in a spec, where it is one.
    base: Option<Path>,
}

impl Files {
    /// A name that knows its place in the spec.
    fn key(&self, name: &str, path: &Path) -> Key {
        let key = Key::from(name.to_owned());
        match &self.base {
            Some(base) => key.because(&Origins::stated(path.under(base))),
            None => key,
        }
    }

    fn read(&mut self, node: &Node, document: &mut Document) {
        let NodeValue::Map(entries) = &node.value else {
            return self.mismatch(&Path::root(), node, "an object of top-level blocks");
        };
        for (name, child) in entries {
            let path = Path::root().key(name);
            match Section::ALL.into_iter().find(|section| section.name() == name) {
                Some(section) => self.section(section, child, &path, document),
                None if name == "//" => comments(stem(&self.file), child, document),
                None if name == NOT_READ => {}
                None => self.unknown(name, path),
            }
        }
    }

    fn section(&mut self, section: Section, node: &Node, path: &Path, document: &mut Document) {
        let labels = match section {
            section if section.is_unnamed() => 0,
            section if section.is_typed() => 2,
            Section::Locals => return self.locals(node, path, document),
            _ => 1,
        };
        let mut bodies = Vec::new();
        self.labelled(node, labels, Vec::new(), path.clone(), &mut bodies);
        for (labels, body, path) in bodies {
            let (kind, name) = match labels.as_slice() {
                [kind, name] => (kind.clone().into(), self.key(name, &path)),
                [name] => (Key::EMPTY, self.key(name, &path)),
                _ => (Key::EMPTY, self.key("", &path)),
            };
            let content = Content::Block(self.body(body, Body::of(section), &path));
            self.push(document, Item { file: Key::EMPTY, section, resource_type: kind, name, content });
        }
    }

    fn locals(&mut self, node: &Node, path: &Path, document: &mut Document) {
        let mut bodies = Vec::new();
        self.labelled(node, 0, Vec::new(), path.clone(), &mut bodies);
        for (_, body, path) in bodies {
            let NodeValue::Map(entries) = &body.value else { continue };
            for (name, child) in entries.iter().filter(|(name, _)| name != "//") {
                let content = Content::Value(value::value(child, &self.strings.into()));
                let (kind, name) = (Key::EMPTY, self.key(name, &path.clone().key(name)));
                self.push(
                    document,
                    Item { file: Key::EMPTY, section: Section::Locals, resource_type: kind, name, content },
                );
            }
        }
    }

    /// Goes down through the labels of a block, each level being an object or a list of objects.
    fn labelled<'a>(
        &mut self,
        node: &'a Node,
        levels: usize,
        labels: Vec<String>,
        path: Path,
        found: &mut Vec<(Vec<String>, &'a Node, Path)>,
    ) {
        let Some(objects) = value::objects(node, path.clone()) else {
            return self.mismatch(&path, node, "an object, or a list of objects");
        };
        for (object, indexed) in objects {
            let NodeValue::Map(entries) = &object.value else { continue };
            if levels == 0 {
                found.push((labels.clone(), object, indexed));
                continue;
            }
            // The native syntax has no lists of blocks: labels tell them apart.
            let path = if object.is_block { path.clone() } else { indexed };
            for (label, child) in entries {
                let labels = labels.iter().chain([label]).cloned().collect();
                self.labelled(child, levels - 1, labels, path.clone().key(label), found);
            }
        }
    }

    fn push(&self, document: &mut Document, item: Item) {
        document.file(stem(&self.file).to_owned()).push_item(item);
    }

    fn unknown(&mut self, name: &str, path: Path) {
        let known = Section::ALL.map(Section::name);
        let finding =
            Diagnostic::new(Rule::TERRAFORM_BLOCK, path, format!("Terraform has no block `{name}`"));
        let near = nearest(name, known.into_iter()).map(str::to_owned);
        self.report(finding.given(name).wants(format!("one of {}", known.join(", "))).maybe_hint(near));
    }

    fn mismatch(&mut self, path: &Path, node: &Node, wants: &str) {
        let given = match &node.value {
            NodeValue::Null => "null",
            NodeValue::Scalar(text, _) => text,
            NodeValue::List(_) => "a list",
            NodeValue::Map(_) => "an object",
        };
        let finding =
            Diagnostic::new(Rule::TERRAFORM_FORM, path.clone(), "this has not the form of its place");
        self.report(finding.given(given).wants(wants));
    }

    fn report(&mut self, finding: Diagnostic) {
        self.report.add(finding.in_file(self.file.clone()));
    }
}

/// Comments at the head of a file: one, or a list.
fn comments(file: &str, node: &Node, document: &mut Document) {
    match &node.value {
        NodeValue::Scalar(text, _) => document.file(file.to_owned()).comment(text.clone()),
        NodeValue::List(nodes) => nodes.iter().for_each(|node| comments(file, node, document)),
        NodeValue::Map(_) | NodeValue::Null => {}
    }
}

/// Reads a value in a notation.
pub(crate) fn value(node: &Node, strings: Strings) -> Value {
    value::value(node, &strings.into())
}

/// Reads a literal.
pub(crate) fn literal(node: &Node) -> super::Literal {
    value::literal(node)
}
