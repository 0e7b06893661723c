//! One root module of an output, as Terraform sees it: all its files put together.

use std::collections::BTreeMap;

use groundplan::File;
use serde_json::Value;

/// A root module: its folder, and the parsed content of each file.
#[derive(Clone, Debug)]
pub struct Root {
    /// `bootstrap` or `environments/NAME`.
    pub folder: String,
    /// File names and contents.
    pub files: BTreeMap<String, Value>,
}

impl Root {
    /// The root modules among the files of an output.
    ///
    /// # Panics
    ///
    /// When a file is not JSON.
    #[must_use]
    pub fn all(files: &[File]) -> Vec<Self> {
        let mut roots: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
        for file in files.iter().filter(|file| file.path.ends_with(".tf.json")) {
            let (folder, name) = file.path.rsplit_once('/').expect("a module lies in a folder");
            let content =
                serde_json::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
            roots.entry(folder.to_owned()).or_default().insert(name.to_owned(), content);
        }
        roots.into_iter().map(|(folder, files)| Self { folder, files }).collect()
    }

    /// Whether it is an environment, and not the bootstrap.
    #[must_use]
    pub fn is_environment(&self) -> bool {
        self.folder.starts_with("environments/")
    }

    /// Everything of one top-level block, such as `locals`, from all files.
    pub fn section<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.files.values().flat_map(move |file| entries(&file[name]))
    }

    /// Every resource: type, label, body.
    pub fn all_resources(&self) -> impl Iterator<Item = (&str, &str, &Value)> {
        self.section("resource")
            .flat_map(|(kind, labelled)| entries(labelled).map(move |(label, body)| (kind, label, body)))
    }

    /// The resources of a type, by label.
    pub fn resources<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.all_resources().filter(move |(of, ..)| *of == kind).map(|(_, label, body)| (label, body))
    }

    /// How many resources of a type there are.
    #[must_use]
    pub fn count(&self, kind: &str) -> usize {
        self.resources(kind).count()
    }

    /// A resource.
    ///
    /// # Panics
    ///
    /// When there is none.
    #[must_use]
    pub fn resource(&self, kind: &str, label: &str) -> &Value {
        let found = self.try_resource(kind, label);
        found.unwrap_or_else(|| panic!("{} has no {kind}.{label}", self.folder))
    }

    /// A resource, where there is one.
    #[must_use]
    pub fn try_resource(&self, kind: &str, label: &str) -> Option<&Value> {
        self.all_resources().find(|(of, name, _)| (*of, *name) == (kind, label)).map(|(.., body)| body)
    }

    /// A local value; `null` when there is none.
    #[must_use]
    pub fn local(&self, name: &str) -> &Value {
        self.section("locals").find(|(local, _)| *local == name).map_or(&Value::Null, |(_, value)| value)
    }

    /// The definition of a service's own container, by the service's label.
    ///
    /// # Panics
    ///
    /// As [`Root::containers`].
    #[must_use]
    pub fn container(&self, label: &str) -> &Value {
        self.containers(label).first().copied().unwrap_or_else(|| panic!("{label} has no container"))
    }

    /// The container definitions of a task, the service's own first.
    ///
    /// # Panics
    ///
    /// When the task has none, or encodes something else than local values.
    #[must_use]
    pub fn containers(&self, label: &str) -> Vec<&Value> {
        let encoded = self.resource("aws_ecs_task_definition", label)["container_definitions"].as_str();
        let names = encoded.and_then(|text| text.strip_prefix("${jsonencode([")?.strip_suffix("])}"));
        let names = names.unwrap_or_else(|| panic!("{label} encodes {encoded:?}")).split(", ");
        names
            .map(|name| {
                self.local(name.strip_prefix("local.").unwrap_or_else(|| panic!("{label} encodes {name}")))
            })
            .collect()
    }

    /// The text of all files, for words that must not be in it anywhere.
    #[must_use]
    pub fn text(&self) -> String {
        self.files.values().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }
}

/// Names and values of an object; none for anything else.
pub fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

/// The bodies of a nested block: one as an object, several as a list.
#[must_use]
pub fn blocks<'a>(body: &'a Value, name: &str) -> Vec<&'a Value> {
    match &body[name] {
        Value::Null => Vec::new(),
        Value::Array(bodies) => bodies.iter().collect(),
        body => vec![body],
    }
}

/// The texts of a list.
#[must_use]
pub fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Every string in a value, with the path to it; names of objects are not among them.
pub fn walk<'a>(value: &'a Value, path: &str, visit: &mut impl FnMut(&str, &'a str)) {
    match value {
        Value::String(text) => visit(path, text),
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| walk(value, &format!("{path}[{at}]"), visit));
        }
        Value::Object(_) => {
            entries(value).for_each(|(name, value)| walk(value, &format!("{path}.{name}"), visit))
        }
        _ => {}
    }
}
