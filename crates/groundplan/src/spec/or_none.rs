use super::placeholder::Placeholders;
use super::{Field, Kind, Node, NodeValue, Reader};

/// Something that can be turned off: `none` in a spec. Turning off is a value, not an absence, so an
/// environment can turn off what the stack turned on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrNone<T> {
    /// Off: `none`.
    Off,
    /// On, with its settings.
    On(T),
}

impl<T> OrNone<T> {
    /// The settings, unless it is off.
    pub fn on(&self) -> Option<&T> {
        match self {
            Self::On(value) => Some(value),
            Self::Off => None,
        }
    }
}

impl<T> From<T> for OrNone<T> {
    fn from(value: T) -> Self {
        Self::On(value)
    }
}

impl<T: Field> Field for OrNone<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let meant = match &node.value {
            NodeValue::Scalar(text, Kind::Text) if text == "none" => return Some(Self::Off),
            NodeValue::Scalar(text, _) => plainly(text),
            _ => None,
        };
        match meant {
            Some(meant) => reader.mismatch(node, "an object of settings, or `none`", Some(meant.to_owned())),
            None => T::read(node, reader).map(Self::On),
        }
    }

    fn write(&self) -> Node {
        match self {
            Self::Off => Node::text("none"),
            Self::On(value) => value.write(),
        }
    }

    fn stand_in() -> Option<Self> {
        T::stand_in().map(Self::On)
    }

    fn is_listed() -> bool {
        T::is_listed()
    }

    fn merge(&mut self, patch: &Self) {
        match (&mut *self, patch) {
            (Self::On(value), Self::On(patch)) => value.merge(patch),
            _ => self.clone_from(patch),
        }
    }

    fn fill(&mut self, placeholders: &mut Placeholders) {
        if let Self::On(value) = self {
            value.fill(placeholders);
        }
    }
}

/// What was meant by the words with which others turn something on or off.
fn plainly(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "false" | "off" | "no" | "none" | "disabled" => Some("none"),
        "true" | "on" | "yes" | "enabled" => Some("{}"),
        _ => None,
    }
}

#[cfg(feature = "codegen")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for OrNone<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}OrNone", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "anyOf": [generator.subschema_for::<T>(), { "const": "none" }] })
    }
}
