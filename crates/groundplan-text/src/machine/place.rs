use serde::Serialize;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The offset in bytes of UTF-8.
    pub offset: usize,
    /// The offset in UTF-16 code units, as JavaScript counts: `text.slice(start.index, end.index)`.
    pub index: usize,
}

impl Place {
    /// The place of a byte in a text.
    ///
    /// ```
    /// use groundplan_text::machine::Place;
    /// let place = Place::of("😀\n😀x", 9);
    /// assert_eq!(place, Place { line: 2, column: 2, offset: 9, index: 5 });
    /// ```
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        let offset = boundary(text, offset);
        let before = text.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|character| *character != '\n').count() + 1;
        Self { line, column, offset, index: before.encode_utf16().count() }
    }
}

/// The nearest byte at or before an offset at which a character begins.
#[must_use]
pub fn boundary(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "ä\nö😀x";
        assert_eq!(Place::of(text, 9), Place { line: 2, column: 3, offset: 9, index: 5 });
        assert_eq!(Place::of(text, 6), Place { line: 2, column: 2, offset: 5, index: 3 });
        assert_eq!(Place::of(text, 99), Place { line: 2, column: 4, offset: 10, index: 6 });
        assert_eq!(Place::of("", 0), Place { line: 1, column: 1, offset: 0, index: 0 });
    }
}
