//! Arguments of resources that are written down.

use super::super::{Arguments, Evaluator, Instance, Known, Planned, Reason, Variables};
use crate::terraform::{Document, Expression, read};

/// A provider that keeps what it is given.
struct Keeping;

impl Arguments for Keeping {
    fn planned(&self, resource_type: &str, path: &[&str]) -> Option<Planned> {
        let value = |kind: &str| {
            let is_sensitive = path.last() == Some(&"secret");
            Some(Planned::Value { kind: kind.to_owned(), is_sensitive })
        };
        match (resource_type, path) {
            ("aws_x", ["name" | "secret"] | ["disk", "kind"]) => value("string"),
            ("aws_x", ["size"] | ["disk", "size"]) => value("number"),
            ("aws_x", ["is_on"]) => value("bool"),
            ("aws_x", ["tags"]) => value("map(string)"),
            ("aws_x", ["zones"]) => value("set(string)"),
            ("aws_x", ["disk"]) => Some(Planned::Blocks),
            ("aws_x", ["only"]) => Some(Planned::Block),
            ("aws_x", ["only", "name"]) => value("string"),
            _ => None,
        }
    }
}

const MODULE: &str = r#"
variable "password" {
  default   = "hunter2"
  sensitive = true
}
variable "open" {}
locals {
  of_local = aws_x.main.name
  keys     = { shop = 1 }
}
resource "aws_x" "main" {
  name   = "shop"
  size   = "5"
  is_on  = "true"
  secret = "hunter2"
  own    = "x"
  zones  = ["b", "a", "b"]
  tags   = { Name = "shop", Id = aws_x.other.id, Gone = "" }
  disk {
    size = 5
    kind = aws_x.other.id
  }
  disk {
    size = "6"
  }
  only {
    name = "one"
  }
}
resource "aws_x" "other" {
  name = "${aws_x.main.name}-${aws_x.main.size + 1}"
}
resource "aws_x" "empty" {
  name = ""
  size = null
  tags = {}
}
resource "aws_x" "open" {
  name = var.open
  size = aws_x.other.size
}
resource "aws_x" "hidden" {
  name = var.password
}
resource "aws_x" "ignoring" {
  name = "a"
  size = 1
  tags = { a = 1 }
  lifecycle {
    ignore_changes = [size, tags["b"]]
  }
}
resource "aws_x" "ignoring_all" {
  name = "a"
  lifecycle {
    ignore_changes = all
  }
}
resource "aws_x" "counted" {
  count = aws_x.main.size - 3
  name  = "n${count.index}"
}
resource "aws_x" "keyed" {
  for_each = { a = 1, b = aws_x.main.size }
  name     = each.key
  size     = each.value
}
resource "aws_x" "generated" {
  dynamic "disk" {
    for_each = [1]
    content {
      size = 1
    }
  }
}
resource "aws_x" "around" {
  name = aws_x.about.name
}
resource "aws_x" "about" {
  name = aws_x.around.name
}
resource "aws_x" "itself" {
  name = aws_x.itself.name
}
resource "other_x" "main" {
  name = "shop"
}
"#;

fn document() -> Document {
    let (document, report) = read::module([("main.tf", MODULE)]);
    assert!(!report.has_errors(), "{report}");
    document
}

/// What an expression yields, in a module in which that is asked.
fn with(text: &str, see: &dyn Fn(&Evaluator<'_>, Known)) {
    let asked = format!("{MODULE}locals {{\n  asked = {text}\n}}\n");
    let (document, report) = read::module([("main.tf", asked.as_str())]);
    assert!(!report.has_errors(), "{text}: {report}");
    let evaluator = Evaluator::planning(&document, Variables::new(), &Keeping);
    let value = Expression::raw(text).into();
    see(&evaluator, evaluator.value(&value, &Instance::NONE));
}

fn assert_yields(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        with(text, &|evaluator, known| {
            let answer = evaluator.value(&Expression::raw(*expected).into(), &Instance::NONE);
            assert!(known.is_whole() && known == answer, "{text}: {known:?}");
        });
    }
}

