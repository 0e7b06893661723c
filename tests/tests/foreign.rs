//! Terraform as others write it: what Terraform takes is not refused, and what it refuses is found. The judge is asked
//! where this machine has it.

use groundplan::diagnostic::Severity;
use groundplan::{File, Schema, validate};
use groundplan_tests::{assert_none, judge};

/// Root modules that Terraform takes: what each is about, and its text.
const TAKEN: &[(&str, &str)] = &[
    (
        "arguments as blocks",
        r#"
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_security_group" "one" {
  name = "one"
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  dynamic "egress" {
    for_each = [443]
    content {
      from_port = egress.value
      to_port   = egress.value
      protocol  = "tcp"
    }
  }
}
resource "aws_default_security_group" "two" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port = 80
    to_port   = 80
    protocol  = "tcp"
  }
  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    self      = true
  }
}
resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = "igw-0123456789abcdef0"
  }
}
resource "aws_network_acl" "main" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}
output "rules" {
  value = aws_security_group.one.ingress
}
"#,
    ),
    (
        "dependencies",
        r#"
resource "aws_sns_topic" "many" {
  count = 2
}
resource "aws_sns_topic" "keyed" {
  for_each = toset(["a"])
}
resource "aws_sns_topic" "after" {
  depends_on = [aws_sns_topic.many[0], aws_sns_topic.keyed["a"], resource.aws_sns_topic.keyed]
  lifecycle {
    ignore_changes       = [tags["x"], name]
    replace_triggered_by = [aws_sns_topic.many[0].arn]
  }
}
"#,
    ),
    (
        "provisioners",
        r#"
resource "aws_instance" "main" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  connection {
    type = "ssh"
    host = self.public_ip
  }
  provisioner "remote-exec" {
    inline = ["echo ${self.id}"]
    connection {
      host = self.private_ip
    }
  }
  provisioner "local-exec" {
    when       = destroy
    on_failure = continue
    command    = "echo bye"
  }
}
"#,
    ),
    (
        "line breaks, comments and keys",
        r#"
locals {
  last = { x = 1, y = 2, x = 3 }
  list = [
    true ?
    1 : # one
    2,
    local.last.x
    + 1,
    <<-EOT
      a ? b : ${local.last.x}
    EOT
    ,
  ]
  made = { for key, value in { a = 1 } :
    key => value == 1
    ? 2
    : 3
  if value != 2 }
  text = "${join(",", [
    "a", // first
    "b",
  ])}"
  quoted = { "a b" = 1, (local.text) : 2, c = 3 /* d */ }
}
output "all" {
  value = [local.list, local.made, local.text, local.quoted]
}
"#,
    ),
    (
        "arguments that may be null",
        r#"
variable "own" {
  type    = bool
  default = false
}
variable "strategy" {
  type    = list(string)
  default = []
}
variable "rules" {
  type    = map(any)
  default = {}
}
variable "nothing" {
  type    = string
  default = null
}
resource "aws_security_group" "main" {
  name        = var.nothing
  name_prefix = "x-"
}
resource "aws_lb" "main" {
  name        = var.own ? "a" : null
  name_prefix = var.own ? null : "b"
  subnets     = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}
resource "aws_ecs_service" "main" {
  name            = "main"
  cluster         = "main"
  task_definition = "main"
  launch_type     = length(var.strategy) > 0 ? null : "FARGATE"
  dynamic "capacity_provider_strategy" {
    for_each = var.strategy
    content {
      capacity_provider = capacity_provider_strategy.value
      weight            = 1
    }
  }
  network_configuration {
    subnets = ["subnet-0123456789abcdef0"]
  }
}
resource "aws_vpc_security_group_ingress_rule" "main" {
  for_each                     = var.rules
  security_group_id            = aws_security_group.main.id
  cidr_ipv4                    = each.value.cidr
  referenced_security_group_id = each.value.group
  from_port                    = 443
  to_port                      = 443
  ip_protocol                  = "tcp"
}
"#,
    ),
    (
        "long forms, splats and names",
        r#"
resource "aws_vpc" "größe" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "all" {
  count      = 2
  vpc_id     = resource.aws_vpc.größe.id
  cidr_block = cidrsubnet(aws_vpc.größe.cidr_block, 8, count.index)
}
resource "aws_instance" "main" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.all.*.id[0]
  depends_on    = [resource.aws_vpc.größe]
}
output "ids" {
  value = [aws_subnet.all.*.tags.Name, aws_subnet.all[*].tags["Name"], aws_subnet.all.*.id[0]]
}
"#,
    ),
    (
        "lists that are known in part",
        r#"
variable "container" {
  type    = map(string)
  default = {}
}
resource "aws_ecs_task_definition" "main" {
  family                   = "main"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions = jsonencode([
    merge({ name = "api", image = "ghcr.io/a/b:1" }, var.container),
    { name = "proxy", image = "ghcr.io/a/p:1", essential = false },
  ])
}
"#,
    ),
];

