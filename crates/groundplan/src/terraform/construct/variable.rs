use super::{Condition, Construct, TypeConstraint};
use crate::terraform::{Block, Key, Literal, Section};

/// An input variable.
///
/// ```
/// use groundplan::terraform::{Address, Condition, Document, TypeConstraint, Variable, call};
/// let size = Address::variable("size").whole();
/// let known = call::contains(["small", "large"], size);
/// let mut document = Document::new();
/// document.file("variables").add(
///     Variable::new("size")
///         .kind(TypeConstraint::String)
///         .default("small")
///         .validation(Condition::new(known, "small or large")),
/// );
/// assert!(document.render()[0].1.contains(r#""condition": "${contains([\"small\", \"large\"], var.size)}""#));
/// ```
#[derive(Clone, Debug)]
pub struct Variable {
    name: Key,
    kind: Option<TypeConstraint>,
    description: Option<String>,
    default: Option<Literal>,
    validations: Vec<Condition>,
    flags: Vec<(&'static str, bool)>,
}

impl Variable {
    /// A variable by its name.
    #[must_use]
    pub fn new(name: impl Into<Key>) -> Self {
        let (kind, description, default) = (None, None, None);
        Self { name: name.into(), kind, description, default, validations: Vec::new(), flags: Vec::new() }
    }

    /// What it takes; anything by default.
    #[must_use]
    pub fn kind(mut self, kind: TypeConstraint) -> Self {
        self.kind = Some(kind);
        self
    }

    /// What it is for.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Its value where none is given. Terraform evaluates nothing here.
    #[must_use]
    pub fn default(mut self, default: impl Into<Literal>) -> Self {
        self.default = Some(default.into());
        self
    }

    /// A condition that a given value must meet.
    #[must_use]
    pub fn validation(mut self, condition: Condition) -> Self {
        self.validations.push(condition);
        self
    }

    /// Whether Terraform hides it in its output.
    #[must_use]
    pub fn sensitive(self, sensitive: bool) -> Self {
        self.flag("sensitive", sensitive)
    }

    /// Whether Terraform keeps it out of plan and state.
    #[must_use]
    pub fn ephemeral(self, ephemeral: bool) -> Self {
        self.flag("ephemeral", ephemeral)
    }

    /// Whether `null` is a value; if not, it stands for the default.
    #[must_use]
    pub fn nullable(self, nullable: bool) -> Self {
        self.flag("nullable", nullable)
    }

    fn flag(mut self, name: &'static str, value: bool) -> Self {
        self.flags.retain(|(known, _)| *known != name);
        self.flags.push((name, value));
        self
    }
}

impl Construct for Variable {
    fn section(&self) -> Section {
        Section::Variable
    }

    fn name(&self) -> Key {
        self.name.clone()
    }

    fn into_block(self) -> Block {
        let mut block = Block::new();
        block.set("type", self.kind.map(Literal::from));
        block.set("description", self.description.map(Literal::from));
        block.set("default", self.default);
        self.flags.into_iter().for_each(|(name, value)| block.set(name, value));
        block.repeat("validation", self.validations.into_iter().map(Condition::into_block));
        block
    }
}
