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
