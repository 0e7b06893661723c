use crate::aws::service::{EcsFargateService, defaults};
use crate::spec::{Field, Node, OrNone, Reader, spec, string_enum};
use crate::unit::Seconds;

spec! {
    /// How a service uses another one of its environment. Its tasks reach it by its name, and are given environment
    /// variables that say where it is.
    pub struct Use named name listed names {
        /// What the variables are called. Without it, they are called after what is used: of `api`, `API_URL`, or
        /// `API_HOST` and `API_PORT`.
        env(into, also ["as", "variable", "environment"]): UseEnv,
    }
}

impl Use {
    /// The use of something by its name.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let web = EcsFargateService::new("web").uses(Use::new("api").env("BACKEND_URL"));
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

impl From<&str> for Use {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl From<&EcsFargateService> for Use {
    fn from(service: &EcsFargateService) -> Self {
        Self::new(&service.name)
    }
}

spec! {
    /// What the environment variables are called that say where a used service is. One name is that of its URL.
    pub struct UseEnv by url {
        /// The variable with its URL, `http://api:8080`. Callers of `http`, `http2` and `grpc` have one: `API_URL`.
        url(into): String,
        /// The variable with its name. Callers of `grpc` and `tcp` have one, others where it is named here: `API_HOST`.
        host(into): String,
        /// The variable with its port. Callers of `grpc` and `tcp` have one, others where it is named here: `API_PORT`.
        port(into): String,
    }
}

impl UseEnv {
    /// Variables that are called after what is used.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let smtp = UseEnv::new().host("SMTP_HOST").port("SMTP_PORT");
    /// let web = EcsFargateService::new("web").uses(Use::new("mail").env(smtp));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl From<&str> for UseEnv {
    fn from(url: &str) -> Self {
        Self::new().url(url)
    }
}

spec! {
    /// How a service is reached by those that use it: through ECS Service Connect, a proxy of AWS beside each task.
    pub struct ServiceConnect short protocol { "fields": ["protocol"], "schema": { "$ref": "#/$defs/AppProtocol" } } {
        /// What the service speaks on its port. AWS changes it of no service: it has to be deleted and made anew.
        protocol(default PROTOCOL, also ["appProtocol"]): AppProtocol,
        /// The name by which others reach it. Without it, that is the service's own, in small letters.
        dns_name(into, also ["alias", "hostname"]): String,
        /// How long a request may take until its answer is whole; `0 s` for as long as it likes. Requests of the load balancer
        /// go through the proxy as well. Nothing of this in `tcp`.
        request_timeout(default REQUEST_TIMEOUT, also ["perRequestTimeout", "timeout"]): Seconds,
        /// How long a connection may be silent; `0 s` for as long as it likes. A request ends with it where it is shorter than
        /// `requestTimeout`. In `tcp` it is an hour, and stays so.
        idle_timeout(default CONNECTION_IDLE_TIMEOUT): Seconds,
        /// Whether the proxy writes a line of each request, and how, into the service's log group; without parameters of the
        /// query. It needs AWS provider 6.40 or newer. Without it, or with `none`, it does not.
        access_logs(into, also ["accessLogConfiguration"]): OrNone<AccessLogFormat>,
    }
}

/// `grpc`
fn protocol(node: &Node, reader: &mut Reader) -> Option<ServiceConnect> {
    AppProtocol::read(node, reader).map(ServiceConnect::from)
}

impl ServiceConnect {
    /// A service in which everything about its callers is left to the defaults.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let connect = ServiceConnect::new().protocol(AppProtocol::Grpc).request_timeout(Seconds::new(60));
    /// let api = EcsFargateService::new("api").port(50051).service_connect(connect);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl From<AppProtocol> for ServiceConnect {
    fn from(protocol: AppProtocol) -> Self {
        Self::new().protocol(protocol)
    }
}

string_enum! {
    /// How a request is written down.
    pub enum AccessLogFormat {
        /// A line of text, as Envoy has it.
        Text = "text",
        /// An object in JSON, whose fields can be searched.
        Json = "json",
    }
}

string_enum! {
    /// What a service speaks to those that use it.
    pub enum AppProtocol {
        /// HTTP/1.1. Requests are spread over the tasks one by one, and counted.
        Http = "http" also ["http1", "http/1.1", "rest"],
        /// HTTP/2 without TLS.
        Http2 = "http2" also ["h2", "h2c", "http/2"],
        /// gRPC without TLS. Calls are spread over the tasks one by one, and counted by their status.
        Grpc = "grpc",
        /// Anything else. Connections are spread over the tasks, whatever goes through them.
        Tcp = "tcp",
    }
}
