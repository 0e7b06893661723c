use std::ops::Deref;

use super::Decimal;
use super::count::{self, Unknown};
use super::index::Index;
use crate::model::Place;
use crate::terraform::{Reference, Value};

/// A managed resource as its family sees it: its arguments, and what else the document says about it.
///
/// An argument that is left out has its default; one whose value is not known stops the family, which the
/// bill then says.
pub(crate) struct Resource<'a> {
    place: Place<'a>,
    pub(crate) index: &'a Index<'a>,
}

impl<'a> Deref for Resource<'a> {
    type Target = Place<'a>;

    fn deref(&self) -> &Place<'a> {
        &self.place
    }
}

impl<'a> Resource<'a> {
    pub(crate) fn new(place: Place<'a>, index: &'a Index<'a>) -> Self {
        Self { place, index }
    }

    /// A nested block, or another resource, with the same document around it.
    pub(crate) fn at(&self, place: Place<'a>) -> Self {
        Self { place, index: self.index }
    }

    /// The first nested block of a name.
    pub(crate) fn within(&self, name: &str) -> Option<Self> {
        self.block(name).map(|place| self.at(place))
    }

    /// The number that an argument is.
    pub(crate) fn number(&self, name: &str) -> Result<Option<Decimal>, Unknown> {
        let Some(value) = self.value(name) else { return Ok(None) };
        count::number(value).map(Some).ok_or_else(|| self.unknown(name, value))
    }

    /// The word that an argument is, or its default.
    pub(crate) fn word(&self, name: &str, default: &'static str) -> Result<&'a str, Unknown> {
        match self.value(name) {
            None => Ok(self.text(name).unwrap_or(default)),
            Some(value) => crate::model::text(value).ok_or_else(|| self.unknown(name, value)),
        }
    }

    /// Whether an argument is `true`, or its default.
    pub(crate) fn truth(&self, name: &str, default: bool) -> Result<bool, Unknown> {
        match self.value(name) {
            None => Ok(default),
            Some(value) => self.boolean(name).ok_or_else(|| self.unknown(name, value)),
        }
    }

    /// How many elements a list or set has.
    pub(crate) fn length(&self, name: &str) -> Result<Decimal, Unknown> {
        let Some(value) = self.value_of(name) else { return Ok(Decimal::ZERO) };
        count::length(self.place.model, value)
            .ok_or_else(|| self.unknown(name, self.place.model.follow(value)))
    }

    /// The resource of one of these types that an argument refers to.
    pub(crate) fn target(&self, name: &str, kinds: &[&str]) -> Option<Self> {
        self.model.target(self.reference(name)?, kinds).map(|place| self.at(place))
    }

    /// The address of what an argument refers to, where it is a resource of these types.
    pub(crate) fn target_address(&self, name: &str, kinds: &[&str]) -> Option<String> {
        let known = |reference: &&Reference| kinds.contains(&reference.address.resource_type.as_str());
        self.reference(name).filter(known).map(Reference::target)
    }

    /// The resource itself as references name it.
    pub(crate) fn address(&self) -> String {
        format!("{}.{}", self.item.resource_type, self.item.name)
    }

    fn unknown(&self, name: &str, value: &Value) -> Unknown {
        Unknown::new(format!("`{name}` is {}, which is not known", count::shown(value)))
    }
}
