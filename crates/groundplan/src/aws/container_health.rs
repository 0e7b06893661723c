//! What a spec says of the health of a container. `service` makes a health check of it.

mod defaults;

pub(crate) use defaults::rows;

use super::Resolver;
use crate::decision::Decided;
use crate::diagnostic::Path;
use crate::spec::spec;
use crate::terraform::{Key, Value, entry};
use crate::unit::Seconds;

spec! {
    /// How ECS finds out whether a container is well: by a command that runs in it and ends with 0. ECS replaces the
    /// task of an essential container that is not; health checks of the image itself count for nothing.
    pub struct ContainerHealthCheck by command {
        /// What runs: a list of words is run as it is; one text with spaces goes through the container's shell.
        command(manual, also ["test", "cmd"]): Vec<String>,
        /// How often it runs.
        interval(default INTERVAL, also ["period", "every"]): Seconds,
        /// How long it may take.
        timeout(default TIMEOUT): Seconds,
        /// How many times in a row it may fail before the container counts as unhealthy.
        retries(default RETRIES, also ["unhealthy", "unhealthyThreshold"]): u8,
        /// How long a new container may fail without it being counted.
        start_period(default START_PERIOD, also ["grace", "gracePeriod", "initialDelay"]): Seconds,
    }
}

impl ContainerHealthCheck {
    /// A command, word by word.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let check = ContainerHealthCheck::new(["curl", "-f", "http://localhost:8080/healthz"]).retries(5);
    /// let api = EcsFargateService::new("api").health_check(HealthCheck::new().command(check));
    /// ```
    #[must_use]
    pub fn new<T: Into<String>>(words: impl IntoIterator<Item = T>) -> Self {
        Self::patch().command(words)
    }

    /// A change of the check, for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let slower = ContainerHealthCheck::patch().interval(Seconds::new(60));
    /// ```
    #[must_use]
    pub fn patch() -> Self {
        Self::default()
    }

    /// Sets what runs; a single text with spaces goes through the shell.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let check = ContainerHealthCheck::patch().command(["pg_isready || exit 1"]);
    /// ```
    #[must_use]
    pub fn command<T: Into<String>>(mut self, words: impl IntoIterator<Item = T>) -> Self {
        self.command = Some(words.into_iter().map(Into::into).collect());
        self
    }
}

impl<const N: usize> From<[&str; N]> for ContainerHealthCheck {
    fn from(words: [&str; N]) -> Self {
        Self::new(words)
    }
}

/// A health check with everything decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HealthBlueprint {
    /// Where the spec says so.
    pub(crate) path: Path,
    pub(crate) command: Decided<Vec<String>>,
    pub(crate) interval: Decided<Seconds>,
    pub(crate) timeout: Decided<Seconds>,
    pub(crate) retries: Decided<u8>,
    pub(crate) start_period: Decided<Seconds>,
}

pub(crate) fn resolve(
    spec: &ContainerHealthCheck,
    path: Path,
    resolver: &mut Resolver<'_>,
) -> HealthBlueprint {
    let command = spec.command.clone().unwrap_or_default();
    let origins = resolver.explicit(&path, command.join(" "));
    HealthBlueprint {
        command: Decided::new(command, origins),
        interval: resolver.decide_at(&defaults::INTERVAL, &path, "interval", spec.interval),
        timeout: resolver.decide_at(&defaults::TIMEOUT, &path, "timeout", spec.timeout),
        retries: resolver.decide_at(&defaults::RETRIES, &path, "retries", spec.retries),
        start_period: resolver.decide_at(&defaults::START_PERIOD, &path, "startPeriod", spec.start_period),
        path,
    }
}

impl HealthBlueprint {
    /// The entry of a container definition; each number is written, so that no default of AWS's is a change later.
    pub(crate) fn entry(&self) -> (Key, Value) {
        let seconds = |seconds: &Decided<Seconds>| seconds.map(|seconds| seconds.as_u32());
        let check = Value::Object(vec![
            entry("command", self.command.map(|words| words_of(words))),
            entry("interval", seconds(&self.interval)),
            entry("timeout", seconds(&self.timeout)),
            entry("retries", self.retries.map(|retries| u32::from(*retries))),
            entry("startPeriod", seconds(&self.start_period)),
        ]);
        entry("healthCheck", check)
    }
}

/// As Docker wants it: what runs as it is begins with `CMD`, what goes through a shell with `CMD-SHELL`.
fn words_of(words: &[String]) -> Vec<String> {
    let form = match words {
        [first, ..] if ["CMD", "CMD-SHELL"].contains(&first.as_str()) => return words.to_vec(),
        [only] if only.contains(char::is_whitespace) => "CMD-SHELL",
        _ => "CMD",
    };
    [form.to_owned()].into_iter().chain(words.iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_spaces_goes_through_the_shell_and_words_do_not() {
        let of = |words: &[&str]| words_of(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["curl", "-f", "http://localhost"]), ["CMD", "curl", "-f", "http://localhost"]);
        assert_eq!(of(&["curl -f http://localhost || exit 1"])[0], "CMD-SHELL");
        assert_eq!(of(&["/healthcheck"]), ["CMD", "/healthcheck"]);
        assert_eq!(of(&["CMD-SHELL", "true"]), ["CMD-SHELL", "true"]);
    }
}
