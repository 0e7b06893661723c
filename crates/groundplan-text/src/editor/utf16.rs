//! Offsets in UTF-16 code units, as strings of browsers and of the Language Server Protocol count, and in bytes, as
//! texts here do.

use std::ops::Range;

/// The byte offset of an offset in UTF-16 code units. In the middle of a character it is the character's start; behind
/// the end it is the end.
///
/// ```
/// use groundplan_text::editor::utf16;
/// assert_eq!(utf16::to_byte("ä😀x", 3), 6);
/// assert_eq!(utf16::to_byte("ä😀x", 2), 2);
/// ```
#[must_use]
pub fn to_byte(text: &str, offset: usize) -> usize {
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > offset {
            return at;
        }
    }
    text.len()
}

/// The offset in UTF-16 code units of a byte offset. In the middle of a character it is the character's start.
///
/// ```
/// use groundplan_text::editor::utf16;
/// assert_eq!(utf16::of_byte("ä😀x", 6), 3);
/// ```
#[must_use]
pub fn of_byte(text: &str, offset: usize) -> usize {
    let whole = text.char_indices().take_while(|(at, character)| at + character.len_utf8() <= offset);
    whole.map(|(_, character)| character.len_utf16()).sum()
}

/// The range in UTF-16 code units of a range in bytes.
#[must_use]
pub fn of_range(text: &str, range: &Range<usize>) -> Range<usize> {
    of_byte(text, range.start)..of_byte(text, range.end)
}

/// The start of the character that a byte offset is in.
pub(super) fn boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_goes_there_and_back() {
        let text = "a: \"ä😀\u{301}\"\r\n# 日本\n𝒳";
        let wide: Vec<u16> = text.encode_utf16().collect();
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let units = of_byte(text, byte);
            assert_eq!(String::from_utf16(&wide[..units]).unwrap(), text[..byte]);
            assert_eq!(to_byte(text, units), byte);
        }
    }

    #[test]
    fn places_inside_of_characters_and_behind_the_end_are_taken() {
        assert_eq!((of_byte("😀", 2), to_byte("😀", 1), boundary("😀", 3)), (0, 0, 0));
        assert_eq!((of_byte("ä", 9), to_byte("ä", 9), boundary("ä", 9)), (1, 2, 2));
    }
}
