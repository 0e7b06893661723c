//! Names that would be too long for AWS.
//!
//! The rule is one for all: a name that fits is used as it is. One that does not is cut, and a hash of
//! all its parts is put where it was cut, so that two long names that begin alike stay two names:
//!
//! - `acme-production-worker-of-image-thumbnails`, cut to 32: `acme-production-worker-ituzuknm`
//! - with a short last part, that part stays whole after the hash, since it says what the thing is
//!   for: `acme-production-image-thumbnails-execution` becomes `acme-producti-rrv4dfpl-execution`
//!
//! The hash depends on nothing but the parts, so the same description always gives the same names.

use super::hash::hash;

/// The parts joined by hyphens, cut to at most `limit` characters.
///
/// A cut name has 8 characters of hash, 40 bits: of 10 000 names cut alike, two are the same in about
/// one case of 20 000. The last part is kept whole when it fits in half of `limit`. Limits are those
/// of AWS: 32 characters for load balancers and target groups ("CreateLoadBalancer",
/// "CreateTargetGroup"), 64 for IAM roles and Lambda functions ("IAM and AWS STS quotas",
/// "CreateFunction").
///
/// ```
/// use groundplan::unit::fit;
///
/// assert_eq!(fit(&["acme", "api"], 32), "acme-api");
///
/// let cut = fit(&["acme-production-of-many-things", "api", "execution"], 32);
/// assert!(cut.len() <= 32 && !cut.contains("api"));
/// assert!(cut.starts_with("acme-") && cut.ends_with("-execution"));
/// ```
#[must_use]
pub fn fit(parts: &[&str], limit: usize) -> String {
    let whole = joined(parts);
    if length(&whole) <= limit {
        return whole;
    }
    let hash = hash(parts, HASH);
    let tail = match purpose(parts, limit) {
        Some(last) => format!("{hash}-{last}"),
        None => hash,
    };
    match cut(&whole, limit.saturating_sub(length(&tail) + 1)) {
        "" => tail.chars().take(limit).collect(),
        head => format!("{head}-{tail}"),
    }
}

/// The start of a name that AWS completes, for `name_prefix` of load balancers and target groups.
///
/// Terraform takes at most 6 characters there (`limit`) and adds its own. A name that leaves room for
/// a hyphen is used as it is; another gives its first two letters or digits and as much hash as fits.
/// The names may have only letters, digits and hyphens, not start with a hyphen nor, for load
/// balancers, with `internal-`: the AWS pages "CreateLoadBalancer" and "CreateTargetGroup".
///
/// ```
/// use groundplan::unit::prefix;
///
/// assert_eq!(prefix("api", 6), "api-");
///
/// let cut = prefix("thumbnails", 6);
/// assert!(cut.len() == 6 && cut.starts_with("th") && cut.ends_with('-'));
/// assert_ne!(cut, prefix("throttle", 6));
/// ```
#[must_use]
pub fn prefix(name: &str, limit: usize) -> String {
    let room = limit.saturating_sub(1);
    if length(name) <= room && is_usable(name) {
        return format!("{name}-");
    }
    let head: String = name.chars().filter(char::is_ascii_alphanumeric).take(HEAD.min(room)).collect();
    let body = format!("{head}{}", hash(&[name], room - head.len()));
    if body.is_empty() { body } else { format!("{body}-") }
}

/// How much of the hash ends a cut name.
const HASH: usize = 8;

/// How much of the name starts a cut prefix.
const HEAD: usize = 2;

/// An empty part would give two hyphens in a row, which some services refuse.
fn joined(parts: &[&str]) -> String {
    let nonempty: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    nonempty.join("-")
}

/// The last part, if it fits in half the limit and leaves room for the hash and a letter before it.
fn purpose<'a>(parts: &[&'a str], limit: usize) -> Option<&'a str> {
    let (last, before) = parts.split_last()?;
    let fits = length(last) <= limit / 2 && length(last) + HASH + "x--".len() <= limit;
    (fits && !last.is_empty() && !joined(before).is_empty()).then_some(*last)
}

