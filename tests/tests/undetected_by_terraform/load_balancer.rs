//! What the load balancer listens to, and forwards to whom.

use groundplan_tests::case::{all_roots, codes_of_yaml};
use groundplan_tests::root::texts;
use serde_json::Value;

use super::{every, must, service, stack};

#[test]
fn a_load_balancer_stands_in_two_zones() {
    assert_eq!(stack("network: {zones: 1}"), ["network/zones"]);
    every("aws_lb", |_, _, balancer| {
        let mut subnets = texts(&balancer["subnets"]);
        subnets.dedup();
        let looked_up = balancer["subnets"].as_str().unwrap_or_default();
        let is_looked_up = looked_up.starts_with("${data.aws_subnets.");
        must(subnets.len() >= 2 || is_looked_up, "is in one zone")
    });
}

#[test]
fn https_has_a_certificate() {
    let codes = codes_of_yaml(
        "{stack: shop, region: eu-west-1, services: {web: {image: {repository: a, tag: b}, port: 80, public: {host: a.example.com}}}, environments: {pre: {tier: staging, alarms: {email: a@example.com}}}}",
    );
    assert_eq!(codes, ["load-balancer/https-required"]);
    every("aws_lb_listener", |_, _, listener| {
        let https = listener["protocol"] == "HTTPS";
        let certificate = listener["certificate_arn"].is_string() && listener["ssl_policy"].is_string();
        must(https == certificate && https == (listener["port"] == 443), "speaks HTTPS without a certificate")
    });
}

#[test]
fn an_action_forwards_in_one_way() {
    let one = |action: &Value| match action["type"].as_str() {
        Some("forward") => action["target_group_arn"].is_string() && action["forward"].is_null(),
        Some("redirect") => {
            action["redirect"]["port"].is_string() && action["redirect"]["status_code"] == "HTTP_301"
        }
        Some("fixed-response") => action["fixed_response"]["status_code"].is_string(),
        _ => false,
    };
    every("aws_lb_listener", |_, _, listener| {
        must(one(&listener["default_action"]), "does more than one thing")
    });
    every("aws_lb_listener_rule", |_, _, rule| must(one(&rule["action"]), "does more than one thing"));
}

#[test]
fn listener_rules_have_priorities_of_their_own() {
    for (name, root) in all_roots() {
        let rules = root.resources("aws_lb_listener_rule");
        let mut numbers: Vec<u64> =
            rules.map(|(_, rule)| rule["priority"].as_u64().unwrap_or_default()).collect();
        assert!(numbers.iter().all(|number| (1..=50_000).contains(number)), "{name}: {numbers:?}");
        let all = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), all, "{name}");
    }
}

#[test]
fn a_health_check_waits_less_than_its_interval() {
    assert_eq!(
        service("port: 80, public: {}, healthCheck: {interval: 10 s, timeout: 10 s}"),
        ["load-balancer/health-check"]
    );
    every("aws_lb_target_group", |_, _, group| {
        let check = &group["health_check"];
        let less = check["timeout"].as_u64() < check["interval"].as_u64() && check["timeout"].is_u64();
        let path = check["path"].as_str().is_some_and(|path| path.starts_with('/'));
        must(
            less && path && group["target_type"] == "ip",
            "has a health check that AWS refuses, or no IP targets",
        )
    });
}
