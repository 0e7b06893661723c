use std::fmt;

use crate::terraform::{Key, Literal};

/// What a variable takes.
/// <https://developer.hashicorp.com/terraform/language/expressions/type-constraints>
///
/// ```
/// use groundplan::terraform::TypeConstraint as Type;
/// let sizes = Type::map(Type::object([("cpu", Type::Number), ("memory", Type::optional(Type::Number))]));
/// assert_eq!(sizes.to_string(), "map(object({ cpu = number, memory = optional(number) }))");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TypeConstraint {
    /// `string`
    String,
    /// `number`
    Number,
    /// `bool`
    Bool,
    /// `any`
    Any,
    /// `list(…)`
    List(Box<TypeConstraint>),
    /// `set(…)`
    Set(Box<TypeConstraint>),
    /// `map(…)`
    Map(Box<TypeConstraint>),
    /// `tuple([…])`
    Tuple(Vec<TypeConstraint>),
    /// `object({ … })`
    Object(Vec<(Key, TypeConstraint)>),
    /// `optional(…)`, for an attribute of an object.
    Optional(Box<TypeConstraint>),
}

impl TypeConstraint {
    /// A list of elements of a type.
    #[must_use]
    pub fn list(element: Self) -> Self {
        Self::List(Box::new(element))
    }

    /// A set of elements of a type.
    #[must_use]
    pub fn set(element: Self) -> Self {
        Self::Set(Box::new(element))
    }

    /// A map of elements of a type.
    #[must_use]
    pub fn map(element: Self) -> Self {
        Self::Map(Box::new(element))
    }

    /// An object with attributes.
    #[must_use]
    pub fn object<K: Into<Key>>(attributes: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(attributes.into_iter().map(|(name, kind)| (name.into(), kind)).collect())
    }

    /// An attribute of an object that may be left out.
    #[must_use]
    pub fn optional(attribute: Self) -> Self {
        Self::Optional(Box::new(attribute))
    }
}

impl fmt::Display for TypeConstraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.write_str("string"),
            Self::Number => f.write_str("number"),
            Self::Bool => f.write_str("bool"),
            Self::Any => f.write_str("any"),
            Self::List(element) => write!(f, "list({element})"),
            Self::Set(element) => write!(f, "set({element})"),
            Self::Map(element) => write!(f, "map({element})"),
            Self::Optional(attribute) => write!(f, "optional({attribute})"),
            Self::Tuple(elements) => {
                let elements: Vec<String> = elements.iter().map(ToString::to_string).collect();
                write!(f, "tuple([{}])", elements.join(", "))
            }
            Self::Object(attributes) => {
                let attributes: Vec<String> =
                    attributes.iter().map(|(name, kind)| format!("{name} = {kind}")).collect();
                write!(f, "object({{ {} }})", attributes.join(", "))
            }
        }
    }
}

impl From<TypeConstraint> for Literal {
    fn from(constraint: TypeConstraint) -> Self {
        Self::bare(constraint.to_string())
    }
}
