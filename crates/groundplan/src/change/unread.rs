//! What was not read: the modules that a document calls.

use std::collections::{BTreeMap, BTreeSet};

use super::effect::Unknown;
use super::instances::Instances;
use super::known::{Knowledge, Known};
use super::modules::Side;
use super::names::within;
use crate::terraform::{Content, Document, Item, Section};
use crate::unit::map_of;

/// Takes out of both sides what only one of them read: a call that is there as such on one side, and as the modules that it
/// makes on the other. Of what is in it, nothing can be compared.
pub(super) fn take_half_read<'a>(old: &mut Side<'a>, new: &mut Side<'a>) -> Vec<Unknown> {
    let calls: BTreeSet<String> = half_read(old, new).into_iter().chain(half_read(new, old)).collect();
    for side in [old, new] {
        side.retain(|address, _| !calls.iter().any(|call| is_within(address, call)));
        for (address, module) in side.iter_mut() {
            let is_one =
                |item: &Item| item.section == Section::Module && calls.contains(&address_of(address, item));
            if module.document.items().iter().any(is_one) {
                module.document.to_mut().items_mut().retain(|item| !is_one(item));
            }
        }
    }
    let unknown = |call: &String| Unknown { address: call.clone().into(), why: NOT_READ.to_owned() };
    calls.iter().map(unknown).collect()
}

const NOT_READ: &str = "what changes in it: the module was not read";

/// The calls that one side did not read, and the other one did.
fn half_read(side: &Side<'_>, other: &Side<'_>) -> Vec<String> {
    let calls = side.iter().flat_map(|(address, module)| {
        let calls = module.document.items().iter().filter(|item| item.section == Section::Module);
        calls.map(move |call| address_of(address, call))
    });
    calls.filter(|call| other.keys().any(|address| is_within(address, call))).collect()
}

fn address_of(module: &str, call: &Item) -> String {
    within(module, &format!("module.{}", call.name))
}

/// Whether an instance of a module is one of a call, or in one.
fn is_within(address: &str, call: &str) -> bool {
    address.strip_prefix(call).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Calls of modules that differ: what changes inside was not read.
pub(super) fn modules_between(old: &Document, new: &Document) -> Vec<Unknown> {
    let of = |document: &Document| -> BTreeMap<String, Content> {
        let modules =
            document.items().iter().filter(|item| item.section == Section::Module && !is_none(item));
        map_of(modules.map(|item| (format!("module.{}", item.name), item.content.clone())))
    };
    let (before, after) = (of(old), of(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let unknown = |name: &String| {
        let why = match (before.get(name), after.get(name)) {
            (Some(_), None) => "what is in it is destroyed: the module was not read",
            (None, _) => "what is in it is created: the module was not read",
            (Some(a), Some(b)) if a != b => NOT_READ,
            _ => return None,
        };
        Some(Unknown { address: name.clone().into(), why: why.to_owned() })
    };
    names.into_iter().filter_map(unknown).collect()
}

/// Whether a call makes no module, for certain.
fn is_none(call: &Item) -> bool {
    let body = call.block().map_or(Known::Absent, |block| Knowledge::of(&[]).body(block, 0));
    matches!(Instances::of(&body), Instances::Keys(keys) if keys.is_empty())
}
