//! Calls between the services of an environment, through ECS Service Connect: from what a spec says to what both sides get.
//!
//! A proxy of AWS in each task knows where the tasks of the others are. Tasks know the endpoints that were there when their
//! deployment began: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html>. So
//! callers are deployed after what they call, and a change of where a service is reached changes its callers' variables.

mod emit;
mod order;
mod resolve;
mod spec;
mod variable;

pub use spec::{AccessLogFormat, AppProtocol, ServiceConnect, Use, UseEnv};

pub(super) use emit::{configuration, namespace, order as depends_on, port_mapping, rules};
pub(super) use resolve::{Used, join};

use super::Blueprint;
use crate::decision::{Decided, Origins};
use crate::diagnostic::Path;
use crate::terraform::Text;
use crate::unit::{Seconds, fit, label};

/// What a service has of Service Connect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Connect {
    /// How the others reach it, where one does.
    pub(super) endpoint: Option<Endpoint>,
    /// What it calls.
    pub(super) calls: Vec<Call>,
}

impl Connect {
    /// Whether there is a proxy in its tasks.
    pub(super) fn has_proxy(&self) -> bool {
        self.endpoint.is_some() || !self.calls.is_empty()
    }

    /// What says so.
    fn origins(&self) -> Origins {
        let endpoint = self.endpoint.iter().map(|endpoint| &endpoint.origins);
        endpoint.chain(self.calls.iter().map(|call| &call.origins)).collect()
    }

    /// The variables that say where what it calls is.
    pub(super) fn variables(&self) -> impl Iterator<Item = &(String, Decided<Text>)> {
        self.calls.iter().flat_map(|call| &call.variables)
    }
}

/// How a service is reached by the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// Who uses it.
    pub(super) origins: Origins,
    pub(super) callers: usize,
    pub(super) protocol: Decided<AppProtocol>,
    pub(super) dns_name: Decided<String>,
    pub(super) port: Decided<u16>,
    pub(super) access_logs: Decided<Option<AccessLogFormat>>,
    /// How long a request may take, and a connection be silent, where the proxy knows requests.
    pub(super) timeouts: Option<(Decided<Seconds>, Decided<Seconds>)>,
}

/// A service that another one calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// Where the spec says so.
    pub(super) path: Path,
    pub(super) origins: Origins,
    /// The name and the label of what is called.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) port: Decided<u16>,
    pub(super) variables: Vec<(String, Decided<Text>)>,
    /// Whether the caller is deployed after it. Of services that call each other in a circle, one can't be.
    pub(super) is_after: bool,
}

/// Whether requests between services are written down.
pub(crate) fn call_logs(services: &[Blueprint]) -> Decided<bool> {
    let endpoints = services.iter().filter_map(|service| service.connect.endpoint.as_ref());
    let logs: Vec<&Decided<Option<AccessLogFormat>>> =
        endpoints.map(|endpoint| &endpoint.access_logs).collect();
    let origins = logs.iter().map(|logs| logs.origins()).collect();
    Decided::new(logs.iter().any(|logs| logs.is_some()), origins)
}

/// A service's name as Service Connect takes it: small letters, digits and hyphens, at most 64 of them.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html>
fn plain_name(name: &str) -> String {
    fit(&[&label(name).trim_matches('_').replace('_', "-")], 64)
}
