//! Times as texts.
//!
//! Days are counted as in the Gregorian calendar, by Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".

use rust_decimal::Decimal;

use super::super::{Known, Outcome, Reason};
use super::arguments::Arguments;
use super::{Native, of};

pub(super) const TABLE: &[Native] =
    &[of("formatdate", formatdate), of("timeadd", timeadd), of("timecmp", timecmp)];

/// A point in time with the clock that it was read from.
struct Time {
    /// Seconds since 1970, by that clock.
    local: i64,
    /// How many seconds that clock is ahead.
    offset: i64,
}

/// A number of so many digits at a place.
fn digits(text: &str, at: usize, count: usize) -> Option<i64> {
    let digits = text.get(at..at + count)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

impl Time {
    fn parse(text: &str) -> Outcome<Self> {
        let parsed = Self::read(text);
        // Fractions of a second are not kept here.
        parsed.ok_or(if text.contains('.') {
            Reason::Uncertain
        } else {
            Reason::Fails("the text is not a timestamp")
        })
    }

    /// `2018-01-02T23:12:01Z`, or with `+02:00` at its end.
    fn read(text: &str) -> Option<Self> {
        let signs = [(4, '-'), (7, '-'), (10, 'T'), (13, ':'), (16, ':')];
        let is_signed =
            signs.iter().all(|(at, sign)| text.get(*at..).is_some_and(|rest| rest.starts_with(*sign)));
        let (year, month, day) = (digits(text, 0, 4)?, digits(text, 5, 2)?, digits(text, 8, 2)?);
        let (hour, minute, second) = (digits(text, 11, 2)?, digits(text, 14, 2)?, digits(text, 17, 2)?);
        let zone = text.get(19..)?;
        let offset = match zone.chars().next()? {
            'Z' => (zone == "Z").then_some(0)?,
            sign @ ('+' | '-') if zone.len() == 6 && zone.get(3..4) == Some(":") => {
                let (hours, minutes) = (digits(zone, 1, 2)?, digits(zone, 4, 2)?);
                let offset = (hours < 24 && minutes < 60).then_some(hours * 3600 + minutes * 60)?;
                if sign == '-' { -offset } else { offset }
            }
            _ => return None,
        };
        let days = days(year, month, day);
        let is_date = (1..=12).contains(&month) && day >= 1 && date(days) == (year, month, day);
        let is_time = hour < 24 && minute < 60 && second < 60;
        let local = days * 86_400 + hour * 3600 + minute * 60 + second;
        (is_signed && is_date && is_time).then_some(Self { local, offset })
    }

    fn seconds(&self) -> i64 {
        self.local - self.offset
    }

    fn zone(&self, separator: &str) -> String {
        let (sign, offset) = (if self.offset < 0 { '-' } else { '+' }, self.offset.abs());
        format!("{sign}{:02}{separator}{:02}", offset / 3600, offset / 60 % 60)
    }
}

/// The days from 1970 up to a date.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, shifted) = (year.div_euclid(400), (month + 9) % 12);
    let (year, day) = (year.rem_euclid(400), (153 * shifted + 2) / 5 + day - 1);
    era * 146_097 + year * 365 + year / 4 - year / 100 + day - 719_468
}

/// The year, month and day so many days after 1970.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let shifted = (5 * day + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day - (153 * shifted + 2) / 5 + 1)
}

fn timecmp(all: &Arguments<'_>) -> Outcome {
    let (one, other) = (Time::parse(&all.text(0)?)?, Time::parse(&all.text(1)?)?);
    Ok((one.seconds() - other.seconds()).signum().into())
}

