use std::collections::BTreeMap;

use super::elsewhere;
use crate::model::{Model, Place, reference};
use crate::terraform::{Document, Expression, Reference, Value};

/// What a document has that is drawn, and what it says of traffic.
#[derive(Clone, Debug, Default)]
pub(super) struct Scene {
    pub(super) title: String,
    pub(super) vpc: Option<(String, String)>,
    pub(super) zones: Vec<Zone>,
    pub(super) balancers: Vec<Thing>,
    pub(super) services: Vec<Service>,
    pub(super) endpoints: Vec<Thing>,
    pub(super) stores: Vec<Thing>,
    pub(super) traffic: Vec<Traffic>,
    /// NAT gateways in subnets that are not here.
    pub(super) without_zone: Vec<Thing>,
}

/// Something with an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Thing {
    pub(super) address: String,
    pub(super) label: String,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Zone {
    pub(super) name: String,
    /// Subnets that the internet reaches, and others: addresses and ranges.
    pub(super) public: Vec<Thing>,
    pub(super) private: Vec<Thing>,
    pub(super) nats: Vec<Thing>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Service {
    pub(super) thing: Thing,
    /// The zones that it runs in, by their place.
    pub(super) zones: Vec<usize>,
    pub(super) is_public: bool,
}

/// Traffic that is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Traffic {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) ports: String,
}

/// An end of traffic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct End {
    pub(super) kind: Kind,
    /// The address of a resource, or the range of addresses of what is outside.
    pub(super) name: String,
}

/// The kind of an end of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Everybody.
    Anywhere,
    /// A range of addresses.
    Range,
    Service,
    Endpoint,
    /// A load balancer, or what keeps data.
    Other,
}

impl End {
    pub(super) fn of(place: &Place<'_>) -> Self {
        let kind = match place.item.resource_type.as_str() {
            "aws_ecs_service" => Kind::Service,
            "aws_vpc_endpoint" => Kind::Endpoint,
            _ => Kind::Other,
        };
        Self { kind, name: own(place) }
    }

    fn range(range: &str) -> Self {
        let kind = if range == "0.0.0.0/0" { Kind::Anywhere } else { Kind::Range };
        Self { kind, name: range.to_owned() }
    }

    /// Whether it is a range of addresses rather than a resource.
    pub(super) fn is_outside(&self) -> bool {
        matches!(self.kind, Kind::Anywhere | Kind::Range)
    }

    /// Its name in a picture.
    pub(super) fn label(&self) -> &str {
        if self.kind == Kind::Anywhere { "internet" } else { &self.name }
    }
}

const BALANCERS: &[&str] = &["aws_lb", "aws_alb"];

/// What keeps data, and what it is called in a picture.
const STORES: [(&str, &str); 11] = [
    ("aws_db_instance", "RDS"),
    ("aws_rds_cluster", "Aurora"),
    ("aws_dynamodb_table", "DynamoDB"),
    ("aws_elasticache_cluster", "ElastiCache"),
    ("aws_elasticache_replication_group", "ElastiCache"),
    ("aws_sqs_queue", "SQS"),
    ("aws_sns_topic", "SNS"),
    ("aws_s3_bucket", "S3"),
    ("aws_efs_file_system", "EFS"),
    ("aws_opensearch_domain", "OpenSearch"),
    ("aws_secretsmanager_secret", "Secret"),
];

impl Scene {
    pub(super) fn of(document: &Document) -> Self {
        let model = Model::with_defaults(document);
        let mut scene = Self::default();
        if let Some(vpc) = model.resources("aws_vpc").next() {
            scene.vpc = Some((own(&vpc), vpc.text("cidr_block").unwrap_or_default().to_owned()));
        }
        let subnets = scene.subnets(&model);
        scene.nats(&model, &subnets);
        scene.balancers = model.of_kinds(BALANCERS).map(|place| balancer(&place, &model)).collect();
        scene.services = model.resources("aws_ecs_service").map(|place| service(&place, &subnets)).collect();
        scene.endpoints = model.resources("aws_vpc_endpoint").map(|place| endpoint(&place)).collect();
        let stores =
            STORES.iter().flat_map(|(kind, label)| model.resources(kind).map(|place| store(&place, label)));
        scene.stores = stores.collect();
        scene.traffic = traffic(&model);
        elsewhere::add(&mut scene, &model);
        scene.title = title(&scene);
        scene
    }

    /// The sources outside the VPC, each once.
    pub(super) fn sources(&self) -> Vec<&End> {
        let from = self.traffic.iter().map(|traffic| &traffic.from);
        sorted(from.filter(|from| from.is_outside()))
    }

