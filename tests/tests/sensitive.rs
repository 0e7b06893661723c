//! What `diff` must never print, whichever form it has, and whatever it compares.

use groundplan::Schema;
use groundplan_text::api::{
    CheckOptions, DiagramOptions, DiffOptions, EstimateOptions, TextForm, check, diagram, diff, estimate,
};
use groundplan_text::{Source, Target};

/// All that `diff` prints about two texts of one name, in every form.
fn printed(name: &str, old: &str, new: &str) -> String {
    let schema = Schema::bundled();
    let forms = [TextForm::Table, TextForm::Markdown, TextForm::Html];
    let print = |form| {
        let [old, new] =
            [old, new].map(|text| Target::all([Source::new(name, text)]).expect("it can be read"));
        let options = DiffOptions { form: Some(form), ..DiffOptions::default() };
        diff(old, new, &options, Some(schema), |compared| {
            serde_json::to_string(compared).expect("it is JSON")
        })
        .expect("it can be compared")
    };
    forms.map(print).concat()
}

/// Nothing of these texts is printed, though the place is.
fn hides(printed: &str, place: &str) {
    assert!(printed.contains(place), "the change itself is shown: {printed}");
    for secret in ["hunter2", "correct-horse"] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
}

#[test]
fn arguments_that_the_provider_hides_are_hidden() {
    let database = |password: &str| {
        format!(
            "resource \"aws_db_instance\" \"main\" {{\n  engine   = \"postgres\"\n  password = \"{password}\"\n}}\n"
        )
    };
    let output = printed("main.tf", &database("hunter2"), &database("correct-horse"));
    hides(&output, "password");
    assert!(output.contains("(sensitive value)"), "{output}");
    // In a nested block, which is compared as a whole, and in one that is repeated.
    let broker = |password: &str, user: &str| {
        format!(
            "resource \"aws_mq_broker\" \"main\" {{\n  user {{\n    username = \"{user}\"\n    password = \"{password}\"\n  }}\n  user {{\n    username = \"b\"\n    password = \"{password}\"\n  }}\n}}\n"
        )
    };
    hides(&printed("main.tf", &broker("hunter2", "a"), &broker("hunter2", "c")), "user");
    hides(&printed("main.tf", &broker("hunter2", "a"), &broker("correct-horse", "a")), "user");
}

#[test]
fn a_value_that_becomes_a_reference_is_hidden_too() {
    let database =
        |password: &str| format!("resource \"aws_db_instance\" \"main\" {{\n  password = {password}\n}}\n");
    let output = printed("main.tf", &database("\"hunter2\""), &database("var.password"));
    hides(&output, "password");
    assert!(output.contains("var.password"), "a reference shows nothing: {output}");
}

#[test]
fn sensitive_variables_outputs_and_values_are_hidden() {
    let variable =
        |value: &str, flag: &str| format!("variable \"v\" {{\n  default = \"{value}\"\n{flag}}}\n");
    let sensitive = "  sensitive = true\n";
    hides(
        &printed("main.tf", &variable("hunter2", sensitive), &variable("correct-horse", sensitive)),
        "default",
    );
    let output = |value: &str| format!("output \"o\" {{\n  value = \"{value}\"\n{sensitive}}}\n");
    hides(&printed("main.tf", &output("hunter2"), &output("correct-horse")), "value");
    let local = |value: &str| format!("locals {{\n  x = sensitive(\"{value}\")\n}}\n");
    hides(&printed("main.tf", &local("hunter2"), &local("correct-horse")), "local.");
    let named = |value: &str| format!("locals {{\n  db_password = \"{value}\"\n}}\n");
    hides(&printed("main.tf", &named("hunter2"), &named("correct-horse")), "db_password");
}

