use std::collections::BTreeMap;
use std::sync::Arc;

use super::BlockSchema;

/// What has a schema of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The settings of a provider.
    Provider,
    /// A type of managed resources.
    Resource,
    /// A type of data sources.
    Data,
    /// A type of ephemeral resources.
    Ephemeral,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Provider, Self::Resource, Self::Data, Self::Ephemeral];

    /// The name of the top-level block in Terraform.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Resource => "resource",
            Self::Data => "data",
            Self::Ephemeral => "ephemeral",
        }
    }

    /// The kind of a top-level block.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What people call it.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Resource => "resource",
            Self::Data => "data source",
            Self::Ephemeral => "ephemeral resource",
        }
    }
}

/// A whole provider, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Provider {
    pub(super) source: String,
    pub(super) version: String,
    pub(super) block: BlockSchema,
    pub(super) resources: BTreeMap<String, BlockSchema>,
    pub(super) data: BTreeMap<String, BlockSchema>,
    pub(super) ephemerals: BTreeMap<String, BlockSchema>,
}

/// The version if unknown: the output of `terraform providers schema -json` lacks it.
pub(super) const UNKNOWN_VERSION: &str = "-";

impl Provider {
    pub(super) fn types(&self) -> impl Iterator<Item = (Kind, &str, &BlockSchema)> {
        let resources = self.resources.iter().map(|(name, block)| (Kind::Resource, name.as_str(), block));
        let data = self.data.iter().map(|(name, block)| (Kind::Data, name.as_str(), block));
        let ephemerals = self.ephemerals.iter().map(|(name, block)| (Kind::Ephemeral, name.as_str(), block));
        resources.chain(data).chain(ephemerals)
    }

    pub(super) fn of_kind(&mut self, kind: Kind) -> Option<&mut BTreeMap<String, BlockSchema>> {
        match kind {
            Kind::Provider => None,
            Kind::Resource => Some(&mut self.resources),
            Kind::Data => Some(&mut self.data),
            Kind::Ephemeral => Some(&mut self.ephemerals),
        }
    }

    /// Marks everything as deprecated that an older version marks, and that is still there.
    pub(super) fn deprecate_as(&mut self, older: &Provider) {
        deprecate(&mut self.block, &older.block);
        let pairs = [
            (&mut self.resources, &older.resources),
            (&mut self.data, &older.data),
            (&mut self.ephemerals, &older.ephemerals),
        ];
        for (types, older) in pairs {
            for (name, block) in types {
                older.get(name).into_iter().for_each(|older| deprecate(block, older));
            }
        }
    }
}

fn deprecate(block: &mut BlockSchema, older: &BlockSchema) {
    take(&mut block.deprecated, older.deprecated.as_ref());
    for (name, attribute) in &mut block.attributes {
        let Some(older) = older.attributes.get(name) else { continue };
        take(&mut attribute.deprecated, older.deprecated.as_ref());
        if let Some((nested, older)) = attribute.nested.as_mut().zip(older.nested.as_ref()) {
            deprecate(Arc::make_mut(&mut nested.block), &older.block);
        }
    }
    for (name, nested) in &mut block.blocks {
        let older = older.blocks.get(name);
        older.into_iter().for_each(|older| deprecate(Arc::make_mut(&mut nested.block), &older.block));
    }
}

/// A message that is known already stays.
fn take(deprecated: &mut Option<String>, older: Option<&String>) {
    if deprecated.is_none() {
        *deprecated = older.cloned();
    }
}
