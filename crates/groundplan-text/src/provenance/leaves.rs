use groundplan::diagnostic::{Path, Segment};
use groundplan::spec::{Kind, Node, NodeValue};
use serde_json::Value;

/// What nothing in Terraform follows from, or what stands for itself there.
const WITHOUT: [&str; 5] = ["environments", "usage", "waive", "budget", "tier"];

/// The single values that a spec says of an environment, each with its path within the environment; what the
/// environment says goes before what the stack says.
pub(super) fn leaves(spec: &Node, environment: &str) -> Vec<(Path, String)> {
    let mut found = Vec::new();
    if let Some(own) = spec.get(&Path::of("environments").key(environment)) {
        gather(own, Path::root(), &mut found);
    }
    let mut shared = Vec::new();
    gather(spec, Path::root(), &mut shared);
    shared.retain(|(path, _)| !found.iter().any(|(known, _)| known == path));
    found.append(&mut shared);
    found
}

fn gather(node: &Node, path: Path, found: &mut Vec<(Path, String)>) {
    match &node.value {
        NodeValue::Scalar(text, _) => found.push((path, text.clone())),
        NodeValue::Map(entries) => {
            for (key, node) in entries.iter().filter(|(key, _)| !WITHOUT.contains(&key.as_str())) {
                gather(node, path.clone().key(key), found);
            }
        }
        NodeValue::List(items) => {
            for (at, node) in items.iter().enumerate() {
                gather(node, path.clone().index(at), found);
            }
        }
        NodeValue::Null => {}
    }
}

/// A spec in which another value stands at a path; the same, where there is no such place in a list.
pub(super) fn with(mut spec: Node, path: &Path, value: &Value) -> Node {
    put(&mut spec, path.segments(), value);
    spec
}

fn put(node: &mut Node, path: &[Segment], value: &Value) {
    match path.split_first() {
        None => node.value = value_of(value),
        Some((Segment::Index(index), rest)) => {
            if let NodeValue::List(items) = &mut node.value
                && let Some(item) = items.get_mut(*index)
            {
                put(item, rest, value);
            }
        }
        Some((Segment::Key(key), rest)) => put_entry(node, key, rest, value),
    }
}

/// What is no map becomes one.
fn put_entry(node: &mut Node, key: &str, rest: &[Segment], value: &Value) {
    if !matches!(node.value, NodeValue::Map(_)) {
        node.value = NodeValue::Map(Vec::new());
    }
    let NodeValue::Map(entries) = &mut node.value else { return };
    match entries.iter_mut().find(|(known, _)| known == key) {
        Some((_, inner)) => put(inner, rest, value),
        None => {
            let mut inner = Node::new(NodeValue::Null);
            put(&mut inner, rest, value);
            entries.push((key.to_owned(), inner));
        }
    }
}

fn value_of(value: &Value) -> NodeValue {
    match value {
        Value::Null => NodeValue::Null,
        Value::Bool(_) => NodeValue::Scalar(value.to_string(), Kind::Bool),
        Value::Number(_) => NodeValue::Scalar(value.to_string(), Kind::Number),
        Value::String(text) => NodeValue::Scalar(text.clone(), Kind::Text),
        Value::Array(items) => NodeValue::List(items.iter().map(|item| Node::new(value_of(item))).collect()),
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| (key.clone(), Node::new(value_of(value)));
            NodeValue::Map(entries.iter().map(entry).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use groundplan::spec::json;
    use serde_json::json;

    use super::*;
    use crate::input::Source;

    fn spec() -> Node {
        let text = "stack: s\nservices: { a: { port: 80, env: { B: c } } }\nenvironments: { dev: { services: { a: { port: 81 } } }, live: {} }";
        Source::new("a.yaml", text).parse().unwrap()
    }

    #[test]
    fn what_the_environment_says_goes_first() {
        let told = |environment| {
            let found = leaves(&spec(), environment).into_iter();
            found.map(|(path, text)| format!("{path}={text}")).collect::<Vec<_>>()
        };
        assert_eq!(told("dev"), ["services.a.port=81", "stack=s", "services.a.env.B=c"]);
        assert_eq!(told("live"), ["stack=s", "services.a.port=80", "services.a.env.B=c"]);
    }

    #[test]
    fn another_value_is_put_where_nothing_stood_too() {
        let after = with(spec(), &Path::of("environments.live.network.zones"), &json!(3));
        let text = json::write(&after).split_whitespace().collect::<String>();
        assert!(text.contains(r#""live":{"network":{"zones":3}}"#), "{text}");
    }
}
