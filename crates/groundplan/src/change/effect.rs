//! What an apply does to an object, in the words that people use.

use serde::Serialize;

use crate::terraform::InstanceAddress;

/// What becomes of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "ChangeEffect"))]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// It is destroyed and created, in one order or the other.
    Replaced,
    /// It is destroyed.
    Destroyed,
    /// Terraform no longer knows it; it stays in AWS, and is billed.
    Forgotten,
    /// It is changed in place.
    Updated,
    /// It is created.
    Created,
    /// It exists in AWS, and Terraform takes it over.
    Imported,
    /// Terraform knows it under another address; nothing else happens.
    Moved,
}

impl Effect {
    /// Every effect, the worst first.
    pub const ALL: [Self; 7] = [
        Self::Replaced,
        Self::Destroyed,
        Self::Forgotten,
        Self::Updated,
        Self::Created,
        Self::Imported,
        Self::Moved,
    ];

    /// The word for it: `replaced`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Destroyed => "destroyed",
            Self::Forgotten => "forgotten",
            Self::Updated => "updated",
            Self::Created => "created",
            Self::Imported => "imported",
            Self::Moved => "moved",
        }
    }

    /// Whether the object that runs goes away.
    #[must_use]
    pub fn ends(self) -> bool {
        matches!(self, Self::Replaced | Self::Destroyed)
    }
}

/// What an apply does to one object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "ObjectChange"))]
#[serde(rename_all = "camelCase")]
pub struct ObjectChange {
    /// The object, by its new address where it is moved.
    pub address: InstanceAddress,
    /// What becomes of it.
    pub effect: Effect,
    /// Its address before, where it is moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<InstanceAddress>,
    /// The arguments that differ, or follow what is created or replaced.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<Cause>,
    /// The arguments that replace it; for what is forgotten, the setting that makes Terraform forget it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Cause>,
    /// Arguments that may replace it as well: their values, or what the provider does about them, are not known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub perhaps: Vec<Cause>,
    /// Whether what is created is imported where it exists already: the plan knows the instances of its `import` block, nobody
    /// before. So a log group comes back that stayed when its service went.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub or_imported: bool,
    /// Whether the new object is created before the old one is destroyed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub new_first: bool,
    /// Whether the replacement is how its type changes, and harms nothing: a new revision of a task definition.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub routine: bool,
    /// What becomes of the data in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Data>,
    /// What stops meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interrupted: Option<Interruption>,
    /// Why Terraform or AWS refuses it, so that the apply stops there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// Why an object changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "ChangeCause"))]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// The argument: `cidr_block`, `rule[1].status`.
    pub argument: String,
    /// The object that the argument refers to, where that is created or replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<InstanceAddress>,
    /// Whether nothing changes if the value is the provider's default: it is set before or after, not both.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unless_default: bool,
}

impl Cause {
    /// An argument of which it is certain that it changes.
    #[must_use]
    pub fn of(argument: impl Into<String>) -> Self {
        Self { argument: argument.into(), follows: None, unless_default: false }
    }

    /// An argument that refers to an object which is created or replaced.
    #[must_use]
    pub fn following(argument: impl Into<String>, follows: impl Into<InstanceAddress>) -> Self {
        Self { follows: Some(follows.into()), ..Self::of(argument) }
    }
}

/// What becomes of the data in an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "DataChange"))]
#[serde(rename_all = "camelCase")]
pub struct Data {
    /// What it holds: `objects`, `messages`.
    pub holds: String,
    /// Whether it is lost.
    pub lost: bool,
    /// Where it is kept, and for how long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
}

/// What stops while an object changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Interruption {
    /// What stops.
    pub what: String,
    /// For how long, where all goes well.
    pub at_best: String,
}

impl ObjectChange {
    /// A change without consequences.
    #[must_use]
    pub fn new(address: impl Into<InstanceAddress>, effect: Effect) -> Self {
        Self {
            address: address.into(),
            effect,
            moved_from: None,
            arguments: Vec::new(),
            because: Vec::new(),
            perhaps: Vec::new(),
            or_imported: false,
            new_first: false,
            routine: false,
            data: None,
            interrupted: None,
            refused: None,
        }
    }

    /// Whether data is lost.
    #[must_use]
    pub fn loses_data(&self) -> bool {
        self.data.as_ref().is_some_and(|data| data.lost)
    }

    /// Whether it is replaced in a way that matters.
    #[must_use]
    pub fn is_replaced(&self) -> bool {
        self.effect == Effect::Replaced && !self.routine
    }
}

/// What an apply does to the objects of a root module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "ModuleChange"))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Each object that changes, the worst effects first.
    pub objects: Vec<ObjectChange>,
    /// What is not known: instances, modules that were not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Unknown>,
    /// Calls of modules that were not read and say the same before and after, so that nothing is known to change there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<InstanceAddress>,
}

/// Something of which it is not known what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "UnknownChange"))]
#[serde(rename_all = "camelCase")]
pub struct Unknown {
    /// A resource or a module.
    pub address: InstanceAddress,
    /// Why.
    pub why: String,
}

impl Change {
    /// How many objects have an effect.
    #[must_use]
    pub fn count(&self, effect: Effect) -> usize {
        self.objects.iter().filter(|object| object.effect == effect).count()
    }

    /// The objects that have an effect.
    pub fn of(&self, effect: Effect) -> impl Iterator<Item = &ObjectChange> {
        self.objects.iter().filter(move |object| object.effect == effect)
    }
}
