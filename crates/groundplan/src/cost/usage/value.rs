use crate::cost::quantity::Quantity;
use crate::cost::{Decimal, Range};

/// Who says how much something is used. What stands first here goes before the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A usage file.
    File,
    /// The spec.
    Spec,
    /// Nobody: it is assumed.
    Assumption,
}

/// How much, or which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A figure, in the unit of its key.
    Figure(Range),
    /// A word, where a key takes one: `region: us-east-1`.
    Word(String),
}

/// How much something is used, who says so, and the sentence that a line of the bill shows for it.
///
/// ```
/// use groundplan::cost::{Range, Used};
/// let used = Used::spec(Range::exact(30_000_000.into()), "30 million requests a month, as the spec says");
/// assert_eq!(used.because, "30 million requests a month, as the spec says");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// How much, or which.
    pub amount: Amount,
    /// Who says so.
    pub origin: Origin,
    /// The sentence that a line shows.
    pub because: String,
}

impl Used {
    /// A figure from a spec.
    #[must_use]
    pub fn spec(amount: impl Into<Range>, because: impl Into<String>) -> Self {
        Self { amount: Amount::Figure(amount.into()), origin: Origin::Spec, because: because.into() }
    }

    /// A figure that is assumed.
    #[must_use]
    pub fn assumed(amount: impl Into<Range>, because: impl Into<String>) -> Self {
        Self { amount: Amount::Figure(amount.into()), origin: Origin::Assumption, because: because.into() }
    }

    /// A figure from a usage file.
    #[must_use]
    pub fn file(figure: Decimal) -> Self {
        let because = "as the usage file says".to_owned();
        Self { amount: Amount::Figure(Range::exact(figure)), origin: Origin::File, because }
    }

    /// A word from a usage file.
    #[must_use]
    pub fn word(word: impl Into<String>) -> Self {
        let because = "as the usage file says".to_owned();
        Self { amount: Amount::Word(word.into()), origin: Origin::File, because }
    }

    /// The figure, with the sentence for it.
    pub(crate) fn quantity(&self) -> Option<Quantity> {
        match self.amount {
            Amount::Figure(amount) => Some(Quantity::used(amount).because(self.because.clone())),
            Amount::Word(_) => None,
        }
    }
}
