//! What a spec takes at a place, as its JSON Schema says.

use std::sync::OnceLock;

use groundplan::Stack;
use groundplan::diagnostic::Segment;
use serde_json::{Map, Value};

/// How many references and choices are followed from one place.
const DEPTH: usize = 8;

/// The schema, parsed once.
fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| serde_json::from_str(&Stack::json_schema()).unwrap_or_default())
}

/// A key of a map with a fixed set of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    schema: &'static Value,
}

impl Key {
    /// The type of its value.
    pub(crate) fn value(self) -> Type {
        Type::of(self.schema)
    }

    /// Whether it is another way to write what a key means: only one of the two is there.
    pub(crate) fn replaces(self, other: &str) -> bool {
        let keys = self.schema.get("x-replaces").and_then(Value::as_array);
        keys.is_some_and(|keys| keys.iter().any(|key| key.as_str() == Some(other)))
    }
}

/// One of the values that a place takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) value: &'static Value,
    /// What it means, where the schema says it.
    pub(crate) text: Option<&'static str>,
}

/// What a place takes: one of several kinds of value.
#[derive(Clone, Debug)]
pub(crate) struct Type {
    options: Vec<&'static Map<String, Value>>,
    /// What the schema calls it, where it has a name of its own.
    pub(crate) name: Option<&'static str>,
    /// What it means, in Markdown.
    pub(crate) text: Option<&'static str>,
}

impl Type {
    /// The whole spec.
    pub(crate) fn root() -> Self {
        Self::of(schema())
    }

    /// The type at a path, if the path exists.
    pub(crate) fn at(path: &[Segment]) -> Option<Self> {
        path.iter().try_fold(Self::root(), |at, step| at.step(step))
    }

    fn of(schema: &'static Value) -> Self {
        let mut found = Self { options: Vec::new(), name: None, text: None };
        found.gather(schema, DEPTH);
        found
    }

    fn gather(&mut self, schema: &'static Value, depth: usize) {
        let (Some(object), Some(deeper)) = (schema.as_object(), depth.checked_sub(1)) else { return };
        self.text = self.text.or_else(|| object.get("description").and_then(Value::as_str));
        let options = object.get("anyOf").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        options.iter().for_each(|option| self.gather(option, deeper));
        if let Some((name, referred)) = object.get("$ref").and_then(Value::as_str).and_then(definition) {
            self.name = self.name.or(Some(name));
            self.gather(referred, deeper);
        } else if options.is_empty() {
            self.options.push(object);
        }
    }

    /// The type one step further.
    pub(crate) fn step(&self, step: &Segment) -> Option<Self> {
        let inner = |option: &&'static Map<String, Value>| match step {
            Segment::Index(_) => option.get("items"),
            Segment::Key(name) => option
                .get("properties")
                .and_then(|keys| keys.get(name))
                .or_else(|| option.get("additionalProperties").filter(|schema| schema.is_object())),
        };
        // A single value counts as a list of one, so the type of an item may not be a list itself.
        self.options.iter().find_map(inner).map(Self::of)
    }

    /// The keys of a map.
    pub(crate) fn keys(&self) -> Vec<Key> {
        let maps = self.options.iter().filter_map(|option| option.get("properties")?.as_object());
        maps.flatten().map(|(name, schema)| Key { name, schema }).collect()
    }

    /// Whether this can be a map, of fixed keys or of names.
    pub(crate) fn is_map(&self) -> bool {
        self.options.iter().any(|option| option.contains_key("properties")) || self.is_by_name()
    }

    /// Whether this can be a map by names that the user gives.
    pub(crate) fn is_by_name(&self) -> bool {
        self.options.iter().any(|option| option.get("additionalProperties").is_some_and(Value::is_object))
    }

    /// Whether this is one of several names.
    pub(crate) fn is_choice(&self) -> bool {
        self.options.iter().any(|option| option.contains_key("enum"))
    }

    /// Whether this can be a list.
    pub(crate) fn is_list(&self) -> bool {
        self.options.iter().any(|option| option.contains_key("items"))
    }

    /// Whether this can be a single value.
    pub(crate) fn is_scalar(&self) -> bool {
        self.options.iter().any(|option| {
            option.contains_key("enum")
                || option.contains_key("const")
                || !(option.contains_key("properties")
                    || option.contains_key("items")
                    || option.get("additionalProperties").is_some_and(Value::is_object)
                    || kinds(option).is_empty())
        })
    }

    /// Whether a single value is text, which JSON writes in quotes.
    pub(crate) fn is_text(&self) -> bool {
        let says = |kind: &str| self.options.iter().any(|option| kinds(option).contains(&kind));
        let is_named = |option: &&'static Map<String, Value>| {
            option.contains_key("enum") || option.get("const").is_some_and(Value::is_string)
        };
        let can_be_other = ["number", "integer", "boolean"].into_iter().any(says);
        !can_be_other && (says("string") || self.options.iter().any(is_named))
    }

    /// The values of a choice, and `true` and `false`.
    pub(crate) fn choices(&self) -> Vec<Choice> {
        self.options.iter().flat_map(|option| choices(option)).collect()
    }

    /// Values that show the form.
    pub(crate) fn examples(&self) -> Vec<&'static Value> {
        let lists = self.options.iter().filter_map(|option| option.get("examples")?.as_array());
        lists.flatten().collect()
    }

    /// What it takes, in few words.
    pub(crate) fn detail(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        for word in self.options.iter().map(|option| detail(option)) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words.join(" | ")
    }
}

