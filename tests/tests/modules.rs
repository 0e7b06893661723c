//! Root modules with the modules that they call, and with what their variables are set to: everything that reads
//! Terraform works on what is evaluated.

use std::collections::BTreeSet;

use groundplan::Schema;
use groundplan::cost::Usage;
use groundplan_text::check::Checked;
use groundplan_text::cost::{Priced, Subject};
use groundplan_text::diagram::draw;
use groundplan_text::diff::Diff;
use groundplan_text::{InputArgument, Inputs, Source, Target};

/// Names and texts of files.
type Files<'a> = [(&'a str, &'a str)];

/// Two levels of local modules, one of them several times.
const NESTED: &Files<'_> = &[
    (
        "live/main.tf",
        r#"
provider "aws" {
  region = "eu-west-1"
}
module "shop" {
  source   = "../modules/shop"
  for_each = { eu = 1, us = 2 }
  workers  = each.value
}
"#,
    ),
    (
        "modules/shop/main.tf",
        r#"
variable "workers" {
  type = number
}
resource "aws_sqs_queue" "jobs" {
  count = var.workers
  name  = "jobs-${count.index}"
}
module "logs" {
  source = "./logs"
  names  = ["a", "b"]
}
"#,
    ),
    (
        "modules/shop/logs/main.tf",
        r#"
variable "names" {
  type = set(string)
}
resource "aws_cloudwatch_log_group" "main" {
  for_each          = var.names
  name              = each.key
  retention_in_days = 30
}
"#,
    ),
];

/// A root module whose variables decide how many there are.
const COUNTED: &str = r#"
provider "aws" {
  region = "eu-west-1"
}
variable "m" {
  type    = number
  default = 1
}
variable "on" {
  type    = bool
  default = false
}
variable "zones" {
  type    = list(string)
  default = []
}
resource "aws_eip" "many" {
  count = var.m
}
resource "aws_eip" "maybe" {
  count = var.on ? 1 : 0
}
resource "aws_eip" "each" {
  for_each = { for zone in var.zones : zone => zone }
}
"#;

fn targets(files: &Files<'_>) -> Vec<Target> {
    Target::all(files.iter().map(|(name, text)| Source::new(*name, *text))).expect("the texts are Terraform")
}

fn price(targets: Vec<Target>) -> Priced {
    let subject = Subject::of(targets, None, Some(Schema::bundled())).expect("they are not plans");
    subject.price(&Usage::new()).expect("they can be read")
}

/// The addresses on a bill, sorted.
fn billed(priced: &Priced) -> Vec<String> {
    let lines = priced.estimate.modules.iter().flat_map(|module| &module.lines);
    let addresses: BTreeSet<String> = lines.map(|line| line.address.to_string()).collect();
    addresses.into_iter().collect()
}

fn codes(files: &Files<'_>) -> Vec<String> {
    let checked = Checked::of(targets(files), Some(Schema::bundled()));
    let findings = checked.findings.report.diagnostics().iter();
    findings.map(|one| format!("{} {}", one.rule.code, one.file.clone().unwrap_or_default())).collect()
}

fn diff(old: &Files<'_>, new: &Files<'_>) -> Diff {
    Diff::of(&price(targets(old)), &price(targets(new)), Some(Schema::bundled()))
}

fn with<'a>(files: &Files<'a>, more: &Files<'a>) -> Vec<(&'a str, &'a str)> {
    let is_replaced = |name: &str| more.iter().any(|(other, _)| *other == name);
    files.iter().filter(|(name, _)| !is_replaced(name)).chain(more).copied().collect()
}

#[test]
fn modules_are_entered_with_each_of_their_instances() {
    let addresses = [
        "module.shop[\"eu\"].aws_sqs_queue.jobs[0]",
        "module.shop[\"eu\"].module.logs.aws_cloudwatch_log_group.main[\"a\"]",
        "module.shop[\"eu\"].module.logs.aws_cloudwatch_log_group.main[\"b\"]",
        "module.shop[\"us\"].aws_sqs_queue.jobs[0]",
        "module.shop[\"us\"].aws_sqs_queue.jobs[1]",
        "module.shop[\"us\"].module.logs.aws_cloudwatch_log_group.main[\"a\"]",
        "module.shop[\"us\"].module.logs.aws_cloudwatch_log_group.main[\"b\"]",
    ];
    let priced = price(targets(NESTED));
    assert_eq!(billed(&priced), addresses);
    assert_eq!(priced.estimate.modules.len(), 1, "the bill is that of the root module");
    let subject = Subject::of(targets(NESTED), None, None).expect("they are not plans");
    let picture = draw(&subject, None).expect("it is drawn");
    let drawn: Vec<String> = picture.diagram.nodes().iter().map(|node| node.address.to_string()).collect();
    let queues: Vec<&str> = addresses.into_iter().filter(|one| one.contains("aws_sqs_queue")).collect();
    assert_eq!(drawn, queues);
    let nothing: [&str; 0] = [];
    assert_eq!(codes(NESTED), nothing);
}

