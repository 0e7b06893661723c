use groundplan::cost::{Decimal, PriceBook, Usage};
use groundplan::decision::Decision;
use groundplan::diagnostic::{Path, Report, Segment};
use groundplan::schema::Schema;
use groundplan::spec::{Node, NodeValue};
use groundplan::terraform::{Action, Difference, Document};
use groundplan::unit::label;
use groundplan::{App, Decisions, Synthesis};
use serde_json::Value;

use super::candidates::{choices, others};
use super::leaves::{leaves, with};
use super::place::place;
use crate::input::Source;
use crate::input::alone;

/// How many values are tried for one decision.
const TRIES: usize = 8;

/// Among so many services, those that a shared block may be about are all tried.
const FEW: usize = 4;

/// A decision, or something that the spec says, behind a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The path within the environment.
    pub path: Path,
    /// The value that it has.
    pub value: String,
    /// The arguments of the block that another value changes; none, where the whole block comes and goes with it.
    pub arguments: Vec<String>,
}

/// Another value for a decision.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The value.
    pub value: Value,
    /// What the environment is expected to cost a month with it.
    pub monthly: Decimal,
    /// Whether everything has a price.
    pub is_whole: bool,
    /// What is found then, and is not now.
    pub report: Report,
}

/// A spec of which one environment is made again and again, each time with another value somewhere.
pub struct Tracer<'a> {
    spec: Node,
    environment: String,
    folder: String,
    schema: Option<&'a Schema>,
    /// What is made of it as it is.
    now: Synthesis,
}

impl<'a> Tracer<'a> {
    /// The environment of a spec as it is.
    ///
    /// # Errors
    ///
    /// What is wrong with the spec.
    pub fn of(source: &Source, environment: &str, schema: Option<&'a Schema>) -> Result<Self, Report> {
        let node =
            source.parse().map_err(|finding| std::iter::once(finding).fold(Report::default(), added))?;
        let (spec, environment) = alone(node, Some(environment));
        let now = made(&spec, schema)?;
        let folder = format!("environments/{environment}");
        Ok(Self { spec, environment, folder, schema, now })
    }

    /// Where a path within the environment is to be said.
    #[must_use]
    pub fn place(&self, path: &Path) -> Path {
        place(&self.spec, &self.environment, path)
    }

    /// What was decided at a path within the environment, if anything was.
    #[must_use]
    pub fn decision(&self, path: &Path) -> Option<&Decision> {
        let text = path.to_string();
        self.decisions().find(|one| one.path == text)
    }

    fn decisions(&self) -> impl Iterator<Item = &Decision> {
        let is_own = |of: &&Decisions| of.environment.is_empty() || of.environment == self.environment;
        self.now.decisions().iter().filter(is_own).flat_map(|of| &of.decisions)
    }

    /// The decisions and the words of the spec that a block follows from, those about the fewest arguments first. Of a
    /// block that is made for one service, what is said of other services is not tried.
    #[must_use]
    pub fn provenance(&self, address: &str) -> Vec<Provenance> {
        let decided = self.decisions().filter_map(|one| Some((Path::read(&one.path)?, one.value.clone())));
        let mut all: Vec<(Path, String)> = decided.collect();
        let said = leaves(&self.spec, &self.environment);
        all.extend(
            said.into_iter()
                .filter(|(path, _)| !all.iter().any(|(known, _)| known == path))
                .collect::<Vec<_>>(),
        );
        let addresses = self.addresses(address);
        let own = self.service_of(address);
        let near = all.into_iter().filter(|(path, _)| match (service_in(path), &own) {
            (Some(service), Some(own)) => service == own,
            (Some(_), None) => self.services().len() <= FEW,
            (None, _) => true,
        });
        let mut found: Vec<Provenance> = near
            .filter_map(|(path, value)| {
                let arguments = self.arguments(&addresses, &path, &value)?;
                Some(Provenance { path, value, arguments })
            })
            .collect();
        found.sort_by_key(|one| if one.arguments.is_empty() { usize::MAX } else { one.arguments.len() });
        found
    }

