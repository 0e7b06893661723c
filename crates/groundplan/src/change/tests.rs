//! What becomes of objects, by Terraform as people write it.

use super::{Cause, Change, Effect, ObjectChange};
use crate::schema::Schema;
use crate::terraform::{Document, read};

fn document(text: &str) -> Document {
    read::module([("main.tf", text)]).0
}

pub(super) fn between(old: &str, new: &str) -> Change {
    Change::between(&document(old), &document(new), Some(Schema::bundled()))
}

fn shown(change: &Change) -> Vec<String> {
    let line = |object: &ObjectChange| {
        let because: Vec<String> = object.because.iter().map(|cause| cause.argument.clone()).collect();
        format!("{} {} {}", object.effect.name(), object.address, because.join(",")).trim_end().to_owned()
    };
    change.objects.iter().map(line).collect()
}

const VPC: &str = "resource \"aws_vpc\" \"main\" {\n  cidr_block = local.cidr\n}\nresource \"aws_subnet\" \"a\" {\n  vpc_id = aws_vpc.main.id\n  cidr_block = \"10.0.0.0/24\"\n}\nresource \"aws_security_group\" \"a\" {\n  vpc_id = aws_vpc.main.id\n}\nresource \"aws_lb\" \"main\" {\n  subnets = [aws_subnet.a.id]\n  security_groups = [aws_security_group.a.id]\n}\n";

#[test]
fn a_replacement_travels_through_references() {
    let of = |cidr: &str| format!("locals {{\n  cidr = \"{cidr}\"\n}}\n{VPC}");
    let change = between(&of("10.0.0.0/16"), &of("10.0.0.0/15"));
    assert_eq!(
        shown(&change),
        [
            "replaced aws_security_group.a vpc_id",
            "replaced aws_subnet.a vpc_id",
            "replaced aws_vpc.main cidr_block",
            "updated aws_lb.main",
        ]
    );
    assert_eq!(change.summary().to_string(), "2 refused, 3 replaced, 2 interrupted, 1 updated");
    assert_eq!(between(&of("10.0.0.0/16"), &of("10.0.0.0/16")), Change::default());
}

#[test]
fn order_of_sets_and_spelling_of_numbers_are_no_change() {
    let of = |groups: &str, port: &str| {
        format!(
            "resource \"aws_lb\" \"main\" {{\n  security_groups = [{groups}]\n}}\nresource \"aws_lb_listener\" \"a\" {{\n  load_balancer_arn = aws_lb.main.arn\n  port = {port}\n}}\n"
        )
    };
    assert_eq!(between(&of("\"a\", \"b\"", "80"), &of("\"b\", \"a\"", "\"80\"")), Change::default());
    let listener = between(&of("\"a\"", "80"), &of("\"a\"", "81"));
    assert_eq!(shown(&listener), ["updated aws_lb_listener.a"]);
    assert_eq!(listener.summary().interrupted, 1, "the old port closes");
}

#[test]
fn what_is_moved_is_the_same() {
    let bucket = |name: &str| format!("resource \"aws_s3_bucket\" \"{name}\" {{\n  bucket = \"logs\"\n}}\n");
    let moved = "moved {\n  from = aws_s3_bucket.a\n  to = aws_s3_bucket.b\n}\n";
    let change = between(&bucket("a"), &(bucket("b") + moved));
    assert_eq!(shown(&change), ["moved aws_s3_bucket.b"]);
    assert_eq!(change.objects[0].moved_from.as_ref().map(|from| from.as_str()), Some("aws_s3_bucket.a"));
    let without = between(&bucket("a"), &bucket("b"));
    assert_eq!(shown(&without), ["destroyed aws_s3_bucket.a", "created aws_s3_bucket.b"]);
    assert!(!without.objects[0].loses_data(), "AWS keeps a bucket that holds objects");
}

