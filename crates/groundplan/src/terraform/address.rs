use std::fmt;

use super::identifier::is_identifier;
use super::{Expression, Key, Reference};

/// What kind of object an [`Address`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// A managed resource: `aws_vpc.main`.
    Resource,
    /// A data source: `data.aws_partition.current`.
    Data,
    /// An ephemeral resource, which Terraform keeps neither in plan nor state:
    /// `ephemeral.aws_secretsmanager_secret_version.db`.
    Ephemeral,
    /// An action, which no value can refer to: `action.aws_lambda_invoke.warm`.
    Action,
    /// An input variable: `var.api_tag`.
    Variable,
    /// A local value: `local.api_container`.
    Local,
    /// A module call: `module.database`.
    Module,
    /// An output value; nothing in the same module can refer to it.
    Output,
    /// A check; nothing can refer to it.
    Check,
}

/// The name of one object of a root module. It is a contract: Terraform takes a changed address for
/// another object and replaces what runs.
///
/// ```
/// use groundplan::terraform::Address;
/// let vpc = Address::resource("aws_vpc", "main");
/// assert_eq!(vpc.to_string(), "aws_vpc.main");
/// assert_eq!(vpc.attr("id").to_string(), "aws_vpc.main.id");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The label. It comes first, since addresses are sorted to be found again: labels differ in their
    /// first characters, types only after `aws_`.
    pub name: Key,
    /// The type of a resource, a data source or an action; empty for the other modes.
    pub resource_type: Key,
    /// Resource, data source, variable, …
    pub mode: Mode,
}

/// An address to look something up by, without a copy of its names; in the order of addresses.
pub(crate) type AddressKey<'a> = (&'a str, &'a str, Mode);

impl Address {
    /// What it is looked up by.
    pub(crate) fn key(&self) -> AddressKey<'_> {
        (&self.name, &self.resource_type, self.mode)
    }

    /// The address of a managed resource.
    #[must_use]
    pub fn resource(resource_type: impl Into<Key>, name: impl Into<Key>) -> Self {
        Self { mode: Mode::Resource, resource_type: resource_type.into(), name: name.into() }
    }

    /// The address of a data source.
    #[must_use]
    pub fn data(resource_type: impl Into<Key>, name: impl Into<Key>) -> Self {
        Self { mode: Mode::Data, resource_type: resource_type.into(), name: name.into() }
    }

    /// The address of an ephemeral resource.
    #[must_use]
    pub fn ephemeral(resource_type: impl Into<Key>, name: impl Into<Key>) -> Self {
        Self { mode: Mode::Ephemeral, resource_type: resource_type.into(), name: name.into() }
    }

    /// The address of an input variable.
    #[must_use]
    pub fn variable(name: impl Into<Key>) -> Self {
        Self { mode: Mode::Variable, resource_type: Key::EMPTY, name: name.into() }
    }

    /// The address of a local value.
    #[must_use]
    pub fn local(name: impl Into<Key>) -> Self {
        Self { mode: Mode::Local, resource_type: Key::EMPTY, name: name.into() }
    }

    /// The address of a module call.
    #[must_use]
    pub fn module(name: impl Into<Key>) -> Self {
        Self { mode: Mode::Module, resource_type: Key::EMPTY, name: name.into() }
    }

    /// The name of an output value.
    #[must_use]
    pub fn output(name: impl Into<Key>) -> Self {
        Self { mode: Mode::Output, resource_type: Key::EMPTY, name: name.into() }
    }

    /// The name of a check.
    #[must_use]
    pub fn check(name: impl Into<Key>) -> Self {
        Self { mode: Mode::Check, resource_type: Key::EMPTY, name: name.into() }
    }

    /// Parses an address: `aws_vpc.main`, `data.aws_partition.current`, `module.queue`.
    ///
    /// ```
    /// use groundplan::terraform::Address;
    /// assert_eq!(Address::parse("aws_vpc.main"), Some(Address::resource("aws_vpc", "main")));
    /// assert_eq!(Address::parse("aws_vpc.main.id"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let named = text.strip_prefix("output.").map(|name| Self::output(name.to_owned()));
        let named = named.or_else(|| text.strip_prefix("check.").map(|name| Self::check(name.to_owned())));
        if let Some(address) = named {
            return is_identifier(&address.name).then_some(address);
        }
        let reference = Reference::parse(&format!("{text}.x"))?;
        (reference.path == "x").then_some(reference.address)
    }

    /// A reference to an attribute: `aws_vpc.main.id`. The path may go deeper: `names[0]`.
    #[must_use]
    pub fn attr(&self, path: impl Into<Key>) -> Reference {
        Reference { address: self.clone(), path: path.into() }
    }

    /// A reference to the whole object: `var.api_tag`, `local.api_container`.
    #[must_use]
    pub fn whole(&self) -> Expression {
        Expression::Reference(Reference { address: self.clone(), path: Key::EMPTY })
    }
}

impl Address {
    /// What it is written as, piece by piece: rendering joins them without a formatter.
    pub(super) fn pieces(&self) -> [&str; 4] {
        let (kind, name) = (self.resource_type.as_str(), self.name.as_str());
        match self.mode {
            Mode::Resource => ["", kind, ".", name],
            Mode::Data => ["data.", kind, ".", name],
            Mode::Ephemeral => ["ephemeral.", kind, ".", name],
            Mode::Action => ["action.", kind, ".", name],
            Mode::Variable => ["var.", "", "", name],
            Mode::Local => ["local.", "", "", name],
            Mode::Module => ["module.", "", "", name],
            Mode::Output => ["output.", "", "", name],
            Mode::Check => ["check.", "", "", name],
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().into_iter().try_for_each(|piece| f.write_str(piece))
    }
}
