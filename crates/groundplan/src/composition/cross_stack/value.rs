use crate::spec::{Field, Node, NodeValue, Reader};
use crate::terraform::{Expression, Part, Ref, Reference, Text, Value};

/// What is exported: one text or reference, or a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportValue {
    /// One.
    One(Text),
    /// A list.
    Many(Vec<Text>),
}

impl ExportValue {
    /// The value as Terraform has it: an expression keeps its type.
    pub(super) fn to_value(&self) -> Value {
        match self {
            Self::One(text) => match text.parts() {
                [Part::Expression(expression)] => expression.clone().into(),
                _ => text.into(),
            },
            Self::Many(texts) => {
                Value::List(texts.iter().map(|text| Self::One(text.clone()).to_value()).collect())
            }
        }
    }
}

impl Field for ExportValue {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            NodeValue::List(_) => Field::read(node, reader).map(Self::Many),
            _ => Field::read(node, reader).map(Self::One),
        }
    }

    fn write(&self) -> Node {
        match self {
            Self::One(text) => text.write(),
            Self::Many(texts) => texts.write(),
        }
    }
}

#[cfg(feature = "codegen")]
impl schemars::JsonSchema for ExportValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ExportValue".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let one = generator.subschema_for::<Text>();
        schemars::json_schema!({ "description": "What is exported: one text or reference, or a list of them.", "anyOf": [one, { "type": "array", "items": one }] })
    }
}

impl<T: Into<Text>> From<Vec<T>> for ExportValue {
    fn from(texts: Vec<T>) -> Self {
        Self::Many(texts.into_iter().map(Into::into).collect())
    }
}

macro_rules! values {
    ($($type:ty),*) => { $(
        impl From<$type> for ExportValue {
            fn from(value: $type) -> Self {
                Self::One(value.into())
            }
        }
    )* };
}

values!(&'static str, String, Text, Reference, Expression);

impl<K> From<Ref<K>> for ExportValue {
    fn from(value: Ref<K>) -> Self {
        Self::One(value.into())
    }
}
