//! AWS's quotas: each is exceeded by one, kept by a hair and, where AWS raises it, waived with a reason.

use std::collections::BTreeSet;
use std::fmt::Write;

use groundplan::diagnostic::{Diagnostic, Report, Rule, Severity};
use groundplan::spec::{Node, json};
use groundplan::{Stack, rules};
use groundplan_tests::assert_none;
use serde_json::{Map, Value, json};

/// What makes a spec that takes so much of a quota.
type Spec = fn(usize) -> Value;

/// By rule: the most that AWS has by default, and a spec that takes a number of it.
const QUOTAS: [(Rule, usize, Spec); 9] = [
    (Rule::QUOTA_VPCS, 4, networks),
    (Rule::QUOTA_ELASTIC_IPS, 5, gateways),
    (Rule::QUOTA_NAT_GATEWAYS, 5, environments),
    (Rule::QUOTA_SECURITY_GROUP_RULES, 60, public_services),
    (Rule::QUOTA_SECURITY_GROUP_RULES, 60, services_with_endpoints),
    (Rule::QUOTA_SECURITY_GROUP_RULES, 60, outbound_rules),
    (Rule::QUOTA_CERTIFICATES, 25, certificates),
    (Rule::QUOTA_TARGET_GROUPS, 100, public_services),
    (Rule::QUOTA_WILDCARDS, 6, wildcards),
];

fn spec(services: Value, environments: Value) -> Value {
    json!({ "stack": "shop", "region": "eu-west-1", "services": services, "environments": environments })
}

fn numbered(prefix: &str, count: usize, one: impl Fn(usize) -> Value) -> Value {
    Value::Object((0..count).map(|number| (format!("{prefix}{number}"), one(number))).collect::<Map<_, _>>())
}

fn one_environment() -> Value {
    json!({ "dev": { "tier": "development" } })
}

fn environments(count: usize) -> Value {
    spec(json!({}), numbered("e", count, |_| json!({ "tier": "development" })))
}

fn networks(count: usize) -> Value {
    let endpoints = |_| json!({ "tier": "development", "network": { "egress": "endpoints" } });
    spec(json!({}), numbered("e", count, endpoints))
}

fn gateways(count: usize) -> Value {
    let one = |number| json!({ "tier": "development", "network": { "egress": if number == 0 { "natPerZone" } else { "nat" } } });
    spec(json!({}), numbered("e", count - 1, one))
}

fn service(public: Value) -> Value {
    json!({ "image": "ghcr.io/example/api:1.0", "port": 8080, "public": public })
}

fn public_services(count: usize) -> Value {
    let one = |number| service(json!({ "host": format!("s{number}.example.com"), "zone": "example.com" }));
    spec(numbered("s", count, one), one_environment())
}

fn services_with_endpoints(count: usize) -> Value {
    let image = json!({ "repository": "shop/api", "tag": "1.0" });
    let mut spec = spec(numbered("s", count, |_| json!({ "image": image })), one_environment());
    spec["network"] = json!({ "egress": "endpoints" });
    spec
}

fn outbound_rules(count: usize) -> Value {
    // HTTPS is open anyway, by a rule of its own.
    let rules: Vec<Value> =
        (1..count).map(|number| json!({ "cidr": format!("10.40.{number}.0/24"), "port": 5432 })).collect();
    spec(json!({ "api": { "image": "ghcr.io/example/api:1.0", "allowEgress": rules } }), one_environment())
}

fn certificates(count: usize) -> Value {
    let arn = |number: usize| format!("arn:aws:acm:eu-west-1:123456789012:certificate/{number:08}");
    let one =
        |number| service(json!({ "host": format!("s{number}.example.com"), "certificate": arn(number) }));
    spec(numbered("s", count, one), one_environment())
}

fn wildcards(count: usize) -> Value {
    let mut path = String::new();
    for number in 0..count {
        write!(path, "/{number}*").expect("text grows");
    }
    let public = json!({ "host": "api.example.com", "path": path, "zone": "example.com" });
    spec(json!({ "api": service(public) }), one_environment())
}

