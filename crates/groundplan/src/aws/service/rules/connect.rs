use crate::aws::quota::Quota;
use crate::aws::service::connect::{Endpoint, ServiceConnect, Used};
use crate::aws::service::{Blueprint, EcsFargateService};
use crate::aws::{Resolver, cluster};
use crate::diagnostic::{Diagnostic, Path, Rule, nearest, one_of};
use crate::spec::{Map, OrNone};
use crate::unit::{Lookup, Memory, Seconds, Vcpu};

/// The longest timeout that AWS takes.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html>
const LONGEST: u32 = 2_147_483_647;

/// The longest name that AWS takes.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html>
const LONGEST_NAME: usize = 127;

/// What AWS recommends for the proxy, beside what the application needs.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html>
const PROXY: Vcpu = Vcpu::QUARTER;

/// The number of the service that a use names, if there is one that can be called.
pub(in crate::aws::service) fn called(
    used: &Used<'_>,
    services: &[Blueprint],
    known: &Lookup<String, usize>,
    specs: Option<&Map<OrNone<EcsFargateService>>>,
    resolver: &mut Resolver<'_>,
) -> Option<usize> {
    let caller = services.get(used.caller)?;
    let at = known.get(used.name).copied();
    let finding = match at {
        Some(at) if at == used.caller => itself(caller, used),
        Some(at) if services.get(at)?.port.is_none() => without_port(caller, used),
        Some(at) => return Some(at),
        None if specs.and_then(|specs| specs.get(used.name)).is_some() => left_out(used),
        None => unknown(caller, used, services),
    };
    resolver.report(finding);
    None
}

fn unknown(caller: &Blueprint, used: &Used<'_>, services: &[Blueprint]) -> Diagnostic {
    let others: Vec<&str> =
        services.iter().map(|service| service.name.as_str()).filter(|name| *name != caller.name).collect();
    let finding = Diagnostic::new(Rule::USES, used.path.clone(), format!("unknown service `{}`", used.name));
    let hint = nearest(used.name, others.iter().copied()).map(str::to_owned);
    let wants = match others.as_slice() {
        [] => "another service under `services:`".to_owned(),
        others => one_of(others),
    };
    finding.given(used.name).wants(wants).maybe_hint(hint)
}

fn itself(caller: &Blueprint, used: &Used<'_>) -> Diagnostic {
    let message = format!("`{}` uses itself", caller.name);
    let finding = Diagnostic::new(Rule::USES, used.path.clone(), message).given(used.name);
    finding.wants("another service; the containers of a task reach each other as `localhost`")
}

fn without_port(caller: &Blueprint, used: &Used<'_>) -> Diagnostic {
    let message = format!("missing port: `{}` uses `{}`", caller.name, used.name);
    let finding = Diagnostic::new(Rule::USES, Path::of("services").key(used.name).key("port"), message);
    finding.wants("the port on which the container listens, from 1 to 65535").hint("port: 8080")
}

fn left_out(used: &Used<'_>) -> Diagnostic {
    let message = format!("`{}` is left out of this environment", used.name);
    let finding = Diagnostic::new(Rule::USES, used.path.clone(), message).given(used.name);
    finding.wants("`none` for this use as well").hint(format!("uses: {{ {}: none }}", used.name))
}

/// A service of `tcp` has no URL to be named.
pub(in crate::aws::service) fn url_of_tcp(used: &Used<'_>, endpoint: &Endpoint, resolver: &mut Resolver<'_>) {
    let url = used.how.env.as_ref().and_then(|env| env.url.as_ref());
    if let Some(url) = url.filter(|_| endpoint.timeouts.is_none()) {
        let message = format!("`{}` speaks tcp, and has no URL", used.name);
        let at = used.path.clone().key("env").key("url");
        let finding = Diagnostic::new(Rule::SERVICE_CONNECT, at, message).given(url);
        let upper = used.name.to_uppercase().replace('-', "_");
        let hint = format!("env: {{ host: {upper}_HOST, port: {upper}_PORT }}");
        resolver.report(finding.wants("`host` and `port`, or another `serviceConnect.protocol`").hint(hint));
    }
}

