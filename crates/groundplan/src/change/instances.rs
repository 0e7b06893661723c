//! The instances of a resource, as far as `count` and `for_each` say which there are.

use std::collections::BTreeMap;

use super::known::{Known, at};
use crate::terraform::index_of_key;
use crate::unit::map_of;

/// Which instances there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Instances {
    /// One, without a key.
    One,
    /// Several, by key: `[0]`, `["a"]`; with the value of each where `for_each` gives one.
    Keys(Vec<(String, Known)>),
    /// It depends on what is not known.
    Unknown(String),
}

impl Instances {
    pub(super) fn of(body: &Known) -> Self {
        match (at(body, &["count"]), at(body, &["for_each"])) {
            (Known::Absent, Known::Absent) => match at(body, &["lifecycle", "enabled"]) {
                Known::Absent => Self::One,
                Known::Scalar(word) if word == "true" => Self::One,
                Known::Scalar(word) if word == "false" => Self::Keys(Vec::new()),
                enabled => Self::Unknown(enabled.text()),
            },
            (Known::Scalar(count), _) => match count.parse::<usize>() {
                Ok(count) if count <= 1_000 => {
                    Self::Keys((0..count).map(|at| (format!("[{at}]"), Known::Absent)).collect())
                }
                _ => Self::Unknown(count.clone()),
            },
            (Known::Absent, Known::Object(entries)) => {
                Self::Keys(entries.iter().map(|(key, value)| (index_of_key(key), value.clone())).collect())
            }
            (Known::Absent, Known::List(values)) => {
                let key = |value: &Known| match value {
                    Known::Scalar(key) => Some((index_of_key(key), Known::Absent)),
                    _ => None,
                };
                let keys: Option<Vec<_>> = values.iter().map(key).collect();
                keys.map_or_else(|| Self::Unknown(at(body, &["for_each"]).text()), Self::Keys)
            }
            (count, for_each) => Self::Unknown(format!("{} {}", count.text(), for_each.text())),
        }
    }
}

/// Every key; none for a resource that is not repeated, or of which that is not known.
pub(super) fn each(instances: &Instances, mut then: impl FnMut(&str)) {
    match instances {
        Instances::Keys(keys) => keys.iter().for_each(|(key, _)| then(key)),
        Instances::One | Instances::Unknown(_) => then(""),
    }
}

/// Keys in both, with their values where these differ; keys of the old side alone; keys of the new side alone.
pub(super) type Partition = (Vec<(String, Option<Values>)>, Vec<String>, Vec<String>);

/// The values of an instance before and after.
pub(super) type Values = (Known, Known);

/// Which instances are in both, in the old document alone, in the new one alone. Where that is not known, why.
pub(super) fn partition(old: &Instances, new: &Instances, unknown: &mut dyn FnMut(String)) -> Partition {
    let one = |key: &str| vec![(key.to_owned(), None)];
    match (old, new) {
        (Instances::One, Instances::One) => (one(""), Vec::new(), Vec::new()),
        (Instances::Keys(before), Instances::Keys(after)) => keys(before, after),
        // Terraform moves between these two by itself.
        (Instances::One, Instances::Keys(after)) if has(after, "[0]") => keys(&keyed("[0]"), after),
        (Instances::Keys(before), Instances::One) if has(before, "[0]") => {
            let gone = before.iter().map(|(key, _)| key.clone()).filter(|key| key != "[0]");
            (one(""), gone.collect(), Vec::new())
        }
        (Instances::One, Instances::Keys(after)) => {
            (Vec::new(), vec![String::new()], after.iter().map(|(key, _)| key.clone()).collect())
        }
        (Instances::Keys(before), Instances::One) => {
            (Vec::new(), before.iter().map(|(key, _)| key.clone()).collect(), vec![String::new()])
        }
        (before, after) => {
            if before != after {
                unknown(
                    "which instances are created or destroyed: `count` or `for_each` is not known".to_owned(),
                );
            }
            (one(""), Vec::new(), Vec::new())
        }
    }
}

fn keyed(key: &str) -> Vec<(String, Known)> {
    vec![(key.to_owned(), Known::Absent)]
}

fn has(keys: &[(String, Known)], key: &str) -> bool {
    keys.iter().any(|(known, _)| known == key)
}

fn keys(old: &[(String, Known)], new: &[(String, Known)]) -> Partition {
    let (before, after): (BTreeMap<_, _>, BTreeMap<_, _>) = (map_of(old.to_vec()), map_of(new.to_vec()));
    let differing = |old: &Known, new: &Known| (old != new).then(|| (old.clone(), new.clone()));
    let both = before.iter().filter_map(|(key, old)| Some((key.clone(), differing(old, after.get(key)?))));
    let only = |all: &BTreeMap<String, Known>, other: &BTreeMap<String, Known>| {
        all.keys().filter(|key| !other.contains_key(*key)).cloned().collect::<Vec<_>>()
    };
    (both.collect(), only(&before, &after), only(&after, &before))
}