/// What Terraform refuses or AWS misreads, with the code of the one finding.
const WRONG: &[(&str, &str)] = &[
    (
        "schema/block",
        "resource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/16\"\n  tags {\n    Name = \"a\"\n  }\n}\n",
    ),
    (
        "schema/block",
        "resource \"aws_s3_bucket_versioning\" \"a\" {\n  bucket = \"a\"\n  versioning_configuration = {\n    status = \"Enabled\"\n  }\n}\n",
    ),
    ("terraform/bare", "resource \"aws_sns_topic\" \"a\" {\n  depends_on = [aws_sns_topic.a.arn]\n}\n"),
    (
        "aws/security-group-text",
        "variable \"a\" {\n}\nresource \"aws_security_group\" \"a\" {\n  name        = \"a-${var.a}\"\n  name_prefix = \"b\"\n}\n",
    ),
    ("terraform/block", "resorce \"aws_sns_topic\" \"a\" {\n}\n"),
    ("terraform/symbol", "output \"a\" {\n  value = self.id\n}\n"),
];

/// What newer Terraform and OpenTofu take, which this machine's Terraform may not.
const NEWER: &[(&str, &str)] = &[
    (
        "main.tf",
        r#"
action "aws_lambda_invoke" "warm" {
  config {
    function_name = "main"
    payload       = "{}"
  }
}
resource "aws_sqs_queue" "main" {
  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.aws_lambda_invoke.warm]
    }
  }
}
variable "folder" {
  type    = string
  const   = true
  default = "queue"
}
module "queue" {
  source = "./${var.folder}"
}
output "arn" {
  type  = string
  value = aws_sqs_queue.main.arn
}
"#,
    ),
    (
        "main.tofu",
        r#"
variable "regions" {
  type    = set(string)
  default = ["eu-west-1"]
}
provider "aws" {
  alias    = "by_region"
  for_each = var.regions
  region   = each.key
}
resource "aws_sqs_queue" "main" {
  for_each = var.regions
  provider = aws.by_region[each.key]
}
terraform {
  encryption {
    key_provider "pbkdf2" "main" {
      passphrase = var.passphrase
    }
  }
}
variable "passphrase" {
  type = string
}
"#,
    ),
];

fn errors(name: &str, text: &str) -> Vec<String> {
    let report = validate::files([(name, text)], Some(Schema::bundled()));
    report.errors().map(|finding| format!("{name}: {finding}")).collect()
}

#[test]
fn what_terraform_takes_is_not_refused() {
    let found = TAKEN.iter().flat_map(|(about, text)| {
        errors("main.tf", text).into_iter().map(move |error| format!("{about}: {error}"))
    });
    assert_none(&found.collect::<Vec<_>>());
}

#[test]
fn terraform_takes_it() {
    let files = |text: &str| vec![File { path: "root/main.tf".into(), text: text.into() }];
    let modules: Vec<_> = TAKEN.iter().map(|(about, text)| ((*about).to_owned(), files(text))).collect();
    if let Some(refused) = judge::refused(&modules) {
        assert_none(&refused);
    }
}

#[test]
fn what_is_wrong_is_found_and_nothing_else() {
    let found = |text: &str| {
        let report = validate::files([("main.tf", text)], Some(Schema::bundled()));
        report.diagnostics().iter().map(|finding| finding.rule.code).collect::<Vec<_>>()
    };
    for (code, text) in WRONG {
        assert_eq!(found(text), [*code], "{text}");
    }
}

#[test]
fn newer_terraform_and_opentofu_are_read() {
    let found = NEWER.iter().flat_map(|(name, text)| errors(name, text));
    assert_none(&found.collect::<Vec<_>>());
}

#[test]
fn provisioners_and_variables_in_a_backend_are_warnings() {
    let (_, provisioners) = TAKEN.iter().find(|(about, _)| *about == "provisioners").expect("there is one");
    let backend =
        r#"{"terraform": {"backend": {"s3": {"bucket": "${var.bucket}"}}}, "variable": {"bucket": {}}}"#;
    for (name, text) in [("main.tf", *provisioners), ("main.tf.json", backend)] {
        let report = validate::files([(name, text)], Some(Schema::bundled()));
        assert!(!report.diagnostics().is_empty(), "{text}");
        assert!(
            report.diagnostics().iter().all(|finding| finding.rule.severity == Severity::Warning),
            "{report}"
        );
    }
}