/// Checks services that are connected.
pub(in crate::aws::service) fn check(
    services: &[Blueprint],
    cluster: &cluster::Blueprint,
    resolver: &mut Resolver<'_>,
) {
    let mut names: Lookup<(&str, u16), &str> = Lookup::default();
    for service in services.iter().filter(|service| service.connect.has_proxy()) {
        let path = Path::of("services").key(&service.name);
        if let Some(endpoint) = &service.connect.endpoint {
            dns_name(service, endpoint, &mut names, &path, resolver);
            timeouts(endpoint, &path, resolver);
            inbound_rules(service, endpoint, &path, resolver);
        }
        variables(service, resolver);
        circle(service, cluster, resolver);
        size(service, &path, resolver);
        memory(service, &path, resolver);
    }
}

fn dns_name<'a>(
    service: &'a Blueprint,
    endpoint: &'a Endpoint,
    names: &mut Lookup<(&'a str, u16), &'a str>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) {
    let at = path.clone().key("serviceConnect").key("dnsName");
    let name = endpoint.dns_name.as_str();
    if !is_dns_name(name) {
        let message = format!("`{name}` cannot be the name of an endpoint");
        let finding = Diagnostic::new(Rule::SERVICE_CONNECT, at, message).given(name);
        let lower = name.to_lowercase();
        let finding = finding
            .wants("small letters, digits, hyphens, underscores and dots, at most 127, a hyphen not first");
        resolver.report(finding.maybe_hint(is_dns_name(&lower).then_some(lower)));
    } else if let Some(other) = names.insert((name, *endpoint.port), &service.name) {
        let message =
            format!("`{other}` and `{}` are both reached as {name}:{}", service.name, endpoint.port);
        let finding = Diagnostic::new(Rule::SERVICE_CONNECT, at, message).given(name);
        resolver.report(finding.wants("a name or a port of its own"));
    }
}

fn is_dns_name(name: &str) -> bool {
    let is_legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    !name.is_empty() && name.len() <= LONGEST_NAME && !name.starts_with('-') && name.bytes().all(is_legal)
}

fn timeouts(endpoint: &Endpoint, path: &Path, resolver: &mut Resolver<'_>) {
    let Some((request, idle)) = &endpoint.timeouts else { return };
    for (key, timeout) in [("requestTimeout", request), ("idleTimeout", idle)] {
        if timeout.as_u32() > LONGEST {
            let at = path.clone().key("serviceConnect").key(key);
            let finding = Diagnostic::new(Rule::SERVICE_CONNECT, at, "AWS takes no such timeout");
            let wants = format!("at most {}, or `0 s` for none", Seconds::new(LONGEST));
            resolver.report(finding.given(timeout).wants(wants).hint("0 s"));
        }
    }
}

