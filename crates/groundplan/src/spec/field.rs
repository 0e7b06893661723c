use super::placeholder::Placeholders;
use super::{Described, Kind, Node, NodeValue, Reader};
use crate::diagnostic::Segment;

/// What can be the value of a spec's field.
pub trait Field: Sized + Clone + Described {
    /// Reads it; reports what is wrong and yields `None` where nothing can be made of the value.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;

    /// Writes it.
    fn write(&self) -> Node;

    /// What takes the place of a thing by name, or in a list, that cannot be read: the rest is checked as if it were
    /// there, so that nothing that refers to it, or comes after it, is reported as wrong.
    #[must_use]
    fn stand_in() -> Option<Self> {
        None
    }

    /// Whether a list of names stands for a map of such things, each with nothing set.
    #[must_use]
    fn is_listed() -> bool {
        false
    }

    /// Lays a patch over it. A scalar is replaced; structures override this to merge by field.
    fn merge(&mut self, patch: &Self) {
        self.clone_from(patch);
    }

    /// Puts what placeholders stand for into all text.
    fn fill(&mut self, _placeholders: &mut Placeholders) {}
}

impl Field for String {
    /// Numbers and booleans are taken by their characters: `version: 1.10` is the text `1.10`.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            NodeValue::Scalar(text, _) => Some(text.clone()),
            _ => reader.mismatch(node, "text", None),
        }
    }

    fn write(&self) -> Node {
        Node::text(self)
    }

    fn fill(&mut self, placeholders: &mut Placeholders) {
        if let Some(filled) = placeholders.filled(self) {
            *self = filled;
        }
    }
}

impl Field for bool {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            NodeValue::Scalar(text, Kind::Bool) => Some(text.eq_ignore_ascii_case("true")),
            _ => reader.mismatch(node, "true or false", None),
        }
    }

    fn write(&self) -> Node {
        Node::new(NodeValue::Scalar(self.to_string(), Kind::Bool))
    }
}

macro_rules! integers {
    ($($type:ty),*) => { $(
        impl Field for $type {
            fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
                let number = match &node.value {
                    NodeValue::Scalar(text, _) => text.parse().ok(),
                    _ => None,
                };
                number.or_else(|| {
                    reader.mismatch(node, format!("a whole number, at most {}", <$type>::MAX), None)
                })
            }

            fn write(&self) -> Node {
                Node::new(NodeValue::Scalar(self.to_string(), Kind::Number))
            }
        }
    )* };
}

integers!(u8, u16, u32);

impl<T: Field> Field for Vec<T> {
    /// A single value counts as a list of one.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            NodeValue::List(nodes) => {
                let one = |(at, node): (usize, &Node)| reader.index(at, node).or_else(T::stand_in);
                Some(nodes.iter().enumerate().filter_map(one).collect())
            }
            NodeValue::Null => Some(Vec::new()),
            NodeValue::Scalar(..) | NodeValue::Map(_) => T::read(node, reader).map(|one| vec![one]),
        }
    }

    fn write(&self) -> Node {
        Node::new(NodeValue::List(self.iter().map(Field::write).collect()))
    }

    fn fill(&mut self, placeholders: &mut Placeholders) {
        for (at, one) in self.iter_mut().enumerate() {
            placeholders.below(Segment::Index(at), |placeholders| one.fill(placeholders));
        }
    }
}
