//! The way to an argument, and what its place takes.

use super::value::node_of;
use crate::spec::Field;
use crate::terraform::read::{Body, Place};
use crate::terraform::{Block, Content, Key, Literal, Reference, Value};

/// A step into a block or value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Name(String),
    Index(usize),
}

/// The steps of a path: names by dots, indices in brackets, quoted names in brackets.
pub(super) fn steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']')?;
            let quoted = index.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
            steps.push(match quoted {
                Some(name) => Step::Name(name.to_owned()),
                None => Step::Index(index.parse().ok()?),
            });
            rest = after.strip_prefix('.').unwrap_or(after);
        } else {
            let (name, after) = rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len()));
            if name.is_empty() {
                return None;
            }
            steps.push(Step::Name(name.to_owned()));
            rest = after
                .strip_prefix('.')
                .filter(|after| !after.is_empty())
                .unwrap_or_else(|| after.trim_start_matches('.'));
        }
    }
    matches!(steps.first(), Some(Step::Name(_))).then_some(steps)
}

/// How a value is put at the end of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Set,
    Merge,
    /// Behind what is there.
    Append,
}

/// Puts a value into a block; whether the way was there.
pub(super) fn put(block: &mut Block, body: Body, steps: &[Step], value: &Value, way: Way) -> bool {
    let Some((Step::Name(name), rest)) = steps.split_first() else { return false };
    let place = body.place(name);
    if rest.is_empty() {
        let known = block.get_mut(name);
        match (known, way) {
            (Some(known), Way::Merge) => merge(known, place, value),
            (Some(known), Way::Append) => return append(known, content(place, &listed(value))),
            (None, Way::Append) => block.put(name.clone(), content(place, &listed(value))),
            _ => block.put(name.clone(), content(place, value)),
        }
        return true;
    }
    match block.get_mut(name) {
        Some(known) => into(known, place, rest, value, way),
        None => {
            let mut inner = beginning(rest, way);
            let done = into_value(&mut inner, rest, value, way);
            block.put(name.clone(), content(place, &inner));
            done
        }
    }
}

fn into(known: &mut Content, place: Place, steps: &[Step], value: &Value, way: Way) -> bool {
    let inner = inner_body(place);
    match (known, steps) {
        (Content::Block(block), [Step::Index(0), rest @ ..]) if !rest.is_empty() => {
            put(block, inner, rest, value, way)
        }
        (Content::Block(block), steps) => put(block, inner, steps, value, way),
        (Content::Blocks(blocks), [Step::Index(at), rest @ ..]) => {
            blocks.get_mut(*at).is_some_and(|block| put(block, inner, rest, value, way))
        }
        (Content::Value(known), steps) => into_value(known, steps, value, way),
        _ => false,
    }
}

fn inner_body(place: Place) -> Body {
    match place {
        Place::Block(body) => body,
        _ => Body::Plain,
    }
}

pub(super) fn into_value(known: &mut Value, steps: &[Step], value: &Value, way: Way) -> bool {
    match (steps, known) {
        ([], known) => {
            match way {
                Way::Set => known.clone_from(value),
                Way::Merge => Field::merge(known, value),
                Way::Append => return append_value(known, listed(value)),
            }
            true
        }
        ([Step::Name(name), rest @ ..], Value::Object(entries)) => {
            match entries.iter_mut().find(|(key, _)| *key == name.as_str()) {
                Some((_, inner)) => into_value(inner, rest, value, way),
                None => {
                    let mut inner = beginning(rest, way);
                    let done = into_value(&mut inner, rest, value, way);
                    entries.push((name.clone().into(), inner));
                    done
                }
            }
        }
        ([Step::Index(at), rest @ ..], Value::List(values)) => {
            values.get_mut(*at).is_some_and(|inner| into_value(inner, rest, value, way))
        }
        _ => false,
    }
}

/// Merges an object into a block or object, and puts anything else.
fn merge(known: &mut Content, place: Place, value: &Value) {
    match (known, value) {
        (Content::Block(block), Value::Object(entries)) => {
            for (name, value) in entries {
                put(block, inner_body(place), &[Step::Name(name.to_string())], value, Way::Merge);
            }
        }
        (Content::Value(known), value) => Field::merge(known, value),
        (known, value) => *known = content(place, value),
    }
}

/// What is filled where there was nothing.
fn beginning(rest: &[Step], way: Way) -> Value {
    match (rest, way) {
        ([], Way::Append) => Value::List(Vec::new()),
        _ => Value::Object(Vec::new()),
    }
}

/// A list of elements; a single one may stand for itself.
fn listed(value: &Value) -> Value {
    match value {
        Value::List(_) => value.clone(),
        one => Value::List(vec![one.clone()]),
    }
}

