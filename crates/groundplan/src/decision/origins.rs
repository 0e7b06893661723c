use std::sync::Arc;

use crate::diagnostic::Path;

/// One decision of an environment: its place in the list that a document carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecisionId(u32);

impl DecisionId {
    /// The name of the stack.
    pub const STACK: Self = Self(0);
    /// The name of the environment.
    pub const ENVIRONMENT: Self = Self(1);
    /// The tier.
    pub const TIER: Self = Self(2);
    /// The region.
    pub const REGION: Self = Self(3);
    /// The account.
    pub const ACCOUNT: Self = Self(4);

    /// The decision at a place in the list.
    pub(crate) fn at(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX))
    }

    /// The place in the list.
    #[must_use]
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The decisions that a value follows from; a set, sorted, and cheap to clone: nearly every value has two at
/// most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Ids);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Ids {
    #[default]
    None,
    One(DecisionId),
    Two(DecisionId, DecisionId),
    // A thin pointer: every name of a document has room for it.
    Many(Arc<Vec<DecisionId>>),
    /// What a spec says, before it is part of a list of decisions.
    Stated(Arc<Path>),
}

impl Origins {
    /// What follows from nothing that anybody decides.
    pub const NONE: Self = Self(Ids::None);
    /// What follows from the names of stack and environment, as every name in AWS does.
    pub const NAME: Self = Self(Ids::Two(DecisionId::STACK, DecisionId::ENVIRONMENT));
    /// What follows from the tier.
    pub const TIER: Self = Self(Ids::One(DecisionId::TIER));
    /// What follows from the region.
    pub const REGION: Self = Self(Ids::One(DecisionId::REGION));
    /// What follows from the account.
    pub const ACCOUNT: Self = Self(Ids::One(DecisionId::ACCOUNT));

    /// What a spec says at a place, to be recorded when it is laid into a document.
    pub(crate) fn stated(place: Path) -> Self {
        Self(Ids::Stated(Arc::new(place)))
    }

    /// The place in a spec, of what is not recorded yet.
    pub(crate) fn place(&self) -> Option<&Path> {
        match &self.0 {
            Ids::Stated(place) => Some(place),
            _ => None,
        }
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == Ids::None
    }

    /// The decisions, in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = DecisionId> + '_ {
        let (few, many) = match &self.0 {
            Ids::None | Ids::Stated(_) => ([None, None], &[][..]),
            Ids::One(one) => ([Some(*one), None], &[][..]),
            Ids::Two(one, two) => ([Some(*one), Some(*two)], &[][..]),
            Ids::Many(ids) => ([None, None], ids.as_slice()),
        };
        few.into_iter().flatten().chain(many.iter().copied())
    }

    /// Whether a decision is in it.
    #[must_use]
    pub fn has(&self, id: DecisionId) -> bool {
        match &self.0 {
            Ids::Many(ids) => ids.binary_search(&id).is_ok(),
            _ => self.iter().any(|known| known == id),
        }
    }

    /// Whether others are decisions, and all of them are in it.
    fn includes(&self, others: &Self) -> bool {
        others.place().is_none() && others.iter().all(|id| self.has(id))
    }

    /// These and others.
    #[must_use]
    pub fn and(&self, more: &Self) -> Self {
        // Origins of whole environments are long, and what follows from a part of them shares their list.
        if self == more || self.includes(more) {
            return self.clone();
        }
        if more.includes(self) {
            return more.clone();
        }
        self.iter().chain(more.iter()).collect()
    }
}

impl From<DecisionId> for Origins {
    fn from(id: DecisionId) -> Self {
        Self(Ids::One(id))
    }
}

impl FromIterator<DecisionId> for Origins {
    fn from_iter<I: IntoIterator<Item = DecisionId>>(ids: I) -> Self {
        let mut ids: Vec<DecisionId> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        Self(match ids.as_slice() {
            [] => Ids::None,
            [one] => Ids::One(*one),
            [one, two] => Ids::Two(*one, *two),
            _ => Ids::Many(Arc::new(ids)),
        })
    }
}

impl<'a> FromIterator<&'a Origins> for Origins {
    fn from_iter<I: IntoIterator<Item = &'a Origins>>(all: I) -> Self {
        let mut all = all.into_iter().filter(|origins| !origins.is_empty());
        let first = all.next().unwrap_or(&Self::NONE);
        match all.find(|more| *more != first) {
            Some(other) => first.iter().chain(other.iter()).chain(all.flat_map(Self::iter)).collect(),
            None => first.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(places: &[usize]) -> Origins {
        places.iter().map(|place| DecisionId::at(*place)).collect()
    }

    #[test]
    fn they_are_a_set() {
        let all = of(&[9, 7]).and(&of(&[7, 8])).and(&Origins::NONE);
        assert_eq!(all, of(&[7, 8, 9]));
        assert_eq!(all.iter().map(DecisionId::index).collect::<Vec<_>>(), [7, 8, 9]);
        assert!(all.has(DecisionId::at(8)) && !all.has(DecisionId::STACK));
        assert_eq!(Origins::NONE.and(&of(&[3])), Origins::REGION);
        assert_eq!([of(&[1]), of(&[0])].iter().collect::<Origins>(), Origins::NAME);
        assert!(of(&[]).is_empty());
        let all = of(&[1, 5, 7, 9]);
        for part in [of(&[]), of(&[5]), of(&[1, 9]), of(&[5, 7, 9])] {
            assert_eq!((all.and(&part), part.and(&all)), (all.clone(), all.clone()));
        }
        assert_eq!(of(&[1, 5, 9]).and(&of(&[5, 7])), all);
        let each = [of(&[7, 9]), Origins::NONE, of(&[5]), of(&[1, 7])];
        assert_eq!(each.iter().collect::<Origins>(), all);
        let stated = Origins::stated(Path::of("raw"));
        assert_eq!([&Origins::NONE, &stated].into_iter().collect::<Origins>(), stated);
    }

    #[test]
    fn they_are_small() {
        assert_eq!(size_of::<Origins>(), 16);
    }
}
