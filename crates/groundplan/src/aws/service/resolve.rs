use super::cluster::ClusterBlueprint;
use super::defaults;
use super::image::{EcrRepository, Image, ImageBlueprint, ImageVariable};
use super::known_image::known;
use super::rules::{self, image as image_rules};
use super::spec::{Cluster, EcsFargateService, Scale};
use super::{Blueprint, EgressRuleBlueprint, ScaleBlueprint, SecretBlueprint, usage};
use crate::aws::network::{self, Egress};
use crate::aws::{Resolver, account_id, key, secret};
use crate::diagnostic::{Path, Rule};
use crate::terraform::Text;
use crate::unit::{ImageReference, Registry, label};

/// Decides the cluster.
pub(crate) fn resolve_cluster(spec: &Cluster, resolver: &mut Resolver<'_>) -> ClusterBlueprint {
    ClusterBlueprint { insights: resolver.decide(&defaults::CONTAINER_INSIGHTS, "", spec.container_insights) }
}

/// Decides a service. An image that cannot be read is an error, and a stand-in takes its place.
pub(crate) fn resolve(
    name: &str,
    spec: &EcsFargateService,
    secrets: &[secret::Blueprint],
    key: &key::Blueprint,
    network: &network::Blueprint,
    resolver: &mut Resolver<'_>,
) -> Blueprint {
    let path = Path::of("services").key(name);
    rules::check_spec(name, spec, secrets, &path, resolver);
    let image = image(spec.image.as_ref(), &path.clone().key("image"), resolver);
    let image = image.unwrap_or_else(ImageBlueprint::stand_in);
    let size = spec.size.clone().unwrap_or_default();
    let blueprint = Blueprint {
        name: name.to_owned(),
        label: label(name),
        port: spec.port,
        vcpu: resolver.decide(&defaults::VCPU, name, size.vcpu),
        memory: resolver.decide(&defaults::MEMORY, name, size.memory),
        architecture: resolver.decide(&defaults::ARCHITECTURE, name, spec.architecture),
        ephemeral_storage: spec.ephemeral_storage.map(|storage| storage.as_mib() / 1024),
        is_public: spec.public.as_ref().is_some_and(|public| public.on().is_some()),
        env: spec.env.clone().unwrap_or_default(),
        secrets: secret_variables(spec, secrets, key),
        command: spec.command.clone().unwrap_or_default(),
        entrypoint: spec.entrypoint.clone().unwrap_or_default(),
        user: spec.user.clone(),
        read_only_root: resolver.decide(&defaults::READ_ONLY_ROOT, name, spec.read_only_root),
        writable: writable(spec, &image),
        scale: scale(spec.scale.as_ref(), name, resolver),
        capacity: resolver.decide(&defaults::CAPACITY, name, spec.capacity),
        grants: spec.allow.clone().unwrap_or_default(),
        egress_rules: egress_rules(spec),
        exec: resolver.decide(&defaults::EXEC, name, spec.exec),
        stop_timeout: resolver.decide(&defaults::STOP_TIMEOUT, name, spec.stop_timeout),
        endpoints_only: network.egress == Egress::Endpoints,
        public_ip: network.egress == Egress::PublicIp,
        image,
    };
    rules::check(&blueprint, &path, resolver);
    usage::check(&blueprint, spec.usage.as_ref(), &path, resolver);
    blueprint
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
) -> Vec<SecretBlueprint> {
    let sources = spec.secrets.iter().flat_map(|sources| sources.iter());
    let found = sources.filter_map(|(variable, source)| {
        let secret = secrets.iter().find(|secret| Some(&secret.name) == source.secret.as_ref())?;
        Some(SecretBlueprint {
            variable: variable.to_owned(),
            arn: secret.arn(),
            value_from: secret::value_from(secret, source.key.as_deref()),
            key: secret.key(key),
        })
    });
    found.collect()
}

/// `/tmp`, what the user says, and what a well-known image needs.
fn writable(spec: &EcsFargateService, image: &ImageBlueprint) -> Vec<String> {
    let said = spec.writable.iter().flatten().map(String::as_str);
    let known = known(image.family()).map_or(&[][..], |known| known.writable);
    let mut folders: Vec<String> = Vec::new();
    let trimmed = said.map(|folder| if folder.len() > 1 { folder.trim_end_matches('/') } else { folder });
    for folder in ["/tmp"].into_iter().chain(known.iter().copied()).chain(trimmed) {
        if !folders.iter().any(|earlier| earlier == folder) {
            folders.push(folder.to_owned());
        }
    }
    folders
}

fn scale(spec: Option<&Scale>, name: &str, resolver: &mut Resolver<'_>) -> ScaleBlueprint {
    let spec = spec.cloned().unwrap_or_default();
    let min = match (spec.min, spec.max) {
        (None, Some(max)) => Some(defaults::SCALE_MIN.at(resolver.tier()).min(max)),
        (said, _) => said,
    };
    let min = resolver.decide(&defaults::SCALE_MIN, name, min);
    let max = resolver.decide(&defaults::SCALE_MAX.map(|times| times.of(min)), name, spec.max);
    let no_target = spec.cpu.is_none() && spec.memory.is_none() && spec.requests_per_task.is_none();
    let cpu = match (min < max, no_target) {
        (true, true) => Some(resolver.decide(&defaults::SCALE_CPU, name, None)),
        _ => spec.cpu,
    };
    ScaleBlueprint {
        min,
        max,
        cpu,
        memory: spec.memory,
        requests_per_task: spec.requests_per_task,
        hours: spec.hours,
    }
}

fn egress_rules(spec: &EcsFargateService) -> Vec<EgressRuleBlueprint> {
    let said = spec.allow_egress.iter().flatten();
    let allow_egress = |allow_egress: &super::EgressRule| {
        let (cidr, port) = (allow_egress.cidr.clone()?, allow_egress.port?);
        Some(EgressRuleBlueprint { label: label(&format!("{cidr}-{port}").replace('/', "-")), cidr, port })
    };
    let mut egress_rules: Vec<EgressRuleBlueprint> = Vec::new();
    for allow_egress in said.filter_map(allow_egress) {
        if !egress_rules.contains(&allow_egress) {
            egress_rules.push(allow_egress);
        }
    }
    egress_rules
}