#[test]
fn what_is_written_is_known_as_the_type_that_the_provider_has() {
    assert_yields(&[
        ("aws_x.main.name", "\"shop\""),
        ("aws_x.main[\"name\"]", "\"shop\""),
        ("upper(local.of_local)", "\"SHOP\""),
        ("jsonencode(aws_x.main.size)", "\"5\""),
        ("jsonencode(aws_x.main.is_on)", "\"true\""),
        ("aws_x.main.is_on ? 1 : 2", "1"),
        ("local.keys[aws_x.main.name]", "1"),
        ("aws_x.other.name", "\"shop-6\""),
        ("aws_x.main.tags[\"Name\"]", "\"shop\""),
        ("aws_x.main.tags.Name", "\"shop\""),
        ("length(aws_x.main.zones)", "2"),
        ("join(\",\", sort(aws_x.main.zones))", "\"a,b\""),
        ("aws_x.main.disk[1].size + aws_x.main.disk[0].size", "11"),
        ("aws_x.main.only.name", "\"one\""),
        ("aws_x.main[*].name", "[\"shop\"]"),
        ("length(aws_x.main[*])", "1"),
    ]);
}

#[test]
fn instances_are_known_one_by_one() {
    assert_yields(&[
        ("length(aws_x.counted)", "2"),
        ("aws_x.counted[1].name", "\"n1\""),
        ("aws_x.counted[*].name", "[\"n0\", \"n1\"]"),
        ("aws_x.counted[aws_x.main.size - 5].name", "\"n0\""),
        ("[for one in aws_x.counted : upper(one.name)]", "[\"N0\", \"N1\"]"),
        ("aws_x.keyed[\"b\"].size", "5"),
        ("{ for key, one in aws_x.keyed : key => one.size }", "{ a = 1, b = 5 }"),
        ("values(aws_x.keyed)[*].name", "[\"a\", \"b\"]"),
    ]);
}

#[test]
fn what_only_the_apply_knows_stays_so() {
    for text in [
        "aws_x.main.id",
        "aws_x.main.own",
        "aws_x.main.tags[\"Id\"]",
        "aws_x.main.disk[0].kind",
        "aws_x.main.disk[2].size",
        "aws_x.main.disk[*].size",
        "length(aws_x.main.disk)",
        "aws_x.empty.name",
        "aws_x.empty.size",
        "length(aws_x.empty.tags)",
        "aws_x.open.name",
        "aws_x.open.size",
        "aws_x.ignoring.size",
        "aws_x.ignoring.tags.a",
        "aws_x.ignoring_all.name",
        "aws_x.generated.disk[0].size",
        "other_x.main.name",
        "jsonencode(aws_x.main)",
        "keys(aws_x.main)",
        "try(aws_x.main.unheard_of, 1)",
    ] {
        with(text, &|_, known| {
            assert!(!known.is_whole(), "{text}: {known:?}");
            assert!(!matches!(known.reason(), Some(Reason::Fails(_))), "{text}: {known:?}");
        });
    }
    assert_yields(&[("aws_x.ignoring.name", "\"a\""), ("can(aws_x.main.name)", "true")]);
}

#[test]
fn what_is_sensitive_stays_so() {
    for text in ["\"${aws_x.main.secret}!\"", "\"${aws_x.hidden.name}!\"", "[aws_x.main.secret]"] {
        with(text, &|evaluator, known| {
            assert!(known.is_whole() && known.has_sensitive(), "{text}");
            assert_eq!(evaluator.known(&Expression::raw(text).into(), &Instance::NONE), None);
            assert!(!format!("{known:?}").contains("hunter2"));
        });
    }
}

#[test]
fn resources_that_lead_back_to_themselves_end() {
    for text in ["aws_x.around.name", "aws_x.about.name", "aws_x.itself.name"] {
        with(text, &|_, known| assert_eq!(known.reason(), Some(Reason::Cycle), "{text}"));
    }
}

#[test]
fn without_a_provider_nothing_is_known() {
    let document = document();
    let evaluator = Evaluator::new(&document, Variables::new());
    let known = evaluator.value(&Expression::raw("aws_x.main.name").into(), &Instance::NONE);
    assert_eq!(known.reason(), Some(Reason::Apply));
}

#[test]
fn long_chains_of_resources_end() {
    let each = |at: u32| {
        format!(
            "resource \"aws_x\" \"r{at}\" {{\n  name = \"${{aws_x.r{}.name}}${{aws_x.r{}.name}}\"\n}}\n",
            at - 1,
            at - 1
        )
    };
    let chain: String = (1..2_000).map(each).collect();
    let first = "resource \"aws_x\" \"r0\" {\n  name = \"a\"\n}\nlocals {\n  l = aws_x.r1999.name\n}\n";
    let (long, _) = read::module([("main.tf", format!("{first}{chain}"))]);
    let evaluator = Evaluator::planning(&long, Variables::new(), &Keeping);
    let value =
        |at: u32| evaluator.value(&Expression::raw(format!("aws_x.r{at}.name")).into(), &Instance::NONE);
    assert!(!value(1_999).is_whole());
    assert_eq!(value(3), Known::from("aaaaaaaa"));
}
