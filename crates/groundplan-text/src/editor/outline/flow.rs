use std::ops::Range;

use super::part::Shape;
use super::scan::Scan;
use crate::editor::Notation;

/// A map or list that is open, and its current entry.
#[derive(Clone, Copy)]
struct Level {
    part: usize,
    current: Option<usize>,
}

/// Reads `{ … }` and `[ … ]`, however deep and whatever is missing.
pub(super) struct Flow<'s, 'a> {
    scan: &'s mut Scan<'a>,
    levels: Vec<Level>,
    floor: Option<usize>,
}

impl<'a> Scan<'a> {
    /// Takes the map or list that begins here as the value of a part. It ends with its bracket or, where that
    /// is missing, where a line is indented no deeper than the floor.
    pub(super) fn flow(&mut self, owner: usize, floor: Option<usize>) {
        let mut flow = Flow { scan: self, levels: Vec::new(), floor };
        flow.open(owner);
        while !flow.levels.is_empty() && flow.token() {}
        flow.abandon();
    }

    /// A whole text in JSON.
    pub(super) fn json(&mut self) {
        while self.byte(self.at).is_some_and(|byte| !matches!(byte, b'{' | b'[')) {
            self.at += 1;
        }
        if self.at < self.text.len() {
            self.flow(0, None);
        }
    }
}

impl Flow<'_, '_> {
    /// Takes the next token; `false` where nothing of this value follows.
    fn token(&mut self) -> bool {
        let Some(byte) = self.scan.byte(self.scan.at) else { return false };
        match byte {
            b'\n' if self.scan.is_outside(self.scan.at + 1, self.floor) => return false,
            _ if byte.is_ascii_whitespace() => self.scan.at += 1,
            b'#' if self.scan.is_comment() => self.scan.comment(),
            b'{' | b'[' => self.nested(),
            b'}' | b']' => self.close(byte),
            b',' => self.comma(),
            b':' if self.is_colon() => self.colon(),
            b'"' => self.quoted(),
            b'\'' if self.scan.notation == Notation::Yaml => self.quoted(),
            _ => self.plain(),
        }
        true
    }

    fn quoted(&mut self) {
        let range = self.scan.quoted(self.floor);
        self.scalar(range);
    }

    /// In YAML a plain text may contain a colon; after a key in quotes it needs no space.
    fn is_colon(&self) -> bool {
        let next = self.scan.byte(self.scan.at + 1);
        let ends = next.is_none_or(|next| next.is_ascii_whitespace() || b",[]{}".contains(&next));
        let before = self.scan.at.checked_sub(1).and_then(|at| self.scan.byte(at));
        ends || self.scan.notation == Notation::Json || matches!(before, Some(b'"' | b'\''))
    }

    fn open(&mut self, part: usize) {
        let at = self.scan.at;
        let shape = if self.scan.byte(at) == Some(b'{') { Shape::FlowMap } else { Shape::FlowList };
        self.scan.change(part, |part| {
            part.shape = shape;
            part.value = at..at + 1;
        });
        self.levels.push(Level { part, current: None });
        self.scan.at += 1;
    }

    /// A map or list inside of this one: the value of an entry, or an item.
    fn nested(&mut self) {
        let at = self.scan.at;
        let target = match self.waiting() {
            Some(entry) => entry,
            // In a map, what has no key has no name either.
            None if self.in_map() => self.child_entry(at..at),
            None => self.child_item(at),
        };
        self.open(target);
    }

    fn in_map(&self) -> bool {
        self.levels.last().is_some_and(|level| self.scan.shape(level.part) == Shape::FlowMap)
    }

    /// The entry that has its colon and no value.
    fn waiting(&self) -> Option<usize> {
        let current = self.levels.last()?.current?;
        let part = self.scan.part(current)?;
        (part.shape == Shape::Empty && part.mark.is_some()).then_some(current)
    }

