mod bounds;
mod property;
mod secrets;
mod written;

use super::{Data, Evaluator, Instance, Instances, Known, Reason, Variables};
use crate::terraform::{Address, Document, Expression, read};

const MODULE: &str = r#"
variable "size" { default = 2 }
variable "unset" {}
variable "subnets" { type = object({ ids = list(string), name = optional(string, "main") }) }
variable "secret" {
  default   = "hunter2"
  sensitive = true
}
variable "secrets" {
  default   = ["hunter2", "hunter2x"]
  sensitive = true
}
variable "secret_map" {
  type      = map(string)
  default   = { hunter2 = "hunter2" }
  sensitive = true
}
variable "secret_on" {
  default   = true
  sensitive = true
}
variable "zones" {
  type    = list(string)
  default = ["a", "b"]
}
variable "bare" {
  type    = string
  default = null
}
variable "untyped" { default = null }
variable "open" { type = string }
variable "none" {
  type    = list(string)
  default = []
}
variable "strict" {
  type     = number
  default  = 3
  nullable = false
}
locals {
  tags   = { team = "red", env = "dev" }
  hidden = { open = 1, closed = var.secret }
  left   = "${aws_vpc.main.id}-${var.size}"
  one    = local.other
  other  = local.one
  d0     = ["x", "x"]
  d1     = [local.d0, local.d0, local.d0, local.d0]
  d2     = [local.d1, local.d1, local.d1, local.d1]
  d3     = [local.d2, local.d2, local.d2, local.d2]
  d4     = [local.d3, local.d3, local.d3, local.d3]
  d5     = [local.d4, local.d4, local.d4, local.d4]
  d6     = [local.d5, local.d5, local.d5, local.d5]
  d7     = [local.d6, local.d6, local.d6, local.d6]
  d8     = [local.d7, local.d7, local.d7, local.d7]
  d9     = [local.d8, local.d8, local.d8, local.d8]
}
resource "aws_vpc" "main" {}
resource "aws_subnet" "counted" { count = var.size }
resource "aws_subnet" "keyed" { for_each = toset(var.zones) }
resource "aws_subnet" "chained" { for_each = aws_subnet.keyed }
resource "aws_subnet" "odd" { for_each = { "a.b" = 1 } }
resource "aws_subnet" "open" { for_each = toset([var.unset]) }
resource "aws_subnet" "hidden" { for_each = toset([var.secret]) }
resource "aws_subnet" "listed" { for_each = var.zones }
resource "aws_subnet" "none" { count = var.size > 5 ? 1 : 0 }
resource "aws_subnet" "negative" { count = -1 }
module "net" {
  source = "./net"
  count  = 2
}
"#;

fn document() -> Document {
    let (document, report) = read::module([("main.tf", MODULE)]);
    assert!(!report.has_errors(), "{report}");
    document
}

/// What is left of an expression in a place.
fn left(text: &str, instance: &Instance) -> String {
    let document = document();
    let reduced =
        Evaluator::new(&document, Variables::new()).reduced(&Expression::raw(text).into(), instance);
    Expression::from(reduced).to_string()
}

fn assert_left(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(left(text, &Instance::NONE), *expected, "{text}");
    }
}

