use super::super::*;
use super::super::{block, list, object, text};

/// The only file of a document.
fn written(fill: impl FnOnce(&mut File<'_>)) -> String {
    let mut document = Document::new();
    fill(&mut document.file("main"));
    document.render_hcl().remove(0).1
}

fn resource(body: Block) -> String {
    written(|file| drop(file.resource("any_x", "y", body)))
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

#[test]
fn arguments_are_aligned_and_blocks_stand_apart() {
    let body = block! {
        port        = 80,
        description = "a \"b\" \\ ${c}",
        tags        = object! { "Name": "x", "aws:tag": "y", "${k}": list![1, 2] },
        health_check { path = "/" }
        for setting in [block! { name = "a", value = true }, Block::new()],
        names       = list!["a", object! { "b": 1 }],
        depends_on  = Addresses(vec![Address::resource("any_lb_listener", "https")]),
    };
    let expected = r#"resource "any_x" "y" {
  port        = 80
  description = "a \"b\" \\ $${c}"
  tags = {
    Name      = "x"
    "aws:tag" = "y"
    "$${k}"   = [1, 2]
  }

  health_check {
    path = "/"
  }

  setting {
    name  = "a"
    value = true
  }

  setting {}

  names = [
    "a",
    {
      b = 1
    },
  ]
  depends_on = [any_lb_listener.https]
}
"#;
    assert_eq!(resource(body), expected);
}

#[test]
fn settings_have_labels_where_terraform_wants_them() {
    let settings = Settings::new().required_version(">= 1.10").require(RequiredProvider::new(
        "aws",
        "hashicorp/aws",
        "~> 6.0",
    ));
    let expected = r#"terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  backend "s3" {
    key          = "a/$${b}"
    use_lockfile = true
  }
}
"#;
    let backend = Backend::s3("a/${b}").set("use_lockfile", true);
    assert_eq!(written(|file| file.add(settings.backend(backend))), expected);
    let cloud = "terraform {\n  cloud {\n    organization = \"o\"\n\n    workspaces {\n      name = \"w\"\n    }\n  }\n}\n";
    assert_eq!(written(|file| file.add(Settings::new().cloud("o", "w"))), cloud);
}

#[test]
fn variables_and_outputs() {
    let size = Address::variable("size").whole();
    let known = call::contains(["small", "large"], size.clone());
    let text = written(|file| {
        file.add(Output::new("size", size).sensitive().precondition(Condition::new(true, "no")));
        file.variable("old", block! { type = Literal::from("string") });
        file.add(
            Variable::new("size")
                .kind(TypeConstraint::object([("cpu", TypeConstraint::Number)]))
                .default(Literal::object([("cpu", Literal::from(1))]))
                .nullable(false)
                .validation(Condition::new(known, "small or large")),
        );
    });
    let expected = r#"variable "old" {
  type = string
}

variable "size" {
  type = object({ cpu = number })
  default = {
    cpu = 1
  }
  nullable = false

  validation {
    condition     = contains(["small", "large"], var.size)
    error_message = "small or large"
  }
}

output "size" {
  value     = var.size
  sensitive = true

  precondition {
    condition     = true
    error_message = "no"
  }
}
"#;
    assert_eq!(text, expected);
}

#[test]
fn providers_choose_and_are_chosen() {
    let text = written(|file| {
        let west = Provider::new("aws").alias("west").set("region", "us-west-2").assume_role("arn:x");
        let chosen = west.reference();
        file.add(west);
        file.data("any_region", "west", block! { provider = chosen.clone() });
        file.module(
            "m",
            block! { source = Literal::from("./m"), providers = Literal::object([("aws", chosen)]) },
        );
    });
    let expected = r#"provider "aws" {
  alias  = "west"
  region = "us-west-2"

  assume_role {
    role_arn = "arn:x"
  }
}

data "any_region" "west" {
  provider = aws.west
}

module "m" {
  source = "./m"
  providers = {
    aws = aws.west
  }
}
"#;
    assert_eq!(text, expected);
}

#[test]
fn what_has_no_name() {
    let (old, new) = (Address::resource("any_vpc", "old"), Address::resource("any_vpc", "main"));
    let text = written(|file| {
        file.add(Removed::new(&old));
        file.add(Import::new(&new, Expression::symbol("each.value")).for_each(object! { "a": "vpc-1" }));
        file.add(Moved::new(&old, &new));
        file.add(Moved::instances("any_vpc.a[0]", "any_vpc.a[\"x\"]"));
        file.add(
            Check::new("up")
                .data("http", "site", block! { url = "https://a" })
                .assert(Condition::new(true, "down")),
        );
        file.ephemeral("any_x", "y", Block::new());
    });
    let expected = r#"ephemeral "any_x" "y" {}

check "up" {
  data "http" "site" {
    url = "https://a"
  }

  assert {
    condition     = true
    error_message = "down"
  }
}

moved {
  from = any_vpc.old
  to   = any_vpc.main
}

moved {
  from = any_vpc.a[0]
  to   = any_vpc.a["x"]
}

import {
  for_each = {
    a = "vpc-1"
  }
  to = any_vpc.main[each.key]
  id = each.value
}

removed {
  from = any_vpc.old

  lifecycle {
    destroy = false
  }
}
"#;
    assert_eq!(text, expected);
}

