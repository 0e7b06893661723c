//! What `diff` must never print, whichever form it has, and whatever it compares.

use groundplan::Schema;
use groundplan_text::api::{DiffOptions, TextForm, diff};
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
