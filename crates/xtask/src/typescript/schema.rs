//! The types of a spec, as its JSON Schema tells them.

use groundplan::Stack;
use serde_json::Value;

/// All types, the stack first.
pub(super) struct Types(Vec<Type>);

/// A type of the spec.
pub(super) struct Type {
    /// Its name in Rust.
    pub(super) name: String,
    /// What the schema says of it.
    pub(super) schema: Value,
}

/// A field of a structure.
pub(super) struct Field<'a> {
    /// Its key in a spec.
    pub(super) key: &'a str,
    /// What the schema says of it.
    pub(super) schema: &'a Value,
    /// Whether it may be left out.
    pub(super) optional: bool,
}

impl Types {
    /// Those of the spec that this version of groundplan reads.
    pub(super) fn of_specs() -> Self {
        let mut root: Value = serde_json::from_str(&Stack::json_schema()).expect("the schema is JSON");
        let Some(Value::Object(others)) = root.as_object_mut().and_then(|root| root.remove("$defs")) else {
            panic!("the schema has no definitions");
        };
        let stack = Type { name: "Stack".to_owned(), schema: root };
        let others = others.into_iter().map(|(name, schema)| Type { name, schema });
        Self(std::iter::once(stack).chain(others).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Type> {
        self.0.iter()
    }

    /// The structures, which have fields.
    pub(super) fn structures(&self) -> impl Iterator<Item = &Type> {
        self.iter().filter(|known| known.is_structure())
    }

    /// The structures that are built by classes. Raw blocks are built one by one.
    pub(super) fn built(&self) -> impl Iterator<Item = &Type> {
        self.structures().filter(|known| has_class(&known.name))
    }

    /// The type of a name.
    pub(super) fn get(&self, name: &str) -> &Type {
        self.iter().find(|known| known.name == name).unwrap_or_else(|| panic!("no type is called {name}"))
    }
}

/// Whether a structure of a name is built by a class: blocks are plain data.
pub(super) fn has_class(name: &str) -> bool {
    name != CONFIGURATION
}

/// The type of raw blocks.
pub(super) const CONFIGURATION: &str = "Configuration";

impl Type {
    /// What stands for it in TypeScript: structures leave their plain name to the class.
    pub(super) fn spec_name(&self) -> String {
        if self.is_structure() { format!("{}Spec", self.name) } else { self.name.clone() }
    }

    /// Whether it has fields.
    pub(super) fn is_structure(&self) -> bool {
        self.body()["properties"].is_object()
    }

    /// The field whose bare value is a shorthand for the structure.
    pub(super) fn shorthand(&self) -> Option<&str> {
        self.schema["x-shorthand"].as_str()
    }

    /// The fields that a scalar shorthand sets, and its form.
    pub(super) fn short(&self) -> Option<&Value> {
        self.schema.get("x-short")
    }

    /// The schema of the shorthand.
    pub(super) fn short_schema(&self) -> &Value {
        &self.schema["anyOf"][0]
    }

    /// The structure, without the shorthand.
    fn body(&self) -> &Value {
        let has_other_form = self.shorthand().is_some() || self.short().is_some();
        if has_other_form { &self.schema["anyOf"][1] } else { &self.schema }
    }

    /// Its fields, in the order of the Rust type.
    pub(super) fn fields(&self) -> impl Iterator<Item = Field<'_>> {
        let body = self.body();
        let required = |key: &str| {
            body["required"].as_array().into_iter().flatten().any(|name| name.as_str() == Some(key))
        };
        let fields = body["properties"].as_object().into_iter().flatten();
        fields.map(move |(key, schema)| Field { key, schema, optional: !required(key) })
    }
}

/// The type that a schema refers to.
pub(super) fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"))
}
