//! Terraform that groundplan need not have written, checked from the command line.

use crate::place::{Place, SPEC};

const NATIVE: &str = "resource \"aws_cloudwatch_log_group\" \"api\" {
  name              = \"api\"
  retention_in_days = 15
}
";

#[test]
fn a_folder_is_a_root_module_with_its_override_files() {
    let place = Place::new();
    place.write("mine/main.tf", &NATIVE.replace("15", "7"));
    place.write("mine/queue.tf.json", r#"{"resource": {"aws_sqs_queue": {"main": {"delay_second": 1}}}}"#);
    place.write("mine/notes.txt", "no Terraform");
    place.write("mine/.main.tf", "neither is what an editor leaves {");
    let ran = place.run(&["check", "mine"]).ends(1).says("mine has errors: a root module of 2 files");
    let ran =
        ran.says("error[schema/unknown-argument]").says("mine/queue.tf.json:1:58").says("try: delay_seconds");
    assert!(!ran.output.contains("log-retention"), "{}", ran.output);
    place.write("mine/main_override.tf", &NATIVE.replace("  name              = \"api\"\n", ""));
    let ran = place.run(&["check", "mine"]).ends(1).says("error[aws/log-retention]");
    let ran = ran
        .says("mine/main_override.tf:2:3")
        .says("2 |   retention_in_days = 15\n  |   ^^^^^^^^^^^^^^^^^^^^^^");
    ran.says("2 errors").says("a root module of 3 files");
}

#[test]
fn what_a_path_is_its_content_tells() {
    let place = Place::new();
    place.write("one.tf", NATIVE);
    place
        .run(&["check", "one.tf"])
        .ends(1)
        .says("one.tf:3:3")
        .says("one.tf has errors: a root module of 1 file, by hashicorp/aws 6.66.0\n");
    place.write("other.json", r#"{"output": {"a": {"value": "${lenght([])}"}}}"#);
    place.run(&["check", "other.json"]).ends(1).says("error[terraform/function]").says("other.json:1:28");
    place.run_with(&["check", "-"], NATIVE).ends(1).says("(standard input):3:3");
    place.run_with(&["check", "-"], SPEC).ends(0).says("(standard input) is sound: 2 environments");
    place.write("state.json", r#"{"format_version": "1.0", "terraform_version": "1.11.0", "values": {}}"#);
    place.run(&["check", "state.json"]).ends(2).says("is a state, not a plan").says("terraform show -json");
    place.write("schema.json", r#"{"provider_schemas": {}}"#);
    place.run(&["check", "schema.json"]).ends(2).says("is a provider schema").says("--schema");
    place.write("empty/readme", "");
    place.run(&["check", "empty"]).ends(2).says("is a folder without Terraform in it");
}

#[test]
fn a_plan_is_held_against_what_aws_makes_of_it() {
    let place = Place::new();
    let resource = r#"{"mode": "managed", "type": "aws_cloudwatch_log_group", "name": "api", "values": {"name": "api", "retention_in_days": 15, "arn": "known"}}"#;
    let module = format!(
        r#"{{"resources": [{resource}], "child_modules": [{{"address": "module.jobs", "resources": [{resource}]}}]}}"#
    );
    place.write(
        "plan.json",
        &format!(r#"{{"format_version": "1.2", "planned_values": {{"root_module": {module}}}}}"#),
    );
    let ran = place
        .run(&["check", "plan.json"])
        .ends(1)
        .says("plan.json has errors: a plan, by hashicorp/aws 6.66.0\n")
        .says("2 errors");
    let ran = ran.says("at: resource.aws_cloudwatch_log_group.api.retention_in_days");
    ran.says("at: module.jobs.resource.aws_cloudwatch_log_group.api.retention_in_days");
}

#[test]
fn what_a_plan_tells_of_defaults_and_unknowns_is_no_finding() {
    let place = Place::new();
    let values = r#"{"bucket_prefix": "shop-", "cors_rule": [], "acl": "private"}"#;
    let alarm = r#"{"alarm_name": "a", "namespace": "AWS/ApplicationELB", "metric_name": "UnHealthyHostCount", "threshold": 1, "dimensions": {}}"#;
    let resource = |kind: &str, values: &str| {
        format!(
            r#"{{"address": "{kind}.a", "mode": "managed", "type": "{kind}", "name": "a", "values": {values}}}"#
        )
    };
    let configured = |kind: &str, arguments: &str| {
        format!(
            r#"{{"address": "{kind}.a", "mode": "managed", "type": "{kind}", "name": "a", "expressions": {arguments}}}"#
        )
    };
    let plan = |acl: &str| {
        format!(
            r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{"resources": [{}, {}]}}}},
            "resource_changes": [{{"address": "aws_cloudwatch_metric_alarm.a", "change": {{"after_unknown": {{"dimensions": {{"LoadBalancer": true, "TargetGroup": true}}}}}}}}],
            "configuration": {{"root_module": {{"resources": [{}, {}]}}}}}}"#,
            resource("aws_s3_bucket", values),
            resource("aws_cloudwatch_metric_alarm", alarm),
            configured(
                "aws_s3_bucket",
                &format!(r#"{{"bucket_prefix": {{"constant_value": "shop-"}}{acl}}}"#)
            ),
            configured(
                "aws_cloudwatch_metric_alarm",
                r#"{"alarm_name": {}, "namespace": {}, "metric_name": {}, "threshold": {}, "dimensions": {}}"#
            ),
        )
    };
    place.write("plan.json", &plan(""));
    let ran = place.run(&["check", "plan.json"]).ends(0);
    assert_eq!(
        ran.output,
        "plan.json is sound: a plan, by hashicorp/aws 6.66.0\n\nplan.json: nothing changes\n"
    );
    place.write("plan.json", &plan(r#", "acl": {"constant_value": "private"}"#));
    place.run(&["check", "plan.json"]).ends(0).says("aws/bucket-inline").says("aws_s3_bucket.a.acl");
}

#[test]
fn a_whole_output_is_checked_root_by_root() {
    let place = Place::new();
    for syntax in ["json", "hcl"] {
        place.synth(&["--format", syntax, "--tests"]).ends(0);
        let ran = place.run(&["check", "out"]).ends(0).says("out/bootstrap is sound: a root module of ");
        let ran = ran.says("out/environments/dev is sound: ").says("out/environments/test is sound: ");
        assert!(!ran.output.contains("warning") && !ran.output.contains("error"), "{}", ran.output);
    }
    place.write(
        "out/environments/dev/mine_override.tf",
        "resource \"aws_vpc\" \"main\" {\n  cidr_blok = 1\n}\n",
    );
    let ran = place.run(&["check", "out"]).ends(1).says("out/environments/dev/mine_override.tf:2:3");
    ran.says("out/environments/dev has errors: ").says("out/environments/test is sound: ");
    place.run(&["synth", "spec.yaml", "--out", "several/shop"]).ends(0);
    place.run(&["check", "several"]).ends(0).says("several/shop/environments/test is sound: ");
}

#[test]
fn specs_and_terraform_go_together() {
    let place = Place::new();
    place.write("one.tf", NATIVE);
    let ran = place.run(&["check", "spec.yaml", "one.tf"]).ends(1);
    ran.says("spec.yaml is sound: 2 environments").says("one.tf has errors: ");
}

#[test]
fn programs_read_findings_and_people_what_was_taken_for_what() {
    let place = Place::new();
    place.write("mine/main.tf", NATIVE);
    let ran = place.run(&["check", "mine", "--format", "json"]).ends(1);
    let found = ran.json();
    assert_eq!((&found[0]["code"], &found[0]["file"]), (&"aws/log-retention".into(), &"mine/main.tf".into()));
    assert_eq!(
        (&found[0]["range"]["start"]["line"], &found[0]["range"]["start"]["column"]),
        (&3.into(), &3.into())
    );
    assert!(ran.errors.contains("mine has errors: a root module of 1 file"), "{}", ran.errors);
}

#[test]
fn a_schema_adds_providers_and_takes_the_place_of_those_that_are_known() {
    let place = Place::new();
    place.write(
        "main.tf",
        "resource \"acme_thing\" \"a\" {\n  sise = 1\n}\nresource \"aws_vpc\" \"b\" {\n  cidr_blok = 1\n}\n",
    );
    let ran = place.run(&["check", "main.tf"]).ends(1).says("cidr_blok");
    assert!(!ran.output.contains("sise"), "{}", ran.output);
    place.write(
        "acme.txt",
        "schema 1 registry.terraform.io/acme/acme -\nresource acme_thing\n size ? number\n",
    );
    let ran = place.run(&["check", "main.tf", "--schema", "acme.txt"]).ends(1);
    ran.says("main.tf:2:3").says("try: size").says("try: cidr_block");
    let printed = r#"{"provider_schemas": {"registry.terraform.io/hashicorp/aws": {"resource_schemas": {"aws_vpc": {
        "block": {"attributes": {"cidr_blok": {"type": "string", "optional": true}}}}}}}}"#;
    place.write("aws.json", printed);
    place.run(&["check", "main.tf", "--schema", "aws.json"]).ends(0).says("main.tf is sound");
    place.write(
        "spec.yaml",
        &format!("{SPEC}raw: {{ resource: {{ acme_thing: {{ a: {{ sise: 1 }} }} }} }}\n"),
    );
    place.synth(&[]).ends(0);
    let ran =
        place.synth(&["--schema", "acme.txt"]).ends(1).says("raw.resource.acme_thing.a.sise, in dev, test");
    ran.says("spec.yaml:6:").says("try: size").says("nothing was written");
    place.run(&["check", "main.tf", "--schema", "spec.yaml"]).ends(2).says("is not a provider schema");
}

#[test]
fn what_a_spec_says_raw_is_shown_in_its_line() {
    let place = Place::new();
    let raw = "raw:\n  resource:\n    aws_sqs_queue:\n      main:\n        delay_second: 1\n";
    place.write(
        "spec.yaml",
        &format!("{SPEC}{raw}overrides:\n  aws_vpc.main: {{ set: {{ cidr_blok: x }} }}\n"),
    );
    let ran = place
        .run(&["check", "spec.yaml"])
        .ends(1)
        .says("spec.yaml:10:9")
        .says("10 |         delay_second: 1");
    ran.says("at: raw.resource.aws_sqs_queue.main.delay_second, in dev, test").says("spec.yaml:12:");
}