#[test]
fn what_is_known_becomes_a_literal_and_the_rest_stays() {
    assert_left(&[
        ("var.size + 1", "3"),
        (
            "merge(local.tags, { id = aws_vpc.main.id })",
            r#"{"env" = "dev", "id" = aws_vpc.main.id, "team" = "red"}"#,
        ),
        ("\"${local.left}-${var.size}\"", "\"${aws_vpc.main.id}-2-2\""),
        ("upper(\"${aws_vpc.main.id}-${local.tags.env}\")", "upper(\"${aws_vpc.main.id}-dev\")"),
        (
            "[for zone in var.zones : \"${aws_vpc.main.id}${zone}\"]",
            "[\"${aws_vpc.main.id}a\", \"${aws_vpc.main.id}b\"]",
        ),
        (
            "[for id in aws_vpc.main.ids : \"${id}-${var.size}\" if id != local.tags.env]",
            "[for id in aws_vpc.main.ids : \"${id}-2\" if id != \"dev\"]",
        ),
        ("aws_vpc.main.on ? var.size : var.strict", "aws_vpc.main.on ? 2 : 3"),
        ("aws_vpc.main.size * var.size", "aws_vpc.main.size * 2"),
        ("aws_subnet.counted[var.size - 1].id", "aws_subnet.counted[1].id"),
        ("aws_subnet.counted[*].id", "[aws_subnet.counted[0].id, aws_subnet.counted[1].id]"),
        ("values(aws_subnet.keyed)[*].id", "[aws_subnet.keyed[\"a\"].id, aws_subnet.keyed[\"b\"].id]"),
        ("[for k, s in aws_subnet.odd : s.id]", "[aws_subnet.odd[\"a.b\"].id]"),
        ("length(aws_subnet.chained)", "2"),
        ("module.net[*].id", "[module.net[0].id, module.net[1].id]"),
        ("aws_subnet.open[*].id", "aws_subnet.open[*].id"),
        ("cidrsubnet(aws_vpc.main.cidr_block, 4, var.size)", "cidrsubnet(aws_vpc.main.cidr_block, 4, 2)"),
        ("contains(toset(var.zones), aws_vpc.main.id)", "contains(toset([\"a\", \"b\"]), aws_vpc.main.id)"),
        ("var.unset", "var.unset"),
        ("file(\"${local.tags.env}.txt\")", "file(\"dev.txt\")"),
        ("data.aws_ami.x.id", "data.aws_ami.x.id"),
        (
            "\"%{if aws_vpc.main.on}${var.size}%{else}b%{endif}\"",
            "\"%{ if aws_vpc.main.on }2%{ else }b%{ endif }\"",
        ),
        ("1 / 3", "1 / 3"),
        ("floor(var.size / 3)", "0"),
        ("local.one", "local.one"),
        ("var.none == aws_vpc.main.ids", "var.none == aws_vpc.main.ids"),
        ("var.zones == aws_vpc.main.ids", "tolist([\"a\", \"b\"]) == aws_vpc.main.ids"),
        ("[var.zones] == aws_vpc.main.ids", "[var.zones] == aws_vpc.main.ids"),
        ("toset(var.zones) == aws_vpc.main.ids", "toset([\"a\", \"b\"]) == aws_vpc.main.ids"),
        ("[\"a\"] != aws_vpc.main.ids", "[\"a\"] != aws_vpc.main.ids"),
    ]);
}

#[test]
fn what_depends_on_a_type_that_is_not_known_is_not_known() {
    assert_left(&[
        ("true ? 1 : aws_vpc.main.size", "true ? 1 : aws_vpc.main.size"),
        ("true ? \"a\" : aws_vpc.main.id", "\"a\""),
        ("true ? [] : [aws_vpc.main.id]", "[]"),
        ("coalesce(1, aws_vpc.main.size)", "coalesce(1, aws_vpc.main.size)"),
        ("coalesce(1, \"${aws_vpc.main.id}-x\")", "\"1\""),
        ("tolist([true, aws_vpc.main.id])", "tolist([true, aws_vpc.main.id])"),
        ("length(tolist([true, aws_vpc.main.id]))", "2"),
        ("tolist([\"a\", aws_vpc.main.id])", "[\"a\", aws_vpc.main.id]"),
        ("true ? 1 : var.bare", "\"1\""),
        ("coalesce(var.bare, 1)", "\"1\""),
        ("true ? 1 : var.untyped", "1"),
        ("concat(var.none, [1])[0]", "1"),
        ("true ? 1 : var.open", "\"1\""),
    ]);
}

#[test]
fn names_of_a_for_are_not_taken_for_those_of_another() {
    let inner = "[for x in aws_vpc.main.a : [for y in [x] : [for x in aws_vpc.main.b : \"${x}${y}\"]]]";
    assert_left(&[
        (inner, inner),
        (
            "[for x in aws_vpc.main.a : [for x in aws_vpc.main.b : x]]",
            "[for x in aws_vpc.main.a : [for x in aws_vpc.main.b : x]]",
        ),
    ]);
}

