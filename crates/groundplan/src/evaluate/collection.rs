//! `for`, as an expression and in templates.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::convert::{boolean, ordered, text};
use super::expression::failing;
use super::scope::Scope;
use super::{Data, Evaluator, Known, Outcome, Reason};
use crate::terraform::{Expression, For, Key, Value};

/// The elements of a collection, each with its key or index.
pub(super) fn pairs(known: &Known) -> Outcome<Vec<(Known, Known)>> {
    match &known.data {
        Data::Object(all) | Data::Map(all) => {
            Ok(all.iter().map(|(key, value)| (Known::from(&**key), value.clone())).collect())
        }
        Data::Set(_) => {
            Ok(ordered(known.data.clone())?.iter().map(|value| (value.clone(), value.clone())).collect())
        }
        Data::Unknown(unknown) => Err(unknown.reason),
        Data::Null => Err(Reason::Fails("a null value cannot be iterated over")),
        data => {
            let indices = (0_i64..).map(Known::from);
            Ok(indices.zip(ordered(data.clone())?.iter().cloned()).collect())
        }
    }
}

/// What a `for` makes so far.
#[derive(Default)]
struct Made {
    elements: Vec<Known>,
    entries: BTreeMap<Arc<str>, Vec<Known>>,
    is_sensitive: bool,
}

impl Evaluator<'_> {
    pub(super) fn collection(&self, each: &For, scope: Scope<'_>) -> Known {
        let collection = self.eval(each.collection(), scope);
        let is_sensitive = collection.is_sensitive();
        let made = pairs(&collection).and_then(|pairs| self.elements(each, pairs, scope.over(&collection)));
        let made = made.unwrap_or_else(|reason| {
            Known::left_over(reason, is_sensitive, || self.left_of_for(each, &collection, scope))
        });
        self.fitting(made.marked(is_sensitive))
    }

    fn elements(&self, each: &For, pairs: Vec<(Known, Known)>, scope: Scope<'_>) -> Outcome {
        let mut made = Made::default();
        for (key, value) in pairs {
            self.element(each, key, value, scope, &mut made)?;
        }
        let is_object = each.body().is_some_and(|(key, _)| key.is_some());
        let is_sensitive = made.is_sensitive;
        let known = if is_object {
            entries(each, made)?
        } else {
            failing(&made.elements).unwrap_or_else(|| Known::tuple(made.elements))
        };
        Ok(known.marked(is_sensitive))
    }

    fn element(
        &self,
        each: &For,
        key: Known,
        value: Known,
        scope: Scope<'_>,
        made: &mut Made,
    ) -> Outcome<()> {
        self.take(1)?;
        let (name_of_key, name) = each.bound();
        let key = scope.bind(name_of_key.map_or("", Key::as_str), key);
        let scope = scope.within(&key);
        let value = scope.bind(name, value);
        let scope = scope.within(&value);
        if let Some(condition) = each.condition() {
            let condition = self.eval(condition, scope);
            made.is_sensitive |= condition.is_sensitive();
            if !boolean(&condition.data)? {
                return Ok(());
            }
        }
        let (key, value) = each.body().ok_or(Reason::Uncertain)?;
        let value = self.eval(value, scope);
        match key {
            None => made.elements.push(value),
            Some(key) => {
                let key = self.eval(key, scope);
                made.is_sensitive |= key.is_sensitive();
                made.entries.entry(text(&key.data)?).or_default().push(value);
            }
        }
        Ok(())
    }

    /// What is left of a `for`: its names stand for themselves in what it makes of each element.
    fn left_of_for(&self, each: &For, collection: &Known, scope: Scope<'_>) -> Option<Value> {
        let (key, value) = each.bound();
        // What is left of something around it may hold this name.
        if scope.binds(value) || key.is_some_and(|key| scope.binds(key)) {
            return None;
        }
        let itself =
            |name: &Key| Known::unknown(Reason::Apply, Some(Expression::symbol(name.clone()).into()));
        let key = scope.bind(key.map_or("", Key::as_str), key.map_or_else(|| Data::Null.into(), itself));
        let inner = scope.within(&key);
        let value = inner.bind(value, itself(value));
        let inner = inner.within(&value);
        let mut is_first = true;
        let left = each.with_values(&mut |value| match std::mem::take(&mut is_first) {
            true => self.left(collection, value, scope),
            false => self.left(&self.eval(value, inner), value, inner),
        })?;
        Some(Expression::For(Box::new(left)).into())
    }
}

/// An object of entries. What an object with computed keys is read as has the form of a `for`, in which two entries with
/// one key replace each other; in one that the user wrote they fail.
fn entries(each: &For, made: Made) -> Outcome {
    let is_written = each.bound().1 == "entry" && matches!(each.collection(), Value::List(_));
    let entry = |(key, mut values): (Arc<str>, Vec<Known>)| {
        let value = match each.is_grouped() {
            true => failing(&values).unwrap_or_else(|| Known::tuple(values)),
            false if values.len() > 1 && is_written => return Err(Reason::Uncertain),
            false if values.len() > 1 => return Err(Reason::Fails("two elements have one key")),
            false => values.pop().ok_or(Reason::Uncertain)?,
        };
        Ok((key, value))
    };
    let entries = made.entries.into_iter().map(entry).collect::<Outcome<Vec<_>>>()?;
    let fails = entries
        .iter()
        .find_map(|(_, value)| value.reason().filter(|reason| matches!(reason, Reason::Fails(_))));
    fails.map_or_else(|| Ok(Known::object(entries)), Err)
}
