//! Texts and plain data as Rust, TypeScript and JSON write them.

use groundplan::spec::{Kind, Node, NodeValue};

use super::Language;
use super::code::{Code, Comma};

/// A text between quotes. Invisible characters and marks of writing direction are escaped.
pub(super) fn string(language: Language, text: &str) -> String {
    match language {
        Language::Rust => format!("{text:?}"),
        Language::TypeScript => format!("'{}'", text.chars().map(typescript).collect::<String>()),
    }
}

fn typescript(character: char) -> String {
    match character {
        '\'' => "\\'".to_owned(),
        '"' => "\"".to_owned(),
        // `\0` before a digit is something else in JavaScript.
        '\0' => "\\u{0}".to_owned(),
        other => other.escape_debug().to_string(),
    }
}

fn json_string(text: &str) -> String {
    let json = |character: char| match character {
        '"' | '\\' => format!("\\{character}"),
        '\'' => "'".to_owned(),
        other if other.escape_debug().len() == 1 => other.to_string(),
        other => {
            let mut units = [0; 2];
            other.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
        }
    };
    format!("\"{}\"", text.chars().map(json).collect::<String>())
}

/// A key of an object in TypeScript.
pub(super) fn key(name: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    match name {
        // As a plain key, it would say what the object inherits from.
        "__proto__" => "['__proto__']".to_owned(),
        name if name.starts_with(|c: char| !c.is_ascii_digit()) && name.chars().all(is_word) => {
            name.to_owned()
        }
        name => string(Language::TypeScript, name),
    }
}

/// Plain data as JSON.
pub(super) fn json(node: &Node) -> Code {
    let group =
        |open: &str, items, close| Code::Group { open: open.to_owned(), items, close, comma: Comma::Between };
    match &node.value {
        NodeValue::Null => Code::word("null"),
        NodeValue::Scalar(text, Kind::Text) => Code::word(json_string(text)),
        NodeValue::Scalar(text, _) => Code::word(text),
        NodeValue::List(nodes) => group("[", nodes.iter().map(json).collect(), "]"),
        NodeValue::Map(entries) => {
            let entry =
                |(name, node): &(String, Node)| labelled(&format!("{}: ", json_string(name)), json(node));
            group("{ ", entries.iter().map(entry).collect(), " }")
        }
    }
}

/// A piece with a label before it.
pub(super) fn labelled(label: &str, code: Code) -> Code {
    match code {
        Code::Word(text) => Code::Word(format!("{label}{text}")),
        Code::Group { open, items, close, comma } => {
            Code::Group { open: format!("{label}{open}"), items, close, comma }
        }
        Code::Chain { head, calls } => Code::Chain { head: Box::new(labelled(label, *head)), calls },
    }
}

/// JSON as a raw string of Rust within a call: `.with_json(r#"{ … }"#)?`.
pub(super) fn with_json(node: &Node) -> Code {
    let json = json(node);
    let text = json.flat();
    // Nothing but a quotation mark with as many signs after it ends a raw string.
    let (signs, close) = match (text.contains("\"##"), text.contains("\"#")) {
        (false, false) => ("#", "\"#)?"),
        (false, true) => ("##", "\"##)?"),
        (true, _) => return quoted(&text),
    };
    Code::group(format!(".with_json(r{signs}\""), vec![json], close)
}

fn quoted(text: &str) -> Code {
    Code::group(".with_json(", vec![Code::word(string(Language::Rust, text))], ")?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_as_their_language_has_it() {
        let text = "it's \"${x}\" \\ \n\u{0}1 \u{202e}ä😀";
        assert_eq!(string(Language::Rust, text), r#""it's \"${x}\" \\ \n\01 \u{202e}ä😀""#);
        assert_eq!(string(Language::TypeScript, text), r#"'it\'s "${x}" \\ \n\u{0}1 \u{202e}ä😀'"#);
        assert_eq!(json_string(text), "\"it's \\\"${x}\\\" \\\\ \\u000a\\u00001 \\u202eä😀\"");
    }

    #[test]
    fn keys_have_quotes_where_they_need_them() {
        assert_eq!(
            ["a_1", "1a", "x.y", "", "__proto__"].map(key),
            ["a_1", "'1a'", "'x.y'", "''", "['__proto__']"]
        );
    }

    #[test]
    fn a_raw_string_ends_where_it_should() {
        let of = |text: &str| with_json(&Node::map(vec![("a".to_owned(), Node::text(text))])).flat();
        assert_eq!(of("b"), r##".with_json(r#"{ "a": "b" }"#)?"##);
        assert_eq!(of("#"), r###".with_json(r##"{ "a": "#" }"##)?"###);
        assert_eq!(of("##"), r###".with_json("{ \"a\": \"##\" }")?"###);
    }
}
