use super::Key;

/// A value that Terraform takes literally: backend settings, versions, variable defaults.
///
/// Terraform's JSON syntax evaluates no expression in these places, so none can be written here, and
/// nothing is escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, as its digits.
    Decimal(String),
    /// Words of the language, which are quoted in JSON and bare in the native syntax: `all`, `aws.west`,
    /// `list(string)`.
    Bare(Key),
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

impl Literal {
    /// Adds the entries of another object; those that are there already are replaced.
    pub(crate) fn extend(&mut self, more: &Self) {
        if let (Self::Object(known), Self::Object(more)) = (self, more) {
            for (name, value) in more {
                known.retain(|(key, _)| key != name);
                known.push((name.clone(), value.clone()));
            }
        }
    }

    /// Words of the language: `all`, `aws.west`, `list(string)`.
    #[must_use]
    pub fn bare(words: impl Into<Key>) -> Self {
        Self::Bare(words.into())
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

impl From<i64> for Literal {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl<T: Into<Literal>> From<Vec<T>> for Literal {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}
