use std::collections::BTreeMap;

use super::route::{Certificate, HealthCheckBlueprint, Route};
use super::{Blueprint, LoadBalancerScheme, existing};
use crate::aws::Resolver;
use crate::decision::Tier;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::unit::{GRPC_CODES, HTTP_CODES, is_matcher};

rules! {
    /// What is public speaks HTTPS in staging and production.
    ///
    /// Plain HTTP shows passwords and sessions to everybody on the way. Certificates cost nothing.
    HTTPS_REQUIRED = error(waivable) "load-balancer/https-required", "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1";

    /// In development, plain HTTP is asked for by name.
    ///
    /// It works, and everybody on the way can read it.
    PLAIN_HTTP = warning(waivable) "load-balancer/plain-http", "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1";

    /// The host of a zone's record is in that zone.
    ///
    /// Route 53 would put `api.example.org` into the zone `example.com` as `api.example.org.example.com`.
    HOST = error "load-balancer/host", "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html";

    /// A path condition begins with a slash and is at most 128 characters long.
    ///
    /// AWS refuses others when it is applied.
    PATH = error "load-balancer/path", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions";

    /// Two services don't receive the same requests.
    ///
    /// The load balancer would send all of them to one of the two.
    ROUTE_CONFLICT = error "load-balancer/route-conflict", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html";

    /// A certificate is named by its ARN and is in the environment's region.
    ///
    /// A load balancer takes only certificates of its own region; Terraform accepts an HTTPS listener
    /// without any.
    CERTIFICATE = error "load-balancer/certificate", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html";

    /// A health check has numbers that AWS takes, and waits less than its interval.
    ///
    /// Terraform accepts a timeout as long as the interval; AWS refuses it when it is applied.
    HEALTH_CHECK = error "load-balancer/health-check", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html";

    /// A task that leaves has at most an hour for its requests.
    ///
    /// AWS takes 0 to 3600 seconds.
    DEREGISTRATION_DELAY = error "load-balancer/deregistration-delay", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay";

    /// A connection may be silent for 1 to 4000 seconds.
    ///
    /// AWS takes no other.
    IDLE_TIMEOUT = error "load-balancer/idle-timeout", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout";

    /// The record of requests is kept for at least a day.
    ///
    /// S3 counts in whole days.
    ACCESS_LOG_RETENTION = error "load-balancer/access-log-retention", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html";

    /// A load balancer that exists keeps what it has, and each service has a host or a path of its own in it.
    ///
    /// What no rule takes is answered as its owner wants it.
    EXISTING_LOAD_BALANCER = error "load-balancer/existing", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html";

    /// Rules of a load balancer have priorities from 1 to 50000, each another.
    ///
    /// AWS refuses a number that is taken.
    PRIORITY = error "load-balancer/priority", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html";

    /// The TLS policy offers nothing older than TLS 1.2.
    ///
    /// Older versions can be broken.
    TLS_POLICY = error(waivable) "load-balancer/tls-policy", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html";
}

pub(super) fn check(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    for route in &blueprint.routes {
        let service = Path::of("services").key(&route.service);
        https(blueprint, route, &service, resolver);
        host(route, &service, resolver);
        path(route, &service, resolver);
        certificate(route, &service, resolver);
        health_check(&route.health, &service.clone().key("healthCheck"), resolver);
        deregistration_delay(route, &service, resolver);
    }
    pairs(blueprint, resolver);
    priorities(blueprint, resolver);
    if !blueprint.is_own() {
        existing::check_routes(blueprint, resolver);
        return;
    }
    idle_timeout(blueprint, resolver);
    tls_policy(blueprint, resolver);
    access_logs(blueprint, resolver);
}

fn https(blueprint: &Blueprint, route: &Route, service: &Path, resolver: &mut Resolver<'_>) {
    if !blueprint.is_own() {
        // Whether its listener speaks HTTPS, and for which names, is decided where it is made.
        return;
    }
    let covered = route.certificate.is_some() || (route.host.is_none() && blueprint.has_tls());
    if covered || (blueprint.scheme == LoadBalancerScheme::Internal && !blueprint.has_tls()) {
        return;
    }
    let strict = resolver.tier() != Tier::Development || blueprint.has_tls();
    let (rule, message) = if strict {
        (Rule::HTTPS_REQUIRED, format!("`{}` would be public over plain HTTP", route.service))
    } else {
        (Rule::PLAIN_HTTP, format!("`{}` is public over plain HTTP", route.service))
    };
    let finding = Diagnostic::new(rule, service.clone().key("public"), message)
        .wants("a host and its Route 53 zone, or the ARN of a certificate, or a waiver with the reason")
        .hint("public: { host: api.example.com, zone: example.com }");
    resolver.report(finding);
}

