use crate::spec::{spec, string_enum};
use crate::terraform::{Address, Expression, Ref, Reference, Text};
use crate::unit::label;

use super::value::ExportValue;

string_enum! {
    /// How a value gets from where it is made to where it is used.
    pub enum Transport {
        /// A parameter of AWS Systems Manager, `/STACK/ENVIRONMENT/NAME`. Reading it needs no right to read a
        /// state; it can only be read in its own account and region.
        Parameter = "parameter",
        /// The state of the environment that exports it. An import reads the whole state, across accounts and
        /// regions too.
        State = "state",
    }
}

string_enum! {
    /// The type of a value.
    pub enum ValueType {
        /// Text.
        Text = "text",
        /// A list of texts.
        List = "list",
        /// A number.
        Number = "number",
        /// `true` or `false`.
        Bool = "bool",
    }
}

spec! {
    /// A value that other stacks and environments may use. It becomes an output, and a parameter of AWS
    /// Systems Manager under `/STACK/ENVIRONMENT/NAME`, which holds lists as JSON.
    pub struct Export by value {
        /// The value: text, a reference, or a list of them.
        value(into): ExportValue,
        /// The type of the value. Default: `list` where a list is given, else `text`.
        r#type(manual): ValueType,
        /// What it is, for people who meet it in the console.
        description(into): String,
        /// Whether it is kept out of plans, and encrypted with the environment's key. It is still in the
        /// state; passwords and keys belong in a secret.
        sensitive: bool,
        /// `parameter` makes output and parameter, `state` the output only.
        through: Transport,
    }
}

impl Export {
    /// A value to be exported.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let zones = Export::new(vec!["a", "b"]).description("Where it runs");
    /// let platform = Stack::new("platform").export("vpcId", Network::new().vpc_id()).export("zones", zones);
    /// ```
    #[must_use]
    pub fn new(value: impl Into<ExportValue>) -> Self {
        Self::patch().value(value)
    }

    /// A change of what is exported, for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let production = Environment::production("production").export("vpcId", Export::patch().through(Transport::State));
    /// ```
    #[must_use]
    pub fn patch() -> Self {
        Self::default()
    }

    /// Sets the type of the value.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let ports = Export::new(vec!["80", "443"]).kind(ValueType::List);
    /// ```
    #[must_use]
    pub fn kind(mut self, kind: ValueType) -> Self {
        self.r#type = Some(kind);
        self
    }

    /// The type that is set, or the one that follows from the value.
    pub(crate) fn value_type(&self) -> ValueType {
        let given = match &self.value {
            Some(ExportValue::Many(_)) => ValueType::List,
            _ => ValueType::Text,
        };
        self.r#type.unwrap_or(given)
    }
}

macro_rules! exports {
    ($($type:ty),*) => { $(
        impl From<$type> for Export {
            fn from(value: $type) -> Self {
                Self::new(value)
            }
        }
    )* };
}

impl<K> From<Ref<K>> for Export {
    fn from(value: Ref<K>) -> Self {
        Self::new(value)
    }
}

exports!(&'static str, String, Text, Reference, Expression);

spec! {
    /// A value that another stack or environment exports. In a spec it is used as `{ $import: NAME }`.
    pub struct Import named name {
        /// The stack that exports it. Default: this stack.
        stack(manual): String,
        /// The environment that exports it. Default: the one of the same name.
        environment(into): String,
        /// The name of the export. Default: the name of the import.
        export(into): String,
        /// How it is read. Default: `parameter`.
        through: Transport,
        /// The type of the value. Default: `text`.
        r#type(manual): ValueType,
        /// Whether it is kept out of plans: the same as in the export.
        sensitive: bool,
        /// The AWS account of the environment that exports it, where it differs and its spec is not at hand.
        account(into): String,
        /// The AWS region of parameter and state of what exports it, where it differs and its spec is not at
        /// hand.
        region: crate::unit::Region,
    }
}

impl Import {
    /// A value by its name.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let vpc_id = Import::new("vpcId").from("platform");
    /// let api = EcsFargateService::new("api").env("VPC_ID", vpc_id.value());
    /// let shop = Stack::new("shop").import(vpc_id).service(api);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The stack that exports it.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let vpc_id = Import::new("vpcId").from("platform");
    /// ```
    #[must_use]
    pub fn from(mut self, stack: impl Into<String>) -> Self {
        self.stack = Some(stack.into());
        self
    }

    /// Sets the type of the value.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let zones = Import::new("zones").from("platform").kind(ValueType::List);
    /// ```
    #[must_use]
    pub fn kind(mut self, kind: ValueType) -> Self {
        self.r#type = Some(kind);
        self
    }

    /// Returns a reference to the value, for any setting that takes text or a reference.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let vpc_id = Import::new("vpcId").from("platform");
    /// let api = EcsFargateService::new("api").env("VPC_ID", vpc_id.value());
    /// ```
    #[must_use]
    pub fn value(&self) -> Expression {
        Address::local(format!("import_{}", label(&self.name))).whole()
    }
}
