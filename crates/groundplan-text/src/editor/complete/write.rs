use super::cursor::CursorContext;
use super::{Item, ItemKind};
use crate::editor::INDENT;
use crate::editor::quote;
use crate::editor::types::Type;

/// A text with the place of the cursor in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) before: String,
    pub(super) after: String,
}

impl Text {
    pub(super) fn new(before: impl Into<String>, after: &str) -> Self {
        Self { before: before.into(), after: after.to_owned() }
    }

    /// The text with something on both sides.
    pub(super) fn within(self, before: &str, after: &str) -> Self {
        Self { before: before.to_owned() + &self.before, after: self.after + after }
    }

    pub(super) fn item(self, label: &str, kind: ItemKind, detail: String, text: Option<&str>) -> Item {
        Item {
            label: label.to_owned(),
            caret: self.before.len(),
            insert: self.before + &self.after,
            kind,
            detail,
            documentation: text.unwrap_or_default().to_owned(),
            preferred: false,
        }
    }
}

impl CursorContext<'_> {
    /// A key with what its value begins with.
    pub(super) fn key(&self, name: &str, value: &Type, column: usize) -> Text {
        let key = self.word(name, quote::key(name, self.outline.notation));
        self.start_of_value(value, column).within(&key, "")
    }

    fn start_of_value(&self, value: &Type, column: usize) -> Text {
        let only_map = value.is_map() && !value.is_scalar();
        match (only_map, value.is_list()) {
            (true, true) if self.is_block() => {
                Text::new(format!(":{}- ", self.new_line(column + INDENT)), "")
            }
            (true, false) if self.is_block() => Text::new(format!(":{}", self.new_line(column + INDENT)), ""),
            (true, true) if self.is_json() => Text::new(": [{", "}]"),
            (true, false) if self.is_json() => Text::new(": {", "}"),
            (true, true) => Text::new(": [{ ", " }]"),
            (true, false) => Text::new(": { ", " }"),
            _ if self.is_json() && value.is_text() && !value.is_map() => Text::new(": \"", "\""),
            _ => Text::new(": ", ""),
        }
    }

    /// A single value.
    pub(super) fn scalar(&self, value: &serde_json::Value) -> Option<Text> {
        match value.as_str() {
            Some(text) => {
                let written = quote::text(text, self.outline.notation, self.cursor.in_flow);
                Some(Text::new(self.word(text, written), ""))
            }
            // In quotes it would be text.
            None => self.quote.is_none().then(|| Text::new(value.to_string(), "")),
        }
    }
}
