//! Versions, and which of them a constraint takes.
//! <https://developer.hashicorp.com/terraform/language/expressions/version-constraints>

use std::cmp::Ordering;
use std::fmt;

/// A version: `6.66.0`, `1.15.0-rc1`. What is left out of it is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    numbers: [u64; 3],
    /// How many of the numbers were written.
    written: usize,
    /// What follows `-`: such a version is taken only where it is named.
    prerelease: Option<String>,
}

impl Version {
    /// Reads a version.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('v');
        let text = text.split('+').next()?;
        let (numbers, prerelease) = match text.split_once('-') {
            Some((numbers, prerelease)) => (numbers, Some(prerelease.to_owned())),
            None => (text, None),
        };
        let parts: Vec<u64> = numbers.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let at = |index: usize| parts.get(index).copied().unwrap_or(0);
        (parts.len() <= 3).then(|| Self { numbers: [at(0), at(1), at(2)], written: parts.len(), prerelease })
    }

    /// `6` of `6.66.0`.
    pub(crate) fn major(&self) -> u64 {
        self.numbers[0]
    }

    /// `66` of `6.66.0`.
    pub(crate) fn minor(&self) -> u64 {
        self.numbers[1]
    }

    /// The first patch of each minor version of its major version, up to itself.
    pub(crate) fn of_its_major(&self) -> impl Iterator<Item = Self> + '_ {
        let [major, minor, _] = self.numbers;
        let first = move |minor| Self { numbers: [major, minor, 0], written: 3, prerelease: None };
        (0..=minor).map(first).chain([self.clone()])
    }

    /// Whether it is the first of a major version: `6`, `6.0.0`.
    pub(crate) fn is_first(&self, major: u64) -> bool {
        self.numbers == [major, 0, 0]
    }

    /// The patch after it.
    fn next_patch(&self) -> Self {
        let [major, minor, patch] = self.numbers;
        Self { numbers: [major, minor, patch.saturating_add(1)], written: 3, prerelease: None }
    }

    /// The order of releases.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        self.numbers.cmp(&other.numbers)
    }

    /// Whether it is released before another one, or with it.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.numbers <= other.numbers
    }

    /// The first version that `~>` no longer takes: all but the last number written may not grow.
    fn next(&self) -> [u64; 3] {
        let mut next = self.numbers;
        let kept = self.written.saturating_sub(2);
        if let Some(number) = next.get_mut(kept) {
            *number = number.saturating_add(1);
        }
        next.iter_mut().skip(kept + 1).for_each(|number| *number = 0);
        next
    }
}

/// With all three numbers.
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(f, "{major}.{minor}.{patch}")?;
        self.prerelease.iter().try_for_each(|name| write!(f, "-{name}"))
    }
}

/// Which versions are taken: `>= 5.100, < 7`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionConstraint(Vec<(Operator, Version)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Is,
    IsNot,
    Above,
    From,
    Below,
    To,
    /// `~>`
    About,
}

/// Longer signs before those that they begin with.
const OPERATORS: [(&str, Operator); 7] = [
    ("~>", Operator::About),
    (">=", Operator::From),
    ("<=", Operator::To),
    ("!=", Operator::IsNot),
    (">", Operator::Above),
    ("<", Operator::Below),
    ("=", Operator::Is),
];

/// How many minor and major versions after one are looked at.
const MINORS: u64 = 200;
const MAJORS: u64 = 20;