#[test]
fn what_one_side_declares_sensitive_is_hidden_on_the_other() {
    let variable =
        |value: &str, flag: &str| format!("variable \"v\" {{\n  default = \"{value}\"\n{flag}}}\n");
    let marked = variable("correct-horse", "  sensitive = true\n");
    hides(&printed("main.tf", &variable("hunter2", ""), &marked), "default");
    hides(&printed("main.tf", &marked, &variable("hunter2", "")), "default");
    let local = |value: &str| format!("locals {{\n  x = {value}\n}}\n");
    let (plain, called) = (local("\"hunter2\""), local("sensitive(\"correct-horse\")"));
    hides(&printed("main.tf", &plain, &called), "local.x");
    hides(&printed("main.tf", &called, &plain), "local.x");
}

#[test]
fn a_call_of_nonsensitive_uncovers_nothing_else() {
    let local = |value: &str| format!("locals {{\n  x = [nonsensitive(var.a), sensitive(\"{value}\")]\n}}\n");
    hides(&printed("main.tf", &local("hunter2"), &local("correct-horse")), "local.x");
    let shown = printed(
        "main.tf",
        "locals {\n  x = nonsensitive(var.a)\n}\n",
        "locals {\n  x = nonsensitive(var.b)\n}\n",
    );
    assert!(shown.contains("nonsensitive(var.b)"), "{shown}");
}

#[test]
fn what_a_plan_marks_is_hidden() {
    let plan = |value: &str, marked: &str| {
        format!(
            r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{"resources": [{{
                "address": "aws_sqs_queue.main[0]", "mode": "managed", "type": "aws_sqs_queue", "name": "main", "index": 0,
                "values": {{"name": "{value}", "tags": {{"a": "{value}", "b": "{marked}"}}}},
                "sensitive_values": {{"name": true, "tags": {{"a": true}}}}}}]}}}}}}"#
        )
    };
    let output = printed("plan.json", &plan("hunter2", "x"), &plan("correct-horse", "y"));
    hides(&output, "tags.b");
    hides(&output, "tags.a");
}

