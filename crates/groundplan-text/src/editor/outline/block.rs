use std::ops::Range;

use super::part::Shape;
use super::scan::Scan;

/// Reads YAML in block style: line by line, by indentation.
pub(super) struct Block<'s, 'a> {
    scan: &'s mut Scan<'a>,
    /// Where the line begins.
    line: usize,
    /// The part in block style that began last: what the next line is deeper or shallower than.
    last: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn block(&mut self) {
        let mut block = Block { scan: self, line: 0, last: 0 };
        while block.scan.at < block.scan.text.len() {
            block.next_line();
        }
    }
}

impl Block<'_, '_> {
    fn next_line(&mut self) {
        self.line = self.scan.at;
        self.scan.skip_spaces();
        self.content();
        self.rest();
    }

    /// What follows on the line: a comment, or what makes no sense.
    fn rest(&mut self) {
        let end = self.scan.line_end(self.scan.at);
        while self.scan.at < end && !self.scan.is_comment() {
            self.scan.at += 1;
        }
        if self.scan.at < end {
            self.scan.comment();
        }
        self.scan.at = (self.scan.at + 1).min(self.scan.text.len());
    }

    fn content(&mut self) {
        while self.is_dash() {
            if !self.item() {
                return;
            }
        }
        let column = self.column();
        match self.scan.byte(self.scan.at) {
            None | Some(b'\n' | b'\r' | b'#') => {}
            Some(_) if column == 0 && self.is_between_documents() => {}
            Some(_) => match self.key() {
                Some((key, colon)) => self.entry(column, key, colon),
                None => self.loose(column),
            },
        }
    }

    fn column(&self) -> usize {
        self.scan.at - self.line
    }

    fn is_between_documents(&self) -> bool {
        let rest = self.scan.slice(self.scan.at..self.scan.text.len());
        rest.starts_with("---") || rest.starts_with("...") || rest.starts_with('%')
    }

    fn is_dash(&self) -> bool {
        let next = self.scan.byte(self.scan.at + 1);
        self.scan.byte(self.scan.at) == Some(b'-') && next.is_none_or(|next| next.is_ascii_whitespace())
    }

    /// The part around something at this column.
    fn climb(&self, column: usize) -> usize {
        let mut part = self.last;
        while let Some(found) = self.scan.part(part).filter(|found| found.column >= Some(column)) {
            part = found.parent.unwrap_or_default();
        }
        part
    }

    /// The same for a dash, which may be directly below the key that it belongs to.
    fn climb_from_dash(&self, column: usize) -> usize {
        let is_inside = |part: usize| {
            self.scan.part(part).is_some_and(|found| {
                let may_hold = matches!(found.shape, Shape::Empty | Shape::BlockList);
                found.column > Some(column) || found.column == Some(column) && (found.is_item() || !may_hold)
            })
        };
        let mut part = self.last;
        while is_inside(part) {
            part = self.scan.part(part).and_then(|found| found.parent).unwrap_or_default();
        }
        part
    }

    /// Takes a dash; `false` where a list is not allowed.
    fn item(&mut self) -> bool {
        let column = self.column();
        let parent = self.climb_from_dash(column);
        match self.scan.shape(parent) {
            Shape::Empty => self.scan.change(parent, |part| {
                part.shape = Shape::BlockList;
                part.indent = column;
            }),
            Shape::BlockList => {}
            _ => return false,
        }
        let at = self.scan.at;
        let item = self.scan.item(parent, at);
        self.begin(item, column, at);
        true
    }

    /// Takes the sign that a part begins with, and the white space behind it.
    fn begin(&mut self, part: usize, column: usize, mark: usize) {
        self.scan.change(part, |part| {
            part.column = Some(column);
            part.mark = Some(mark);
            part.span.end = mark + 1;
            part.value = mark + 1..mark + 1;
        });
        self.last = part;
        self.scan.at = mark + 1;
        self.scan.skip_spaces();
    }

    /// The key that begins here, and the position of its colon.
    fn key(&self) -> Option<(Range<usize>, usize)> {
        let start = self.scan.at;
        let line = self.scan.slice(start..self.scan.line_end(start));
        let from = quoted_length(line);
        let rest = line.get(from..)?;
        let is_end = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t', '\r']);
        let comment = rest.find(" #").unwrap_or(rest.len());
        let mut colons = rest.match_indices(':').take_while(|(at, _)| *at < comment);
        let (colon, _) = colons.find(|(at, _)| is_end(rest.get(at + 1..).unwrap_or_default()))?;
        let key = line.get(..from + colon)?.trim_ascii_end();
        let is_key = !line.starts_with(['{', '[']) && (from == 0 || key.len() == from);
        is_key.then_some((start..start + key.len(), start + from + colon))
    }

    fn entry(&mut self, column: usize, key: Range<usize>, colon: usize) {
        let parent = self.climb(column);
        if !self.make_map(parent, column) {
            return;
        }
        let entry = self.scan.entry(parent, key);
        self.begin(entry, column, colon);
        self.value(entry, false);
    }

