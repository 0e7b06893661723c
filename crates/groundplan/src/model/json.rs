use crate::node::{Kind, Node, NodeValue, json};
use crate::terraform::Value;

/// The value of a JSON text; `None` where it is not JSON.
pub(crate) fn parse(text: &str) -> Option<Value> {
    json::parse(text).ok().map(|node| value(&node))
}

fn value(node: &Node) -> Value {
    match &node.value {
        NodeValue::Null => Value::Null,
        NodeValue::Scalar(text, Kind::Text) => text.into(),
        NodeValue::Scalar(text, Kind::Bool) => Value::Bool(text == "true"),
        NodeValue::Scalar(digits, Kind::Number) => {
            digits.parse().map_or_else(|_| Value::Decimal(digits.clone()), Value::Integer)
        }
        NodeValue::List(nodes) => Value::List(nodes.iter().map(value).collect()),
        NodeValue::Map(entries) => {
            Value::Object(entries.iter().map(|(key, node)| (key.clone().into(), value(node))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_and_other_text_is_not() {
        let found = parse(r#"[{"name": "web", "cpu": 1, "essential": true, "x": null, "y": 0.5}]"#);
        let Some(Value::List(values)) = found else { panic!("{found:?}") };
        assert_eq!(values.len(), 1);
        assert_eq!(parse("no JSON"), None);
    }
}
