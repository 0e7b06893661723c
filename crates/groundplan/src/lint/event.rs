//! Patterns of events: JSON that is compared with events.

use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Model, Place};
use crate::terraform::Value;

rules! {
    /// A pattern of events has lists of what matches.
    ///
    /// AWS refuses a plain value: `"source": "aws.ecr"` is written `"source": ["aws.ecr"]`. In the list are values, and
    /// objects with one comparison.
    AWS_EVENT_PATTERN = error "aws/event-pattern", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html";

    /// A pattern of events asks for fields that events have.
    ///
    /// AWS takes a pattern with a misspelt field, and no event matches it. What is of a service is below `detail`.
    AWS_EVENT_FIELD = warning "aws/event-field", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html";
}

/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html>
const COMPARISONS: [&str; 8] =
    ["prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric", "cidr", "exists"];

/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html>
const FIELDS: [&str; 11] = [
    "version",
    "id",
    "detail-type",
    "source",
    "account",
    "time",
    "region",
    "resources",
    "detail",
    "replay-name",
    OR,
];
const OR: &str = "$or";

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for kind in ["aws_cloudwatch_event_rule", "aws_cloudwatch_event_archive"] {
        model.resources(kind).for_each(|place| of_argument(&place, "event_pattern", true, report));
    }
    model
        .resources("aws_sns_topic_subscription")
        .for_each(|place| of_argument(&place, "filter_policy", false, report));
    for place in model.resources("aws_lambda_event_source_mapping") {
        filters(&place, report);
    }
    for place in model.resources("aws_pipes_pipe") {
        place.blocks("source_parameters").iter().for_each(|parameters| filters(parameters, report));
    }
}

fn filters(place: &Place<'_>, report: &mut Report) {
    for filter in place.blocks("filter_criteria").iter().flat_map(|criteria| criteria.blocks("filter")) {
        of_argument(&filter, "pattern", false, report);
    }
}

fn of_argument(place: &Place<'_>, name: &str, is_of_events: bool, report: &mut Report) {
    let Some(json) = place.json(name) else { return };
    for pattern in place.objects(&json, place.below.clone().key(name)) {
        if is_of_events {
            fields(&pattern, report);
        }
        self::pattern(&pattern, report);
    }
}

fn fields(pattern: &Place<'_>, report: &mut Report) {
    for (key, _) in pattern.entries().into_iter().filter(|(key, _)| !FIELDS.contains(key)) {
        let finding = pattern.found(Rule::AWS_EVENT_FIELD, key, "events have no such field").given(key);
        let near = nearest(key, FIELDS.into_iter()).map(str::to_owned);
        report.add(finding.wants(format!("one of {}", FIELDS.join(", "))).maybe_hint(near));
    }
}

fn pattern(place: &Place<'_>, report: &mut Report) {
    for (key, _) in place.entries() {
        match place.value(key) {
            Some(Value::List(_)) if key == OR => {
                place.blocks(key).iter().for_each(|one| pattern(one, report))
            }
            Some(Value::List(values)) if values.is_empty() => {
                let finding = place.found(Rule::AWS_EVENT_PATTERN, key, "nothing matches an empty list");
                report.add(finding.wants("a list with at least one value or comparison"));
            }
            Some(Value::List(_)) => place.blocks(key).iter().for_each(|one| comparison(one, report)),
            Some(Value::Object(_)) => place.blocks(key).iter().for_each(|one| pattern(one, report)),
            Some(value @ (Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Bool(_))) => {
                plain(place, key, value, report);
            }
            _ => {}
        }
    }
}

fn plain(place: &Place<'_>, key: &str, value: &Value, report: &mut Report) {
    let given = match value {
        Value::Text(text) => match text.as_literal() {
            Some(text) => format!("\"{text}\""),
            None => return,
        },
        Value::Integer(number) => number.to_string(),
        Value::Decimal(digits) => digits.clone(),
        Value::Bool(is) => is.to_string(),
        _ => return,
    };
    let finding = place.found(Rule::AWS_EVENT_PATTERN, key, "a pattern has lists of what matches");
    report.add(finding.given(&given).wants("a list of values").hint(format!("[{given}]")));
}

/// `{ "prefix": "a" }`
fn comparison(one: &Place<'_>, report: &mut Report) {
    for (name, _) in one.entries().into_iter().filter(|(name, _)| !COMPARISONS.contains(name)) {
        let finding = one.found(Rule::AWS_EVENT_PATTERN, name, "unknown comparison").given(name);
        let near = nearest(name, COMPARISONS.into_iter()).map(str::to_owned);
        report.add(finding.wants(format!("one of {}", COMPARISONS.join(", "))).maybe_hint(near));
    }
}
