//! What changes where `count` and `for_each` make several, and what follows from one to another.

use groundplan::report::Form;
use groundplan_tests::folders::diff;
use groundplan_text::diff::change_text;

/// What `diff` says of the objects of two texts.
fn changed(old: &str, new: &str) -> String {
    let diff = diff(&[("live/main.tf", old)], &[("live/main.tf", new)]);
    change_text("", diff.data().configuration[0].change).trim_start_matches(": ").to_owned()
}

/// What becomes of a text of which a word changes.
fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "{old}");
    changed(text, &text.replace(old, new))
}

#[track_caller]
fn replaces(found: &str, replaced: &[&str]) {
    let indented = |line: &&str| line.starts_with("    ") && !line.starts_with("      ");
    let section = found.lines().skip_while(|line| *line != "  replaced").skip(1);
    let section = section.take_while(|line| line.starts_with("    ")).filter(indented);
    let names: Vec<&str> = section.filter_map(|line| line.trim().split(": ").next()).collect();
    assert_eq!(names, replaced, "{found}");
}

const SUBNETS: &str = r#"
resource "aws_subnet" "s" {
  for_each   = { a = "10.0.1.0/24", b = "10.0.2.0/24" }
  vpc_id     = "vpc-0123456789abcdef0"
  cidr_block = each.value
}
"#;

#[test]
fn a_replacement_travels_to_the_instance_of_the_same_key() {
    for instance in [
        "for_each  = aws_subnet.s\n  subnet_id = each.value.id",
        "for_each  = { a = 1, b = 2 }\n  subnet_id = aws_subnet.s[each.key].id",
        "for_each  = toset([\"a\", \"b\"])\n  subnet_id = aws_subnet.s[each.key].id",
    ] {
        let text =
            format!("{SUBNETS}resource \"aws_instance\" \"i\" {{\n  ami = \"ami-1\"\n  {instance}\n}}\n");
        replaces(&with(&text, "10.0.2.0", "10.0.9.0"), &["aws_instance.i[\"b\"]", "aws_subnet.s[\"b\"]"]);
    }
}

#[test]
fn of_two_by_count_one_is_replaced() {
    let text = r#"
resource "aws_subnet" "s" {
  count      = 2
  vpc_id     = "vpc-0123456789abcdef0"
  cidr_block = count.index == 0 ? "10.0.1.0/24" : "10.0.2.0/24"
}
resource "aws_nat_gateway" "n" {
  count     = 2
  subnet_id = aws_subnet.s[count.index].id
}
"#;
    replaces(&with(text, "10.0.2.0", "10.0.9.0"), &["aws_nat_gateway.n[1]", "aws_subnet.s[1]"]);
}

#[test]
fn a_trigger_is_heard_where_its_target_changes() {
    let of = |trigger: &str| {
        format!(
            "resource \"aws_sqs_queue\" \"a\" {{\n  for_each      = {{ x = 1, y = 2 }}\n  name          = each.key\n  delay_seconds = each.value\n}}\n\
             resource \"aws_sqs_queue\" \"b\" {{\n  for_each = {{ x = 1, y = 2 }}\n  name     = \"b${{each.key}}\"\n  lifecycle {{\n    replace_triggered_by = [{trigger}]\n  }}\n}}\n"
        )
    };
    let found = |trigger| with(&of(trigger), "y = 2 }\n  name          =", "y = 3 }\n  name          =");
    replaces(&found("aws_sqs_queue.a[each.key]"), &["aws_sqs_queue.b[\"y\"]"]);
    replaces(&found("aws_sqs_queue.a[each.key].delay_seconds"), &["aws_sqs_queue.b[\"y\"]"]);
    replaces(&found("aws_sqs_queue.a"), &["aws_sqs_queue.b[\"x\"]", "aws_sqs_queue.b[\"y\"]"]);
    for silent in
        ["aws_sqs_queue.a[each.key].arn", "aws_sqs_queue.a[\"x\"]", "aws_sqs_queue.a[each.key].name"]
    {
        replaces(&found(silent), &[]);
    }
    let more =
        with(&of("aws_sqs_queue.a"), "y = 2 }\n  name          =", "y = 2, z = 3 }\n  name          =");
    replaces(&more, &[]);
}

#[test]
fn what_an_update_makes_unknown_travels() {
    let text = "resource \"terraform_data\" \"n\" {\n  input = 1\n}\nresource \"aws_sqs_queue\" \"q\" {\n  name = terraform_data.n.output\n}\n";
    let found = with(text, "input = 1", "input = 2");
    replaces(&found, &["aws_sqs_queue.q"]);
    assert!(found.contains("data lost: messages"), "{found}");
}

#[test]
fn an_instance_that_may_not_go_is_refused() {
    let text = "resource \"aws_sqs_queue\" \"q\" {\n  count = 2\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n";
    let found = with(text, "count = 2", "count = 1");
    assert!(found.starts_with("1 refused") && found.contains("prevent_destroy is true"), "{found}");
    assert!(!changed(text, "").contains("refused"), "its block is gone as well");
}

#[test]
fn a_database_needs_a_name_for_its_last_snapshot() {
    let of = |more: &str| format!("resource \"aws_db_instance\" \"d\" {{\n  identifier = \"d\"\n{more}}}\n");
    let gone = |more| changed(&of(more), "");
    assert!(gone("").starts_with("1 refused"), "{}", gone(""));
    assert!(gone("  skip_final_snapshot = true\n").contains("data lost: a database"));
    let kept = gone("  final_snapshot_identifier = \"last\"\n");
    assert!(
        kept.contains("data kept: a database, in its final snapshot") && !kept.contains("refused"),
        "{kept}"
    );
}

