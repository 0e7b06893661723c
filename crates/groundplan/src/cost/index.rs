//! What the resources of a document say about each other, found once: nothing is looked for twice.

use std::collections::{BTreeMap, BTreeSet};

use super::Decimal;
use super::count;
use crate::model::{Model, Place, text};
use crate::terraform::{Expression, Part, Reference, Value};

const LISTENERS: &[&str] = &["aws_lb_listener", "aws_alb_listener"];
const RULES: &[&str] = &["aws_lb_listener_rule", "aws_alb_listener_rule"];

/// Who writes into a log group, where that decides how it is charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Writer {
    /// AWS delivers its own logs there: of flows, or of a firewall. The address of what does it.
    Vended(String),
    /// Sessions of people in containers.
    Sessions,
}

/// What is found by address.
pub(crate) struct Index<'a> {
    scaling: BTreeMap<(String, String), Place<'a>>,
    rules: BTreeMap<String, Decimal>,
    tls: BTreeSet<String>,
    writers: BTreeMap<String, Writer>,
    strategies: BTreeMap<String, Place<'a>>,
    services: BTreeMap<String, Vec<Place<'a>>>,
    zones: BTreeMap<String, Zones<'a>>,
    model: &'a Model<'a>,
}

#[derive(Default)]
struct Zones<'a> {
    seen: Vec<&'a Value>,
    repeated: Decimal,
}

impl<'a> Index<'a> {
    pub(crate) fn of(model: &'a Model<'a>) -> Self {
        let mut index = Self {
            scaling: BTreeMap::new(),
            rules: BTreeMap::new(),
            tls: BTreeSet::new(),
            writers: BTreeMap::new(),
            strategies: BTreeMap::new(),
            services: BTreeMap::new(),
            zones: BTreeMap::new(),
            model,
        };
        index.add_scaling();
        index.add_rules();
        index.add_writers();
        index.add_clusters();
        index.add_zones();
        index
    }

    /// What scales a resource, in a dimension such as `ecs:service:DesiredCount`; the name is the one that
    /// Application Auto Scaling knows it by.
    pub(crate) fn scaling(&self, address: &str, name: Option<String>, dimension: &str) -> Option<&Place<'a>> {
        let find = |by: String| self.scaling.get(&(by, dimension.to_owned()));
        find(address.to_owned()).or_else(|| find(name?))
    }

    /// How many rules the listeners of a load balancer have, their default ones aside.
    pub(crate) fn rules(&self, balancer: &str) -> Decimal {
        self.rules.get(balancer).copied().unwrap_or_default()
    }

    /// Whether a network load balancer takes TLS apart.
    pub(crate) fn has_tls(&self, balancer: &str) -> bool {
        self.tls.contains(balancer)
    }

    /// Who writes into a log group, other than an application.
    pub(crate) fn writer(&self, group: &str) -> Option<&Writer> {
        self.writers.get(group)
    }

    /// What holds the default strategy of a cluster.
    pub(crate) fn strategy(&self, cluster: &str) -> Option<&Place<'a>> {
        self.strategies.get(cluster)
    }

    /// The services of a cluster.
    pub(crate) fn services(&self, cluster: &str) -> &[Place<'a>] {
        self.services.get(cluster).map_or(&[], Vec::as_slice)
    }

    /// In how many zones a VPC has subnets; `None` where it has none here.
    pub(crate) fn zones(&self, vpc: &str) -> Option<Decimal> {
        let zones = self.zones.get(vpc)?;
        Some(zones.repeated.max(zones.seen.len().into()))
    }

    fn add_scaling(&mut self) {
        for target in self.model.resources("aws_appautoscaling_target") {
            let Some(dimension) = target.text("scalable_dimension").map(str::to_owned) else { continue };
            let Some(Value::Text(name)) = target.unevaluated("resource_id") else { continue };
            let by = match name.as_literal() {
                Some(name) => Some(name.to_owned()),
                // The last part of the name is the resource: service/CLUSTER/SERVICE, table/NAME.
                None => name.parts().iter().filter_map(referred).next_back().map(Reference::target),
            };
            self.scaling.extend(by.map(|by| ((by, dimension), target)));
        }
    }

    fn add_rules(&mut self) {
        let tls = self.model.of_kinds(LISTENERS).filter(|listener| listener.says("protocol", "TLS"));
        self.tls.extend(tls.filter_map(|listener| address(&listener, "load_balancer_arn")));
        for rule in self.model.of_kinds(RULES) {
            let listener = rule.reference("listener_arn").and_then(|to| self.model.target(to, LISTENERS));
            let balancer = listener.and_then(|listener| address(&listener, "load_balancer_arn"));
            if let (Some(balancer), Ok(several)) = (balancer, count::instances(&rule)) {
                let rules = self.rules.entry(balancer).or_default();
                *rules = rules.saturating_add(several);
            }
        }
    }

    fn add_writers(&mut self) {
        for log in self.model.resources("aws_flow_log") {
            let group = address(&log, "log_destination").or_else(|| address(&log, "log_group_name"));
            self.writers.extend(group.map(|group| (group, Writer::Vended(own(&log)))));
        }
        for log in self.model.resources("aws_wafv2_web_acl_logging_configuration") {
            let destinations = log.list("log_destination_configs").unwrap_or_default();
            let groups = destinations.into_iter().filter_map(crate::model::reference);
            self.writers.extend(groups.map(|group| (group.target(), Writer::Vended(own(&log)))));
        }
        for cluster in self.model.resources("aws_ecs_cluster") {
            let within = |place: Place<'a>, name: &str| place.block(name);
            let sessions = within(cluster, "configuration")
                .and_then(|place| within(place, "execute_command_configuration"))
                .and_then(|place| within(place, "log_configuration"));
            let group = sessions.and_then(|place| address(&place, "cloud_watch_log_group_name"));
            self.writers.extend(group.map(|group| (group, Writer::Sessions)));
        }
    }

    fn add_clusters(&mut self) {
        for providers in self.model.resources("aws_ecs_cluster_capacity_providers") {
            let cluster = address(&providers, "cluster_name");
            self.strategies.extend(cluster.map(|cluster| (cluster, providers)));
        }
        for service in self.model.resources("aws_ecs_service") {
            if let Some(cluster) = address(&service, "cluster") {
                self.services.entry(cluster).or_default().push(service);
            }
        }
    }

    fn add_zones(&mut self) {
        let mut instances: BTreeMap<(String, &str), Decimal> = BTreeMap::new();
        for subnet in self.model.resources("aws_subnet") {
            let Some(vpc) = address(&subnet, "vpc_id") else { continue };
            let zone = subnet.value("availability_zone").or_else(|| subnet.value("availability_zone_id"));
            let several = match subnet.item.name.split_once('[') {
                Some((name, _)) if zone.is_none_or(|zone| text(zone).is_none()) => {
                    let several = instances.entry((vpc.clone(), name)).or_default();
                    *several = several.saturating_add(Decimal::ONE);
                    Ok(*several)
                }
                _ => count::instances(&subnet),
            };
            let zones = self.zones.entry(vpc).or_default();
            match several {
                // Each of several subnets is in a zone of its own: that is what they are several for.
                Ok(several) if several != Decimal::ONE => zones.repeated = zones.repeated.max(several),
                _ => zones.seen.extend(zone.filter(|zone| !zones.seen.contains(zone))),
            }
        }
    }
}