fn timeadd(all: &Arguments<'_>) -> Outcome {
    let time = Time::parse(&all.text(0)?)?;
    let local = time.local.checked_add(duration(&all.text(1)?)?).ok_or(Reason::Uncertain)?;
    let moved = Time { local, ..time };
    let (year, month, day) = date(moved.local.div_euclid(86_400));
    if !(0..10_000).contains(&year) {
        return Err(Reason::Uncertain);
    }
    let rest = moved.local.rem_euclid(86_400);
    let zone = if moved.offset == 0 { "Z".to_owned() } else { moved.zone(":") };
    let clock = format!("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    Ok(Known::from(format!("{year:04}-{month:02}-{day:02}T{clock}{zone}")))
}

/// How many seconds fit into the nanoseconds in which durations are counted.
const LONGEST: i64 = i64::MAX / 1_000_000_000;

/// The seconds of a duration such as `-1h30m`.
fn duration(text: &str) -> Outcome<i64> {
    let fails = Reason::Fails("the text is not a duration");
    let (is_negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Ok(0);
    }
    let mut sum = Decimal::ZERO;
    loop {
        let number =
            rest.len() - rest.trim_start_matches(|next: char| next.is_ascii_digit() || next == '.').len();
        let (count, after) = rest.split_at(number);
        let unit = after.len() - after.trim_start_matches(|next: char| next.is_alphabetic()).len();
        let (unit, after) = after.split_at(unit);
        let seconds: i64 = match unit {
            "h" => 3600,
            "m" => 60,
            "s" => 1,
            "ms" | "us" | "µs" | "ns" => return Err(Reason::Uncertain),
            _ => return Err(fails),
        };
        let count: Decimal =
            count.parse().map_err(|_| if count.contains('.') { Reason::Uncertain } else { fails })?;
        let part = count.checked_mul(seconds.into()).ok_or(Reason::Uncertain)?;
        sum = sum.checked_add(part).ok_or(Reason::Uncertain)?;
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    if sum > LONGEST.into() {
        return Err(Reason::Fails("the duration is too long"));
    }
    let seconds = super::arguments::whole(sum).map_err(|_| Reason::Uncertain)?;
    Ok(if is_negative { -seconds } else { seconds })
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

fn formatdate(all: &Arguments<'_>) -> Outcome {
    let (format, time) = (all.text(0)?, Time::parse(&all.text(1)?)?);
    let (mut made, mut rest) = (String::new(), &*format);
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            let (quoted, after) = quoted(rest.get(1..).unwrap_or_default())?;
            made.push_str(&quoted);
            rest = after;
            continue;
        }
        let run = rest.len() - rest.trim_start_matches(first).len();
        let (run, after) = rest.split_at(run);
        made.push_str(&if first.is_ascii_alphabetic() { part(run, &time)? } else { run.to_owned() });
        rest = after;
    }
    Ok(made.into())
}

/// Text between single quotes, two of which within are one.
fn quoted(text: &str) -> Outcome<(String, &str)> {
    let mut made = String::new();
    let mut rest = text;
    loop {
        let (piece, after) = rest.split_once('\'').ok_or(Reason::Fails("a quote is not closed"))?;
        made.push_str(piece);
        match after.strip_prefix('\'') {
            Some(more) => rest = more,
            // Two quotes with nothing in between are one as well.
            None if made.is_empty() => return Ok(("'".to_owned(), after)),
            None => return Ok((made, after)),
        }
        made.push('\'');
    }
}

fn part(run: &str, time: &Time) -> Outcome<String> {
    let days = time.local.div_euclid(86_400);
    let ((year, month, day), rest) = (date(days), time.local.rem_euclid(86_400));
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    let name = |names: &[&'static str], index: i64| {
        usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
    };
    let short = |name: &str| name.get(..3).unwrap_or_default().to_owned();
    let (month_name, weekday) = (name(&MONTHS, month - 1), name(&WEEKDAYS, days.rem_euclid(7)));
    let half = if hour < 12 { "am" } else { "pm" };
    Ok(match run {
        "YYYY" => format!("{year:04}"),
        "YY" => format!("{:02}", year % 100),
        "MMMM" => month_name.to_owned(),
        "MMM" => short(month_name),
        "MM" => format!("{month:02}"),
        "M" => month.to_string(),
        "DD" => format!("{day:02}"),
        "D" => day.to_string(),
        "EEEE" => weekday.to_owned(),
        "EEE" => short(weekday),
        "hh" => format!("{hour:02}"),
        "h" => hour.to_string(),
        "HH" => format!("{twelve:02}"),
        "H" => twelve.to_string(),
        "AA" => half.to_uppercase(),
        "aa" => half.to_owned(),
        "mm" => format!("{minute:02}"),
        "m" => minute.to_string(),
        "ss" => format!("{second:02}"),
        "s" => second.to_string(),
        "ZZZZZ" => time.zone(":"),
        "ZZZZ" => time.zone(""),
        "ZZZ" if time.offset == 0 => "UTC".to_owned(),
        "ZZZ" => time.zone(""),
        "Z" if time.offset == 0 => "Z".to_owned(),
        "Z" => time.zone(":"),
        _ => return Err(Reason::Fails("unknown part of a time")),
    })
}
