use std::ops::Range;

use super::Outline;
use super::part::{Part, Shape};
use crate::editor::{INDENT, Notation};

/// What can be written where the cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A key of this map; the entry whose key it is, if it is begun.
    Key {
        /// The map.
        map: usize,
        /// The entry.
        entry: Option<usize>,
    },
    /// The value of this entry or item, or of the whole text.
    Value(usize),
    /// An item of this list that is not begun.
    Item(usize),
}

/// Where the cursor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// What can be written here.
    pub(crate) place: Place,
    /// The word at the cursor, with its quotes; empty where nothing is begun.
    pub(crate) word: Range<usize>,
    /// Whether this is a line of its own in block style, with the cursor at its indentation.
    pub(crate) below: bool,
    /// Whether this is between braces or brackets.
    pub(crate) in_flow: bool,
    /// In block style, the column of keys that are written here.
    pub(crate) column: usize,
}

impl Outline<'_> {
    /// What is at an offset: nothing inside of comments and of texts over several lines.
    pub(crate) fn cursor(&self, offset: usize) -> Option<Cursor> {
        let is_quiet = |range: &Range<usize>| range.start < offset && offset <= range.end;
        if self.quiet.iter().any(is_quiet) {
            return None;
        }
        let of_word = self.at_word(offset).or_else(|| self.behind_word(offset));
        of_word.or_else(|| match self.brackets(offset) {
            Some(at) => self.between(at, offset),
            None => self.on_line(offset),
        })
    }

    /// At a key or a single value.
    fn at_word(&self, offset: usize) -> Option<Cursor> {
        let touches = |range: &Range<usize>| range.start <= offset && offset <= range.end;
        (0..).zip(&self.parts).find_map(|(at, part)| match &part.key {
            Some(key) if touches(key) => self.key_at(at, part, key.clone()),
            _ if part.shape == Shape::Scalar && touches(&part.value) => Some(self.value_at(at, part)),
            _ => None,
        })
    }

    fn key_at(&self, at: usize, part: &Part, key: Range<usize>) -> Option<Cursor> {
        Some(Cursor {
            place: Place::Key { map: part.parent?, entry: Some(at) },
            word: key,
            below: false,
            in_flow: part.in_flow,
            column: part.column.unwrap_or_default(),
        })
    }

    fn value_at(&self, at: usize, part: &Part) -> Cursor {
        Cursor {
            place: Place::Value(at),
            word: part.value.clone(),
            below: part.below,
            in_flow: part.in_flow,
            column: part.indent,
        }
    }

    /// Behind a plain value and spaces, where it goes on: `1 ` becomes `1 GiB`.
    fn behind_word(&self, offset: usize) -> Option<Cursor> {
        let goes_on = |part: &Part| {
            let between = self.text.get(part.value.end..offset);
            let is_blank = between.is_some_and(|between| between.bytes().all(|byte| byte == b' '));
            let is_quoted = self.slice(part.value.clone()).starts_with(['"', '\'']);
            part.shape == Shape::Scalar && is_blank && !is_quoted
        };
        let (at, part) = (0..).zip(&self.parts).find(|(_, part)| goes_on(part))?;
        Some(Cursor { word: part.value.start..offset, ..self.value_at(at, part) })
    }

    /// The innermost `{ … }` or `[ … ]` around an offset.
    fn brackets(&self, offset: usize) -> Option<usize> {
        let holds =
            |part: &Part| part.shape.is_flow() && part.value.start < offset && offset <= self.inner_end(part);
        let innermost = (0..).zip(&self.parts).filter(|(_, part)| holds(part));
        innermost.max_by_key(|(_, part)| part.value.start).map(|(at, _)| at)
    }

    /// Where the inside of a map or list between brackets ends.
    fn inner_end(&self, part: &Part) -> usize {
        part.value.end - usize::from(part.closed)
    }

    /// Between the words in brackets.
    fn between(&self, at: usize, offset: usize) -> Option<Cursor> {
        let part = self.part(at)?;
        let touched = part.children.iter().filter_map(|child| Some((*child, self.part(*child)?)));
        let mut touched = touched.filter(|(_, child)| (child.span.start..=child.span.end).contains(&offset));
        let place = match touched.next() {
            Some((child, entry)) => {
                let is_waiting = entry.mark.is_some_and(|mark| mark < offset) && entry.shape == Shape::Empty;
                is_waiting.then_some(Place::Value(child))?
            }
            None if part.shape == Shape::FlowMap => Place::Key { map: at, entry: None },
            None => Place::Item(at),
        };
        Some(Cursor { place, word: offset..offset, below: false, in_flow: true, column: 0 })
    }

    /// In block style, beside the words.
    fn on_line(&self, offset: usize) -> Option<Cursor> {
        let start = self.line_start(offset);
        let before = self.text.get(start..offset)?;
        let after = self.text.get(offset..self.line_end(offset).max(offset))?;
        let is_free = matches!(after.trim_start().chars().next(), None | Some('#'));
        match before.trim().is_empty() {
            _ if !is_free || self.notation == Notation::Json => None,
            true => self.on_empty_line(start, offset),
            false => self.behind_mark(start, offset),
        }
    }

    fn last_block(&self, before: usize) -> Option<usize> {
        let parts = (0..).zip(&self.parts).filter(|(_, part)| part.column.is_some());
        let earlier = parts.filter(|(_, part)| part.span.start < before);
        earlier.max_by_key(|(_, part)| part.span.start).map(|(at, _)| at)
    }

    fn on_empty_line(&self, start: usize, offset: usize) -> Option<Cursor> {
        let column = offset - start;
        let mut at = self.last_block(start).unwrap_or_default();
        while let Some(part) = self.part(at).filter(|part| part.column >= Some(column)) {
            at = part.parent?;
        }
        let part = self.part(at)?;
        let place = match part.shape {
            Shape::Empty => Place::Value(at),
            Shape::BlockMap if part.indent == column => Place::Key { map: at, entry: None },
            Shape::BlockList if part.indent == column => Place::Item(at),
            _ => return None,
        };
        Some(Cursor { place, word: offset..offset, below: true, in_flow: false, column })
    }

    /// Behind a colon or a dash with nothing behind it.
    fn behind_mark(&self, start: usize, offset: usize) -> Option<Cursor> {
        let at = self.last_block(offset)?;
        let part = self.part(at).filter(|part| part.shape == Shape::Empty)?;
        let mark = part.mark.filter(|mark| (start..offset).contains(mark))?;
        let is_blank = self.text.get(mark + 1..offset)?.trim().is_empty();
        let column = if part.is_item() { offset - start } else { part.column? + INDENT };
        let cursor =
            Cursor { place: Place::Value(at), word: offset..offset, below: false, in_flow: false, column };
        is_blank.then_some(cursor)
    }
}