    /// Makes a map of the part around an entry.
    fn make_map(&mut self, parent: usize, column: usize) -> bool {
        let Some(part) = self.scan.part(parent) else { return false };
        let unfinished = (part.shape == Shape::Scalar && part.below).then(|| part.value.clone());
        match part.shape {
            Shape::BlockMap => return true,
            Shape::Empty | Shape::Scalar => {}
            _ => return false,
        }
        self.scan.change(parent, |part| {
            part.shape = Shape::BlockMap;
            part.indent = column;
        });
        // What looked like a value in a line of its own was a key that is not finished.
        if let Some(key) = unfinished {
            self.scan.entry(parent, key.clone());
            self.close_key(key.end, column);
        }
        true
    }

    fn close_key(&mut self, end: usize, column: usize) {
        let key = self.scan.parts.len().saturating_sub(1);
        self.scan.change(key, |part| {
            part.column = Some(column);
            part.span.end = end;
        });
    }

    /// Text without a key: the value of the part above, more of it, or a key that is not finished.
    fn loose(&mut self, column: usize) {
        let parent = self.climb(column);
        let Some((shape, indent)) = self.scan.part(parent).map(|part| (part.shape, part.indent)) else {
            return;
        };
        match shape {
            Shape::Empty => self.value(parent, self.scan.slice(self.line..self.scan.at).trim().is_empty()),
            Shape::Scalar => {
                let range = self.plain();
                self.scan.change(parent, |part| part.value.end = range.end);
            }
            Shape::BlockMap if indent == column => {
                let key = self.plain();
                self.scan.entry(parent, key.clone());
                self.close_key(key.end, column);
                self.last = self.scan.parts.len().saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Takes the value that begins here, if there is one on this line.
    fn value(&mut self, owner: usize, below: bool) {
        self.properties();
        let floor = self.scan.part(owner).and_then(|part| part.column);
        match self.scan.byte(self.scan.at) {
            None | Some(b'\n' | b'\r') => {}
            Some(b'#') if self.scan.is_comment() => {}
            Some(b'{' | b'[') => self.scan.flow(owner, floor),
            Some(b'|' | b'>') => self.literal(owner, floor),
            Some(b'"' | b'\'') => {
                let range = self.scan.quoted(floor);
                self.scalar(owner, range, below);
            }
            Some(_) => {
                let range = self.plain();
                self.scalar(owner, range, below);
            }
        }
    }

    /// An anchor or a tag before a value.
    fn properties(&mut self) {
        while matches!(self.scan.byte(self.scan.at), Some(b'&' | b'!')) {
            while self.scan.byte(self.scan.at).is_some_and(|byte| !byte.is_ascii_whitespace()) {
                self.scan.at += 1;
            }
            self.scan.skip_spaces();
        }
    }

    fn scalar(&mut self, owner: usize, range: Range<usize>, below: bool) {
        let column = range.start - self.line.min(range.start);
        self.scan.change(owner, |part| {
            part.shape = Shape::Scalar;
            part.value = range;
            part.below = below;
            part.indent = column;
        });
    }

    /// A plain text up to the end of the line or a comment.
    fn plain(&mut self) -> Range<usize> {
        let start = self.scan.at;
        let line = self.scan.slice(start..self.scan.line_end(start));
        let comment = line.find(" #").unwrap_or(line.len());
        let length = line.get(..comment).unwrap_or_default().trim_ascii_end().len();
        self.scan.at = start + length;
        start..self.scan.at
    }

    /// A text over several lines: all that are indented deeper, and empty ones between.
    fn literal(&mut self, owner: usize, floor: Option<usize>) {
        let start = self.scan.at;
        let mut end = self.scan.line_end(start);
        let mut next = end;
        while next < self.scan.text.len() && !self.is_shallow(next + 1, floor) {
            let is_empty = self.scan.slice(next..self.scan.line_end(next + 1)).trim().is_empty();
            next = self.scan.line_end(next + 1);
            end = if is_empty { end } else { next };
        }
        self.scan.quiet.push(start..end);
        self.scan.change(owner, |part| {
            part.shape = Shape::Literal;
            part.value = start..end;
        });
        self.scan.at = end;
    }

    /// Whether a line that holds something is indented no deeper than the floor.
    fn is_shallow(&self, line: usize, floor: Option<usize>) -> bool {
        let text = self.scan.slice(line..self.scan.line_end(line));
        let column = text.len() - text.trim_start_matches(' ').len();
        !text.trim().is_empty() && Some(column) <= floor
    }
}

/// How long the text in quotes is that a line begins with: 0 where there is none.
fn quoted_length(line: &str) -> usize {
    let Some(sign) = line.chars().next().filter(|first| matches!(first, '"' | '\'')) else { return 0 };
    let mut escaped = false;
    for (at, character) in line.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' if sign == '"' => escaped = true,
            _ if character == sign => return at + 1,
            _ => {}
        }
    }
    0
}
