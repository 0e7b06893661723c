use crate::terraform::{Argument, Block, Content, Key, Literal, Names, Reference, Text, Value};

/// What must hold, and what Terraform says when it does not.
///
/// Terraform wants the condition to refer to something: what is always true is not a condition.
#[derive(Clone, Debug)]
pub struct Condition {
    condition: Value,
    error_message: Text,
}

impl Condition {
    /// A condition and the message of the error.
    #[must_use]
    pub fn new(condition: impl Into<Value>, error_message: impl Into<Text>) -> Self {
        Self { condition: condition.into(), error_message: error_message.into() }
    }

    pub(super) fn into_block(self) -> Block {
        let mut block = Block::new();
        block.set("condition", self.condition);
        block.set("error_message", self.error_message);
        block
    }
}

/// How Terraform treats a resource: the `lifecycle` block.
///
/// ```
/// use groundplan::terraform::{Block, Condition, Document, Expression, Lifecycle};
/// let mut body = Block::new();
/// let zones = Expression::symbol("self.availability_zone").not_equal("");
/// body.set("lifecycle", Lifecycle::new().prevent_destroy(true).ignore_changes(["tags"]).postcondition(Condition::new(zones, "no zone")));
/// let mut document = Document::new();
/// document.file("main").resource("aws_subnet", "a", body);
/// assert!(document.render()[0].1.contains(r#""prevent_destroy": true"#));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lifecycle {
    create_before_destroy: Option<bool>,
    prevent_destroy: Option<bool>,
    ignore_all: bool,
    ignore_changes: Vec<Key>,
    replace_triggered_by: Vec<Reference>,
    preconditions: Vec<Condition>,
    postconditions: Vec<Condition>,
}

impl Lifecycle {
    /// Terraform's own ways.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the new one before the old one goes. Never an expression.
    #[must_use]
    pub fn create_before_destroy(mut self, value: bool) -> Self {
        self.create_before_destroy = Some(value);
        self
    }

    /// Refuses a plan that would destroy it. Never an expression.
    #[must_use]
    pub fn prevent_destroy(mut self, value: bool) -> Self {
        self.prevent_destroy = Some(value);
        self
    }

    /// Leaves these arguments to others: `desired_count`, `tags["owner"]`.
    #[must_use]
    pub fn ignore_changes<K: Into<Key>>(mut self, arguments: impl IntoIterator<Item = K>) -> Self {
        self.ignore_changes.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// Leaves all arguments to others: made and destroyed, never changed.
    #[must_use]
    pub fn ignore_all_changes(mut self) -> Self {
        self.ignore_all = true;
        self
    }

    /// Replaces it whenever one of these changes.
    #[must_use]
    pub fn replace_triggered_by(mut self, references: impl IntoIterator<Item = Reference>) -> Self {
        self.replace_triggered_by.extend(references);
        self
    }

    /// What must hold before anything is done.
    #[must_use]
    pub fn precondition(mut self, condition: Condition) -> Self {
        self.preconditions.push(condition);
        self
    }

    /// What must hold afterwards.
    #[must_use]
    pub fn postcondition(mut self, condition: Condition) -> Self {
        self.postconditions.push(condition);
        self
    }
}

impl Argument for Lifecycle {
    fn into_content(self) -> Option<Content> {
        let mut block = Block::new();
        block.set("create_before_destroy", self.create_before_destroy.map(Value::from));
        block.set("prevent_destroy", self.prevent_destroy.map(Value::from));
        if self.ignore_all {
            block.set("ignore_changes", Literal::bare("all"));
        } else {
            block.set("ignore_changes", Names(self.ignore_changes));
        }
        let triggers = self.replace_triggered_by.iter().map(|reference| reference.to_string().into());
        block.set("replace_triggered_by", Names(triggers.collect()));
        block.repeat("precondition", self.preconditions.into_iter().map(Condition::into_block));
        block.repeat("postcondition", self.postconditions.into_iter().map(Condition::into_block));
        (!block.is_empty()).then_some(Content::Block(block))
    }
}
