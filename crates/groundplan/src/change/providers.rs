//! The configurations of the AWS provider, and which of them a resource takes.

use std::collections::BTreeMap;

use super::known::{Knowledge, Known, at};
use super::names::{module_of, within};
use crate::terraform::{Document, Item, Section};

/// The configurations of the AWS provider, in each module that has them: `provider.aws`, `module.a.provider.aws.virginia`.
pub(super) fn configurations(document: &Document, knowledge: &Knowledge<'_>) -> BTreeMap<String, Known> {
    let mut found = BTreeMap::new();
    for item in
        document.items().iter().filter(|item| item.section == Section::Provider && item.name == *"aws")
    {
        let body = item.block().map_or(Known::Absent, |block| knowledge.body(block, 0));
        let name = match at(&body, &["alias"]) {
            Known::Scalar(alias) => format!("aws.{alias}"),
            _ => "aws".to_owned(),
        };
        found.insert(within(module_of(item), &format!("provider.{name}")), body);
    }
    found
}

/// The configuration that a resource names, or the default one, in its module.
pub(super) fn provider_of(item: &Item) -> String {
    let written = item
        .block()
        .and_then(|block| block.get("provider"))
        .map(|content| Knowledge::of(&[]).content(content, 0));
    let name = match written {
        Some(Known::Absent) | None => "aws".to_owned(),
        Some(Known::Scalar(name)) => name,
        Some(other) => other.text(),
    };
    within(module_of(item), &format!("provider.{name}"))
}

/// Which versions of the AWS provider a document takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Majors {
    /// Some before 6.
    pub(super) has_earlier: bool,
    /// 6, or later ones.
    pub(super) has_later: bool,
}

impl Majors {
    /// By the constraint of the document; without one, any.
    pub(super) fn of(document: &Document, knowledge: &Knowledge<'_>) -> Self {
        let blocks = document.items().iter().filter(|item| item.section == Section::Terraform);
        let mut bodies = blocks.filter_map(|item| Some(knowledge.body(item.block()?, 0)));
        let version = bodies.find_map(|body| match at(&body, &["required_providers", "aws", "version"]) {
            Known::Scalar(version) => Some(version.clone()),
            _ => None,
        });
        version.map_or(Self { has_earlier: true, has_later: true }, |version| Self::by(&version))
    }

    /// By the parts of a constraint, `>= 5.40, < 7.0`.
    /// <https://developer.hashicorp.com/terraform/language/expressions/version-constraints>
    fn by(constraint: &str) -> Self {
        let mut found = Self { has_earlier: true, has_later: true };
        for part in constraint.split(',').map(str::trim) {
            let version = part.trim_start_matches(['=', '>', '<', '~', '!', ' ']);
            let mut numbers =
                version.split(['.', '-']).map(|number| number.parse::<u32>().unwrap_or_default());
            let (major, rest) = (numbers.next().unwrap_or_default(), numbers.sum::<u32>());
            let is_later = major >= 6;
            let (earlier, later) = match part.trim_end_matches(version).trim() {
                ">=" | ">" => (!is_later, true),
                "<" => (true, major > 6 || major == 6 && rest > 0),
                "<=" => (true, is_later),
                "!=" => (true, true),
                _ => (!is_later, is_later),
            };
            found = Self { has_earlier: found.has_earlier && earlier, has_later: found.has_later && later };
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_tell_which_major_versions_are_taken() {
        for (constraint, earlier, later) in [
            ("~> 5.0", true, false),
            (">= 5.100.0, < 7.0.0", true, true),
            (">= 5, < 6.0", true, false),
            ("~> 6.2", false, true),
            (">= 6.0", false, true),
            ("5.100.0", true, false),
            ("!= 5.1", true, true),
        ] {
            let expected = Majors { has_earlier: earlier, has_later: later };
            assert_eq!(Majors::by(constraint), expected, "{constraint}");
        }
    }
}
