use groundplan::diagnostic::{Path, Segment};
use groundplan::unit::Region;

use super::cursor::CursorContext;
use super::write::Text;
use super::{Item, ItemKind, keys, names};
use crate::editor::types::{self, Type};

/// What can be the value of an entry or item: single values, and keys of the map that it can be.
pub(super) fn of_part(cursor: &CursorContext<'_>, part: usize) -> Vec<Item> {
    let path = cursor.outline.path(part);
    let Some(ty) = Type::at(path.segments()) else { return Vec::new() };
    let parent = cursor.outline.part(part).and_then(|part| part.parent);
    let comma = cursor.comma(parent);
    let is_item = cursor.outline.part(part).is_some_and(|part| part.is_item());
    let scalars = scalars(cursor, &ty, &path);
    let scalars = scalars.into_iter().map(|item| around(item, cursor.gap(), comma));
    scalars.chain(inner_keys(cursor, &ty, &path, is_item).map(|item| around(item, "", comma))).collect()
}

/// What can be an item of a list: in block style with its dash.
pub(super) fn of_new_item(cursor: &CursorContext<'_>, list: usize) -> Vec<Item> {
    let path = cursor.outline.path(list).index(0);
    let Some(ty) = Type::at(path.segments()) else { return Vec::new() };
    let dash = if cursor.is_block() { "- " } else { "" };
    let comma = cursor.comma(Some(list));
    let items = scalars(cursor, &ty, &path).into_iter().chain(inner_keys(cursor, &ty, &path, true));
    items.map(|item| around(item, dash, comma)).collect()
}

fn around(item: Item, before: &str, after: &str) -> Item {
    Item { caret: item.caret + before.len(), insert: format!("{before}{}{after}", item.insert), ..item }
}

/// The single values: of a choice, by name, or as the schema shows them.
fn scalars(cursor: &CursorContext<'_>, ty: &Type, path: &Path) -> Vec<Item> {
    let choices = ty.choices().into_iter().filter_map(|choice| {
        let text = cursor.scalar(choice.value)?;
        Some(text.item(&types::plain(choice.value), ItemKind::Value, String::new(), choice.text))
    });
    let names = names::of_values(cursor.outline, ty, path).into_iter().filter_map(|name| {
        let text = cursor.scalar(&name.name.clone().into())?;
        Some(text.item(&name.name, ItemKind::Name, name.detail, Some(&name.text)))
    });
    choices.chain(names).chain(regions(cursor, ty)).chain(examples(cursor, ty)).collect()
}

fn is_region(ty: &Type) -> bool {
    ty.name == Some("Region")
}

fn regions(cursor: &CursorContext<'_>, ty: &Type) -> Vec<Item> {
    let all = if is_region(ty) { Region::all() } else { &[] };
    let item = |region: &Region| {
        let text = cursor.scalar(&region.name().into())?;
        let detail = if region.opt_in() { "must be enabled in the account first" } else { "" };
        Some(text.item(region.name(), ItemKind::Value, detail.to_owned(), None))
    };
    all.iter().filter_map(item).collect()
}

fn examples(cursor: &CursorContext<'_>, ty: &Type) -> Vec<Item> {
    let examples = if is_region(ty) { Vec::new() } else { ty.examples() };
    let item = |value: &serde_json::Value| {
        let text = cursor.scalar(value)?;
        Some(text.item(&types::plain(value), ItemKind::Snippet, String::new(), ty.text))
    };
    examples.into_iter().filter_map(item).collect()
}

/// The keys of a map that is allowed here, one level deeper.
fn inner_keys<'a>(
    cursor: &'a CursorContext<'_>,
    ty: &Type,
    path: &Path,
    is_item: bool,
) -> impl Iterator<Item = Item> + use<'a> {
    let is_list = ty.is_list() && !ty.is_scalar() && !is_item;
    let column = cursor.cursor.column + if is_list && cursor.is_block() { crate::editor::INDENT } else { 0 };
    // After the start of a single value, keys are only possible where no single value is.
    let is_begun = !cursor.cursor.word.is_empty() && !cursor.cursor.below && ty.is_scalar();
    let keys = match cursor.quote {
        None if !is_begun => keys::all(cursor, ty, &inner_path(path, is_list), column),
        _ => Vec::new(),
    };
    let is_below = cursor.cursor.below || is_item;
    keys.into_iter().map(move |(_, text, item)| {
        let text = deeper(cursor, text, is_list, is_below);
        Item { caret: text.before.len(), insert: text.before + &text.after, ..item }
    })
}

fn inner_path(path: &Path, is_list: bool) -> Vec<Segment> {
    let path = path.clone();
    let path = if is_list { path.index(0) } else { path };
    path.segments().to_vec()
}

fn deeper(cursor: &CursorContext<'_>, key: Text, is_list: bool, is_below: bool) -> Text {
    let dash = if is_list { "- " } else { "" };
    match (cursor.is_block(), is_list) {
        (true, _) if is_below => key.within(&format!("{}{dash}", cursor.gap()), ""),
        (true, _) => key.within(&format!("{}{dash}", cursor.new_line(cursor.cursor.column)), ""),
        (false, true) if cursor.is_json() => key.within("[{", "}]"),
        (false, true) => key.within(&format!("{}[{{ ", cursor.gap()), " }]"),
        (false, false) if cursor.is_json() => key.within("{", "}"),
        (false, false) => key.within(&format!("{}{{ ", cursor.gap()), " }"),
    }
}
