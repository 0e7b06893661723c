//! What follows objects of which it is not known whether they are replaced.

use std::collections::BTreeMap;

use super::between::Comparison;
use super::effect::{Effect, ObjectChange, Unknown};

impl Comparison<'_> {
    /// Compares with how it would be if all of them were replaced.
    pub(super) fn add_doubts(
        &self,
        objects: &mut BTreeMap<String, ObjectChange>,
        unknown: &mut Vec<Unknown>,
    ) {
        let is_doubtful =
            |object: &ObjectChange| object.effect == Effect::Updated && !object.perhaps.is_empty();
        if !objects.values().any(is_doubtful) {
            return;
        }
        let mut worst = objects.clone();
        for object in worst.values_mut().filter(|object| is_doubtful(object)) {
            object.effect = Effect::Replaced;
        }
        self.travel(&mut worst);
        for (address, object) in
            objects.iter_mut().filter(|(_, object)| object.effect == Effect::Updated && !is_doubtful(object))
        {
            let Some(worst) = worst.get(address) else { continue };
            if worst.effect == Effect::Replaced {
                object.perhaps.extend(worst.because.iter().cloned());
            } else if object.arguments.is_empty() {
                let follows = worst.arguments.iter().find_map(|cause| cause.follows.as_ref());
                unknown.extend(follows.map(|follows| Unknown {
                    address: address.clone().into(),
                    why: format!("it follows {follows}, which may be replaced"),
                }));
            }
        }
    }
}
