use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::convert::{boolean, convert, entries, ordered, text};
use super::super::operator::equal;
use super::super::types::{Type, common, unify};
use super::super::{Data, Known, Outcome, Reason};
use super::arguments::{Arguments, list_of, size, texts};
use super::string::characters;
use super::{Native, of, own, shallow};
use crate::unit::{map_of, sort_by};

pub(super) const TABLE: &[Native] = &[
    of("alltrue", |all| holds(all, false)),
    of("anytrue", |all| holds(all, true)),
    shallow("chunklist", chunklist),
    shallow("coalesce", coalesce),
    of("coalescelist", coalescelist),
    of("compact", compact),
    shallow("concat", concat),
    of("contains", contains),
    of("distinct", distinct),
    shallow("element", element),
    shallow("flatten", flatten),
    of("index", index),
    shallow("keys", keys),
    shallow("length", length),
    own("lookup", lookup),
    of("matchkeys", matchkeys),
    shallow("merge", merge),
    shallow("one", one),
    of("range", range),
    shallow("reverse", reverse),
    shallow("slice", slice),
    of("sort", sort),
    of("transpose", transpose),
    shallow("values", values),
    shallow("zipmap", zipmap),
];

/// Whether one element is `decides`, or else none is.
fn holds(all: &Arguments<'_>, decides: bool) -> Outcome {
    let mut result = Ok((!decides).into());
    for known in all.list_of(0, Type::Bool)? {
        match (&known.data, boolean(&known.data)) {
            (Data::Null, _) if decides => {}
            (Data::Null, _) => return Ok(false.into()),
            (_, Ok(value)) if value == decides => return Ok(decides.into()),
            (_, Ok(_)) => {}
            (_, Err(reason)) => result = Err(reason),
        }
    }
    result
}

fn chunklist(all: &Arguments<'_>) -> Outcome {
    let list = all.list_of(0, Type::Any)?;
    let size = match size(all.integer(1)?)? {
        0 => list.len().max(1),
        size => size,
    };
    Ok(Known::list(list.chunks(size).map(|chunk| Known::list(chunk.to_vec())).collect()))
}

fn coalesce(all: &Arguments<'_>) -> Outcome {
    let kind = unify(all.0.iter().map(Type::of)).ok_or(Reason::Fails("all arguments must have one type"))?;
    for known in all.0 {
        let known = convert(known.clone(), &kind)?;
        match &known.data {
            Data::Unknown(unknown) => return Err(unknown.reason),
            Data::Null => {}
            Data::Text(text) if text.is_empty() => {}
            _ => return Ok(known),
        }
    }
    Err(Reason::Fails("no value is neither null nor empty"))
}

fn coalescelist(all: &Arguments<'_>) -> Outcome {
    let mut found = Err(Reason::Fails("no list is neither null nor empty"));
    for known in all.0.iter().rev() {
        match (&known.data, known.kind()) {
            (Data::Unknown(unknown), _) => found = Err(unknown.reason),
            (Data::List(list) | Data::Tuple(list), _) if !list.is_empty() => found = Ok(known.clone()),
            (Data::List(_) | Data::Tuple(_), _) | (Data::Null, Some(Type::List(_) | Type::Tuple(_))) => {}
            (Data::Null, None) => return Err(Reason::Uncertain),
            _ => return Err(Reason::Fails("all arguments must be lists or tuples")),
        }
    }
    found
}

fn compact(all: &Arguments<'_>) -> Outcome {
    let mut kept = Vec::new();
    for known in all.list_of(0, Type::Text)? {
        match &known.data {
            Data::Unknown(unknown) => return Err(unknown.reason),
            Data::Null => {}
            _ if known.as_text() == Some("") => {}
            _ => kept.push(known),
        }
    }
    Ok(Known::list(kept).of_kind(&list_of(Type::Text)))
}

