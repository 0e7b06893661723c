//! What one stack makes and another uses, by `from: STACK`: who makes it, and under which names it is exported.

use crate::spec::spec;
use crate::terraform::{Address, Expression};
use crate::unit::label;

spec! {
    /// An environment of another stack that shares what it made: its spec says so under `share`.
    pub struct StackReference by stack {
        /// The stack.
        stack(into): String,
        /// The environment of that stack. Default: the one of the same name.
        environment(into): String,
    }
}

impl StackReference {
    /// The environment of the same name, of a stack.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let network = Network::new().from(StackReference::new("platform").environment("shared"));
    /// ```
    #[must_use]
    pub fn new(stack: impl Into<String>) -> Self {
        Self::default().stack(stack)
    }

    /// The stack, for a message or a decision.
    pub(crate) fn name(&self) -> String {
        let stack = self.stack.as_deref().unwrap_or_default();
        match &self.environment {
            Some(environment) => format!("{stack}/{environment}"),
            None => stack.to_owned(),
        }
    }

    /// Changes for an environment, or the rest where nothing is set yet.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let patch = StackReference::patch().environment("shared");
    /// ```
    #[must_use]
    pub fn patch() -> Self {
        Self::default()
    }
}

impl From<&str> for StackReference {
    fn from(stack: &str) -> Self {
        Self::new(stack)
    }
}

/// What a stack exports of what it shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shared {
    VpcId,
    PrivateSubnetIds,
    PublicSubnetIds,
    ClusterName,
    ListenerArn,
}

impl Shared {
    /// The name of the export, and of the import that reads it.
    pub(crate) fn export(self) -> &'static str {
        match self {
            Self::VpcId => "vpcId",
            Self::PrivateSubnetIds => "privateSubnetIds",
            Self::PublicSubnetIds => "publicSubnetIds",
            Self::ClusterName => "clusterName",
            Self::ListenerArn => "listenerArn",
        }
    }

    /// The value, where another stack shares it.
    pub(crate) fn imported(self) -> Expression {
        Address::local(format!("import_{}", label(self.export()))).whole()
    }
}
