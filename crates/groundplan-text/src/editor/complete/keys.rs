use groundplan::diagnostic::Segment;

use super::cursor::CursorContext;
use super::write::Text;
use super::{Item, ItemKind, names};
use crate::editor::types::{Key, Type};

/// What can be a key of a map: what it has not got yet, and the key that is being changed.
pub(super) fn of_map(cursor: &CursorContext<'_>, map: usize, entry: Option<usize>) -> Vec<Item> {
    let path = cursor.outline.path(map);
    let Some(ty) = Type::at(path.segments()) else { return Vec::new() };
    let others = cursor.outline.part(map).map(|part| part.children.as_slice()).unwrap_or_default();
    let others = others.iter().filter(|child| Some(**child) != entry);
    let taken: Vec<String> = others.filter_map(|child| cursor.outline.name(*child)).collect();
    let has_colon =
        entry.and_then(|entry| cursor.outline.part(entry)).is_some_and(|part| part.mark.is_some());
    // Who types a letter of a key, or has it there, asks for it.
    let is_new = entry.is_none();
    let items = all(cursor, &ty, path.segments(), cursor.cursor.column);
    let items = items
        .into_iter()
        .filter(|(name, ..)| !(taken.contains(name) || is_new && is_written_otherwise(&ty, name, &taken)));
    let comma = if has_colon { "" } else { cursor.comma(Some(map)) };
    items
        .map(|(name, text, item)| {
            let text = if has_colon { only_key(cursor, &name) } else { text.within("", comma) };
            Item { caret: text.before.len(), insert: text.before + &text.after, ..item }
        })
        .collect()
}

/// Whether a key that is there is another way to write the same.
fn is_written_otherwise(ty: &Type, name: &str, taken: &[String]) -> bool {
    let keys = ty.keys();
    let of_name = |wanted: &str| keys.iter().find(|key| key.name == wanted);
    let either = |a: &str, b: &str| of_name(a).is_some_and(|key| key.replaces(b));
    taken.iter().any(|other| either(name, other) || either(other, name))
}

/// A key whose colon is there already.
fn only_key(cursor: &CursorContext<'_>, name: &str) -> Text {
    Text::new(cursor.word(name, crate::editor::quote::key(name, cursor.outline.notation)), "")
}

/// Every key that a map of this type takes, for a column in block style.
pub(super) fn all(
    cursor: &CursorContext<'_>,
    ty: &Type,
    path: &[Segment],
    column: usize,
) -> Vec<(String, Text, Item)> {
    let known = ty.keys().into_iter().map(|key| known(cursor, key, column));
    let named = match ty.is_by_name() {
        true => names::of_keys(cursor.outline, path),
        false => Vec::new(),
    };
    let inner = ty.step(&Segment::Key(String::new()));
    let named = named.into_iter().filter_map(|name| {
        let text = cursor.key(&name.name, inner.as_ref()?, column);
        let item = text.clone().item(&name.name, ItemKind::Name, name.detail, Some(&name.text));
        Some((name.name, text, item))
    });
    known.chain(named).collect()
}

fn known(cursor: &CursorContext<'_>, key: Key, column: usize) -> (String, Text, Item) {
    let value = key.value();
    let text = cursor.key(key.name, &value, column);
    let item = text.clone().item(key.name, ItemKind::Key, value.detail(), value.text);
    (key.name.to_owned(), text, item)
}
