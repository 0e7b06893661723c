//! Where modules come from, and whether that can move.
//! <https://developer.hashicorp.com/terraform/language/modules/sources>

/// What a source tells about where a module comes from.
///
/// ```
/// use groundplan::terraform::Origin;
/// assert_eq!(Origin::of("terraform-aws-modules/vpc/aws"), Origin::Registry);
/// assert_eq!(Origin::of("git::https://example.com/a.git?ref=v1"), Origin::Repository { pinned: true });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A path on this machine.
    Local,
    /// A registry, which knows versions.
    Registry,
    /// A repository; pinned by a tag or commit.
    Repository {
        /// Whether the source names a tag or commit.
        pinned: bool,
    },
    /// A file that is downloaded.
    Archive,
}

impl Origin {
    /// Where a source comes from.
    #[must_use]
    pub fn of(source: &str) -> Self {
        let is_path = ["./", "../", ".\\", "..\\", "/"].iter().any(|start| source.starts_with(start));
        let is_repository = source.starts_with("git::")
            || source.starts_with("hg::")
            || source.starts_with("git@")
            || ["github.com/", "bitbucket.org/"].iter().any(|host| source.starts_with(host))
            || source.split('?').next().is_some_and(|location| location.ends_with(".git"));
        if is_path {
            Origin::Local
        } else if is_repository {
            Origin::Repository { pinned: has_reference(source) }
        } else if source.contains("::") || source.contains("://") {
            Origin::Archive
        } else {
            Origin::Registry
        }
    }
}

/// A branch that moves does not pin a version, though it is a reference.
fn has_reference(source: &str) -> bool {
    let query = source.split_once('?').map_or("", |(_, query)| query);
    let reference =
        query.split('&').find_map(|pair| pair.strip_prefix("ref=").or_else(|| pair.strip_prefix("rev=")));
    reference.is_some_and(|name| {
        !name.is_empty() && !["main", "master", "HEAD", "develop", "trunk"].contains(&name)
    })
}

/// The source of a repository with a tag, in place of the branch that it names.
pub(crate) fn at_tag(source: &str, tag: &str) -> String {
    let (location, query) = source.split_once('?').unwrap_or((source, ""));
    let is_reference = |pair: &&str| pair.is_empty() || pair.starts_with("ref=") || pair.starts_with("rev=");
    let others: String =
        query.split('&').filter(|pair| !is_reference(pair)).map(|pair| format!("{pair}&")).collect();
    format!("{location}?{others}ref={tag}")
}

/// Whether a version constraint has an upper bound, so that it does not take whatever comes.
///
/// ```
/// use groundplan::terraform::is_bounded;
/// assert!(is_bounded("~> 4.2") && is_bounded(">= 4, < 5") && is_bounded("4.2.1") && is_bounded("v4.2.1"));
/// assert!(!is_bounded(">= 4"));
/// ```
#[must_use]
pub fn is_bounded(version: &str) -> bool {
    let mut constraints = version.split(',').map(str::trim);
    constraints.any(|constraint| {
        let exact = constraint.trim_start_matches('=').trim().trim_start_matches('v');
        constraint.starts_with("~>")
            || constraint.starts_with('<')
            || exact.starts_with(|first: char| first.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_takes_the_place_of_a_branch() {
        for (source, wanted) in [
            ("github.com/a/b", "github.com/a/b?ref=v1"),
            ("git::https://e.com/a.git?ref=main", "git::https://e.com/a.git?ref=v1"),
            ("git::https://e.com/a.git?depth=1&ref=main", "git::https://e.com/a.git?depth=1&ref=v1"),
            ("git::https://e.com/a.git?depth=1", "git::https://e.com/a.git?depth=1&ref=v1"),
        ] {
            assert_eq!(at_tag(source, "v1"), wanted);
            assert_eq!(Origin::of(wanted), Origin::Repository { pinned: true });
        }
    }
}
