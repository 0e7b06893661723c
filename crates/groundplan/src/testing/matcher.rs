use super::Capture;
use crate::terraform::{Expression, Reference, Text, Value};

/// A condition on a value. Plain values convert into matchers.
#[derive(Clone, Debug)]
pub struct Match(pub(super) Pattern);

/// The kinds of matchers.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    Any,
    Absent,
    /// A value that is neither list nor object.
    Scalar(Value),
    Object(Vec<(String, Match)>),
    List(Vec<Match>),
    ListWith(Vec<Match>),
    Exact(Box<Match>),
    Not(Box<Match>),
    Containing(String),
    Starting(String),
    Reference(String),
    Expression(String),
    Json(Box<Match>),
    Capture(Capture, Box<Match>),
}

impl Match {
    /// Anything, as long as it is there.
    #[must_use]
    pub fn any() -> Self {
        Self(Pattern::Any)
    }

    /// Nothing: the argument is left out, or `null`.
    #[must_use]
    pub fn absent() -> Self {
        Self(Pattern::Absent)
    }

    /// These entries at least. [`props!`](crate::props) makes the same.
    #[must_use]
    pub fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Match)>) -> Self {
        Self(Pattern::Object(entries.into_iter().map(|(key, wanted)| (key.into(), wanted)).collect()))
    }

    /// These entries and no others, however deep.
    ///
    /// ```
    /// use groundplan::props;
    /// use groundplan::testing::Match;
    /// let only_a_name = props! { "tags": Match::exact(props! { "Name": "shop" }) };
    /// ```
    #[must_use]
    pub fn exact(wanted: impl Into<Match>) -> Self {
        Self(Pattern::Exact(Box::new(wanted.into())))
    }

    /// These elements, in this order, and no others. A list in [`props!`](crate::props) means the same.
    /// A single nested block counts as a list of one.
    #[must_use]
    pub fn list_exact<T: Into<Match>>(elements: impl IntoIterator<Item = T>) -> Self {
        Self(Pattern::List(elements.into_iter().map(Into::into).collect()))
    }

    /// Each of these is matched by some element; order and others do not matter.
    #[must_use]
    pub fn list_with<T: Into<Match>>(elements: impl IntoIterator<Item = T>) -> Self {
        Self(Pattern::ListWith(elements.into_iter().map(Into::into).collect()))
    }

    /// Anything that does not match, including nothing.
    #[must_use]
    #[allow(clippy::should_implement_trait)]
    pub fn not(unwanted: impl Into<Match>) -> Self {
        Self(Pattern::Not(Box::new(unwanted.into())))
    }

    /// Text that holds these characters. Expressions in it read as in Terraform's files: `${aws_vpc.main.id}`.
    #[must_use]
    pub fn text_containing(characters: impl Into<String>) -> Self {
        Self(Pattern::Containing(characters.into()))
    }

    /// Text that starts with these characters.
    #[must_use]
    pub fn starts_with(characters: impl Into<String>) -> Self {
        Self(Pattern::Starting(characters.into()))
    }

    /// A value that refers to an object, `aws_vpc.main`, or to one attribute of it, `aws_vpc.main.id`,
    /// anywhere in an expression.
    #[must_use]
    pub fn reference_to(address: impl Into<String>) -> Self {
        Self(Pattern::Reference(address.into()))
    }

    /// This very expression, without `${` and `}`; white space does not matter.
    #[must_use]
    pub fn expression(text: impl Into<String>) -> Self {
        Self(Pattern::Expression(text.into()))
    }

    /// JSON that matches: text, or what `jsonencode` makes. Local values are followed, so it matches
    /// container definitions and policies as AWS gets them.
    ///
    /// ```
    /// use groundplan::props;
    /// use groundplan::terraform::{Block, Document, Expression, Value};
    /// use groundplan::testing::{Match, Template};
    ///
    /// let mut document = Document::new();
    /// let mut file = document.file("service");
    /// let container = Value::Object(vec![("name".into(), "api".into()), ("essential".into(), true.into())]);
    /// let container = file.local("api_container", container).whole();
    /// let mut body = Block::new();
    /// body.set("container_definitions", Expression::call("jsonencode", [Value::List(vec![container.into()])]));
    /// file.resource("aws_ecs_task_definition", "api", body);
    ///
    /// let wanted = props! { "container_definitions": Match::json(props! [{ "name": "api" }]) };
    /// Template::of(&document).assert_has_resource("aws_ecs_task_definition", wanted)?;
    /// # Ok::<(), groundplan::testing::Mismatch>(())
    /// ```
    #[must_use]
    pub fn json(wanted: impl Into<Match>) -> Self {
        Self(Pattern::Json(Box::new(wanted.into())))
    }

    pub(super) fn captured(capture: Capture, wanted: Match) -> Self {
        Self(Pattern::Capture(capture, Box::new(wanted)))
    }

    /// How many single values are wanted: what is missing weighs as much as all that should be in it.
    pub(super) fn leaves(&self) -> usize {
        match &self.0 {
            Pattern::Object(entries) => {
                entries.iter().map(|(_, wanted)| wanted.leaves()).sum::<usize>().max(1)
            }
            Pattern::List(elements) | Pattern::ListWith(elements) => {
                elements.iter().map(Match::leaves).sum::<usize>().max(1)
            }
            Pattern::Exact(inner) | Pattern::Json(inner) | Pattern::Capture(_, inner) => inner.leaves(),
            _ => 1,
        }
    }
}

impl From<Value> for Match {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::absent(),
            Value::Expression(expression) => Self::expression(expression.to_string()),
            Value::List(values) => Self::list_exact(values),
            Value::Object(entries) => {
                Self::object(entries.into_iter().map(|(key, value)| (key.to_string(), value.into())))
            }
            scalar => Self(Pattern::Scalar(scalar)),
        }
    }
}

impl From<&Capture> for Match {
    fn from(capture: &Capture) -> Self {
        capture.of(Match::any())
    }
}

impl From<&str> for Match {
    fn from(text: &str) -> Self {
        Value::from(text.to_owned()).into()
    }
}

macro_rules! plain {
    ($($type:ty),*) => { $(
        impl From<$type> for Match {
            fn from(value: $type) -> Self {
                Value::from(value).into()
            }
        }
    )* };
}

plain!(bool, i64, i32, u32, u16, u8, String, &String, Text, Expression, Reference, &Reference);

impl<T: Into<Match>> From<Vec<T>> for Match {
    fn from(elements: Vec<T>) -> Self {
        Self::list_exact(elements)
    }
}

impl<T: Into<Match>, const N: usize> From<[T; N]> for Match {
    fn from(elements: [T; N]) -> Self {
        Self::list_exact(elements)
    }
}
