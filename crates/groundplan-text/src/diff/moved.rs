//! The bill of what is moved: another address is not another charge.

use std::borrow::Cow;
use std::collections::BTreeMap;

use groundplan::cost::{self, Estimate};
use groundplan::terraform::InstanceAddress;

use super::Changed;
use super::left::place;

/// What was charged before, under the addresses that objects have after.
pub(super) fn under_new_addresses<'a>(before: &'a Estimate, modules: &[Changed]) -> Cow<'a, Estimate> {
    let mut estimate = Cow::Borrowed(before);
    for changed in modules {
        let moves = moves(changed);
        let at = place(&before.modules, &changed.name, modules.len() == 1);
        if let Some(at) = at.filter(|_| !moves.is_empty())
            && let Some(module) = estimate.to_mut().modules.get_mut(at)
        {
            readdress(module, &moves);
        }
    }
    estimate
}

/// The new addresses by the old ones.
fn moves(changed: &Changed) -> BTreeMap<InstanceAddress, InstanceAddress> {
    let moved = |object: &groundplan::change::ObjectChange| {
        Some((object.moved_from.clone()?, object.address.clone()))
    };
    changed.change.objects.iter().filter_map(moved).collect()
}

fn readdress(module: &mut cost::Module, moves: &BTreeMap<InstanceAddress, InstanceAddress>) {
    let lines = module.lines.iter_mut().map(|line| &mut line.address);
    let unpriced = module.unpriced.iter_mut().map(|one| &mut one.address);
    for address in lines.chain(unpriced) {
        if let Some(new) = moves.get(address) {
            *address = new.clone();
        }
    }
}
