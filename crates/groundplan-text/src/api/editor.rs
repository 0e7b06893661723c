use groundplan::diagnostic;
use serde::Serialize;

use crate::editor::{self, Notation, utf16};

/// A part of a text that another one takes the place of, in UTF-16 code units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Edit {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What takes its place.
    pub insert: String,
}

impl Edit {
    pub(super) fn of(edit: &editor::Edit, text: &str) -> Self {
        let range = utf16::of_range(text, &edit.range);
        Self { from: range.start, to: range.end, insert: edit.insert.clone() }
    }
}

/// One way to settle a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// How.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Every fix of a finding about a text.
    pub(super) fn all(finding: &diagnostic::Diagnostic, text: &str, notation: Notation) -> Vec<Self> {
        let fix = |fix: &editor::Fix| Self {
            title: fix.title.clone(),
            edits: fix.edits.iter().map(|edit| Edit::of(edit, text)).collect(),
        };
        editor::fixes(finding, text, notation).iter().map(fix).collect()
    }
}

/// What kind of thing can be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CompletionKind {
    /// A key that the schema knows.
    Key,
    /// A value of a choice.
    Value,
    /// A name that the spec gives.
    Name,
    /// Several lines to begin with.
    Snippet,
}

impl From<editor::ItemKind> for CompletionKind {
    fn from(kind: editor::ItemKind) -> Self {
        match kind {
            editor::ItemKind::Key => Self::Key,
            editor::ItemKind::Value => Self::Value,
            editor::ItemKind::Name => Self::Name,
            editor::ItemKind::Snippet => Self::Snippet,
        }
    }
}

/// Something that can be written at the cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct CompletionItem {
    /// What a list shows.
    pub label: String,
    /// What is inserted, with quotes and indentation right for the text.
    pub insert: String,
    /// Where the cursor is afterwards, within what was inserted.
    pub caret: usize,
    /// What kind of thing it is.
    pub kind: CompletionKind,
    /// Whether it begins with what was typed.
    pub preferred: bool,
    /// Its type or its allowed values, in short.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// What it changes in the cloud, as Markdown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub documentation: String,
}

/// What can be written at the cursor, and which part of the text it takes the place of, in UTF-16 code units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Completions {
    /// Where that part begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What can be written.
    pub items: Vec<CompletionItem>,
}

/// What a key or a value means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Hover {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The path in the spec.
    pub path: String,
    /// As Markdown.
    pub documentation: String,
}

/// [`editor::complete`] for editors that count UTF-16 code units.
///
/// ```
/// use groundplan_text::{Notation, api};
/// let found = api::complete("# 😀\nstack: shop\nreg", 20, Notation::Yaml);
/// assert_eq!((found.from, found.items[0].insert.as_str()), (17, "region: "));
/// ```
#[must_use]
pub fn complete(text: &str, offset: usize, notation: Notation) -> Completions {
    let found = editor::complete(text, utf16::to_byte(text, offset), notation);
    let range = utf16::of_range(text, &found.range);
    let item = |item: editor::Item| CompletionItem {
        caret: utf16::of_byte(&item.insert, item.caret),
        label: item.label,
        insert: item.insert,
        kind: item.kind.into(),
        preferred: item.preferred,
        detail: item.detail,
        documentation: item.documentation,
    };
    Completions { from: range.start, to: range.end, items: found.items.into_iter().map(item).collect() }
}

/// [`editor::hover`] for editors that count UTF-16 code units.
///
/// ```
/// use groundplan_text::{Notation, api};
/// let found = api::hover("# 😀\nstack: shop", 6, Notation::Yaml).expect("there is a key");
/// assert_eq!((found.from, found.path.as_str()), (5, "stack"));
/// ```
#[must_use]
pub fn hover(text: &str, offset: usize, notation: Notation) -> Option<Hover> {
    let found = editor::hover(text, utf16::to_byte(text, offset), notation)?;
    let range = utf16::of_range(text, &found.range);
    Some(Hover {
        from: range.start,
        to: range.end,
        path: found.path.to_string(),
        documentation: found.documentation,
    })
}
