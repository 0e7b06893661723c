use super::{Basis, Decimal, Range};

/// Hours of a month, as AWS and its calculators count them.
pub(crate) const HOURS: Decimal = Decimal::from_parts(730, 0, 0, false, 0);

/// The assumed average share of the tasks that autoscaling may add: peaks are short, and the maximum is a ceiling.
pub(crate) const SCALED_OUT: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// A charged quantity per month, its basis, and what is assumed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Quantity {
    pub(crate) amount: Range,
    pub(crate) basis: Basis,
    pub(crate) assumption: Option<String>,
    /// The key of missing usage: nothing is charged, and the key is listed.
    pub(crate) missing_usage: Option<&'static str>,
}

/// The hours of things that exist all month.
pub(crate) fn hours(things: impl Into<Quantity>) -> Quantity {
    things.into().times(HOURS)
}

impl Quantity {
    /// A quantity that depends on usage.
    pub(crate) fn used(amount: Range) -> Self {
        Self { amount, basis: Basis::Usage, ..Self::default() }
    }

    /// Zero, because the usage of a key is missing.
    pub(crate) fn missing_usage(key: &'static str) -> Self {
        Self { basis: Basis::Usage, missing_usage: Some(key), ..Self::default() }
    }

    /// Multiplies quantities; the result has the basis and assumptions of both.
    pub(crate) fn times(self, factor: impl Into<Self>) -> Self {
        let factor = factor.into();
        let amount = self.amount.times_each(factor.amount);
        Self { amount, ..self.joined(factor) }
    }

    /// A share of it.
    pub(crate) fn over(mut self, divisor: Decimal) -> Self {
        self.amount = self.amount.map(|figure| figure.checked_div(divisor).unwrap_or_default());
        self
    }

    /// Both together.
    pub(crate) fn and(self, more: impl Into<Self>) -> Self {
        let more = more.into();
        let amount = self.amount + more.amount;
        Self { amount, ..self.joined(more) }
    }

    /// Appends a sentence to the assumption.
    pub(crate) fn reason(mut self, sentence: impl Into<String>) -> Self {
        self.assumption = joined(self.assumption, Some(sentence.into()));
        self
    }

    /// Whether there is surely nothing to charge.
    pub(crate) fn is_nothing(&self) -> bool {
        self.amount == Range::ZERO
    }

    fn joined(self, other: Self) -> Self {
        let basis = if other.basis == Basis::Usage { Basis::Usage } else { self.basis };
        let assumption = joined(self.assumption, other.assumption);
        Self {
            basis,
            assumption,
            missing_usage: self.missing_usage.or(other.missing_usage),
            amount: Range::ZERO,
        }
    }
}

/// Sentences, each once.
pub(crate) fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) if first.contains(&second) => Some(first),
        (Some(first), Some(second)) => Some(format!("{first}; {second}")),
        (first, second) => first.or(second),
    }
}

impl From<Range> for Quantity {
    fn from(amount: Range) -> Self {
        Self { amount, ..Self::default() }
    }
}

impl From<Decimal> for Quantity {
    fn from(amount: Decimal) -> Self {
        Range::exact(amount).into()
    }
}

impl From<i64> for Quantity {
    fn from(amount: i64) -> Self {
        Decimal::from(amount).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rests_on_usage_in_part_rests_on_it_in_whole() {
        let tasks = Quantity::used(Range::new(1.into(), 2.into(), 4.into())).reason("two tasks on average");
        let product = hours(tasks.clone()).times(2).reason("each has two vCPUs");
        assert_eq!(product.amount, Range::new(1460.into(), 2920.into(), 5840.into()));
        assert_eq!(product.basis, Basis::Usage);
        assert_eq!(product.assumption.as_deref(), Some("two tasks on average; each has two vCPUs"));
        let sum = Quantity::from(3).and(tasks.clone()).and(tasks);
        assert_eq!(sum.amount, Range::new(5.into(), 7.into(), 11.into()));
        assert_eq!(sum.assumption.as_deref(), Some("two tasks on average"));
        assert_eq!(hours(1), Quantity::from(730));
    }
}
