use super::spec::LoadBalancerScheme;
use crate::decision::settings;
use crate::unit::{Days, Seconds};

settings! {
    /// Who can reach the load balancer.
    ///
    /// It exists only when a service says `public`, and that word means the internet.
    SCHEME: LoadBalancerScheme = "loadBalancer.scheme", [LoadBalancerScheme::InternetFacing, LoadBalancerScheme::InternetFacing, LoadBalancerScheme::InternetFacing], [];

    /// AWS refuses to delete the load balancer.
    ///
    /// Its name in DNS is lost with it. Development must be easy to destroy.
    DELETION_PROTECTION: bool = "loadBalancer.deletionProtection", [false, true, true], ["CKV_AWS_150", "ELB.6"];

    /// Each request is recorded in a bucket.
    ///
    /// The only record of who asked for what, for cents a month.
    ACCESS_LOGS: bool = "loadBalancer.accessLogs", [false, true, true], ["CKV_AWS_91", "ELB.5"];

    /// How long the record of requests is kept.
    ///
    /// As long as the tasks' logs, and a month at least.
    ACCESS_LOG_RETENTION: Days = "loadBalancer.accessLogs.retention", [Days::new(30), Days::new(90), Days::new(365)], [];

    /// A web application firewall filters the requests.
    ///
    /// It stops well-known attacks, Log4j lookups among them. It costs about ten dollars a month, so it
    /// is off below production.
    WAF: bool = "loadBalancer.waf", [false, false, true], ["CKV2_AWS_28", "CKV2_AWS_76", "CKV_AWS_192", "ELB.16"];

    /// Port 80 answers with a redirect to HTTPS.
    ///
    /// People type names without a scheme. Without the redirect nothing listens on port 80.
    HTTP_REDIRECT: bool = "loadBalancer.httpRedirect", [true, true, true], ["CKV2_AWS_20", "ELB.1"];

    /// TLS 1.2 and 1.3 with forward secrecy.
    ///
    /// Written out, since AWS's own default is of 2016.
    TLS_POLICY: &'static str = "loadBalancer.tlsPolicy",
        ["ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS13-1-2-2021-06"],
        ["CKV_AWS_103", "CKV2_AWS_74", "ELB.17"];

    /// How long a connection may be silent.
    ///
    /// The default of AWS.
    IDLE_TIMEOUT: Seconds = "loadBalancer.idleTimeout", [Seconds::new(60), Seconds::new(60), Seconds::new(60)], [];

    /// Answers carry `Strict-Transport-Security` and `X-Content-Type-Options`, and no `Server`.
    ///
    /// Browsers remember `Strict-Transport-Security` for a year, so it is left to production.
    SECURITY_HEADERS: bool = "loadBalancer.securityHeaders", [false, false, true], [];

    /// The path of the health check.
    ///
    /// Every web server answers something there; an application should offer a cheaper path of its own.
    HEALTH_PATH: &'static str = "services.*.healthCheck.path", ["/", "/", "/"], ["CKV_AWS_261"];

    /// The status codes of a healthy task.
    ///
    /// A redirect is not an answer of the application.
    HEALTH_MATCHER: &'static str = "services.*.healthCheck.matcher", ["200-299", "200-299", "200-299"], [];

    /// How often the load balancer asks.
    ///
    /// Two good answers bring a task in, so a deployment waits half a minute for it.
    HEALTH_INTERVAL: Seconds = "services.*.healthCheck.interval", [Seconds::new(15), Seconds::new(15), Seconds::new(15)], [];

    /// How long the load balancer waits for an answer.
    ///
    /// AWS wants less than the interval.
    HEALTH_TIMEOUT: Seconds = "services.*.healthCheck.timeout", [Seconds::new(5), Seconds::new(5), Seconds::new(5)], [];

    /// How many good answers bring a task in.
    ///
    /// The fewest that AWS takes.
    HEALTHY: u8 = "services.*.healthCheck.healthy", [2, 2, 2], [];

    /// How many bad answers take a task out.
    ///
    /// One lost packet should not.
    UNHEALTHY: u8 = "services.*.healthCheck.unhealthy", [3, 3, 3], [];

    /// How long a new task is left alone before its bad answers count.
    ///
    /// Without it a task that starts slowly is killed before it is up, over and over.
    GRACE: Seconds = "services.*.healthCheck.grace", [Seconds::new(60), Seconds::new(60), Seconds::new(60)], [];

    /// How long a task that leaves may finish its requests.
    ///
    /// AWS waits five minutes by default, which only slows deployments; a Spot task has two.
    DEREGISTRATION_DELAY: Seconds = "services.*.deregistrationDelay", [Seconds::new(10), Seconds::new(30), Seconds::new(60)], [];
}
