use crate::aws::Resolver;
use crate::aws::container_health::HealthBlueprint;
use crate::aws::service::container::Container;
use crate::decision::Decided;
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::unit::Seconds;

/// AWS's own limits.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>
const INTERVAL: (u32, u32) = (5, 300);
const TIMEOUT: (u32, u32) = (2, 60);
const RETRIES: (u8, u8) = (1, 10);
const START_PERIOD: (u32, u32) = (0, 300);

pub(super) fn check(container: &Container, resolver: &mut Resolver<'_>) {
    let Some(health) = &container.health else { return };
    command(health, resolver);
    seconds("interval", &health.interval, INTERVAL, &health.path, resolver);
    seconds("timeout", &health.timeout, TIMEOUT, &health.path, resolver);
    seconds("startPeriod", &health.start_period, START_PERIOD, &health.path, resolver);
    let (least, most) = RETRIES;
    if !(least..=most).contains(&*health.retries) {
        let at = health.path.clone().key("retries");
        let finding = Diagnostic::new(Rule::CONTAINER, at, "ECS takes no such number of retries");
        let nearest = health.retries.clamp(least, most).to_string();
        resolver.report(finding.given(*health.retries).wants(format!("{least} to {most}")).hint(nearest));
    }
}

/// `CMD` alone runs nothing; `NONE` turns off a check of the image, which ECS does not run in any case.
fn command(health: &HealthBlueprint, resolver: &mut Resolver<'_>) {
    let words: Vec<&str> = health.command.iter().map(String::as_str).collect();
    let is_nothing = match words.as_slice() {
        ["CMD" | "CMD-SHELL", rest @ ..] => rest.iter().all(|word| word.trim().is_empty()),
        ["NONE", ..] => true,
        words => words.iter().all(|word| word.trim().is_empty()),
    };
    if is_nothing {
        let finding = Diagnostic::new(Rule::CONTAINER, health.path.clone(), "this health check runs nothing");
        resolver.report(
            finding
                .given(words.join(" "))
                .wants("a command that ends with 0 while the container is well, or no health check")
                .hint("{ command: [curl, -f, \"http://localhost:8080/\"] }"),
        );
    }
}

fn seconds(
    key: &str,
    decided: &Decided<Seconds>,
    (least, most): (u32, u32),
    path: &Path,
    resolver: &mut Resolver<'_>,
) {
    let given = decided.as_u32();
    if !(least..=most).contains(&given) {
        let message =
            format!("ECS takes no such {}", if key == "startPeriod" { "start period" } else { key });
        let finding = Diagnostic::new(Rule::CONTAINER, path.clone().key(key), message);
        let nearest = Seconds::new(given.clamp(least, most)).to_string();
        let wants = format!("{least} to {most} seconds");
        resolver.report(finding.given(**decided).wants(wants).hint(nearest));
    }
}
