//! `replace_triggered_by`: what another object's change replaces.

use std::collections::BTreeMap;

use super::between::{Comparison, Pair};
use super::effect::{Cause, Effect, ObjectChange};
use super::known::{Known, at};
use super::names::{module_of, within};
use super::travel::texts;
use crate::terraform::InstanceAddress;

impl Comparison<'_> {
    /// Why an object is replaced by what is named in `replace_triggered_by`: a resource that is updated or replaced, or an
    /// attribute of one that changes. What is only created or destroyed triggers nothing.
    ///
    /// Source: <https://developer.hashicorp.com/terraform/language/meta-arguments/replace_triggered_by>.
    pub(super) fn triggered(
        &self,
        address: &str,
        pair: &Pair<'_>,
        objects: &BTreeMap<String, ObjectChange>,
    ) -> Option<Cause> {
        let module = pair.new.map_or("", module_of);
        let key = InstanceAddress::from(address).split_last().map(|(_, last)| last).unwrap_or_default();
        let key = key.find('[').and_then(|at| key.get(at..)).unwrap_or_default();
        let names = texts(at(&pair.after, &["lifecycle", "replace_triggered_by"])).into_iter();
        let names = names.map(|name| name.replace("[each.key]", key).replace("[count.index]", key));
        let follows = names.map(|name| within(module, &name)).find_map(|name| {
            let target = InstanceAddress::from(name.as_str()).of_object();
            let attribute = name.get(target.len()..).unwrap_or_default().trim_start_matches('.');
            let exact = objects.get_key_value(&target).into_iter();
            let instances = objects.range(format!("{target}[")..);
            let instances = instances.take_while(|(known, _)| known.starts_with(&format!("{target}[")));
            let mut all = exact.chain(instances);
            all.find(|(known, object)| self.triggers(known, object, attribute)).map(|(_, object)| object)
        })?;
        Some(Cause::following("replace_triggered_by", follows.address.as_str()))
    }

    /// Whether an object changes, or the attribute of it that is named.
    fn triggers(&self, address: &str, object: &ObjectChange, attribute: &str) -> bool {
        let first = attribute.split(['.', '[']).next().unwrap_or_default();
        let is_changed =
            object.arguments.iter().any(|cause| cause.argument.split(['.', '[']).next() == Some(first));
        let is_set = || self.pair(address).is_some_and(|pair| *at(&pair.after, &[first]) != Known::Absent);
        match object.effect {
            Effect::Updated if attribute.is_empty() => !object.arguments.is_empty(),
            Effect::Updated => is_changed,
            Effect::Replaced => attribute.is_empty() || is_changed || !is_set(),
            _ => false,
        }
    }
}
