//! JSON that keeps the order of its keys and the characters of its scalars.

use groundplan::node::{Node, NodeValue, json};

/// A value: scalars are kept as their JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Json {
    /// A scalar, as it is written: `"text"`, `10`, `true`, `null`.
    Scalar(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn text(text: &str) -> Self {
        Self::Scalar(quoted(text))
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        json::parse(text).map(|node| of_node(&node)).map_err(|error| format!("{error}\n{text}"))
    }

    /// The value with other texts, as values and as keys.
    pub(super) fn map_texts(&self, map: &dyn Fn(&str) -> String) -> Self {
        match self {
            Self::Scalar(text) => {
                unquoted(text).map_or_else(|_| self.clone(), |text| Self::text(&map(&text)))
            }
            Self::List(values) => Self::List(values.iter().map(|value| value.map_texts(map)).collect()),
            Self::Map(entries) => {
                Self::Map(entries.iter().map(|(key, value)| (map(key), value.map_texts(map))).collect())
            }
        }
    }

    /// The value as lines, the first of which follows text on the same line.
    pub(super) fn write(&self, indent: usize) -> String {
        let inner = " ".repeat(indent + 2);
        let end = " ".repeat(indent);
        match self {
            Self::List(values) if !values.is_empty() => {
                let lines = values.iter().map(|value| format!("{inner}{}", value.write(indent + 2)));
                format!("[\n{}\n{end}]", lines.collect::<Vec<_>>().join(",\n"))
            }
            Self::Map(entries) if !entries.is_empty() => {
                let line = |(key, value): &(String, Json)| {
                    format!("{inner}{}: {}", quoted(key), value.write(indent + 2))
                };
                format!("{{\n{}\n{end}}}", entries.iter().map(line).collect::<Vec<_>>().join(",\n"))
            }
            Self::Scalar(text) => text.clone(),
            Self::List(_) => "[]".to_owned(),
            Self::Map(_) => "{}".to_owned(),
        }
    }
}

/// A text as JSON writes it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// The text behind what JSON writes.
pub(super) fn unquoted(text: &str) -> Result<String, String> {
    serde_json::from_str(text).map_err(|error| format!("{text}: {error}"))
}

fn of_node(node: &Node) -> Json {
    use groundplan::node::Kind;
    match &node.value {
        NodeValue::Null => Json::Scalar("null".to_owned()),
        NodeValue::Scalar(text, Kind::Text) => Json::text(text),
        NodeValue::Scalar(text, _) => Json::Scalar(text.clone()),
        NodeValue::List(nodes) => Json::List(nodes.iter().map(of_node).collect()),
        NodeValue::Map(entries) => {
            Json::Map(entries.iter().map(|(key, node)| (key.clone(), of_node(node))).collect())
        }
    }
}
