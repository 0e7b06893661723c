use std::sync::Arc;

use super::convert::{number, ordered};
use super::scope::Scope;
use super::{Data, Evaluator, Known, Outcome, Reason, Unknown};
use crate::terraform::{Block, Content, Value, index_of_key};

/// What a place defines by itself: `each.key`, `count.index`, the iterator of a `dynamic` block, `path.module`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    names: Vec<(Arc<str>, Known)>,
}

impl Instance {
    /// A place that defines nothing.
    pub const NONE: Self = Self { names: Vec::new() };

    /// The instance of a block with `for_each`.
    #[must_use]
    pub fn each(key: &str, value: Known) -> Self {
        Self::NONE.with("each", pair(key.into(), value))
    }

    /// The instance of a block with `count`.
    #[must_use]
    pub fn count(index: u32) -> Self {
        let index = Known::from(i64::from(index));
        Self::NONE.with("count", object([("index", index)]))
    }

    /// The same place, in the body of a `dynamic` block for one element, under the name of its iterator.
    #[must_use]
    pub fn dynamic(self, iterator: &str, key: Known, value: Known) -> Self {
        self.with(iterator, pair(key, value))
    }

    /// The same place with a further name, whose attributes are the entries of an object: of `path`, `module`.
    #[must_use]
    pub fn with(mut self, name: &str, value: Known) -> Self {
        self.names.push((name.into(), value));
        self
    }

    /// The key that it is the instance of, of a block with `for_each`.
    pub(crate) fn key(&self) -> Option<&str> {
        let (name, each) = self.names.first()?;
        match (&**name, &each.data) {
            ("each", Data::Object(entries)) => match &entries.get("key")?.data {
                Data::Text(key) => Some(key),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a name yields here.
    pub(super) fn get(&self, name: &str) -> Option<&Known> {
        self.names.iter().rev().find(|(known, _)| &**known == name).map(|(_, value)| value)
    }
}

fn pair(key: Known, value: Known) -> Known {
    object([("key", key), ("value", value)])
}

fn object<const N: usize>(entries: [(&str, Known); N]) -> Known {
    let entries = entries.into_iter().map(|(name, value)| (Arc::from(name), value));
    Data::Object(Arc::new(crate::unit::map_of(entries))).into()
}

/// Which instances of a block there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instances {
    /// One, without `count` and `for_each`.
    One,
    /// So many, by index.
    Count(u32),
    /// By key, in Terraform's order, each with its value.
    Keys(Vec<(Arc<str>, Known)>),
    /// It depends on what is not known, or Terraform refuses it.
    Unknown(Arc<Unknown>),
}

impl Instances {
    /// Every instance with what follows the address of the block, such as `[0]`, `["a"]` or nothing; `None` where that is not
    /// known.
    #[must_use]
    pub fn all(&self) -> Option<Vec<(String, Instance)>> {
        match self {
            Self::One => Some(vec![(String::new(), Instance::NONE)]),
            Self::Count(count) => {
                Some((0..*count).map(|index| (format!("[{index}]"), Instance::count(index))).collect())
            }
            Self::Keys(keys) => Some(
                keys.iter()
                    .map(|(key, value)| (index_of_key(key), Instance::each(key, value.clone())))
                    .collect(),
            ),
            Self::Unknown(_) => None,
        }
    }
}

/// How many instances of one block are looked at.
const MOST: u32 = 10_000;

impl Evaluator<'_> {
    /// Which instances of a block there are, by its `count` or `for_each`.
    #[must_use]
    pub fn instances(&self, block: &Block) -> Instances {
        let value = |name| match block.get(name) {
            Some(Content::Value(value)) => Some(value),
            _ => None,
        };
        match (value("count"), value("for_each")) {
            (Some(count), _) => self.decided(count, &counted),
            (None, Some(for_each)) => self.decided(for_each, &keyed),
            (None, None) => match enabled(block) {
                Some(enabled) => self.decided(enabled, &existing),
                None => Instances::One,
            },
        }
    }

    fn decided(&self, value: &Value, of: &dyn Fn(&Known) -> Outcome<Instances>) -> Instances {
        let known = self.afresh(|| self.eval(value, Scope::of(&Instance::NONE)));
        of(&known).unwrap_or_else(|reason| {
            if matches!(reason, Reason::Fails(_)) {
                self.has_failed.set(true);
            }
            let residual = known.written().or_else(|| Some(value.clone()));
            Instances::Unknown(Arc::new(Unknown { residual, reason, parts: None }))
        })
    }
}

/// What OpenTofu makes one instance or none by.
/// <https://opentofu.org/docs/language/meta-arguments/enabled/>
pub(crate) fn enabled(block: &Block) -> Option<&Value> {
    let Some(Content::Block(lifecycle)) = block.get("lifecycle") else { return None };
    match lifecycle.get("enabled")? {
        Content::Value(value) => Some(value),
        _ => None,
    }
}

fn existing(known: &Known) -> Outcome<Instances> {
    match &known.data {
        Data::Bool(true) => Ok(Instances::One),
        Data::Bool(false) => Ok(Instances::Keys(Vec::new())),
        Data::Unknown(unknown) => Err(unknown.reason),
        _ => Err(Reason::Fails("`enabled` must be true or false")),
    }
}

fn counted(known: &Known) -> Outcome<Instances> {
    let number = number(&known.data)?;
    if number.is_sign_negative() || !number.is_integer() {
        return Err(Reason::Fails("`count` must be a whole number"));
    }
    let count = u32::try_from(number).ok().filter(|count| *count <= MOST);
    count.map(Instances::Count).ok_or(Reason::Limit)
}

fn keyed(known: &Known) -> Outcome<Instances> {
    if known.is_sensitive() {
        return Err(Reason::Fails("`for_each` must not be sensitive"));
    }
    let keys: Vec<(Arc<str>, Known)> = match &known.data {
        Data::Object(all) | Data::Map(all) => {
            all.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        }
        Data::Set(_) => {
            let key = |element: &Known| match &element.data {
                Data::Text(key) => Ok((key.clone(), element.clone())),
                _ => Err(Reason::Fails("`for_each` must be a map or a set of strings")),
            };
            ordered(known.data.clone())?.iter().map(key).collect::<Outcome<_>>()?
        }
        Data::Unknown(unknown) => return Err(unknown.reason),
        _ => return Err(Reason::Fails("`for_each` must be a map or a set of strings")),
    };
    Ok(Instances::Keys(keys))
}
