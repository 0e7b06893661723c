use super::*;
use crate::aws::logs::Logs;
use crate::aws::network::{Egress, FlowLogDestination, FlowLogs, Network};
use crate::aws::service::{Architecture, Capacity, Scale};
use crate::cost::Decimal;
use crate::terraform::Difference;
use crate::unit::{Days, Memory, Vcpu};

/// Three services that differ in all that a price depends on, the first two behind a load balancer.
const SPEC: &str = r#"{"stack": "s", "region": "REGION", "loadBalancer": {"scheme": "internal"},
    "services": {
        "api": {"image": "ghcr.io/example/api:1", "port": 80, "public": {"path": "/api/*"},
            "usage": {"requests": "300M", "responseSize": "200 KB"}, "scale": {"min": 2, "max": 9}},
        "web": {"image": "ghcr.io/example/web:1", "port": 80, "public": {}, "capacity": "spot"},
        "job": {"image": "ghcr.io/example/job:1", "size": {"vcpu": 2, "memory": "8 GiB"}, "capacity": "onDemand"}},
    "overrides": {"aws_ecs_service.job": {"set": {"desired_count": 3}}},
    "environments": {"dev": {}}}"#;

fn app(region: &str) -> App {
    App::new().json(&SPEC.replace("REGION", region))
}

fn service(change: EcsFargateService) -> Environment {
    Environment::new("dev").service(change)
}

fn flow_logs() -> Environment {
    let to_bucket = FlowLogs::new().destination(FlowLogDestination::S3);
    Environment::new("dev").network(Network::patch().flow_logs(to_bucket))
}

fn insights() -> Environment {
    patch_of(&Path::of("cluster.containerInsights"), Node::text("enhanced")).unwrap()
}

fn changes() -> Vec<Environment> {
    let patch = EcsFargateService::patch;
    vec![
        service(patch("api").architecture(Architecture::Arm)),
        service(patch("web").capacity(Capacity::OnDemand)),
        service(patch("job").capacity(Capacity::Mixed)),
        service(patch("api").scale(Scale::new().max(20))),
        service(patch("job").scale(Scale::new().hours("mon-fri 07:00-19:00".parse().unwrap()))),
        service(patch("web").size((Vcpu::ONE, Memory::gib(4)))),
        service(patch("job").ephemeral_storage(Memory::gib(100))),
        service(patch("api").architecture(Architecture::Arm))
            .service(patch("job").architecture(Architecture::Arm)),
        Environment::new("dev").network(Network::patch().egress(Egress::NatPerZone)),
        Environment::new("dev").network(Network::patch().egress(Egress::PublicIp)),
        flow_logs(),
        Environment::new("dev").logs(Logs::new().retention(Days::new(90))),
        insights(),
    ]
}

/// What the whole costs, made and priced from the beginning.
fn whole(spec: &str, patch: &Environment) -> (Range, Document) {
    let mut stack = Stack::from_json(spec).unwrap();
    for environment in stack.environments.iter_mut().flat_map(Map::values_mut) {
        environment.merge(patch);
    }
    let made = App::new().stack(stack).synth().unwrap();
    let estimate = made.estimate(PriceBook::bundled(), &Usage::new());
    (estimate.modules[1].monthly().total(), made.environment("dev").unwrap().clone())
}

