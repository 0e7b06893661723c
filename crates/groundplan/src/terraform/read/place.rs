//! What each place of Terraform's language takes: a value, a literal, bare words, or a block.
//!
//! <https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions>

use crate::terraform::Section;

/// The body of a block of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    Terraform,
    /// Blocks under a label, with nothing but literals: `backend "s3" { … }`.
    LabelledLiterals,
    Literals,
    Provider,
    Variable,
    Locals,
    Module,
    Output,
    Resource,
    Lifecycle,
    Moved,
    Import,
    Removed,
    Check,
    /// `data "type" "name" { … }` within a check.
    CheckData,
    CheckDataOfType,
    /// Provisioners under their kind: `provisioner "local-exec" { … }`.
    Provisioners,
    Provisioner,
    /// The events of a resource on which actions run.
    ActionTrigger,
    /// Arguments only.
    Plain,
}

/// The kind of content under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A value, with expressions.
    Value,
    /// A value that Terraform does not evaluate.
    Literal,
    /// A word, a reference without `${`, or a type; or several by name.
    Bare,
    /// A list of bare references to whole objects.
    Addresses,
    /// A list of bare names, or `all`.
    Names,
    /// A nested block, once or several times.
    Block(Body),
    /// A block of commands that run on the machine that runs Terraform, which a spec cannot have.
    Commands(Body),
}

impl Body {
    /// The body of a top-level block.
    pub(crate) fn of(section: Section) -> Self {
        match section {
            Section::Terraform => Self::Terraform,
            Section::Provider => Self::Provider,
            Section::Variable => Self::Variable,
            Section::Locals => Self::Locals,
            Section::Data | Section::Ephemeral | Section::Resource | Section::Action => Self::Resource,
            Section::Module => Self::Module,
            Section::Output => Self::Output,
            Section::Check => Self::Check,
            Section::Moved => Self::Moved,
            Section::Import => Self::Import,
            Section::Removed => Self::Removed,
        }
    }

    /// What it takes under a name.
    pub(crate) fn place(self, name: &str) -> Place {
        match (self, name) {
            (Self::Terraform, "backend" | "provider_meta") => Place::Block(Self::LabelledLiterals),
            (Self::Terraform, "cloud") | (Self::LabelledLiterals, _) => Place::Block(Self::Literals),
            (Self::Terraform | Self::Literals, _) => Place::Literal,
            (Self::Provider, "alias" | "version") => Place::Literal,
            (Self::Variable, "type") => Place::Bare,
            (Self::Variable, "default" | "description") => Place::Literal,
            (Self::Variable, "validation") => Place::Block(Self::Plain),
            (Self::Output, "type") => Place::Bare,
            (Self::Output, "description") => Place::Literal,
            (Self::Output, "precondition") => Place::Block(Self::Plain),
            (Self::Module, "source" | "version") => Place::Literal,
            (Self::Module, "providers") => Place::Bare,
            (Self::Resource | Self::Removed, "provisioner") => Place::Commands(Self::Provisioners),
            (Self::Resource | Self::Removed, "connection") => Place::Commands(Self::Plain),
            (Self::Provisioners, _) => Place::Block(Self::Provisioner),
            (Self::Provisioner, "when" | "on_failure") => Place::Bare,
            (Self::Provisioner, "connection") => Place::Block(Self::Plain),
            (Self::Resource, "lifecycle") => Place::Block(Self::Lifecycle),
            (Self::Resource | Self::Import, "provider") => Place::Bare,
            (Self::Resource | Self::Module | Self::Output, "depends_on") => Place::Addresses,
            (Self::Lifecycle, "ignore_changes" | "replace_triggered_by") => Place::Names,
            (Self::Lifecycle, "precondition" | "postcondition") => Place::Block(Self::Plain),
            (Self::Lifecycle, "action_trigger") => Place::Block(Self::ActionTrigger),
            (Self::ActionTrigger, "events" | "actions") => Place::Names,
            (Self::Moved | Self::Removed, "from") | (Self::Moved | Self::Import, "to") => Place::Bare,
            (Self::Removed, "lifecycle") | (Self::Check, "assert") => Place::Block(Self::Plain),
            (Self::Check, "data") => Place::Block(Self::CheckData),
            (Self::CheckData, _) => Place::Block(Self::CheckDataOfType),
            (Self::CheckDataOfType, _) => Place::Block(Self::Resource),
            _ => Place::Value,
        }
    }
}
