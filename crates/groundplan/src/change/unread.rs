//! What was not read: the modules that a document calls.

use std::collections::{BTreeMap, BTreeSet};

use super::effect::Unknown;
use crate::terraform::{Content, Document, Section};
use crate::unit::map_of;

/// Calls of modules that differ: what changes inside was not read.
pub(super) fn modules_between(old: &Document, new: &Document) -> Vec<Unknown> {
    let of = |document: &Document| -> BTreeMap<String, Content> {
        let modules = document.items().iter().filter(|item| item.section == Section::Module);
        map_of(modules.map(|item| (format!("module.{}", item.name), item.content.clone())))
    };
    let (before, after) = (of(old), of(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let unknown = |name: &String| {
        let why = match (before.get(name), after.get(name)) {
            (Some(_), None) => "what is in it is destroyed: the module was not read",
            (None, _) => "what is in it is created: the module was not read",
            (Some(a), Some(b)) if a != b => "what changes in it: the module was not read",
            _ => return None,
        };
        Some(Unknown { address: name.clone().into(), why: why.to_owned() })
    };
    names.into_iter().filter_map(unknown).collect()
}
