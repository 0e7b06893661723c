//! Raw Terraform in a spec is checked against the provider's schema and for what AWS misreads, and each finding points
//! at its place in the spec.

use std::collections::BTreeSet;

use groundplan::diagnostic::{Diagnostic, Report};
use groundplan::prelude::*;
use groundplan::schema::Schema;
use groundplan::spec::json;
use groundplan_tests::assert_none;
use groundplan_tests::case::accepted;
use groundplan_tests::yaml;

const HEAD: &str = "stack: shop\nregion: eu-west-1\n";

/// The spec as JSON, which the core knows the places of.
fn json(rest: &str) -> String {
    json::write(&yaml::read(&format!("{HEAD}{rest}")))
}

fn report(rest: &str) -> Report {
    App::new().json(&json(rest)).check()
}

/// Code, place and environments of every finding.
fn places(report: &Report) -> Vec<String> {
    let place = |finding: &Diagnostic| {
        let file = finding.file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default();
        format!("{} {file}{} {}", finding.rule.code, finding.path, finding.environments.join(","))
    };
    report.diagnostics().iter().map(place).collect()
}

#[track_caller]
fn finds(rest: &str, expected: &[&str]) {
    let report = report(rest);
    assert_eq!(places(&report), expected, "{report}");
    let text = json(rest);
    for finding in report.diagnostics().iter().filter(|finding| finding.file.is_none()) {
        let range = finding.range.clone().unwrap_or_else(|| panic!("{finding}\nhas no place"));
        assert!(text.get(range).is_some_and(|text| text.lines().count() < 12), "{finding}");
    }
}

#[test]
fn raw_blocks_are_checked_where_they_stand() {
    finds(
        "raw:
  resource:
    aws_cloudwatch_log_group:
      jobs: { nam: jobs, retention_in_days: 15 }
    aws_sqs_queue:
      main: { delay_seconds: soon, arn: mine, timeouts: 1 }
    aws_vpcc:
      main: {}
  output:
    id: { value: { $expr: aws_vpc.main.idd } }
environments: { dev: {}, live: {} }
",
        &[
            "schema/unknown-argument raw.resource.aws_cloudwatch_log_group.jobs.nam dev,live",
            "aws/log-retention raw.resource.aws_cloudwatch_log_group.jobs.retention_in_days dev,live",
            "schema/type raw.resource.aws_sqs_queue.main.delay_seconds dev,live",
            "schema/read-only raw.resource.aws_sqs_queue.main.arn dev,live",
            "schema/block raw.resource.aws_sqs_queue.main.timeouts dev,live",
            "schema/unknown-type raw.resource.aws_vpcc.main dev,live",
            "schema/unknown-attribute raw.output.id.value dev,live",
        ],
    );
}

#[test]
fn an_environment_says_more_than_the_stack() {
    finds(
        "raw: { resource: { aws_sqs_queue: { main: { delay_seconds: 1 } } } }
environments:
  dev: { raw: { resource: { aws_sqs_queue: { main: { delay_second: 2 } } } } }
  live: {}
",
        &["schema/unknown-argument environments.dev.raw.resource.aws_sqs_queue.main.delay_second dev"],
    );
}

#[test]
fn lists_of_blocks_are_told_apart() {
    finds(
        "raw:
  provider: { aws: [{ alias: west, region: us-west-2 }, { alias: north, regoin: eu-north-1 }] }
  resource:
    aws_ecs_cluster: { jobs: { name: jobs, setting: [{ name: a, value: b }, { name: c, value: d, nam: e }] } }
environments: { dev: {} }
",
        &[
            "schema/unknown-argument raw.provider.aws[1].regoin dev",
            "schema/unknown-argument raw.resource.aws_ecs_cluster.jobs.setting[1].nam dev",
        ],
    );
}

#[test]
fn overrides_are_checked_where_they_stand() {
    finds(
        "services: { api: { image: 'public.ecr.aws/nginx/nginx:1.27.5-alpine' } }
overrides:
  aws_vpc.main: { set: { cidr_blok: 10.0.0.0/16, enable_dns_support: perhaps } }
  aws_security_group.api: { merge: { tags: { Name: [1] } } }
  aws_cloudwatch_log_group.api: { set: { retention_in_days: 15 } }
environments:
  dev: {}
  test: { overrides: { aws_ecs_cluster.main: { delete: [name] } } }
",
        &[
            "schema/unknown-argument overrides.\"aws_vpc.main\".set.cidr_blok dev,test",
            "schema/type overrides.\"aws_vpc.main\".set.enable_dns_support dev,test",
            "schema/type overrides.\"aws_security_group.api\".merge.tags.Name dev,test",
            "aws/log-retention overrides.\"aws_cloudwatch_log_group.api\".set.retention_in_days dev,test",
            "schema/missing-argument environments.test.overrides.\"aws_ecs_cluster.main\".delete[0] test",
        ],
    );
}

