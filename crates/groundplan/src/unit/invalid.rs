//! Why a text is not a value.

use std::fmt;

/// Why a text is not a value of some unit, and what to write instead.
///
/// ```
/// use groundplan::unit::{Invalid, Memory};
///
/// let refused: Invalid = "512".parse::<Memory>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("512 MiB"));
/// assert!(refused.to_string().starts_with("wants a size"));
/// assert!("512 MiB".parse::<Memory>().is_ok());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Invalid {
    /// What would be accepted; completes the sentence "wants …".
    pub wanted: String,
    /// A text to paste in place of the refused one, when there is a likely meaning.
    pub hint: Option<String>,
}

impl Invalid {
    /// A refusal that says what is wanted, without a hint.
    #[must_use]
    pub fn new(wanted: impl Into<String>) -> Self {
        Self { wanted: wanted.into(), hint: None }
    }

    /// The same refusal with a text to paste.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The same refusal, hinting at `guess` when there is one.
    pub(super) fn guess(self, guess: Option<impl fmt::Display>) -> Self {
        Self { hint: guess.map(|guess| guess.to_string()), ..self }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "wants {}", self.wanted)?;
        match &self.hint {
            Some(hint) => write!(f, "; try `{hint}`"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Invalid {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_is_said_when_there_is_one() {
        let refused = Invalid::new("a size");
        assert_eq!(refused.to_string(), "wants a size");
        assert_eq!(refused.hint("1 GiB").to_string(), "wants a size; try `1 GiB`");
    }

    #[test]
    fn a_guess_becomes_the_hint() {
        assert_eq!(Invalid::new("a size").guess(Some(5)).hint.as_deref(), Some("5"));
        assert_eq!(Invalid::new("a size").guess(None::<u8>).hint, None);
    }
}
