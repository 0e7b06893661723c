//! JSON text as [`Node`]s and back.
//!
//! The core reads JSON only; YAML is read at the edges into the same nodes, so there is one set of
//! rules and messages.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::ops::Range;

use serde_json::value::RawValue;

use super::{Kind, Node, NodeValue};
use crate::diagnostic::{Diagnostic, Path, Rule};

/// Specs are a handful of levels deep; a bound keeps hostile text from exhausting the stack.
const DEEPEST: usize = 128;

/// Parses JSON text. Keeps every scalar's characters and place.
///
/// # Errors
///
/// `spec/syntax` with the place where the text stops being JSON, `spec/duplicate-key`.
pub fn parse(text: &str) -> Result<Node, Diagnostic> {
    if text.starts_with('\u{feff}') {
        let message = "this is not JSON: a byte order mark is before it, which Terraform does not take";
        let mut finding = Diagnostic::new(Rule::SYNTAX, Path::root(), message);
        finding.range = Some(0..'\u{feff}'.len_utf8());
        return Err(finding.wants("the file without its first three bytes"));
    }
    let whole: &RawValue = serde_json::from_str(text).map_err(|error| syntax(text, &error))?;
    node(text, whole, Path::root())
}

/// The entries of an object, each value as the text that it is: nothing in it is looked at yet. `None` if the
/// text is not an object.
pub(crate) fn members(text: &str) -> Option<Vec<(Cow<'_, str>, &str)>> {
    let Entries(raws) = serde_json::from_str(text).ok()?;
    Some(raws.into_iter().map(|(key, raw)| (key, raw.get())).collect())
}

/// Writes nodes as JSON, two spaces a level.
#[must_use]
pub fn write(node: &Node) -> String {
    let mut out = String::new();
    let _ = write_node(&mut out, node, 0);
    out.push('\n');
    out
}

fn syntax(text: &str, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let mut finding = Diagnostic::new(Rule::SYNTAX, Path::root(), format!("this is not JSON: {message}"));
    let line_start =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (line_start + error.column().saturating_sub(1)).min(text.len());
    finding.range = Some(at..at);
    finding
}

fn node(text: &str, raw: &RawValue, path: Path) -> Result<Node, Diagnostic> {
    let range = range_in(text, raw.get());
    if path.segments().len() > DEEPEST {
        let mut finding = Diagnostic::new(
            Rule::SYNTAX,
            Path::root(),
            format!("this is nested more than {DEEPEST} levels deep"),
        );
        finding.range = Some(range);
        return Err(finding);
    }
    let value = match raw.get().bytes().next() {
        Some(b'{') => NodeValue::Map(entries(text, raw, &path)?),
        Some(b'[') => NodeValue::List(elements(text, raw, &path)?),
        Some(b'"') => NodeValue::Scalar(string(raw), Kind::Text),
        Some(b'n') => NodeValue::Null,
        Some(b't' | b'f') => NodeValue::Scalar(raw.get().to_owned(), Kind::Bool),
        _ => NodeValue::Scalar(raw.get().to_owned(), Kind::Number),
    };
    Ok(Node::at(value, range))
}

fn string(raw: &RawValue) -> String {
    serde_json::from_str::<Cow<'_, str>>(raw.get()).unwrap_or_default().into_owned()
}

fn elements(text: &str, raw: &RawValue, path: &Path) -> Result<Vec<Node>, Diagnostic> {
    let raws: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    raws.iter().enumerate().map(|(at, raw)| node(text, raw, path.clone().index(at))).collect()
}

fn entries(text: &str, raw: &RawValue, path: &Path) -> Result<Vec<(String, Node)>, Diagnostic> {
    let Entries(raws) = serde_json::from_str(raw.get()).unwrap_or_default();
    let mut entries: Vec<(String, Node)> = Vec::with_capacity(raws.len());
    let mut known = BTreeSet::new();
    for (key, raw) in raws {
        let child = node(text, raw, path.clone().key(key.as_ref()))?;
        if !known.insert(key.clone()) {
            return Err(duplicate(&path.clone().key(key.as_ref()), child.range));
        }
        entries.push((key.into_owned(), child));
    }
    Ok(entries)
}

