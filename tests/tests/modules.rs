//! Root modules with the modules that they call, and with what their variables are set to: everything that reads
//! Terraform works on what is evaluated.

use std::collections::BTreeSet;

use groundplan::Schema;
use groundplan::terraform::Section;
use groundplan_tests::folders::{COUNTED, Files, billed, codes, diff, price, targets, with};
use groundplan_tests::{golden, judge};
use groundplan_text::check::Checked;
use groundplan_text::cost::Subject;
use groundplan_text::diagram::draw;

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

/// Modules whose outputs decide how many there are.
const OUTPUTS: &Files<'_> = &[
    (
        "live/main.tf",
        r#"
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
"#,
    ),
    (
        "live/label/main.tf",
        r#"
variable "enabled" {
  type = bool
}
variable "zones" {}
resource "random_id" "main" {
  byte_length = 8
}
output "enabled" {
  value = var.enabled
}
output "zones" {
  value = [for zone in var.zones : upper(zone)]
}
output "unknown" {
  value = random_id.main.b64_url == "x"
}
"#,
    ),
    (
        "live/addresses/main.tf",
        r#"
variable "zones" {
  type = list(string)
}
resource "aws_eip" "each" {
  for_each = toset(var.zones)
}
"#,
    ),
];

/// OpenTofu's `enabled` makes one instance or none.
#[test]
fn what_is_not_enabled_is_not_there() {
    let text = "variable \"on\" {\n  type = bool\n}\nresource \"aws_nat_gateway\" \"a\" {\n  connectivity_type = \"public\"\n  subnet_id = \"\"\n  lifecycle {\n    enabled = var.on\n  }\n}\nresource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/99\"\n  lifecycle {\n    enabled = var.on\n  }\n}\nmodule \"m\" {\n  source = \"./m\"\n  lifecycle {\n    enabled = var.on\n  }\n}\n";
    let of = |value: &'static str| {
        with(
            &[("live/main.tofu", text), ("live/m/main.tofu", "resource \"aws_eip\" \"a\" {}\n")],
            &[("live/terraform.tfvars", value)],
        )
    };
    let (off, on) = (of("on = false\n"), of("on = true\n"));
    let nothing: [&str; 0] = [];
    assert_eq!(codes(&off), nothing);
    assert!(!codes(&on).is_empty());
    assert_eq!(diff(&off, &on).summary().to_string(), "3 created");
    assert!(diff(&on, &off).summary().to_string().starts_with("3 destroyed"));
    assert_eq!(billed(&price(targets(&off))), [""; 0]);
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
fn another_place_of_the_state_forgets_what_is_in_modules() {
    let root = |key: &str| {
        format!(
            "terraform {{\n  backend \"s3\" {{\n    key = \"{key}\"\n  }}\n}}\nresource \"aws_eip\" \"a\" {{\n}}\nmodule \"m\" {{\n  source = \"./m\"\n}}\n"
        )
    };
    let (old, new) = (root("a"), root("b"));
    let module = ("live/m/main.tf", "resource \"aws_eip\" \"b\" {\n}\n");
    let changed = diff(&[("live/main.tf", old.as_str()), module], &[("live/main.tf", new.as_str()), module]);
    assert_eq!(changed.summary().to_string(), "2 forgotten");
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
    // A version that is bounded gives the same; a folder of the repository may have changed with it.
    assert_eq!(unchanged.summary().to_string(), "1 not known; 1 module call was not read");
    let found = [
        ("live/main.tf", root),
        ("live/gone/main.tf", "resource \"aws_eip\" \"a\" {\n}\n"),
        (
            "live/.terraform/modules/modules.json",
            r#"{"Modules": [{"Key": "vpc", "Source": "registry.terraform.io/terraform-aws-modules/vpc/aws", "Version": "5.0.0", "Dir": ".terraform/modules/vpc"}]}"#,
        ),
        ("live/.terraform/modules/vpc/main.tf", "resource \"aws_eip\" \"b\" {\n}\n"),
    ];
    assert!(price(targets(&found)).unread_calls().is_empty());
    assert_eq!(targets(&found).len(), 1, "what is called is not a root module");
    assert_eq!(diff(&found, &found).summary().to_string(), "nothing changes");
}

