//! What differs in one instance of several, where `for_each` gives it other values than before.

use super::arguments::{Differing, compare};
use super::between::{Pair, kind_of};
use super::instances::Values;
use super::known::{Known, Open, at};
use crate::schema::Schema;

/// The arguments that differ in an instance; `None` where it is not known what its values make of them.
pub(super) fn of_instance(
    pair: &Pair<'_>,
    key: &str,
    (old, new): &Values,
    schema: Option<&Schema>,
) -> Option<Vec<Differing>> {
    let key = key.strip_prefix("[\"").and_then(|key| key.strip_suffix("\"]"))?;
    let (before, after) = (with_values(&pair.before, key, old)?, with_values(&pair.after, key, new)?);
    let kind = schema.and_then(|schema| schema.resource(kind_of(pair)));
    Some(unignored(compare(&before, &after, kind.as_deref()), &after))
}

/// What `ignore_changes` leaves to others does not count.
pub(super) fn unignored(mut differing: Vec<Differing>, body: &Known) -> Vec<Differing> {
    differing.retain(|one| !is_ignored(&one.fact, body));
    differing
}

/// Whether `ignore_changes` leaves an argument alone.
pub(super) fn is_ignored(fact: &str, body: &Known) -> bool {
    let ignores = |name: &str| {
        let name = name.trim_matches('"').split('[').next().unwrap_or_default();
        name == "all" || fact == name || fact.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
    };
    match at(body, &["lifecycle", "ignore_changes"]) {
        Known::List(names) => names.iter().any(|name| ignores(&name.text())),
        Known::Absent => false,
        one => ignores(&one.text()),
    }
}

/// What is known with `each.key` and `each.value`; `None` where an expression of them is not.
fn with_values(known: &Known, key: &str, value: &Known) -> Option<Known> {
    match known {
        Known::Absent | Known::Scalar(_) => Some(known.clone()),
        Known::List(all) => {
            all.iter().map(|one| with_values(one, key, value)).collect::<Option<_>>().map(Known::List)
        }
        Known::Object(all) => {
            let entry = |(name, one): (&String, &Known)| Some((name.clone(), with_values(one, key, value)?));
            all.iter().map(entry).collect::<Option<_>>().map(Known::Object)
        }
        Known::Open(open) if !open.text.contains("each.") => Some(known.clone()),
        Known::Open(open) => each(&open.text, key, value).or_else(|| text(open, key, value)),
    }
}

/// `each.key`, `each.value`, or an attribute of it.
fn each(text: &str, key: &str, value: &Known) -> Option<Known> {
    if text == "each.key" {
        return Some(Known::Scalar(key.to_owned()));
    }
    let path = text.strip_prefix("each.value")?;
    let steps: Vec<&str> = path.split('.').skip(1).collect();
    let is_path = path.is_empty() || path.starts_with('.');
    let found = is_path.then(|| at(value, &steps).clone())?;
    (!path.contains(['[', ' ', '('])).then_some(found)
}

/// Text around such expressions.
fn text(open: &Open, key: &str, value: &Known) -> Option<Known> {
    let mut joined = String::new();
    let mut expressions = open.template.expressions.iter();
    for literal in &open.template.literals {
        joined += literal;
        if let Some(expression) = expressions.next() {
            let Known::Scalar(scalar) = each(expression, key, value)? else { return None };
            joined += &scalar;
        }
    }
    (!open.template.literals.is_empty() && expressions.next().is_none()).then_some(Known::Scalar(joined))
}