    /// The ranges that are reached, each once, without the internet.
    pub(super) fn targets(&self) -> Vec<&End> {
        let to = self.traffic.iter().map(|traffic| &traffic.to);
        sorted(to.filter(|to| to.kind == Kind::Range))
    }

    /// The zones with their subnets, and the zone of each subnet by its address.
    fn subnets(&mut self, model: &Model<'_>) -> BTreeMap<String, usize> {
        let public = public_subnets(model);
        let mut names: Vec<String> = Vec::new();
        let mut found = BTreeMap::new();
        for subnet in model.resources("aws_subnet") {
            let name = zone_name(&subnet);
            let at = names.iter().position(|known| *known == name).unwrap_or(names.len());
            if at == names.len() {
                names.push(name.clone());
                self.zones.push(Zone { name, ..Zone::default() });
            }
            let Some(zone) = self.zones.get_mut(at) else { continue };
            let address = own(&subnet);
            let thing = Thing {
                address: address.clone(),
                label: subnet.text("cidr_block").unwrap_or_default().to_owned(),
            };
            let is_public =
                public.contains(&address) || subnet.boolean("map_public_ip_on_launch") == Some(true);
            if is_public {
                zone.public.push(thing)
            } else {
                zone.private.push(thing)
            }
            found.insert(address, at);
        }
        found
    }

    fn nats(&mut self, model: &Model<'_>, subnets: &BTreeMap<String, usize>) {
        for nat in model.resources("aws_nat_gateway") {
            let at = nat.reference("subnet_id").and_then(|to| named(to, subnets).next());
            let thing = Thing { address: own(&nat), label: "NAT".to_owned() };
            match self.zones.get_mut(at.copied().unwrap_or_default()) {
                Some(zone) => zone.nats.push(thing),
                None => self.without_zone.push(thing),
            }
        }
    }
}

/// What a reference leads to: one, or each instance of a resource.
fn named<'a, T>(to: &Reference, known: &'a BTreeMap<String, T>) -> impl Iterator<Item = &'a T> {
    let (address, instance) = (to.address.to_string(), to.target());
    let every = format!("{address}[");
    // A reference without a key means all of several instances.
    let is_it = move |name: &str| {
        name == address || name == instance || (instance == address && name.starts_with(&every))
    };
    known.iter().filter(move |(name, _)| is_it(name)).map(|(_, found)| found)
}

/// The resource that a value names, or of which it names all instances.
fn referred(value: &Value) -> Option<&Reference> {
    match value {
        Value::Expression(Expression::Splat(inner, _)) => match &**inner {
            Expression::Reference(reference) => Some(reference),
            _ => None,
        },
        value => reference(value),
    }
}

fn sorted<'a>(ends: impl Iterator<Item = &'a End>) -> Vec<&'a End> {
    let mut ends: Vec<&End> = ends.collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// `zone a`, `zone b` where the zones are a data source's, else their own name.
fn zone_name(subnet: &Place<'_>) -> String {
    if let Some(name) = subnet.text("availability_zone") {
        return name.to_owned();
    }
    let zone = match subnet.value_of("availability_zone") {
        Some(Value::Expression(expression)) => expression.to_string(),
        _ => String::new(),
    };
    let number: String = zone
        .rsplit_once('[')
        .map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect())
        .unwrap_or_default();
    let letter =
        number.parse::<u8>().ok().and_then(|number| b'a'.checked_add(number)).filter(u8::is_ascii_lowercase);
    letter.map_or_else(|| "zone".to_owned(), |letter| format!("zone {}", char::from(letter)))
}

/// The subnets whose table leads to an internet gateway.
fn public_subnets(model: &Model<'_>) -> Vec<String> {
    let to_internet = model.resources("aws_route").filter(|route| route.may_have("gateway_id"));
    let tables: Vec<String> =
        to_internet.filter_map(|route| Some(route.reference("route_table_id")?.target())).collect();
    let joined = model.resources("aws_route_table_association");
    let joined =
        joined.filter(|one| one.reference("route_table_id").is_some_and(|to| tables.contains(&to.target())));
    joined.filter_map(|one| Some(one.reference("subnet_id")?.target())).collect()
}

fn balancer(place: &Place<'_>, model: &Model<'_>) -> Thing {
    let address = own(place);
    let listeners = model.of_kinds(&["aws_lb_listener", "aws_alb_listener"]);
    let listeners =
        listeners.filter(|one| one.reference("load_balancer_arn").is_some_and(|to| to.target() == address));
    let mut ports: Vec<i64> = listeners.filter_map(|listener| listener.integer("port")).collect();
    ports.sort_unstable_by(|a, b| b.cmp(a));
    let kind = if place.says("load_balancer_type", "network") { "NLB" } else { "ALB" };
    let ports: Vec<String> = ports.iter().map(i64::to_string).collect();
    Thing { address, label: format!("{kind} {}", ports.join(", ")).trim_end().to_owned() }
}