#[test]
fn instances_come_and_go_by_key() {
    let of = |keys: &str| {
        format!("resource \"aws_sqs_queue\" \"q\" {{\n  for_each = toset([{keys}])\n  name = each.key\n}}\n")
    };
    let change = between(&of("\"a\", \"b\""), &of("\"b\", \"c\""));
    assert_eq!(shown(&change), ["destroyed aws_sqs_queue.q[\"a\"]", "created aws_sqs_queue.q[\"c\"]"]);
    assert!(change.objects[0].loses_data());
    let unknown = between(&of("\"a\""), &of("\"a\", var.more"));
    assert_eq!((unknown.objects.len(), unknown.unknown.len()), (0, 1));
    let one = "resource \"aws_sqs_queue\" \"q\" {\n}\n";
    let counted = "resource \"aws_sqs_queue\" \"q\" {\n  count = 2\n}\n";
    assert_eq!(shown(&between(one, counted)), ["created aws_sqs_queue.q[1]"]);
}

#[test]
fn values_of_instances_change_those_instances() {
    let of = |delay: u8, name: &str| {
        format!(
            "resource \"aws_sqs_queue\" \"q\" {{\n  for_each = {{ a = {{ delay = {delay}, name = \"{name}\" }}, b = {{ delay = 5, name = \"b\" }} }}\n  name = \"${{each.key}}-${{each.value.name}}\"\n  delay_seconds = each.value.delay\n}}\n"
        )
    };
    let change = between(&of(10, "a"), &of(20, "a"));
    assert_eq!(shown(&change), ["updated aws_sqs_queue.q[\"a\"]"]);
    assert_eq!(change.objects[0].arguments[0].argument, "delay_seconds");
    assert!(change.objects[0].perhaps.is_empty());
    let change = between(&of(10, "a"), &of(10, "c"));
    assert_eq!(shown(&change), ["replaced aws_sqs_queue.q[\"a\"] name"]);
    let computed = |text: String| text.replace("each.value.delay\n", "max(each.value.delay, 1)\n");
    let change = between(&computed(of(10, "a")), &computed(of(20, "a")));
    assert_eq!(change.objects[0].arguments[0].argument, "delay_seconds");
    assert!(change.objects[0].perhaps.is_empty(), "functions of the values are known");
}

#[test]
fn a_lifecycle_is_heard() {
    let of = |name: &str, lifecycle: &str| {
        format!(
            "resource \"aws_ecr_repository\" \"a\" {{\n  name = \"{name}\"\n  lifecycle {{\n    {lifecycle}\n  }}\n}}\n"
        )
    };
    let change = |lifecycle: &str| between(&of("a", lifecycle), &of("b", lifecycle));
    assert_eq!(change("ignore_changes = [name]"), Change::default());
    assert!(change("create_before_destroy = true").objects[0].new_first);
    assert!(change("prevent_destroy = true").objects[0].refused.is_some());
    let triggered = |size: u8| {
        format!(
            "resource \"aws_sqs_queue\" \"q\" {{\n  delay_seconds = {size}\n}}\nresource \"aws_sqs_queue\" \"r\" {{\n  lifecycle {{\n    replace_triggered_by = [aws_sqs_queue.q]\n  }}\n}}\n"
        )
    };
    assert_eq!(
        shown(&between(&triggered(1), &triggered(2))),
        ["replaced aws_sqs_queue.r replace_triggered_by", "updated aws_sqs_queue.q"]
    );
}

