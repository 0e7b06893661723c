use crate::aws::Resolver;
use crate::aws::service::defaults;
use crate::decision::{Decided, Origins};
use crate::diagnostic::Path;
use crate::spec::{OrNone, spec};
use crate::terraform::{Key, Value, entry};
use crate::unit::Seconds;

spec! {
    /// Whether ECS starts a container that ended again in the same task, in place of the whole task.
    pub struct RestartPolicy {
        /// The codes with which a container may end for good: `0` for one that has done its work. At most 50.
        ignored_exit_codes(manual, also ["ignoreExitCodes", "exitCodes"]): Vec<u8>,
        /// How long a container must have run to be started again; a container that fails earlier stays down.
        restart_attempt_period(default RESTART_ATTEMPT_PERIOD, also ["attemptPeriod", "period", "delay"]): Seconds,
    }
}

impl RestartPolicy {
    /// A container that ends is started again, whatever its code.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let policy = RestartPolicy::new().ignored_exit_codes(0).restart_attempt_period(Seconds::new(180));
    /// let api = EcsFargateService::new("api").restart_policy(policy);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A container that ends takes its task along.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::patch("api").restart_policy(RestartPolicy::none());
    /// ```
    #[must_use]
    pub fn none() -> OrNone<Self> {
        OrNone::Off
    }

    /// Adds a code with which the container may end for good.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let policy = RestartPolicy::new().ignored_exit_codes(0);
    /// ```
    #[must_use]
    pub fn ignored_exit_codes(mut self, code: u8) -> Self {
        self.ignored_exit_codes.get_or_insert_default().push(code);
        self
    }
}

/// A restart policy with everything decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::aws::service) struct RestartBlueprint {
    origins: Origins,
    pub(in crate::aws::service) ignored: Vec<u8>,
    pub(in crate::aws::service) period: Decided<Seconds>,
}

pub(super) fn resolve(
    spec: Option<&OrNone<RestartPolicy>>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Option<RestartBlueprint> {
    let policy = spec?.on()?;
    let path = path.clone().key("restartPolicy");
    Some(RestartBlueprint {
        origins: resolver.explicit(&path, true),
        ignored: policy.ignored_exit_codes.clone().unwrap_or_default(),
        period: resolver.decide_at(
            &defaults::RESTART_ATTEMPT_PERIOD,
            &path,
            "restartAttemptPeriod",
            policy.restart_attempt_period,
        ),
    })
}

impl RestartBlueprint {
    /// The entry of a container definition.
    pub(super) fn entry(&self) -> (Key, Value) {
        let because = |value: Value| Decided::new(value, self.origins.clone());
        let codes: Vec<Value> = self.ignored.iter().map(|code| u32::from(*code).into()).collect();
        let mut entries = vec![entry("enabled", because(true.into()))];
        if !codes.is_empty() {
            entries.push(entry("ignoredExitCodes", because(Value::List(codes))));
        }
        entries.push(entry("restartAttemptPeriod", self.period.map(|period| period.as_u32())));
        entry("restartPolicy", Value::Object(entries))
    }
}
