/// Where a byte stands: line and column from 1, as editors count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The line.
    pub(super) line: usize,
    /// The column, in characters.
    pub(super) column: usize,
    /// The byte.
    pub(super) offset: usize,
}

impl Place {
    /// The place of a byte in a text.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let offset = boundary(text, offset);
        let before = text.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|character| *character != '\n').count() + 1;
        Self { line, column, offset }
    }
}

/// The nearest byte at or before an offset at which a character begins.
pub(super) fn boundary(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "ä\nö😀x";
        assert_eq!(Place::of(text, 9), Place { line: 2, column: 3, offset: 9 });
        assert_eq!(Place::of(text, 6), Place { line: 2, column: 2, offset: 5 });
        assert_eq!(Place::of(text, 99), Place { line: 2, column: 4, offset: 10 });
        assert_eq!(Place::of("", 0), Place { line: 1, column: 1, offset: 0 });
    }
}
