//! Each mistake is found, with its code, its place, and what would be right.

use groundplan::diagnostic::Diagnostic;
use groundplan::schema::{Schema, check};
use groundplan_tests::raw::document;
use serde_json::{Value, json};

fn findings(json: &Value) -> Vec<Diagnostic> {
    check(&document(json), Schema::bundled()).diagnostics().to_vec()
}

/// Codes, places and hints.
fn short(json: &Value) -> Vec<String> {
    let short = |finding: &Diagnostic| {
        format!("{} {} {}", finding.rule.code, finding.path, finding.hint.as_deref().unwrap_or("-"))
    };
    findings(json).iter().map(short).collect()
}

fn resource(kind: &str, body: &Value) -> Value {
    json!({ "resource": { kind: { "main": body } } })
}

/// The findings about one resource, whose address is left out.
fn about(kind: &str, body: &Value) -> Vec<String> {
    let place = format!("resource.{kind}.main");
    let found = short(&resource(kind, body));
    found.iter().map(|line| line.replace(&format!("{place}."), "").replace(&place, "self")).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn a_type_is_one_of_the_provider() {
    assert_eq!(about("aws_vcp", &json!({})), ["schema/unknown-type self aws_vpc"]);
    assert_eq!(about("google_compute_instance", &json!({ "x": 1 })), NONE);
    let data = findings(&json!({ "data": { "aws_sqs_queue_policy": { "main": {} } } }));
    assert_eq!(data[0].wants.as_deref(), Some("it is the name of a resource"));
}

#[test]
fn arguments_are_those_of_the_type() {
    assert_eq!(
        about("aws_vpc", &json!({ "cidr_blok": "10.0.0.0/16" })),
        ["schema/unknown-argument cidr_blok cidr_block"]
    );
    assert_eq!(
        about("aws_vpc", &json!({ "//": "why", "count": 2, "lifecycle": {}, "depends_on": [] })),
        NONE
    );
    assert_eq!(about("aws_vpc", &json!({ "arn": "x", "id": null })), ["schema/read-only arn -"]);
    assert_eq!(
        about("aws_subnet", &json!({ "vpc_id": null })),
        ["schema/missing-argument self \"vpc_id\": \"\""]
    );
    let inner = findings(&resource("aws_lb_target_group", &json!({ "healthy_threshold": 2 })));
    assert_eq!(inner[0].wants.as_deref(), Some("`healthy_threshold` belongs inside `health_check`"));
    assert_eq!(inner[0].hint.as_deref(), Some("\"health_check\": {\"healthy_threshold\": …}"));
    let deep =
        json!({ "rule": [{ "id": "a", "status": "Enabled", "expiration": { "dais": 1 } }], "bucket": "b" });
    assert_eq!(
        about("aws_s3_bucket_lifecycle_configuration", &deep),
        ["schema/unknown-argument rule[0].expiration.dais days"]
    );
}

#[test]
fn values_have_their_type() {
    for (value, expected) in [
        (json!("30"), None),
        (json!("30 s"), Some("schema/type delay_seconds -")),
        (json!(true), Some("schema/type delay_seconds -")),
        (json!([30]), Some("schema/type delay_seconds -")),
    ] {
        let found = about("aws_sqs_queue", &json!({ "delay_seconds": value }));
        assert_eq!(found.first().map(String::as_str), expected, "{value}");
    }
    assert_eq!(about("aws_sqs_queue", &json!({ "fifo_queue": "yes" })), ["schema/type fifo_queue true"]);
    assert_eq!(about("aws_sqs_queue", &json!({ "name": 1.5, "fifo_queue": "true" })), NONE);
    assert_eq!(about("aws_sqs_queue", &json!({ "tags": { "A": { "b": 1 } } })), ["schema/type tags.A -"]);
    let lb = json!({ "subnets": "subnet-1", "security_groups": ["a", ["b"]] });
    assert_eq!(
        about("aws_lb", &lb),
        ["schema/type subnets [\"subnet-1\"]", "schema/type security_groups[1] -"]
    );
}

#[test]
fn references_have_a_type_too() {
    let mut json =
        resource("aws_lb", &json!({ "subnets": "${aws_vpc.main.id}", "name": "${aws_lb.main.subnets}" }));
    json["resource"]["aws_vpc"] = json!({ "main": {} });
    assert_eq!(
        short(&json),
        ["schema/type resource.aws_lb.main.subnets -", "schema/type resource.aws_lb.main.name -"]
    );
    let fits = json!({ "subnets": "${aws_lb.main.security_groups}", "name": "${aws_lb.main.idle_timeout}", "internal": "${var.internal}" });
    assert_eq!(about("aws_lb", &fits), NONE);
}

#[test]
fn objects_are_complete() {
    let rule = json!({ "from_port": 1, "to_port": 2, "protocol": "tcp", "cidr": [] });
    let found = about("aws_security_group", &json!({ "ingress": [rule] }));
    let missing =
        ["cidr_blocks", "description", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups", "self"];
    let hint = missing.map(|name| format!("\"{name}\": null")).join(", ");
    let incomplete = format!("schema/missing-argument ingress[0] {hint}");
    assert_eq!(found, ["schema/unknown-argument ingress[0].cidr -", &incomplete]);
    assert_eq!(about("aws_security_group", &json!({ "ingress": rule }))[0], "schema/type ingress [{…}]");
}

#[test]
fn blocks_stand_as_often_as_they_may() {
    let action = json!({ "type": "forward" });
    let listener = |actions: Value| json!({ "load_balancer_arn": "a", "default_action": actions });
    assert_eq!(about("aws_lb_listener", &listener(action.clone())), NONE);
    assert_eq!(about("aws_lb_listener", &listener(json!([action, action]))), NONE);
    assert_eq!(
        about("aws_lb_listener", &listener(json!([]))),
        ["schema/missing-argument self \"default_action\": {}"]
    );
    assert_eq!(
        about("aws_lb_listener", &listener(json!("${local.actions}"))),
        ["schema/block default_action \"default_action\": {}"]
    );
    let groups = json!({ "health_check": [{}, {}] });
    assert_eq!(about("aws_lb_target_group", &groups), ["schema/block health_check -"]);
}

#[test]
fn dynamic_blocks_are_blocks() {
    let listener = json!({
        "load_balancer_arn": "a",
        "dynamic": { "default_action": { "for_each": [1], "content": { "type": "forward", "ordr": 1 } } },
    });
    assert_eq!(
        about("aws_lb_listener", &listener),
        ["schema/unknown-argument dynamic.default_action.content.ordr order"]
    );
    let unknown = json!({ "dynamic": { "setings": { "for_each": [], "content": {} } }, "name": "a" });
    assert_eq!(about("aws_ecs_cluster", &unknown), ["schema/unknown-argument dynamic.setings setting"]);
}

#[test]
fn references_lead_to_attributes() {
    for (reference, expected) in [
        ("aws_vpc.main.id", None),
        ("aws_vpc.main.idd", Some("id")),
        ("aws_vpc.main.tags.Name", None),
        ("aws_vpc.main.id.x", Some("-")),
        ("aws_lb_target_group.main.health_check[0].path", None),
        ("aws_lb_target_group.main.health_check[0].pth", Some("path")),
        ("aws_lb_target_group.main.health_check.path", Some("[0].path")),
        ("aws_lb_target_group.main.load_balancer_arns[0]", Some("one(…)")),
        ("data.aws_region.main.regoin", Some("region")),
        ("google_x.main.anything", None),
    ] {
        let json = json!({ "output": { "x": { "value": format!("${{{reference}}}") } } });
        let expected = expected.map(|hint| format!("schema/unknown-attribute output.x.value {hint}"));
        assert_eq!(short(&json), expected.into_iter().collect::<Vec<_>>(), "{reference}");
    }
}

#[test]
fn what_is_deprecated_is_named() {
    let found = about("aws_iam_role", &json!({ "assume_role_policy": "{}", "managed_policy_arns": [] }));
    assert_eq!(found, ["schema/deprecated managed_policy_arns -"]);
}

#[test]
fn all_mistakes_are_found_at_once() {
    let json = json!({
        "provider": { "aws": { "regio": "x" } },
        "resource": { "aws_vpc": { "a": { "x": 1, "arn": 2 } } },
        "locals": { "b": "${aws_vpc.a.c}" },
    });
    let found = findings(&json);
    let codes: Vec<&str> = found.iter().map(|finding| finding.rule.code).collect();
    assert_eq!(codes.len(), 4, "{codes:?}");
    assert!(found.iter().all(|finding| finding.file.as_deref() == Some("main.tf.json")));
}
