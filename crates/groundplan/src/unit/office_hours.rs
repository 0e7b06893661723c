//! The hours of a week in which something runs.

use std::fmt;
use std::str::FromStr;

use super::Invalid;

/// Days of the week, and from when to when on each of them.
///
/// Reads `mon-fri 07:00-19:00 Europe/Berlin`. The days are one, `sat`, or a span, `mon-sun`; the time zone is
/// one of the IANA database, `UTC` by default. The end is on the same day, after the start.
///
/// ```
/// use groundplan::unit::OfficeHours;
///
/// let hours: OfficeHours = "mon-fri 07:00-19:00 Europe/Berlin".parse().unwrap();
/// assert_eq!(hours.minutes_a_week(), 5 * 12 * 60);
///
/// let refused = "07:00-19:00".parse::<OfficeHours>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("mon-fri 07:00-19:00"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeHours {
    first: Day,
    last: Day,
    start: u16,
    end: u16,
    timezone: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Day(u8);

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const UTC: &str = "UTC";
const HOUR: u16 = 60;
const DAY: u16 = 24 * HOUR;
const EXAMPLE: &str = "days, hours and a time zone, such as `mon-fri 07:00-19:00 Europe/Berlin`";

impl OfficeHours {
    /// How long they are in a week.
    #[must_use]
    pub fn minutes_a_week(&self) -> u32 {
        let days = u32::from(self.last.0 - self.first.0) + 1;
        days * u32::from(self.end - self.start)
    }

    /// The time zone, as the IANA database names it.
    #[must_use]
    pub fn timezone(&self) -> &str {
        &self.timezone
    }

    /// When they begin, as a cron expression of EventBridge.
    #[must_use]
    pub fn start_cron(&self) -> String {
        self.cron(self.start)
    }

    /// When they end, as a cron expression of EventBridge.
    #[must_use]
    pub fn end_cron(&self) -> String {
        self.cron(self.end)
    }

    fn cron(&self, minute: u16) -> String {
        let days = match (self.first.0, self.last.0) {
            (0, 6) => "*".to_owned(),
            _ => self.days().to_uppercase(),
        };
        format!("cron({} {} ? * {days} *)", minute % HOUR, minute / HOUR)
    }

    fn days(&self) -> String {
        if self.first == self.last {
            self.first.name().to_owned()
        } else {
            format!("{}-{}", self.first.name(), self.last.name())
        }
    }
}

impl Day {
    fn parse(name: &str) -> Option<Self> {
        let at = DAYS.iter().position(|day| day.eq_ignore_ascii_case(name))?;
        u8::try_from(at).ok().map(Self)
    }

    fn name(self) -> &'static str {
        DAYS.get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

impl FromStr for OfficeHours {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        read(text).ok_or_else(|| Invalid::new(EXAMPLE).guess(read(&format!("mon-fri {text}"))))
    }
}

fn read(text: &str) -> Option<OfficeHours> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (days, hours, timezone) = match words.as_slice() {
        [days, hours] => (*days, *hours, UTC),
        [days, hours, timezone] => (*days, *hours, *timezone),
        _ => return None,
    };
    let (first, last) = days.split_once('-').unwrap_or((days, days));
    let (start, end) = hours.split_once('-')?;
    let (first, last, start, end) = (Day::parse(first)?, Day::parse(last)?, minute(start)?, minute(end)?);
    let is_sound = first <= last && start < end && is_timezone(timezone);
    is_sound.then(|| OfficeHours { first, last, start, end, timezone: timezone.to_owned() })
}

/// The minute of a day: `07:30` is 450. `24:00` is not a minute of the day.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| {
        (part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u16>().ok())
    };
    let (hour, minute) = (digits(hour)??, digits(minute)??);
    Some(hour * HOUR + minute).filter(|total| minute < HOUR && *total < DAY)
}

fn is_timezone(name: &str) -> bool {
    let is_part = |part: &str| part.starts_with(|first: char| first.is_ascii_alphabetic());
    name.split('/').all(is_part)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte))
}

impl fmt::Display for OfficeHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = |minute: u16| format!("{:02}:{:02}", minute / HOUR, minute % HOUR);
        write!(f, "{} {}-{}", self.days(), time(self.start), time(self.end))?;
        if self.timezone == UTC { Ok(()) } else { write!(f, " {}", self.timezone) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_days_hours_and_zones() {
        for (text, start, end, minutes) in [
            ("mon-fri 07:00-19:00", "cron(0 7 ? * MON-FRI *)", "cron(0 19 ? * MON-FRI *)", 3600),
            (
                "Sat 9:30-10:00 America/Argentina/Buenos_Aires",
                "cron(30 9 ? * SAT *)",
                "cron(0 10 ? * SAT *)",
                30,
            ),
            ("mon-sun 00:00-23:59 Etc/GMT+5", "cron(0 0 ? * * *)", "cron(59 23 ? * * *)", 7 * 1439),
        ] {
            let hours: OfficeHours = text.parse().unwrap();
            assert_eq!((hours.start_cron().as_str(), hours.end_cron().as_str()), (start, end), "{text}");
            assert_eq!(hours.minutes_a_week(), minutes, "{text}");
        }
    }

    #[test]
    fn what_is_left_out_is_hinted_at() {
        for (text, hint) in [
            ("07:00-19:00", Some("mon-fri 07:00-19:00")),
            ("8:00-18:00 Europe/Berlin", Some("mon-fri 08:00-18:00 Europe/Berlin")),
            ("fri-mon 07:00-19:00", None),
            ("mon-fri 19:00-07:00", None),
            ("mon-fri 07:00-24:00", None),
            ("mon-fri 7-19", None),
            ("mon-fri +7:00-19:00", None),
            ("mon-fri 07:00-19:00 ${x}", None),
            ("", None),
        ] {
            assert_eq!(text.parse::<OfficeHours>().unwrap_err().hint.as_deref(), hint, "{text}");
        }
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(first in 0..7_u8, more in 0..7_u8, start in 0..1438_u16, more_minutes in 1..1439_u16) {
            let (last, end) = (Day((first + more).min(6)), (start + more_minutes).min(1439));
            let hours = OfficeHours { first: Day(first), last, start, end, timezone: "Europe/Berlin".to_owned() };
            prop_assert_eq!(hours.to_string().parse(), Ok(hours));
        }
    }
}
