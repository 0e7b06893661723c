//! What is known of resources that are written down is what a plan of the real provider has for them.
//!
//! `scripts/test-planned` asks it for every output of `evaluator/planned`. A plan knows more: what the provider makes of arguments
//! and what it sets itself. A value that it has not, or another one, fails.

use std::collections::BTreeMap;
use std::fs;

use groundplan::Schema;
use groundplan::configuration::{Folder, Tree};
use groundplan::terraform::{Address, Content, Expression, Key, Section, Value};
use groundplan::validate;
use groundplan_tests::folders::{diff, price, targets};
use groundplan_tests::{assert_none, repository};

/// What a plan knows, and is not known here: what the provider changes or sets, what is left to the state, what is empty or a
/// set of blocks, what is sensitive, and of resources that modules are given as a whole.
const NOT_KNOWN: [&str; 15] = [
    "hidden.password",
    "hidden.value",
    "outputs.block_splat",
    "outputs.empty",
    "outputs.fifo_policy",
    "outputs.ignored",
    "outputs.module_vpc",
    "outputs.not_written",
    "outputs.role_policy",
    "outputs.rules",
    "outputs.set_of_blocks",
    "outputs.setproduct",
    "outputs.tags_all",
    "outputs.user_data",
    "outputs.zone",
];

#[test]
fn a_plan_has_what_is_known_of_resources() {
    let folder = repository::root().join("tests/evaluator/planned");
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("the file is there");
    let (root, net, answers) = (read("main.tf"), read("net/main.tf"), read("answers.tsv"));
    let folders = vec![Folder { path: "net".to_owned(), files: vec![("main.tf", net.as_str())] }];
    let tree = Tree { files: vec![("main.tf", root.as_str())], is_whole: true, folders, ..Tree::default() };
    let known = outputs(&tree);
    let (mut wrong, mut open) = (Vec::new(), Vec::new());
    for (name, answer) in answers.lines().filter_map(|line| line.split_once('\t')) {
        let value = known.get(name).unwrap_or_else(|| panic!("{name} is an output"));
        match (value, answer) {
            (None, "?") => {}
            (None, _) => open.push(name),
            (Some(made), answer) if json(made) == *answer => {}
            (Some(made), answer) => wrong.push(format!("{name}: {}, and a plan has {answer}", json(made))),
        }
    }
    assert_none(&wrong);
    assert_eq!(open, NOT_KNOWN);
    assert!(answers.lines().count() > 60, "{} answers", answers.lines().count());
}

/// The attributes of the root module's outputs, as far as all of each is known.
fn outputs(tree: &Tree<'_>) -> BTreeMap<String, Option<Value>> {
    let checked = validate::read_modules(tree, Some(Schema::bundled()));
    assert!(!checked.report.has_errors(), "{}", checked.report);
    let root = checked.modules.instances.first().expect("there is a root module");
    let outputs = root.document.items().iter().filter(|item| item.section == Section::Output);
    let each = outputs.flat_map(|output| {
        let block = output.block().expect("an output is a block");
        let Some(Content::Value(Value::Object(entries))) = block.get("value") else {
            panic!("{} is an object", output.name)
        };
        entries.iter().map(|(name, value)| (format!("{}.{name}", output.name), literal(value)))
    });
    each.collect()
}

fn literal(value: &Value) -> Option<Value> {
    match value {
        Value::Expression(Expression::Evaluated(evaluated)) => Some(evaluated.value.clone()),
        Value::Expression(Expression::Call(name, arguments)) if *name == "jsonencode" => {
            Some(Value::from(json(&literal(arguments.first()?)?).replace(": ", ":").replace(", ", ",")))
        }
        Value::Expression(_) => None,
        Value::Text(text) => text.as_literal().is_some().then(|| value.clone()),
        Value::List(all) => all.iter().map(literal).collect::<Option<Vec<_>>>().map(Value::List),
        Value::Object(all) => {
            let each = all.iter().map(|(name, value)| Some((name.clone(), literal(value)?)));
            each.collect::<Option<Vec<(Key, Value)>>>().map(Value::Object)
        }
        other => Some(other.clone()),
    }
}

/// As Python and Terraform write it, names in order.
fn json(value: &Value) -> String {
    match value {
        Value::List(all) => format!("[{}]", all.iter().map(json).collect::<Vec<_>>().join(", ")),
        Value::Object(all) => {
            let sorted: BTreeMap<&str, &Value> = all.iter().map(|(name, one)| (name.as_str(), one)).collect();
            let each = sorted.iter().map(|(name, one)| format!("{name:?}: {}", json(one)));
            format!("{{{}}}", each.collect::<Vec<_>>().join(", "))
        }
        Value::Text(text) => format!("{:?}", text.as_literal().unwrap_or_default()),
        other => Expression::from(other.clone()).to_string(),
    }
}

#[test]
fn what_is_known_stays_the_expression_that_it_is() {
    let text = "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_subnet\" \"main\" {\n  \
                vpc_id     = aws_vpc.main.id\n  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 4, 0)\n}\n";
    let tree = Tree { files: vec![("main.tf", text)], is_whole: true, ..Tree::default() };
    let cidr = |schema| {
        let checked = validate::modules(&tree, schema);
        let root = checked.modules.instances.first().cloned().expect("there is a root module");
        let subnet = root.document.get(&Address::resource("aws_subnet", "main")).cloned();
        let block = subnet.as_ref().and_then(|item| item.block()).cloned().expect("there is a subnet");
        let Some(Content::Value(value)) = block.get("cidr_block").cloned() else { panic!("it has a block") };
        value
    };
    let known = cidr(Some(Schema::bundled()));
    assert_eq!(Expression::from(known.clone()).to_string(), "cidrsubnet(aws_vpc.main.cidr_block, 4, 0)");
    assert_eq!(literal(&known), Some(Value::from("10.0.0.0/20")));
    let mut references = Vec::new();
    known.references(&mut references);
    assert_eq!(references.len(), 1);
    assert_eq!(literal(&cidr(None)), None);
}

#[test]
fn what_scales_is_found_by_its_references_though_its_name_is_known() {
    let text = r#"
provider "aws" {
  region = "eu-west-1"
}
resource "aws_ecs_cluster" "main" {
  name = "main"
}
resource "aws_ecs_task_definition" "api" {
  family                   = "api"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  container_definitions    = "[]"
}
resource "aws_ecs_service" "api" {
  name            = "api"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.api.arn
  launch_type     = "FARGATE"
  desired_count   = 1
}
resource "aws_appautoscaling_target" "api" {
  min_capacity       = 1
  max_capacity       = 4
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.api.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}
"#;
    let priced = price(targets(&[("main.tf", text)]));
    assert!(format!("{:?}", priced.estimate).contains("scaled out"));
}

#[test]
fn a_change_follows_from_what_both_plans_have() {
    let old = "resource \"aws_ecs_cluster\" \"main\" {\n  name = \"shop\"\n}\nresource \"aws_cloudwatch_log_group\" \"main\" {\n  \
               name = \"/ecs/${upper(aws_ecs_cluster.main.name)}\"\n}\n";
    let new = old.replace("\"shop\"", "\"store\"");
    let compared = diff(&[("live/main.tf", old)], &[("live/main.tf", &new)]);
    assert_eq!(compared.summary().to_string(), "1 with data lost, 2 replaced");
    let same = new.replace("upper(aws_ecs_cluster.main.name)", "STORE").replace("${STORE}", "STORE");
    let compared = diff(&[("live/main.tf", &new)], &[("live/main.tf", &same)]);
    assert_eq!(compared.summary().to_string(), "nothing changes");
}
