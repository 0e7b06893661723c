//! Reads YAML into the nodes that a spec is read from.
//!
//! The command line has a reader of its own, with messages and places. This one is written apart from
//! it and knows only what the cases use, so the two can be compared.

use groundplan::spec::{Kind, Node, NodeValue};
use saphyr_parser::{Event, Parser, ScalarStyle};

/// The nodes of a YAML text that is known to be well-formed.
///
/// # Panics
///
/// When the text is not YAML, or uses anchors.
#[must_use]
pub fn read(text: &str) -> Node {
    let mut events = Parser::new_from_str(text).map(|event| event.expect("the case is YAML").0);
    let first = events.find(|event| is_value(event)).expect("the case holds something");
    node(first, &mut events)
}

fn is_value(event: &Event<'_>) -> bool {
    !matches!(event, Event::Nothing | Event::StreamStart | Event::DocumentStart(_))
}

fn node<'a>(event: Event<'a>, events: &mut impl Iterator<Item = Event<'a>>) -> Node {
    match event {
        Event::Scalar(text, style, ..) => Node::new(scalar(&text, style)),
        Event::SequenceStart(..) => Node::new(NodeValue::List(sequence(events))),
        Event::MappingStart(..) => Node::map(mapping(events)),
        other => panic!("the cases don't use {other:?}"),
    }
}

fn sequence<'a>(events: &mut impl Iterator<Item = Event<'a>>) -> Vec<Node> {
    let mut nodes = Vec::new();
    loop {
        match events.next().expect("the sequence ends") {
            Event::SequenceEnd => return nodes,
            event => nodes.push(node(event, events)),
        }
    }
}

fn mapping<'a>(events: &mut impl Iterator<Item = Event<'a>>) -> Vec<(String, Node)> {
    let mut entries = Vec::new();
    loop {
        match events.next().expect("the mapping ends") {
            Event::MappingEnd => return entries,
            Event::Scalar(key, ..) => {
                let value = events.next().expect("a key has a value");
                entries.push((key.into_owned(), node(value, events)));
            }
            other => panic!("the cases don't use {other:?} as a key"),
        }
    }
}

fn scalar(text: &str, style: ScalarStyle) -> NodeValue {
    let kind = match text {
        _ if style != ScalarStyle::Plain => Kind::Text,
        "" | "~" | "null" => return NodeValue::Null,
        "true" | "false" => Kind::Bool,
        _ if text.parse::<f64>().is_ok() && text.starts_with(|first: char| first.is_ascii_digit()) => {
            Kind::Number
        }
        _ => Kind::Text,
    };
    NodeValue::Scalar(text.to_owned(), kind)
}

#[cfg(test)]
mod tests {
    use super::read;
    use groundplan::spec::json;

    #[test]
    fn quotes_make_text_and_plain_scalars_keep_their_kind() {
        let node = read("a: \"1\"\nb: 1.10\nc: true\nd: [x, ~]\ne: {}\nf: 16 GiB\n");
        let text = json::write(&node).split_whitespace().collect::<String>();
        assert_eq!(text, r#"{"a":"1","b":1.10,"c":true,"d":["x",null],"e":{},"f":"16GiB"}"#);
    }
}