    fn services(&self) -> Vec<String> {
        let own = Path::of("environments").key(&self.environment).key("services");
        let said = [own, Path::of("services")].into_iter().filter_map(|path| self.spec.get(&path));
        let mut names: Vec<String> = said.flat_map(names).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The service whose label a block's name begins with: the longest.
    fn service_of(&self, address: &str) -> Option<String> {
        let (_, name) = address.rsplit_once('.')?;
        let is_of = |service: &String| {
            let rest = name.strip_prefix(&label(service));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        };
        self.services().into_iter().filter(is_of).max_by_key(String::len)
    }

    /// The arguments of a block that other values change; `None` where none does. Of a choice all values are tried, since
    /// each may concern other blocks; of everything else, until one makes a difference.
    fn arguments(&self, addresses: &[String], path: &Path, value: &str) -> Option<Vec<String>> {
        let offered = choices(path).len();
        for (at, other) in others(path, value).iter().take(TRIES.max(offered)).enumerate() {
            let other = with(self.spec.clone(), &self.place(path), other);
            let Some(made) = made_quickly(&other) else { continue };
            let differences = self.differences(&made);
            let own = differences
                .iter()
                .find(|one| one.action != Action::Create && addresses.contains(&spoken(&one.address)));
            if let Some(own) = own {
                return Some(own.arguments.iter().map(|(path, _, _)| path.clone()).collect());
            }
            if at >= offered && !differences.is_empty() {
                return None;
            }
        }
        None
    }

    /// A block, and the local values that it refers to: in the native syntax, they may stand in it.
    fn addresses(&self, address: &str) -> Vec<String> {
        let document =
            [self.folder.as_str(), "bootstrap"].into_iter().filter_map(|folder| document(&self.now, folder));
        let mut items = document.flat_map(Document::items);
        let own = items.find(|item| item.address().is_some_and(|known| known.to_string() == address));
        let mut references = Vec::new();
        if let Some(item) = own {
            item.content.references(&mut references);
        }
        let referred = references.iter().map(|reference| reference.address.to_string());
        std::iter::once(address.to_owned())
            .chain(referred.filter(|name| name.starts_with("local.")))
            .collect()
    }

    /// What a value costs, for each value that the schema offers at a path and that is accepted.
    #[must_use]
    pub fn alternatives(&self, path: &Path) -> Vec<Alternative> {
        let offered = choices(path).into_iter();
        offered.filter_map(|value| self.alternative(value.clone(), &self.with(path, &value)?)).collect()
    }

    /// The environment as it is.
    #[must_use]
    pub fn now(&self) -> Option<Alternative> {
        self.alternative(Value::Null, &self.now)
    }

    fn alternative(&self, value: Value, made: &Synthesis) -> Option<Alternative> {
        let estimate = made.estimate(PriceBook::bundled(), &Usage::new());
        let module = estimate.modules.iter().find(|module| module.name == self.folder)?;
        let known = self.now.report().diagnostics();
        let new = made.report().diagnostics().iter().filter(|finding| !known.contains(finding)).cloned();
        Some(Alternative {
            value,
            monthly: module.monthly().total().expected,
            is_whole: module.unpriced.is_empty(),
            report: new.fold(Report::default(), added),
        })
    }

    fn with(&self, path: &Path, value: &Value) -> Option<Synthesis> {
        made(&with(self.spec.clone(), &self.place(path), value), self.schema).ok()
    }

    fn differences(&self, other: &Synthesis) -> Vec<Difference> {
        let of = |folder: &str| match (document(&self.now, folder), document(other, folder)) {
            (Some(before), Some(after)) if before != after => before.differences(after),
            _ => Vec::new(),
        };
        let mut found = of(&self.folder);
        found.extend(of("bootstrap"));
        found
    }
}

fn names(node: &Node) -> Vec<String> {
    match &node.value {
        NodeValue::Map(entries) => entries.iter().map(|(name, _)| name.clone()).collect(),
        _ => Vec::new(),
    }
}

/// The service that a path is about.
fn service_in(path: &Path) -> Option<&str> {
    match path.segments() {
        [Segment::Key(first), Segment::Key(name), ..] if first == "services" => Some(name),
        _ => None,
    }
}

fn added(mut report: Report, finding: groundplan::diagnostic::Diagnostic) -> Report {
    report.add(finding);
    report
}

fn document<'a>(synthesis: &'a Synthesis, folder: &str) -> Option<&'a Document> {
    synthesis.documents().find(|(name, _)| *name == folder).map(|(_, document)| document)
}

/// What is made for the sake of differences alone is not inspected.
fn made_quickly(spec: &Node) -> Option<Synthesis> {
    App::new().node(spec.clone()).unvalidated().synth().ok()
}

