use super::{AccessLogFormat, AppProtocol, Endpoint, plain_name};
use crate::aws::security_group::{Other, Rule};
use crate::aws::service::{Blueprint, access, address};
use crate::aws::{EnvironmentContext, fixed};
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, Block, Document, File, Key, Value, block, entry, object};

/// The file of the namespace: no service's is called so.
const FILE: &str = "namespace";

/// The start of the names of the proxy's log streams, beside those of the service's own containers.
const STREAM_PREFIX: &str = "service-connect";

/// Adds the namespace that knows the endpoints of an environment, where there is one. AWS deletes it only once no service is in
/// it; the provider tries for two minutes.
pub(in crate::aws::service) fn namespace(
    services: &[Blueprint],
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let users: Vec<Origins> = services
        .iter()
        .filter(|service| service.connect.has_proxy())
        .map(|service| service.connect.origins())
        .collect();
    if users.is_empty() {
        return;
    }
    let mut file = document.file(FILE);
    file.because(&users.iter().collect()).resource(
        "aws_service_discovery_http_namespace",
        "main",
        block! {
            name        = context.name(&[], 1024),
            description = "The endpoints of services that others use",
            tags        = object! { "Name": context.name(&[], 255) },
        },
    );
}

/// What the ECS service says of Service Connect.
pub(in crate::aws::service) fn configuration(
    service: &Blueprint,
    context: &EnvironmentContext,
) -> Decided<Option<Block>> {
    let connect = &service.connect;
    let block = connect.has_proxy().then(|| {
        block! {
            enabled   = true,
            namespace = Address::resource("aws_service_discovery_http_namespace", "main").attr("arn"),
            service   = connect.endpoint.as_ref().map(|endpoint| {
                Decided::new(endpoint_block(service, endpoint), endpoint.origins.clone())
            }),
            log_configuration {
                log_driver = "awslogs",
                options    = object! {
                    "awslogs-group": Address::resource("aws_cloudwatch_log_group", service.label.clone()).attr("name"),
                    "awslogs-region": context.region().map(ToString::to_string),
                    "awslogs-stream-prefix": STREAM_PREFIX,
                    "mode": "non-blocking",
                    "max-buffer-size": "25m",
                },
            }
            access_log_configuration = connect.endpoint.as_ref().map(access_logs),
        }
    });
    Decided::new(block, connect.origins())
}

fn access_logs(endpoint: &Endpoint) -> Decided<Option<Block>> {
    let word = |format: &AccessLogFormat| match format {
        AccessLogFormat::Text => "TEXT",
        AccessLogFormat::Json => "JSON",
    };
    endpoint.access_logs.map(|format| format.as_ref().map(|format| block! { format = word(format) }))
}

fn endpoint_block(service: &Blueprint, endpoint: &Endpoint) -> Block {
    let timeout = endpoint.timeouts.as_ref().map(|(request, idle)| {
        block! {
            idle_timeout_seconds        = idle.map(|timeout| timeout.as_u32()),
            per_request_timeout_seconds = request.map(|timeout| timeout.as_u32()),
        }
    });
    block! {
        port_name      = plain_name(&service.name),
        discovery_name = plain_name(&service.name),
        client_alias {
            port     = &endpoint.port,
            dns_name = endpoint.dns_name.clone(),
        }
        timeout = Decided::new(timeout, endpoint.protocol.origins().clone()),
    }
}

/// What the port mapping of a service that others use says beside its port.
pub(in crate::aws::service) fn port_mapping(service: &Blueprint) -> Vec<(Key, Value)> {
    let Some(endpoint) = &service.connect.endpoint else { return Vec::new() };
    let name = entry("name", Decided::new(plain_name(&service.name), endpoint.origins.clone()));
    let protocol = match *endpoint.protocol {
        AppProtocol::Tcp => None,
        AppProtocol::Http => Some("http"),
        AppProtocol::Http2 => Some("http2"),
        AppProtocol::Grpc => Some("grpc"),
    };
    let protocol = protocol
        .map(|protocol| entry("appProtocol", endpoint.protocol.map(|_| protocol).because(&endpoint.origins)));
    [name].into_iter().chain(protocol).collect()
}

/// Adds the two sides of each call: out at the caller's tasks, in at those of what it calls. The proxy of what is called
/// listens on its port. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html>
pub(in crate::aws::service) fn rules(service: &Blueprint, file: &mut File<'_>) {
    let group =
        |label: &str| Value::from(Address::resource("aws_security_group", label.to_owned()).attr("id"));
    for call in &service.connect.calls {
        let file = &mut file.because(&call.origins);
        let outward = Rule {
            label: format!("{}_to_{}", service.label, call.label),
            group: access::group(service).into(),
            description: fixed(format!("To the tasks of {}", call.name)),
            port: call.port.clone(),
            other: Other::Group(group(&call.label)),
        };
        outward.egress(file);
        let inward = Rule {
            label: format!("{}_from_{}", call.label, service.label),
            group: group(&call.label),
            description: fixed(format!("From the tasks of {}", service.name)),
            port: call.port.clone(),
            other: Other::Group(access::group(service).into()),
        };
        inward.ingress(file);
    }
}

/// What a service is deployed after, so that its tasks know where those are that it calls.
pub(in crate::aws::service) fn order(service: &Blueprint) -> Decided<Vec<Address>> {
    let earlier = || service.connect.calls.iter().filter(|call| call.is_after);
    let addresses = earlier().map(|call| address(&call.label)).collect();
    Decided::new(addresses, earlier().map(|call| &call.origins).collect())
}
