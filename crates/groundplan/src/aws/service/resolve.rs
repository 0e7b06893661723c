use super::connect::{self, Connect};
use super::container::{self, Container, Undecided, own};
use super::defaults;
use super::requests::on;
use super::rules;
use super::spec::{EcsFargateService, Grant, Scale};
use super::{Blueprint, EgressRuleBlueprint, ScaleBlueprint, usage};
use crate::aws::network::{self, Egress};
use crate::aws::{Resolver, cluster, fixed, key, secret};
use crate::decision::{Decided, Origins};
use crate::diagnostic::{Diagnostic, Path};
use crate::spec::{Map, OrNone};
use crate::unit::label;

/// What services are decided among.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    pub(crate) secrets: &'a [secret::Blueprint],
    pub(crate) key: &'a key::Blueprint,
    pub(crate) network: &'a network::Blueprint,
    pub(crate) cluster: &'a cluster::Blueprint,
}

/// Decides the services.
pub(crate) fn resolve(
    specs: Option<&Map<OrNone<EcsFargateService>>>,
    around: &Around<'_>,
    resolver: &mut Resolver<'_>,
) -> Vec<Blueprint> {
    resolve_until(specs, around, resolver, &|_| false).unwrap_or_default()
}

/// As [`resolve`]; `None` as soon as one of these findings is enough to know that the services cannot be so.
pub(crate) fn resolve_until(
    specs: Option<&Map<OrNone<EcsFargateService>>>,
    around: &Around<'_>,
    resolver: &mut Resolver<'_>,
    rules_out: &dyn Fn(&Diagnostic) -> bool,
) -> Option<Vec<Blueprint>> {
    let mut services = Vec::new();
    for (name, spec) in on(specs) {
        let known = resolver.findings().len();
        services.push(resolve_one(name, spec, around, resolver));
        if resolver.findings().iter().skip(known).any(rules_out) {
            return None;
        }
    }
    let known = resolver.findings().len();
    connect::join(&mut services, specs, around.cluster, resolver);
    rules::endpoint_rules(&services, resolver);
    let is_refused = resolver.findings().iter().skip(known).any(rules_out);
    (!is_refused).then_some(services)
}

/// Decides a service, but for what connects it with others. An image that cannot be read is an error, and a placeholder takes
/// its place.
pub(crate) fn resolve_one(
    name: &str,
    spec: &EcsFargateService,
    around: &Around<'_>,
    resolver: &mut Resolver<'_>,
) -> Blueprint {
    let network = around.network;
    let path = Path::of("services").key(name);
    rules::check_spec(name, spec, around.secrets, &path, resolver);
    let size = spec.size.clone().unwrap_or_default();
    let (vcpu, memory) = (
        resolver.decide(&defaults::VCPU, name, size.vcpu),
        resolver.decide(&defaults::MEMORY, name, size.memory),
    );
    let architecture = resolver.decide(&defaults::ARCHITECTURE, name, spec.architecture);
    let read_only_root = resolver.decide(&defaults::READ_ONLY_ROOT, name, spec.read_only_root);
    let blueprint = Blueprint {
        name: name.to_owned(),
        label: label(name),
        origins: resolver.explicit(&path, name),
        port: resolver.stated(&path, "port", spec.port.as_ref()),
        vcpu,
        memory,
        architecture,
        ephemeral_storage: resolver
            .stated(&path, "ephemeralStorage", spec.ephemeral_storage.as_ref())
            .map(|storage| storage.map(|storage| storage.as_mib() / 1024)),
        connect: Connect::default(),
        is_public: is_public(spec, &path, resolver),
        scale: scale(spec.scale.as_ref(), name, resolver),
        capacity: resolver.decide(&defaults::CAPACITY, name, spec.capacity),
        grants: grants(spec, &path, resolver),
        egress_rules: egress_rules(spec, &path, resolver),
        exec: resolver.decide(&defaults::EXEC, name, spec.exec),
        wait: resolver.decide(
            &defaults::WAIT_FOR_STEADY_STATE,
            name,
            spec.deploy.as_ref().and_then(|deploy| deploy.wait_for_steady_state),
        ),
        endpoints_only: network.egress == Egress::Endpoints,
        public_ip: network.egress.map(|egress| *egress == Egress::PublicIp),
        container: own_container(name, spec, (&path, read_only_root), around, resolver),
        sidecars: container::sidecars(spec, &path, around, resolver),
    };
    rules::check(&blueprint, spec, &path, resolver);
    usage::check(&blueprint, spec.usage.as_ref(), &path, resolver);
    blueprint
}