/// The finding for a duplicate key.
#[must_use]
pub fn duplicate(path: &Path, range: Range<usize>) -> Diagnostic {
    let mut finding = Diagnostic::new(Rule::DUPLICATE_KEY, path.clone(), "duplicate key");
    finding.range = Some(range);
    finding
}

/// The place of a slice in the text that it was taken from.
fn range_in(text: &str, slice: &str) -> Range<usize> {
    let start = (slice.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start..start + slice.len()
}

/// The entries of an object, duplicates included, which a map would drop.
#[derive(Default)]
struct Entries<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> serde::Deserialize<'de> for Entries<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> serde::de::Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

fn write_node(out: &mut String, node: &Node, depth: usize) -> fmt::Result {
    match &node.value {
        NodeValue::Null => out.write_str("null"),
        NodeValue::Scalar(text, Kind::Text) => write_text(out, text),
        NodeValue::Scalar(text, _) => out.write_str(text),
        NodeValue::List(nodes) if nodes.is_empty() => out.write_str("[]"),
        NodeValue::List(nodes) => {
            for (at, child) in nodes.iter().enumerate() {
                write!(out, "{}\n{:width$}", if at == 0 { "[" } else { "," }, "", width = depth * 2 + 2)?;
                write_node(out, child, depth + 1)?;
            }
            write!(out, "\n{:width$}]", "", width = depth * 2)
        }
        NodeValue::Map(entries) if entries.is_empty() => out.write_str("{}"),
        NodeValue::Map(entries) => {
            for (at, (key, child)) in entries.iter().enumerate() {
                write!(out, "{}\n{:width$}", if at == 0 { "{" } else { "," }, "", width = depth * 2 + 2)?;
                write_text(out, key)?;
                out.write_str(": ")?;
                write_node(out, child, depth + 1)?;
            }
            write!(out, "\n{:width$}}}", "", width = depth * 2)
        }
    }
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    write_text(&mut out, text).ok();
    out
}

fn write_text(out: &mut String, text: &str) -> fmt::Result {
    out.write_str(&serde_json::to_string(text).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_keep_their_characters_and_places() {
        let text = r#"{ "a": 1.10, "b": ["x", true, null] }"#;
        let node = parse(text).unwrap();
        let a = node.get(&Path::of("a")).unwrap();
        assert_eq!(a.value, NodeValue::Scalar("1.10".into(), Kind::Number));
        assert_eq!(&text[a.range.clone()], "1.10");
        assert_eq!(&text[node.locate(&Path::of("b").index(1))], "true");
        assert_eq!(&text[node.locate(&Path::of("b.missing"))], r#"["x", true, null]"#);
    }

    #[test]
    fn mistakes_have_a_place() {
        let finding = parse("{\n  \"a\": 1,\n  oops\n}").unwrap_err();
        assert_eq!(finding.rule.code, "spec/syntax");
        assert_eq!(finding.range, Some(14..14));
        let finding = parse(r#"{"a": {"b": 1, "b": 2}}"#).unwrap_err();
        assert_eq!((finding.rule.code, finding.path.to_string().as_str()), ("spec/duplicate-key", "a.b"));
    }

    #[test]
    fn hostile_depth_is_an_error() {
        let finding = parse(&"[".repeat(100_000)).unwrap_err();
        assert_eq!(finding.rule.code, "spec/syntax");
        let closed = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(parse(&closed).unwrap_err().rule.code, "spec/syntax");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = "{\n  \"a\": {\n    \"b\": [\n      1,\n      \"${x}\\n\"\n    ]\n  },\n  \"c\": {}\n}\n";
        assert_eq!(write(&parse(text).unwrap()), text);
    }
}
