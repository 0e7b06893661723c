use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Field, Type};
use crate::unit::sort_by;

/// The content of a block: attributes and nested blocks, each in the order of names.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlockSchema {
    pub(super) attributes: BTreeMap<String, Attribute>,
    pub(super) blocks: BTreeMap<String, NestedBlock>,
    /// Set when the provider means to drop it: the provider's message, empty where there is none.
    pub deprecated: Option<String>,
    /// What another version of the provider has here, and this one has not.
    pub(super) elsewhere: BTreeMap<String, Elsewhere>,
}

/// The version of the provider that has what another one lacks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Elsewhere {
    /// A newer one: the oldest that is known to have it.
    Newer(String),
    /// An older one: what to write instead, empty where nothing is known.
    Older(String),
}

/// One argument or attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attribute {
    /// Has to be set.
    pub required: bool,
    /// May be set.
    pub optional: bool,
    /// The provider sets it, at least where the configuration does not.
    pub computed: bool,
    /// Terraform hides the value.
    pub sensitive: bool,
    /// Can be set, but is kept nowhere and cannot be read.
    pub write_only: bool,
    /// Set when the provider means to drop it: the provider's message, empty where there is none.
    pub deprecated: Option<String>,
    /// The type of the value.
    pub ty: Type,
    /// What the provider says about the parts of the value, where it says more than the type.
    pub nested: Option<NestedBlock>,
}

/// How often a nested block may occur, and its content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NestedBlock {
    /// How several of them are kept.
    pub nesting: Nesting,
    /// At least so many.
    pub min: u64,
    /// At most so many.
    pub max: Option<u64>,
    /// What is in each.
    pub block: Arc<BlockSchema>,
}

/// How nested blocks of one name are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nesting {
    /// One.
    Single,
    /// One; all its attributes are null where it is left out.
    Group,
    /// In the order written.
    List,
    /// Without order.
    Set,
    /// By label.
    Map,
}

impl BlockSchema {
    /// An attribute by its name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.get(name)
    }

    /// A nested block by its name.
    #[must_use]
    pub fn block(&self, name: &str) -> Option<&NestedBlock> {
        self.blocks.get(name)
    }

    /// All attributes, in the order of names.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &Attribute)> {
        self.attributes.iter().map(|(name, attribute)| (name.as_str(), attribute))
    }

    /// All nested blocks, in the order of names.
    pub fn blocks(&self) -> impl Iterator<Item = (&str, &NestedBlock)> {
        self.blocks.iter().map(|(name, block)| (name.as_str(), block))
    }

    /// The names of everything in it: attributes, then nested blocks.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes.keys().chain(self.blocks.keys()).map(String::as_str)
    }

    /// The type of the object that the block is when it is read.
    #[must_use]
    pub fn ty(&self) -> Type {
        let attributes = self.attributes.iter().map(|(name, attribute)| Field {
            name: name.clone(),
            ty: attribute.ty.clone(),
            optional: !attribute.required,
        });
        let blocks = self.blocks.iter().map(|(name, nested)| Field {
            name: name.clone(),
            ty: nested.ty(),
            optional: nested.min == 0,
        });
        let mut fields: Vec<Field> = attributes.chain(blocks).collect();
        sort_by(&mut fields, |a, b| a.name.cmp(&b.name));
        Type::Object(fields)
    }
}

impl Attribute {
    /// The attributes of each object, where the argument may be written as blocks too: `ingress { … }`. An attribute
    /// of such a block may be left out, which one of an object may not.
    /// <https://developer.hashicorp.com/terraform/language/attr-as-blocks>
    #[must_use]
    pub fn block_fields(&self) -> Option<&[Field]> {
        block_fields(&self.ty).filter(|_| self.nested.is_none())
    }

    /// Whether a configuration may set it.
    #[must_use]
    pub fn is_settable(&self) -> bool {
        self.required || self.optional
    }

    /// Whether it can be neither set nor read: another version of the provider has it.
    pub(super) fn is_absent(&self) -> bool {
        !self.is_settable() && !self.computed
    }
}

/// The attributes of the objects in a list or set.
pub(super) fn block_fields(ty: &Type) -> Option<&[Field]> {
    match ty {
        Type::List(each) | Type::Set(each) => match &**each {
            Type::Object(fields) => Some(fields),
            _ => None,
        },
        _ => None,
    }
}

impl NestedBlock {
    /// The type of all blocks of this name together, when they are read.
    #[must_use]
    pub fn ty(&self) -> Type {
        let each = self.block.ty();
        match self.nesting {
            Nesting::Single | Nesting::Group => each,
            Nesting::List => Type::List(Box::new(each)),
            Nesting::Set => Type::Set(Box::new(each)),
            Nesting::Map => Type::Map(Box::new(each)),
        }
    }

    /// The maximum number of blocks; `single` blocks occur once.
    #[must_use]
    pub fn most(&self) -> Option<u64> {
        match self.nesting {
            Nesting::Single | Nesting::Group => Some(1),
            _ => self.max,
        }
    }
}

impl Nesting {
    /// All of them.
    pub(super) const ALL: [Self; 5] = [Self::Single, Self::Group, Self::List, Self::Set, Self::Map];

    /// The word for it in a provider's schema.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Group => "group",
            Self::List => "list",
            Self::Set => "set",
            Self::Map => "map",
        }
    }

    /// The nesting of a word.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|nesting| nesting.name() == name)
    }
}
