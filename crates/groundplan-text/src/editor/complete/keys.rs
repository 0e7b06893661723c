use groundplan::diagnostic::Segment;

use super::site::Site;
use super::write::Text;
use super::{Item, ItemKind, names};
use crate::editor::types::{Key, Type};

/// What can be a key of a map: what it has not got yet, and the key that is being changed.
pub(super) fn of_map(site: &Site<'_>, map: usize, entry: Option<usize>) -> Vec<Item> {
    let path = site.outline.path(map);
    let Some(ty) = Type::at(path.segments()) else { return Vec::new() };
    let others = site.outline.part(map).map(|part| part.children.as_slice()).unwrap_or_default();
    let others = others.iter().filter(|child| Some(**child) != entry);
    let taken: Vec<String> = others.filter_map(|child| site.outline.name(*child)).collect();
    let has_colon = entry.and_then(|entry| site.outline.part(entry)).is_some_and(|part| part.mark.is_some());
    let items = all(site, &ty, path.segments(), site.cursor.column);
    let items = items.into_iter().filter(|(name, ..)| !taken.contains(name));
    let comma = if has_colon { "" } else { site.comma(Some(map)) };
    items
        .map(|(name, text, item)| {
            let text = if has_colon { only_key(site, &name) } else { text.within("", comma) };
            Item { caret: text.before.len(), insert: text.before + &text.after, ..item }
        })
        .collect()
}

/// A key whose colon stands already.
fn only_key(site: &Site<'_>, name: &str) -> Text {
    Text::new(site.word(name, crate::editor::quote::key(name, site.outline.notation)), "")
}

/// Every key that a map of this type takes, for a column in block style.
pub(super) fn all(site: &Site<'_>, ty: &Type, path: &[Segment], column: usize) -> Vec<(String, Text, Item)> {
    let known = ty.keys().into_iter().map(|key| known(site, key, column));
    let named = match ty.is_by_name() {
        true => names::of_keys(site.outline, path),
        false => Vec::new(),
    };
    let inner = ty.step(&Segment::Key(String::new()));
    let named = named.into_iter().filter_map(|name| {
        let text = site.key(&name.name, inner.as_ref()?, column);
        let item = text.clone().item(&name.name, ItemKind::Name, name.detail, Some(&name.text));
        Some((name.name, text, item))
    });
    known.chain(named).collect()
}

fn known(site: &Site<'_>, key: Key, column: usize) -> (String, Text, Item) {
    let value = key.value();
    let text = site.key(key.name, &value, column);
    let item = text.clone().item(key.name, ItemKind::Key, value.detail(), value.text);
    (key.name.to_owned(), text, item)
}
