//! What Terraform takes for a name.

/// Arguments of every module block, which no variable can be called.
/// <https://developer.hashicorp.com/terraform/language/values/variables#declaring-an-input-variable>
pub const RESERVED_VARIABLES: [&str; 8] =
    ["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"];

/// Letters, digits, underscores and hyphens, not beginning with a digit or hyphen. Letters are those of any language.
/// <https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers>
#[must_use]
pub fn is_identifier(name: &str) -> bool {
    if !name.is_ascii() {
        return hcl_edit::Ident::try_new(name).is_ok();
    }
    let legal = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') && name.chars().all(legal)
}

/// Whether an input variable can have this name.
///
/// ```
/// use groundplan::terraform::is_variable_name;
/// assert!(is_variable_name("api_tag"));
/// assert!(!is_variable_name("count"));
/// ```
#[must_use]
pub fn is_variable_name(name: &str) -> bool {
    is_identifier(name) && !RESERVED_VARIABLES.contains(&name)
}