fn own(place: &Place<'_>) -> String {
    format!("{}.{}", place.item.resource_type, place.item.name)
}

/// The address of what an argument refers to.
fn address(place: &Place<'_>, name: &str) -> Option<String> {
    place.reference(name).map(Reference::target)
}

fn referred(part: &Part) -> Option<&Reference> {
    match part {
        Part::Expression(Expression::Reference(reference)) => Some(reference),
        _ => None,
    }
}

/// The name that Application Auto Scaling knows a service of ECS by, where it is known.
pub(crate) fn service_name(service: &Place<'_>, cluster: Option<&Place<'_>>) -> Option<String> {
    let cluster = cluster.and_then(|cluster| cluster.text("name")).or_else(|| service.text("cluster"));
    Some(format!("service/{}/{}", cluster?, service.text("name")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::read;

    const TEXT: &str = r#"
resource "aws_lb" "main" {}
resource "aws_lb_listener" "https" { load_balancer_arn = aws_lb.main.arn }
resource "aws_lb_listener_rule" "one" { listener_arn = aws_lb_listener.https.arn }
resource "aws_lb_listener_rule" "more" {
  for_each     = toset(["a", "b", "a"])
  listener_arn = aws_lb_listener.https.arn
}
resource "aws_vpc" "main" {}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.all.names[0]
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.all.names[1]
}
resource "aws_subnet" "public_a" {
  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.all.names[0]
}
resource "aws_flow_log" "main" { log_destination = aws_cloudwatch_log_group.flows.arn }
resource "aws_cloudwatch_log_group" "flows" {}
resource "aws_appautoscaling_target" "api" {
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.api.name}"
  scalable_dimension = "ecs:service:DesiredCount"
}
resource "aws_appautoscaling_target" "named" {
  resource_id        = "table/orders"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
}
"#;

    #[test]
    fn what_says_something_about_a_resource_is_found_by_its_address() {
        let (document, report) = read::module([("main.tf", TEXT)]);
        assert!(!report.has_errors(), "{report}");
        let model = Model::of(&document);
        let index = Index::of(&model);
        assert_eq!(index.rules("aws_lb.main"), Decimal::from(3));
        assert_eq!(index.zones("aws_vpc.main"), Some(Decimal::TWO));
        assert_eq!(
            index.writer("aws_cloudwatch_log_group.flows"),
            Some(&Writer::Vended("aws_flow_log.main".into()))
        );
        assert!(index.scaling("aws_ecs_service.api", None, "ecs:service:DesiredCount").is_some());
        assert!(index.scaling("aws_ecs_service.api", None, "ecs:service:Other").is_none());
        let table = index.scaling("x", Some("table/orders".into()), "dynamodb:table:ReadCapacityUnits");
        assert_eq!(table.map(|place| place.item.name.to_string()).as_deref(), Some("named"));
    }
}
