//! Accounts of AWS.

use std::fmt;
use std::str::FromStr;

use super::Invalid;

/// The ID of an AWS account: exactly 12 digits, leading zeros included.
///
/// See the AWS page "View AWS account identifiers". YAML reads a bare `012345678901` as a number and
/// drops the zero, so 9 to 11 digits are refused with the ID in quotes as the hint.
///
/// ```
/// use groundplan::unit::AccountId;
///
/// let account: AccountId = "012345678901".parse()?;
/// assert_eq!(account.as_str(), "012345678901");
///
/// let refused = "12345678901".parse::<AccountId>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("\"012345678901\""));
/// # Ok::<(), groundplan::unit::Invalid>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(String);

impl AccountId {
    /// The 12 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const DIGITS: usize = 12;

/// With fewer digits than this, more than a few zeros are missing.
const FEWEST_DIGITS: usize = 9;

impl FromStr for AccountId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if text.len() == DIGITS && is_number(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(Invalid::new("an AWS account ID: 12 digits, in quotes").guess(guess(text)))
    }
}

/// The quoted ID that lost its zeros, or that is grouped as the console shows it: `1234-5678-9012`.
fn guess(text: &str) -> Option<String> {
    let digits = text.replace(['-', ' '], "");
    let is_likely = is_number(&digits) && (FEWEST_DIGITS..=DIGITS).contains(&digits.len());
    is_likely.then(|| format!("\"{digits:0>DIGITS$}\""))
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn near_misses_have_a_hint() {
        for (text, wanted) in [
            ("12345678901", "\"012345678901\""),
            ("123456789", "\"000123456789\""),
            ("1234-5678-9012", "\"123456789012\""),
            ("1234 5678 9012", "\"123456789012\""),
        ] {
            assert_eq!(text.parse::<AccountId>().unwrap_err().hint.as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn nonsense_has_no_hint() {
        for text in ["", "12345678", "1234567890123", "12345678901a", "my-account", "١٢٣٤٥٦"] {
            assert_eq!(text.parse::<AccountId>().unwrap_err().hint, None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(text in "[0-9]{12}") {
            prop_assert_eq!(text.parse::<AccountId>().unwrap().to_string(), text);
        }
    }
}
