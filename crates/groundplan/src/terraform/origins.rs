//! The decisions that the parts of a document follow from.

use super::{Block, Content, Document, Item, Key, Value};
use crate::diagnostic::Segment;

impl Item {
    /// Sees every name in it, its own first.
    pub fn names<'a>(&'a self, see: &mut dyn FnMut(&'a Key)) {
        see(&self.name);
        names_of(&self.content, see);
    }

    /// The names that lead to a place in it, its own first, and how many steps each one leads.
    pub(crate) fn way<'a>(&'a self, steps: &[Segment]) -> Vec<(usize, &'a Key)> {
        let mut way = vec![(0, &self.name)];
        follow(&self.content, steps, 0, &mut way);
        way
    }
}

impl Document {
    /// For each decision, the file in which most follows from it, the first of several; nothing, where it leaves
    /// nothing in any.
    #[must_use]
    pub fn files_of_decisions(&self) -> Vec<Option<&Key>> {
        let mut files: Vec<Vec<(&Key, usize)>> = vec![Vec::new(); self.decisions().len()];
        for item in self.items() {
            item.names(&mut |name| {
                for id in name.origins().iter() {
                    let Some(known) = files.get_mut(id.index()) else { continue };
                    match known.iter_mut().find(|(file, _)| *file == &item.file) {
                        Some((_, count)) => *count += 1,
                        None => known.push((&item.file, 1)),
                    }
                }
            });
        }
        files.into_iter().map(most).collect()
    }
}

/// What occurs most, the first of several. Of equals, the last one wins in `max_by_key`.
fn most(files: Vec<(&Key, usize)>) -> Option<&Key> {
    files.into_iter().rev().max_by_key(|(_, count)| *count).map(|(file, _)| file)
}

fn names_of<'a>(content: &'a Content, see: &mut dyn FnMut(&'a Key)) {
    match content {
        Content::Value(value) => names_of_value(value, see),
        Content::Block(block) => names_of_block(block, see),
        Content::Blocks(blocks) => blocks.iter().for_each(|block| names_of_block(block, see)),
        Content::Addresses(_) | Content::Names(_) | Content::Literal(_) => {}
    }
}

fn names_of_block<'a>(block: &'a Block, see: &mut dyn FnMut(&'a Key)) {
    for (name, content) in block.entries() {
        see(name);
        names_of(content, see);
    }
}

fn names_of_value<'a>(value: &'a Value, see: &mut dyn FnMut(&'a Key)) {
    match value {
        Value::List(values) => values.iter().for_each(|value| names_of_value(value, see)),
        Value::Object(entries) => {
            for (name, value) in entries {
                see(name);
                names_of_value(value, see);
            }
        }
        _ => {}
    }
}

fn follow<'a>(content: &'a Content, steps: &[Segment], done: usize, way: &mut Vec<(usize, &'a Key)>) {
    match (content, steps) {
        (Content::Value(value), steps) => follow_value(value, steps, done, way),
        (Content::Block(block), [Segment::Index(_), rest @ ..]) => follow_block(block, rest, done + 1, way),
        (Content::Block(block), steps) => follow_block(block, steps, done, way),
        (Content::Blocks(blocks), [Segment::Index(at), rest @ ..]) => {
            if let Some(block) = blocks.get(*at) {
                follow_block(block, rest, done + 1, way);
            }
        }
        _ => {}
    }
}

fn follow_block<'a>(block: &'a Block, steps: &[Segment], done: usize, way: &mut Vec<(usize, &'a Key)>) {
    let Some((Segment::Key(name), rest)) = steps.split_first() else { return };
    let known = block.entries().find(|(key, _)| *key == name.as_str());
    if let Some((key, content)) = known {
        way.push((done + 1, key));
        follow(content, rest, done + 1, way);
    }
}

fn follow_value<'a>(value: &'a Value, steps: &[Segment], done: usize, way: &mut Vec<(usize, &'a Key)>) {
    match (value, steps) {
        (Value::Object(entries), [Segment::Key(name), rest @ ..]) => {
            if let Some((key, value)) = entries.iter().find(|(key, _)| *key == name.as_str()) {
                way.push((done + 1, key));
                follow_value(value, rest, done + 1, way);
            }
        }
        (Value::List(values), [Segment::Index(at), rest @ ..]) => {
            if let Some(value) = values.get(*at) {
                follow_value(value, rest, done + 1, way);
            }
        }
        _ => {}
    }
}