fn concat(all: &Arguments<'_>) -> Outcome {
    let (mut made, mut kinds) = (Vec::new(), Vec::new());
    for place in 0..all.0.len() {
        let known = all.any(place)?;
        match &known.data {
            Data::List(list) | Data::Tuple(list) => made.extend(list.iter().cloned()),
            _ => return Err(Reason::Fails("all arguments must be lists or tuples")),
        }
        kinds.push(Type::of(known));
    }
    let is_list = kinds.iter().all(|kind| matches!(kind, Type::List(_)));
    match unify(kinds).filter(|_| is_list) {
        Some(kind) => convert(Known::list(made), &kind),
        None => Ok(Known::tuple(made)),
    }
}

fn contains(all: &Arguments<'_>) -> Outcome {
    let wanted = all
        .0
        .get(1)
        .filter(|known| known.data != Data::Null)
        .ok_or(Reason::Fails("the value must not be null"))?;
    let mut result = Ok(false.into());
    for known in super::super::convert::elements(all.any(0)?.data.clone())?.iter() {
        match equal(known, wanted) {
            Ok(true) => return Ok(true.into()),
            Ok(false) => {}
            Err(reason) => result = Err(reason),
        }
    }
    result
}

fn distinct(all: &Arguments<'_>) -> Outcome {
    let mut kept: Vec<Known> = Vec::new();
    for known in all.list_of(0, Type::Any)? {
        if let Some(reason) = known.first_unknown() {
            return Err(reason);
        }
        all.take(kept.len())?;
        if !kept.contains(&known) {
            kept.push(known);
        }
    }
    Ok(Known::list(kept).of_kind(&listed(all.any(0)?)))
}

fn element(all: &Arguments<'_>) -> Outcome {
    let list = match &all.any(0)?.data {
        Data::Set(_) => return Err(Reason::Uncertain),
        _ => all.list(0)?,
    };
    let index = size(all.integer(1)?).map_err(|_| Reason::Uncertain)?;
    let place = index.checked_rem(list.len()).ok_or(Reason::Fails("the list is empty"))?;
    list.get(place).cloned().ok_or(Reason::Uncertain)
}

fn flatten(all: &Arguments<'_>) -> Outcome {
    let (mut made, mut is_sensitive) = (Vec::new(), false);
    flat(&all.list(0)?, &mut made, &mut is_sensitive)?;
    Ok(Known::tuple(made).marked(is_sensitive))
}

fn flat(all: &[Known], made: &mut Vec<Known>, is_sensitive: &mut bool) -> Outcome<()> {
    for known in all {
        match &known.data {
            // It may be a list as well.
            Data::Unknown(unknown) => return Err(unknown.reason),
            Data::Tuple(_) | Data::List(_) | Data::Set(_) => {
                *is_sensitive |= known.is_sensitive();
                flat(&ordered(known.data.clone())?, made, is_sensitive)?;
            }
            _ => made.push(known.clone()),
        }
    }
    Ok(())
}

fn index(all: &Arguments<'_>) -> Outcome {
    let wanted = all.any(1)?;
    if matches!(all.any(0)?.data, Data::Set(_)) {
        return Err(Reason::Fails("a set has no order"));
    }
    for (place, known) in (0_i64..).zip(all.list(0)?.iter()) {
        if equal(known, wanted)? {
            return Ok(place.into());
        }
    }
    Err(Reason::Fails("unknown element"))
}

fn keys(all: &Arguments<'_>) -> Outcome {
    let names = all.map(0)?.keys().map(|name| Known::from(&**name)).collect();
    let is_object = matches!(all.any(0)?.data, Data::Object(_));
    Ok(if is_object { Known::tuple(names) } else { Known::list(names).of_kind(&list_of(Type::Text)) })
}

fn length(all: &Arguments<'_>) -> Outcome {
    let known = all.any(0)?;
    let count = match &known.data {
        Data::Text(text) => characters(text)?.len(),
        // Elements that are not known may turn out to be the same.
        Data::Set(all) => match all.iter().find_map(Known::first_unknown) {
            Some(reason) if all.len() > 1 => return Err(reason),
            _ => all.len(),
        },
        Data::Tuple(all) | Data::List(all) => all.len(),
        Data::Object(all) | Data::Map(all) => all.len(),
        Data::Null => return Err(Reason::Fails("the value must not be null")),
        Data::Bool(_) | Data::Number(_) | Data::Unknown(_) => {
            return Err(Reason::Fails("a list, map or string is required"));
        }
    };
    i64::try_from(count).map(Known::from).map_err(|_| Reason::Limit)
}