#[test]
fn a_value_that_is_marked_on_one_side_only_is_hidden_on_both() {
    let plan = |value: &str, marks: &str| {
        format!(
            r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{"resources": [{{
                "address": "aws_sqs_queue.main", "mode": "managed", "type": "aws_sqs_queue", "name": "main",
                "values": {{"name": "{value}"}}, "sensitive_values": {marks}}}]}}}}}}"#
        )
    };
    hides(&printed("plan.json", &plan("hunter2", r#"{"name": true}"#), &plan("correct-horse", "{}")), "name");
}

#[test]
fn specs_show_no_secret_of_a_container() {
    let spec = |value: &str| {
        format!(
            "stack: shop\nregion: eu-west-1\nwaive: {{ secretInEnv: a test }}\nservices:\n  api:\n    image: ghcr.io/example/api:1\n    env: {{ DB_PASSWORD: {value}, MODE: fast }}\nenvironments: {{ dev: {{}} }}\n"
        )
    };
    let output = printed("infra.yaml", &spec("hunter2"), &spec("correct-horse"));
    hides(&output, "api_container");
}

/// Expressions that are made of what is sensitive, in part of what only the apply knows.
const MADE: [&str; 24] = [
    "\"%{ for s in var.secrets }${s},%{ endfor }${aws_vpc.main.id}\"",
    "\"%{ for s in var.secrets }${s},%{ endfor }\"",
    "\"%{ if var.on }${var.secrets[0]}%{ endif }${aws_vpc.main.id}\"",
    "\"${var.secrets[0]}-${aws_vpc.main.id}\"",
    "join(\",\", [for s in var.secrets : \"${s}-${aws_vpc.main.id}\"])",
    "[for s in var.secrets : \"${s}-${aws_vpc.main.id}\"][0]",
    "join(\",\", concat(var.secrets, [aws_vpc.main.id]))",
    "jsonencode({ a = var.secrets, b = aws_vpc.main.id })",
    "var.on ? var.secrets[0] : aws_vpc.main.id",
    "aws_vpc.main.enable_dns_support ? var.secrets[0] : \"x\"",
    "keys(zipmap(var.secrets, [aws_vpc.main.id]))[0]",
    "keys({ (var.secrets[0]) = aws_vpc.main.id })[0]",
    "values(var.named)[0]",
    "[for k, v in var.named : \"${k}${aws_vpc.main.id}\"][0]",
    "format(\"%s-%s\", var.secrets[0], aws_vpc.main.id)",
    "replace(aws_vpc.main.id, \"x\", var.secrets[0])",
    "lookup(var.named, aws_vpc.main.id, var.secrets[0])",
    "coalesce(var.secrets[0], aws_vpc.main.id)",
    "try(var.secrets[0], aws_vpc.main.id)",
    "element(var.secrets, length(aws_vpc.main.id))",
    "var.secrets[*][0]",
    "one(setunion(var.secrets, [aws_vpc.main.id]))",
    "sensitive(\"${var.secrets[0]}${aws_vpc.main.id}\")",
    "flatten([var.secrets, [aws_vpc.main.id]])[0]",
];

/// A root module that uses an expression in many places.
fn root_with(made: &str) -> String {
    format!(
        r#"
provider "aws" {{
  region = "eu-west-1"
}}
variable "secrets" {{
  sensitive = true
}}
variable "named" {{
  sensitive = true
}}
variable "on" {{
  default   = true
  sensitive = true
}}
locals {{
  made = {made}
}}
resource "aws_vpc" "main" {{
  cidr_block = "10.0.0.0/16"
  tags       = {{ Name = {made}, other = local.made }}
}}
resource "aws_vpc" "other" {{
  cidr_block = {made}
}}
resource "aws_db_instance" "main" {{
  engine            = local.made
  instance_class    = {made}
  storage_type      = {made}
  allocated_storage = 20
}}
resource "aws_instance" "main" {{
  ami           = {made}
  instance_type = {made}
  user_data     = local.made
  ebs_block_device {{
    device_name = {made}
    volume_type = local.made
  }}
}}
resource "aws_sqs_queue" "main" {{
  name = local.made
}}
resource "aws_s3_bucket" "main" {{
  bucket = "x-${{{made}}}"
}}
output "made" {{
  value = {made}
}}
"#
    )
}

/// Every answer about a root module that uses an expression, in which the variables are set.
fn answers(made: &str) -> Vec<String> {
    let schema = Some(Schema::bundled());
    let given = "secrets = [\"hunter2\", \"correct-horse\"]\nnamed = { hunter2 = \"correct-horse\" }\n";
    let targets = |made: &str| {
        let sources = [Source::new("main.tf", root_with(made)), Source::new("terraform.tfvars", given)];
        Target::all(sources).expect("it can be read")
    };
    let form = Some(TextForm::Table);
    let asked = EstimateOptions { form, details: Some(true), ..EstimateOptions::default() };
    let drawn = diagram(targets(made), &DiagramOptions::default(), schema).expect("it can be drawn");
    let mut answers = vec![
        serde_json::to_string(&check(targets(made), &CheckOptions::default(), schema)),
        serde_json::to_string(&drawn),
        estimate(targets(made), &asked, schema, |found| serde_json::to_string(found))
            .expect("it can be priced"),
    ];
    for (old, new) in [(made, "\"x\""), ("\"x\"", made), (made, "upper(var.secrets[0])")] {
        let options = DiffOptions { form, ..DiffOptions::default() };
        let compared =
            diff(targets(old), targets(new), &options, schema, |found| serde_json::to_string(found));
        answers.push(compared.expect("it can be compared"));
    }
    answers.into_iter().map(|answer| answer.expect("it is JSON")).collect()
}

#[test]
fn what_is_computed_from_secrets_is_in_no_answer() {
    for made in MADE {
        for answer in answers(made) {
            for secret in ["hunter2", "correct-horse"] {
                assert!(!answer.contains(secret), "{secret} of {made} in {answer}");
            }
        }
    }
    let uncovered = answers("nonsensitive(var.secrets[0])");
    assert!(uncovered.iter().any(|answer| answer.contains("hunter2")), "the variables are set");
}
