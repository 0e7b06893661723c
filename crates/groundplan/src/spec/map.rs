use std::hash::{BuildHasherDefault, DefaultHasher};

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::placeholder::Placeholders;
use super::{Field, Node, NodeValue, Reader};
use crate::diagnostic::Segment;

/// Things by name, in the order written. Names are unique; a patch merges by name.
#[derive(Clone, Debug)]
pub struct Map<T>(IndexMap<String, T, FixedHasher>);

/// Hashes alike in every run: what is random elsewhere is not needed for a spec, which is bounded.
type FixedHasher = BuildHasherDefault<DefaultHasher>;

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(IndexMap::default())
    }
}

/// The same names and things in the same order.
impl<T: PartialEq> PartialEq for Map<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_slice() == other.0.as_slice()
    }
}

impl<T: Eq> Eq for Map<T> {}

impl<T> Map<T> {
    /// Names and things, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The thing of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.get(name)
    }

    /// The thing of a name, to be changed.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.0.get_mut(name)
    }

    /// The things, in order, to be changed.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.values_mut()
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
        self.0.insert(name.into(), value);
    }
}

impl<T> Map<T> {
    /// Keeps what has such a name.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.0.retain(|name, _| is_kept(name));
    }

    /// Gives a thing another name, in its place.
    pub(crate) fn rename(&mut self, name: &str, other: &str) {
        let things = std::mem::take(&mut self.0);
        let renamed = |(known, thing)| (if known == name { other.to_owned() } else { known }, thing);
        self.0 = things.into_iter().map(renamed).collect();
    }

    /// Removes what has a name that another map has as well.
    pub(crate) fn remove_all<U>(&mut self, names: &Map<U>) {
        self.0.retain(|name, _| names.get(name).is_none());
    }
}

impl<T: Field> Map<T> {
    /// Adds a thing; one of the same name is patched with it.
    pub fn patch(&mut self, name: impl Into<String>, value: T) {
        match self.0.entry(name.into()) {
            Entry::Occupied(mut known) => known.get_mut().merge(&value),
            Entry::Vacant(place) => {
                place.insert(value);
            }
        }
    }
}

impl<T: Field> Map<T> {
    /// Fills the map of a key, where a placeholder stands for the name of each thing in it.
    pub(crate) fn fill_named(
        &mut self,
        key: &str,
        placeholder: &'static str,
        placeholders: &mut Placeholders,
    ) {
        placeholders.below(Segment::Key(key.to_owned()), |placeholders| {
            for (name, value) in &mut self.0 {
                placeholders.below(Segment::Key(name.clone()), |placeholders| {
                    placeholders.naming(placeholder, name, |placeholders| value.fill(placeholders));
                });
            }
        });
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
            NodeValue::List(nodes) if T::is_listed() => Some(Self::of_names(nodes, reader)),
            NodeValue::Scalar(name, _) if T::is_listed() => {
                Some(Self(T::stand_in().map(|thing| (name.clone(), thing)).into_iter().collect()))
            }
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

    /// Names stay as they are: they are part of addresses.
    fn fill(&mut self, placeholders: &mut Placeholders) {
        for (name, value) in &mut self.0 {
            placeholders.below(Segment::Key(name.clone()), |placeholders| value.fill(placeholders));
        }
    }
}

impl<T: Field> Map<T> {
    /// A thing of each name, with nothing set.
    fn of_names(nodes: &[Node], reader: &mut Reader) -> Self {
        let named = |(at, node): (usize, &Node)| Some((reader.index::<String>(at, node)?, T::stand_in()?));
        Self(nodes.iter().enumerate().filter_map(named).collect())
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

#[cfg(feature = "codegen")]
impl<T: schemars::JsonSchema + Field> schemars::JsonSchema for Map<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("MapOf{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let by_name = schemars::json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<T>() });
        match T::is_listed() {
            true => {
                schemars::json_schema!({ "anyOf": [by_name, { "type": "array", "items": { "type": "string" } }] })
            }
            false => by_name,
        }
    }
}