impl VersionConstraint {
    /// Reads a constraint; `None` where it is none.
    ///
    /// ```
    /// use groundplan::terraform::{Version, VersionConstraint};
    /// let takes = |constraint: &str, version: &str| {
    ///     Some(VersionConstraint::parse(constraint)?.takes(&Version::parse(version)?))
    /// };
    /// assert_eq!(takes("~> 6.4", "6.66.0"), Some(true));
    /// assert_eq!(takes("~> 6.4.0", "6.66.0"), Some(false));
    /// assert_eq!(takes(">= 5.100, < 7", "7.0.0"), Some(false));
    /// assert_eq!(takes("latest", "7.0.0"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let part = |text: &str| {
            let text = text.trim();
            let found =
                OPERATORS.iter().find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?)));
            let (operator, version) = found.unwrap_or((Operator::Is, text));
            Some((operator, Version::parse(version)?))
        };
        text.split(',').map(part).collect::<Option<Vec<_>>>().map(Self)
    }

    /// The versions that it names.
    pub(crate) fn bounds(&self) -> impl Iterator<Item = &Version> {
        self.0.iter().map(|(_, bound)| bound)
    }

    /// Whether it takes a version or a later one.
    pub(crate) fn takes_from(&self, floor: &Version) -> bool {
        let [major, minor, _] = floor.numbers;
        let release = |numbers| Version { numbers, written: 3, prerelease: None };
        let minors = (1..=MINORS).map(|more| release([major, minor + more, 0]));
        let majors = (1..=MAJORS).map(|more| release([major + more, 0, 0]));
        let named = self.bounds().flat_map(|bound| [bound.clone(), bound.next_patch()]);
        let later = named.filter(|version| version.compare(floor).is_ge());
        minors.chain(majors).chain(later).chain([floor.clone()]).any(|version| self.takes(&version))
    }

    /// Whether a text has the form of a constraint, for Terraform: versions may have more parts than are read here.
    pub(crate) fn has_form(text: &str) -> bool {
        text.split(',').all(|part| {
            let part = part.trim();
            let signs = OPERATORS.iter().find_map(|(sign, _)| part.strip_prefix(sign));
            is_version(signs.unwrap_or(part).trim())
        })
    }

    /// Whether there can be a version that all of several take.
    pub(crate) fn are_met_together(all: &[Self]) -> bool {
        let lowest = Version { numbers: [0; 3], written: 3, prerelease: None };
        let bounds = all.iter().flat_map(Self::bounds);
        let mut candidates = bounds.flat_map(|bound| [bound.clone(), bound.next_patch()]).chain([lowest]);
        candidates.any(|version| all.iter().all(|one| one.takes(&version)))
    }

    /// The last minor version of a major one of which it takes a version, up to some; `None` where it takes later ones too.
    pub(crate) fn last_minor(&self, newest: &Version) -> Option<u64> {
        let [major, minor, _] = newest.numbers;
        let release = |minor, patch| Version { numbers: [major, minor, patch], written: 3, prerelease: None };
        let takes_one = |minor| {
            let named = self.bounds().flat_map(|bound| [bound.clone(), bound.next_patch()]);
            let mut own = named.filter(|version| version.numbers.starts_with(&[major, minor]));
            own.any(|version| self.takes(&version))
                || [0, u64::from(u32::MAX)].into_iter().any(|patch| self.takes(&release(minor, patch)))
        };
        let takes_later = (minor + 1..=minor + MINORS).any(takes_one);
        if takes_later { None } else { (0..=minor).rev().find(|minor| takes_one(*minor)) }
    }

    /// Whether it takes a version.
    #[must_use]
    pub fn takes(&self, version: &Version) -> bool {
        self.0.iter().all(|(operator, bound)| takes(*operator, bound, version))
    }
}

/// `1.2`, `v1.2.3-rc1`, `1.2.3.4+build`.
fn is_version(text: &str) -> bool {
    let text = text.strip_prefix('v').unwrap_or(text);
    let end = text.find(|one: char| !one.is_ascii_digit() && one != '.').unwrap_or(text.len());
    let (numbers, rest) = text.split_at(end);
    let is_suffix = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '~' | '.' | '+');
    numbers.split('.').all(|number| !number.is_empty()) && rest.chars().all(is_suffix)
}

