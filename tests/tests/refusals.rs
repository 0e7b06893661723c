//! Specs that read well and could not be applied: each is refused, or made in a way that can be.

use groundplan::Stack;
use groundplan_tests::case::{all_roots, codes_of_yaml};
use groundplan_tests::root::Root;
use groundplan_tests::{apply, assert_none, language, limits, yaml};

/// Everything about a root module that would fail, now or late.
fn faults(root: &Root) -> Vec<String> {
    [language::faults(root), apply::faults(root), limits::violations(root)].concat()
}

#[test]
fn what_is_made_for_the_cases_can_be_applied() {
    let failures = all_roots()
        .into_iter()
        .flat_map(|(name, root)| faults(root).into_iter().map(move |fault| format!("{name}: {fault}")));
    assert_none(&failures.collect::<Vec<_>>());
}

#[test]
fn what_could_not_be_applied_is_refused() {
    let web = "services: { web: { image: { repository: shop/web, tag: v1 }, ";
    let public = format!("loadBalancer: {{ scheme: internal }}\n{web} port: 80, public: {{}}, ");
    let queue = "modules: { queue: { source: ./queue, inputs: ";
    let specs = [
        ("text in the name of a tag is evaluated", "tags: { \"k${1+1}\": v }".to_owned()),
        ("a directive in the name of a tag is evaluated", "tags: { \"%{if true}k%{endif}\": v }".to_owned()),
        (
            "a tag on everything waits for something",
            "environments: { dev: { tags: { vpc: { $expr: aws_vpc.main.id } } } }".to_owned(),
        ),
        (
            "a service waits for itself",
            format!("{web} env: {{ A: {{ $expr: aws_ecs_service.web.name }} }} }} }}"),
        ),
        (
            "a log group of ECS Exec",
            "services: { ecs-exec: { image: { repository: shop/web, tag: v1 } } }".to_owned(),
        ),
        (
            "a log group of flow logs",
            "services: { vpc-flow-logs: { image: { repository: shop/web, tag: v1 } } }".to_owned(),
        ),
        ("a folder twice, once with a slash", format!("{web} writable: [/data, /data/] }} }}")),
        ("the folder that is there anyway", format!("{web} writable: [/tmp/] }} }}")),
        ("two folders with one name", format!("{web} writable: [/a-b, /a/b] }} }}")),
        ("a stack whose security groups look generated", format!("stack: sg\n{web} }} }}")),
        (
            "a stack whose buckets are reserved",
            "stack: sthree\nnetwork: { flowLogs: { destination: s3 } }".to_owned(),
        ),
        (
            "records that are gone at once",
            "loadBalancer: { scheme: internal, accessLogs: { retention: 0 days } }\n".to_owned()
                + web
                + "port: 80, public: {} } }",
        ),
        ("a sign before a number", format!("{public} healthCheck: {{ matcher: \"+200\" }} }} }}")),
        ("a meta-argument as an input", format!("{queue} {{ source: ./other }} }} }}")),
        ("an input that multiplies the module", format!("{queue} {{ count: \"2\" }} }} }}")),
        ("an input that Terraform cannot read", format!("{queue} {{ \"a b\": c }} }} }}")),
        (
            "a variable that is reserved",
            "services: { web: { image: { repository: shop/web, tagVariable: count } } }".to_owned(),
        ),
        ("an address without a host", "alarms: { https: [\"https://\"] }".to_owned()),
    ];
    let failures = specs.iter().flat_map(|(what, words)| left_to_terraform(what, words));
    assert_none(&failures.collect::<Vec<_>>());
}

/// Specs that are refused for another reason would prove nothing about the ones above.
#[test]
fn what_surrounds_these_specs_is_accepted() {
    for words in [
        "services: { web: { image: { repository: shop/web, tag: v1 } } }",
        "modules: { queue: { source: ./queue, inputs: { name: x } } }",
    ] {
        let text = format!(
            "stack: shop\nregion: eu-west-1\n{words}\nenvironments: {{ live: {{ tier: development }} }}\n"
        );
        assert_eq!(codes_of_yaml(&text), [""; 0], "{words}");
    }
}

fn left_to_terraform(what: &str, words: &str) -> Vec<String> {
    let name = if words.starts_with("stack:") { "" } else { "stack: shop\n" };
    let environments =
        if words.contains("environments:") { "" } else { "environments: { live: { tier: development } }\n" };
    let text = format!("{name}region: eu-west-1\n{words}\n{environments}");
    let Ok(synthesis) = Stack::synth_node(yaml::read(&text)) else { return Vec::new() };
    let files = synthesis.files();
    let late = Root::all(&files).iter().flat_map(faults).collect::<Vec<_>>();
    language::duplicates(&files).into_iter().chain(late).map(|fault| format!("{what}: {fault}")).collect()
}
