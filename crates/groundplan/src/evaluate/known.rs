use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::types::Type;
use crate::terraform::Value;
use crate::unit::map_of;

/// What an expression yields.
///
/// Of what is sensitive and not known, nothing is left to be written: [`Known::marked`] drops it, and nothing else makes a
/// value sensitive. `Debug` shows no value that is.
#[derive(Clone)]
pub struct Known {
    /// The value itself.
    pub data: Data,
    is_sensitive: bool,
    /// Its type, where data alone does not show it: of null, of an empty collection, and of what is not known.
    kind: Option<Arc<Type>>,
}

/// Values are compared as they are written: a null of one type is the same as that of another.
impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.is_sensitive == other.is_sensitive && self.data == other.data
    }
}

impl Eq for Known {}

impl fmt::Debug for Known {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_sensitive {
            true => out.write_str("(sensitive value)"),
            false => self.data.fmt(out),
        }
    }
}

/// A value, or that it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// It depends on what is not known, or its evaluation certainly fails.
    Unknown(Arc<Unknown>),
    /// `null`, which is a value.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, exactly.
    Number(Decimal),
    /// Text.
    Text(Arc<str>),
    /// Elements of any types, in order: `[1, "a"]`.
    Tuple(Arc<Vec<Known>>),
    /// Elements of one type, in order.
    List(Arc<Vec<Known>>),
    /// Elements of one type, each once; in Terraform's order where they are texts, numbers or booleans.
    Set(Arc<Vec<Known>>),
    /// Values of any types by name: `{ a = 1, b = "x" }`.
    Object(Arc<BTreeMap<Arc<str>, Known>>),
    /// Values of one type by key.
    Map(Arc<BTreeMap<Arc<str>, Known>>),
}

/// What is left of an expression that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The expression, what is known in it written as literals; `None` where that cannot be written, because it is large,
    /// holds something sensitive, is sensitive itself, or depends on the order of a set.
    pub residual: Option<Value>,
    /// Why it is not known.
    pub reason: Reason,
    /// What of it is known all the same: the attributes of a resource that are written down, and the elements of its blocks.
    pub(super) parts: Option<Arc<Parts>>,
}

/// Attributes by name, and elements by index.
pub(super) type Parts = BTreeMap<Arc<str>, Known>;

/// Why something is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The apply gives it: an attribute of a resource or data source, or an output of a module.
    Apply,
    /// A variable has neither a value nor a default.
    Input,
    /// A function reads files, the clock or chance, or is not evaluated here.
    Function,
    /// It is not certain what Terraform computes, such as a quotient that is not exact.
    Uncertain,
    /// It is larger or deeper than what is evaluated here.
    Limit,
    /// Local values refer to each other around a circle.
    Cycle,
    /// The name is not declared, or has no meaning in this place.
    Undeclared,
    /// Terraform certainly refuses it, for this reason.
    Fails(&'static str),
}

impl Known {
    /// Something that is not known.
    #[must_use]
    pub fn unknown(reason: Reason, residual: Option<Value>) -> Self {
        Data::Unknown(Arc::new(Unknown { residual, reason, parts: None })).into()
    }

    /// Something of which only parts are known.
    pub(super) fn partly(residual: Option<Value>, parts: Parts) -> Self {
        let parts = Some(Arc::new(parts)).filter(|parts| !parts.is_empty());
        Data::Unknown(Arc::new(Unknown { residual, reason: Reason::Apply, parts })).into()
    }

