//! What differs between two values: edits that lead from one to the other.

use super::json::{Json, unquoted};
use super::order::{Place, common, position, reorder};
use super::renaming::Renaming;

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
    /// So many elements before the end of a list, for what is nearer to its end: a list that becomes longer in the
    /// baseline then leaves the text as it is.
    FromEnd(usize),
}

pub(super) type Path = Vec<Step>;

/// One edit. Edits are applied one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Remove(Path),
    Replace(Path, Json),
    Insert(Path, Place<String>, Json),
    /// Another word in the texts of a whole list, however many there are.
    Rename(Path, String, String),
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
            if let Some((old, new)) = renamed(base, made) {
                found.push(Edit::Rename(path.clone(), old, new));
                return;
            }
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
    let mut length = base.len();
    for index in (0..base.len()).rev().filter(|index| !kept.iter().any(|(base, _)| base == index)) {
        found.push(Edit::Remove(below(path, nearer(index, length))));
        length -= 1;
    }
    for index in (0..made.len()).filter(|index| !kept.iter().any(|(_, made)| made == index)) {
        found.push(Edit::Insert(below(path, nearer(index, length)), Place::Usual, made[index].clone()));
        length += 1;
    }
}

/// A place in a list of a length, from the nearer end.
fn nearer(index: usize, length: usize) -> Step {
    let from_end = length - index;
    if from_end < index { Step::FromEnd(from_end) } else { Step::Index(index) }
}

/// The word that another takes the place of in all texts of a list, where these differ in nothing else.
fn renamed(base: &[Json], made: &[Json]) -> Option<(String, String)> {
    let is_text = |value: &Json| matches!(value, Json::Scalar(text) if unquoted(text).is_ok());
    if base.len() < 2 || !base.iter().chain(made).all(is_text) {
        return None;
    }
    let (old, new) = words(base.first()?, made.first()?)?;
    let renaming = Renaming(vec![(old.clone(), new.clone())]);
    let is_renamed =
        |(base, made): (&Json, &Json)| base != made && base.map_texts(&|text| renaming.apply(text)) == *made;
    base.iter().zip(made).all(is_renamed).then_some((old, new))
}

/// What two texts differ in, as whole words.
fn words(old: &Json, new: &Json) -> Option<(String, String)> {
    let split = |value: &Json| match value {
        Json::Scalar(text) => unquoted(text).ok().map(|text| parts(&text)),
        _ => None,
    };
    let (old, new) = (split(old)?, split(new)?);
    let mut differing = old.iter().zip(&new).filter(|(old, new)| old != new);
    let (old_word, new_word) = differing.next().filter(|_| old.len() == new.len())?;
    let is_word = |text: &String| text.chars().all(|next| next.is_ascii_alphanumeric());
    (is_word(old_word) && is_word(new_word)).then(|| (old_word.clone(), new_word.clone()))
}

/// A text in words, and what is between them.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut is_word = false;
    for next in text.chars() {
        match parts.last_mut() {
            Some(last) if is_word && next.is_ascii_alphanumeric() => last.push(next),
            _ => parts.push(next.to_string()),
        }
        is_word = next.is_ascii_alphanumeric();
    }
    parts
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
            Edit::Remove(path) | Edit::Replace(path, _) | Edit::Insert(path, ..) | Edit::Rename(path, ..) => {
                path
            }
        };
        let Some((step, parents)) = path.split_last() else {
            base = match edit {
                Edit::Replace(_, value) => value.clone(),
                Edit::Rename(_, old, new) => renamed_texts(&base, old, new),
                _ => return Err("the whole can only be replaced".to_owned()),
            };
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
    let step = &match (&*parent, step) {
        (Json::List(values), Step::FromEnd(count)) => {
            Step::Index(values.len().checked_sub(*count).ok_or_else(missing)?)
        }
        _ => step.clone(),
    };
    match (edit, parent, step) {
        (Edit::Rename(_, old, new), parent, step) => {
            let list = child(parent, step).ok_or_else(missing)?;
            *list = renamed_texts(list, old, new);
        }
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

fn renamed_texts(list: &Json, old: &str, new: &str) -> Json {
    let renaming = Renaming(vec![(old.to_owned(), new.to_owned())]);
    list.map_texts(&|text| renaming.apply(text))
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
