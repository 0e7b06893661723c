//! What a spec says of alarms: of the environment, and of a service. `observability` makes them.

pub(crate) mod defaults;

use crate::spec::{OrNone, spec, string_enum};
use crate::unit::{Percent, Seconds};

spec! {
    /// Alarms: who is notified, and from which values on.
    pub struct Alarms {
        /// Mail addresses. Each must confirm the mail that AWS sends first.
        email(manual): Vec<String>,
        /// HTTPS addresses, such as those of an on-call service.
        https(manual): Vec<String>,
        /// Which alarms there are.
        level(default LEVEL): AlarmLevel,
        /// The CPU load from which on an alarm goes off.
        cpu(default CPU): Percent,
        /// The memory use from which on an alarm goes off.
        memory(default MEMORY): Percent,
        /// The response time of the slowest one in a hundred, from which on an alarm goes off.
        latency(default LATENCY): Seconds,
        /// The failed answers (5xx) per minute from which on an alarm goes off.
        errors(default ERRORS): u32,
    }
}

impl Alarms {
    /// Alarms in which everything is left to the defaults.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let alarms = Alarms::new().email("oncall@example.com").errors(5);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a mail address.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let alarms = Alarms::new().email("oncall@example.com").email("lead@example.com");
    /// ```
    #[must_use]
    pub fn email(mut self, address: impl Into<String>) -> Self {
        self.email.get_or_insert_default().push(address.into());
        self
    }

    /// Adds an HTTPS address.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let alarms = Alarms::new().https("https://events.example.com/integration/4f0c");
    /// ```
    #[must_use]
    pub fn https(mut self, address: impl Into<String>) -> Self {
        self.https.get_or_insert_default().push(address.into());
        self
    }

    /// No alarms.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let quiet = EcsFargateService::patch("batch").alarms(Alarms::none());
    /// ```
    #[must_use]
    pub fn none() -> OrNone<Self> {
        OrNone::Off
    }
}

string_enum! {
    /// Which alarms there are.
    pub enum AlarmLevel {
        /// Those that mean an outage: unhealthy targets, and fewer tasks than wanted.
        Essential = "essential",
        /// Those and what announces one: CPU, memory, errors, response time, and the network's.
        All = "all",
    }
}
