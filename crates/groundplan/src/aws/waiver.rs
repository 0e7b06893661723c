//! Rules that are broken on purpose: why, and where.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::diagnostic::{Diagnostic, Scope};
use crate::spec::{Field, Map, Node, Reader, spec};

spec! {
    /// Why a rule is broken on purpose, and where: in the whole environment, or for one service or one variable of it.
    pub struct Waiver by reason {
        /// Why, for those who meet it later. It is written into the output.
        reason(into, also ["because", "why"]): String,
        /// The service for which the rule is broken; of others it is reported all the same.
        service(into): String,
        /// The environment variable for which the rule is broken.
        variable(into, also ["env", "name"]): String,
    }
}

impl Waiver {
    /// Breaks a rule wherever it is broken.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let production = Environment::production("production")
    ///     .waive(Rule::SECRET_IN_ENV, Waiver::new("a hint that everybody may read").service("api").variable("PASSWORD_HINT"));
    /// ```
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self::default().reason(reason)
    }

    /// Whether a reason is given.
    pub(crate) fn has_reason(&self) -> bool {
        self.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty())
    }

    /// Whether it is for what a finding about this part of the spec is about.
    pub(crate) fn covers(&self, scope: &Scope<'_>) -> bool {
        let fits =
            |wanted: &Option<String>, given: Option<&str>| wanted.is_none() || wanted.as_deref() == given;
        fits(&self.service, scope.service) && fits(&self.variable, scope.variable)
    }

    fn is_for_the_same(&self, other: &Self) -> bool {
        (&self.service, &self.variable) == (&other.service, &other.variable)
    }
}

impl From<&str> for Waiver {
    fn from(reason: &str) -> Self {
        Self::new(reason)
    }
}

impl From<String> for Waiver {
    fn from(reason: String) -> Self {
        Self::new(reason)
    }
}

/// The waivers of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waivers(Vec<Waiver>);

impl Waivers {
    /// The waivers, in the order written.
    pub fn iter(&self) -> impl Iterator<Item = &Waiver> {
        self.0.iter()
    }

    /// Adds a waiver; one for the same service and variable is replaced.
    pub fn add(&mut self, waiver: Waiver) {
        match self.0.iter_mut().find(|known| known.is_for_the_same(&waiver)) {
            Some(known) => *known = waiver,
            None => self.0.push(waiver),
        }
    }

    /// The reason for which what is found may be so, if one is given.
    pub(crate) fn reason<'a>(all: &'a Map<Waivers>, finding: &Diagnostic) -> Option<&'a str> {
        let scope = finding.path.scope();
        let mut waivers = all.get(&finding.rule.waiver()?)?.iter();
        waivers.find(|waiver| waiver.has_reason() && waiver.covers(&scope))?.reason.as_deref()
    }
}

impl Field for Waivers {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        Field::read(node, reader).map(Self)
    }

    fn write(&self) -> Node {
        match self.0.as_slice() {
            [only] => only.write(),
            several => several.to_vec().write(),
        }
    }
}

impl JsonSchema for Waivers {
    fn schema_name() -> Cow<'static, str> {
        "Waivers".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Vec<Waiver>>()
    }
}
