use groundplan::diagnostic::{Path, Segment};
use groundplan::unit::Region;

use super::site::Site;
use super::write::Text;
use super::{Item, ItemKind, keys, names};
use crate::editor::types::{self, Type};

/// What can be the value of an entry or item: single values, and keys of the map that it can be.
pub(super) fn of_part(site: &Site<'_>, part: usize) -> Vec<Item> {
    let path = site.outline.path(part);
    let Some(ty) = Type::at(path.segments()) else { return Vec::new() };
    let parent = site.outline.part(part).and_then(|part| part.parent);
    let comma = site.comma(parent);
    let is_item = site.outline.part(part).is_some_and(|part| part.is_item());
    let scalars = scalars(site, &ty, &path);
    let scalars = scalars.into_iter().map(|item| around(item, site.gap(), comma));
    scalars.chain(inner_keys(site, &ty, &path, is_item).map(|item| around(item, "", comma))).collect()
}

/// What can be an item of a list: in block style with its dash.
pub(super) fn of_new_item(site: &Site<'_>, list: usize) -> Vec<Item> {
    let path = site.outline.path(list).index(0);
    let Some(ty) = Type::at(path.segments()) else { return Vec::new() };
    let dash = if site.is_block() { "- " } else { "" };
    let comma = site.comma(Some(list));
    let items = scalars(site, &ty, &path).into_iter().chain(inner_keys(site, &ty, &path, true));
    items.map(|item| around(item, dash, comma)).collect()
}

fn around(item: Item, before: &str, after: &str) -> Item {
    Item { caret: item.caret + before.len(), insert: format!("{before}{}{after}", item.insert), ..item }
}

/// The single values: of a choice, by name, or as the schema shows them.
fn scalars(site: &Site<'_>, ty: &Type, path: &Path) -> Vec<Item> {
    let choices = ty.choices().into_iter().filter_map(|choice| {
        let text = site.scalar(choice.value)?;
        Some(text.item(&types::plain(choice.value), ItemKind::Value, String::new(), choice.text))
    });
    let names = names::of_values(site.outline, ty, path).into_iter().filter_map(|name| {
        let text = site.scalar(&name.name.clone().into())?;
        Some(text.item(&name.name, ItemKind::Name, name.detail, Some(&name.text)))
    });
    choices.chain(names).chain(regions(site, ty)).chain(examples(site, ty)).collect()
}

fn is_region(ty: &Type) -> bool {
    ty.name == Some("Region")
}

fn regions(site: &Site<'_>, ty: &Type) -> Vec<Item> {
    let all = if is_region(ty) { Region::all() } else { &[] };
    let item = |region: &Region| {
        let text = site.scalar(&region.name().into())?;
        let detail = if region.opt_in() { "must be enabled in the account first" } else { "" };
        Some(text.item(region.name(), ItemKind::Value, detail.to_owned(), None))
    };
    all.iter().filter_map(item).collect()
}

fn examples(site: &Site<'_>, ty: &Type) -> Vec<Item> {
    let examples = if is_region(ty) { Vec::new() } else { ty.examples() };
    let item = |value: &serde_json::Value| {
        let text = site.scalar(value)?;
        Some(text.item(&types::plain(value), ItemKind::Snippet, String::new(), ty.text))
    };
    examples.into_iter().filter_map(item).collect()
}

/// The keys of the map that can stand here, one level deeper.
fn inner_keys<'a>(
    site: &'a Site<'_>,
    ty: &Type,
    path: &Path,
    is_item: bool,
) -> impl Iterator<Item = Item> + use<'a> {
    let is_list = ty.is_list() && !ty.is_scalar() && !is_item;
    let column = site.cursor.column + if is_list && site.is_block() { crate::editor::INDENT } else { 0 };
    // Behind the start of a single value, keys could only stand where nothing else can.
    let is_begun = !site.cursor.word.is_empty() && !site.cursor.below && ty.is_scalar();
    let keys = match site.quote {
        None if !is_begun => keys::all(site, ty, &inner_path(path, is_list), column),
        _ => Vec::new(),
    };
    let is_below = site.cursor.below || is_item;
    keys.into_iter().map(move |(_, text, item)| {
        let text = deeper(site, text, is_list, is_below);
        Item { caret: text.before.len(), insert: text.before + &text.after, ..item }
    })
}

fn inner_path(path: &Path, is_list: bool) -> Vec<Segment> {
    let path = path.clone();
    let path = if is_list { path.index(0) } else { path };
    path.segments().to_vec()
}

fn deeper(site: &Site<'_>, key: Text, is_list: bool, is_below: bool) -> Text {
    let dash = if is_list { "- " } else { "" };
    match (site.is_block(), is_list) {
        (true, _) if is_below => key.within(&format!("{}{dash}", site.gap()), ""),
        (true, _) => key.within(&format!("{}{dash}", site.new_line(site.cursor.column)), ""),
        (false, true) if site.is_json() => key.within("[{", "}]"),
        (false, true) => key.within(&format!("{}[{{ ", site.gap()), " }]"),
        (false, false) if site.is_json() => key.within("{", "}"),
        (false, false) => key.within(&format!("{}{{ ", site.gap()), " }"),
    }
}
