/// A value that Terraform takes as it stands: backend settings, versions, variable defaults.
///
/// Terraform's JSON syntax evaluates no expression in these places, so none can be written here, and
/// nothing is escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Characters, rendered without template escapes.
    Text(String),
    /// A list.
    List(Vec<Literal>),
    /// An object, in the order given.
    Object(Vec<(String, Literal)>),
}

impl Literal {
    /// An object of literals.
    #[must_use]
    pub fn object<K: Into<String>, V: Into<Literal>>(entries: impl IntoIterator<Item = (K, V)>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl From<bool> for Literal {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Literal {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Literal {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
