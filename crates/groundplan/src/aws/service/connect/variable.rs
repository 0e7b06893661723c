//! The environment variables that say where a used service is.

use super::{AppProtocol, Endpoint, Used};
use crate::aws::Resolver;
use crate::decision::{Decided, Origins};
use crate::terraform::Text;
use crate::unit::label;

/// The variables of a caller. A client of HTTP begins with a URL. One of another protocol begins with a host and a port; and
/// one of gRPC with either, as its language has it.
pub(super) fn variables(
    used: &Used<'_>,
    (endpoint, origins): (&Endpoint, &Origins),
    resolver: &mut Resolver<'_>,
) -> Vec<(String, Decided<Text>)> {
    let Endpoint { protocol, dns_name: host, port, .. } = endpoint;
    let url = Decided::new(format!("http://{host}:{port}"), host.origins().and(port.origins()));
    let port = port.map(ToString::to_string);
    let has_url = **protocol != AppProtocol::Tcp;
    let has_host = matches!(**protocol, AppProtocol::Grpc | AppProtocol::Tcp);
    let named = used.how.env.clone().unwrap_or_default();
    let all = [
        ("url", named.url, has_url, url),
        ("host", named.host, has_host, host.clone()),
        ("port", named.port, has_host, port),
    ];
    let mut variables = Vec::new();
    for (key, named, is_usual, value) in all {
        let stated = resolver.stated(&used.path.clone().key("env"), key, named.as_ref());
        let is_wanted = is_usual || (stated.is_some() && key != "url");
        if is_wanted {
            let by_name = stated.as_ref().map(|name| name.origins().clone()).unwrap_or_default();
            let variable = stated.map_or_else(|| usual(used.name, key), Decided::into_value);
            let value = value.map(|text| Text::from(text.clone()));
            variables.push((variable, value.because(&by_name).because(origins).because(protocol.origins())));
        }
    }
    variables
}

/// `API_URL`, for `api`.
fn usual(name: &str, key: &str) -> String {
    format!("{}_{key}", label(name).trim_matches('_')).to_uppercase()
}
