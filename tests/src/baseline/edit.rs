//! What differs between two values: edits that lead from one to the other.

use super::json::Json;
use super::order::{Place, common, position, reorder};

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

pub(super) type Path = Vec<Step>;

/// One edit. Edits are applied one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Remove(Path),
    Replace(Path, Json),
    Insert(Path, Place<String>, Json),
}

/// The edits that lead from one value to another.
pub(super) fn edits(base: &Json, made: &Json) -> Vec<Edit> {
    let mut found = Vec::new();
    compare(&Path::new(), base, made, &mut found);
    found
}

fn compare(path: &Path, base: &Json, made: &Json, found: &mut Vec<Edit>) {
    match (base, made) {
        _ if base == made => {}
        (Json::Map(base), Json::Map(made)) => maps(path, base, made, found),
        (Json::List(base), Json::List(made)) if base.len() == made.len() => {
            for (at, (base, made)) in base.iter().zip(made).enumerate() {
                compare(&below(path, Step::Index(at)), base, made, found);
            }
        }
        (Json::List(base), Json::List(made)) => lists(path, base, made, found),
        _ => found.push(Edit::Replace(path.clone(), made.clone())),
    }
}

fn maps(path: &Path, base: &[(String, Json)], made: &[(String, Json)], found: &mut Vec<Edit>) {
    let keys = |entries: &[(String, Json)]| entries.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    let order = reorder(&keys(base), &keys(made), last);
    let at = |key: &String| below(path, Step::Key(key.clone()));
    found.extend(order.removed.iter().map(|key| Edit::Remove(at(key))));
    for (key, base) in base.iter().filter(|(key, _)| !order.removed.contains(key)) {
        compare(&at(key), base, entry(made, key).expect("it is kept"), found);
    }
    found.extend(order.inserted.into_iter().map(|(key, place)| {
        let value = entry(made, &key).expect("it is inserted").clone();
        Edit::Insert(at(&key), place, value)
    }));
}

fn lists(path: &Path, base: &[Json], made: &[Json], found: &mut Vec<Edit>) {
    let kept = common(base, made);
    let at = |index: usize| below(path, Step::Index(index));
    let removed = (0..base.len()).rev().filter(|index| !kept.iter().any(|(base, _)| base == index));
    found.extend(removed.map(|index| Edit::Remove(at(index))));
    let new = (0..made.len()).filter(|index| !kept.iter().any(|(_, made)| made == index));
    found.extend(new.map(|index| Edit::Insert(at(index), Place::Usual, made[index].clone())));
}

/// A new key usually comes last.
fn last(keys: &[String], _: &String) -> usize {
    keys.len()
}

fn below(path: &Path, step: Step) -> Path {
    path.iter().cloned().chain([step]).collect()
}

fn entry<'a>(entries: &'a [(String, Json)], key: &str) -> Option<&'a Json> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// The value that edits lead to.
pub(super) fn apply(mut base: Json, edits: &[Edit]) -> Result<Json, String> {
    for edit in edits {
        let path = match edit {
            Edit::Remove(path) | Edit::Replace(path, _) | Edit::Insert(path, ..) => path,
        };
        let Some((step, parents)) = path.split_last() else {
            let Edit::Replace(_, value) = edit else {
                return Err("the whole can only be replaced".to_owned());
            };
            base = value.clone();
            continue;
        };
        let parent =
            parents.iter().try_fold(&mut base, child).ok_or_else(|| format!("{path:?} is not there"))?;
        one(parent, step, edit).map_err(|error| format!("{path:?}: {error}"))?;
    }
    Ok(base)
}

fn one(parent: &mut Json, step: &Step, edit: &Edit) -> Result<(), String> {
    let missing = || "this is not there".to_owned();
    match (edit, parent, step) {
        (Edit::Replace(_, value), parent, step) => *child(parent, step).ok_or_else(missing)? = value.clone(),
        (Edit::Remove(_), Json::List(values), Step::Index(index)) if *index < values.len() => {
            values.remove(*index);
        }
        (Edit::Remove(_), Json::Map(entries), Step::Key(key)) => entries.retain(|(name, _)| name != key),
        (Edit::Insert(_, _, value), Json::List(values), Step::Index(index)) if *index <= values.len() => {
            values.insert(*index, value.clone());
        }
        (Edit::Insert(_, place, value), Json::Map(entries), Step::Key(key)) => {
            let keys: Vec<String> = entries.iter().map(|(key, _)| key.clone()).collect();
            entries.insert(position(&keys, key, place, last)?, (key.clone(), value.clone()));
        }
        _ => return Err(missing()),
    }
    Ok(())
}

fn child<'a>(parent: &'a mut Json, step: &Step) -> Option<&'a mut Json> {
    match (parent, step) {
        (Json::Map(entries), Step::Key(key)) => {
            entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
        }
        (Json::List(values), Step::Index(index)) => values.get_mut(*index),
        _ => None,
    }
}