/// The provider sends both times, and AWS takes none for the requests of `tcp`.
/// <https://github.com/hashicorp/terraform-provider-aws/issues/38432>
pub(in crate::aws::service) fn timeouts_of_tcp<T>(
    spec: &ServiceConnect,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Option<T> {
    let given = [("requestTimeout", spec.request_timeout), ("idleTimeout", spec.idle_timeout)];
    for (key, timeout) in given.into_iter().filter_map(|(key, timeout)| Some((key, timeout?))) {
        let at = path.clone().key(key);
        let message = "AWS refuses it of `tcp`, as Terraform's provider sends it";
        let finding = Diagnostic::new(Rule::SERVICE_CONNECT, at, message).given(timeout);
        resolver.report(finding.wants(format!("no `{key}`, or another `protocol`")));
    }
    None
}

/// The security group of tasks has a rule for each caller, and one for the load balancer.
fn inbound_rules(service: &Blueprint, endpoint: &Endpoint, path: &Path, resolver: &mut Resolver<'_>) {
    let count = endpoint.callers + usize::from(*service.is_public);
    if Quota::SECURITY_GROUP_RULES.is_exceeded(count) {
        let message = format!("the security group of `{}` has {count} inbound rules", service.name);
        let (at, region) = (path.clone().key("port"), resolver.context.region);
        let instead = "fewer services that use it";
        resolver.report(Quota::SECURITY_GROUP_RULES.finding(count, region, at, message, instead));
    }
}

/// A variable that two things give has the value of neither for certain.
fn variables(service: &Blueprint, resolver: &mut Resolver<'_>) {
    let own = &service.container;
    let plain = own.env.iter().map(|(name, _)| (name.as_str(), "`env`".to_owned()));
    let secret = own.secrets.iter().map(|secret| (secret.variable.as_str(), "`secrets`".to_owned()));
    let mut given: Lookup<&str, String> = plain.chain(secret).collect();
    for call in &service.connect.calls {
        for (variable, _) in &call.variables {
            if variable.is_empty() || variable.contains(['=', '\0']) {
                let message = format!("`{variable}` cannot be the name of a variable");
                let finding = Diagnostic::new(Rule::VARIABLE, call.path.clone().key("env"), message);
                resolver.report(finding.given(variable).wants("a name without `=`"));
            } else if let Some(other) = given.insert(variable, format!("the use of `{}`", call.name)) {
                let message =
                    format!("`{variable}` is a variable of {other}, and of the use of `{}`", call.name);
                let finding = Diagnostic::new(Rule::VARIABLE, call.path.clone(), message).given(variable);
                let key = match variable.as_str() {
                    name if name.ends_with("_HOST") => "host",
                    name if name.ends_with("_PORT") => "port",
                    _ => "url",
                };
                let hint = format!("uses: {{ {}: {{ env: {{ {key}: OTHER_{variable} }} }} }}", call.name);
                resolver.report(finding.wants("another name in one of the two").hint(hint));
            }
        }
    }
}

/// Where each calls the other, one has to be deployed first, and again once the other is there.
fn circle(service: &Blueprint, cluster: &cluster::Blueprint, resolver: &mut Resolver<'_>) {
    let context = resolver.context;
    for call in service.connect.calls.iter().filter(|call| !call.is_after) {
        let message = format!(
            "`{}` uses `{}`, which uses it in turn: its first tasks start before `{}` can be reached",
            service.name, call.name, call.name
        );
        let again = format!(
            "aws ecs update-service --cluster {} --service {} --force-new-deployment --region {}",
            cluster.name_to_type(context),
            *cluster.service_name(&service.name, context),
            context.region
        );
        let finding = Diagnostic::new(Rule::USES_CIRCLE, call.path.clone(), message).given(&call.name);
        let wants =
            format!("no circle; or a waiver with the reason, and once `{}` is there: {again}", call.name);
        resolver.report(finding.wants(wants));
    }
}

fn size(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    if *service.vcpu <= PROXY {
        let message =
            format!("AWS recommends all the CPU that a task of `{}` has for its proxy alone", service.name);
        let finding = Diagnostic::new(Rule::PROXY_SIZE, path.clone().key("size").key("vcpu"), message);
        let finding = finding.given(format!("{} vCPU", service.vcpu));
        let wants = "0.25 vCPU and 64 MiB more than the application needs, or a waiver with the reason";
        resolver.report(finding.wants(wants).hint("size: 0.5 vCPU / 1 GiB"));
    }
}

/// What no container may use is for the proxy.
fn memory(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    let limits =
        service.containers().map(|container| container.memory.as_deref().map(|memory| memory.as_mib()));
    let sum: u32 = limits.flatten().sum();
    let (limits, whole) = (Memory::mib(sum), *service.memory);
    if limits == whole {
        let message = format!(
            "the containers of `{}` may use all of {whole}, and nothing is left for its proxy",
            service.name
        );
        let finding = Diagnostic::new(Rule::SERVICE_CONNECT, path.clone().key("sidecars"), message);
        resolver.report(finding.given(limits).wants("less than the task has, by 64 MiB or more"));
    }
}
