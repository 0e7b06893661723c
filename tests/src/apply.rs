//! What is refused only when a plan is made or applied: cycles, names used twice, words that are reserved,
//! numbers that AWS doesn't take.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::root::{Root, blocks, entries, texts, walk};
use crate::template::{expressions, references};

/// Everything about a root module that would fail late.
#[must_use]
pub fn faults(root: &Root) -> Vec<String> {
    let checks = [cycles, names_used_twice, volumes, reserved_names, expiries, matchers, endpoints];
    let found = checks.into_iter().flat_map(|check| check(root));
    found.map(|fault| format!("{}: {fault}", root.folder)).collect()
}

/// What each object waits for, by address; everything of AWS waits for its provider.
fn graph(root: &Root) -> BTreeMap<String, BTreeSet<String>> {
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (kind, label, body) in root.all_resources() {
        let mut waits = referred(body);
        waits.extend(texts(&body["depends_on"]).into_iter().map(str::to_owned));
        waits.insert("provider".to_owned());
        graph.insert(format!("{kind}.{label}"), waits);
    }
    for (kind, labelled) in root.section("data") {
        let of_provider = |body| referred(body).into_iter().chain(["provider".to_owned()]).collect();
        graph.extend(
            entries(labelled).map(|(label, body)| (format!("data.{kind}.{label}"), of_provider(body))),
        );
    }
    graph.extend(root.section("locals").map(|(name, value)| (format!("local.{name}"), referred(value))));
    graph.extend(root.section("module").map(|(name, body)| (format!("module.{name}"), referred(body))));
    graph.extend(root.section("provider").map(|(_, body)| ("provider".to_owned(), referred(body))));
    graph
}

fn referred(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(value, "", &mut |_, text| {
        found.extend(expressions(text).iter().flat_map(|expression| references(expression)))
    });
    found
}

/// Objects that wait for themselves. What waits for nothing is taken away until only cycles are left.
fn cycles(root: &Root) -> Vec<String> {
    let mut graph = graph(root);
    loop {
        let known: BTreeSet<String> = graph.keys().cloned().collect();
        let before = graph.len();
        graph.retain(|_, waits| waits.iter().any(|address| known.contains(address)));
        if graph.len() == before {
            break;
        }
    }
    let is_left = !graph.is_empty();
    is_left
        .then(|| format!("a cycle among {:?}", graph.keys().take(4).collect::<Vec<_>>()))
        .into_iter()
        .collect()
}

/// The types whose names must differ within an account and region.
const NAMED: [(&str, &str); 7] = [
    ("aws_cloudwatch_log_group", "name"),
    ("aws_cloudwatch_metric_alarm", "alarm_name"),
    ("aws_ecs_task_definition", "family"),
    ("aws_iam_role", "name"),
    ("aws_kms_alias", "name"),
    ("aws_secretsmanager_secret", "name_prefix"),
    ("aws_sns_topic", "name"),
];

fn names_used_twice(root: &Root) -> Vec<String> {
    let of_type = |(kind, argument): &(&str, &str)| {
        let mut seen = BTreeSet::new();
        let names = root.resources(kind).map(|(_, body)| body[*argument].to_string().to_lowercase());
        let twice = names
            .filter(|name| !seen.insert(name.clone()))
            .map(|name| format!("two {kind} are called {name}"));
        twice.collect::<Vec<_>>()
    };
    NAMED.iter().flat_map(of_type).collect()
}

fn volumes(root: &Root) -> Vec<String> {
    let twice = |(label, task): (&str, &Value)| {
        let mut seen = BTreeSet::new();
        let names: Vec<&Value> = blocks(task, "volume").into_iter().map(|volume| &volume["name"]).collect();
        let twice = names.into_iter().find(|name| !seen.insert(name.to_string()));
        twice.map(|name| format!("the tasks of {label} have two volumes called {name}"))
    };
    root.resources("aws_ecs_task_definition").filter_map(twice).collect()
}

/// <https://developer.hashicorp.com/terraform/language/values/variables>
const RESERVED: [&str; 8] =
    ["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"];

