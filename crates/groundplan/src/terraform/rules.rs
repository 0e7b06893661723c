//! The rules of form of Terraform's language.

use crate::diagnostic::rules;

rules! {
    /// A file has the form of Terraform's JSON syntax.
    ///
    /// Top-level blocks are objects by label. Terraform refuses anything else, with a message about its
    /// own parser.
    TERRAFORM_FORM = error "terraform/form", "https://developer.hashicorp.com/terraform/language/syntax/json";

    /// Every top-level block is one that Terraform knows.
    ///
    /// A misspelt block is refused as a whole, however right its content is.
    TERRAFORM_BLOCK = error "terraform/block", "https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping";

    /// References without `${` stay without it.
    ///
    /// `depends_on`, `ignore_changes`, `replace_triggered_by`, `provider`, and the addresses of `moved`,
    /// `import` and `removed` are read as bare references; with `${` and `}` around them Terraform fails.
    TERRAFORM_BARE = error "terraform/bare", "https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions";

    /// No provisioner runs.
    ///
    /// A provisioner runs commands or copies files once, while a resource is created or destroyed. It is not in the
    /// plan, and leaves a resource marked as broken when it fails. What it would do belongs into the image, the user data,
    /// or a job of its own. A spec cannot have one; in Terraform from elsewhere it is a warning.
    TERRAFORM_PROVISIONER = error "terraform/provisioner", "https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax#provisioners-are-a-last-resort";

    /// An override file changes what is there.
    ///
    /// Terraform merges `override.tf.json` and `*_override.tf.json` into the blocks of other files, and
    /// refuses those that have no such block.
    TERRAFORM_OVERRIDE = error "terraform/override", "https://developer.hashicorp.com/terraform/language/files/override";
}
