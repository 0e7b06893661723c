//! The root module that makes what holds the state of all others.

use super::root;
use crate::aws::state;
use crate::decision::{Decided, Origins};
use crate::terraform::{Document, Text};
use crate::unit::Region;

/// Makes the document of `bootstrap`. It names no account but those of the environments: applied in
/// each of them, it makes what that account needs.
pub(in crate::stack) fn emit(
    blueprint: &state::Blueprint,
    stack: &str,
    region: Region,
    accounts: Vec<String>,
    tags: &[(String, Decided<Text>)],
) -> Document {
    let mut document = Document::new();
    let (floor, _) = root::provider_floor(None, false);
    root::terraform(&Decided::new(floor, Origins::NONE), None, &mut document);
    root::provider(
        region,
        Decided::new(accounts, Origins::ACCOUNT),
        None,
        root::tags(stack, None, tags),
        &mut document,
    );
    state::emit(blueprint, stack, region, &mut document);
    document
}