#[test]
fn another_region_account_or_state_leaves_things_running() {
    let of = |region: &str, account: &str, key: &str| {
        format!(
            "terraform {{\n  backend \"s3\" {{\n    key = \"{key}\"\n  }}\n}}\nprovider \"aws\" {{\n  region = \"{region}\"\n  allowed_account_ids = [\"{account}\"]\n}}\nresource \"aws_vpc\" \"main\" {{\n}}\nresource \"aws_iam_role\" \"r\" {{\n}}\n"
        )
    };
    let old = of("eu-west-1", "111111111111", "a");
    let region = between(&old, &of("eu-central-1", "111111111111", "a"));
    assert_eq!(shown(&region), ["forgotten aws_vpc.main region: eu-west-1 → eu-central-1"]);
    assert_eq!(between(&old, &of("eu-west-1", "222222222222", "a")).summary().forgotten, 2);
    assert_eq!(between(&old, &of("eu-west-1", "111111111111", "b")).summary().forgotten, 2);
    assert_eq!(Change::left(&document(&old)).summary().forgotten, 2);
}

#[test]
fn what_is_not_known_is_not_called_a_replacement() {
    let of = |vpc: &str| {
        format!(
            "resource \"aws_subnet\" \"a\" {{\n  vpc_id = {vpc}\n}}\nvariable \"a\" {{\n}}\nvariable \"b\" {{\n}}\n"
        )
    };
    let change = between(&of("var.a"), &of("var.b"));
    assert_eq!((change.objects[0].effect, change.objects[0].perhaps.len()), (Effect::Updated, 1));
    let change = between(&of("var.a"), &(of("aws_vpc.new.id") + "resource \"aws_vpc\" \"new\" {\n}\n"));
    assert!(shown(&change).contains(&"replaced aws_subnet.a vpc_id".to_owned()));
    let call = |source: &str| format!("module \"m\" {{\n  source = \"./{source}\"\n}}\n");
    assert_eq!(between(&call("a"), &call("b")).summary().to_string(), "1 not known");
}

#[test]
fn a_data_source_that_waits_is_read_in_the_apply() {
    let of = |name: &str| {
        format!(
            "resource \"aws_sqs_queue\" \"q\" {{\n  name = \"{name}\"\n}}\ndata \"aws_vpc\" \"v\" {{\n  depends_on = [aws_sqs_queue.q]\n}}\nresource \"aws_subnet\" \"a\" {{\n  vpc_id = data.aws_vpc.v.id\n}}\n"
        )
    };
    assert_eq!(
        shown(&between(&of("a"), &of("b"))),
        ["replaced aws_sqs_queue.q name", "replaced aws_subnet.a vpc_id"]
    );
}

#[test]
fn users_that_stay_keep_an_object_from_going() {
    let of = |port: u16| {
        format!(
            "resource \"aws_lb_target_group\" \"t\" {{\n  port = {port}\n}}\nresource \"aws_lb_listener\" \"l\" {{\n  default_action {{\n    type = \"forward\"\n    target_group_arn = aws_lb_target_group.t.arn\n  }}\n}}\n"
        )
    };
    let change = between(&of(80), &of(81));
    assert_eq!(shown(&change)[0], "replaced aws_lb_target_group.t port");
    assert_eq!(
        change.objects[0].refused.as_deref(),
        Some("AWS refuses to delete it while aws_lb_listener.l uses it")
    );
}

#[test]
fn what_is_set_on_one_side_only_may_be_the_default() {
    let of = |argument: &str| {
        format!("resource \"aws_vpc\" \"main\" {{\n  cidr_block = \"10.0.0.0/16\"\n{argument}}}\n")
    };
    let change = between(&of("  instance_tenancy = \"default\"\n"), &of(""));
    let vpc = &change.objects[0];
    assert_eq!(
        (vpc.effect, vpc.perhaps.len()),
        (Effect::Updated, 1),
        "it may be replaced, or nothing happens"
    );
    let change = between(&of(""), &of("  enable_dns_hostnames = true\n"));
    assert!(change.objects[0].arguments[0].unless_default && change.objects[0].perhaps.is_empty());
    let changed =
        between(&of("  instance_tenancy = \"default\"\n"), &of("  instance_tenancy = \"dedicated\"\n"));
    assert_eq!(changed.objects[0].effect, Effect::Replaced);
}

