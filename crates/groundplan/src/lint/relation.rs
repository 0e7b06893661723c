//! What two resources have in common: whether they mean the same thing, and whether both are certainly there.

use crate::model::{Place, reference, text};
use crate::terraform::{Content, Item, Mode, Reference, Section, Value};

/// Whether a resource is certainly there, once: one that may be left out may be there in place of another.
pub(super) fn is_single(place: &Place<'_>) -> bool {
    place.lacks("count") && place.lacks("for_each")
}

/// What an argument names: two that are equal are one thing. Nothing where it differs between instances, or is not known.
pub(super) fn identity(place: &Place<'_>, name: &str) -> Option<String> {
    identity_of(place, place.value_of(name)?)
}

/// As [`identity`], of a value.
pub(super) fn identity_of(place: &Place<'_>, value: &Value) -> Option<String> {
    let value = place.model.follow_locals(value);
    match reference(value) {
        Some(reference) => of_reference(reference),
        None => text(value).map(str::to_owned),
    }
}

/// What differs between instances is known by the names that they define.
fn of_reference(reference: &Reference) -> Option<String> {
    let differs = ["each.", "count.", "*"].iter().any(|sign| reference.path.contains(sign));
    (!differs).then(|| reference.to_string())
}

/// Whether something of a resource goes to a call of a module, or may go to the module that calls this one, so that more may be
/// made of it than is seen. A module that configures providers is a root module, whose outputs nobody reads here.
pub(super) fn is_passed_on(target: &Place<'_>) -> bool {
    let model = target.model;
    let leads = |user: &Item| {
        let ends = user.address().zip(target.item.address());
        refers(user, target.item) || ends.is_some_and(|(user, target)| model.references.reach(&user, &target))
    };
    let is_root = model.section(Section::Provider).next().is_some();
    let mut outputs = model.section(Section::Output).filter(|_| !is_root);
    model.section(Section::Module).any(|call| leads(call.item)) || outputs.any(|output| leads(output.item))
}

fn refers(user: &Item, target: &Item) -> bool {
    let name = target.name.split('[').next().unwrap_or_default();
    let mut found = Vec::new();
    match &user.content {
        Content::Block(block) => block.references(&mut found),
        Content::Value(value) => value.references(&mut found),
        _ => {}
    }
    found.iter().any(|reference| {
        let address = &reference.address;
        address.mode == Mode::Resource
            && address.resource_type == target.resource_type
            && address.name == *name
    })
}

/// Whether Terraform leaves an argument to others.
pub(super) fn ignores(place: &Place<'_>, name: &str) -> bool {
    let Some(block) = place.item.block() else { return false };
    crate::model::nested(block, "lifecycle").iter().any(|lifecycle| match lifecycle.get("ignore_changes") {
        Some(Content::Names(names)) => names.iter().any(|known| *known == *name),
        Some(Content::Literal(_)) => true,
        Some(Content::Value(Value::List(values))) => values.iter().any(|value| text(value) == Some(name)),
        other => other.is_some(),
    })
}
