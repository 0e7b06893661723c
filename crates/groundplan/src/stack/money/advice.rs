//! Savings worth having: each a line of spec, with what it saves, found by making and pricing it.

use super::what_if::WhatIf;
use crate::aws::cluster::{Cluster, ContainerInsights};
use crate::aws::logs::Logs;
use crate::aws::network::{Egress, FlowLogDestination, FlowLogs, Network};
use crate::aws::service::{Architecture, Capacity, EcsFargateService, Scale};
use crate::composition::share::{self, Share};
use crate::cost::{Decimal, PriceBook, Range, Usage};
use crate::decision::Tier;
use crate::schema::Schema;
use crate::spec::{Field, Map, Node, json};
use crate::stack::output::synthesis::Known;
use crate::stack::spec::domains::Domains;
use crate::stack::spec::{Environment, Stack};
use crate::stack::{App, Synthesis};
use crate::terraform::Document;
use crate::unit::{Days, OfficeHours, sort_by};

/// A change of a spec that saves money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The stack.
    pub stack: String,
    /// The environment.
    pub environment: String,
    /// What can be laid over the environment, as JSON of one line, which YAML reads too:
    /// `{"network": {"egress": "nat"}}`.
    pub setting: String,
    /// What it saves a month.
    pub saves: Range,
    /// What it takes, or what is given up for it.
    pub takes: &'static str,
}

/// Less than this a month is not worth a change.
const LEAST: Decimal = Decimal::ONE;

impl App {
    /// What would save money, the most first. Only what is accepted without errors and without new warnings is
    /// offered.
    ///
    /// ```
    /// use groundplan::cost::{PriceBook, Usage};
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::new("api").image("ghcr.io/example/api:1").size((Vcpu::FOUR, Memory::gib(16)));
    /// let shop = Stack::new("shop").region(Region::EuWest1).service(api).environment(Environment::production("live"));
    /// let advice = App::new().stack(shop).advice(PriceBook::bundled(), &Usage::new());
    /// assert!(advice.iter().any(|one| one.setting == r#"{ "services": { "api": { "architecture": "arm" } } }"#));
    /// ```
    #[must_use]
    pub fn advice(&self, book: &PriceBook, file: &Usage) -> Vec<Advice> {
        self.advised(&|_| None, book, file)
    }

    /// As [`App::advice`], of what was made and taken apart.
    #[doc(hidden)]
    #[must_use]
    pub fn advice_on(
        &self,
        (documents, synthesis): (&[(String, Document)], &Synthesis),
        book: &PriceBook,
        file: &Usage,
    ) -> Vec<Advice> {
        self.advised(&|name| self.known(documents, synthesis, name), book, file)
    }

    /// An environment as it was made; `None` where others give it values, which it has not by itself.
    pub(super) fn known<'a>(
        &self,
        documents: &'a [(String, Document)],
        synthesis: &'a Synthesis,
        environment: &str,
    ) -> Option<Known<'a>> {
        synthesis.known(documents, environment).filter(|_| self.is_alone())
    }

    /// Whether there is one stack only.
    pub(super) fn is_alone(&self) -> bool {
        self.stacks().count() == 1
    }

    fn advised<'a>(
        &'a self,
        known: &dyn Fn(&str) -> Option<Known<'a>>,
        book: &'a PriceBook,
        file: &'a Usage,
    ) -> Vec<Advice> {
        let of = |(_, stack)| of_stack(stack, known, self.schema_in_force(), (book, file));
        let mut all: Vec<Advice> = self.stacks().flat_map(of).collect();
        sort_by(&mut all, |a, b| b.saves.expected.cmp(&a.saves.expected));
        all
    }
}

fn of_stack<'a>(
    stack: &'a Stack,
    known: &dyn Fn(&str) -> Option<Known<'a>>,
    schema: Option<&'a Schema>,
    prices: (&'a PriceBook, &'a Usage),
) -> Vec<Advice> {
    let environments = stack.environments.iter().flat_map(Map::iter);
    let of = |(name, environment): (&str, &Environment)| {
        let what_if = WhatIf::starting_at(known(name), stack, (name, environment), schema, prices).ok()?;
        let worth = candidates(&what_if).into_iter().filter_map(|candidate| {
            let saves = what_if.sound_saving(&candidate.patch, LEAST)?;
            Some(Advice {
                stack: stack.stack.clone().unwrap_or_default(),
                environment: name.to_owned(),
                setting: setting(&candidate.patch),
                saves,
                takes: candidate.takes,
            })
        });
        Some(worth.collect::<Vec<_>>())
    };
    environments.filter_map(of).flatten().collect()
}

/// Something that may save money.
struct Candidate {
    patch: Environment,
    takes: &'static str,
}

/// What can save money, which nothing can that is so already.
fn candidates(what_if: &WhatIf<'_>) -> Vec<Candidate> {
    let (spec, tier) = (what_if.spec(), what_if.tier());
    let mut all = Vec::new();
    ways_out(spec, &what_if.decided().domains, &mut all);
    for (name, service) in spec.services.iter().flat_map(Map::iter) {
        if let Some(service) = service.on() {
            of_service(name, service, spec, tier, &mut all);
        }
    }
    kept(spec, tier, &what_if.decided().domains, &mut all);
    all
}

fn environment(spec: &Environment) -> Environment {
    Environment::new(spec.name.clone())
}

