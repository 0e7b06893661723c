//! Schedules: rates, and times in the six fields of EventBridge or the five of cron.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};

rules! {
    /// A schedule is a rate, six fields of cron, or a time; a group of machines has five fields.
    ///
    /// AWS refuses another one, after the plan: `cron(0 12 * * ? *)` has minutes, hours, day of the month, month, day of the week and
    /// year, and one of the two days is `?`. In a rule of events a rate of one is singular: `rate(1 hour)`.
    AWS_SCHEDULE = error "aws/schedule", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html";
}

/// Arguments with a schedule in the notation of EventBridge, and whether it may be a single time.
const SCHEDULES: [(&str, &str, bool); 3] = [
    ("aws_cloudwatch_event_rule", "schedule_expression", false),
    ("aws_scheduler_schedule", "schedule_expression", true),
    ("aws_appautoscaling_scheduled_action", "schedule", true),
];

/// Fields of cron: what a number in it may be, and the words in its place.
type Field = (&'static str, u32, u32, &'static str);

const MONTHS: &str = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC";
const DAYS: &str = "SUN MON TUE WED THU FRI SAT";

/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions>
const FIELDS: [Field; 6] = [
    ("minutes", 0, 59, ""),
    ("hours", 0, 23, ""),
    ("the day of the month", 1, 31, ""),
    ("the month", 1, 12, MONTHS),
    ("the day of the week", 1, 7, DAYS),
    ("the year", 1970, 2199, ""),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, name, takes_time) in SCHEDULES {
        for place in model.resources(kind) {
            let Some(given) = place.text(name).filter(|given| !given.is_empty()) else { continue };
            if let Err(wrong) = schedule(given, takes_time) {
                found(&place, name, given, wrong, report);
            }
        }
    }
    for action in model.resources("aws_autoscaling_schedule") {
        let Some(given) = action.text("recurrence").filter(|given| !given.is_empty()) else { continue };
        if given.starts_with("cron(") || given.starts_with("rate(") || given.split_whitespace().count() != 5 {
            let message = "a recurrence has five fields, and nothing around them".to_owned();
            found(&action, "recurrence", given, message, report);
        }
    }
}

fn found(place: &Place<'_>, name: &str, given: &str, message: String, report: &mut Report) {
    let wants = match name {
        "recurrence" => "minutes, hours, day of the month, month, day of the week, such as 0 12 * * 1-5",
        _ => "rate(5 minutes), or cron(0 12 * * ? *)",
    };
    report.add(place.found(Rule::AWS_SCHEDULE, name, message).given(given).wants(wants));
}

fn schedule(text: &str, takes_time: bool) -> Result<(), String> {
    let within = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
    if let Some(inside) = within("rate") {
        return rate(inside, !takes_time);
    }
    if let Some(inside) = within("cron") {
        return cron(inside);
    }
    match within("at") {
        Some(_) if takes_time => Ok(()),
        _ => Err("a schedule is a rate or a cron expression".to_owned()),
    }
}

/// Rules of events tell one from several; schedules of other services take both.
fn rate(inside: &str, is_strict: bool) -> Result<(), String> {
    let wrong = || "a rate is a number and a unit: minutes, hours or days".to_owned();
    let (number, unit) = inside.trim().split_once(' ').ok_or_else(wrong)?;
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let unit = unit.trim();
    if !["minute", "hour", "day"].contains(&unit.trim_end_matches('s')) {
        return Err(wrong());
    }
    match (number, unit.ends_with('s')) {
        (0, _) => Err("a rate is above zero".to_owned()),
        (1, true) if is_strict => Err(format!("one is singular: rate(1 {})", unit.trim_end_matches('s'))),
        (2.., false) if is_strict => Err(format!("several are plural: rate({number} {unit}s)")),
        _ => Ok(()),
    }
}

fn cron(inside: &str) -> Result<(), String> {
    let fields: Vec<&str> = inside.split_whitespace().collect();
    if fields.len() != FIELDS.len() {
        return Err(format!("cron has six fields here, and this has {}", fields.len()));
    }
    for (written, field) in fields.iter().zip(FIELDS) {
        if let Some(wrong) = number_beyond(written, field) {
            return Err(format!("`{wrong}` is not one of {}", field.0));
        }
    }
    let days = [fields.get(2), fields.get(4)].into_iter().flatten();
    match days.filter(|day| **day == "?").count() {
        1 => Ok(()),
        0 => Err("one of the two days is `?`".to_owned()),
        _ => Err("only one of the two days is `?`".to_owned()),
    }
}

/// A number or word that a field certainly does not take. Signs such as `L`, `W` and `#` are left alone.
fn number_beyond(written: &str, (_, least, most, words): Field) -> Option<&str> {
    if written.contains(['#', 'L', 'W', '?']) && !written.chars().any(|one| one.is_ascii_lowercase()) {
        return None;
    }
    written.split([',', '-']).map(|part| part.split('/').next().unwrap_or(part)).find(|part| {
        let is_word = words.split(' ').any(|word| part.eq_ignore_ascii_case(word));
        let is_number = part.parse::<u32>().is_ok_and(|number| (least..=most).contains(&number));
        !part.is_empty() && *part != "*" && !is_word && !is_number
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_are_as_eventbridge_has_them() {
        let good = [
            "rate(1 minute)",
            "rate(5 minutes)",
            "cron(0 12 * * ? *)",
            "cron(0/15 * ? * MON-FRI *)",
            "cron(0 8 1,15 JAN-MAR ? 2027)",
            "cron(0 10 ? * 6#3 *)",
            "cron(0 0 L * ? *)",
            "cron(0 0 ? * 6L *)",
        ];
        good.iter().for_each(|text| assert_eq!(schedule(text, false), Ok(()), "{text}"));
        let bad = [
            "rate(1 hours)",
            "rate(5 minute)",
            "rate(0 minutes)",
            "rate(5 weeks)",
            "every 5 minutes",
            "cron(0 12 * * *)",
            "cron(0 12 * * * *)",
            "cron(0 12 ? * ? *)",
            "cron(60 12 * * ? *)",
            "cron(0 24 * * ? *)",
            "cron(0 12 * FOO ? *)",
            "at(2027-01-01T00:00:00)",
        ];
        bad.iter().for_each(|text| assert!(schedule(text, false).is_err(), "{text}"));
        let of_others = ["at(2027-01-01T00:00:00)", "rate(5 minute)", "rate(1 hours)"];
        of_others.iter().for_each(|text| assert_eq!(schedule(text, true), Ok(()), "{text}"));
    }
}