#[test]
fn an_expression_succeeds_for_certain_only_if_all_of_it_is_known() {
    assert_left(&[
        ("try(aws_vpc.main.id, \"a\")", "try(aws_vpc.main.id, \"a\")"),
        ("try([tonumber(aws_vpc.main.id)], [])", "try([tonumber(aws_vpc.main.id)], [])"),
        ("can([tonumber(aws_vpc.main.id)])", "can([tonumber(aws_vpc.main.id)])"),
        ("try(local.tags.team, \"a\")", "\"red\""),
        ("try(local.tags.none, \"a\")", "\"a\""),
    ]);
}

#[test]
fn the_names_of_an_instance_are_replaced() {
    let instance = Instance::each("a", Known::from("x")).with("tag", Known::from(7));
    assert_eq!(left("aws_subnet.keyed[each.key].id", &instance), "aws_subnet.keyed[\"a\"].id");
    assert_eq!(left("\"${each.value}-${tag}-${aws_vpc.main.id}\"", &instance), "\"x-7-${aws_vpc.main.id}\"");
    assert_eq!(left("count.index + 1", &Instance::count(4)), "5");
    assert_eq!(left("each.key", &Instance::NONE), "each.key");
}

#[test]
fn instances_are_those_that_terraform_makes() {
    let document = document();
    let evaluator = Evaluator::new(&document, Variables::new());
    let keys = |name: &str| {
        let item = document
            .get(&Address::resource(if name == "main" { "aws_vpc" } else { "aws_subnet" }, name.to_owned()));
        let instances = evaluator.instances(item.and_then(|item| item.block()).unwrap());
        match instances {
            Instances::Unknown(unknown) => format!("{:?}", unknown.reason),
            known => known.all().unwrap().into_iter().map(|(key, _)| key).collect::<Vec<_>>().join(" "),
        }
    };
    assert_eq!(keys("main"), "");
    assert_eq!(keys("counted"), "[0] [1]");
    assert_eq!(keys("keyed"), "[\"a\"] [\"b\"]");
    assert_eq!(keys("chained"), "[\"a\"] [\"b\"]");
    assert_eq!(keys("odd"), "[\"a.b\"]");
    assert_eq!(keys("none"), "");
    assert_eq!(keys("open"), "Input");
    for refused in ["hidden", "listed", "negative"] {
        assert!(keys(refused).starts_with("Fails"), "{refused}");
    }
}

#[test]
fn variables_take_what_they_are_given() {
    let document = document();
    let unknown = Known::unknown(Reason::Apply, Some(Expression::raw("aws_subnet.far[*].id").into()));
    let given = |known: Known| Variables::from([("subnets".into(), known)]);
    let object = Known::object([("ids".into(), unknown.clone())]);
    let evaluator = Evaluator::new(&document, given(object));
    let of = |text: &str| {
        Expression::from(evaluator.reduced(&Expression::raw(text).into(), &Instance::NONE)).to_string()
    };
    assert_eq!(of("var.subnets.name"), "\"main\"");
    // The expression of the caller means nothing in this module.
    assert_eq!(of("join(\",\", var.subnets.ids)"), "join(\",\", var.subnets.ids)");
    let evaluator = Evaluator::new(&document, given(Known::from(1)));
    assert!(matches!(evaluator.variable("subnets").reason(), Some(Reason::Fails(_))));
    let null = Known::from(Data::Null);
    let evaluator = Evaluator::new(
        &document,
        Variables::from([("strict".into(), null.clone()), ("size".into(), null.clone())]),
    );
    assert_eq!(evaluator.variable("strict"), Known::from(3));
    assert_eq!(evaluator.variable("size"), null);
    assert_eq!(evaluator.variable("unset").reason(), Some(Reason::Input));
}

#[test]
fn options_are_text_or_expressions_by_the_type_of_their_variable() {
    let document = document();
    let zones = Known::tuple(vec![Known::from("x")]);
    assert_eq!(Evaluator::option(&document, "zones", "[\"x\"]"), zones);
    assert_eq!(Evaluator::option(&document, "unset", "[\"x\"]"), Known::from("[\"x\"]"));
    assert_eq!(Evaluator::option(&document, "strict", "4"), Known::from("4"));
    assert!(matches!(Evaluator::option(&document, "zones", "[").reason(), Some(Reason::Fails(_))));
}