#[test]
fn a_name_is_taken_until_its_object_is_gone() {
    let of = |label: &str, name: &str| {
        format!("resource \"aws_cloudwatch_log_group\" \"{label}\" {{\n  name = \"{name}\"\n}}\n")
    };
    let why = |old: &str, new: &str| between(old, new).objects.into_iter().find_map(|object| object.refused);
    assert_eq!(
        why(&of("a", "/shop"), &of("b", "/shop")).as_deref(),
        Some(
            "AWS refuses it while aws_cloudwatch_log_group.a has the same name; Terraform destroys that in no certain order"
        )
    );
    assert_eq!(why(&of("a", "/shop"), &of("b", "/store")), None);
    let moved = "moved {\n  from = aws_cloudwatch_log_group.a\n  to = aws_cloudwatch_log_group.b\n}\n";
    assert_eq!(why(&of("a", "/shop"), &format!("{}{moved}", of("b", "/shop"))), None);
    let role = |path: &str, name: &str| {
        format!(
            "resource \"aws_iam_role\" \"r\" {{\n  {name}\n  path = \"{path}\"\n  lifecycle {{\n    create_before_destroy = true\n  }}\n}}\n"
        )
    };
    let fixed = "name = \"api\"";
    assert!(why(&role("/", fixed), &role("/a/", fixed)).is_some());
    assert_eq!(why(&role("/", "name_prefix = \"api\""), &role("/a/", "name_prefix = \"api\"")), None);
}

#[test]
fn tags_of_the_provider_reach_every_object_that_takes_tags() {
    let of = |tags: &str| {
        format!(
            "provider \"aws\" {{\n  default_tags {{\n    tags = {{ {tags} }}\n  }}\n}}\nresource \"aws_vpc\" \"main\" {{\n}}\nresource \"aws_sqs_queue\" \"own\" {{\n  tags = {{ team = \"mine\" }}\n}}\nresource \"aws_route\" \"r\" {{\n}}\n"
        )
    };
    let change = between(&of(""), &of("team = \"shop\""));
    assert_eq!(shown(&change), ["updated aws_vpc.main"], "a route takes no tags, and the queue has its own");
    assert_eq!(change.objects[0].arguments[0].argument, "default_tags of the provider");
    assert_eq!(between(&of("team = \"a\""), &of("team = \"a\"")), Change::default());
    let kept = |tags: &str| {
        of(tags).replace("\"main\" {\n", "\"main\" {\n  lifecycle {\n    ignore_changes = all\n  }\n")
    };
    assert_eq!(between(&kept(""), &kept("team = \"a\"")), Change::default());
    let open = between(&of("team = var.a"), &of("team = var.b"));
    assert_eq!(open.summary().to_string(), "1 not known", "both may be given alike");
}

#[test]
fn text_around_the_same_expressions_tells_for_certain() {
    let of = |image: &str| {
        format!(
            "data \"aws_caller_identity\" \"me\" {{\n}}\nvariable \"tag\" {{\n}}\nresource \"aws_ecs_task_definition\" \"t\" {{\n  container_definitions = jsonencode([{{ image = \"{image}\" }}])\n}}\n"
        )
    };
    let effect = |old: &str, new: &str| between(&of(old), &of(new)).objects[0].effect;
    let account = "${data.aws_caller_identity.me.account_id}";
    assert_eq!(effect(&format!("{account}/api:1.0"), &format!("{account}/api:1.1")), Effect::Replaced);
    assert_eq!(effect(&format!("{account}/api:1.0"), &format!("{account}/api:1.10")), Effect::Replaced);
    assert_eq!(effect(&format!("a{account}"), &format!("{account}a")), Effect::Updated, "they may be alike");
    assert_eq!(
        effect("api:v${var.tag}", "api:${var.tag}"),
        Effect::Updated,
        "the variable may be given with the v"
    );
}

