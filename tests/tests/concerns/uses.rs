//! Services that use each other: one rule on each side of each pair, and as little to write as there is to say.

use std::collections::BTreeSet;

use groundplan::Diagram;
use groundplan_tests::root::{Root, texts};
use groundplan_tests::yaml;

use super::case;

/// Thirty services that call each other, a line each.
const THIRTY: &str = r#"stack: shop
region: eu-west-1
defaults:
  services: { image: { repository: "shop/{service}", tag: 2026.11.1 }, port: 8080, size: 0.5 vCPU / 1 GiB }
services:
  web: { public: { host: www.example.com, zone: example.com }, uses: [orders, catalogue, search, basket, customers, sessions] }
  orders: { uses: [catalogue, prices, basket] }
  catalogue: { uses: [prices, stock, checkout] }
  prices: { serviceConnect: grpc, uses: [stock, search, payments] }
  stock: { serviceConnect: grpc, uses: [search, basket, invoices] }
  search: { uses: [basket, checkout, shipping] }
  basket: { uses: [checkout, payments, returns] }
  checkout: { uses: [payments, invoices, customers] }
  payments: { uses: [invoices, shipping, accounts] }
  invoices: { uses: [shipping, returns, sessions] }
  shipping: { uses: [returns, customers, mail] }
  returns: { uses: [customers, accounts, sms] }
  customers: { uses: [accounts, sessions, reviews] }
  accounts: { uses: [sessions, mail, ratings] }
  sessions: { uses: [mail, sms, media] }
  mail: { serviceConnect: tcp, uses: [sms, reviews, images] }
  sms: { uses: [reviews, ratings, recommend] }
  reviews: { uses: [ratings, media, promotions] }
  ratings: { uses: [media, images, vouchers] }
  media: { uses: [images, recommend, loyalty] }
  images: { uses: [recommend, promotions, fraud] }
  recommend: { uses: [promotions, vouchers, tax] }
  promotions: { uses: [vouchers, loyalty, reports] }
  vouchers: { uses: [loyalty, fraud, audit] }
  loyalty: { uses: [fraud, tax, feeds] }
  fraud: { uses: [tax, reports] }
  tax: { uses: [reports, audit] }
  reports: { serviceConnect: { requestTimeout: 5 min }, uses: [audit, feeds] }
  audit: { uses: [feeds] }
  feeds: {}
environments:
  pre: { tier: staging, alarms: { email: oncall@example.com } }
"#;

/// A service, and what it calls.
type Pair = (String, String);

#[test]
fn thirty_services_that_call_each_other_take_a_line_each() {
    let lines = THIRTY.lines().count();
    assert!(lines <= 45, "{lines} lines");
    let made = groundplan::App::new().node(yaml::read(THIRTY)).synth().expect("the spec is sound");
    assert_eq!(made.report().diagnostics(), []);
    let root = Root::all(&made.files()).into_iter().find(Root::is_environment).expect("an environment");
    assert_eq!(root.count("aws_ecs_service"), 30);
    assert_eq!(root.count("aws_service_discovery_http_namespace"), 1);
    let pairs = pairs(&root);
    assert_eq!(pairs.len(), 85);
    for kind in ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] {
        assert_eq!(between_tasks(&root, kind), pairs, "{kind}");
    }
}

#[test]
fn each_use_is_told_ordered_and_let_through() {
    let root = case("service/uses").environment("pre");
    let of = |service: &str| root.resource("aws_ecs_service", service).clone();
    let value = |service: &str, name: &str| {
        let variables = root.local(&format!("{service}_container"))["environment"].as_array().cloned();
        let of_name = |one: &serde_json::Value| one["name"] == name;
        variables.unwrap_or_default().into_iter().find(of_name).map(|one| one["value"].clone())
    };
    assert_eq!(value("web", "API_URL"), Some("http://api:50051".into()));
    assert_eq!(value("api", "SMTP_HOST"), Some("mail".into()));
    assert_eq!(value("api", "FINDER_URL"), Some("http://finder:9200".into()));
    assert_eq!(value("api", "SEARCH_URL"), None);
    assert_eq!(value("search", "INDEX_FEED_URL"), Some("http://index-feed:80".into()));
    let is_after = |caller: &str, called: &str| {
        texts(&of(caller)["depends_on"]).contains(&format!("aws_ecs_service.{called}").as_str())
    };
    assert!(is_after("web", "api") && is_after("api", "search") && is_after("nightly", "api"));
    // Of two that use each other, one comes first.
    assert!(is_after("search", "index_feed") && !is_after("index_feed", "search"));
    assert!(of("web")["service_connect_configuration"]["service"].is_null(), "nobody calls it");
    assert!(
        of("mail")["service_connect_configuration"]["service"]["timeout"].is_null(),
        "AWS refuses it of tcp"
    );
}

#[test]
fn a_picture_shows_who_calls_whom() {
    let made = case("service/uses").accepted();
    let picture = Diagram::of(made.environment("pre").expect("an environment")).svg();
    for arrow in [
        "aws_ecs_service.web to aws_ecs_service.api: port 50051",
        "aws_ecs_service.api to aws_ecs_service.mail: port 25",
    ] {
        assert!(picture.contains(arrow), "{arrow}");
    }
}

/// Which service is deployed after which, since it calls it.
fn pairs(root: &Root) -> BTreeSet<Pair> {
    let mut pairs = BTreeSet::new();
    for (service, body) in root.resources("aws_ecs_service") {
        let earlier = texts(&body["depends_on"]);
        let called = earlier.iter().filter_map(|address| address.strip_prefix("aws_ecs_service."));
        pairs.extend(called.map(|called| (service.to_owned(), called.to_owned())));
    }
    pairs
}

/// Which tasks may talk to which, by the rules of one side.
fn between_tasks(root: &Root, kind: &str) -> BTreeSet<Pair> {
    let label = |value: &serde_json::Value| {
        let text = value.as_str().unwrap_or_default();
        let name = text.strip_prefix("${aws_security_group.").and_then(|text| text.strip_suffix(".id}"));
        name.filter(|name| *name != "load_balancer").map(str::to_owned)
    };
    let mut pairs = BTreeSet::new();
    for (name, rule) in root.resources(kind) {
        let (own, other) = (label(&rule["security_group_id"]), label(&rule["referenced_security_group_id"]));
        let (Some(own), Some(other)) = (own, other) else { continue };
        let pair = if kind.contains("ingress") { (other, own) } else { (own, other) };
        assert!(pairs.insert(pair), "{name} is there twice");
    }
    pairs
}
