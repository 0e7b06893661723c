use groundplan::spec::{Kind, NodeValue};

/// A plain scalar by the core schema of YAML 1.2, with its characters as they are.
pub(super) fn plain(text: &str) -> NodeValue {
    let kind = match text {
        "" | "~" | "null" | "Null" | "NULL" => return NodeValue::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Kind::Bool,
        _ if is_number(text) => Kind::Number,
        _ => Kind::Text,
    };
    NodeValue::Scalar(text.to_owned(), kind)
}

/// How long the quoted scalar is that a text begins with, if it begins with one.
pub(super) fn quoted_length(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if quote == '"' && character == '\\' {
            characters.next();
        } else if character == quote
            && (quote == '"' || characters.next_if(|(_, next)| *next == quote).is_none())
        {
            return Some(at + 1);
        }
    }
    None
}

/// <https://yaml.org/spec/1.2.2/#1032-tag-resolution>
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    is_based(text, "0o", 8)
        || is_based(text, "0x", 16)
        || is_decimal(unsigned)
        || matches!(unsigned, ".inf" | ".Inf" | ".INF")
        || matches!(text, ".nan" | ".NaN" | ".NAN")
}

fn is_based(text: &str, prefix: &str, base: u32) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|digits| !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base)))
}

fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let is_empty = exponent.is_empty() || (whole.is_empty() && fraction.is_empty());
    !is_empty && digits(whole) && digits(fraction) && digits(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_end_where_they_end() {
        let length = |text| quoted_length(text).unwrap();
        assert_eq!(length(r#""a\"ä" # "no""#), 7);
        assert_eq!(length("'it''s' # 'no'"), 7);
        assert_eq!(length("''"), 2);
        assert_eq!(quoted_length("plain"), None);
    }

    #[test]
    fn numbers_are_those_of_the_core_schema() {
        for text in ["0", "-1", "+12", "012", "0o17", "0xFf", "1.", ".5", "1.5e-3", "-.inf", ".nan", "1E6"] {
            assert_eq!(plain(text), NodeValue::Scalar(text.into(), Kind::Number), "{text}");
        }
        for text in
            ["-", ".", "1e", "0x", "0o8", "1_000", "1:30", "512 MiB", "e5", "--1", "-0x1", "1.2.3", "yes"]
        {
            assert_eq!(plain(text), NodeValue::Scalar(text.into(), Kind::Text), "{text}");
        }
    }
}
