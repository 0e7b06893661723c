//! The bill of what is forgotten: it stays in AWS, which charges it on.

use std::borrow::Cow;
use std::collections::BTreeSet;

use groundplan::change::Effect;
use groundplan::cost::{Estimate, Line, Module};
use groundplan::terraform::InstanceAddress;

use super::Changed;

/// What is charged after, with what Terraform no longer knows.
pub(super) fn with_forgotten<'a>(
    after: &'a Estimate,
    before: &Estimate,
    modules: &[Changed],
) -> Cow<'a, Estimate> {
    let mut estimate = Cow::Borrowed(after);
    for changed in modules {
        let forgotten = forgotten(changed);
        if forgotten.is_empty() {
            continue;
        }
        let is_only = modules.len() == 1;
        let Some(old) = find(&before.modules, &changed.name, is_only) else { continue };
        let known: BTreeSet<InstanceAddress> = find(&after.modules, &changed.name, is_only)
            .map(|module| module.lines.iter().map(|line| line.address.clone()).collect())
            .unwrap_or_default();
        let left = old.lines.iter().filter(|line| forgotten.contains(&line.address));
        let left: Vec<Line> = left.map(|line| left_behind(line, known.contains(&line.address))).collect();
        let estimate = estimate.to_mut();
        match place(&estimate.modules, &changed.name, is_only).and_then(|at| estimate.modules.get_mut(at)) {
            Some(module) => module.lines.extend(left),
            None => {
                estimate.modules.push(Module { name: old.name.clone(), lines: left, ..Module::default() })
            }
        }
    }
    estimate
}

fn forgotten(changed: &Changed) -> BTreeSet<InstanceAddress> {
    let objects = changed.change.objects.iter().filter(|object| object.effect == Effect::Forgotten);
    objects.map(|object| object.address.clone()).collect()
}

fn find<'a>(modules: &'a [Module], name: &str, is_only: bool) -> Option<&'a Module> {
    place(modules, name, is_only).and_then(|at| modules.get(at))
}

/// Where the bill of a root module is: two that are compared alone may have two names.
pub(super) fn place(modules: &[Module], name: &str, is_only: bool) -> Option<usize> {
    match modules {
        [_] if is_only => Some(0),
        all => all.iter().position(|module| module.name == name),
    }
}

/// A line of what stays, under a name of its own where the new configuration has one of the same.
fn left_behind(line: &Line, is_taken: bool) -> Line {
    let address = match is_taken {
        true => format!("{} (left behind)", line.address).into(),
        false => line.address.clone(),
    };
    Line { address, ..line.clone() }
}
