use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Field, Node, NodeValue, Reader};

/// Things by name, in the order written. Names are unique; a patch merges by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<T>(Vec<(String, T)>);

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Map<T> {
    /// Names and things, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The thing of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The things, in order, to be changed.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets the thing of a name; one that was there is replaced in its place.
    pub fn insert(&mut self, name: impl Into<String>, value: T) {
        let name = name.into();
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((name, value)),
        }
    }
}

impl<T> Map<T> {
    /// Removes what has a name that another map has as well.
    pub(crate) fn remove_all<U>(&mut self, names: &Map<U>) {
        self.0.retain(|(name, _)| names.get(name).is_none());
    }
}

impl<T: Field> Map<T> {
    /// Adds a thing; one of the same name is patched with it.
    pub fn patch(&mut self, name: impl Into<String>, value: T) {
        let name = name.into();
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, known)) => known.merge(&value),
            None => self.0.push((name, value)),
        }
    }
}

impl<T: Field> Field for Map<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            NodeValue::Map(entries) => {
                let read = |(name, node): &(String, Node)| {
                    Some((name.clone(), reader.key(name, node).or_else(T::stand_in)?))
                };
                Some(Self(entries.iter().filter_map(read).collect()))
            }
            NodeValue::Null => Some(Self::default()),
            _ => {
                let guess = listed::<T>(node);
                let hint = guess.as_ref().map(|guess| guess.to_flow());
                reader.mismatch::<Self>(node, "an object with a name for each", hint);
                guess.and_then(|guess| Self::read(&guess, reader))
            }
        }
    }

    fn write(&self) -> Node {
        Node::map(self.iter().map(|(name, value)| (name.to_owned(), value.write())).collect())
    }

    fn merge(&mut self, patch: &Self) {
        patch.iter().for_each(|(name, value)| self.patch(name, value.clone()));
    }
}

/// A list as the object that it stands for: `[dev, prod]` names things, `[A=b]` gives each its value.
fn listed<T: Field>(node: &Node) -> Option<Node> {
    let NodeValue::List(nodes) = &node.value else { return None };
    let entry = |node: &Node| {
        let NodeValue::Scalar(text, _) = &node.value else { return None };
        match text.split_once('=') {
            Some((name, value)) => Some((name.to_owned(), Node::text(value))),
            None => T::stand_in().map(|_| (text.clone(), Node::map(Vec::new()))),
        }
    };
    let entries: Vec<(String, Node)> = nodes.iter().map(entry).collect::<Option<_>>()?;
    (!entries.is_empty()).then(|| Node::map(entries))
}

impl<T: JsonSchema> JsonSchema for Map<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("MapOf{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<T>() })
    }
}
