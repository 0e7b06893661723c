//! YAML text as the nodes that the core reads.
//!
//! The core knows nodes, not YAML: one set of rules and messages serves both notations.

mod builder;
mod collection;
mod merge;
mod place;
mod scalar;

use std::ops::Range;

use groundplan::diagnostic::{Diagnostic, Path, Rule};
use groundplan::spec::{Node, NodeValue};
use saphyr_parser::{Parser, ScanError};

use builder::Builder;
use place::Places;

/// Parses YAML 1.2. Keeps every scalar's characters and position; the position of a map's entry starts at its key.
///
/// # Errors
///
/// If the text is not YAML, or uses unsupported features: several documents, tags, keys that are lists.
///
/// ```
/// use groundplan::spec::NodeValue;
/// let node = groundplan_text::yaml::parse("stack: shop # the name\n").unwrap();
/// assert!(matches!(node.value, NodeValue::Map(entries) if entries[0].0 == "stack"));
/// ```
pub fn parse(text: &str) -> Result<Node, Diagnostic> {
    let places = Places::new(text);
    let mut builder = Builder::new(&places);
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| not_yaml(&error, &places))?;
        builder.event(event, places.range(span))?;
    }
    Ok(builder.finish().unwrap_or_else(|| Node::new(NodeValue::Null)))
}

/// A finding about the form of the text.
fn syntax(message: impl Into<String>, range: Range<usize>) -> Diagnostic {
    let mut finding = Diagnostic::new(Rule::SYNTAX, Path::root(), message);
    finding.range = Some(range);
    finding
}

fn not_yaml(error: &ScanError, places: &Places<'_>) -> Diagnostic {
    let at = places.byte(error.marker());
    let finding = syntax(format!("this is not YAML: {}", error.info()), at..at);
    finding.maybe_hint(hint(error.info()))
}

/// What most often lies behind a parser's complaint.
fn hint(info: &str) -> Option<String> {
    let hint = if info.contains("tab") {
        "spaces in place of tabs"
    } else if info.contains("mapping values are not allowed") {
        "quotes around a value that contains a colon and a space"
    } else if info.contains("block end") || info.contains("indent") {
        "the same indentation for all keys of a map"
    } else {
        return None;
    };
    Some(hint.to_owned())
}

#[cfg(test)]
mod tests {
    use groundplan::spec::Kind;

    use super::*;

    fn at(node: &Node, path: &str) -> NodeValue {
        node.get(&Path::of(path)).unwrap().value.clone()
    }

    fn message(text: &str) -> String {
        parse(text).unwrap_err().message
    }

    #[test]
    fn scalars_keep_their_characters_and_kind() {
        let node =
            parse("a: 012345678901\nb: 1.10\nc: yes\nd: True\ne: ~\nf: '12'\ng: |\n  x\n  y\nh: 0x1F\ni:\n")
                .unwrap();
        let scalar = |text: &str, kind| NodeValue::Scalar(text.to_owned(), kind);
        assert_eq!(at(&node, "a"), scalar("012345678901", Kind::Number));
        assert_eq!(at(&node, "b"), scalar("1.10", Kind::Number));
        assert_eq!(at(&node, "c"), scalar("yes", Kind::Text));
        assert_eq!(at(&node, "d"), scalar("True", Kind::Bool));
        assert_eq!(at(&node, "e"), NodeValue::Null);
        assert_eq!(at(&node, "f"), scalar("12", Kind::Text));
        assert_eq!(at(&node, "g"), scalar("x\ny\n", Kind::Text));
        assert_eq!(at(&node, "h"), scalar("0x1F", Kind::Number));
        assert_eq!(at(&node, "i"), NodeValue::Null);
    }

    #[test]
    fn an_entry_ranges_from_its_key_to_the_end_of_its_value() {
        let text =
            "# ä\nnäme: { a: 1, b: [2, '😀' ] } # end\nblock:\n  c: d   # x\n\n  e:\n    - f\n\n# last\nz:\n";
        let node = parse(text).unwrap();
        let range = |path: &str| &text[node.locate(&Path::of(path))];
        assert_eq!(range("näme"), "näme: { a: 1, b: [2, '😀' ] }");
        assert_eq!(range("näme.a"), "a: 1");
        assert_eq!(&text[node.locate(&Path::of("näme.b").index(1))], "'😀'");
        assert_eq!(range("block.c"), "c: d");
        assert_eq!(range("block"), "block:\n  c: d   # x\n\n  e:\n    - f");
        assert_eq!(range("z"), "z");
    }

