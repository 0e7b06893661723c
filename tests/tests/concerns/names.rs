//! Names keep to the limits of AWS, at the limits too.

use groundplan_tests::assert_none;
use groundplan_tests::case::{all_roots, codes_of_yaml};
use groundplan_tests::limits::{known, violations};
use groundplan_tests::root::Root;

use super::case;

#[test]
fn load_balancer_names_respect_limits() {
    let failures: Vec<String> = all_roots()
        .iter()
        .flat_map(|(name, root)| violations(root).into_iter().map(move |wrong| format!("{name}: {wrong}")))
        .collect();
    assert_none(&failures);
    every_limited_name_is_in_the_case_at_the_limits();
    long_names_stay_different();
    names_beyond_the_limit_are_refused();
}

/// Without this, a limit that no case reaches would not be checked.
fn every_limited_name_is_in_the_case_at_the_limits() {
    let roots = case("stack/limits").roots();
    let has = |kind: &str, argument: &str| {
        roots.iter().any(|root| root.resources(kind).any(|(_, body)| body[argument].is_string()))
    };
    let optional = [("aws_secretsmanager_secret", "description")];
    let missing =
        known().filter(|(kind, argument)| !has(kind, argument) && !optional.contains(&(*kind, *argument)));
    assert_eq!(missing.collect::<Vec<_>>(), []);
}

fn long_names_stay_different() {
    let environments: Vec<&Root> =
        case("stack/limits").roots().iter().filter(|root| root.is_environment()).collect();
    let roles = environments
        .iter()
        .flat_map(|root| root.resources("aws_iam_role"))
        .map(|(_, role)| role["name"].to_string());
    let mut names: Vec<String> = roles.collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all, "two roles have one name, and the environments share an account");
    assert!(all >= 8, "{all}");
}

fn names_beyond_the_limit_are_refused() {
    let long = "x".repeat(65);
    let with = |stack: &str, environment: &str, service: &str| {
        codes_of_yaml(&format!(
            "{{stack: {stack}, region: eu-west-1, services: {{{service}: {{image: {{repository: a, tag: b}}}}}}, environments: {{{environment}: {{tier: development}}}}}}"
        ))
    };
    assert_eq!(with(&long, "dev", "api"), ["stack/name"]);
    assert_eq!(with("shop", &long, "api"), ["stack/environment-name"]);
    assert_eq!(with("shop", "dev", &long), ["service/name"]);
    assert_eq!(with(&long[1..], &long[1..], &long[1..]), [""; 0]);
}