/// The first `room` characters, without hyphens at the end.
fn cut(text: &str, room: usize) -> &str {
    let end = text.char_indices().nth(room).map_or(text.len(), |(end, _)| end);
    text.split_at_checked(end).map_or(text, |(head, _)| head).trim_end_matches('-')
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn is_usable(name: &str) -> bool {
    let is_legal = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_edged = !name.is_empty() && !name.starts_with('-') && !name.ends_with('-');
    is_edged && name.chars().all(is_legal) && name != "internal" && !name.starts_with("internal-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn what_fits_stays() {
        assert_eq!(fit(&["acme", "api", "execution"], 18), "acme-api-execution");
        assert_eq!(fit(&["acme", "", "api"], 32), "acme-api");
        assert_eq!(fit(&[], 32), "");
    }

    #[test]
    fn the_purpose_is_kept_when_short() {
        let name = fit(&["a-very-long-stack-name", "and-its-service", "execution"], 32);
        assert_eq!((name.len(), name.ends_with("-execution")), (32, true), "{name}");
        let name = fit(&["stack", "a-purpose-longer-than-half-the-limit"], 32);
        assert!(name.starts_with("stack-a-purpose-longer-"), "{name}");
    }

    #[test]
    fn parts_that_join_alike_differ_once_cut() {
        assert_ne!(fit(&["aaaa-bbbb", "cccc"], 12), fit(&["aaaa", "bbbb-cccc"], 12));
    }

    #[test]
    fn names_do_not_change_between_releases() {
        let name = fit(&["acme", "production", "worker-of-image-thumbnails"], 32);
        assert_eq!(name, "acme-production-worker-ituzuknm");
        let name = fit(&["acme", "production", "image-thumbnails", "execution"], 32);
        assert_eq!(name, "acme-producti-rrv4dfpl-execution");
        assert_eq!(prefix("thumbnails", 6), "th2xe-");
    }

    #[test]
    fn ten_thousand_long_names_stay_distinct() {
        for limit in [32, 64] {
            let long = "stack".repeat(12);
            let name = |n: u32| fit(&[&long, &format!("service-{n}"), "execution"], limit);
            let names: BTreeSet<String> = (0..10_000).map(name).collect();
            assert_eq!(names.len(), 10_000);
        }
    }

    #[test]
    fn prefixes_avoid_what_aws_refuses() {
        assert_eq!(prefix("my-ap", 6), "my-ap-");
        for name in ["", "-", "a_b", "-api", "api-", "internal", "internal-x", "ünïcode", "a.b"] {
            let prefix = prefix(name, 32);
            assert!(!prefix.starts_with('-') && !prefix.starts_with("internal-"), "{name}: {prefix}");
            assert!(!prefix.contains("--") && prefix.is_ascii(), "{name}: {prefix}");
        }
        assert_eq!((prefix("api", 0).as_str(), prefix("api", 1).as_str()), ("", ""));
    }

    const PARTS: &str = "[a-z][a-z0-9]{0,12}(-[a-z0-9]{1,12}){0,3}";

    proptest! {
        #[test]
        fn fitted_names_are_short_and_legal(
            parts in prop::collection::vec(PARTS, 1..5),
            limit in 1..=64_usize,
        ) {
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let name = fit(&parts, limit);
            prop_assert!(name.len() <= limit);
            prop_assert!(name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')));
            prop_assert!(!name.contains("--") && !name.starts_with('-') && !name.ends_with('-'));
            prop_assert_eq!(&name, &fit(&parts, limit));
        }

        #[test]
        fn any_text_keeps_to_the_limit(parts in prop::collection::vec(any::<String>(), 0..4), limit in 0..40_usize) {
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            prop_assert!(length(&fit(&parts, limit)) <= limit);
        }

        #[test]
        fn prefixes_are_short_and_legal(name: String, limit in 2..=32_usize) {
            let prefix = prefix(&name, limit);
            prop_assert!(prefix.len() <= limit && prefix.ends_with('-'));
            prop_assert!(prefix.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
            prop_assert!(!prefix.starts_with('-') && !prefix.starts_with("internal-"));
        }

        #[test]
        fn prefixes_tell_like_names_apart(names in prop::collection::btree_set("api-[a-z]{3,9}", 2..4)) {
            let prefixes: BTreeSet<String> = names.iter().map(|name| prefix(name, 16)).collect();
            prop_assert_eq!(prefixes.len(), names.len());
        }
    }
}