#[test]
fn lifecycle_and_repetition() {
    let target = Address::resource("any_a", "b").attr("id");
    let lifecycle = Lifecycle::new()
        .create_before_destroy(true)
        .ignore_changes(["tags[\"a\"]", "size"])
        .replace_triggered_by([target])
        .postcondition(Condition::new(Expression::symbol("self.id").not_equal(""), "none"));
    let text = resource(Block::new().for_each(["a", "b"]).lifecycle(lifecycle));
    let expected = r#"resource "any_x" "y" {
  for_each = toset(["a", "b"])

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [tags["a"], size]
    replace_triggered_by  = [any_a.b.id]

    postcondition {
      condition     = self.id != ""
      error_message = "none"
    }
  }
}
"#;
    assert_eq!(text, expected);
    let all = resource(Block::new().count(2).lifecycle(Lifecycle::new().ignore_all_changes()));
    assert!(all.contains("  count = 2\n\n  lifecycle {\n    ignore_changes = all\n  }"), "{all}");
}

#[test]
fn blocks_with_labels_of_their_own() {
    let body = block! {
        dynamic { setting { for_each = list![1], content { name = "x" } } }
        provisioner { "local-exec" = block! { command = "true" } }
    };
    let expected = r#"  dynamic "setting" {
    for_each = [1]

    content {
      name = "x"
    }
  }

  provisioner "local-exec" {
    command = "true"
  }
"#;
    assert!(resource(body).contains(expected));
}

#[test]
fn long_expressions_open_where_fmt_leaves_them() {
    let call = |arguments: Vec<Value>| Value::from(Expression::call("merge", arguments));
    let body = block! {
        one  = call(vec![object! { "a": 1 }]),
        two  = call(vec![object! { "a": 1 }, Address::local("x").whole().into()]),
        each = For::each("x", list![1]).object("k", object! { "v": Expression::symbol("x") }),
        if_  = Expression::symbol("var.a").then(object! { "a": 1 }, Value::Null),
        text = text!["a", Expression::call("jsonencode", [object! { "a": 1 }])],
        wide = (0..30).map(|n| n * 1000).collect::<Vec<i32>>(),
    };
    let expected = r#"resource "any_x" "y" {
  one = merge({
    a = 1
  })
  two = merge(
    {
      a = 1
    },
    local.x,
  )
  each = { for x in [1] : "k" => {
    v = x
  } }
  if_  = var.a ? { a = 1 } : null
  text = "a${jsonencode({ a = 1 })}"
  wide = [
    0,
"#;
    assert!(resource(body).starts_with(expected));
}

#[test]
fn an_encoded_local_value_is_shown_where_it_is_used() {
    let encode = |address: &Address| Expression::call("jsonencode", [address.whole()]);
    let text = written(|file| {
        let once = file.local("once", object! { "a": 1 });
        let listed = file.local("listed", object! { "b": 2 });
        let twice = file.local("twice", object! { "c": 3 });
        let nested = file.local("nested", 1);
        let part = file.local("part", object! { "d": 4 });
        let body = block! {
            one    = encode(&once),
            two    = Expression::call("jsonencode", [list![listed.whole()]]),
            three  = encode(&twice),
            four   = encode(&twice),
            five   = Expression::call("jsonencode", [part.attr("d")]),
            inner { six = encode(&nested) }
        };
        file.resource("any_x", "y", body);
    });
    let expected = r#"locals {
  twice = {
    c = 3
  }

  nested = 1

  part = {
    d = 4
  }
}

resource "any_x" "y" {
  one = jsonencode({
    a = 1
  })
  two = jsonencode([
    {
      b = 2
    },
  ])
  three = jsonencode(local.twice)
  four  = jsonencode(local.twice)
  five  = jsonencode(local.part.d)

  inner {
    six = jsonencode(local.nested)
  }
}
"#;
    assert_eq!(text, expected);
}

#[test]
fn comments_stand_at_the_head_and_between_arguments() {
    let text = written(|file| {
        file.comment("Waived: a\nlocals {}");
        file.comment("b");
        file.local("x", 1);
        file.resource("any_x", "y", block! { a = 1, "//" = Literal::from("why"), bcd = 2 });
    });
    let head = ["# Waived: a", "# locals {}", "# b", "", "locals {", "  x = 1", "}", ""];
    let body = ["resource \"any_x\" \"y\" {", "  a = 1", "  # why", "  bcd = 2", "}"];
    assert_eq!(lines(&text), [&head[..], &body[..]].concat());
}

#[test]
fn text_of_several_lines_is_a_heredoc() {
    let text =
        resource(block! { a = "x", value = text!["a\n", Address::local("b").whole(), "\n"], c = "x\n\ny" });
    let expected =
        "  a     = \"x\"\n  value = <<-EOT\n    a\n    ${local.b}\n  EOT\n  c     = \"x\\n\\ny\"\n}\n";
    assert!(text.ends_with(expected), "{text}");
}
