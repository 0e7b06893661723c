use crate::diagnostic::rules;

rules! {
    /// A raw block has an address that no generated block has.
    ///
    /// Terraform refuses two blocks with the same address. Use `overrides` to change a generated block.
    RAW_EXISTS = error "raw/exists", "https://developer.hashicorp.com/terraform/language/resources/syntax";

    /// An override changes something that exists.
    ///
    /// An override of nothing is a misspelt address, or one of something that is no longer made.
    OVERRIDE_ADDRESS = error "raw/override-address", "groundplan";

    /// The path of an override leads somewhere.
    ///
    /// What should be deleted has to be there, and a way goes through blocks and objects only.
    OVERRIDE_PATH = error "raw/override-path", "groundplan";
}
