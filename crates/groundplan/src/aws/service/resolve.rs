use super::defaults;
use super::image::{EcrRepository, Image, ImageBlueprint, ImageVariable};
use super::known_image::known;
use super::requests::on;
use super::rules::{self, image as image_rules};
use super::spec::{EcsFargateService, Grant, Scale};
use super::{Blueprint, EgressRuleBlueprint, ScaleBlueprint, SecretBlueprint, usage};
use crate::aws::network::{self, Egress};
use crate::aws::{Resolver, account_id, key, secret};
use crate::decision::{Decided, Origins};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::spec::{Map, OrNone};
use crate::terraform::Text;
use crate::unit::{ImageReference, Registry, label};

/// What services are decided among.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    pub(crate) secrets: &'a [secret::Blueprint],
    pub(crate) key: &'a key::Blueprint,
    pub(crate) network: &'a network::Blueprint,
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
    rules::endpoint_rules(&services, resolver);
    let is_refused = resolver.findings().iter().skip(known).any(rules_out);
    (!is_refused).then_some(services)
}

/// Decides a service. An image that cannot be read is an error, and a placeholder takes its place.
pub(crate) fn resolve_one(
    name: &str,
    spec: &EcsFargateService,
    around: &Around<'_>,
    resolver: &mut Resolver<'_>,
) -> Blueprint {
    let Around { secrets, key, network } = *around;
    let path = Path::of("services").key(name);
    rules::check_spec(name, spec, secrets, &path, resolver);
    let image = decided_image(spec.image.as_ref(), &path.clone().key("image"), resolver);
    let size = spec.size.clone().unwrap_or_default();
    let blueprint = Blueprint {
        name: name.to_owned(),
        label: label(name),
        origins: resolver.explicit(&path, name),
        port: resolver.stated(&path, "port", spec.port.as_ref()),
        vcpu: resolver.decide(&defaults::VCPU, name, size.vcpu),
        memory: resolver.decide(&defaults::MEMORY, name, size.memory),
        architecture: resolver.decide(&defaults::ARCHITECTURE, name, spec.architecture),
        ephemeral_storage: resolver
            .stated(&path, "ephemeralStorage", spec.ephemeral_storage.as_ref())
            .map(|storage| storage.map(|storage| storage.as_mib() / 1024)),
        is_public: is_public(spec, &path, resolver),
        env: variables(spec, &path, resolver),
        secrets: secret_variables(spec, secrets, key, &path, resolver),
        command: words(&path, "command", spec.command.as_ref(), resolver),
        entrypoint: words(&path, "entrypoint", spec.entrypoint.as_ref(), resolver),
        user: resolver.stated(&path, "user", spec.user.as_ref()),
        read_only_root: resolver.decide(&defaults::READ_ONLY_ROOT, name, spec.read_only_root),
        writable: writable(spec, &image, &path, resolver),
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
        stop_timeout: resolver.decide(&defaults::STOP_TIMEOUT, name, spec.stop_timeout),
        endpoints_only: network.egress == Egress::Endpoints,
        public_ip: network.egress.map(|egress| *egress == Egress::PublicIp),
        image,
    };
    rules::check(&blueprint, &path, resolver);
    usage::check(&blueprint, spec.usage.as_ref(), &path, resolver);
    blueprint
}

fn is_public(spec: &EcsFargateService, path: &Path, resolver: &mut Resolver<'_>) -> Decided<bool> {
    let is_public = spec.public.as_ref().is_some_and(|public| public.on().is_some());
    let origins = spec.public.as_ref().map(|_| resolver.explicit(path.clone().key("public"), is_public));
    Decided::new(is_public, origins.unwrap_or_default())
}

