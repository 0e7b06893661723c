//! What looks like a secret.

use super::label;

/// Words in the names of variables that hold secrets.
const WORDS: [&str; 8] =
    ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "PRIVATE_KEY", "API_KEY", "CREDENTIAL"];

/// Ends of names that say something about a secret, and are none: where it lies, what it is called, how long it is.
const ABOUT: [&str; 24] = [
    "FILE", "PATH", "DIR", "NAME", "ARN", "URL", "URI", "ENDPOINT", "HOST", "ID", "TTL", "LENGTH", "SIZE",
    "COUNT", "LIMIT", "HEADER", "TYPE", "PREFIX", "ENABLED", "REQUIRED", "POLICY", "EXPIRY", "TIMEOUT",
    "ISSUER",
];

/// Units of a secret's lifetime.
const UNITS: [&str; 6] = ["SECONDS", "MINUTES", "HOURS", "DAYS", "MS", "LIFETIME"];

/// How the tokens of well-known services begin. The rest has at least the given length.
///
/// <https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats>
/// <https://docs.stripe.com/keys>, <https://api.slack.com/concepts/token-types>,
/// <https://docs.gitlab.com/security/tokens/#token-prefixes>, <https://docs.npmjs.com/about-access-tokens>
const PREFIXES: [(&str, usize); 18] = [
    ("ghp_", 16),
    ("gho_", 16),
    ("ghu_", 16),
    ("ghs_", 16),
    ("ghr_", 16),
    ("github_pat_", 16),
    ("sk_live_", 8),
    ("sk_test_", 8),
    ("rk_live_", 8),
    ("whsec_", 8),
    ("xoxb-", 8),
    ("xoxp-", 8),
    ("xoxa-", 8),
    ("xapp-", 8),
    ("glpat-", 8),
    ("npm_", 30),
    ("SG.", 30),
    ("AIza", 30),
];

/// Whether a variable is a secret in plain sight, by its name or by its value. An empty value is none.
///
/// ```
/// use groundplan::unit::looks_secret;
/// assert!(looks_secret("DB_PASSWORD", "hunter2"));
/// assert!(looks_secret("DATABASE", "postgres://user:hunter2@db/x"));
/// assert!(!looks_secret("PASSWORD_MIN_LENGTH", "12"));
/// ```
#[must_use]
pub fn looks_secret(name: &str, value: &str) -> bool {
    !value.is_empty() && (is_called_secret(name) || is_secret_value(value))
}

/// Whether a value is a secret, whatever it is called.
#[must_use]
pub fn is_secret_value(value: &str) -> bool {
    is_access_key(value)
        || is_token(value)
        || password(value).is_some()
        || value.contains(" PRIVATE KEY-----")
}

pub(super) fn is_called_secret(name: &str) -> bool {
    let upper = label(name).to_uppercase();
    let last = upper.rsplit('_').next().unwrap_or_default();
    let is_about = ABOUT.contains(&last) || UNITS.contains(&last);
    !is_about && WORDS.iter().any(|word| upper.contains(word))
}

/// Ids of access keys begin with AKIA (long-lived) or ASIA (temporary).
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>
fn is_access_key(value: &str) -> bool {
    value.len() == 20
        && (value.starts_with("AKIA") || value.starts_with("ASIA"))
        && value.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_token(value: &str) -> bool {
    let is_plain = |rest: &str| {
        rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
    };
    let begins = |(prefix, least): &(&str, usize)| {
        value.strip_prefix(prefix).is_some_and(|rest| rest.len() >= *least && is_plain(rest))
    };
    PREFIXES.iter().any(begins)
}

/// The password of an address: `postgres://user:password@host/x`. One that a program fills in is none:
/// `${PASSWORD}`, `$PASSWORD`, `<password>`, `{{password}}`.
pub(super) fn password(value: &str) -> Option<&str> {
    let (_, rest) = value.split_once("://")?;
    let authority = rest.split(['/', '?', '#', ' ']).next()?;
    let (user, _) = authority.rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    let is_filled_in = password.starts_with(['$', '<', '{', '%', '*']);
    (!password.is_empty() && !is_filled_in).then_some(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_found_by_name_and_by_value() {
        for (name, value) in [
            ("DB_PASSWORD", "hunter2"),
            ("apiToken", "x"),
            ("JWT_SECRET", "x"),
            ("PASSWORD_HINT", "the dog"),
            ("ID", "AKIAIOSFODNN7EXAMPLE"),
            ("DATABASE_URL", "postgres://user:hunter2@db/x"),
            ("BROKER", "amqps://app:s3cret@mq.internal:5671"),
            ("STRIPE", "sk_live_4eC39HqLyjWDarjtT1"),
            ("GIT", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
            ("TLS", "-----BEGIN RSA PRIVATE KEY-----\nMIIE"),
        ] {
            assert!(looks_secret(name, value), "{name}={value}");
        }
    }

    #[test]
    fn what_is_about_a_secret_is_none() {
        for (name, value) in [
            ("PASSWORD_MIN_LENGTH", "12"),
            ("API_KEY_HEADER", "X-Api-Key"),
            ("DB_PASSWORD_FILE", "/run/db"),
            ("TOKEN_TTL", "5"),
            ("TOKEN_EXPIRY_SECONDS", "3600"),
            ("SECRET_NAME", "db"),
            ("API_KEY", ""),
            ("ID", "AKIA"),
            ("PREFIX", "sk_live_"),
            ("DATABASE_URL", "postgres://db.internal:5432/x"),
            ("DATABASE_URL", "postgres://user@db/x"),
            ("DATABASE_URL", "postgres://user:${DB_PASS}@db/x"),
            ("SITE", "https://example.com/a:b@c"),
            ("GREETING", "hello"),
        ] {
            assert!(!looks_secret(name, value), "{name}={value}");
        }
    }
}