/// Adds elements behind what is there; whether that is a list, or blocks.
fn append(known: &mut Content, more: Content) -> bool {
    match (known, more) {
        (Content::Blocks(known), Content::Blocks(more)) => known.extend(more),
        (known @ Content::Block(_), Content::Blocks(more)) => {
            if let Content::Block(first) = std::mem::replace(known, Content::Blocks(Vec::new())) {
                *known = Content::Blocks([first].into_iter().chain(more).collect());
            }
        }
        (Content::Names(known), Content::Names(more)) => known.extend(more),
        (Content::Addresses(known), Content::Addresses(more)) => known.extend(more),
        (Content::Literal(Literal::List(known)), Content::Literal(Literal::List(more))) => known.extend(more),
        (Content::Value(known), Content::Value(more)) => return append_value(known, more),
        // Blocks whose schema is not known yet are values on the one side.
        (known @ (Content::Block(_) | Content::Blocks(_)), Content::Value(more)) => {
            return append(known, content(Place::Block(Body::Plain), &more));
        }
        _ => return false,
    }
    true
}

fn append_value(known: &mut Value, more: Value) -> bool {
    match (known, more) {
        (Value::List(known), Value::List(more)) => {
            known.extend(more);
            true
        }
        _ => false,
    }
}

/// Removes the value at the end of a path; returns whether it existed.
pub(super) fn remove(block: &mut Block, steps: &[Step]) -> bool {
    match steps {
        [Step::Name(name)] => {
            let before = block.entries().count();
            block.entries_mut().retain(|(key, _)| *key != name.as_str());
            block.entries().count() < before
        }
        [Step::Name(name), rest @ ..] => match (block.get_mut(name), rest) {
            (Some(Content::Block(inner)), rest) => remove(inner, rest),
            (Some(Content::Blocks(blocks)), [Step::Index(at)]) if *at < blocks.len() => {
                blocks.remove(*at);
                true
            }
            (Some(Content::Blocks(blocks)), [Step::Index(at), rest @ ..]) => {
                blocks.get_mut(*at).is_some_and(|inner| remove(inner, rest))
            }
            (Some(Content::Value(value)), rest) => remove_from_value(value, rest),
            _ => false,
        },
        _ => false,
    }
}

pub(super) fn remove_from_value(value: &mut Value, steps: &[Step]) -> bool {
    match (value, steps) {
        (Value::Object(entries), [Step::Name(name)]) => {
            let before = entries.len();
            entries.retain(|(key, _)| *key != name.as_str());
            entries.len() < before
        }
        (Value::List(values), [Step::Index(at)]) if *at < values.len() => {
            values.remove(*at);
            true
        }
        (Value::Object(entries), [Step::Name(name), rest @ ..]) => entries
            .iter_mut()
            .find(|(key, _)| *key == name.as_str())
            .is_some_and(|(_, inner)| remove_from_value(inner, rest)),
        (Value::List(values), [Step::Index(at), rest @ ..]) => {
            values.get_mut(*at).is_some_and(|inner| remove_from_value(inner, rest))
        }
        _ => false,
    }
}

/// A value as its place takes it: bare references stay bare, literals literal.
pub(super) fn content(place: Place, value: &Value) -> Content {
    match (place, value) {
        (Place::Block(body), Value::Object(entries)) => Content::Block(block(body, entries)),
        (Place::Block(body), Value::List(values)) => {
            let bodies = values.iter().map(|value| match value {
                Value::Object(entries) => block(body, entries),
                _ => Block::new(),
            });
            Content::Blocks(bodies.collect())
        }
        (Place::Literal, value) => Content::Literal(literal(value)),
        (Place::Bare, Value::Object(entries)) => {
            let named = entries.iter().map(|(key, value)| (key.to_string(), Literal::bare(words(value))));
            Content::Literal(Literal::Object(named.collect()))
        }
        (Place::Bare, value) => Content::Literal(Literal::bare(words(value))),
        (Place::Names, Value::List(values)) => {
            Content::Names(values.iter().map(|value| words(value).into()).collect())
        }
        (Place::Names, value) => Content::Literal(Literal::bare(words(value))),
        (Place::Addresses, Value::List(values)) => {
            let names = values.iter().map(|value| Key::from(words(value)));
            Content::dependencies(names.filter(|name| Reference::dependency(name).is_some()).collect())
        }
        (_, value) => Content::Value(value.clone()),
    }
}

fn block(body: Body, entries: &[(Key, Value)]) -> Block {
    let mut block = Block::new();
    entries.iter().for_each(|(name, value)| block.put(name.clone(), content(body.place(name), value)));
    block
}

fn words(value: &Value) -> String {
    match value {
        Value::Text(text) => text.as_literal().unwrap_or_default().to_owned(),
        Value::Expression(expression) => expression.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        _ => String::new(),
    }
}

fn literal(value: &Value) -> Literal {
    crate::terraform::read::literal(&node_of(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_names_indices_and_quoted_names() {
        let name = |name: &str| Step::Name(name.to_owned());
        assert_eq!(steps("tags[\"a.b\"]"), Some(vec![name("tags"), name("a.b")]));
        assert_eq!(steps("setting[0].value"), Some(vec![name("setting"), Step::Index(0), name("value")]));
        assert_eq!(steps("a.b"), Some(vec![name("a"), name("b")]));
        for path in ["", "[0]", "a..b", ".a", "a[x]", "a["] {
            assert_eq!(steps(path), None, "{path}");
        }
    }
}
