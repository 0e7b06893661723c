use crate::aws::Resolver;
use crate::aws::service::container::{Container, UlimitBlueprint};
use crate::diagnostic::{Diagnostic, Rule, likely};

/// What Fargate lets a task add.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html>
const CAPABILITY: &str = "SYS_PTRACE";

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html>
const LIMITS: [&str; 15] = [
    "core",
    "cpu",
    "data",
    "fsize",
    "locks",
    "memlock",
    "msgqueue",
    "nice",
    "nofile",
    "nproc",
    "rss",
    "rtprio",
    "rttime",
    "sigpending",
    "stack",
];

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html>
const IGNORED_EXIT_CODES: usize = 50;
const RESTART_ATTEMPT_PERIOD: (u32, u32) = (60, 1800);

pub(super) fn check(container: &Container, resolver: &mut Resolver<'_>) {
    capabilities(container, resolver);
    container.ulimits.iter().for_each(|limit| ulimit(limit, container, resolver));
    restart_policy(container, resolver);
    working_directory(container, resolver);
}

fn capabilities(container: &Container, resolver: &mut Resolver<'_>) {
    let given = container.capabilities.iter().flat_map(|all| all.iter().enumerate());
    for (at, given) in given.filter(|(_, given)| *given != CAPABILITY) {
        let path = container.path.clone().key("capabilities").index(at);
        let finding = Diagnostic::new(Rule::CONTAINER, path, format!("Fargate does not give `{given}`"));
        let bare = given.to_ascii_uppercase();
        let is_meant = bare.strip_prefix("CAP_").unwrap_or(&bare) == CAPABILITY;
        resolver.report(
            finding.given(given).wants(CAPABILITY).maybe_hint(is_meant.then(|| CAPABILITY.to_owned())),
        );
    }
}

fn ulimit(limit: &UlimitBlueprint, container: &Container, resolver: &mut Resolver<'_>) {
    let path = container.path.clone().key("ulimits").key(&limit.name);
    if !LIMITS.contains(&limit.name.as_str()) {
        let finding = Diagnostic::new(Rule::CONTAINER, path, format!("Linux has no limit `{}`", limit.name));
        let meant = likely(&limit.name, LIMITS.into_iter());
        let hint = meant
            .map(|meant| format!("ulimits: {{ {meant}: {{ soft: {}, hard: {} }} }}", limit.soft, limit.hard));
        let wants = format!("one of {}", LIMITS.join(", "));
        resolver.report(finding.given(&limit.name).wants(wants).maybe_hint(hint));
    } else if *limit.soft > *limit.hard {
        let message = "the soft limit is above the hard one";
        let finding = Diagnostic::new(Rule::CONTAINER, path, message);
        let given = format!("{{ soft: {}, hard: {} }}", limit.soft, limit.hard);
        let hint = format!("{{ soft: {0}, hard: {0} }}", limit.soft);
        resolver.report(finding.given(given).wants("a soft limit up to the hard one").hint(hint));
    }
}

fn restart_policy(container: &Container, resolver: &mut Resolver<'_>) {
    let Some(policy) = &container.restart else { return };
    let path = container.path.clone().key("restartPolicy");
    let (least, most) = RESTART_ATTEMPT_PERIOD;
    let period = policy.period.as_u32();
    if !(least..=most).contains(&period) {
        let at = path.clone().key("restartAttemptPeriod");
        let finding = Diagnostic::new(Rule::CONTAINER, at, "ECS takes no such period");
        let nearest = format!("{} s", period.clamp(least, most));
        let finding = finding.given(*policy.period).wants(format!("{least} to {most} seconds"));
        resolver.report(finding.hint(nearest));
    }
    let count = policy.ignored.len();
    if count > IGNORED_EXIT_CODES {
        let at = path.key("ignoredExitCodes");
        let message = format!("{count} codes are more than ECS takes");
        let finding = Diagnostic::new(Rule::CONTAINER, at, message).given(count);
        resolver.report(finding.wants(format!("at most {IGNORED_EXIT_CODES} codes")));
    }
}

fn working_directory(container: &Container, resolver: &mut Resolver<'_>) {
    let Some(folder) = container.working_directory.as_ref().filter(|folder| !folder.starts_with('/')) else {
        return;
    };
    let at = container.path.clone().key("workingDirectory");
    let message = format!("`{folder}` cannot be a working directory");
    let finding = Diagnostic::new(Rule::CONTAINER, at, message).given(folder);
    let hint = format!("/{}", folder.trim_start_matches("./"));
    resolver.report(finding.wants("an absolute path").hint(hint));
}
