//! The statements of a policy, wherever it is written.

use crate::model::Place;
use crate::terraform::Mode;

/// What JSON and the data source call the elements of a statement.
pub(super) struct Words {
    pub(super) principal: &'static str,
    pub(super) action: &'static str,
    pub(super) resource: &'static str,
    pub(super) condition: &'static str,
    /// Whether they are those of the data source.
    pub(super) is_of_data: bool,
}

const JSON: Words = Words {
    principal: "Principal",
    action: "Action",
    resource: "Resource",
    condition: "Condition",
    is_of_data: false,
};
const DATA: Words = Words {
    principal: "principals",
    action: "actions",
    resource: "resources",
    condition: "condition",
    is_of_data: true,
};

/// Shows each statement of a policy in an argument: as JSON, or of the data source that it refers to. With it, whether the
/// statement certainly allows something.
pub(super) fn each(place: &Place<'_>, name: &str, then: &mut dyn FnMut(&Place<'_>, &Words, bool)) {
    if let Some(reference) = place.reference(name).filter(|reference| reference.address.mode == Mode::Data) {
        let document = place.model.looked_up(reference, "aws_iam_policy_document");
        for statement in document.iter().flat_map(|document| document.blocks("statement")) {
            let is_allowed = statement.lacks("effect") || statement.says("effect", "Allow");
            then(&statement, &DATA, is_allowed);
        }
        return;
    }
    let Some(json) = place.json(name) else { return };
    for policy in place.objects(&json, place.below.clone().key(name)) {
        for statement in policy.blocks("Statement") {
            then(&statement, &JSON, statement.text("Effect") == Some("Allow"));
        }
    }
}
