use std::ops::Range;

use crate::editor::Notation;
use crate::editor::outline::{Cursor, Outline};
use crate::editor::quote;

/// Where something is written, and into what.
pub(super) struct CursorContext<'a> {
    pub(super) outline: &'a Outline<'a>,
    pub(super) cursor: Cursor,
    pub(super) offset: usize,
    /// What is replaced.
    pub(super) range: Range<usize>,
    /// The quote that is before the word already.
    pub(super) quote: Option<char>,
}

impl<'a> CursorContext<'a> {
    pub(super) fn new(outline: &'a Outline<'a>, cursor: Cursor, offset: usize) -> Self {
        let word = outline.slice(cursor.word.clone());
        let quote = word.chars().next().filter(|first| matches!(first, '"' | '\''));
        let quote = quote.filter(|_| offset > cursor.word.start);
        let range = match quote {
            None => cursor.word.clone(),
            Some(sign) if word.len() > 1 && word.ends_with(sign) && offset <= cursor.word.end => {
                cursor.word.start + 1..cursor.word.end
            }
            // Nobody closed it: what follows may be anything.
            Some(_) => cursor.word.start + 1..offset,
        };
        Self { outline, cursor, offset, range, quote }
    }

    pub(super) fn is_json(&self) -> bool {
        self.outline.notation == Notation::Json
    }

    /// Whether text inserted here gets lines of its own.
    pub(super) fn is_block(&self) -> bool {
        !self.is_json() && !self.cursor.in_flow
    }

    /// The part of the word before the cursor.
    pub(super) fn typed(&self) -> &str {
        self.outline.slice(self.range.start..self.offset)
    }

    /// A key, or a text as a value, as it continues after a quote that is there already.
    pub(super) fn word(&self, text: &str, written: String) -> String {
        match self.quote {
            Some('\'') => text.replace('\'', "''") + "'",
            Some(_) => quote::in_quotes(text).chars().skip(1).collect(),
            None => written,
        }
    }

    /// What keeps a value apart from the colon or dash right before the cursor.
    pub(super) fn gap(&self) -> &'static str {
        let before = self.outline.slice(0..self.range.start);
        if before.ends_with([':', '-']) && self.quote.is_none() && !self.cursor.below { " " } else { "" }
    }

    /// A new line, indented.
    pub(super) fn new_line(&self, column: usize) -> String {
        format!("{}{:column$}", self.outline.line_break(), "")
    }

    /// The comma that is needed before the next entry in the same brackets.
    pub(super) fn comma(&self, container: Option<usize>) -> &'static str {
        let part = container.and_then(|at| self.outline.part(at)).filter(|part| part.shape.is_flow());
        let children = part.map(|part| part.children.as_slice()).unwrap_or_default();
        let starts = children.iter().filter_map(|child| Some(self.outline.part(*child)?.span.start));
        let Some(next) = starts.filter(|start| *start >= self.range.end).min() else { return "" };
        let between = self.outline.slice(self.range.end..next);
        if between.contains(',') { "" } else { "," }
    }
}