fn service(place: &Place<'_>, subnets: &BTreeMap<String, usize>) -> Service {
    let network = place.block("network_configuration");
    let listed = network.as_ref().and_then(|network| network.list("subnets")).unwrap_or_default();
    let mut zones: Vec<usize> = listed
        .into_iter()
        .filter_map(referred)
        .flat_map(|to| named(to, subnets).copied().collect::<Vec<_>>())
        .collect();
    zones.sort_unstable();
    zones.dedup();
    let is_public = network.is_some_and(|network| network.boolean("assign_public_ip") == Some(true));
    let label = place.text("name").unwrap_or(&place.item.name).to_owned();
    Service { thing: Thing { address: own(place), label }, zones, is_public }
}

fn endpoint(place: &Place<'_>) -> Thing {
    Thing { address: own(place), label: place.item.name.replace('_', ".") }
}

fn store(place: &Place<'_>, kind: &str) -> Thing {
    Thing { address: own(place), label: format!("{kind} {}", place.item.name.replace('_', " ")) }
}

/// The allowed traffic: rules between security groups, applied to the members of the groups.
fn traffic(model: &Model<'_>) -> Vec<Traffic> {
    const RULES: [(&str, bool); 2] =
        [("aws_vpc_security_group_ingress_rule", false), ("aws_vpc_security_group_egress_rule", true)];
    let members = members(model);
    let of = |group: String| members.get(&group).cloned().unwrap_or_default();
    let mut found: Vec<Traffic> = Vec::new();
    for (kind, is_out) in RULES {
        for rule in model.resources(kind) {
            let group = |name: &str| rule.reference(name).map(|to| of(to.target()));
            let others = group("referenced_security_group_id")
                .unwrap_or_else(|| rule.text("cidr_ipv4").map(End::range).into_iter().collect());
            for one in group("security_group_id").unwrap_or_default() {
                for other in &others {
                    let (from, to) = if is_out { (&one, other) } else { (other, &one) };
                    add(&mut found, from, to, &ports(&rule));
                }
            }
        }
    }
    found
}

fn add(found: &mut Vec<Traffic>, from: &End, to: &End, ports: &str) {
    match found.iter_mut().find(|known| known.from == *from && known.to == *to) {
        // Both ends say so.
        Some(known) if known.ports.split(", ").any(|known| known == ports) => {}
        Some(known) => known.ports = format!("{}, {ports}", known.ports),
        None => found.push(Traffic { from: from.clone(), to: to.clone(), ports: ports.to_owned() }),
    }
}

fn ports(rule: &Place<'_>) -> String {
    match (rule.integer("from_port"), rule.integer("to_port")) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}–{to}"),
        _ => "all".to_owned(),
    }
}

/// What is in each security group.
fn members(model: &Model<'_>) -> BTreeMap<String, Vec<End>> {
    let mut found: BTreeMap<String, Vec<End>> = BTreeMap::new();
    let mut put = |place: &Place<'_>, groups: Option<Vec<&Value>>| {
        for group in groups.unwrap_or_default().into_iter().filter_map(reference) {
            found.entry(group.target()).or_default().push(End::of(place));
        }
    };
    model.of_kinds(BALANCERS).for_each(|place| put(&place, place.list("security_groups")));
    for place in model.resources("aws_ecs_service") {
        let groups = place.block("network_configuration").and_then(|network| network.list("security_groups"));
        put(&place, groups);
    }
    for kind in [
        "aws_vpc_endpoint",
        "aws_db_instance",
        "aws_elasticache_cluster",
        "aws_elasticache_replication_group",
    ] {
        for name in ["security_group_ids", "vpc_security_group_ids"] {
            model.resources(kind).for_each(|place| put(&place, place.list(name)));
        }
    }
    found
}

pub(super) fn title(scene: &Scene) -> String {
    let count = |count: usize, what: &str| match count {
        0 => String::new(),
        1 => format!(", 1 {what}"),
        _ => format!(", {count} {what}s"),
    };
    let nats: usize = scene.zones.iter().map(|zone| zone.nats.len()).sum();
    let vpc = scene.vpc.as_ref().map_or_else(|| "No VPC".to_owned(), |(_, range)| format!("VPC {range}"));
    [
        vpc,
        count(scene.zones.len(), "zone"),
        count(scene.balancers.len(), "load balancer"),
        count(scene.services.len(), "service"),
        count(nats, "NAT gateway"),
        count(scene.endpoints.len(), "VPC endpoint"),
    ]
    .concat()
}

fn own(place: &Place<'_>) -> String {
    format!("{}.{}", place.item.resource_type, place.item.name)
}