#[test]
fn expressions_are_checked_where_they_stand() {
    finds(
        "services:
  api:
    image: public.ecr.aws/nginx/nginx:1.27.5-alpine
    env: { VPC: { $expr: aws_vpc.main.idd }, ZONES: { $expr: 'lenght(aws_subnet.private_a)' }, LOST: { $expr: 'upper(aws_vpc.other.id)' } }
environments: { dev: {} }
",
        &[
            "schema/unknown-attribute services.api.env.VPC dev",
            "terraform/function services.api.env.ZONES dev",
            "stack/unknown-reference services.api.env.LOST dev",
        ],
    );
}

#[test]
fn text_that_is_no_expression_is_told_once_and_in_its_place() {
    finds(
        "raw:
  resource:
    aws_sqs_queue: { a: { name: { $expr: '1 +' } }, b: { nam: b } }
environments: { dev: {} }
",
        &[
            "spec/type raw.resource.aws_sqs_queue.a.name ",
            "schema/unknown-argument raw.resource.aws_sqs_queue.b.nam dev",
        ],
    );
}

#[test]
fn circles_point_at_one_who_is_in_them() {
    finds(
        "raw: { locals: { a: { $expr: local.b }, b: { $expr: local.a } } }\nenvironments: { dev: {} }\n",
        &["stack/cycle raw.locals.a dev"],
    );
}

#[test]
fn what_follows_from_the_spec_is_told_at_its_place_in_the_document() {
    // The tag is waived for the image of the service, and for that only.
    let spec = |waive: &str| {
        format!(
            "services: {{ api: {{ image: 'ghcr.io/example/api:latest' }} }}
raw:
  resource:
    aws_ecs_task_definition:
      job:
        family: job
        container_definitions: {{ $expr: 'jsonencode([{{ name = \"job\", image = \"ghcr.io/example/job:latest\" }}])' }}
environments: {{ dev: {{ {waive} }} }}
"
        )
    };
    let found = places(&report(&spec("waive: { imagePinned: it is ours }")));
    assert_eq!(
        found,
        ["aws/image-pinned raw.resource.aws_ecs_task_definition.job.container_definitions dev"]
    );
    // The rule for specs tells about the service; the document is not asked about it.
    let found = places(&report(&spec("")));
    let of_service = found.iter().filter(|place| place.contains("service/image-pinned")).count();
    assert_eq!((found.len(), of_service), (2, 1), "{found:?}");
}

#[test]
fn a_schema_takes_the_place_of_the_one_that_is_there() {
    let spec = "raw: { resource: { acme_thing: { main: { sise: 1 } } } }\nenvironments: { dev: {} }\n";
    assert!(report(spec).diagnostics().is_empty(), "{}", report(spec));
    let acme = "schema 1 registry.terraform.io/acme/acme 1.0.0\nresource acme_thing\n size ! number\n";
    let schema = Schema::bundled().with(&Schema::parse(acme).expect("it has the form"));
    let app = App::new().node(yaml::read(&format!("{HEAD}{spec}"))).schema(schema);
    assert_eq!(
        places(&app.check()),
        [
            "schema/missing-argument raw.resource.acme_thing.main dev",
            "schema/unknown-argument raw.resource.acme_thing.main.sise dev",
        ]
    );
}

#[test]
fn warnings_stop_nothing() {
    let spec = "raw: { resource: { aws_cloudwatch_log_group: { jobs: { name: jobs } } } }\nenvironments: { dev: {} }\n";
    let made = App::new().node(yaml::read(&format!("{HEAD}{spec}"))).synth();
    let report = made.as_ref().map_or_else(|error| error.report(), |made| made.report());
    assert!(made.is_ok() && !report.diagnostics().is_empty(), "{report}");
}

#[test]
fn of_two_rules_about_one_argument_the_one_that_says_more_is_told() {
    finds(
        "raw: { resource: { aws_s3_bucket: { exports: { bucket_prefix: shop-, acl: private } } } }
environments: { dev: {} }
",
        &["aws/bucket-inline raw.resource.aws_s3_bucket.exports.acl dev"],
    );
}

#[test]
fn of_several_stacks_each_finding_names_its_own() {
    let spec = |name: &str| {
        yaml::read(&format!(
            "stack: {name}\nregion: eu-west-1\nraw: {{ resource: {{ aws_vpcc: {{ main: {{}} }} }} }}\nenvironments: {{ dev: {{}} }}\n"
        ))
    };
    let report = App::new().node(spec("one")).called("one.yaml").node(spec("two")).check();
    assert_eq!(
        places(&report),
        [
            "schema/unknown-type one.yaml: raw.resource.aws_vpcc.main dev",
            "schema/unknown-type two: raw.resource.aws_vpcc.main dev"
        ]
    );
}

#[test]
fn what_groundplan_makes_by_itself_has_no_findings() {
    let mut of_documents: BTreeSet<&str> =
        groundplan::document_rules().iter().map(|rule| rule.code).collect();
    of_documents.retain(|code| !code.starts_with("raw/"));
    let mut seen = 0;
    let failures = accepted().into_iter().flat_map(|case| {
        seen += 1;
        let report = case.report();
        let found = report.diagnostics().iter().filter(|finding| of_documents.contains(finding.rule.code));
        found.map(|finding| format!("{}: {finding}", case.name)).collect::<Vec<_>>()
    });
    assert_none(&failures.collect::<Vec<_>>());
    assert!(seen > 100, "{seen} specs were looked at");
}