#[test]
fn another_port_of_a_rule_cuts_off_what_the_old_one_allowed() {
    let of = |port: u16| {
        format!(
            "resource \"aws_vpc_security_group_ingress_rule\" \"r\" {{\n  ip_protocol = \"tcp\"\n  from_port = {port}\n  to_port = {port}\n}}\n"
        )
    };
    assert_eq!(between(&of(80), &of(8080)).summary().to_string(), "1 interrupted, 1 updated");
}

#[test]
fn what_follows_something_that_may_be_replaced_is_not_known_either() {
    let of = |secret: &str| {
        format!(
            "resource \"aws_ecs_task_definition\" \"t\" {{\n  container_definitions = jsonencode([{secret}])\n}}\nresource \"aws_ecs_service\" \"s\" {{\n  task_definition = aws_ecs_task_definition.t.arn\n}}\n"
        )
    };
    let change = between(&of("var.a"), &of("var.b"));
    assert_eq!(shown(&change), ["updated aws_ecs_task_definition.t"]);
    assert_eq!(change.unknown[0].why, "it follows aws_ecs_task_definition.t, which may be replaced");
    assert_eq!(change.summary().to_string(), "1 updated, 2 not known");
    let subnets = |vpc: &str| {
        format!(
            "resource \"aws_vpc\" \"v\" {{\n  ipv4_ipam_pool_id = {vpc}\n}}\nresource \"aws_subnet\" \"a\" {{\n  vpc_id = aws_vpc.v.id\n}}\n"
        )
    };
    let change = between(&subnets("var.a"), &subnets("var.b"));
    let perhaps: Vec<&str> =
        change.objects.iter().map(|object| object.perhaps[0].argument.as_str()).collect();
    assert_eq!(perhaps, ["vpc_id", "ipv4_ipam_pool_id"]);
}

#[test]
fn what_follows_another_question_is_not_known() {
    let of = |pattern: &str, actions: &str| {
        format!(
            "data \"aws_ami\" \"a\" {{\n  name_regex = \"{pattern}\"\n}}\nlocals {{\n  ami = data.aws_ami.a\n}}\nresource \"aws_instance\" \"a\" {{\n  ami = local.ami.id\n  tags = {{ ami = local.ami.name }}\n}}\nresource \"aws_sqs_queue\" \"a\" {{\n  count = local.ami.id == \"\" ? 0 : 1\n}}\ndata \"aws_iam_policy_document\" \"a\" {{\n  statement {{\n    actions = [{actions}]\n  }}\n}}\nresource \"aws_iam_policy\" \"a\" {{\n  policy = data.aws_iam_policy_document.a.json\n}}\n"
        )
    };
    let one = of("a.*", "\"a:B\", \"a:C\"");
    let asked = between(&one, &of("b.*", "\"a:C\", \"a:B\""));
    assert_eq!(shown(&asked), ["updated aws_instance.a"]);
    assert_eq!(asked.objects[0].perhaps, [Cause::following("ami", "data.aws_ami.a")]);
    let unknown: Vec<String> =
        asked.unknown.iter().map(|one| format!("{}: {}", one.address, one.why)).collect();
    let why = "follows data.aws_ami.a, which asks for something else and may find the same";
    assert_eq!(
        unknown,
        [
            format!("aws_instance.a: tags.ami {why}"),
            format!("aws_sqs_queue.a: how many there are: count {why}")
        ]
    );
    assert_eq!(
        shown(&between(&one, &of("a.*", "\"a:C\""))),
        ["updated aws_iam_policy.a"],
        "its text differs"
    );
    assert_eq!(between(&one, &one), Change::default());
}

/// What is interrupted from one text to another.
pub(super) fn interrupted(old: &str, new: &str) -> Vec<String> {
    let change = between(old, new);
    let all = change.objects.iter().filter_map(|object| object.interrupted.as_ref());
    all.map(|one| format!("{}, at best {}", one.what, one.at_best)).collect()
}
