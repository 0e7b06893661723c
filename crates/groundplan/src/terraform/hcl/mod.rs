//! Writes a [`Document`] in Terraform's native syntax, laid out as `terraform fmt` does it.
//!
//! Within a file, top-level blocks are in the order of [`Section`] and then as they were added, since
//! that is the order in which they read best.

mod body;
mod comment;
mod heredoc;
mod inline;
mod label;

use std::borrow::Cow;

use super::expression::{record_value, value_text, write_assignments};
use super::span::{Recorder, Rendered, breaks, last_line};
use super::{Block, Content, Document, Item, Key, Section, Value};
use crate::unit::sort_by;
use inline::Inlined;
use label::Header;

/// The files of a document that are wanted, sorted by name. Local values of the names in `kept` stay where they
/// are. With spans, the files know what their lines are.
pub(super) fn render(
    document: &Document,
    kept: &[Key],
    is_wanted: impl Fn(&Key) -> bool,
    with_spans: bool,
) -> Vec<Rendered> {
    let inlined = Inlined::of(document, kept);
    let shown = document.items().iter().filter(|item| is_wanted(&item.file) && !inlined.has(item));
    let mut items: Vec<&Item> = shown.collect();
    sort_by(&mut items, |a, b| (&a.file, a.section).cmp(&(&b.file, b.section)));
    items
        .chunk_by(|a, b| a.file == b.file)
        .filter_map(|items| items.first().map(|first| (&first.file, items)))
        .map(|(file, items)| {
            let comments: Vec<&str> = document.comments(file).collect();
            let mut recorder = Recorder::new(with_spans);
            let text = render_file(&comments, items, &inlined, &mut recorder);
            Rendered { name: format!("{file}.tf"), text, spans: recorder.finish() }
        })
        .collect()
}

/// Comments and blocks, with an empty line between each.
fn render_file(comments: &[&str], items: &[&Item], inlined: &Inlined<'_>, recorder: &mut Recorder) -> String {
    let mut file = Pieces { text: String::new(), recorder };
    if !comments.is_empty() {
        file.add(|_| comments.iter().map(|text| comment::lines(text, 0)).collect());
    }
    for section in items.chunk_by(|a, b| a.section == b.section) {
        match section.first().map(|first| first.section) {
            Some(Section::Locals) => file.add(|recorder| locals(section, recorder)),
            _ => section.iter().for_each(|item| top_level(item, inlined, &mut file)),
        }
    }
    file.text
}

/// What a file consists of, with an empty line between.
struct Pieces<'a> {
    text: String,
    recorder: &'a mut Recorder,
}

impl Pieces<'_> {
    fn add(&mut self, piece: impl FnOnce(&mut Recorder) -> String) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        if self.recorder.is_on() {
            self.recorder.after(breaks(&self.text));
        }
        let piece = piece(self.recorder);
        self.text.push_str(&piece);
    }
}

/// All local values of a file. One that takes several lines is set apart.
fn locals(items: &[&Item], recorder: &mut Recorder) -> String {
    let mut out = "locals {".to_owned();
    let rows: Vec<(&Item, Cow<'_, Value>, String)> = items
        .iter()
        .filter_map(|item| {
            let value = body::value_of(&item.content)?;
            let text = value_text(&value, 1);
            Some((*item, value, text))
        })
        .collect();
    let is_long = |(.., text): &(_, _, String)| text.contains('\n');
    for (index, run) in rows.chunk_by(|a, b| !is_long(a) && !is_long(b)).enumerate() {
        out.push_str(if index > 0 { "\n" } else { "" });
        let start = last_line(&out);
        let texts: Vec<_> = run.iter().map(|(item, _, text)| (item.name.to_string(), text.clone())).collect();
        // Writing to a string cannot fail.
        let _ = write_assignments(&mut out, &texts, 1);
        record_locals(run, start, recorder);
    }
    out + "\n}\n"
}

/// Notes local values below a line.
fn record_locals(run: &[(&Item, Cow<'_, Value>, String)], line: usize, recorder: &mut Recorder) {
    let mut at = line;
    for (item, value, text) in run.iter().filter(|_| recorder.is_on()).collect::<Vec<_>>() {
        at += 1;
        let open = recorder.item(item, || at);
        record_value(recorder, value, 1, at);
        at += breaks(text);
        recorder.close(open, || at);
    }
}

/// A top-level block; several where an item holds several bodies.
fn top_level(item: &Item, inlined: &Inlined<'_>, file: &mut Pieces<'_>) {
    let header = Header::of(item);
    let mut write = |block: &Block| {
        file.add(|recorder| {
            let open = recorder.item(item, || 1);
            let mut out = header.to_string();
            body::write(&mut out, block, 0, &body::Place::Top(item.section, inlined), recorder);
            recorder.close(open, || last_line(&out));
            out.push('\n');
            out
        });
    };
    match &item.content {
        Content::Block(block) => write(block),
        Content::Blocks(blocks) => blocks.iter().for_each(write),
        content => {
            let entries = match body::value_of(content).as_deref() {
                Some(Value::Object(entries)) => entries.clone(),
                _ => Vec::new(),
            };
            let mut block = Block::new();
            entries.into_iter().for_each(|(name, value)| block.put(name, Content::Value(value)));
            write(&block);
        }
    }
}

#[cfg(test)]
mod tests;
