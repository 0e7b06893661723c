use std::ops::Range;

use groundplan::diagnostic::Segment;

use super::part::{Part, Shape};
use crate::editor::{Notation, quote};

/// Reads a text from start to end, and accepts any text.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) notation: Notation,
    pub(super) at: usize,
    pub(super) parts: Vec<Part>,
    /// Comments and texts over several lines: nothing is offered in them.
    pub(super) quiet: Vec<Range<usize>>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str, notation: Notation) -> Self {
        Self { text, notation, at: 0, parts: vec![Part::new(None, None, 0)], quiet: Vec::new() }
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    pub(super) fn part(&self, part: usize) -> Option<&Part> {
        self.parts.get(part)
    }

    pub(super) fn change(&mut self, part: usize, change: impl FnOnce(&mut Part)) {
        if let Some(part) = self.parts.get_mut(part) {
            change(part);
        }
    }

    pub(super) fn shape(&self, part: usize) -> Shape {
        self.part(part).map_or(Shape::Empty, |part| part.shape)
    }

    /// Adds an entry with this key.
    pub(super) fn entry(&mut self, parent: usize, key: Range<usize>) -> usize {
        let name = quote::unquoted(self.slice(key.clone()), self.notation);
        let mut part = Part::new(Some(parent), Some(Segment::Key(name)), key.start);
        part.key = Some(key);
        self.add(parent, part)
    }

    /// Adds the next item of a list.
    pub(super) fn item(&mut self, parent: usize, start: usize) -> usize {
        let index = self.part(parent).map_or(0, |parent| parent.children.len());
        self.add(parent, Part::new(Some(parent), Some(Segment::Index(index)), start))
    }

    fn add(&mut self, parent: usize, part: Part) -> usize {
        let new = self.parts.len();
        self.parts.push(part);
        self.change(parent, |parent| parent.children.push(new));
        new
    }

    pub(super) fn skip_spaces(&mut self) {
        while matches!(self.byte(self.at), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Where the line ends in which this place is: at its line feed, or at the end of the text.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.slice(at..self.text.len()).find('\n').map_or(self.text.len(), |length| at + length)
    }

    /// Takes the comment that begins here, to the end of its line.
    pub(super) fn comment(&mut self) {
        let end = self.line_end(self.at);
        self.quiet.push(self.at..end);
        self.at = end;
    }

    /// Whether a comment begins here: at the start of a line or after white space.
    pub(super) fn is_comment(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.byte(before));
        self.notation == Notation::Yaml
            && self.byte(self.at) == Some(b'#')
            && before.is_none_or(|before| before.is_ascii_whitespace())
    }

    /// Whether what begins here is indented no deeper than a part in block style, so is outside of it.
    pub(super) fn is_outside(&self, line: usize, floor: Option<usize>) -> bool {
        let Some(floor) = floor else { return false };
        let blank = self.slice(line..self.text.len()).bytes().take_while(|byte| matches!(byte, b' ' | b'\t'));
        let column = blank.count();
        let first = self.byte(line + column);
        let is_content = first.is_some_and(|byte| !matches!(byte, b'\n' | b'\r' | b'}' | b']' | b'#'));
        is_content && column <= floor
    }

    /// The quoted text that begins here. One that nobody closed ends with its line.
    pub(super) fn quoted(&mut self, floor: Option<usize>) -> Range<usize> {
        let start = self.at;
        let sign = self.byte(start);
        let mut at = start + 1;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'\\' if sign == Some(b'"') && self.byte(at + 1).is_some_and(|next| next != b'\n') => at += 2,
                b'\'' if sign == Some(b'\'') && self.byte(at + 1) == Some(b'\'') => at += 2,
                byte if Some(byte) == sign => {
                    self.at = at + 1;
                    return start..self.at;
                }
                b'\n' if self.notation == Notation::Json || self.is_outside(at + 1, floor) => break,
                _ => at += 1,
            }
        }
        let end = self.line_end(start);
        self.at = start + self.slice(start..end).trim_ascii_end().len();
        start..self.at
    }
}
