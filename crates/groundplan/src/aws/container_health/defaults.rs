use crate::decision::settings;
use crate::unit::Seconds;

settings! {
    /// How often the command of a health check runs.
    ///
    /// As AWS has it.
    INTERVAL: Seconds = "services.*.healthCheck.command.interval", [Seconds::new(30), Seconds::new(30), Seconds::new(30)], [];

    /// How long the command of a health check may take.
    ///
    /// As AWS has it.
    TIMEOUT: Seconds = "services.*.healthCheck.command.timeout", [Seconds::new(5), Seconds::new(5), Seconds::new(5)], [];

    /// How many times in a row the command of a health check may fail.
    ///
    /// As AWS has it.
    RETRIES: u8 = "services.*.healthCheck.command.retries", [3, 3, 3], [];

    /// How long the failures of a new container's health check are not counted.
    ///
    /// As long as the load balancer leaves a new task alone. AWS counts from the start: an application that takes its time
    /// would be replaced for ever. A check that succeeds ends it at once.
    START_PERIOD: Seconds = "services.*.healthCheck.command.startPeriod", [Seconds::new(60), Seconds::new(60), Seconds::new(60)], [];
}
