use super::{Condition, Construct};
use crate::terraform::{Block, Content, Key, Section};

/// Something that is watched at every plan and apply: when it does not hold, Terraform warns and goes on.
#[derive(Clone, Debug)]
pub struct Check {
    name: Key,
    data: Option<(Key, Key, Block)>,
    assertions: Vec<Condition>,
}

impl Check {
    /// A check by its name.
    #[must_use]
    pub fn new(name: impl Into<Key>) -> Self {
        Self { name: name.into(), data: None, assertions: Vec::new() }
    }

    /// Reads a data source that only this check refers to; trouble with it is a warning as well.
    #[must_use]
    pub fn data(mut self, kind: impl Into<Key>, name: impl Into<Key>, body: Block) -> Self {
        self.data = Some((kind.into(), name.into(), body));
        self
    }

    /// What should hold.
    #[must_use]
    pub fn assert(mut self, condition: Condition) -> Self {
        self.assertions.push(condition);
        self
    }
}

impl Construct for Check {
    fn section(&self) -> Section {
        Section::Check
    }

    fn name(&self) -> Key {
        self.name.clone()
    }

    fn into_block(self) -> Block {
        let mut block = Block::new();
        if let Some((kind, name, body)) = self.data {
            let mut labelled = Block::new();
            labelled.put(name, Content::Block(body));
            let mut typed = Block::new();
            typed.put(kind, Content::Block(labelled));
            block.put("data", Content::Block(typed));
        }
        block.repeat("assert", self.assertions.into_iter().map(Condition::into_block));
        block
    }
}
