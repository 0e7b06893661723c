//! What becomes of each instance of a resource, by the two documents alone.

use std::collections::BTreeMap;

use super::arguments::Differing;
use super::between::{Comparison, Pair, kind_of};
use super::effect::{Cause, Effect, ObjectChange, Unknown};
use super::ignored::lifted;
use super::instances::{Instances, each, partition};
use super::known::{Known, at};
use super::names::shown;
use super::replacement::{Verdict, verdict};
use super::travel::Unknowns;
use crate::terraform::Item;

impl Comparison<'_> {
    /// Every instance of a resource, with what the documents alone tell.
    pub(super) fn objects_of(
        &self,
        address: &str,
        pair: &Pair<'_>,
        found: &mut BTreeMap<String, ObjectChange>,
        unknown: &mut Vec<Unknown>,
    ) {
        let mut add = |key: &str, object: ObjectChange| found.insert(format!("{address}{key}"), object);
        let whole = |key: &str, effect| ObjectChange::new(format!("{address}{key}"), effect);
        let instances = |item: Option<&Item>, body| item.map(|_| Instances::of(body));
        match (instances(pair.old, &pair.before), instances(pair.new, &pair.after)) {
            (None, None) => {}
            (None, Some(new)) => each(&new, |key| drop(add(key, self.added(address, key)))),
            (Some(old), None) => each(&old, |key| drop(add(key, whole(key, self.end_of(address, pair))))),
            (Some(old), Some(new)) => {
                for argument in lifted(&pair.before, &pair.after) {
                    let why = format!("whether {argument} is set back: its changes were ignored before");
                    unknown.push(Unknown { address: address.to_owned().into(), why });
                }
                let (both, gone, added) = partition(&old, &new, &mut |why: String| {
                    unknown.push(Unknown { address: address.to_owned().into(), why });
                });
                let keys = both.iter().map(|(key, _)| key.as_str());
                let are_known = [&old, &new].iter().all(|side| !matches!(side, Instances::Unknown(_)));
                let mut bodies = match are_known {
                    true => self.bodies_of(address, pair, keys, unknown),
                    false => BTreeMap::new(),
                };
                for (key, _) in both {
                    let body = bodies.remove(&key);
                    add(&key, self.in_both(address, &key, pair, body));
                }
                gone.iter().for_each(|key| drop(add(key, whole(key, Effect::Destroyed))));
                added.iter().for_each(|key| drop(add(key, self.added(address, key))));
            }
        }
    }

    fn added(&self, address: &str, key: &str) -> ObjectChange {
        let instance = format!("{address}{key}");
        let is_imported = self.refactoring.imported.contains(&instance);
        ObjectChange::new(instance, if is_imported { Effect::Imported } else { Effect::Created })
    }

    /// What becomes of a resource that the new document lacks.
    fn end_of(&self, address: &str, pair: &Pair<'_>) -> Effect {
        let is = |name: &str| *at(&pair.before, &[name]) == Known::Scalar("true".to_owned());
        // What AWS makes by itself is only left to itself, but for a VPC that is asked to go.
        // <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_vpc>
        let is_default = kind_of(pair).starts_with("aws_default_") && !is("force_destroy");
        let is_kept = self.refactoring.keeps(address) || is("skip_destroy") || is_default;
        if is_kept { Effect::Forgotten } else { Effect::Destroyed }
    }

    fn in_both(
        &self,
        address: &str,
        key: &str,
        pair: &Pair<'_>,
        of_instance: Option<Vec<Differing>>,
    ) -> ObjectChange {
        let mut object = ObjectChange::new(format!("{address}{key}"), Effect::Updated);
        let kind = kind_of(pair);
        for differing in of_instance.as_ref().unwrap_or(&pair.differing) {
            let cause = Cause { unless_default: differing.may_be_default, ..Cause::of(&differing.path) };
            if differing.fact == "region"
                && let Some((old, new)) = self.scope.regions(pair)
            {
                if old != new {
                    object.because.push(Cause::of(format!("region: {old} → {new}")));
                }
                continue;
            }
            match verdict(kind, &differing.fact, differing.step, (&pair.before, &pair.after)) {
                Verdict::Replace if differing.is_certain => object.because.push(cause.clone()),
                Verdict::Replace | Verdict::Unknown => object.perhaps.push(cause.clone()),
                Verdict::Update => {}
            }
            object.arguments.push(cause);
        }
        if !object.because.is_empty() {
            object.effect = Effect::Replaced;
        }
        object
    }

    /// Which instances there are is not known where that follows something new.
    pub(super) fn follow_counts(&self, objects: &BTreeMap<String, ObjectChange>, unknown: &mut Vec<Unknown>) {
        let follow = Unknowns::of(objects, &self.data);
        let open =
            self.pairs.iter().filter(|(_, pair)| matches!(Instances::of(&pair.after), Instances::Unknown(_)));
        for (address, pair) in open.filter(|(_, pair)| pair.old.is_some()) {
            let found = follow.in_body(&pair.after).into_iter();
            let mut found = found.filter(|(path, ..)| matches!(path.as_str(), "count" | "for_each"));
            unknown.extend(found.next().map(|(path, _, follows)| Unknown {
                address: address.clone().into(),
                why: format!("which instances are created or destroyed: {path} follows {}", shown(&follows)),
            }));
        }
    }
}