fn takes(operator: Operator, bound: &Version, version: &Version) -> bool {
    let order = version.numbers.cmp(&bound.numbers);
    let is_same = order == Ordering::Equal && version.prerelease == bound.prerelease;
    if version.prerelease.is_some() && operator != Operator::IsNot {
        return is_same && matches!(operator, Operator::Is | Operator::From | Operator::To | Operator::About);
    }
    match operator {
        Operator::Is => is_same,
        Operator::IsNot => !is_same,
        // The release comes after its prereleases.
        Operator::Above => {
            order == Ordering::Greater || order == Ordering::Equal && bound.prerelease.is_some()
        }
        Operator::From => order != Ordering::Less,
        Operator::Below => order == Ordering::Less,
        Operator::To => order != Ordering::Greater && (is_same || order == Ordering::Less),
        Operator::About => order != Ordering::Less && version.numbers < bound.next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_take_what_terraform_takes() {
        for (constraint, taken, refused) in [
            ("1.2", "1.2.0", "1.2.1"),
            ("= 1.2.3", "1.2.3", "1.2.4"),
            ("!= 1.2.3", "1.2.4", "1.2.3"),
            ("> 1.2.3", "1.2.4", "1.2.3"),
            (">= 1.2.3", "1.2.3", "1.2.2"),
            ("< 1.2.3", "1.2.2", "1.2.3"),
            ("<= 1.2.3", "1.2.3", "1.2.4"),
            ("~> 1", "1.99.0", "2.0.0"),
            ("~> 1.2", "1.99.0", "2.0.0"),
            ("~> 1.2.3", "1.2.99", "1.3.0"),
            (">= 1, != 1.5.0, < 2", "1.6.0", "1.5.0"),
            ("= 1.2.0-rc1", "1.2.0-rc1", "1.2.0"),
            (">= 1.0", "1.2.0", "1.2.0-rc1"),
            ("v1.2.3", "v1.2.3", "1.2.4"),
        ] {
            let constraint_ = VersionConstraint::parse(constraint).unwrap();
            assert!(constraint_.takes(&Version::parse(taken).unwrap()), "{constraint} takes {taken}");
            assert!(!constraint_.takes(&Version::parse(refused).unwrap()), "{constraint} refuses {refused}");
        }
    }

    #[test]
    fn the_form_of_a_constraint_is_that_of_terraform() {
        for text in [
            ">= 1.0",
            "~> 1.2.3.4",
            "1",
            ">=v1.0,<2",
            "= 1.2.0-rc1",
            "!= 1.0.0+b",
            ">=  1.0 , < 2",
            "1.0.0alpha",
        ] {
            assert!(VersionConstraint::has_form(text), "{text}");
        }
        for text in [
            "",
            "=> 1.5",
            ">= 1.0,",
            "1.x",
            "*",
            ">= 1.*",
            ">= 1 || < 0",
            ">= 1.0 < 3",
            "^1.0",
            "~ > 1",
            "== 1",
            ">== 5",
            "latest",
            "1.",
        ] {
            assert!(!VersionConstraint::has_form(text), "{text}");
        }
    }

    #[test]
    fn constraints_are_met_together_or_apart() {
        let of = |texts: &[&str]| {
            let all: Vec<_> = texts.iter().filter_map(|text| VersionConstraint::parse(text)).collect();
            VersionConstraint::are_met_together(&all)
        };
        for met in [
            &["~> 5.0", ">= 5.99"][..],
            &["> 1.2.3", "< 1.2.5"],
            &["!= 0.0.0"],
            &["< 6"],
            &[">= 1.2.3", "!= 1.2.3", "!= 1.2.4", "< 1.3"],
            &["= 1.0.0-rc1"],
            &[],
        ] {
            assert!(of(met), "{met:?}");
        }
        for apart in [
            &["~> 5.0", ">= 6.1"][..],
            &["1.2.3", "1.2.4"],
            &[">= 1.5, < 1.4"],
            &["> 2", "< 2"],
            &["> 1.2.3, < 1.2.4"],
            &["~> 1.2.0", "~> 1.3.0"],
        ] {
            assert!(!of(apart), "{apart:?}");
        }
    }

    #[test]
    fn the_last_minor_version_is_known_where_there_is_one() {
        let newest = Version::parse("6.66.0").unwrap();
        let of = |text: &str| VersionConstraint::parse(text).unwrap().last_minor(&newest);
        for (text, last) in [
            ("6.0.0", Some(0)),
            ("~> 6.2.0", Some(2)),
            ("~> 6.2", None),
            (">= 5.0", None),
            ("< 6.25", Some(24)),
            ("<= 6.25.3", Some(25)),
            (">= 6.0, < 7.0", None),
            ("6.66.0", Some(66)),
            ("!= 6.66.0", None),
        ] {
            assert_eq!(of(text), last, "{text}");
        }
    }

    #[test]
    fn what_is_no_constraint_is_none() {
        for text in ["", "latest", ">= x", "1.2.3.4", "=> 1", "~ 1", "1,,2"] {
            assert_eq!(VersionConstraint::parse(text), None, "{text}");
        }
    }
}
