use std::ops::Range;

use saphyr_parser::{Marker, Span};

/// Where each line of a text begins: turns the parser's lines and columns into bytes.
///
/// The parser counts characters, not bytes; its count over the whole text is off after some comments,
/// but not its lines and columns.
pub(super) struct Places<'a> {
    text: &'a str,
    lines: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let breaks = text.match_indices(['\n', '\r']).filter(|(at, found)| {
            *found == "\n" || !text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n'))
        });
        Self { text, lines: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect() }
    }

    /// The text that is parsed.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The byte at which something begins.
    pub(super) fn byte(&self, marker: &Marker) -> usize {
        let Some(start) = self.lines.get(marker.line().saturating_sub(1)).copied() else {
            return self.text.len();
        };
        let line = self.text.get(start..).unwrap_or_default();
        line.char_indices().nth(marker.col()).map_or(self.text.len(), |(at, _)| start + at)
    }

    /// The bytes of a span.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.byte(&span.start);
        start..self.byte(&span.end).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_bytes() {
        let places = Places::new("ä😀x\r\ny\rz\n");
        let byte = |line, col| places.byte(&Marker::new(0, line, col));
        assert_eq!(byte(1, 2), 6);
        assert_eq!(byte(2, 0), 9);
        assert_eq!(byte(3, 0), 11);
        assert_eq!(byte(99, 0), 13);
        assert_eq!(byte(4, 7), 13);
    }
}