    /// Whether Terraform hides it: it was computed from something that is sensitive.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.is_sensitive
    }

    /// The same value, sensitive where it was or this is so.
    #[must_use]
    pub fn marked(mut self, is_sensitive: bool) -> Self {
        self.is_sensitive |= is_sensitive;
        match &self.data {
            Data::Unknown(unknown) if self.is_sensitive && unknown.residual.is_some() => {
                let hidden = Unknown { residual: None, ..Unknown::clone(unknown) };
                Self { data: Data::Unknown(Arc::new(hidden)), ..self }
            }
            _ => self,
        }
    }

    /// The same value, of which Terraform hides only what is sensitive by itself.
    #[must_use]
    pub fn unmarked(self) -> Self {
        Self { is_sensitive: false, ..self }
    }

    /// Other data, as sensitive as this value and of its type.
    #[must_use]
    pub fn with(&self, data: Data) -> Self {
        Self { data, is_sensitive: false, kind: self.kind.clone() }.marked(self.is_sensitive)
    }

    /// Why it is not known; `None` if it is, whatever is in it.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        match &self.data {
            Data::Unknown(unknown) => Some(unknown.reason),
            _ => None,
        }
    }

    /// The elements of a tuple, list or set.
    #[must_use]
    pub fn elements(&self) -> Option<&[Known]> {
        match &self.data {
            Data::Tuple(all) | Data::List(all) | Data::Set(all) => Some(all),
            _ => None,
        }
    }

    /// The entries of an object or map, in order of their names.
    #[must_use]
    pub fn entries(&self) -> Option<&BTreeMap<Arc<str>, Known>> {
        match &self.data {
            Data::Object(all) | Data::Map(all) => Some(all),
            _ => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<Data> for Known {
    fn from(data: Data) -> Self {
        Self { data, is_sensitive: false, kind: None }
    }
}

impl From<&str> for Known {
    fn from(text: &str) -> Self {
        Data::Text(text.into()).into()
    }
}

impl From<String> for Known {
    fn from(text: String) -> Self {
        Data::Text(text.into()).into()
    }
}

impl From<bool> for Known {
    fn from(value: bool) -> Self {
        Data::Bool(value).into()
    }
}

impl From<i64> for Known {
    fn from(value: i64) -> Self {
        Data::Number(value.into()).into()
    }
}

impl Known {
    /// Whether it, or something in it, is sensitive.
    #[must_use]
    pub fn has_sensitive(&self) -> bool {
        self.is_sensitive || self.inner().any(Known::has_sensitive)
    }

    /// Whether it and everything in it is known.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.first_unknown().is_none()
    }

    /// Why something in it is not known: what certainly fails, before others.
    pub(super) fn first_unknown(&self) -> Option<Reason> {
        self.reason().or_else(|| first(self.inner().filter_map(Known::first_unknown)))
    }

    /// What is directly in it.
    pub(super) fn inner(&self) -> impl Iterator<Item = &Known> {
        let elements = self.elements().into_iter().flatten();
        elements.chain(self.entries().into_iter().flat_map(BTreeMap::values))
    }

    /// The same value, of which nothing is sensitive.
    pub(super) fn revealed(self) -> Self {
        if !self.has_sensitive() {
            return self;
        }
        let all = |all: &[Known]| Arc::new(all.iter().cloned().map(Known::revealed).collect());
        let named = |all: &BTreeMap<Arc<str>, Known>| {
            let all = all.iter().map(|(name, value)| (name.clone(), value.clone().revealed()));
            Arc::new(map_of(all))
        };
        let data = match self.data {
            Data::Tuple(inner) => Data::Tuple(all(&inner)),
            Data::List(inner) => Data::List(all(&inner)),
            Data::Set(inner) => Data::Set(all(&inner)),
            Data::Object(inner) => Data::Object(named(&inner)),
            Data::Map(inner) => Data::Map(named(&inner)),
            data => data,
        };
        Self { data, is_sensitive: false, kind: self.kind }
    }

    /// The same value of a type, if data alone does not show it.
    pub(super) fn of_kind(self, kind: &Type) -> Self {
        let is_bare = match &self.data {
            Data::Unknown(_) | Data::Null => !kind.is_open(),
            Data::List(all) | Data::Set(all) => all.is_empty(),
            Data::Map(all) => all.is_empty(),
            _ => false,
        };
        match is_bare && self.kind.as_deref() != Some(kind) {
            true => Self { kind: Some(Arc::new(kind.clone())), ..self },
            false => self,
        }
    }

    /// The type that it was given, where data alone does not show it.
    pub(super) fn kind(&self) -> Option<&Type> {
        self.kind.as_deref()
    }

    pub(super) fn is_primitive(&self) -> bool {
        matches!(self.data, Data::Bool(_) | Data::Number(_) | Data::Text(_))
    }

    pub(super) fn tuple(all: Vec<Known>) -> Self {
        Data::Tuple(Arc::new(all)).into()
    }

    pub(super) fn list(all: Vec<Known>) -> Self {
        Data::List(Arc::new(all)).into()
    }

    pub(super) fn object(entries: impl IntoIterator<Item = (Arc<str>, Known)>) -> Self {
        Data::Object(Arc::new(map_of(entries))).into()
    }
}

/// Of several reasons the one that counts: what certainly fails, before others.
pub(super) fn first(reasons: impl IntoIterator<Item = Reason>) -> Option<Reason> {
    reasons.into_iter().reduce(|one, other| match other {
        Reason::Fails(_) if !matches!(one, Reason::Fails(_)) => other,
        _ => one,
    })
}

impl From<Decimal> for Known {
    fn from(number: Decimal) -> Self {
        Data::Number(number).into()
    }
}
