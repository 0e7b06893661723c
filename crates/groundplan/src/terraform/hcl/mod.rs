//! Writes a [`Document`] in Terraform's native syntax, laid out as `terraform fmt` does it.
//!
//! Within a file, top-level blocks stand in the order of [`Section`] and then as they were added, since
//! that is the order in which they read best.

mod body;
mod comment;
mod heredoc;
mod inline;
mod label;

use super::expression::{value_text, write_assignments};
use super::{Block, Content, Document, Item, Key, Section, Value};
use crate::unit::sort_by;
use inline::Inlined;
use label::Header;

/// The files of a document that are wanted: name and text, sorted by name. Local values of the names in `kept`
/// stay where they are.
pub(super) fn render(
    document: &Document,
    kept: &[Key],
    is_wanted: impl Fn(&Key) -> bool,
) -> Vec<(String, String)> {
    let inlined = Inlined::of(document, kept);
    let shown = document.items().iter().filter(|item| is_wanted(&item.file) && !inlined.has(item));
    let mut items: Vec<&Item> = shown.collect();
    sort_by(&mut items, |a, b| (&a.file, a.section).cmp(&(&b.file, b.section)));
    items
        .chunk_by(|a, b| a.file == b.file)
        .filter_map(|items| items.first().map(|first| (&first.file, items)))
        .map(|(file, items)| {
            let comments: Vec<&str> = document.comments(file).collect();
            (format!("{file}.tf"), render_file(&comments, items, &inlined))
        })
        .collect()
}

/// Comments and blocks, with an empty line between each.
fn render_file(comments: &[&str], items: &[&Item], inlined: &Inlined<'_>) -> String {
    let mut pieces: Vec<String> = Vec::new();
    if !comments.is_empty() {
        pieces.push(comments.iter().map(|text| comment::lines(text, 0)).collect());
    }
    for section in items.chunk_by(|a, b| a.section == b.section) {
        match section.first().map(|first| first.section) {
            Some(Section::Locals) => pieces.push(locals(section)),
            _ => pieces.extend(section.iter().flat_map(|item| top_level(item, inlined))),
        }
    }
    pieces.join("\n")
}

/// All local values of a file. One that takes several lines stands apart.
fn locals(items: &[&Item]) -> String {
    let mut out = "locals {".to_owned();
    let rows: Vec<(String, String)> = items
        .iter()
        .filter_map(|item| {
            Some((item.name.to_string(), value_text(body::value_of(&item.content)?.as_ref(), 1)))
        })
        .collect();
    let is_long = |row: &(String, String)| row.1.contains('\n');
    for (index, run) in rows.chunk_by(|a, b| !is_long(a) && !is_long(b)).enumerate() {
        out.push_str(if index > 0 { "\n" } else { "" });
        // Writing to a string cannot fail.
        let _ = write_assignments(&mut out, run, 1);
    }
    out + "\n}\n"
}

/// A top-level block; several where an item holds several bodies.
fn top_level(item: &Item, inlined: &Inlined<'_>) -> Vec<String> {
    let header = Header::of(item);
    let write = |block: &Block| {
        let mut out = header.to_string();
        body::write(&mut out, block, 0, &body::Place::Top(item.section, inlined));
        out.push('\n');
        out
    };
    match &item.content {
        Content::Block(block) => vec![write(block)],
        Content::Blocks(blocks) => blocks.iter().map(write).collect(),
        content => {
            let entries = match body::value_of(content).as_deref() {
                Some(Value::Object(entries)) => entries.clone(),
                _ => Vec::new(),
            };
            let mut block = Block::new();
            entries.into_iter().for_each(|(name, value)| block.put(name, Content::Value(value)));
            vec![write(&block)]
        }
    }
}

#[cfg(test)]
mod tests;