fn made(spec: &Node, schema: Option<&Schema>) -> Result<Synthesis, Report> {
    let app = App::new().node(spec.clone());
    let app = match schema {
        Some(schema) => app.schema(schema.clone()),
        None => app,
    };
    app.synth().map_err(|error| error.report().clone())
}

/// `aws_vpc.main` of `resource.aws_vpc.main`, as blocks and bills call it.
fn spoken(address: &str) -> String {
    match address.split_once('.') {
        Some(("resource", rest)) => rest.to_owned(),
        Some(("locals", rest)) => format!("local.{rest}"),
        Some(("variable", rest)) => format!("var.{rest}"),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "stack: shop
region: us-east-1
services:
  api: { image: 'ghcr.io/example/api:1', port: 8080, size: { vcpu: 1, memory: 2 GiB } }
environments:
  dev: {}
  live: { tier: production, alarms: none, network: { zones: 3 } }
";

    fn tracer() -> Tracer<'static> {
        Tracer::of(&Source::new("a.yaml", SPEC), "live", Some(Schema::bundled())).unwrap()
    }

    fn provenance(address: &str) -> Vec<(String, Vec<String>)> {
        let found = tracer().provenance(address);
        found.into_iter().map(|one| (one.path.to_string(), one.arguments)).collect()
    }

    #[test]
    fn a_block_leads_to_the_decisions_that_make_it_so() {
        let vpc = provenance("aws_vpc.main");
        assert!(vpc.contains(&("network.cidr".into(), vec!["cidr_block".into()])), "{vpc:?}");
        assert!(vpc.iter().all(|(path, _)| !path.contains("retention")), "{vpc:?}");
        let gateway = provenance("aws_nat_gateway.main_c");
        let of = |path: &str| gateway.iter().find(|(known, _)| known == path);
        assert!(of("network.egress").is_some() && of("network.zones").is_some(), "{gateway:?}");
        let logs = provenance("aws_cloudwatch_log_group.api");
        assert!(logs.contains(&("logs.retention".into(), vec!["retention_in_days".into()])), "{logs:?}");
    }

    #[test]
    fn what_the_spec_says_itself_is_behind_blocks_too() {
        let task = provenance("aws_ecs_task_definition.api");
        let of = |path: &str| task.iter().any(|(known, _)| known == path);
        for path in ["services.api.size.memory", "services.api.image", "services.api.port", "stack"] {
            assert!(of(path), "{path}: {task:?}");
        }
    }

    #[test]
    fn what_is_said_raw_or_by_override_is_behind_its_block() {
        let raw = "raw: { resource: { aws_sqs_queue: { jobs: { name_prefix: jobs- } } } }
overrides: { aws_vpc.main: { set: { enable_network_address_usage_metrics: true } } }
environments:
  live: { tier: production, alarms: none }
";
        let spec = format!("stack: shop\nregion: us-east-1\n{raw}");
        let tracer = Tracer::of(&Source::new("a.yaml", spec), "live", Some(Schema::bundled())).unwrap();
        let of = |address: &str, path: &str| {
            let found = tracer.provenance(address);
            found
                .iter()
                .find(|one| one.path.to_string() == path)
                .unwrap_or_else(|| panic!("{found:?}"))
                .clone()
        };
        let queue = of("aws_sqs_queue.jobs", "raw.resource.aws_sqs_queue.jobs.name_prefix");
        assert_eq!(queue.arguments, ["name_prefix"]);
        assert_eq!(tracer.place(&queue.path), queue.path);
        let vpc = of("aws_vpc.main", "overrides.\"aws_vpc.main\".set.enable_network_address_usage_metrics");
        assert_eq!(vpc.arguments, ["enable_network_address_usage_metrics"]);
    }

    #[test]
    fn each_way_of_a_choice_has_its_price_or_its_finding() {
        let tracer = tracer();
        let now = tracer.now().unwrap();
        let alternatives = tracer.alternatives(&Path::of("network.egress"));
        let of = |value: &str| alternatives.iter().find(|alternative| alternative.value == value);
        assert_eq!(of("natPerZone").unwrap().monthly, now.monthly);
        assert!(of("natPerZone").unwrap().report.diagnostics().is_empty());
        // One gateway for all zones is worth a warning in production; two gateways fewer at 32.85 dollars.
        let nat = of("nat").unwrap();
        assert!(nat.monthly < now.monthly - Decimal::from(65), "{} {}", nat.monthly, now.monthly);
        assert!(!nat.report.diagnostics().is_empty());
        assert!(tracer.alternatives(&Path::of("network.cidr")).is_empty());
    }
}
