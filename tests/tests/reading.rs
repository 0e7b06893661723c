//! What groundplan writes it reads back, and so it does with what others write.

use groundplan::terraform::{Address, Document, Text, call, read};
use groundplan_tests::case::{accepted, folders};
use groundplan_tests::documents::document;
use groundplan_tests::{assert_none, generate, judge};
use proptest::prelude::*;

#[test]
fn every_module_is_read_back_as_it_was_written() {
    assert!(folders().len() > 50);
    let mut wrong = Vec::new();
    let mut modules = 0;
    for case in accepted() {
        for (folder, document) in case.accepted().documents() {
            modules += 1;
            let written = document.render();
            let (again, report) = read::module(written.iter().map(|(name, text)| (name, text)));
            if again.render() != written || !report.diagnostics().is_empty() {
                wrong.push(format!("{} {folder}: {report}", case.name));
            }
            let addresses = (document.addresses(), again.addresses());
            if addresses.0 != addresses.1 {
                wrong.push(format!("{} {folder}: other addresses", case.name));
            }
            let count = |document: &Document| document.references().len();
            if count(document) != count(&again) {
                wrong.push(format!(
                    "{} {folder}: {} references, {} read",
                    case.name,
                    count(document),
                    count(&again)
                ));
            }
        }
    }
    assert!(modules > 50, "{modules} modules");
    assert_none(&wrong);
}

proptest! {
    #![proptest_config(generate::config(2000))]

    #[test]
    fn random_documents_survive(document in document()) {
        let written = document.render();
        let (again, report) = read::module(written.iter().map(|(name, text)| (name, text)));
        prop_assert!(report.diagnostics().is_empty(), "{report}\n{written:?}");
        prop_assert_eq!(again.render(), written);
    }
}

#[test]
fn terraform_reads_text_around_expressions_as_it_was_typed() {
    if !judge::has_terraform() {
        println!("terraform was not asked: it is not on PATH");
        return;
    }
    let texts: Vec<(String, String)> = generate::samples((generate::hostile(), generate::hostile()), 200);
    let template = |(before, after): &(String, String)| {
        let text = Text::join([Text::from(before.clone()), call::upper("x").into(), after.clone().into()]);
        let mut document = Document::new();
        document.file("main").local("text", text);
        let file = serde_json::from_str::<serde_json::Value>(&document.render()[0].1).expect("it is JSON");
        file["locals"]["text"].as_str().expect("it is text").to_owned()
    };
    let templates: Vec<String> = texts.iter().map(template).collect();
    assert!(templates.iter().any(|template| template.contains("${\"$")), "some text ends in a sign");
    let read = judge::evaluate(&templates).into_iter().zip(&texts).zip(&templates);
    let wrong = read.filter(|((read, (before, after)), _)| *read != format!("{before}X{after}"));
    let wrong =
        wrong.map(|((read, text), template)| format!("{text:?} is written {template:?} and read {read:?}"));
    assert_none(&wrong.collect::<Vec<_>>());
}

const FOREIGN: &str = r#"{
  "//": {"metadata": {"version": "0.20"}},
  "terraform": {"required_providers": {"aws": {"source": "aws", "version": "5.0.0"}}, "backend": {"s3": {"bucket": "b", "key": "${k}"}}},
  "provider": {"aws": [{"region": "eu-west-1"}, {"alias": "west", "region": "us-west-2"}]},
  "variable": {"size": {"type": "string", "default": "${not.evaluated}"}},
  "locals": {"names": ["a", "b"], "count": "${length(local.names)}"},
  "resource": [
    {"aws_vpc": {"main": {"//": {"unique": "main"}, "cidr_block": "10.0.0.0/16"}}},
    {"aws_subnet": [{"a": [{"vpc_id": "${aws_vpc.main.id}", "provider": "aws.west", "depends_on": ["aws_vpc.main"],
      "for_each": "${toset(local.names)}", "lifecycle": {"ignore_changes": "all"}}]}]}
  ],
  "output": {"id": {"value": "%{ if true }${aws_vpc.main.id}%{ endif }"}},
  "moved": {"from": "aws_vpc.old", "to": "aws_vpc.main"}
}"#;