/// The spec with more of what parts consist of, and without an override, which only a whole can have.
fn plain() -> String {
    let (head, rest) = SPEC.split_once(r#""overrides""#).unwrap();
    let (_, rest) = rest.split_once(r#""environments""#).unwrap();
    let more = r#""encryption": "customerKey", "environments""#;
    let plain = format!("{head}{more}{rest}");
    let plain = plain.replace(r#""onDemand""#, r#""onDemand", "scale": {"min": 3, "max": 3}"#);
    plain.replace(r#""scheme": "internal""#, r#""scheme": "internal", "waf": true"#)
}

#[test]
fn what_a_patch_costs_and_changes_is_what_the_whole_then_costs_and_differs_by() {
    for spec in [SPEC.to_owned(), plain()] {
        agrees_with_the_whole(&spec.replace("REGION", "us-east-1"));
    }
}

fn agrees_with_the_whole(spec: &str) {
    let (app, usage) = (App::new().json(spec), Usage::new());
    let what_if = app.what_if(None, "dev", PriceBook::bundled(), &usage).unwrap();
    let (now, document) = whole(spec, &Environment::default());
    assert_eq!(what_if.monthly(), now);
    for patch in changes() {
        let setting = crate::spec::json::write(&patch.write());
        let outcome = what_if.with(&patch).unwrap();
        let (then, changed) = whole(spec, &patch);
        assert_eq!(outcome.monthly, then, "{setting}");
        assert_ne!(outcome.monthly, now, "{setting}");
        let addresses = |differences: Vec<Difference>| -> Vec<String> {
            differences.iter().map(ToString::to_string).collect()
        };
        assert_eq!(addresses(outcome.differences()), addresses(document.differences(&changed)), "{setting}");
    }
}

#[test]
fn another_network_costs_what_the_whole_then_costs_and_lacks_the_same_prices() {
    for (spec, region) in [(plain(), "us-east-1"), (plain(), "eu-west-1"), (SPEC.to_owned(), "us-east-1")] {
        for egress in Egress::ALL {
            let spec = spec.replace("REGION", region).replace("ghcr.io", "public.ecr.aws");
            costs_as_the_whole(&spec, *egress);
        }
    }
}

fn costs_as_the_whole(spec: &str, egress: Egress) {
    let (app, usage) = (App::new().json(spec), Usage::new());
    let what_if = app.what_if(None, "dev", PriceBook::bundled(), &usage).unwrap();
    let patch = Environment::new("dev").network(Network::patch().egress(egress));
    let priced = what_if.priced(&patch).map(|priced| (priced.monthly, priced.unpriced.len()));
    let stack = Stack::from_json(spec).unwrap();
    let mut whole = stack.environments.as_ref().and_then(|all| all.get("dev")).unwrap().clone();
    whole.merge(&patch);
    let whole = WhatIf::new(&stack, "dev", &whole, Schema::if_bundled(), PriceBook::bundled(), &usage).ok();
    assert_eq!(priced, whole.map(|whole| (whole.monthly(), whole.unpriced().len())), "{egress}");
}

#[test]
fn what_is_sound_saves_what_the_outcome_does() {
    for (spec, region) in [(plain(), "us-east-1"), (plain(), "eu-west-1"), (SPEC.to_owned(), "us-east-1")] {
        let (app, usage) = (App::new().json(&spec.replace("REGION", region)), Usage::new());
        let what_if = app.what_if(None, "dev", PriceBook::bundled(), &usage).unwrap();
        for patch in changes() {
            let setting = crate::spec::json::write(&patch.write());
            let outcome = what_if.with(&patch).unwrap();
            let saving = outcome.saving().filter(|_| outcome.report.diagnostics().is_empty());
            assert_eq!(what_if.sound_saving(&patch, Decimal::MIN), saving, "{region}: {setting}");
        }
    }
}

#[test]
fn a_part_has_only_what_its_patch_reaches() {
    let size = |spec: &str, patch: &Environment| {
        let (app, usage) = (App::new().json(spec), Usage::new());
        let what_if = app.what_if(None, "dev", PriceBook::bundled(), &usage).unwrap();
        let part = what_if.part(patch)?;
        Some(part.before.items().len().max(part.after.items().len()))
    };
    let spec = plain().replace("REGION", "us-east-1");
    let one = r#"{"image": "ghcr.io/example/other:1"}"#;
    let more = spec.replace(r#""job":"#, &format!(r#""a": {one}, "b": {one}, "job":"#));
    assert_eq!(size(&spec, &flow_logs()), size(&more, &flow_logs()));
    // A log group of each service.
    let logs = Environment::new("dev").logs(Logs::new().retention(Days::new(90)));
    assert_eq!(size(&spec, &logs).map(|size| size + 2), size(&more, &logs));
    // An alarm of each service.
    assert_eq!(size(&spec, &insights()).map(|size| size + 2), size(&more, &insights()));
    let elsewhere = flow_logs().network(Network::patch().cidr("10.9.0.0/16"));
    let mut both = flow_logs();
    both.merge(&insights());
    for patch in [elsewhere, both] {
        assert_eq!(size(&spec, &patch), None, "more than a part changes");
    }
    assert_eq!(size(&SPEC.replace("REGION", "us-east-1"), &flow_logs()), None, "an override may reach in");
}

#[test]
fn what_is_so_by_default_changes_nothing_when_it_is_set() {
    let (app, usage) = (app("us-east-1"), Usage::new());
    let what_if = app.what_if(None, "dev", PriceBook::bundled(), &usage).unwrap();
    let retention = *what_if.decided().domains.logs.retention;
    let outcome = what_if.with_value(&Path::of("logs.retention"), Node::text(retention.to_string())).unwrap();
    assert_eq!((outcome.monthly, outcome.differences()), (what_if.monthly(), Vec::new()));
    assert_eq!(outcome.saving().map(|saving| saving.expected), Some(0.into()));
}

#[test]
fn nobody_knows_what_is_saved_where_something_loses_its_price() {
    // Regional NAT gateways have no price in eu-west-1.
    let (app, usage) = (app("eu-west-1"), Usage::new());
    let what_if = app.what_if(None, "dev", PriceBook::bundled(), &usage).unwrap();
    let value = Node::text("regionalNat");
    let outcome = what_if.with_value(&Path::of("network.egress"), value).unwrap();
    assert!(outcome.monthly.expected < outcome.monthly_now.expected, "the known part is less");
    assert!(!outcome.newly_unpriced.is_empty() && !outcome.is_whole);
    assert_eq!(outcome.saving(), None);
}

#[test]
fn a_wrong_value_and_a_wrong_environment_are_reported() {
    let (app, usage) = (app("us-east-1"), Usage::new());
    let what_if = app.what_if(None, "dev", PriceBook::bundled(), &usage).unwrap();
    let path = Path::of("services.job.size.memory");
    assert!(what_if.with_value(&path, Node::text("lots")).is_err());
    let refused = what_if.with_value(&path, Node::text("1 GiB")).unwrap_err();
    assert_eq!(refused.report().diagnostics()[0].rule.code, "service/size");
}

#[test]
fn the_schema_that_was_given_is_kept() {
    let acme =
        Schema::parse("schema 1 registry.terraform.io/acme/acme 1.0.0\nresource acme_thing\n size !\n")
            .unwrap();
    let raw = r#""raw": {"resource": {"acme_thing": {"main": {"size": 1}}}}, "overrides""#;
    let app = App::new().json(&SPEC.replace("REGION", "us-east-1").replace(r#""overrides""#, raw));
    let app = app.schema(Schema::bundled().with(&acme));
    let usage = Usage::new();
    let what_if = app.what_if(None, "dev", PriceBook::bundled(), &usage).unwrap();
    let patch = service(EcsFargateService::patch("job").architecture(Architecture::Arm));
    assert_eq!(what_if.validate(&patch).diagnostics(), []);
    let (book, offered) = (PriceBook::bundled(), r#""job": { "architecture": "arm" }"#);
    assert!(app.advice(book, &usage).iter().any(|one| one.setting.contains(offered)));
}