fn lookup(all: &Arguments<'_>) -> Outcome {
    let key = all.text(1)?;
    let map = all.any(0)?;
    let found = entries(map.data.clone())?.get(&key).cloned();
    let default = all.0.get(2).cloned();
    let kind = Type::of(map);
    let made = match (found, default, &map.data) {
        (Some(found), ..) => found,
        (None, None, _) => return Err(Reason::Fails("unknown key")),
        (None, Some(default), Data::Map(_)) => convert(default, kind.element().unwrap_or(&Type::Lost))?,
        (None, Some(default), _) => default,
    };
    Ok(made.marked(map.is_sensitive() || all.any(1)?.is_sensitive()))
}

fn matchkeys(all: &Arguments<'_>) -> Outcome {
    let (values, keys, wanted) =
        (all.list_of(0, Type::Any)?, all.list_of(1, Type::Any)?, all.list_of(2, Type::Any)?);
    if values.len() != keys.len() {
        return Err(Reason::Fails("the lists must have the same length"));
    }
    all.take(keys.len().saturating_mul(wanted.len()))?;
    let (one, other) = (common(&keys), common(&wanted));
    if one != other && one != Type::Lost && other != Type::Lost {
        return Err(Reason::Uncertain);
    }
    let mut kept = Vec::new();
    for (value, key) in values.into_iter().zip(keys) {
        for other in &wanted {
            if equal(&key, other)? {
                kept.push(value.clone());
                break;
            }
        }
    }
    Ok(Known::list(kept).of_kind(&listed(all.any(0)?)))
}

