use crate::spec::{Map, spec};
use crate::terraform::Text;

spec! {
    /// A call of a Terraform module. Its source must not move: a git reference, a bounded version, or a
    /// path of this repository.
    pub struct Module named name {
        /// Where it comes from: `terraform-aws-modules/s3-bucket/aws`,
        /// `git::https://example.com/modules.git//queue?ref=v1.4.0`, `../modules/queue`.
        source(into, replaces [version]): String,
        /// The version of a module from a registry: exact, or bounded above (`~> 4.2`).
        version(into): String,
        /// The module's input variables.
        inputs(manual, also ["variables", "vars"]): Map<Text>,
        /// The name that the module call had before. A `moved` block tells Terraform the new address of
        /// everything in the module. Once applied everywhere, it can be removed: no name in AWS follows from
        /// it.
        renamed_from(into, renames): String,
    }
}

impl Module {
    /// A module call by its name.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let queue = Module::new("queue").source("terraform-aws-modules/sqs/aws").version("~> 4.2");
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Sets an input variable of the module.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let queue = Module::new("queue").source("../modules/queue").input("name", "orders");
    /// ```
    #[must_use]
    pub fn input(mut self, name: impl Into<String>, value: impl Into<Text>) -> Self {
        self.inputs.get_or_insert_default().insert(name, value.into());
        self
    }
}