fn ways_out(spec: &Environment, now: &Domains, all: &mut Vec<Candidate>) {
    for (way, takes) in [
        (Egress::Nat, "one NAT gateway for all zones: when its zone fails, the others have no way out"),
        (Egress::Endpoints, "nothing but AWS can be reached, and images come from ECR"),
        (Egress::PublicIp, "tasks have public addresses; security groups alone keep the internet out"),
    ] {
        // What others use of the network has to have a way out.
        let is_shared = way != Egress::Nat && share::has(spec.share.as_ref(), Share::Network);
        if *now.network.egress != way && now.network.existing.is_none() && !is_shared {
            let patch = environment(spec).network(Network::patch().egress(way));
            all.push(Candidate { patch, takes });
        }
    }
}

fn of_service(
    name: &str,
    service: &EcsFargateService,
    spec: &Environment,
    tier: Tier,
    all: &mut Vec<Candidate>,
) {
    let mut offer = |change: EcsFargateService, takes| {
        all.push(Candidate { patch: environment(spec).service(change), takes });
    };
    let patch = || EcsFargateService::patch(name);
    if service.architecture != Some(Architecture::Arm) {
        offer(patch().architecture(Architecture::Arm), "the image must be built for ARM");
    }
    let sleeps = service.scale.as_ref().is_some_and(|scale| scale.hours.is_some());
    if tier != Tier::Production
        && !sleeps
        && let Ok(hours) = "mon-fri 07:00-19:00".parse::<OfficeHours>()
    {
        offer(
            patch().scale(Scale::new().hours(hours)),
            "requests outside of these hours (UTC) get no answer",
        );
    }
    if tier == Tier::Development && service.capacity == Some(Capacity::OnDemand) {
        offer(patch().capacity(Capacity::Spot), "AWS may take a task back with two minutes' notice");
    }
}

/// What is measured and kept.
fn kept(spec: &Environment, tier: Tier, now: &Domains, all: &mut Vec<Candidate>) {
    let flow_logs = FlowLogs::new().destination(FlowLogDestination::S3);
    if now.network.flow_logs.as_ref().is_some_and(|flow| flow.destination != FlowLogDestination::S3) {
        all.push(Candidate {
            patch: environment(spec).network(Network::patch().flow_logs(flow_logs)),
            takes: "flow logs lie in a bucket, where they are searched with Athena",
        });
    }
    let retention = if tier == Tier::Production { Days::new(365) } else { Days::new(30) };
    if *now.logs.retention > retention {
        all.push(Candidate {
            patch: environment(spec).logs(Logs::new().retention(retention)),
            takes: "logs older than that are gone",
        });
    }
    if tier != Tier::Production && now.cluster.insights != ContainerInsights::Disabled {
        all.push(Candidate {
            patch: environment(spec).cluster(Cluster::new().container_insights(ContainerInsights::Disabled)),
            takes: "CloudWatch measures services as a whole, and no single tasks",
        });
    }
}

/// A patch in one line: `{ "network": { "egress": "nat" } }`.
fn setting(patch: &Environment) -> String {
    let node: Node = patch.write();
    json::write(&node).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(spec: &str) -> Vec<Advice> {
        App::new().json(spec).advice(PriceBook::bundled(), &Usage::new())
    }

    const SPEC: &str = r#"{"stack": "s", "region": "us-east-1", "network": {"egress": "natPerZone"},
        "services": {"api": {"image": "ghcr.io/example/api:1", "capacity": "onDemand", "size": {"vcpu": 2, "memory": "8 GiB"}}},
        "environments": {"dev": {}}}"#;

    #[test]
    fn the_most_comes_first_and_can_be_pasted() {
        let found = advice(SPEC);
        assert!(found.is_sorted_by_key(|one| std::cmp::Reverse(one.saves.expected)));
        let nat = found.iter().find(|one| one.setting == r#"{ "network": { "egress": "nat" } }"#).unwrap();
        // One of two gateways and its address: 730 × (0.045 + 0.005), and what passes it.
        assert!(nat.saves.expected >= Decimal::new(365, 1), "{nat:?}");
        let settings: Vec<&str> = found.iter().map(|one| one.setting.as_str()).collect();
        for setting in [
            r#"{ "services": { "api": { "architecture": "arm" } } }"#,
            r#"{ "services": { "api": { "scale": { "hours": "mon-fri 07:00-19:00" } } } }"#,
            r#"{ "services": { "api": { "capacity": "spot" } } }"#,
        ] {
            assert!(settings.contains(&setting), "{settings:#?}");
        }
    }

    #[test]
    fn what_is_advised_saves_what_was_said() {
        let before = Stack::synth_json(SPEC).unwrap().estimate(PriceBook::bundled(), &Usage::new());
        for one in advice(SPEC) {
            let patched = SPEC.replace(r#""dev": {}"#, &format!(r#""dev": {}"#, one.setting));
            let after = Stack::synth_json(&patched).unwrap().estimate(PriceBook::bundled(), &Usage::new());
            let saved = before.monthly().total().less(after.monthly().total());
            assert_eq!(saved.expected, one.saves.expected, "{}", one.setting);
        }
    }

    #[test]
    fn nothing_is_advised_that_takes_away_what_users_refer_to() {
        let offered = |spec: &str| advice(spec).iter().any(|one| one.setting.contains(r#""egress": "nat""#));
        let referring = |gateway: &str| {
            let env =
                format!(r#""env": {{"GATEWAY": {{"$expr": "aws_nat_gateway.{gateway}.id"}}}}, "capacity""#);
            SPEC.replace(r#""capacity""#, &env)
        };
        assert!(offered(SPEC));
        assert!(!offered(&referring("main_b")), "one gateway for all zones leaves no second one");
    }

    #[test]
    fn nothing_is_advised_that_breaks_a_rule() {
        let live = SPEC.replace(r#""dev""#, r#""production""#);
        let found = advice(&live);
        assert!(
            found.iter().all(|one| !one.setting.contains("egress") && !one.setting.contains("hours")),
            "{found:#?}"
        );
    }
}
