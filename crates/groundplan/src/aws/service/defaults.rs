use std::fmt;

use super::connect::AppProtocol;
use super::spec::{Architecture, Capacity};
use crate::decision::settings;
use crate::unit::{Memory, Percent, Seconds, Vcpu};

/// So many times the fewest tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimesMin(u32);

impl TimesMin {
    /// The number, for so many at least.
    pub(super) fn of(self, min: u32) -> u32 {
        min.saturating_mul(self.0)
    }
}

impl fmt::Display for TimesMin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("min"),
            times => write!(f, "{times} × min"),
        }
    }
}

settings! {
    /// CPU of a task.
    ///
    /// The smallest that Fargate sells; most services need no more, and the alarms show when one does.
    VCPU: Vcpu = "services.*.size.vcpu", [Vcpu::QUARTER, Vcpu::QUARTER, Vcpu::QUARTER], [];

    /// Memory of a task.
    ///
    /// The smallest that goes with a quarter of a vCPU.
    MEMORY: Memory = "services.*.size.memory", [Memory::mib(512), Memory::mib(512), Memory::mib(512)], [];

    /// The processor of a task.
    ///
    /// Every image runs on x86. ARM costs about a fifth less, but the image must be built for it.
    ARCHITECTURE: Architecture = "services.*.architecture", [Architecture::X86, Architecture::X86, Architecture::X86], [];

    /// The fewest tasks.
    ///
    /// With two, one may fail or be replaced unnoticed; production has one for each zone.
    SCALE_MIN: u32 = "services.*.scale.min", [1, 2, 3], [];

    /// The most tasks.
    ///
    /// Room for twice the usual load, however large that is, and an end to what a runaway can cost. Development
    /// doesn't scale.
    SCALE_MAX: TimesMin = "services.*.scale.max", [TimesMin(1), TimesMin(2), TimesMin(2)], [];

    /// The CPU load at which the number of tasks is held.
    ///
    /// It leaves room for a peak while new tasks start, which takes about a minute.
    SCALE_CPU: Percent = "services.*.scale.cpu", [Percent::new(60), Percent::new(60), Percent::new(60)], [];

    /// What tasks run on.
    ///
    /// Spare capacity costs up to 70 % less and can be taken back with two minutes' notice: fine where nobody
    /// waits for an answer. Staging keeps a task that stays.
    CAPACITY: Capacity = "services.*.capacity", [Capacity::Spot, Capacity::Mixed, Capacity::OnDemand], [];

    /// The container cannot write to its own files.
    ///
    /// An intruder cannot leave anything behind. `/tmp`, and folders declared writable, are volumes of the
    /// task.
    READ_ONLY_ROOT: bool = "services.*.readOnlyRoot", [true, true, true], ["CKV_AWS_336", "ECS.5"];

    /// Nobody can open a shell in a task.
    ///
    /// Where it is on, sessions are written to a log group.
    EXEC: bool = "services.*.exec", [false, false, false], ["CKV_AWS_223", "CKV_AWS_224"];

    /// `terraform apply` waits until the new tasks run.
    ///
    /// Without it, an apply succeeds before anything has started, and a rollback goes unnoticed. Where nobody depends on
    /// the service, waiting costs more time than it saves.
    WAIT_FOR_STEADY_STATE: bool = "services.*.deploy.waitForSteadyState", [false, false, true], [];

    /// Whether the whole task ends with a container beside the service's own.
    ///
    /// As AWS has it: a task that lost a part of itself is replaced. A container that another one waits for to end is not
    /// essential, since the task would end with it.
    ESSENTIAL: bool = "services.*.sidecars.*.essential", [true, true, true], [];

    /// How long a container must have run for its restart policy to start it again.
    ///
    /// As AWS has it.
    RESTART_ATTEMPT_PERIOD: Seconds = "services.*.restartPolicy.restartAttemptPeriod", [Seconds::new(300), Seconds::new(300), Seconds::new(300)], [];

    /// What a service that others use speaks on its port.
    ///
    /// Most services speak HTTP, and the proxy then spreads requests and not connections, tries a failed one again, and counts
    /// them.
    PROTOCOL: AppProtocol = "services.*.serviceConnect.protocol", [AppProtocol::Http, AppProtocol::Http, AppProtocol::Http], [];

    /// How long a service that others use may take for an answer.
    ///
    /// As AWS has it. It is written out, since Terraform's provider turns off the one of the two times that is left out.
    REQUEST_TIMEOUT: Seconds = "services.*.serviceConnect.requestTimeout", [Seconds::new(15), Seconds::new(15), Seconds::new(15)], [];

    /// How long a connection to a service that others use may be silent.
    ///
    /// As AWS has it.
    CONNECTION_IDLE_TIMEOUT: Seconds = "services.*.serviceConnect.idleTimeout", [Seconds::new(300), Seconds::new(300), Seconds::new(300)], [];

    /// How long a task may take to stop.
    ///
    /// As long as AWS waits by default.
    STOP_TIMEOUT: Seconds = "services.*.stopTimeout", [Seconds::new(30), Seconds::new(30), Seconds::new(30)], [];
}
