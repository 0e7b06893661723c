use std::fmt;

use crate::terraform::expression::write_quoted_literal;
use crate::terraform::{Block, Content, Item, Key, Section};

/// The part of a block before its brace: type and labels.
#[derive(Clone, Debug)]
pub(super) struct Header<'a> {
    kind: &'a str,
    labels: Vec<&'a Key>,
}

impl<'a> Header<'a> {
    /// The header of a top-level block.
    pub(super) fn of(item: &'a Item) -> Self {
        let typed = item.section.is_typed().then_some(&item.resource_type);
        let named = (!item.section.is_unnamed() && item.section != Section::Locals).then_some(&item.name);
        Self { kind: item.section.name(), labels: typed.into_iter().chain(named).collect() }
    }

    /// The names that lead to it in a document.
    pub(super) fn path(&self) -> String {
        let labels = self.labels.iter().map(|label| label.as_str());
        [self.kind].into_iter().chain(labels).collect::<Vec<_>>().join(".")
    }

    /// The headers and bodies of nested blocks. Where Terraform wants labels, the document has them as names of
    /// the blocks inside, as Terraform's JSON syntax does.
    pub(super) fn nested(kind: &'a Key, body: &'a Block, labels: usize) -> Vec<(Self, &'a Block)> {
        let mut found = vec![(Self { kind, labels: Vec::new() }, body)];
        for _ in 0..labels {
            found = found.into_iter().flat_map(|(header, body)| header.labelled(body)).collect();
        }
        found
    }

    fn labelled(self, body: &'a Block) -> Vec<(Self, &'a Block)> {
        let with = |label: &'a Key| {
            let labels = self.labels.iter().copied().chain([label]).collect();
            Self { kind: self.kind, labels }
        };
        let bodies = body
            .entries()
            .flat_map(|(label, content)| blocks(content).into_iter().map(move |body| (label, body)));
        bodies.map(|(label, body)| (with(label), body)).collect()
    }
}

/// The bodies that a content holds.
pub(super) fn blocks(content: &Content) -> Vec<&Block> {
    match content {
        Content::Block(block) => vec![block],
        Content::Blocks(blocks) => blocks.iter().collect(),
        _ => Vec::new(),
    }
}

impl fmt::Display for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)?;
        for label in &self.labels {
            f.write_str(" \"")?;
            write_quoted_literal(f, label)?;
            f.write_str("\"")?;
        }
        f.write_str(" {")
    }
}
