use super::AlarmLevel;
use crate::decision::settings;
use crate::unit::{Percent, Seconds};

settings! {
    /// Which alarms there are.
    ///
    /// An alarm costs ten cents a month. In development only those that mean an outage.
    LEVEL: AlarmLevel = "alarms.level", [AlarmLevel::Essential, AlarmLevel::All, AlarmLevel::All], ["CKV_AWS_319", "CloudWatch.15"];

    /// The CPU load from which on an alarm goes off.
    ///
    /// Well above what autoscaling holds, so that it means that scaling has come to its end.
    CPU: Percent = "alarms.cpu", [Percent::new(85), Percent::new(85), Percent::new(85)], [];

    /// The memory use from which on an alarm goes off.
    ///
    /// A task that passes its memory is killed.
    MEMORY: Percent = "alarms.memory", [Percent::new(85), Percent::new(85), Percent::new(85)], [];

    /// The response time from which on an alarm goes off.
    ///
    /// That of the slowest one in a hundred: an average hides what one user in twenty feels.
    LATENCY: Seconds = "alarms.latency", [Seconds::new(2), Seconds::new(2), Seconds::new(2)], [];

    /// The failed answers per minute from which on an alarm goes off.
    ///
    /// A single failure is noise; ten a minute, three minutes out of five, are not.
    ERRORS: u32 = "alarms.errors", [10, 10, 10], [];
}