fn definition(reference: &'static str) -> Option<(&'static str, &'static Value)> {
    let name = reference.strip_prefix("#/$defs/")?;
    Some((name, schema().get("$defs")?.get(name)?))
}

/// The JSON types of a schema, of which there may be one or several.
fn kinds(option: &'static Map<String, Value>) -> Vec<&'static str> {
    match option.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn choices(option: &'static Map<String, Value>) -> Vec<Choice> {
    static SWITCH: [Value; 2] = [Value::Bool(true), Value::Bool(false)];
    let texts = option.get("enumDescriptions").and_then(Value::as_array);
    let text = |at: usize| texts.and_then(|texts| texts.get(at)?.as_str());
    let named = option.get("enum").and_then(Value::as_array).into_iter().flatten();
    let named = named.enumerate().map(|(at, value)| Choice { value, text: text(at) });
    let only = option.get("const").filter(|value| value.is_string());
    let only = only.map(|value| Choice { value, text: Some("Turns it off.") });
    let is_switch = option.get("type").and_then(Value::as_str) == Some("boolean");
    let switch = SWITCH.iter().filter(|_| is_switch).map(|value| Choice { value, text: None });
    named.chain(only).chain(switch).collect()
}

fn detail(option: &'static Map<String, Value>) -> String {
    let names = choices(option).iter().map(|choice| plain(choice.value)).collect::<Vec<_>>();
    if !names.is_empty() {
        return names.join(" | ");
    }
    if let Some(items) = option.get("items") {
        return format!("list of {}", Type::of(items).detail());
    }
    if option.contains_key("properties") {
        return "map".to_owned();
    }
    if option.contains_key("additionalProperties") {
        return "map by name".to_owned();
    }
    if let Some(examples) = option.get("examples").and_then(Value::as_array) {
        return examples.iter().map(plain).collect::<Vec<_>>().join(", ") + ", …";
    }
    let words = kinds(option).into_iter().map(|kind| match kind {
        "string" => "text",
        "integer" => "whole number",
        "boolean" => "true, false",
        "array" => "list",
        other => other,
    });
    words.collect::<Vec<_>>().join(", ")
}

/// A value of the schema as its characters.
pub(crate) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use groundplan::diagnostic::Path;

    use super::*;

    fn at(path: &str) -> Type {
        Type::at(Path::of(path).segments()).unwrap()
    }

    #[test]
    fn paths_lead_through_the_schema() {
        assert_eq!(
            at("services.api.size").keys().iter().map(|key| key.name).collect::<Vec<_>>(),
            ["vcpu", "memory"]
        );
        assert_eq!(at("environments.dev.services.api.size.memory").detail(), "512 MiB, 1 GiB, …");
        let grant = Type::at(Path::of("services.api.allow").index(1).segments()).unwrap();
        assert_eq!(grant.keys().iter().map(|key| key.name).collect::<Vec<_>>(), ["actions", "resources"]);
        assert!(Type::at(Path::of("network.nonsense").segments()).is_none());
        assert!(Type::at(Path::of("region.x").segments()).is_none());
    }

    #[test]
    fn a_type_tells_its_kinds() {
        let alarms = at("alarms");
        assert!(alarms.is_map() && alarms.is_scalar() && alarms.is_text() && !alarms.is_list());
        assert!(at("services").is_by_name() && !at("services").is_scalar());
        assert!(at("alarms.email").is_list() && at("alarms.email").is_scalar());
        assert!(!at("services.api.port").is_text() && at("services.api.port").is_scalar());
        assert_eq!(at("network.egress").choices().len(), 5);
        assert!(at("network.egress").choices().iter().all(|choice| choice.text.is_some()));
        assert_eq!(at("services.api.exec").detail(), "true | false");
        assert_eq!(at("network.flowLogs").detail(), "map | none");
    }

    #[test]
    fn a_text_is_that_of_the_key_before_that_of_the_type() {
        let text = at("services.api.size").text.unwrap();
        assert!(text.starts_with("CPU and memory of a task."), "{text}");
    }
}
