use super::{Field, Map, OrNone};

/// What can have had another name, or holds things that can: only maps of such things hold any.
pub(crate) trait Renamed: Clone {
    /// The name that it had.
    fn old_name(&self) -> Option<&str> {
        None
    }

    /// Whether it is turned off.
    fn is_off(&self) -> bool {
        false
    }

    /// The names of the things in it, each with the one before.
    fn names(&self) -> Vec<(&str, Option<&str>)> {
        Vec::new()
    }

    /// The same under the old names.
    #[must_use]
    fn before(&self) -> Self {
        self.clone()
    }
}

impl<T: Renamed> Renamed for OrNone<T> {
    fn old_name(&self) -> Option<&str> {
        self.on()?.old_name()
    }

    fn is_off(&self) -> bool {
        self.on().is_none()
    }
}

impl<T: Renamed> Renamed for Vec<T> {}

impl<T: Renamed + Field> Renamed for Map<T> {
    fn names(&self) -> Vec<(&str, Option<&str>)> {
        let things = self.iter().filter(|(_, thing)| !thing.is_off());
        things.map(|(name, thing)| (name, thing.old_name())).collect()
    }

    fn before(&self) -> Self {
        let mut old = Self::default();
        for (name, thing) in self.iter().filter(|(_, thing)| !thing.is_off()) {
            old.insert(thing.old_name().unwrap_or(name), thing.clone());
        }
        old
    }
}