fn reserved_names(root: &Root) -> Vec<String> {
    let variables = root.section("variable").map(|(name, _)| name).filter(|name| RESERVED.contains(name));
    let inputs = root.section("module").flat_map(|(_, body)| entries(body).map(|(name, _)| name));
    let is_identifier =
        |name: &&str| name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_' || one == '-');
    let own = ["source", "version"];
    let strange =
        inputs.filter(|name| !own.contains(name) && (RESERVED.contains(name) || !is_identifier(name)));
    variables.chain(strange).map(|name| format!("`{name}` is neither a variable nor an input")).collect()
}

fn expiries(root: &Root) -> Vec<String> {
    let days = |body: &Value| body["rule"]["expiration"]["days"].as_u64();
    let wrong =
        root.resources("aws_s3_bucket_lifecycle_configuration").filter(|(_, body)| days(body) == Some(0));
    wrong.map(|(label, _)| format!("{label} expires after 0 days")).collect()
}

fn matchers(root: &Root) -> Vec<String> {
    let legal = |text: &str| text.chars().all(|one| one.is_ascii_digit() || one == '-' || one == ',');
    let groups = root
        .resources("aws_lb_target_group")
        .filter(|(_, group)| !group["health_check"]["matcher"].as_str().is_some_and(legal));
    groups.map(|(label, group)| format!("{label} is well at {}", group["health_check"]["matcher"])).collect()
}

fn endpoints(root: &Root) -> Vec<String> {
    let host = |address: &str| {
        address.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
    };
    let hooks = root.resources("aws_sns_topic_subscription").filter(|(_, body)| body["protocol"] == "https");
    let wrong = hooks.filter(|(_, body)| !body["endpoint"].as_str().is_some_and(host));
    wrong.map(|(label, body)| format!("{label} calls {}", body["endpoint"])).collect()
}

#[cfg(test)]
mod tests {
    use super::faults;
    use crate::root::Root;
    use groundplan::File;

    fn of(text: &str) -> Vec<String> {
        faults(
            &Root::all(&[File { path: "environments/dev/x.tf.json".to_owned(), text: text.to_owned() }])[0],
        )
    }

    #[test]
    fn a_sound_module_has_no_faults() {
        let sound = r#"{"provider": {"aws": {"region": "eu-west-1"}}, "locals": {"a": "${aws_vpc.a.id}"},
            "resource": {"aws_vpc": {"a": {}}, "aws_subnet": {"a": {"vpc_id": "${local.a}", "depends_on": ["aws_vpc.a"]}}}}"#;
        assert_eq!(of(sound), [""; 0]);
    }

    #[test]
    fn planted_faults_are_caught() {
        for planted in [
            r#"{"resource": {"aws_vpc": {"a": {"x": "${local.a}"}}}, "locals": {"a": ["${aws_vpc.a.id}"]}}"#,
            r#"{"provider": {"aws": {"x": "${aws_vpc.a.id}"}}, "resource": {"aws_vpc": {"a": {}}}}"#,
            r#"{"resource": {"aws_sns_topic": {"a": {"name": "x"}, "b": {"name": "X"}}}}"#,
            r#"{"resource": {"aws_ecs_task_definition": {"a": {"volume": [{"name": "x"}, {"name": "x"}]}}}}"#,
            r#"{"variable": {"count": {}}}"#,
            r#"{"module": {"a": {"source": "./a", "for_each": "x"}}}"#,
            r#"{"module": {"a": {"source": "./a", "a b": "x"}}}"#,
            r#"{"resource": {"aws_s3_bucket_lifecycle_configuration": {"a": {"rule": {"expiration": {"days": 0}}}}}}"#,
            r#"{"resource": {"aws_lb_target_group": {"a": {"health_check": {"matcher": "+200"}}}}}"#,
            r#"{"resource": {"aws_sns_topic_subscription": {"a": {"protocol": "https", "endpoint": "https://"}}}}"#,
        ] {
            assert_eq!(of(planted).len(), 1, "{planted}");
        }
    }
}
