use super::defaults;
use super::existing::ExistingLoadBalancer;
use crate::aws::container_health::ContainerHealthCheck;
use crate::aws::stack_reference::StackReference;
use crate::spec::{Field, Node, OrNone, Reader, spec, string_enum};
use crate::unit::{Days, Seconds};

spec! {
    /// The load balancer that the public services of an environment share.
    pub struct LoadBalancer {
        /// Who can reach it.
        scheme(default SCHEME): LoadBalancerScheme,
        /// Whether AWS refuses to delete it; then it takes two steps to destroy the environment.
        deletion_protection(default DELETION_PROTECTION): bool,
        /// Whether each request is recorded in a bucket; `none` turns it off, `{}` on.
        access_logs(into, default ACCESS_LOGS): OrNone<AccessLogs>,
        /// Whether a web application firewall filters the requests, for about ten dollars a month and sixty
        /// cents per million requests.
        waf(default WAF): bool,
        /// Whether port 80 answers with a redirect to HTTPS, where there is HTTPS.
        http_redirect(default HTTP_REDIRECT): bool,
        /// The TLS policy: which versions and ciphers clients may use.
        tls_policy(into, default TLS_POLICY): String,
        /// How long a connection may be silent.
        idle_timeout(default IDLE_TIMEOUT): Seconds,
        /// Whether answers carry `Strict-Transport-Security` and `X-Content-Type-Options`, and no `Server`.
        security_headers(default SECURITY_HEADERS): bool,
        /// The name, such as `*.example.com`, under which services of other stacks are reached through it. With the zone it
        /// gets a certificate and a record.
        host(into, also ["hostname", "domain"]): String,
        /// The Route 53 zone of that name.
        zone(into, also ["hostedZone", "dnsZone"]): String,
        /// The ARN of a certificate that exists already, for services of other stacks.
        certificate(into, also ["certificateArn", "acm", "tls", "ssl"]): String,
        /// A load balancer that exists already, in place of one of this stack's own. Services get rules on its listener;
        /// nothing else in it is changed.
        existing(into, also ["listener", "arn"], replaces [scheme, deletion_protection, access_logs, waf, http_redirect, tls_policy, idle_timeout, security_headers, host, zone, certificate, from]): ExistingLoadBalancer,
        /// The stack whose load balancer this one uses; its spec says `share: [loadBalancer]`.
        from(into, replaces [scheme, deletion_protection, access_logs, waf, http_redirect, tls_policy, idle_timeout, security_headers, host, zone, certificate, existing]): StackReference,
    }
}

impl LoadBalancer {
    /// A load balancer in which everything is left to the defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

string_enum! {
    /// Who can reach the load balancer.
    pub enum LoadBalancerScheme {
        /// Everybody: it is in the public subnets.
        InternetFacing = "internetFacing",
        /// What is in the VPC: it is in the private subnets.
        Internal = "internal",
    }
}

spec! {
    /// The load balancer's record of requests.
    pub struct AccessLogs {
        /// How long the record is kept.
        retention(default ACCESS_LOG_RETENTION): Days,
    }
}

impl AccessLogs {
    /// Access logs in which everything is left to the defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// No access logs.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let balancer = LoadBalancer::new().access_logs(AccessLogs::none());
    /// ```
    #[must_use]
    pub fn none() -> OrNone<Self> {
        OrNone::Off
    }
}

spec! {
    /// How a service is reached through the load balancer.
    pub struct Public short public_host { "fields": ["host"], "schema": { "type": "string", "examples": ["api.example.com"] } } {
        /// The host name; requests for other names don't reach the service. Without one, the service gets
        /// what no other service asks for.
        host(into, also ["hostname", "domain", "dns"]): String,
        /// The path, such as `/api/*`; requests for other paths don't reach the service.
        path(into, also ["paths", "pathPattern", "prefix"]): String,
        /// The Route 53 zone of the host. groundplan then makes the certificate, validates it, and points
        /// the host at the load balancer. Hosts of one zone share certificates of ten names.
        zone(into, also ["hostedZone", "dnsZone"]): String,
        /// The ARN of a certificate that exists already, in the environment's region.
        certificate(into, also ["certificateArn", "acm", "tls", "ssl"]): String,
        /// The place of its rule among those of the load balancer, 1 to 50000: of two that fit a request, the lower number
        /// takes it. Default: what follows from host, path and name, so that deeper paths come first.
        priority: u32,
    }
}

fn public_host(node: &Node, reader: &mut Reader) -> Option<Public> {
    Some(Public { host: Field::read(node, reader), ..Public::default() })
}

impl Public {
    /// Reached under any name that no other service has, until a host or a path narrows it.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let public = Public::new().host("api.example.com").zone("example.com");
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Not reached through the load balancer at all.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let internal = EcsFargateService::patch("admin").public(Public::none());
    /// ```
    #[must_use]
    pub fn none() -> OrNone<Self> {
        OrNone::Off
    }
}

spec! {
    /// How it is found out whether a task is well: the load balancer asks for a path, and a command runs in the container.
    pub struct HealthCheck short health_path { "fields": ["path"], "schema": { "type": "string", "examples": ["/health"] } } {
        /// The path that it asks for.
        path(into, default HEALTH_PATH, also ["url", "endpoint", "uri"]): String,
        /// The status codes of a healthy task: `200`, `200-299`, `200,302`; of gRPC `0` to `99`, where an override sets
        /// that protocol.
        matcher(into, default HEALTH_MATCHER, also ["codes", "status", "successCodes", "statusCode"]): String,
        /// How often it asks.
        interval(default HEALTH_INTERVAL, also ["period", "every"]): Seconds,
        /// How long it waits for an answer; shorter than the interval.
        timeout(default HEALTH_TIMEOUT): Seconds,
        /// How many good answers in a row bring a task in.
        healthy(default HEALTHY, also ["healthyThreshold"]): u8,
        /// How many bad answers in a row take a task out.
        unhealthy(default UNHEALTHY, also ["unhealthyThreshold", "retries"]): u8,
        /// How long a new task is left alone before its bad answers count.
        grace(default GRACE, also ["gracePeriod", "startPeriod", "initialDelay"]): Seconds,
        /// The command that ECS runs in the container, whether a load balancer asks or not: words, one text for the shell,
        /// or these with an interval and counts of their own.
        command(into, also ["test", "cmd", "exec", "container"]): ContainerHealthCheck,
    }
}

fn health_path(node: &Node, reader: &mut Reader) -> Option<HealthCheck> {
    Some(HealthCheck { path: Field::read(node, reader), ..HealthCheck::default() })
}

impl HealthCheck {
    /// A health check in which everything is left to the defaults.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let health_check = HealthCheck::new().path("/healthz").grace(Seconds::new(30));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}
