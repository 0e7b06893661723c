use crate::spec::{OrNone, spec, string_enum};
use crate::unit::{Days, Seconds};

spec! {
    /// The load balancer that the public services of an environment share.
    pub struct LoadBalancer {
        /// Who can reach it: the internet, unless said otherwise.
        scheme: LoadBalancerScheme,
        /// Whether AWS refuses to delete it. On in staging and production; then it takes two steps to
        /// destroy the environment.
        deletion_protection: bool,
        /// Whether each request is recorded in a bucket. Off in development; `none` turns it off.
        access_logs(into): OrNone<AccessLogs>,
        /// Whether a web application firewall stands in front. On in production: about ten dollars a month
        /// and sixty cents per million requests.
        waf: bool,
        /// Whether port 80 answers with a redirect to HTTPS. On wherever there is HTTPS.
        http_redirect: bool,
        /// The TLS policy. TLS 1.2 and 1.3 with forward secrecy.
        tls_policy(into): String,
        /// How long a connection may be silent.
        idle_timeout: Seconds,
        /// Whether answers carry `Strict-Transport-Security` and `X-Content-Type-Options`, and no `Server`.
        /// In production.
        security_headers: bool,
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
        /// Everybody: it stands in the public subnets.
        InternetFacing = "internetFacing",
        /// What is in the VPC: it stands in the private subnets.
        Internal = "internal",
    }
}

spec! {
    /// The load balancer's record of requests.
    pub struct AccessLogs {
        /// How long the record is kept: 30 days in development, 90 in staging, a year in production.
        retention: Days,
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
    pub struct Public {
        /// The host name; requests for other names don't reach the service. Without one, the service gets
        /// what no other service asks for.
        host(into): String,
        /// The path, such as `/api/*`; requests for other paths don't reach the service.
        path(into): String,
        /// The Route 53 zone of the host. groundplan then makes the certificate, validates it, and points
        /// the host at the load balancer.
        zone(into): String,
        /// The ARN of a certificate that exists already, in the environment's region.
        certificate(into): String,
    }
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
    /// How the load balancer finds out whether a task is well.
    pub struct HealthCheck {
        /// The path that it asks for.
        path(into): String,
        /// The status codes that mean well: `200`, `200-299`, `200,302`.
        matcher(into): String,
        /// How often it asks.
        interval: Seconds,
        /// How long it waits for an answer; shorter than the interval.
        timeout: Seconds,
        /// How many good answers in a row bring a task in.
        healthy: u8,
        /// How many bad answers in a row take a task out.
        unhealthy: u8,
        /// How long a new task is left alone before its bad answers count.
        grace: Seconds,
    }
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