fn host(route: &Route, service: &Path, resolver: &mut Resolver<'_>) {
    let path = service.clone().key("public");
    let Some(host) = &route.host else {
        if let Some(zone) = &route.zone {
            let finding = Diagnostic::new(Rule::HOST, path, "a zone needs a host in it").given(zone);
            resolver.report(
                finding
                    .wants("the host under which the service is reached")
                    .hint(format!("host: api.{zone}")),
            );
        }
        return;
    };
    if !is_host(host) {
        let finding =
            Diagnostic::new(Rule::HOST, path.clone().key("host"), format!("invalid host name `{host}`"));
        resolver.report(
            finding
                .given(host)
                .wants("a name such as api.example.com or *.example.com, without scheme or path"),
        );
    }
    if let Some(zone) = route.zone.as_ref().map(|zone| zone.trim_end_matches('.'))
        && host.as_str() != zone
        && !host.ends_with(&format!(".{zone}"))
    {
        let finding =
            Diagnostic::new(Rule::HOST, path.key("zone"), format!("`{host}` is not in the zone `{zone}`"));
        resolver.report(finding.given(zone).wants(format!("the zone that `{host}` ends in")));
    }
}

/// At most 128 characters, dots between words; a leading `*.` stands for any name.
fn is_host(host: &str) -> bool {
    let plain = host.strip_prefix("*.").unwrap_or(host);
    let word = |word: &str| {
        !word.is_empty()
            && word.len() <= 63
            && !word.starts_with('-')
            && !word.ends_with('-')
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    host.len() <= 128 && plain.contains('.') && plain.split('.').all(word)
}

fn path(route: &Route, service: &Path, resolver: &mut Resolver<'_>) {
    let Some(given) = &route.path else { return };
    if !is_path(given) {
        let at = service.clone().key("public").key("path");
        let mended = format!("/{}", given.trim_start_matches('/'));
        let finding = Diagnostic::new(Rule::PATH, at, format!("invalid path condition `{given}`"))
            .given(given)
            .wants("a path that begins with a slash, of letters, digits and _-.$/~\"'@:+*?&, at most 128 characters")
            .maybe_hint(is_path(&mended).then_some(mended));
        resolver.report(finding);
    }
}

fn is_path(path: &str) -> bool {
    let legal = |character: char| character.is_ascii_alphanumeric() || "_-.$/~\"'@:+*?&".contains(character);
    path.starts_with('/') && path.len() <= 128 && path.chars().all(legal)
}

fn certificate(route: &Route, service: &Path, resolver: &mut Resolver<'_>) {
    let Some(Certificate::Existing(arn)) = &route.certificate else { return };
    let region = resolver.context.region.to_string();
    let parts: Vec<&str> = arn.split(':').collect();
    let known =
        matches!(parts.as_slice(), ["arn", _, "acm" | "iam", of, _, _] if *of == region || of.is_empty());
    if !known {
        let at = service.clone().key("public").key("certificate");
        let finding = Diagnostic::new(Rule::CERTIFICATE, at, "the load balancer cannot use this certificate")
            .given(arn)
            .wants(format!("a certificate in {region}: arn:aws:acm:{region}:ACCOUNT:certificate/ID"));
        resolver.report(finding);
    }
}

fn health_check(health: &HealthCheckBlueprint, path: &Path, resolver: &mut Resolver<'_>) {
    let mut wrong = |key: &str, given: String, wants: &str| {
        let finding =
            Diagnostic::new(Rule::HEALTH_CHECK, path.clone().key(key), format!("AWS takes no such {key}"));
        resolver.report(finding.given(given).wants(wants));
    };
    let (interval, timeout) = (health.interval.as_u32(), health.timeout.as_u32());
    if !health.path.starts_with('/') || health.path.len() > 1024 {
        wrong("path", health.path.to_string(), "a path that begins with a slash");
    }
    // Which of the two fits the target group's protocol is checked in the document, where an override may set it.
    if !is_matcher(&health.matcher, &HTTP_CODES) && !is_matcher(&health.matcher, &GRPC_CODES) {
        wrong(
            "matcher",
            health.matcher.to_string(),
            "codes from 200 to 499, such as 200, 200-299 or 200,302; of gRPC 0 to 99",
        );
    }
    if !(5..=300).contains(&interval) {
        wrong("interval", health.interval.to_string(), "5 to 300 seconds");
    }
    if !(2..=120).contains(&timeout) || timeout >= interval {
        wrong("timeout", health.timeout.to_string(), "2 to 120 seconds, and less than the interval");
    }
    for (key, count) in [("healthy", *health.healthy), ("unhealthy", *health.unhealthy)] {
        if !(2..=10).contains(&count) {
            wrong(key, count.to_string(), "2 to 10");
        }
    }
}

fn deregistration_delay(route: &Route, service: &Path, resolver: &mut Resolver<'_>) {
    if route.deregistration_delay.as_u32() > 3600 {
        let at = service.clone().key("deregistrationDelay");
        let finding = Diagnostic::new(Rule::DEREGISTRATION_DELAY, at, "AWS does not wait so long");
        resolver.report(finding.given(*route.deregistration_delay).wants("at most 1 h").hint("60 s"));
    }
}

fn pairs(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    let mut alike: BTreeMap<_, Vec<&Route>> = BTreeMap::new();
    for route in &blueprint.routes {
        let earlier = alike.entry((route.host.as_deref(), route.path.as_deref())).or_default();
        for earlier in earlier.iter() {
            let path = Path::of("services").key(&route.service).key("public");
            resolver.report(route_conflict(route, earlier, path));
        }
        earlier.push(route);
    }
}

fn priorities(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    let mut taken: BTreeMap<u32, &str> = BTreeMap::new();
    for route in &blueprint.routes {
        let Some(priority) = route.priority.as_deref().copied() else { continue };
        let path = Path::of("services").key(&route.service).key("public").key("priority");
        let earlier = taken.insert(priority, &route.service);
        let message = match earlier {
            Some(earlier) => format!("`{earlier}` and `{}` have one priority", route.service),
            None if !(1..=50_000).contains(&priority) => "AWS takes no such priority".to_owned(),
            None => continue,
        };
        let finding = Diagnostic::new(Rule::PRIORITY, path, message).given(priority);
        resolver.report(finding.wants("a number from 1 to 50000 that no other service has, or no such key"));
    }
}

fn route_conflict(route: &Route, earlier: &Route, path: Path) -> Diagnostic {
    let what = match (&route.host, &route.path) {
        (None, None) => "all other requests".to_owned(),
        (host, path) => {
            format!("{}{}", host.as_ref().map_or("*", |host| host), path.as_ref().map_or("", |path| path))
        }
    };
    Diagnostic::new(
        Rule::ROUTE_CONFLICT,
        path,
        format!("`{}` and `{}` receive the same requests", earlier.service, route.service),
    )
    .given(what)
    .wants("a host or a path of its own for each")
    .hint(format!("public: {{ path: /{}/* }}", route.service))
}

fn idle_timeout(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    if !(1..=4000).contains(&blueprint.idle_timeout.as_u32()) {
        let path = Path::of("loadBalancer.idleTimeout");
        let finding = Diagnostic::new(Rule::IDLE_TIMEOUT, path, "AWS takes no such idle timeout");
        resolver.report(finding.given(*blueprint.idle_timeout).wants("1 to 4000 seconds").hint("60 s"));
    }
}

fn tls_policy(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    let modern = ["ELBSecurityPolicy-TLS13-1-2-", "ELBSecurityPolicy-TLS13-1-3-"];
    let policy = &blueprint.tls_policy;
    if !modern.iter().any(|start| policy.starts_with(start)) {
        let path = Path::of("loadBalancer.tlsPolicy");
        let finding =
            Diagnostic::new(Rule::TLS_POLICY, path, "the TLS policy is not a modern one").given(policy);
        resolver.report(
            finding
                .wants("a policy whose name begins with ELBSecurityPolicy-TLS13-1-2- or ELBSecurityPolicy-TLS13-1-3-")
                .hint("ELBSecurityPolicy-TLS13-1-2-2021-06"),
        );
    }
}

fn access_logs(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    if let Some(retention) = blueprint.access_logs.as_ref().filter(|retention| retention.as_u32() == 0) {
        let path = Path::of("loadBalancer.accessLogs.retention");
        let finding = Diagnostic::new(Rule::ACCESS_LOG_RETENTION, path, "the record would be gone at once");
        resolver.report(finding.given(retention).wants("a day or more").hint("30 days"));
    }
}
