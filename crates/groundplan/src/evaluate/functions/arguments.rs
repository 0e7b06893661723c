use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::super::convert;
use super::super::evaluator::LONGEST;
use super::super::types::Type;
use super::super::{Known, Outcome, Reason};

/// The arguments of a call, converted to what a function takes.
pub(super) struct Arguments<'a>(pub(super) &'a [Known], pub(super) &'a dyn Fn(u32) -> Outcome<()>);

impl Arguments<'_> {
    /// An argument as it is. One that is not known makes the result so.
    pub(super) fn any(&self, place: usize) -> Outcome<&Known> {
        let known = self.0.get(place).ok_or(Reason::Fails("there are too few arguments"))?;
        known.reason().map_or(Ok(known), Err)
    }

    pub(super) fn text(&self, place: usize) -> Outcome<Arc<str>> {
        convert::text(&self.any(place)?.data)
    }

    pub(super) fn number(&self, place: usize) -> Outcome<Decimal> {
        convert::number(&self.any(place)?.data)
    }

    pub(super) fn integer(&self, place: usize) -> Outcome<i64> {
        whole(self.number(place)?)
    }

    /// The elements of a list, tuple or set, in their order.
    pub(super) fn list(&self, place: usize) -> Outcome<Arc<Vec<Known>>> {
        convert::ordered(self.any(place)?.data.clone())
    }

    /// The same as those of one type.
    pub(super) fn list_of(&self, place: usize, kind: Type) -> Outcome<Vec<Known>> {
        let made = convert::convert(self.any(place)?.clone(), &Type::List(Box::new(kind)))?;
        Ok(convert::elements(made.data)?.to_vec())
    }

    /// The texts of a list; one that is null is refused.
    pub(super) fn texts(&self, place: usize) -> Outcome<Vec<Arc<str>>> {
        self.list_of(place, Type::Text)?.iter().map(|known| convert::text(&known.data)).collect()
    }

    pub(super) fn map(&self, place: usize) -> Outcome<Arc<BTreeMap<Arc<str>, Known>>> {
        convert::entries(self.any(place)?.data.clone())
    }

    /// Counts the steps of comparing so many pairs of values, or of looking at so many bytes.
    pub(super) fn take(&self, pairs: usize) -> Outcome<()> {
        self.1(u32::try_from(pairs / 64).unwrap_or(u32::MAX))
    }

    /// Arguments from a place on.
    pub(super) fn from(&self, place: usize) -> &[Known] {
        self.0.get(place..).unwrap_or_default()
    }
}

/// A text of a length that is allowed.
pub(super) fn bounded(length: usize) -> Outcome<()> {
    if length > LONGEST { Err(Reason::Limit) } else { Ok(()) }
}

/// A whole number.
pub(super) fn whole(number: Decimal) -> Outcome<i64> {
    match number.is_integer() {
        true => i64::try_from(number).map_err(|_| Reason::Limit),
        false => Err(Reason::Fails("a whole number is required")),
    }
}

/// A count or place, which is not negative.
pub(super) fn size(number: i64) -> Outcome<usize> {
    usize::try_from(number).map_err(|_| Reason::Fails("the number must not be negative"))
}

/// The type of a list.
pub(super) fn list_of(kind: Type) -> Type {
    Type::List(Box::new(kind))
}

/// A list of texts.
pub(super) fn texts<T: AsRef<str>>(all: impl IntoIterator<Item = T>) -> Known {
    Known::list(all.into_iter().map(|text| Known::from(text.as_ref())).collect())
        .of_kind(&list_of(Type::Text))
}
