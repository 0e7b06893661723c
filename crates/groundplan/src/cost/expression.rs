//! How often a schedule runs in a month of 730 hours.
//!
//! <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html>

use super::Decimal;
use super::quantity::HOURS;

const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// The runs of `rate(5 minutes)` or `cron(0 3 ? * MON-FRI *)`; `None` for one that runs once, or is not a schedule.
pub(crate) fn runs(expression: &str) -> Option<Decimal> {
    let (name, rest) = expression.trim().split_once('(')?;
    let inner = rest.strip_suffix(')')?.trim();
    match name {
        "rate" => rate(inner),
        "cron" => cron(inner),
        _ => None,
    }
}

fn rate(text: &str) -> Option<Decimal> {
    let (number, unit) = text.split_once(' ')?;
    let number: Decimal = number.trim().parse().ok()?;
    let minutes: i64 = match unit.trim().trim_end_matches('s') {
        "minute" => 1,
        "hour" => 60,
        "day" => 24 * 60,
        _ => return None,
    };
    HOURS.checked_mul(60.into())?.checked_div(number.checked_mul(minutes.into())?)
}

fn cron(text: &str) -> Option<Decimal> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let [minutes, hours, days, months, weekdays, _year] = fields.as_slice() else { return None };
    let times = matches(minutes, 0, 59, &[])?.checked_mul(matches(hours, 0, 23, &[])?)?;
    let months = matches(months, 1, 12, &MONTHS)?.checked_div(12.into())?;
    times.checked_mul(days_of(days, weekdays)?)?.checked_mul(months)
}

/// On how many days of a month of 730 hours.
fn days_of(days: &str, weekdays: &str) -> Option<Decimal> {
    let all = HOURS.checked_div(24.into())?;
    match (days, weekdays) {
        ("*" | "?", "*" | "?") => Some(all),
        ("*" | "?", one) if one.contains(['#', 'L']) => Some(Decimal::ONE),
        ("*" | "?", weekdays) => all.checked_mul(matches(weekdays, 1, 7, &DAYS)?)?.checked_div(7.into()),
        (one, _) if one.contains(['L', 'W']) => Some(Decimal::ONE),
        (days, _) => matches(days, 1, 31, &[]),
    }
}

/// How many of the values from the least to the most a field lets through.
fn matches(field: &str, least: u32, most: u32, names: &[&str]) -> Option<Decimal> {
    let mut found = vec![false; usize::try_from(most).ok()?.checked_add(1)?];
    for part in field.split(',') {
        let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
        let step: usize = step.map_or(Some(1), |step| step.parse().ok())?;
        let value = |text: &str| number(text, names, least).filter(|value| (least..=most).contains(value));
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (least, most),
            Some((from, to)) => (value(from)?, value(to)?),
            None if part.contains('/') => (value(range)?, most),
            None => (value(range)?, value(range)?),
        };
        (from..=to).step_by(step.max(1)).for_each(|value| {
            if let Some(found) = usize::try_from(value).ok().and_then(|value| found.get_mut(value)) {
                *found = true;
            }
        });
    }
    Some(found.into_iter().filter(|found| *found).count().into())
}

fn number(text: &str, names: &[&str], least: u32) -> Option<u32> {
    let named = names.iter().position(|name| name.eq_ignore_ascii_case(text));
    let named = named.and_then(|at| u32::try_from(at).ok()?.checked_add(least));
    named.or_else(|| text.parse().ok())
}

#[cfg(test)]
mod tests {
    #[test]
    fn runs_are_counted_over_730_hours() {
        for (expression, runs) in [
            ("rate(5 minutes)", "8760"),
            ("rate(1 hour)", "730"),
            ("rate(2 days)", "15.20833333"),
            ("cron(0 * * * ? *)", "730"),
            ("cron(0/15 * * * ? *)", "2920"),
            ("cron(0 3 * * ? *)", "30.41666667"),
            ("cron(0 3 ? * MON-FRI *)", "21.72619048"),
            ("cron(0 3,15 ? * 2 *)", "8.69047619"),
            ("cron(0 3 1 * ? *)", "1"),
            ("cron(0 3 1,15 JAN,JUL ? *)", "0.33333333"),
            ("cron(0 3 L * ? *)", "1"),
            ("cron(0 3 ? * 6#3 *)", "1"),
            ("cron(10-20/5 8-17 * * ? *)", "912.5"),
        ] {
            let found = super::runs(expression).map(|runs| runs.round_dp(8).normalize().to_string());
            assert_eq!(found.as_deref(), Some(runs), "{expression}");
        }
        for expression in [
            "at(2026-11-20T13:00:00)",
            "rate(5 weeks)",
            "cron(0 3)",
            "cron(99 3 * * ? *)",
            "",
            "rate(0 minutes)",
        ] {
            assert_eq!(super::runs(expression), None, "{expression}");
        }
    }
}
