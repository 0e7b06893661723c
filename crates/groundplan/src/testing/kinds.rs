//! What kind of value something is.

use super::Match;
use super::matcher::Pattern;
use crate::terraform::Value;

/// Terraform treats a single nested block as a list of one.
pub(super) fn as_list(value: &Value) -> Option<&[Value]> {
    match value {
        Value::List(values) => Some(values),
        Value::Object(_) => Some(std::slice::from_ref(value)),
        _ => None,
    }
}

/// Whether entries are wanted.
pub(super) fn is_object(wanted: &Match) -> bool {
    match &wanted.0 {
        Pattern::Object(_) => true,
        Pattern::Exact(inner) | Pattern::Capture(_, inner) => is_object(inner),
        _ => false,
    }
}

/// Neither list nor object.
pub(super) fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::List(_) | Value::Object(_))
}

/// Text, or an expression, which may well yield text.
pub(super) fn is_text(value: &Value) -> bool {
    matches!(value, Value::Text(_) | Value::Expression(_))
}

/// Whether the value contains a reference to an object or one of its attributes.
pub(super) fn refers_to(value: &Value, wanted: &str) -> bool {
    let mut references = Vec::new();
    value.references(&mut references);
    references.iter().any(|reference| {
        let rest = reference.to_string();
        rest.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    })
}

/// Without white space outside quotes.
pub(super) fn squeezed(text: &str) -> String {
    let mut quoted = false;
    let keep = |character: &char| {
        quoted ^= *character == '"';
        quoted || !character.is_whitespace()
    };
    text.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_in_quotes_stays() {
        assert_eq!(squeezed("f( a, \"b c\" )"), "f(a,\"b c\")");
    }
}