#[test]
fn only_what_holds_a_thing_keeps_it_from_going() {
    let of = |user: &str| {
        format!("resource \"aws_security_group\" \"g\" {{\n  description = \"one\"\n}}\nresource {user}\n")
    };
    let found = |user: &str| with(&of(user), "\"one\"", "\"two\"");
    assert!(
        !found("\"aws_ssm_parameter\" \"p\" {\n  value = aws_security_group.g.id\n}").contains("refused")
    );
    assert!(
        found("\"aws_lb\" \"l\" {\n  security_groups = [aws_security_group.g.id]\n}")
            .contains("while aws_lb.l uses it")
    );
}

#[test]
fn a_bucket_with_logs_is_not_empty() {
    let logs = "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"logs\"\n}\n";
    let balancer = "resource \"aws_lb\" \"l\" {\n  access_logs {\n    bucket  = aws_s3_bucket.b.id\n    enabled = true\n  }\n}\n";
    let found = changed(&format!("{logs}{balancer}"), "resource \"aws_lb\" \"l\" {\n}\n");
    assert!(found.contains("and aws_lb.l writes some: empty it first"), "{found}");
    assert!(!changed(logs, "").contains("refused"), "whether it has objects is not known");
    let origin = "resource \"aws_cloudfront_distribution\" \"d\" {\n  origin {\n    domain_name = aws_s3_bucket.b.bucket_regional_domain_name\n  }\n}\n";
    let own = "resource \"aws_s3_bucket_logging\" \"l\" {\n  bucket        = aws_s3_bucket.b.id\n  target_bucket = \"others\"\n}\n";
    let off = balancer.replace("enabled = true", "enabled = false");
    for reader in [origin, own, &off] {
        let found = changed(&format!("{logs}{reader}"), "");
        assert!(!found.contains("writes some"), "{found}");
    }
}

#[test]
fn a_shorter_retention_loses_data() {
    let text = "resource \"aws_cloudwatch_log_group\" \"g\" {\n  retention_in_days = 90\n}\n";
    assert!(with(text, "90", "14").contains("data lost: log events that are older"));
    assert!(!with(text, "90", "365").contains("data lost"));
    assert!(!with(text, "90", "0").contains("data lost"), "kept for ever");
}

#[test]
fn what_was_ignored_may_be_set_back() {
    let text = "resource \"aws_ecs_service\" \"s\" {\n  desired_count = 2\n  lifecycle {\n    ignore_changes = [desired_count]\n  }\n}\n";
    let found = with(text, "ignore_changes = [desired_count]", "ignore_changes = []");
    assert!(found.contains("whether desired_count is set back"), "{found}");
}

#[test]
fn what_is_the_same_to_the_provider_is_no_change() {
    let record = "resource \"aws_route53_record\" \"r\" {\n  name = \"WWW.example.com.\"\n}\n";
    assert_eq!(with(record, "WWW.example.com.", "www.example.com"), "nothing changes\n");
    let policy = |text: &str| format!("resource \"aws_iam_policy\" \"p\" {{\n  policy = {text}\n}}\n");
    let (encoded, written) =
        ("jsonencode({ Version = \"2012-10-17\" })", "\"{ \\\"Version\\\": \\\"2012-10-17\\\" }\"");
    assert_eq!(changed(&policy(encoded), &policy(written)), "nothing changes\n");
    let table =
        "resource \"aws_dynamodb_table\" \"t\" {\n  global_secondary_index {\n    name = \"x\"\n  }\n}\n";
    assert!(with(table, "\"x\"", "\"y\"").starts_with("1 updated"));
}

#[test]
fn no_secret_is_shown_in_either_form() {
    let texts = [
        "resource \"aws_ecs_task_definition\" \"d\" {\n  container_definitions = jsonencode([{ environment = [{ name = \"DB_PASSWORD\", value = \"hunter2a\" }] }])\n}\n",
        "resource \"aws_codebuild_project\" \"p\" {\n  environment {\n    environment_variable {\n      name  = \"DB_PASSWORD\"\n      value = \"hunter2a\"\n    }\n  }\n}\n",
        "locals {\n  p = \"hunter2a\"\n}\nresource \"aws_secretsmanager_secret_version\" \"v\" {\n  secret_string = jsonencode({ password = local.p })\n}\n",
    ];
    for text in texts {
        let other = text.replace("hunter2a", "another");
        let diff = diff(&[("live/main.tf", text)], &[("live/main.tf", &other)]);
        for form in [Form::Table, Form::Json, Form::Markdown, Form::Html] {
            let shown = diff.text(form);
            assert!(!shown.contains("hunter2a") && !shown.contains("another"), "{shown}");
        }
        assert_eq!(diff.data().configuration[0].differences.len(), 1, "it differs");
    }
}

#[test]
fn what_is_forgotten_costs_on() {
    let gateway = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\nresource \"aws_nat_gateway\" \"n\" {\n  subnet_id = \"subnet-0123456789abcdef0\"\n}\n";
    let removed = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\nremoved {\n  from = aws_nat_gateway.n\n  lifecycle {\n    destroy = false\n  }\n}\n";
    let difference = |old: &str, new: &str| {
        let diff = diff(&[("live/main.tf", old)], &[("live/main.tf", new)]);
        let shown = diff.text(Form::Table);
        shown
            .lines()
            .find(|line| line.starts_with("total"))
            .and_then(|line| line.split_whitespace().last())
            .map(str::to_owned)
    };
    assert_eq!(difference(gateway, removed).as_deref(), Some("0.00"));
    let state = |key: &str| {
        format!(
            "terraform {{\n  backend \"s3\" {{\n    bucket = \"b\"\n    key = \"{key}\"\n  }}\n}}\n{gateway}"
        )
    };
    assert_eq!(difference(&state("a"), &state("b")).as_deref(), Some("+37.89"));
}
