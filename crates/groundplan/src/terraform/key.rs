use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A name in a configuration: a block type, an argument, a label.
///
/// Most names are written in the program, so a key is a static string or a shared one; both are
/// free to clone, since one name stands in many addresses.
#[derive(Clone)]
pub enum Key {
    /// A name that the program knows.
    Static(&'static str),
    /// A name that the user gave.
    Shared(Arc<str>),
}

impl Key {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Key::Static(name) => name,
            Key::Shared(name) => name,
        }
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
        Key::Static(name)
    }
}

impl From<String> for Key {
    fn from(name: String) -> Self {
        Key::Shared(name.into())
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
