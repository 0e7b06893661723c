use crate::cost::quantity::Quantity;
use crate::cost::{Decimal, Range};

/// The source of a usage value, in order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A usage file.
    File,
    /// The spec.
    Spec,
    /// An assumption.
    Assumption,
}

/// A figure or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A figure, in the unit of its key.
    Figure(Range),
    /// A word, where a key takes one: `region: us-east-1`.
    Text(String),
}

/// A usage value, its source, and the sentence that a line of the bill shows for it.
///
/// ```
/// use groundplan::cost::{Range, UsageValue};
/// let used = UsageValue::spec(Range::exact(30_000_000.into()), "30 million requests a month, as the spec says");
/// assert_eq!(used.reason, "30 million requests a month, as the spec says");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageValue {
    /// A figure or a text.
    pub amount: Amount,
    /// The source of the value.
    pub origin: Origin,
    /// The sentence that a line shows.
    pub reason: String,
}

impl UsageValue {
    /// A figure from a spec.
    #[must_use]
    pub fn spec(amount: impl Into<Range>, reason: impl Into<String>) -> Self {
        Self { amount: Amount::Figure(amount.into()), origin: Origin::Spec, reason: reason.into() }
    }

    /// A figure that is assumed.
    #[must_use]
    pub fn assumed(amount: impl Into<Range>, reason: impl Into<String>) -> Self {
        Self { amount: Amount::Figure(amount.into()), origin: Origin::Assumption, reason: reason.into() }
    }

    /// A figure from a usage file.
    #[must_use]
    pub fn file(figure: Decimal) -> Self {
        let reason = "as the usage file says".to_owned();
        Self { amount: Amount::Figure(Range::exact(figure)), origin: Origin::File, reason }
    }

    /// A word from a usage file.
    #[must_use]
    pub fn word(word: impl Into<String>) -> Self {
        let reason = "as the usage file says".to_owned();
        Self { amount: Amount::Text(word.into()), origin: Origin::File, reason }
    }

    /// The figure, with the sentence for it.
    pub(crate) fn quantity(&self) -> Option<Quantity> {
        match self.amount {
            Amount::Figure(amount) => Some(Quantity::used(amount).reason(self.reason.clone())),
            Amount::Text(_) => None,
        }
    }
}
