//! Actions: `s3:GetObject`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::diagnostic::{Report, Rule, nearest};
use crate::model::Place;

/// What may be before the colon, as `scripts/service-prefixes` writes it.
static SERVICES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| include_str!("services.txt").lines().collect());

/// Checks an action that is at a place in the list of a name, or is the name's own.
pub(super) fn check(place: &Place<'_>, (name, at): (&str, Option<usize>), action: &str, report: &mut Report) {
    if action == "*" || action.contains("${") {
        return;
    }
    let found = |rule, message: String| {
        let mut finding = place.found(rule, name, message).given(action);
        if let Some(at) = at {
            finding.path = finding.path.index(at);
        }
        finding
    };
    let Some((service, operation)) = action.split_once(':') else {
        let finding = found(Rule::AWS_POLICY_ACTION, "an action without a service".to_owned());
        return report.add(finding.wants("SERVICE:ACTION, such as s3:GetObject, or `*`"));
    };
    if service.is_empty() || operation.is_empty() {
        let finding = found(Rule::AWS_POLICY_ACTION, "an action has two parts".to_owned());
        return report.add(finding.wants("SERVICE:ACTION, such as s3:GetObject, or `*`"));
    }
    let lower = service.to_lowercase();
    if !service.contains(['*', '?']) && !SERVICES.contains(lower.as_str()) {
        let finding = found(Rule::AWS_POLICY_SERVICE, format!("no service `{service}` is known"));
        let near = nearest(&lower, SERVICES.iter().copied()).map(|near| format!("{near}:{operation}"));
        report.add(
            finding
                .wants("the prefix of a service, such as ecs, s3 or elasticloadbalancing")
                .maybe_hint(near),
        );
    }
}
