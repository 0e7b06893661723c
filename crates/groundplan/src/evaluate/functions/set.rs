use super::super::convert::{convert, elements, set};
use super::super::types::{Type, unify};
use super::super::{Data, Known, Outcome, Reason};
use super::arguments::Arguments;
use super::{Native, of, shallow};

pub(super) const TABLE: &[Native] = &[
    of("setintersection", |all| {
        folded(all, |one, other| one.into_iter().filter(|known| other.contains(known)).collect())
    }),
    shallow("setproduct", setproduct),
    of("setsubtract", |all| {
        folded(all, |one, other| one.into_iter().filter(|known| !other.contains(known)).collect())
    }),
    of("setunion", |all| folded(all, |one, other| one.into_iter().chain(other.iter().cloned()).collect())),
];

/// All arguments as sets of one type, one after the other combined with what came before.
fn folded(all: &Arguments<'_>, combine: fn(Vec<Known>, &[Known]) -> Vec<Known>) -> Outcome {
    let lists = (0..all.0.len()).map(|place| all.list_of(place, Type::Any)).collect::<Outcome<Vec<_>>>()?;
    let kinds: Vec<Type> = all.0.iter().map(element).collect();
    let is_null = |kind: &Type| *kind == Type::Any;
    let is_whole = |kind: &Type| matches!(kind, Type::Object(_) | Type::Tuple(_));
    if kinds.iter().any(is_null) && kinds.iter().any(is_whole) {
        // Terraform refuses some of these.
        return Err(Reason::Uncertain);
    }
    let kind = unify(kinds).ok_or(Reason::Fails("all elements must have one type"))?;
    let mut made: Option<Vec<Known>> = None;
    for list in lists {
        let known = set(list, &kind)?;
        if let Some(reason) = known.first_unknown() {
            return Err(reason);
        }
        let own = elements(known.data)?;
        all.take(made.as_ref().map_or(0, Vec::len).saturating_mul(own.len()))?;
        made = Some(made.map_or_else(|| own.to_vec(), |made| combine(made, &own)));
    }
    Ok(set(made.ok_or(Reason::Uncertain)?, &kind)?.of_kind(&Type::Set(Box::new(kind))))
}

/// How many values are in all combinations at most.
const MOST: usize = 30_000;

fn setproduct(all: &Arguments<'_>) -> Outcome {
    let is_set = all.0.iter().any(|known| matches!(known.data, Data::Set(_)));
    let mut made: Vec<Vec<Known>> = vec![Vec::new()];
    let mut kinds = Vec::new();
    for place in 0..all.0.len() {
        let list = all.list_of(place, Type::Any)?;
        kinds.push(element(all.any(place)?));
        if made.len().saturating_mul(list.len()).saturating_mul(place + 1) > MOST {
            return Err(Reason::Limit);
        }
        all.take(64 * made.len() * list.len() * (place + 1))?;
        let longer = |start: &Vec<Known>| {
            let longer = list.iter().map(|known| start.iter().chain([known]).cloned().collect());
            longer.collect::<Vec<Vec<Known>>>()
        };
        made = made.iter().flat_map(longer).collect();
    }
    let made = made.into_iter().map(Known::tuple).collect();
    let kind = Box::new(Type::Tuple(kinds));
    match is_set {
        true => Ok(convert(Known::list(made), &Type::Set(Box::new(Type::Any)))?.of_kind(&Type::Set(kind))),
        false => Ok(Known::list(made).of_kind(&Type::List(kind))),
    }
}

/// The type of the elements of a list, tuple or set.
fn element(known: &Known) -> Type {
    match Type::of(known) {
        Type::Tuple(kinds) => unify(kinds).unwrap_or(Type::Unsure),
        kind => kind.element().cloned().unwrap_or(Type::Lost),
    }
}
