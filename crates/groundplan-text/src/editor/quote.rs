//! Quotes around keys and values: taking them off, and putting them on where a notation needs them.

use super::Notation;

/// A key or a single value without its quotes. What is escaped in it is read where JSON can read it.
pub(crate) fn unquoted(text: &str, notation: Notation) -> String {
    match text.as_bytes().first() {
        Some(b'"') => {
            let read = serde_json::from_str::<String>(text);
            read.unwrap_or_else(|_| inside(text, '"').to_owned())
        }
        Some(b'\'') if notation == Notation::Yaml => inside(text, '\'').replace("''", "'"),
        _ => text.to_owned(),
    }
}

fn inside(text: &str, sign: char) -> &str {
    let text = text.strip_prefix(sign).unwrap_or(text);
    text.strip_suffix(sign).unwrap_or(text)
}

/// A text as a value, in quotes where they are needed.
pub(crate) fn text(text: &str, notation: Notation, in_flow: bool) -> String {
    match notation {
        Notation::Json => in_quotes(text),
        Notation::Yaml if is_plain(text, in_flow) => text.to_owned(),
        Notation::Yaml => in_quotes(text),
    }
}

/// A text as a key, in quotes where they are needed.
pub(crate) fn key(text: &str, notation: Notation) -> String {
    match notation {
        Notation::Json => in_quotes(text),
        Notation::Yaml if is_plain(text, true) || is_plain_number(text) => text.to_owned(),
        Notation::Yaml => in_quotes(text),
    }
}

/// A text in double quotes, as both notations read it.
pub(crate) fn in_quotes(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether YAML reads these characters as this very text without quotes.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let is_sign = |first: char| "-?:,[]{}#&*!|>'\"%@`".contains(first);
    let looks_otherwise =
        ["", "~", "null", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word));
    !looks_otherwise
        && !is_plain_number(text)
        && text.trim() == text
        && !text.starts_with(is_sign)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(char::is_control)
        && !(in_flow && text.contains([',', '[', ']', '{', '}']))
}

/// Whether some version of YAML may read these characters as a number. Letters past F are in none.
fn is_plain_number(text: &str) -> bool {
    let is_other =
        |letter: char| letter.is_ascii_alphabetic() && !"abcdefox".contains(letter.to_ascii_lowercase());
    text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | '+'))
        && !(text.starts_with(|first: char| first.is_ascii_digit()) && text.contains(is_other))
        && text.chars().all(|character| character.is_ascii_alphanumeric() || "._+-".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_come_off() {
        assert_eq!(unquoted(r#""a\"b""#, Notation::Yaml), "a\"b");
        assert_eq!(unquoted("'it''s'", Notation::Yaml), "it's");
        assert_eq!(unquoted("\"open", Notation::Json), "open");
        assert_eq!(unquoted("plain", Notation::Yaml), "plain");
    }

    #[test]
    fn quotes_go_on_where_they_are_needed() {
        for plain in ["60 %", "mon-fri 07:00-19:00 Europe/Berlin", "a#b", "30 s", "x-1", "eu-west-1", "30M"] {
            assert_eq!(text(plain, Notation::Yaml, true), plain);
        }
        for odd in
            ["a: b", "a #b", "true", "012345678901", "1.5", "1e3", "0x1F", "", " x", "*", "- x", "x\ny"]
        {
            assert_eq!(text(odd, Notation::Yaml, false), in_quotes(odd), "{odd:?}");
        }
        assert_eq!(text("a, b", Notation::Yaml, false), "a, b");
        assert_eq!(text("a, b", Notation::Yaml, true), "\"a, b\"");
        assert_eq!(text("x", Notation::Json, false), "\"x\"");
        assert_eq!(key("a.b", Notation::Yaml), "a.b");
        assert_eq!(key("a: b", Notation::Yaml), "\"a: b\"");
    }
}