    fn scalar(&mut self, range: Range<usize>) {
        if let Some(entry) = self.waiting() {
            self.scan.change(entry, |part| {
                part.shape = Shape::Scalar;
                part.value = range;
            });
        } else if self.in_map() {
            self.child_entry(range);
        } else {
            let item = self.child_item(range.start);
            self.scan.change(item, |part| {
                part.shape = Shape::Scalar;
                part.value = range;
            });
        }
    }

    fn child_entry(&mut self, key: Range<usize>) -> usize {
        let Some(level) = self.levels.last().copied() else { return 0 };
        self.finish(key.start);
        let child = self.scan.entry(level.part, key);
        self.begin(child)
    }

    fn child_item(&mut self, start: usize) -> usize {
        let Some(level) = self.levels.last().copied() else { return 0 };
        self.finish(start);
        let child = self.scan.item(level.part, start);
        self.begin(child)
    }

    fn begin(&mut self, child: usize) -> usize {
        self.scan.change(child, |part| part.in_flow = true);
        if let Some(level) = self.levels.last_mut() {
            level.current = Some(child);
        }
        child
    }

    /// Ends the current entry here.
    fn finish(&mut self, at: usize) {
        if let Some(current) = self.levels.last_mut().and_then(|level| level.current.take()) {
            self.scan.change(current, |part| part.span.end = at);
        }
    }

    fn comma(&mut self) {
        self.finish(self.scan.at);
        self.scan.at += 1;
    }

    fn colon(&mut self) {
        let at = self.scan.at;
        self.scan.at += 1;
        let current = self.levels.last().and_then(|level| level.current).filter(|_| self.in_map());
        let Some(part) = current.and_then(|current| self.scan.part(current)) else { return };
        let value = part.value.clone();
        let entry = match (part.mark, part.shape, current) {
            (None, _, Some(current)) => current,
            // A value that has a colon behind it is the next key: a value or a comma is missing before it.
            (Some(_), Shape::Scalar, Some(current)) => {
                self.scan.change(current, |part| part.shape = Shape::Empty);
                self.child_entry(value)
            }
            _ => return,
        };
        self.scan.change(entry, |part| part.mark = Some(at));
    }

    fn close(&mut self, byte: u8) {
        let shape = if byte == b'}' { Shape::FlowMap } else { Shape::FlowList };
        let end = self.scan.at;
        self.scan.at += 1;
        // A bracket that nothing opened is a slip; one that skips some closes them as well.
        let is_open = self.levels.iter().any(|level| self.scan.shape(level.part) == shape);
        while let Some(level) = self.levels.last().copied().filter(|_| is_open) {
            self.finish(end);
            self.levels.pop();
            let matches = self.scan.shape(level.part) == shape;
            let value_end = if matches { end + 1 } else { end };
            self.scan.change(level.part, |part| {
                part.value.end = value_end;
                part.closed = matches;
            });
            if matches {
                break;
            }
        }
    }

    fn plain(&mut self) {
        let start = self.scan.at;
        self.scan.at += 1;
        while self.scan.byte(self.scan.at).is_some_and(|byte| !self.ends_plain(byte)) {
            self.scan.at += 1;
        }
        let length = self.scan.slice(start..self.scan.at).trim_ascii_end().len();
        self.scan.at = start + length.max(1);
        self.scalar(start..self.scan.at);
    }

    fn ends_plain(&self, byte: u8) -> bool {
        let in_json = self.scan.notation == Notation::Json;
        match byte {
            b',' | b'[' | b']' | b'{' | b'}' | b'\n' => true,
            b':' => self.is_colon(),
            b'"' => in_json,
            b'#' => self.scan.is_comment(),
            _ => in_json && byte.is_ascii_whitespace(),
        }
    }

    /// Ends maps and lists without a closing bracket.
    fn abandon(&mut self) {
        let end = self.scan.at;
        while let Some(level) = self.levels.last().copied() {
            self.finish(end);
            self.scan.change(level.part, |part| part.value.end = end);
            self.levels.pop();
        }
    }
}
