//! What a document is held to when the provider's schema is known.

use crate::diagnostic::rules;

rules! {
    /// Every type of resource and data source is one that the provider has.
    ///
    /// Terraform refuses the whole module over one unknown type, though only once the provider is installed.
    UNKNOWN_TYPE = error "schema/unknown-type", "https://developer.hashicorp.com/terraform/language/resources/syntax";

    /// Every argument and nested block is one that the type has.
    ///
    /// Terraform refuses unknown arguments of a block, and drops unknown attributes of an object without a word.
    UNKNOWN_ARGUMENT = error "schema/unknown-argument", "https://developer.hashicorp.com/terraform/language/resources/syntax";

    /// Every required argument is there.
    ///
    /// `null` counts as left out.
    MISSING_ARGUMENT = error "schema/missing-argument", "https://developer.hashicorp.com/terraform/language/expressions/types#null";

    /// A value has the type of its argument.
    ///
    /// Terraform turns text into numbers and booleans, and back, where the text allows it; nothing else.
    SCHEMA_TYPE = error "schema/type", "https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion";

    /// Nested blocks are written as blocks, arguments as arguments, and blocks as often as the type takes them.
    ///
    /// In Terraform's JSON syntax an object, or a list of objects, is how a block is written; an argument
    /// that holds a list takes a list even when there is one element only.
    BLOCK = error "schema/block", "https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping";

    /// What only the provider sets is left to it.
    ///
    /// Such an attribute can be read, never written: Terraform cannot decide an ARN.
    READ_ONLY = error "schema/read-only", "https://developer.hashicorp.com/terraform/language/expressions/references#resources";

    /// A reference leads to an attribute that its object has.
    ///
    /// A misspelt reference is found by Terraform only once the provider is installed.
    UNKNOWN_ATTRIBUTE = error "schema/unknown-attribute", "https://developer.hashicorp.com/terraform/language/expressions/references#resources";

    /// Nothing is used that the provider means to drop.
    ///
    /// The next major version of a provider may refuse it.
    DEPRECATED = warning "schema/deprecated", "https://developer.hashicorp.com/terraform/plugin/framework/deprecations";

    /// A provider schema is the output of `terraform providers schema -json`, or groundplan's compact form of it.
    ///
    /// A schema that is read only in part would call arguments unknown that the provider has.
    SCHEMA_FORM = error "schema/form", "https://developer.hashicorp.com/terraform/cli/commands/providers/schema";
}
