//! What can be written at the cursor.

mod addresses;
mod cursor;
mod keys;
mod names;
mod values;
mod write;

use std::ops::Range;

use super::outline::{Outline, Place};
use super::{Notation, utf16};
use cursor::CursorContext;

/// What can be written at the cursor, and what it takes the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// The bytes that an item takes the place of: the word at the cursor, or nothing. In a text in quotes it
    /// begins behind the opening one.
    pub range: Range<usize>,
    /// The possible completions: first those that begin with the part of the word before the cursor, then those
    /// that contain it, then the rest. The editor filters them.
    pub items: Vec<Item>,
}

/// Something that can be written at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The label in the editor's list, which editors compare with the typed word.
    pub label: String,
    /// The text that is put in place of the range, with quotes, indentation and what follows a key.
    pub insert: String,
    /// The position of the cursor afterwards, in bytes of `insert`.
    pub caret: usize,
    /// What kind of thing it is.
    pub kind: ItemKind,
    /// Type or allowed values, in few words; may be empty.
    pub detail: String,
    /// What it means, in Markdown; may be empty.
    pub documentation: String,
    /// Whether it begins with the word before the cursor.
    pub preferred: bool,
}

/// What kind of thing an [`Item`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A key that the schema knows.
    Key,
    /// A value of a choice.
    Value,
    /// A name: of something that the spec has elsewhere, of an environment, of a rule.
    Name,
    /// An example that shows the form of a quantity.
    Snippet,
}

impl ItemKind {
    /// The name that editors get.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Value => "value",
            Self::Name => "name",
            Self::Snippet => "snippet",
        }
    }
}

/// What can be written at a byte offset of a spec's text, which may be half-written.
///
/// ```
/// use groundplan_text::editor::{Notation, complete};
/// let text = "stack: shop\nnetwork:\n  egress: na\n";
/// let found = complete(text, text.len() - 1, Notation::Yaml);
/// assert_eq!(&text[found.range], "na");
/// assert_eq!(found.items[0].insert, "natPerZone");
/// ```
#[must_use]
pub fn complete(text: &str, offset: usize, notation: Notation) -> Completions {
    let offset = utf16::boundary(text, offset);
    let outline = Outline::of(text, notation);
    let Some(cursor) = outline.cursor(offset) else {
        return Completions { range: offset..offset, items: Vec::new() };
    };
    let cursor = CursorContext::new(&outline, cursor, offset);
    let items = match cursor.cursor.place {
        Place::Key { map, entry } => keys::of_map(&cursor, map, entry),
        Place::Value(part) => values::of_part(&cursor, part),
        Place::Item(list) => values::of_new_item(&cursor, list),
    };
    let items = sorted(items, cursor.typed());
    Completions { range: cursor.range, items }
}

fn sorted(mut items: Vec<Item>, typed: &str) -> Vec<Item> {
    let typed = typed.to_lowercase();
    for item in &mut items {
        item.preferred = !typed.is_empty() && item.label.to_lowercase().starts_with(&typed);
    }
    items.sort_by_key(|item| (!item.preferred, !item.label.to_lowercase().contains(&typed)));
    items
}

#[cfg(test)]
mod tests;