#[test]
fn outputs_of_modules_decide_how_many_there_are() {
    let priced = price(targets(OUTPUTS));
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

/// The addresses of all resources of a root module.
fn addresses(files: &Files<'_>) -> BTreeSet<String> {
    let priced = price(targets(files));
    let modules = priced.roots.iter().flat_map(|root| &root.modules);
    let of = |module: &groundplan::configuration::Module| {
        let items = module.document.items().iter().filter(|item| item.section == Section::Resource);
        let named = items.filter_map(|item| Some(item.address()?.to_string()));
        let within = |own| match module.address.as_str() {
            "" => own,
            module => format!("{module}.{own}"),
        };
        named.map(within).collect::<Vec<_>>()
    };
    modules.flat_map(of).collect()
}

#[test]
fn instances_are_those_that_terraform_plans() {
    let counted = [
        ("live/main.tf", COUNTED),
        ("live/terraform.tfvars", "m  = 2\non = true\n"),
        ("live/b.auto.tfvars.json", r#"{"zones": ["a", "b"]}"#),
        ("live/a.auto.tfvars", "zones = [\"c\"]\n"),
    ];
    // What only an apply knows is not a number of instances that Terraform takes.
    let known = OUTPUTS[0].1.replace("module.label.unknown ? 1 : 0", "1");
    let outputs = with(OUTPUTS, &[("live/main.tf", known.as_str())]);
    for files in [NESTED, &counted, &outputs] {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let tree = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        golden::write(folder.path(), &tree);
        let Some(planned) = judge::planned(folder.path()) else { return };
        assert_eq!(addresses(files), planned);
    }
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
fn what_terraform_accepts_of_called_modules_is_no_finding() {
    let nothing: [&str; 0] = [];
    let secret =
        "variable \"password\" {\n  sensitive = true\n}\noutput \"password\" {\n  value = var.password\n}\n";
    let call = "module \"m\" {\n  source   = \"./m\"\n  password = \"x\"\n}\n";
    let files = [("live/main.tf", call), ("live/m/main.tf", secret)];
    assert_eq!(codes(&files), nothing, "marks of sensitive values pass on to the caller");
    assert_eq!(codes(&[("live/main.tf", secret)]), ["terraform/sensitive-output live/main.tf"]);
    let tried = format!("{call}locals {{\n  a = try(module.m.nope, \"x\")\n  b = can(module.m.nope)\n}}\n");
    assert_eq!(codes(&[("live/main.tf", &tried), ("live/m/main.tf", secret)]), nothing);
    let empty = "module \"m\" {\n  source = \"./m\"\n}\n";
    assert_eq!(codes(&[("live/main.tf", empty), ("live/m/main.tf", "# nothing yet\n")]), nothing);
    let passes = "provider \"aws\" {\n  alias = \"y\"\n}\nmodule \"m\" {\n  source = \"./m\"\n  providers = {\n    aws.y = aws.y\n  }\n}\n";
    let uses = "terraform {\n  required_version = \">= 1.0\"\n}\nresource \"aws_eip\" \"a\" {\n  provider = aws.y\n}\n";
    assert_eq!(codes(&[("live/main.tf", passes), ("live/m/main.tf", uses)]), nothing, "it is passed");
    assert_eq!(codes(&[("live/main.tf", uses)]), ["terraform/provider live/main.tf"]);
}

#[test]
fn a_called_module_that_cannot_be_read_is_found_to_be_so() {
    let files =
        [("live/main.tf", "module \"m\" {\n  source = \"./m\"\n}\n"), ("live/m/main.tf", "garbage {{{\n")];
    assert_eq!(codes(&files), ["spec/syntax live/m/main.tf"]);
}

#[test]
fn what_was_installed_for_another_version_is_not_read() {
    let root = "module \"vpc\" {\n  source  = \"terraform-aws-modules/vpc/aws\"\n  version = \"~> 5.1\"\n  new     = true\n}\n";
    let of = |version: &str| {
        let manifest = format!(
            r#"{{"Modules": [{{"Key": "vpc", "Source": "registry.terraform.io/terraform-aws-modules/vpc/aws", "Version": "{version}", "Dir": ".terraform/modules/vpc"}}]}}"#
        );
        codes(&[
            ("live/main.tf", root),
            ("live/.terraform/modules/modules.json", &manifest),
            ("live/.terraform/modules/vpc/main.tf", "resource \"aws_eip\" \"b\" {\n}\n"),
        ])
    };
    assert_eq!(of("4.0.0"), ["terraform/module-unread live/main.tf"]);
    assert_eq!(of("5.2.0"), ["terraform/module-argument live/main.tf"]);
}

#[test]
fn keys_are_written_as_terraform_writes_them() {
    let text = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\nresource \"aws_eip\" \"a\" {\n  for_each = toset([\"a\\\"b\", \"$${x}\"])\n}\nmodule \"m\" {\n  source   = \"./m\"\n  for_each = { \"c\\\"d\" = 2 }\n}\nresource \"aws_eip\" \"b\" {\n  for_each = module.m\n}\n";
    let files = [("live/main.tf", text), ("live/m/main.tf", "output \"n\" {\n  value = 1\n}\n")];
    let keys = [r#"aws_eip.a["$${x}"]"#, r#"aws_eip.a["a\"b"]"#, r#"aws_eip.b["c\"d"]"#];
    assert_eq!(billed(&price(targets(&files))), keys);
}

#[test]
fn very_many_of_a_set_are_priced() {
    let text = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\nresource \"aws_eip\" \"a\" {\n  for_each = toset([for i in range(201) : tostring(i)])\n}\n";
    let priced = price(targets(&[("live/main.tf", text)]));
    assert!(priced.estimate.modules[0].unpriced.is_empty());
    assert_eq!(billed(&priced), ["aws_eip.a"]);
}

#[test]
fn providers_are_passed_on_under_the_names_that_the_module_has() {
    let root = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\nprovider \"aws\" {\n  alias  = \"us\"\n  region = \"us-east-1\"\n}\nmodule \"a\" {\n  source = \"./a\"\n  providers = {\n    aws.there = aws.us\n    aws       = aws\n  }\n}\n";
    let module = "terraform {\n  required_providers {\n    aws = {\n      source                = \"hashicorp/aws\"\n      configuration_aliases = [aws.there]\n    }\n  }\n}\nresource \"aws_eip\" \"main\" {\n  provider = aws.there\n}\n";
    let files = [("live/main.tf", root), ("live/a/main.tf", module)];
    let nothing: [&str; 0] = [];
    assert_eq!(codes(&files), nothing);
    assert_eq!(price(targets(&files)).estimate.modules[0].lines[0].region.to_string(), "us-east-1");
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
