use std::iter::Sum;
use std::ops::Add;

use super::Decimal;

/// A figure that may not be known exactly: the least and the most that is likely, and what to count with.
///
/// ```
/// use groundplan::cost::{Decimal, Range};
/// let tasks = Range::new(2.into(), 3.into(), 10.into());
/// assert_eq!(tasks.times(Decimal::new(5, 1)), Range::new(1.into(), Decimal::new(15, 1), 5.into()));
/// assert!(Range::exact(7.into()).is_exact());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The least that is likely.
    pub low: Decimal,
    /// What to count with.
    pub expected: Decimal,
    /// The most that is likely.
    pub high: Decimal,
}

impl Range {
    /// Nothing.
    pub const ZERO: Self = Self { low: Decimal::ZERO, expected: Decimal::ZERO, high: Decimal::ZERO };

    /// A range from its three figures.
    #[must_use]
    pub fn new(low: Decimal, expected: Decimal, high: Decimal) -> Self {
        Self { low, expected, high }
    }

    /// A figure that is known.
    #[must_use]
    pub fn exact(figure: Decimal) -> Self {
        Self::new(figure, figure, figure)
    }

    /// Whether there is nothing to doubt.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.low == self.expected && self.expected == self.high
    }

    /// Each figure times another one.
    #[must_use]
    pub fn times(self, factor: Decimal) -> Self {
        self.map(|figure| figure.saturating_mul(factor))
    }

    /// Each figure times that of another range.
    #[must_use]
    pub fn times_each(self, other: Self) -> Self {
        self.with(other, Decimal::saturating_mul)
    }

    /// Each figure less that of another range.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        self.with(other, Decimal::saturating_sub)
    }

    /// The larger one of each two figures.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        self.with(other, Decimal::max)
    }

    /// The smaller one of each two figures.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        self.with(other, Decimal::min)
    }

    /// What becomes of each figure.
    #[must_use]
    pub fn map(self, change: impl Fn(Decimal) -> Decimal) -> Self {
        Self::new(change(self.low), change(self.expected), change(self.high))
    }

    /// What each figure makes with that of another range.
    fn with(self, other: Self, make: fn(Decimal, Decimal) -> Decimal) -> Self {
        Self::new(make(self.low, other.low), make(self.expected, other.expected), make(self.high, other.high))
    }
}

impl From<Decimal> for Range {
    fn from(figure: Decimal) -> Self {
        Self::exact(figure)
    }
}

impl Add for Range {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.with(other, Decimal::saturating_add)
    }
}

impl Sum for Range {
    fn sum<I: Iterator<Item = Self>>(ranges: I) -> Self {
        ranges.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_added_and_multiplied_each_with_its_own() {
        let range = |low: i64, expected: i64, high: i64| Range::new(low.into(), expected.into(), high.into());
        assert_eq!(range(1, 2, 3) + range(10, 20, 30), range(11, 22, 33));
        assert_eq!([range(1, 2, 3), range(1, 1, 1)].into_iter().sum::<Range>(), range(2, 3, 4));
        assert_eq!(range(1, 2, 3).times_each(range(2, 3, 4)), range(2, 6, 12));
    }

    #[test]
    fn what_is_too_large_stays_a_figure() {
        let most = Range::exact(Decimal::MAX);
        assert_eq!(most + most, most);
        assert_eq!(most.times(Decimal::TWO), most);
    }
}
