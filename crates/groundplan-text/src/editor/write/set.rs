use std::ops::Range;

use groundplan::diagnostic::Segment;

use super::tree::Tree;
use crate::editor::Edit;
use crate::editor::Notation;
use crate::editor::outline::{Outline, Part, Shape};

/// Whether new maps are written in one line, as in hints, or in lines of their own, as people write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Line,
    Block,
}

/// Sets values in a text.
pub(crate) struct Setter<'a> {
    pub(crate) outline: &'a Outline<'a>,
    pub(crate) style: Style,
}

impl Setter<'_> {
    /// The edits that set this at a path: maps are merged key by key, missing parents are added.
    pub(crate) fn set(&self, path: &[Segment], tree: &Tree) -> Option<Vec<Edit>> {
        let mut at = 0;
        let mut rest = path;
        while let Some((step, deeper)) = rest.split_first() {
            let Some(child) = self.outline.child(at, step) else { break };
            (at, rest) = (child, deeper);
        }
        let Some((first, rest)) = rest.split_first() else { return self.merge(at, tree) };
        let inner = rest.iter().rev().try_fold(tree.clone(), |tree, step| Some(tree.under(key(step)?)))?;
        Some(vec![self.add(at, &[(key(first)?.to_owned(), inner)])?])
    }

    fn merge(&self, at: usize, tree: &Tree) -> Option<Vec<Edit>> {
        let part = self.outline.part(at)?;
        let is_map = matches!(part.shape, Shape::BlockMap | Shape::FlowMap) && !part.children.is_empty();
        match tree {
            Tree::Map(entries) if is_map && !entries.is_empty() => self.merge_entries(at, entries),
            _ => Some(vec![self.replace(part, tree)]),
        }
    }

    fn merge_entries(&self, at: usize, entries: &[(String, Tree)]) -> Option<Vec<Edit>> {
        let known = |name: &str| self.outline.child(at, &Segment::Key(name.to_owned()));
        let (old, new): (Vec<_>, Vec<_>) =
            entries.iter().cloned().partition(|(name, _)| known(name).is_some());
        let mut edits = Vec::new();
        for (name, tree) in old {
            edits.extend(self.merge(known(&name)?, &tree)?);
        }
        edits.retain(|edit| self.outline.slice(edit.range.clone()) != edit.insert);
        if !new.is_empty() {
            edits.push(self.add(at, &new)?);
        }
        Some(edits)
    }

    /// Puts another value in place of what a part has.
    fn replace(&self, part: &Part, tree: &Tree) -> Edit {
        let text = tree.write(self.outline.notation, part.in_flow);
        match part.shape {
            Shape::Scalar | Shape::FlowMap | Shape::FlowList => {
                Edit { range: part.value.clone(), insert: text }
            }
            _ => self.behind_mark(part, text),
        }
    }

    /// After the colon or dash, in place of a value in lines of its own.
    fn behind_mark(&self, part: &Part, text: String) -> Edit {
        let start = part.mark.map_or(part.value.start, |mark| mark + 1);
        let end = if part.shape == Shape::Empty { start } else { part.span.end.max(start) };
        Edit { range: start..end, insert: format!(" {text}") }
    }

    /// Adds entries to a map, or makes the map.
    fn add(&self, at: usize, entries: &[(String, Tree)]) -> Option<Edit> {
        let part = self.outline.part(at)?;
        match part.shape {
            Shape::BlockMap => Some(self.add_lines(part, entries)),
            Shape::FlowMap => self.add_between(part, entries),
            Shape::Empty if part.mark.is_some() => Some(self.make(part, entries)),
            _ => None,
        }
    }

    fn make(&self, part: &Part, entries: &[(String, Tree)]) -> Edit {
        match (self.style, part.column) {
            (Style::Block, Some(column)) if !part.is_item() => {
                let end = part.mark.map_or(part.span.end, |mark| self.outline.line_end(mark));
                Edit { range: end..end, insert: self.lines(entries, column + crate::editor::INDENT) }
            }
            _ => self.replace(part, &Tree::Map(entries.to_vec())),
        }
    }

    fn add_lines(&self, part: &Part, entries: &[(String, Tree)]) -> Edit {
        let end = self.outline.line_end(part.value.end);
        Edit { range: end..end, insert: self.lines(entries, part.indent) }
    }

    fn lines(&self, entries: &[(String, Tree)], column: usize) -> String {
        let line_break = self.outline.line_break();
        let line = |(key, tree): &(String, Tree)| match self.style {
            Style::Block => tree.write_block(key, column, line_break),
            Style::Line => {
                let entry = [(key.clone(), tree.clone())];
                format!("{line_break}{:column$}{}", "", Tree::write_entries(&entry, Notation::Yaml))
            }
        };
        entries.iter().map(line).collect()
    }

    fn add_between(&self, part: &Part, entries: &[(String, Tree)]) -> Option<Edit> {
        if !part.closed {
            return None;
        }
        let text = Tree::write_entries(entries, self.outline.notation);
        let last = part.children.last().and_then(|child| self.outline.part(*child));
        Some(match last {
            None => Edit { range: part.value.start + 1..part.value.end - 1, insert: format!(" {text} ") },
            Some(last) => {
                let end = content(last).end;
                Edit { range: end..end, insert: format!(",{}{text}", self.distance(last)) }
            }
        })
    }

    /// The text before an entry: a line's indentation, where each has a line of its own.
    fn distance(&self, entry: &Part) -> String {
        let line = self.outline.line_start(entry.span.start);
        let before = self.outline.slice(line..entry.span.start);
        let is_own_line = line > 0 && before.trim().is_empty();
        if is_own_line { format!("{}{before}", self.outline.line_break()) } else { " ".to_owned() }
    }
}

/// The key of a step.
fn key(step: &Segment) -> Option<&str> {
    match step {
        Segment::Key(key) => Some(key),
        Segment::Index(_) => None,
    }
}

/// An entry or item without what follows it.
pub(crate) fn content(part: &Part) -> Range<usize> {
    let key_end = part.key.as_ref().map_or(part.span.start, |key| key.end);
    let end = match part.shape {
        Shape::Empty => part.mark.map_or(key_end, |mark| mark + 1),
        _ => part.value.end,
    };
    part.span.start..end
}
