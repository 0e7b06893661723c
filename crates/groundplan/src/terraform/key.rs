use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use crate::decision::Origins;

/// A name in a configuration: a block type, an argument, a label.
///
/// Most names are written in the program, so a key is a static string or a shared one; both are
/// free to clone, since one name occurs in many addresses.
///
/// A key also knows the decisions that what it names follows from: every argument, every entry of an object
/// and every block has a name, at any depth, so origins stay with what they are about through whatever is
/// done to a document. They take no part in comparisons.
#[derive(Clone)]
pub struct Key {
    name: Name,
    origins: Origins,
}

#[derive(Clone)]
enum Name {
    /// A name that the program knows.
    Static(&'static str),
    /// A name that the user gave.
    Shared(Arc<str>),
}

impl Key {
    /// No name.
    pub const EMPTY: Self = Self::of("");

    /// A name that the program knows.
    #[must_use]
    pub const fn of(name: &'static str) -> Self {
        Self { name: Name::Static(name), origins: Origins::NONE }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.name {
            Name::Static(name) => name,
            Name::Shared(name) => name,
        }
    }

    /// Whether the program knows the name: it has nothing that must be escaped.
    pub(super) fn is_static(&self) -> bool {
        matches!(self.name, Name::Static(_))
    }

    /// The decisions that what it names follows from.
    #[must_use]
    pub fn origins(&self) -> &Origins {
        &self.origins
    }

    /// The same name for what follows from these decisions as well.
    #[must_use]
    pub fn because(mut self, more: &Origins) -> Self {
        self.origins = self.origins.and(more);
        self
    }

    /// The same name for what follows from these decisions, and no others.
    pub(crate) fn made_by(&mut self, origins: Origins) {
        self.origins = origins;
    }
}

impl Deref for Key {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl From<&'static str> for Key {
    fn from(name: &'static str) -> Self {
        Key::of(name)
    }
}

impl From<String> for Key {
    fn from(name: String) -> Self {
        Self { name: Name::Shared(name.into()), origins: Origins::NONE }
    }
}

impl From<&Key> for Key {
    fn from(key: &Key) -> Self {
        key.clone()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Key {}

impl PartialEq<str> for Key {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Key {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}
