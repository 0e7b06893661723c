//! Who calls whom, decided once every service is.

use super::order::circles;
use super::variable::variables;
use super::{AccessLogFormat, AppProtocol, Call, Connect, Endpoint, ServiceConnect, Use, plain_name};
use crate::aws::service::requests::on;
use crate::aws::service::rules::connect as rules;
use crate::aws::service::{Blueprint, EcsFargateService, defaults};
use crate::aws::{Resolver, cluster};
use crate::decision::{Decided, Origins};
use crate::diagnostic::Path;
use crate::spec::{Map, OrNone};
use crate::unit::Lookup;

/// The services of an environment, by name.
type Services = Map<OrNone<EcsFargateService>>;

/// What a spec says of one use: the number of the caller, what it uses, and how.
pub(in crate::aws::service) struct Used<'a> {
    pub(in crate::aws::service) caller: usize,
    pub(in crate::aws::service) name: &'a str,
    pub(in crate::aws::service) how: &'a Use,
    pub(in crate::aws::service) path: Path,
}

/// Decides how services are connected, and says so in each.
pub(in crate::aws::service) fn join(
    services: &mut [Blueprint],
    specs: Option<&Services>,
    cluster: &cluster::Blueprint,
    resolver: &mut Resolver<'_>,
) {
    let used = used(specs);
    if used.is_empty() {
        return;
    }
    let known: Lookup<String, usize> =
        services.iter().enumerate().map(|(at, service)| (service.name.clone(), at)).collect();
    let legal: Vec<(&Used<'_>, usize)> = used
        .iter()
        .filter_map(|used| Some((used, rules::called(used, services, &known, specs, resolver)?)))
        .collect();
    let stated: Vec<Origins> =
        legal.iter().map(|(used, _)| resolver.explicit(&used.path, used.name)).collect();
    let specs: Vec<&EcsFargateService> = on(specs).map(|(_, spec)| spec).collect();
    let connects = connects(services, &specs, &legal, &stated, resolver);
    for (service, connect) in services.iter_mut().zip(connects) {
        service.connect = connect;
    }
    rules::check(services, cluster, resolver);
}

/// What services use, as the spec has it.
fn used<'a>(specs: Option<&'a Services>) -> Vec<Used<'a>> {
    let of_service = |(caller, (name, spec)): (usize, (&'a str, &'a EcsFargateService))| {
        let path = Path::of("services").key(name).key("uses");
        let uses = spec.uses.iter().flat_map(Map::iter);
        uses.filter_map(move |(name, how)| {
            Some(Used { caller, name, how: how.on()?, path: path.clone().key(name) })
        })
    };
    on(specs).enumerate().flat_map(of_service).collect()
}

fn connects(
    services: &[Blueprint],
    specs: &[&EcsFargateService],
    legal: &[(&Used<'_>, usize)],
    stated: &[Origins],
    resolver: &mut Resolver<'_>,
) -> Vec<Connect> {
    let mut connects: Vec<Connect> = services.iter().map(|_| Connect::default()).collect();
    let mut callers: Vec<Vec<&Origins>> = vec![Vec::new(); services.len()];
    let mut calls: Vec<Vec<usize>> = vec![Vec::new(); services.len()];
    for ((used, called), origins) in legal.iter().zip(stated) {
        callers.get_mut(*called).into_iter().for_each(|callers| callers.push(origins));
        calls.get_mut(used.caller).into_iter().for_each(|calls| calls.push(*called));
    }
    for (((connect, service), spec), callers) in connects.iter_mut().zip(services).zip(specs).zip(&callers) {
        connect.endpoint = endpoint(service, spec, callers, resolver);
    }
    let circles = circles(&calls);
    for ((used, called), origins) in legal.iter().zip(stated) {
        let endpoint = connects.get(*called).and_then(|connect| connect.endpoint.clone());
        let (Some(endpoint), Some(caller), Some(service)) =
            (endpoint, services.get(used.caller), services.get(*called))
        else {
            continue;
        };
        let is_circle = circles.get(used.caller) == circles.get(*called);
        let call = Call {
            path: used.path.clone(),
            origins: origins.clone(),
            name: service.name.clone(),
            label: service.label.clone(),
            port: endpoint.port.clone(),
            variables: variables(used, (&endpoint, origins), resolver),
            // Names and not places decide, as everywhere.
            is_after: !is_circle || service.name < caller.name,
        };
        rules::url_of_tcp(used, &endpoint, resolver);
        connects.get_mut(used.caller).into_iter().for_each(|connect| connect.calls.push(call.clone()));
    }
    connects
}

fn endpoint(
    service: &Blueprint,
    spec: &EcsFargateService,
    callers: &[&Origins],
    resolver: &mut Resolver<'_>,
) -> Option<Endpoint> {
    let port = service.port.clone().filter(|_| !callers.is_empty())?;
    let path = Path::of("services").key(&service.name).key("serviceConnect");
    let spec = spec.service_connect.clone().unwrap_or_default();
    let dns_name = match resolver.stated(&path, "dnsName", spec.dns_name.as_ref()) {
        Some(stated) => stated,
        None => {
            let name = plain_name(&service.name);
            let reason = "Others reach a service by its own name.";
            let origins = resolver.implied(&path.clone().key("dnsName").to_string(), &name, reason);
            Decided::new(name, origins)
        }
    };
    let protocol = resolver.decide(&defaults::PROTOCOL, &service.name, spec.protocol);
    let timeouts = match *protocol {
        AppProtocol::Tcp => rules::timeouts_of_tcp(&spec, &path, resolver),
        _ => Some((
            resolver.decide(&defaults::REQUEST_TIMEOUT, &service.name, spec.request_timeout),
            resolver.decide(&defaults::CONNECTION_IDLE_TIMEOUT, &service.name, spec.idle_timeout),
        )),
    };
    Some(Endpoint {
        origins: callers.iter().copied().collect(),
        callers: callers.len(),
        protocol,
        dns_name,
        port,
        access_logs: access_logs(&spec, &path, resolver),
        timeouts,
    })
}

fn access_logs(
    spec: &ServiceConnect,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Decided<Option<AccessLogFormat>> {
    match resolver.stated(path, "accessLogs", spec.access_logs.as_ref().and_then(OrNone::on)) {
        Some(format) => format.map(|format| Some(*format)),
        None => {
            let path = path.clone().key("accessLogs").to_string();
            Decided::new(
                None,
                resolver.implied(
                    &path,
                    "none",
                    "Requests are counted either way; each line of a log is paid.",
                ),
            )
        }
    }
}