fn own_container(
    name: &str,
    spec: &EcsFargateService,
    (path, read_only_root): (&Path, Decided<bool>),
    around: &Around<'_>,
    resolver: &mut Resolver<'_>,
) -> Container {
    let undecided = Undecided {
        name,
        path,
        health: path.clone().key("healthCheck").key("command"),
        origins: Origins::NONE,
        essential: fixed(true),
        read_only_root,
        stop_timeout: resolver.decide(&defaults::STOP_TIMEOUT, name, spec.stop_timeout),
        is_off: &|name| container::is_off(spec, name),
    };
    container::resolve(&own(spec), undecided, around, resolver)
}

fn is_public(spec: &EcsFargateService, path: &Path, resolver: &mut Resolver<'_>) -> Decided<bool> {
    let is_public = spec.public.as_ref().is_some_and(|public| public.on().is_some());
    let origins = spec.public.as_ref().map(|_| resolver.explicit(path.clone().key("public"), is_public));
    Decided::new(is_public, origins.unwrap_or_default())
}

fn grants(spec: &EcsFargateService, path: &Path, resolver: &mut Resolver<'_>) -> Vec<Decided<Grant>> {
    let path = path.clone().key("allow");
    let allowed = spec.allow.iter().flatten().enumerate();
    let grant = |(at, grant): (usize, &Grant)| {
        let actions = grant.actions.iter().flatten().cloned().collect::<Vec<_>>().join(", ");
        Decided::new(grant.clone(), resolver.explicit(path.clone().index(at), actions))
    };
    allowed.map(grant).collect()
}

fn scale(spec: Option<&Scale>, name: &str, resolver: &mut Resolver<'_>) -> ScaleBlueprint {
    let spec = spec.cloned().unwrap_or_default();
    let min = match (spec.min, spec.max) {
        (None, Some(max)) => Some(defaults::SCALE_MIN.at(resolver.tier()).min(max)),
        (min, _) => min,
    };
    let min = resolver.decide(&defaults::SCALE_MIN, name, min);
    let max = resolver.decide(&defaults::SCALE_MAX.map(|times| times.of(*min)), name, spec.max);
    if spec.max.is_none() {
        resolver.follows(&max, min.origins());
    } else if spec.min.is_none() {
        resolver.follows(&min, max.origins());
    }
    let path = Path::of("services").key(name).key("scale");
    let no_target = spec.cpu.is_none() && spec.memory.is_none() && spec.requests_per_task.is_none();
    let cpu = match (*min < *max, no_target) {
        (true, true) => {
            let cpu = resolver.decide(&defaults::SCALE_CPU, name, None);
            resolver.follows(&cpu, &min.origins().and(max.origins()));
            Some(cpu)
        }
        _ => resolver.stated(&path, "cpu", spec.cpu.as_ref()),
    };
    ScaleBlueprint {
        min,
        max,
        cpu,
        memory: resolver.stated(&path, "memory", spec.memory.as_ref()),
        requests_per_task: resolver.stated(&path, "requestsPerTask", spec.requests_per_task.as_ref()),
        hours: resolver.stated(&path, "hours", spec.hours.as_ref()),
    }
}

fn egress_rules(
    spec: &EcsFargateService,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Vec<EgressRuleBlueprint> {
    let path = path.clone().key("allowEgress");
    let mut egress_rules: Vec<EgressRuleBlueprint> = Vec::new();
    for (at, rule) in spec.allow_egress.iter().flatten().enumerate() {
        let path = path.clone().index(at);
        let cidr = resolver.stated(&path, "cidr", rule.cidr.as_ref());
        let (Some(cidr), Some(port)) = (cidr, resolver.stated(&path, "port", rule.port.as_ref())) else {
            continue;
        };
        let label = label(&format!("{cidr}-{port}").replace('/', "-"));
        if !egress_rules.iter().any(|known| *known.cidr == *cidr && *known.port == *port) {
            egress_rules.push(EgressRuleBlueprint { label, cidr, port });
        }
    }
    egress_rules
}