fn merge(all: &Arguments<'_>) -> Outcome {
    let (mut made, mut kinds) = (BTreeMap::new(), Vec::new());
    for known in all.0 {
        kinds.push(Type::of(known));
        if known.data == Data::Null {
            if !matches!(known.kind(), None | Some(Type::Map(_) | Type::Object(_))) {
                return Err(Reason::Fails("all arguments must be maps or objects"));
            }
            continue;
        }
        let given = entries(known.data.clone())?;
        made.extend(given.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    let is_map = kinds.iter().all(|kind| matches!(kind, Type::Map(_))) && !kinds.is_empty();
    // Where the type of the values of an empty map is not known, it is taken for that of the others.
    kinds.retain(|kind| *kind != Type::Map(Box::new(Type::Lost)));
    kinds.dedup();
    let known = match is_map && kinds.len() < 2 {
        true => Known::from(Data::Map(Arc::new(made))),
        false => Data::Object(Arc::new(made)).into(),
    };
    Ok(kinds.first().into_iter().fold(known, Known::of_kind))
}

fn one(all: &Arguments<'_>) -> Outcome {
    let known = all.any(0)?;
    match known.elements() {
        Some([]) => {
            let kind = Type::of(known).element().cloned();
            Ok(kind.iter().fold(Data::Null.into(), Known::of_kind))
        }
        Some([one]) => Ok(one.clone()),
        Some(_) if matches!(known.data, Data::Set(_)) && !known.is_whole() => Err(Reason::Uncertain),
        Some(_) => Err(Reason::Fails("the list has more than one element")),
        None if known.data == Data::Null => Err(Reason::Uncertain),
        None => Err(Reason::Fails("a list is required")),
    }
}

/// How many numbers Terraform makes at most.
const LONGEST_RANGE: usize = 1024;

fn range(all: &Arguments<'_>) -> Outcome {
    let numbers = (0..all.0.len()).map(|place| all.number(place)).collect::<Outcome<Vec<_>>>()?;
    let (start, end, step) = match *numbers.as_slice() {
        [end] => (0.into(), end, None),
        [start, end] => (start, end, None),
        [start, end, step] => (start, end, Some(step)),
        _ => return Err(Reason::Fails("the number of arguments is wrong")),
    };
    let step = step.unwrap_or(if end < start { (-1).into() } else { 1.into() });
    if start == end {
        return Ok(Known::list(Vec::new()).of_kind(&list_of(Type::Number)));
    }
    if step.is_zero() || (end > start) == step.is_sign_negative() {
        return Err(Reason::Fails("the step leads away from the end"));
    }
    if ![start, end, step].into_iter().all(super::is_binary) {
        return Err(Reason::Uncertain);
    }
    let (mut made, mut at) = (Vec::new(), start);
    while if step.is_sign_negative() { at > end } else { at < end } {
        if made.len() >= LONGEST_RANGE {
            return Err(Reason::Fails("the range has more than 1024 numbers"));
        }
        made.push(at.into());
        at = at.checked_add(step).ok_or(Reason::Limit)?;
    }
    Ok(Known::list(made).of_kind(&list_of(Type::Number)))
}

fn reverse(all: &Arguments<'_>) -> Outcome {
    let reversed = all.list(0)?.iter().rev().cloned().collect();
    Ok(like(all.any(0)?, reversed))
}

/// The type of a list of the elements of a collection.
fn listed(known: &Known) -> Type {
    list_of(Type::of(known).element().cloned().unwrap_or(Type::Lost))
}

/// Elements of another tuple or list.
fn like(known: &Known, elements: Vec<Known>) -> Known {
    match known.data {
        Data::Tuple(_) => Known::tuple(elements),
        _ => Known::list(elements).of_kind(&listed(known)),
    }
}

fn slice(all: &Arguments<'_>) -> Outcome {
    let list = all.any(0)?;
    if matches!(list.data, Data::Set(_)) {
        return Err(Reason::Fails("a set has no order"));
    }
    let (start, end) = (size(all.integer(1)?)?, size(all.integer(2)?)?);
    let part = all.list(0)?.get(start..end).map(<[Known]>::to_vec);
    part.map(|part| like(list, part)).ok_or(Reason::Fails("the indices are out of range"))
}

fn sort(all: &Arguments<'_>) -> Outcome {
    let mut all = all.texts(0)?;
    sort_by(&mut all, Ord::cmp);
    Ok(texts(all))
}

fn transpose(all: &Arguments<'_>) -> Outcome {
    let mut made: BTreeMap<Arc<str>, Vec<Known>> = BTreeMap::new();
    if matches!(Type::of(all.any(0)?).element(), Some(Type::Bool | Type::Number | Type::Text)) {
        return Err(Reason::Fails("a map of lists is required"));
    }
    for (name, values) in all.map(0)?.iter() {
        for value in ordered(convert(values.clone(), &Type::List(Box::new(Type::Text)))?.data)?.iter() {
            made.entry(text(&value.data)?).or_default().push(Known::from(&**name));
        }
    }
    let entries = made.into_iter().map(|(key, names)| (key, Known::list(names)));
    Ok(Data::Map(Arc::new(map_of(entries))).into())
}

fn values(all: &Arguments<'_>) -> Outcome {
    let made = all.map(0)?.values().cloned().collect();
    let map = all.any(0)?;
    let is_object = matches!(map.data, Data::Object(_));
    Ok(if is_object { Known::tuple(made) } else { Known::list(made).of_kind(&listed(map)) })
}

fn zipmap(all: &Arguments<'_>) -> Outcome {
    if matches!(all.any(1)?.data, Data::Set(_)) {
        return Err(Reason::Fails("a set has no order"));
    }
    let (names, values) = (all.texts(0)?, all.list(1)?);
    if names.len() != values.len() {
        return Err(Reason::Fails("the lists must have the same length"));
    }
    let made = Arc::new(map_of(names.into_iter().zip(values.iter().cloned())));
    let made = if matches!(all.any(1)?.data, Data::Tuple(_)) { Data::Object(made) } else { Data::Map(made) };
    let kind = Type::of(all.any(1)?).element().map(|kind| Type::Map(Box::new(kind.clone())));
    // Names have no marks of their own.
    Ok(kind.iter().fold(Known::from(made), Known::of_kind).marked(all.any(0)?.has_sensitive()))
}
