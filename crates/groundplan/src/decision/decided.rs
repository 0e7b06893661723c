use std::fmt;
use std::ops::Deref;

use super::Origins;

/// A decided value, and what it follows from. It reads like the value itself; what is written with it records
/// its origins. Two are equal when their values are.
///
/// ```
/// use groundplan::decision::{Decided, Origins};
/// let zones = Decided::new(3_u8, Origins::TIER);
/// let label = zones.map(|zones| format!("{zones} zones"));
/// assert_eq!((label.as_str(), label.origins()), ("3 zones", &Origins::TIER));
/// ```
#[derive(Clone, Debug)]
pub struct Decided<T> {
    value: T,
    origins: Origins,
}

impl<T> Decided<T> {
    /// A value and what it follows from.
    #[must_use]
    pub fn new(value: T, origins: Origins) -> Self {
        Self { value, origins }
    }

    /// What it follows from.
    #[must_use]
    pub fn origins(&self) -> &Origins {
        &self.origins
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The value and its origins.
    pub(crate) fn into_parts(self) -> (T, Origins) {
        (self.value, self.origins)
    }

    /// Another value that follows from this one.
    #[must_use]
    pub fn map<U>(&self, change: impl FnOnce(&T) -> U) -> Decided<U> {
        Decided { value: change(&self.value), origins: self.origins.clone() }
    }

    /// The same value, which follows from something else as well.
    #[must_use]
    pub fn because(mut self, more: &Origins) -> Self {
        self.origins = self.origins.and(more);
        self
    }
}

impl<T> Decided<Option<T>> {
    /// What may be missing, with its origins where it is there.
    #[must_use]
    pub fn transpose(self) -> Option<Decided<T>> {
        let Self { value, origins } = self;
        value.map(|value| Decided { value, origins })
    }
}

impl<T> Deref for Decided<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Decided<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Decided<T> {}

impl<T: PartialEq> PartialEq<T> for Decided<T> {
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl<T: fmt::Display> fmt::Display for Decided<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