    #[test]
    fn ranges_count_bytes_whatever_the_line_ends() {
        let text = "\u{e4}: 1\r\nb: { \u{e4}: 2 } # \u{1f600}\r\nc: \"\u{1f600}\" # x\r\nd: x\r\n";
        let node = parse(text).unwrap();
        assert_eq!(&text[node.locate(&Path::of("c"))], "c: \"\u{1f600}\"");
        assert_eq!(&text[node.locate(&Path::of("d"))], "d: x");
    }

    #[test]
    fn mistakes_have_a_place() {
        let text = "ä: '😀' # ö\nb: [1, 2\nc: 3\n";
        let finding = parse(text).unwrap_err();
        assert_eq!(finding.rule.code, "spec/syntax");
        assert!(finding.message.starts_with("this is not YAML: "), "{}", finding.message);
        assert!(text.is_char_boundary(finding.range.clone().unwrap().start));
        assert!(finding.range.unwrap().start >= text.find("b:").unwrap());
        let finding = parse("a:\n\tb: 1\n").unwrap_err();
        assert_eq!(finding.hint.as_deref(), Some("spaces in place of tabs"), "{}", finding.message);
    }

    #[test]
    fn a_key_stands_once() {
        let text = "a:\n  - { b: 1, b: 2 }\n";
        let finding = parse(text).unwrap_err();
        assert_eq!((finding.rule.code, finding.path.to_string().as_str()), ("spec/duplicate-key", "a[0].b"));
        assert_eq!(&text[finding.range.unwrap()], "b: 2");
    }

    #[test]
    fn what_yaml_has_and_a_spec_has_not() {
        assert_eq!(message("a: 1\n---\nb: 2\n"), "a spec is one document; another one begins here");
        assert_eq!(message("? [a, b]\n: 1\n"), "a key is a single value, not a list or a map");
        assert_eq!(message("a: !Ref b\n"), "the tag `!Ref` means nothing here");
        assert_eq!(message("a: *b\n"), "this is not YAML: while parsing node, found unknown anchor");
        assert_eq!(message("a: &a [*a]\n"), "this alias refers to a value that contains it");
    }

    #[test]
    fn aliases_stand_for_their_anchor() {
        let text = "a: &x { k: 1 }\nb: *x\nc: { <<: *x, l: 2 }\nd: { k: 9, <<: [*x, { m: 3, k: 4 }] }\n";
        let node = parse(text).unwrap();
        let one = NodeValue::Scalar("1".into(), Kind::Number);
        assert_eq!(at(&node, "b.k"), one);
        assert_eq!(&text[node.locate(&Path::of("b"))], "b: *x");
        assert_eq!(at(&node, "c.k"), one);
        assert_eq!(at(&node, "d.k"), NodeValue::Scalar("9".into(), Kind::Number));
        assert_eq!(at(&node, "d.m"), NodeValue::Scalar("3".into(), Kind::Number));
        assert_eq!(message("a: { <<: 1 }\n"), "`<<` merges a map, or a list of maps");
    }

    #[test]
    fn bombs_do_not_go_off() {
        let line =
            |at: usize| format!("a{}: &a{} [{}]\n", at + 1, at + 1, vec![format!("*a{at}"); 10].join(", "));
        let bomb = "a0: &a0 x\n".to_owned() + &(0..12).map(line).collect::<String>();
        assert_eq!(message(&bomb), "the spec is too large when its aliases are written out");
        let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1_000_000), vec!["*a"; 5000].join(", "));
        assert_eq!(message(&long), "the spec is too large when its aliases are written out");
    }

    #[test]
    fn depth_has_a_limit() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(parse(&deep(200)).is_ok());
        assert_eq!(message(&deep(201)), "maps and lists are nested more than 200 levels deep");
        let block: String = (0..5000).map(|level| format!("{:level$}a:\n", "")).collect();
        assert_eq!(message(&block), "maps and lists are nested more than 200 levels deep");
        let chain: String = (0..9)
            .map(|at| format!("a{}: &a{} {}*a{at}{}\n", at + 1, at + 1, "[".repeat(50), "]".repeat(50)))
            .collect();
        assert_eq!(
            message(&("a0: &a0 x\n".to_owned() + &chain)),
            "maps and lists are nested more than 200 levels deep"
        );
    }

    #[test]
    fn json_is_yaml_too() {
        let node = parse("{\"a\": [1, \"x\\u00e4\", null, true]}").unwrap();
        assert_eq!(
            node.get(&Path::of("a").index(1)).unwrap().value,
            NodeValue::Scalar("xä".into(), Kind::Text)
        );
        assert_eq!(parse("").unwrap().value, NodeValue::Null);
    }
}