#[test]
fn every_notation_of_the_syntax_is_read() {
    let (document, report) = read::module([("cdk.tf.json", FOREIGN)]);
    assert!(report.diagnostics().is_empty(), "{report}");
    let addresses: Vec<String> = document.addresses().iter().map(ToString::to_string).collect();
    assert_eq!(
        addresses,
        ["aws_subnet.a", "local.count", "output.id", "aws_vpc.main", "local.names", "var.size"]
    );
    let text = &document.render()[0].1;
    assert!(text.contains(r#""default": "${not.evaluated}""#), "{text}");
    assert!(text.contains(r#""value": "%{ if true }${aws_vpc.main.id}%{ endif }""#), "{text}");
    assert!(
        text.contains(r#""ignore_changes": "all""#) && text.contains(r#""provider": "aws.west""#),
        "{text}"
    );
    assert!(!text.contains("unique"), "{text}");
}

const NATIVE: &str = r#"
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
  backend "s3" { key = "k" }
}
provider "aws" { region = "eu-west-1" }
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
variable "sizes" {
  type    = map(object({ cpu = number }))
  default = {}
}
locals { names = [for name, size in var.sizes : upper(name) if size.cpu > 1] }
resource "aws_security_group" "web" {
  name = "web-${var.sizes["a"].cpu}"
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
  }
  ingress {
    from_port = 80
    to_port   = 80
    protocol  = "tcp"
  }
  dynamic "egress" {
    for_each = var.sizes
    content { from_port = egress.value.cpu }
  }
  depends_on = [aws_vpc.main]
  lifecycle { ignore_changes = [ingress] }
}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
"#;

#[test]
fn the_native_syntax_is_read() {
    let (document, report) = read::module([("main.tf", NATIVE)]);
    assert!(report.diagnostics().is_empty(), "{report}");
    let group = document.get(&Address::resource("aws_security_group", "web")).and_then(|item| item.block());
    let text = format!("{group:?}");
    assert!(text.contains("Addresses") && text.contains("Names"), "{text}");
    let json = &document.render()[0].1;
    assert!(json.contains(r#""type": "map(object({ cpu = number }))""#), "{json}");
    assert!(json.contains(r#""name": "web-${var.sizes[\"a\"].cpu}""#), "{json}");
    assert!(
        json.contains(r#""names": "${[for name, size in var.sizes : upper(name) if size.cpu > 1]}""#),
        "{json}"
    );
    let (again, _) = read::module([("main.tf.json", json)]);
    assert_eq!(again.render()[0].1, *json);
}

#[test]
fn override_files_change_arguments() {
    let (document, report) = read::module([
        (
            "main.tf.json",
            r#"{"resource": {"aws_lb": {"main": {"idle_timeout": 60, "tags": {"a": "b"}, "lifecycle": {"prevent_destroy": true}}}}}"#,
        ),
        (
            "a_override.tf.json",
            r#"{"resource": {"aws_lb": {"main": {"idle_timeout": 90, "lifecycle": {"create_before_destroy": true}}}}}"#,
        ),
        (
            "override.tf.json",
            r#"{"resource": {"aws_lb": {"main": {"tags": null}, "gone": {"idle_timeout": 1}}}, "locals": {"new": 1}}"#,
        ),
    ]);
    let text = &document.render()[0].1;
    assert!(text.contains(r#""idle_timeout": 90"#) && !text.contains("tags"), "{text}");
    assert!(text.contains("prevent_destroy") && text.contains("create_before_destroy"), "{text}");
    let codes: Vec<&str> = report.diagnostics().iter().map(|finding| finding.rule.code).collect();
    assert_eq!(codes, ["terraform/override"], "{report}");
    assert_eq!(report.diagnostics()[0].file.as_deref(), Some("override.tf.json"));
}

#[test]
fn what_has_not_its_form_is_reported_in_its_place() {
    for (text, code, path) in [
        (r#"[1]"#, "terraform/form", "the spec"),
        (r#"{"resource": {"aws_vpc": {"main": 5}}}"#, "terraform/form", "resource.aws_vpc.main"),
        (r#"{"resources": {}}"#, "terraform/block", "resources"),
        (
            r#"{"resource": {"a": {"b": {"depends_on": ["${a.c}"]}}}}"#,
            "terraform/bare",
            "resource.a.b.depends_on[0]",
        ),
        (r#"{"resource": {"a": {"b": {"depends_on": "a.c"}}}}"#, "terraform/bare", "resource.a.b.depends_on"),
        (
            r#"{"resource": {"a": {"b": {"depends_on": ["a.c.id"]}}}}"#,
            "terraform/bare",
            "resource.a.b.depends_on[0]",
        ),
        (
            r#"{"resource": {"a": {"b": {"provider": "${aws.west}"}}}}"#,
            "terraform/bare",
            "resource.a.b.provider",
        ),
        (r#"{"moved": {"from": "${a.b}", "to": "a.c"}}"#, "terraform/bare", "moved.from"),
        (r#"{"resource": }"#, "spec/syntax", "the spec"),
    ] {
        let (_, report) = read::module([("main.tf.json", text)]);
        let found: Vec<(&str, String)> = report
            .diagnostics()
            .iter()
            .map(|finding| (finding.rule.code, finding.path.to_string()))
            .collect();
        assert_eq!(found, [(code, path.to_owned())], "{text}");
    }
}
