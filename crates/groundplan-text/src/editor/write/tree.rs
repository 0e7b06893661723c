use crate::editor::outline::{Outline, Shape};
use crate::editor::{INDENT, Notation, quote};

/// A value of a hint, which is written as YAML in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tree {
    /// A single value, and whether it is a number or a switch.
    Scalar(String, bool),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// The value that a text is.
    pub(crate) fn read(text: &str) -> Option<Self> {
        Self::of(&Outline::of(text, Notation::Yaml), 0)
    }

    fn of(outline: &Outline<'_>, at: usize) -> Option<Self> {
        let part = outline.part(at)?;
        let children = || part.children.iter().copied();
        match part.shape {
            Shape::Empty | Shape::Literal => None,
            Shape::Scalar => {
                let written = outline.slice(part.value.clone());
                let is_literal = written.parse::<bool>().is_ok() || is_number(written);
                Some(Self::Scalar(outline.scalar(at)?, is_literal))
            }
            Shape::BlockList | Shape::FlowList => {
                Some(Self::List(children().map(|child| Self::of(outline, child)).collect::<Option<_>>()?))
            }
            Shape::BlockMap | Shape::FlowMap => {
                let entry = |child| Some((outline.name(child)?, Self::of(outline, child)?));
                Some(Self::Map(children().map(entry).collect::<Option<_>>()?))
            }
        }
    }

    /// A value of JSON.
    pub(crate) fn of_json(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::String(text) => Self::text(text),
            Value::Array(items) => Self::List(items.iter().map(Self::of_json).collect()),
            Value::Object(entries) => {
                Self::Map(entries.iter().map(|(key, value)| (key.clone(), Self::of_json(value))).collect())
            }
            literal => Self::Scalar(literal.to_string(), true),
        }
    }

    /// A text.
    pub(crate) fn text(text: &str) -> Self {
        Self::Scalar(text.to_owned(), false)
    }

    /// A map of this under a key.
    pub(crate) fn under(self, key: &str) -> Self {
        Self::Map(vec![(key.to_owned(), self)])
    }

    /// The value in one line.
    pub(crate) fn write(&self, notation: Notation, in_flow: bool) -> String {
        match self {
            Self::Scalar(text, true) => text.clone(),
            Self::Scalar(text, false) => quote::text(text, notation, in_flow),
            Self::List(trees) => {
                let items: Vec<String> = trees.iter().map(|tree| tree.write(notation, true)).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Map(entries) if entries.is_empty() => "{}".to_owned(),
            Self::Map(entries) => format!("{{ {} }}", Self::write_entries(entries, notation)),
        }
    }

    /// Entries of a map in one line, without its braces.
    pub(crate) fn write_entries(entries: &[(String, Tree)], notation: Notation) -> String {
        let entry = |(key, tree): &(String, Tree)| {
            format!("{}: {}", quote::key(key, notation), tree.write(notation, true))
        };
        entries.iter().map(entry).collect::<Vec<_>>().join(", ")
    }

    /// An entry in block style, each map of it in lines of its own.
    pub(crate) fn write_block(&self, key: &str, column: usize, line_break: &str) -> String {
        let key = quote::key(key, Notation::Yaml);
        match self {
            Self::Map(entries) if !entries.is_empty() => {
                let deeper = column + INDENT;
                let inner = entries.iter().map(|(key, tree)| tree.write_block(key, deeper, line_break));
                let start = format!("{line_break}{:column$}{key}:", "");
                start + &inner.collect::<String>()
            }
            _ => format!("{line_break}{:column$}{key}: {}", "", self.write(Notation::Yaml, false)),
        }
    }
}

/// Whether both notations read these characters as a number.
fn is_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_read_and_written_in_both_notations() {
        let text = "size: { vcpu: 0.5, memory: 1 GiB, list: [s3:PutObject, \"a, b\", true] }";
        let tree = Tree::read(text).unwrap();
        assert_eq!(tree.write(Notation::Yaml, false), format!("{{ {text} }}"));
        assert_eq!(
            tree.write(Notation::Json, false),
            r#"{ "size": { "vcpu": 0.5, "memory": "1 GiB", "list": ["s3:PutObject", "a, b", true] } }"#
        );
        assert_eq!(Tree::read("60 days"), Some(Tree::text("60 days")));
        assert_eq!(Tree::read("012345678901").unwrap().write(Notation::Json, false), "\"012345678901\"");
    }

    #[test]
    fn block_style_has_a_line_for_each_entry() {
        let tree = Tree::text("because").under("flowLogs");
        assert_eq!(tree.write_block("waive", 4, "\n"), "\n    waive:\n      flowLogs: because");
    }
}