#[test]
fn values_come_from_files_and_arguments_in_their_order() {
    let bill = |more: &Files<'_>, arguments: Vec<InputArgument>, environment: &[(&str, &str)]| {
        let files = with(&[("live/main.tf", COUNTED)], more);
        let environment = environment.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let inputs = Inputs { environment, arguments, are_shared: false };
        billed(&price(inputs.given_to(targets(&files)))).len()
    };
    let file = ("live/terraform.tfvars", "m = 2\n");
    let var = |text: &str| InputArgument::Value("m".to_owned(), text.to_owned());
    assert_eq!(bill(&[], vec![], &[]), 1, "the default");
    assert_eq!(bill(&[], vec![], &[("m", "6")]), 6);
    assert_eq!(bill(&[file], vec![], &[("m", "6")]), 2);
    assert_eq!(bill(&[file, ("live/a.auto.tfvars.json", r#"{"m": 3}"#)], vec![], &[]), 3);
    assert_eq!(bill(&[file], vec![var("4"), var("5")], &[]), 5);
    let given = InputArgument::File(Source::new("x.tfvars", "m = 7"));
    assert_eq!(bill(&[file], vec![var("4"), given], &[]), 7);
    let zones = InputArgument::Value("zones".to_owned(), r#"["a", "b"]"#.to_owned());
    let on = InputArgument::Value("on".to_owned(), "true".to_owned());
    assert_eq!(bill(&[], vec![zones, on], &[]), 4, "m, on, and two zones");
    assert_eq!(bill(&[("live/terraform.tfvars", "m = 0\n")], vec![], &[]), 0);
}

#[test]
fn wrong_values_are_found_where_they_are() {
    let wrong = with(&[("live/main.tf", COUNTED)], &[("live/terraform.tfvars", "n = 1\nm = [\n")]);
    assert_eq!(codes(&wrong), ["spec/syntax live/terraform.tfvars"]);
    let unknown = with(&[("live/main.tf", COUNTED)], &[("live/terraform.tfvars", "n = 1\nm = 1\n")]);
    let checked = Checked::of(targets(&unknown), None);
    let finding = &checked.findings.report.diagnostics()[0];
    assert_eq!((finding.rule.code, finding.range.clone()), ("terraform/undeclared-variable", Some(0..5)));
    assert!(checked.terraform[0].is_sound, "in a file it is a warning");
    let argument = InputArgument::Value("n".to_owned(), "1".to_owned());
    let inputs = Inputs { arguments: vec![argument], ..Inputs::default() };
    let given = || inputs.given_to(targets(&[("live/main.tf", COUNTED)]));
    assert!(!Checked::of(given(), None).terraform[0].is_sound);
    assert_eq!(price(given()).unread.len(), 1);
}

#[test]
fn what_a_module_gains_is_in_the_difference() {
    let root = (
        "live/main.tf",
        "provider \"aws\" {\n  region = \"eu-west-1\"\n}\nmodule \"net\" {\n  source = \"./net\"\n}\n",
    );
    let vpc = "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";
    let nat = format!(
        "{vpc}resource \"aws_nat_gateway\" \"main\" {{\n  subnet_id     = \"subnet-1\"\n  allocation_id = \"eipalloc-1\"\n}}\n"
    );
    let old = [root, ("live/net/main.tf", vpc)];
    let new = [root, ("live/net/main.tf", nat.as_str())];
    let changed = diff(&old, &new);
    assert_eq!(changed.summary().to_string(), "1 created");
    let text = changed.text(groundplan::report::Form::Table);
    assert!(text.contains("module.net.aws_nat_gateway.main"), "{text}");
    assert!(text.contains("+ module.net.aws_nat_gateway.main"), "{text}");
    // 730 hours at 0.048 dollars.
    assert!(text.contains("+ module.net.aws_nat_gateway.main: gateway hours"), "{text}");
    let total = |files: &Files<'_>| price(targets(files)).estimate.monthly().fixed.expected.to_string();
    assert_eq!((total(&old).as_str(), total(&new).as_str()), ("0", "35.040"));
    assert_eq!(diff(&old, &old).summary().to_string(), "nothing changes");
}

#[test]
fn values_that_decide_how_many_there_are_make_a_difference() {
    let of = |values| with(&[("live/main.tf", COUNTED)], &[("live/terraform.tfvars", values)]);
    let changed = diff(&of("m = 1\n"), &of("m = 2\non = true\n"));
    assert_eq!(changed.summary().to_string(), "2 created");
    let text = changed.text(groundplan::report::Form::Table);
    assert!(text.contains("aws_eip.many[1]") && text.contains("aws_eip.maybe[0]"), "{text}");
    assert!(text.contains("! var.m"), "values are part of the configuration: {text}");
}

#[test]
fn what_was_not_entered_is_counted() {
    let root = "module \"vpc\" {\n  source  = \"terraform-aws-modules/vpc/aws\"\n  version = \"5.0.0\"\n}\nmodule \"gone\" {\n  source = \"./gone\"\n}\n";
    let files = [("live/main.tf", root)];
    let line = "2 module calls were not read: registry or git sources without .terraform/modules: vpc; local sources that were not found: gone";
    let checked = Checked::of(targets(&files), None);
    assert_eq!(checked.findings.report.diagnostics()[0].message, line);
    let priced = price(targets(&files));
    assert_eq!(groundplan::configuration::unread_line(&priced.unread_calls()).as_deref(), Some(line));
    assert_eq!(priced.estimate.modules[0].unpriced.len(), 2);
    let unchanged = diff(&files, &files);
    assert_eq!(unchanged.summary().to_string(), "2 not known");
    let found = [
        ("live/main.tf", root),
        ("live/gone/main.tf", "resource \"aws_eip\" \"a\" {\n}\n"),
        (
            "live/.terraform/modules/modules.json",
            r#"{"Modules": [{"Key": "vpc", "Source": "x", "Dir": ".terraform/modules/vpc"}]}"#,
        ),
        ("live/.terraform/modules/vpc/main.tf", "resource \"aws_eip\" \"b\" {\n}\n"),
    ];
    assert!(price(targets(&found)).unread_calls().is_empty());
    assert_eq!(targets(&found).len(), 1, "what is called is not a root module");
    assert_eq!(diff(&found, &found).summary().to_string(), "nothing changes");
}

#[test]
fn what_is_not_known_to_be_so_many_is_not_known_to_stay_so() {
    let text = "variable \"zones\" {}\nresource \"aws_eip\" \"a\" {\n  for_each = var.zones\n}\n";
    let files = [("live/main.tf", text)];
    assert_eq!(diff(&files, &files).summary().to_string(), "1 not known");
    let known = [("live/main.tf", text), ("live/terraform.tfvars", "zones = {}\n")];
    assert_eq!(diff(&known, &known).summary().to_string(), "nothing changes");
}

#[test]
fn outputs_of_modules_decide_how_many_there_are() {
    let root = r#"
provider "aws" {
  region = "eu-west-1"
}
module "label" {
  source  = "./label"
  enabled = true
  zones   = ["a", "b"]
}
module "addresses" {
  source = "./addresses"
  zones  = local.zones
}
locals {
  zones = module.label.zones
}
resource "aws_eip" "enabled" {
  count = module.label.enabled ? 1 : 0
}
resource "aws_eip" "unknown" {
  count = module.label.unknown ? 1 : 0
}
"#;
    let label = r#"
variable "enabled" {
  type = bool
}
variable "zones" {}
resource "random_id" "main" {}
output "enabled" {
  value = var.enabled
}
output "zones" {
  value = [for zone in var.zones : upper(zone)]
}
output "unknown" {
  value = random_id.main.b64_url == "x"
}
"#;
    let addresses = r#"
variable "zones" {
  type = list(string)
}
resource "aws_eip" "each" {
  for_each = toset(var.zones)
}
"#;
    let files =
        [("live/main.tf", root), ("live/label/main.tf", label), ("live/addresses/main.tf", addresses)];
    let priced = price(targets(&files));
    assert_eq!(
        billed(&priced),
        [
            "aws_eip.enabled[0]",
            "module.addresses.aws_eip.each[\"A\"]",
            "module.addresses.aws_eip.each[\"B\"]"
        ]
    );
    let unpriced = &priced.estimate.modules[0].unpriced;
    assert_eq!(unpriced[0].address, "aws_eip.unknown");
}

#[test]
fn values_of_the_wrong_type_are_found() {
    let module = ("live/m/main.tf", "variable \"size\" {\n  type = number\n}\n");
    let of = |value: &str| {
        let text = format!("module \"m\" {{\n  source = \"./m\"\n  size   = {value}\n}}\n");
        codes(&[("live/main.tf", text.as_str()), module])
    };
    assert_eq!(of("\"large\""), ["terraform/module-argument live/main.tf"]);
    let nothing: [&str; 0] = [];
    assert_eq!(of("\"2\""), nothing);
    let files = [("live/main.tf", COUNTED), ("live/terraform.tfvars", "m = 1\nzones = 2\n")];
    assert_eq!(codes(&files), ["terraform/variable-value live/terraform.tfvars"]);
}

#[test]
fn calls_are_checked_by_what_the_module_declares() {
    let module = ("live/m/main.tf", "variable \"name\" {}\noutput \"arn\" {\n  value = var.name\n}\n");
    let of = |text: &str| {
        let main: Vec<(&str, &str)> = vec![("live/main.tf", text), module];
        codes(&main)
    };
    assert_eq!(
        of("module \"m\" {\n  source = \"./m\"\n  nmae   = 1\n}\n"),
        ["terraform/module-argument live/main.tf", "terraform/module-required live/main.tf"]
    );
    let call = "module \"m\" {\n  source = \"./m\"\n  name   = 1\n}\noutput \"x\" {\n  value = module.m.";
    assert_eq!(of(&format!("{call}arm\n}}\n")), ["terraform/module-output live/main.tf"]);
    let nothing: [&str; 0] = [];
    assert_eq!(of(&format!("{call}arn\n}}\n")), nothing);
}

#[test]
fn findings_of_instances_are_reported_once_at_their_place() {
    let files = [
        (
            "live/main.tf",
            "module \"logs\" {\n  source   = \"./logs\"\n  for_each = { a = 15, b = 15, c = 30 }\n  days     = each.value\n}\n",
        ),
        (
            "live/logs/main.tf",
            "variable \"days\" {}\nresource \"aws_cloudwatch_log_group\" \"main\" {\n  name              = \"a\"\n  retention_in_days = var.days\n}\n",
        ),
    ];
    let checked = Checked::of(targets(&files), Some(Schema::bundled()));
    let [finding] = checked.findings.report.diagnostics() else { panic!("{}", checked.findings.report) };
    assert_eq!(finding.rule.code, "aws/log-retention");
    assert_eq!(finding.file.as_deref(), Some("live/logs/main.tf"));
    let path = finding.path.to_string();
    assert_eq!(path, "module.logs[\"a\"].resource.aws_cloudwatch_log_group.main.retention_in_days");
    let text = files[1].1.get(finding.range.clone().expect("it has a place"));
    assert_eq!(text, Some("retention_in_days = var.days"));
}

#[test]
fn a_module_that_calls_itself_ends() {
    let files = [
        ("live/main.tf", "module \"a\" {\n  source = \"./a\"\n}\n"),
        ("live/a/main.tf", "module \"again\" {\n  source = \"../a\"\n}\nresource \"aws_eip\" \"x\" {\n}\n"),
    ];
    let priced = price(targets(&files));
    assert_eq!(priced.unread_calls().len(), 1);
    let line = groundplan::configuration::unread_line(&priced.unread_calls());
    assert_eq!(
        line.as_deref(),
        Some("1 module call was not read: modules that call themselves, or too many: a.again")
    );
}

#[test]
fn dynamic_blocks_are_the_blocks_that_they_make() {
    let text = r#"
variable "ports" {
  default = [80, 99999]
}
resource "aws_security_group" "main" {
  name = "main"
  dynamic "ingress" {
    for_each = var.ports
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}
"#;
    let priced = price(targets(&[("live/main.tf", text)]));
    let document = &priced.roots[0].modules[0].document;
    let rendered = document.render_hcl();
    assert!(rendered[0].1.contains("from_port   = 99999"), "{}", rendered[0].1);
    assert!(!rendered[0].1.contains("dynamic"), "{}", rendered[0].1);
}

#[test]
fn providers_are_passed_on() {
    let files = [
        (
            "live/main.tf",
            "provider \"aws\" {\n  region = \"eu-west-1\"\n}\nprovider \"aws\" {\n  alias  = \"us\"\n  region = \"us-east-1\"\n}\nmodule \"a\" {\n  source    = \"./a\"\n  providers = {\n    aws = aws.us\n  }\n}\nmodule \"b\" {\n  source = \"./a\"\n}\n",
        ),
        ("live/a/main.tf", "resource \"aws_eip\" \"main\" {\n}\n"),
    ];
    let priced = price(targets(&files));
    let lines = &priced.estimate.modules[0].lines;
    let regions: Vec<String> = lines.iter().map(|line| format!("{} {}", line.address, line.region)).collect();
    assert_eq!(regions, ["module.a.aws_eip.main us-east-1", "module.b.aws_eip.main eu-west-1"]);
}
