//! Names in the description and labels in Terraform.

/// The Terraform label for a name: the second word after `resource`, in snake_case.
///
/// camelCase humps, hyphens and dots become underscores; a leading digit gets one in front, since
/// the Terraform page "Syntax" (Identifiers) has no identifier start with a digit. Different names
/// can share a label (`api-v2` and `apiV2`), so callers must check for duplicates.
///
/// ```
/// use groundplan::unit::label;
///
/// assert_eq!(label("dbPassword"), "db_password");
/// assert_eq!(label("api-v2"), "api_v2");
/// assert_ne!(label("2fa"), "2fa");
/// ```
#[must_use]
pub fn label(name: &str) -> String {
    let mut label = String::with_capacity(name.len());
    let mut previous = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        if starts_word(previous, c, rest.peek().copied()) {
            label.push('_');
        }
        label.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
        previous = Some(c);
    }
    as_identifier(label)
}

/// Whether a text is a name: words of letters and digits joined by single hyphens, a letter first.
///
/// These fit in every name AWS takes, such as those of ECS services ("CreateService") and load
/// balancers ("CreateLoadBalancer"), but for the length; see [`fit`](super::fit).
///
/// ```
/// use groundplan::unit::is_name;
///
/// assert!(is_name("api-v2"));
/// assert!(!is_name("api_v2") && !is_name("2fa") && !is_name("api-"));
/// ```
#[must_use]
pub fn is_name(name: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.split('-').all(is_word)
}

/// A capital starts a word after a small letter or digit, and as the last of several: `HTTPServer`.
fn starts_word(previous: Option<char>, c: char, next: Option<char>) -> bool {
    let ends_capitals = || next.is_some_and(|next| next.is_ascii_lowercase());
    c.is_ascii_uppercase()
        && previous.is_some_and(|previous| match previous {
            'a'..='z' | '0'..='9' => true,
            'A'..='Z' => ends_capitals(),
            _ => false,
        })
}

fn as_identifier(label: String) -> String {
    if label.is_empty() || label.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{label}")
    } else {
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_joined_by_underscores() {
        for (name, wanted) in [
            ("api", "api"),
            ("dbPassword", "db_password"),
            ("HTTPServer", "http_server"),
            ("api-v2", "api_v2"),
            ("api-V2", "api_v2"),
            ("v2Api", "v2_api"),
            ("a.b_c", "a_b_c"),
            ("2fa", "_2fa"),
            ("DATABASE_URL", "database_url"),
            ("", "_"),
        ] {
            assert_eq!(label(name), wanted, "{name}");
        }
    }

    #[test]
    fn names_are_words_joined_by_hyphens() {
        for name in ["a", "api", "API", "a-1", "a-b-c"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "-", "-a", "a-", "a--b", "1a", "a.b", "a b", "ä"] {
            assert!(!is_name(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn labels_are_identifiers(name: String) {
            let label = label(&name);
            prop_assert!(label.starts_with(|c: char| c.is_ascii_lowercase() || c == '_'));
            prop_assert!(label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
        }

        #[test]
        fn labels_stay_as_they_are(name: String) {
            prop_assert_eq!(label(&label(&name)), label(&name));
        }
    }
}