fn report(spec: &Value) -> Report {
    let node: Node = json::parse(&spec.to_string()).expect("the spec is JSON");
    let made = Stack::synth_node(node);
    made.map_or_else(|error| error.report().clone(), |synthesis| synthesis.report().clone())
}

fn of_rule<'a>(report: &'a Report, rule: &Rule) -> Vec<&'a Diagnostic> {
    report.diagnostics().iter().filter(|finding| finding.rule == *rule).collect()
}

#[test]
fn every_quota_is_counted() {
    let counted: BTreeSet<&str> = QUOTAS.iter().map(|(rule, ..)| rule.code).collect();
    let all = rules();
    let known: BTreeSet<&str> =
        all.iter().map(|rule| rule.code).filter(|code| code.starts_with("quota/")).collect();
    assert_eq!(counted, known);
}

#[test]
fn one_more_than_a_quota_is_found_once_and_says_how_to_go_on() {
    let failures = QUOTAS.iter().filter_map(|(rule, most, spec)| {
        let report = report(&spec(most + 1));
        let found = of_rule(&report, rule);
        let [finding] = found.as_slice() else {
            return Some(format!("{}: found {} times", rule.code, found.len()));
        };
        let wants = finding.wants.as_deref().unwrap_or_default();
        let is_raised = wants.contains("aws service-quotas request-service-quota-increase --service-code ");
        let is_right = (rule.severity, is_raised)
            == if rule.waivable { (Severity::Warning, true) } else { (Severity::Error, false) };
        let given = (most + 1).to_string();
        let is_counted =
            wants.starts_with(&format!("at most {most}")) && finding.given.as_ref() == Some(&given);
        (!is_right || !is_counted).then(|| finding.to_string())
    });
    assert_none(&failures.collect::<Vec<_>>());
}

#[test]
fn a_quota_that_is_just_kept_is_silent() {
    let failures = QUOTAS.iter().filter_map(|(rule, most, spec)| {
        let report = report(&spec(*most));
        (!of_rule(&report, rule).is_empty()).then(|| format!("{}:\n{report}", rule.code))
    });
    assert_none(&failures.collect::<Vec<_>>());
}

#[test]
fn a_waiver_with_a_reason_excuses_what_aws_raises_and_nothing_else() {
    let failures = QUOTAS.iter().filter_map(|(rule, most, spec)| {
        let mut spec = spec(most + 1);
        let name = rule.waiver().unwrap_or_else(|| "targetGroups".to_owned());
        spec["waive"] = json!({ name: "raised to 300 in May" });
        let report = report(&spec);
        let is_found = !of_rule(&report, rule).is_empty();
        let is_unused = !of_rule(&report, &Rule::WAIVER_UNUSED).is_empty();
        (is_found == rule.waivable || is_unused).then(|| format!("{}:\n{report}", rule.code))
    });
    assert_none(&failures.collect::<Vec<_>>());
}

#[test]
fn thirty_hosts_of_a_zone_list_three_certificates_with_thirty_records() {
    let node: Node = json::parse(&public_services(30).to_string()).expect("the spec is JSON");
    let synthesis = Stack::synth_node(node).expect("thirty services are fine");
    let file = |name: &str| {
        let files = synthesis.files();
        let file = files.iter().find(|file| file.path == format!("environments/dev/{name}.tf.json"));
        serde_json::from_str::<Value>(&file.expect("the file is made").text).expect("it is JSON")
    };
    let count = |file: &Value, kind: &str| file["resource"][kind].as_object().map_or(0, Map::len);
    let (dns, balancer) = (file("dns"), file("load_balancer"));
    assert_eq!((count(&dns, "aws_acm_certificate"), count(&balancer, "aws_lb_listener_certificate")), (3, 3));
    // One that points at the load balancer and one that proves the zone ours, for each host.
    assert_eq!(count(&dns, "aws_route53_record"), 60);
}