/// The variables that are not secrets.
fn variables(
    spec: &EcsFargateService,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Vec<(String, Decided<Text>)> {
    let path = path.clone().key("env");
    let variables = spec.env.iter().flat_map(Map::iter);
    variables.map(|(name, value)| (name.to_owned(), resolver.text(path.clone().key(name), value))).collect()
}

fn words(
    path: &Path,
    key: &str,
    words: Option<&Vec<String>>,
    resolver: &mut Resolver<'_>,
) -> Option<Decided<Vec<String>>> {
    let words = words?;
    let origins = resolver.explicit(path.clone().key(key), words.join(" "));
    Some(Decided::new(words.clone(), origins))
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

/// The image, and where the spec says what it is.
fn decided_image(spec: Option<&Image>, path: &Path, resolver: &mut Resolver<'_>) -> Decided<ImageBlueprint> {
    let image = image(spec, path, resolver).unwrap_or_else(ImageBlueprint::stand_in);
    let stated = resolver.text(path, &image.text);
    let is_own = image.reference.is_none() && image.repository.is_some();
    let origins = if is_own { stated.origins().and(&Origins::REGION) } else { stated.origins().clone() };
    Decided::new(image, origins)
}

fn image(spec: Option<&Image>, path: &Path, resolver: &mut Resolver<'_>) -> Option<ImageBlueprint> {
    let spec = image_rules::present(spec, path, resolver)?;
    let variable = image_rules::variable(spec, path, resolver);
    match (&spec.repository, &spec.reference) {
        (Some(repository), _) => own_image(repository, spec, variable, path, resolver),
        (None, Some(reference)) => foreign_image(reference, variable, path, resolver),
        (None, None) => None,
    }
}

/// An image in the environment's own account and region, which Terraform knows when it is applied.
fn own_image(
    repository: &str,
    spec: &Image,
    variable: Option<ImageVariable>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Option<ImageBlueprint> {
    let tag = spec.tag.as_deref();
    let sample = format!(
        "{}{repository}{}",
        image_rules::OWN_REGISTRY,
        tag.map_or(String::new(), |tag| format!(":{tag}"))
    );
    let reference: ImageReference = resolver.parse(Rule::IMAGE_REFERENCE, path.clone(), &sample)?;
    image_rules::pinned(&reference, variable.is_some(), path, resolver);
    let region = resolver.context.region;
    let host = format!(".dkr.ecr.{region}.{}/", region.partition().dns_suffix());
    let suffix = match (&variable, tag) {
        (Some(variable), _) => variable.suffix(),
        (None, Some(tag)) => format!(":{tag}").into(),
        (None, None) => "".into(),
    };
    Some(ImageBlueprint {
        text: Text::join([account_id().into(), host.into(), Text::from(repository.to_owned()), suffix]),
        repository: Some(EcrRepository { account: None, region: None, name: repository.to_owned() }),
        reference: None,
        variable,
    })
}

fn foreign_image(
    text: &str,
    variable: Option<ImageVariable>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Option<ImageBlueprint> {
    let reference: ImageReference = resolver.parse(Rule::IMAGE_REFERENCE, path.clone(), text)?;
    image_rules::pinned(&reference, variable.is_some(), path, resolver);
    let repository = match reference.registry() {
        Registry::EcrPrivate { account, region } => Some(EcrRepository {
            account: Some(account.to_string()),
            region: Some(region),
            name: reference.repository().to_owned(),
        }),
        _ => None,
    };
    let literal = Text::from(text.to_owned());
    let text = match &variable {
        Some(variable) => Text::join([literal, variable.suffix()]),
        None => literal,
    };
    Some(ImageBlueprint { text, repository, reference: Some(reference), variable })
}

fn secret_variables(
    spec: &EcsFargateService,
    secrets: &[secret::Blueprint],
    key: &key::Blueprint,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Vec<SecretBlueprint> {
    let path = path.clone().key("secrets");
    let sources = spec.secrets.iter().flat_map(|sources| sources.iter());
    let found = sources.filter_map(|(variable, source)| {
        let secret = secrets.iter().find(|secret| Some(&secret.name) == source.secret.as_ref())?;
        let own = resolver.explicit(path.clone().key(variable), &secret.name);
        Some(SecretBlueprint {
            origins: own.and(&secret.origins),
            variable: variable.to_owned(),
            arn: secret.arn(),
            value_from: secret::value_from(secret, source.key.as_deref()),
            key: secret.key(key),
        })
    });
    found.collect()
}

/// `/tmp`, what the user says, and what a well-known image needs.
fn writable(
    spec: &EcsFargateService,
    image: &Decided<ImageBlueprint>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Vec<Decided<String>> {
    let known = known(image.family()).map_or(&[][..], |known| known.writable);
    let mut folders: Vec<Decided<String>> = Vec::new();
    let mut add = |folder: &str, origins: Origins| {
        if !folders.iter().any(|earlier| earlier.as_str() == folder) {
            folders.push(Decided::new(folder.to_owned(), origins));
        }
    };
    add("/tmp", Origins::NONE);
    known.iter().for_each(|folder| add(folder, image.origins().clone()));
    for (at, folder) in spec.writable.iter().flatten().enumerate() {
        let trimmed = if folder.len() > 1 { folder.trim_end_matches('/') } else { folder };
        add(trimmed, resolver.explicit(path.clone().key("writable").index(at), folder));
    }
    folders
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
