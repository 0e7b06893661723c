//! What changes in folders whose modules call each other.

use groundplan::report::Form;
use groundplan_tests::folders::{Files, diff};
use groundplan_text::diff::change_text;

/// What `diff` says of the objects, without the name of the root module.
fn changed(old: &Files<'_>, new: &Files<'_>) -> String {
    let diff = diff(old, new);
    let data = diff.data();
    let text = change_text("", data.configuration[0].change);
    text.trim_start_matches(": ").trim_end().to_owned()
}

const QUEUE: (&str, &str) = ("live/q/main.tf", "resource \"aws_sqs_queue\" \"q\" {\n  name = \"a\"\n}\n");

const NOT_READ: &str = "1 not known\n  not known\n    module.q: what changes in it: the module was not read";

#[test]
fn a_module_that_one_side_did_not_read_is_not_known() {
    let call = ("live/main.tf", "module \"q\" {\n  source = \"./q\"\n}\n");
    assert_eq!(changed(&[call, QUEUE], &[call]), NOT_READ);
    assert_eq!(changed(&[call], &[call, QUEUE]), NOT_READ);
    let counted =
        ("live/main.tf", "variable \"n\" {}\nmodule \"q\" {\n  source = \"./q\"\n  count  = var.n\n}\n");
    let given = ("live/terraform.tfvars", "n = 1\n");
    assert_eq!(changed(&[counted, QUEUE], &[counted, QUEUE, given]), NOT_READ);
    let installed = [
        ("live/main.tf", "module \"q\" {\n  source  = \"a/b/aws\"\n  version = \"~> 1.0\"\n}\n"),
        (
            "live/.terraform/modules/modules.json",
            r#"{"Modules": [{"Key": "q", "Source": "a/b/aws", "Dir": ".terraform/modules/q"}]}"#,
        ),
        ("live/.terraform/modules/q/main.tf", QUEUE.1),
    ];
    assert_eq!(changed(&installed, &installed[..1]), NOT_READ);
    let differences = diff(&installed, &installed[..1]).data().configuration[0].differences.len();
    assert_eq!(differences, 0, "what one side did not read is not compared");
    assert!(
        changed(&[call, QUEUE], &[("live/main.tf", "")]).contains("destroyed\n    module.q.aws_sqs_queue.q")
    );
}

#[test]
fn what_is_the_same_is_known_whatever_else_differs() {
    let root = |name: &str, version: &str| {
        format!(
            "data \"aws_subnets\" \"a\" {{}}\nresource \"aws_eip\" \"a\" {{\n  count = length(data.aws_subnets.a.ids)\n}}\nmodule \"vpc\" {{\n  source = \"a/vpc/aws\"\n{version}}}\nmodule \"q\" {{\n  source = \"./q\"\n  count  = length(data.aws_subnets.a.ids)\n}}\nresource \"aws_sqs_queue\" \"a\" {{\n  name = \"{name}\"\n}}\n"
        )
    };
    let version = "  version = \"~> 5.0\"\n";
    let (one, other, open) = (root("a", version), root("b", version), root("a", ""));
    let files = |text| [("live/main.tf", text), QUEUE];
    assert_eq!(
        changed(&files(&one), &files(&one)),
        "nothing changes in what was read; 2 module calls were not read\n  calls that are the same, of modules that were not read\n    module.vpc\n    module.q"
    );
    assert!(!changed(&files(&one), &files(&other)).contains("not known"));
    let same = "\n  calls that are the same, of modules that were not read\n    module.q";
    let unbounded = format!(
        "1 not known; 1 module call was not read{}{same}",
        NOT_READ.replacen("1 not known", "", 1).replace("module.q", "module.vpc")
    );
    assert_eq!(changed(&files(&open), &files(&open)), unbounded);
    let other = QUEUE.1.replace("\"a\"", "\"b\"");
    let changed_below = [("live/main.tf", one.as_str()), ("live/q/main.tf", other.as_str())];
    let found = changed(&files(&one), &changed_below);
    assert!(found.contains("    module.q: what changes in it: the module was not read\n"), "{found}");
}

#[test]
fn what_is_moved_costs_what_it_did() {
    let gateway = |name: &str| {
        format!(
            "provider \"aws\" {{\n  region = \"eu-west-1\"\n}}\nresource \"aws_nat_gateway\" \"{name}\" {{\n  subnet_id = \"subnet-0123456789abcdef0\"\n}}\n"
        )
    };
    let moved = "moved {\n  from = aws_nat_gateway.a\n  to = aws_nat_gateway.b\n}\n";
    let (old, new) = (gateway("a"), gateway("b") + moved);
    let diff = diff(&[("live/main.tf", &old)], &[("live/main.tf", &new)]);
    assert!(diff.text(Form::Table).contains("\nnothing changes\n"), "{}", diff.text(Form::Table));
    assert_eq!(diff.summary().to_string(), "1 moved");
}

/// A bucket that is there twice, in a module, with a queue beside it.
const MODULE: &str = "resource \"aws_sqs_queue\" \"q\" {\n  name = \"a\"\n}\nresource \"aws_sns_topic\" \"t\" {\n  count = 2\n  name  = \"t${count.index}\"\n}\n";

/// The files of a root module and of its module `m`.
fn called<'a>(root: &'a str, module: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("live/main.tf", root), ("live/m/main.tf", module)]
}

const CALL: &str = "module \"m\" {\n  source = \"./m\"\n}\n";

const KEYED: &str = "module \"m\" {\n  source   = \"./m\"\n  for_each = toset([\"k\"])\n}\n";

#[test]
fn a_module_is_moved_as_far_as_its_keys_say() {
    let moved = format!("{KEYED}moved {{\n  from = module.m\n  to   = module.m[\"k\"]\n}}\n");
    assert_eq!(changed(&called(KEYED, MODULE), &called(&moved, MODULE)), "nothing changes");
    assert_eq!(
        changed(&called(CALL, MODULE), &called(&moved, MODULE)),
        "2 moved\n  moved\n    module.m[\"k\"].aws_sns_topic.t from module.m.aws_sns_topic.t\n    module.m[\"k\"].aws_sqs_queue.q from module.m.aws_sqs_queue.q"
    );
    let renamed = KEYED.replace("\"m\"", "\"n\"") + "moved {\n  from = module.m\n  to   = module.n\n}\n";
    assert!(changed(&called(KEYED, MODULE), &called(&renamed, MODULE)).starts_with("2 moved\n"));
}

#[test]
fn single_instances_are_moved_alone() {
    let one = "resource \"aws_sns_topic\" \"c\" {\n  count = 2\n  name  = \"t${count.index}\"\n}\n";
    let moved = |all: &[u8]| -> String {
        let one = |at: &u8| {
            format!(
                "moved {{\n  from = aws_sns_topic.c[{at}]\n  to   = module.m[\"k\"].aws_sns_topic.t[{at}]\n}}\n"
            )
        };
        KEYED.to_owned() + &all.iter().map(one).collect::<String>()
    };
    let topics = MODULE.split_once("resource \"aws_sns").map(|(_, rest)| format!("resource \"aws_sns{rest}"));
    let topics = topics.expect("the module has topics");
    assert_eq!(
        changed(&called(one, ""), &called(&moved(&[0]), &topics)),
        "1 destroyed, 1 created, 1 moved\n  destroyed\n    aws_sns_topic.c[1]\n  created\n    module.m[\"k\"].aws_sns_topic.t[1]\n  moved\n    module.m[\"k\"].aws_sns_topic.t[0] from aws_sns_topic.c[0]"
    );
    assert!(changed(&called(one, ""), &called(&moved(&[0, 1]), &topics)).starts_with("1 moved"));
    // In one module, with another argument.
    let each = "resource \"aws_sns_topic\" \"c\" {\n  for_each = toset([\"a\", \"b\"])\n  name     = \"${each.key}x\"\n}\nmoved {\n  from = aws_sns_topic.c[0]\n  to   = aws_sns_topic.c[\"a\"]\n}\n";
    let keyed = changed(&called(one, ""), &called(each, ""));
    assert!(
        keyed.contains("replaced\n    aws_sns_topic.c[\"a\"] from aws_sns_topic.c[0]: name\n"),
        "{keyed}"
    );
    assert!(
        keyed.contains("destroyed\n    aws_sns_topic.c[1]\n  created\n    aws_sns_topic.c[\"b\"]"),
        "{keyed}"
    );
}

#[test]
fn what_is_removed_from_outside_of_a_module_stays() {
    let removed =
        |from: &str| format!("removed {{\n  from = {from}\n  lifecycle {{\n    destroy = false\n  }}\n}}\n");
    let gone = removed("module.m");
    let left = "3 forgotten\n  forgotten\n    module.m.aws_sns_topic.t[0]\n    module.m.aws_sns_topic.t[1]\n    module.m.aws_sqs_queue.q";
    assert_eq!(changed(&called(CALL, MODULE), &called(&gone, MODULE)), left);
    let one = CALL.to_owned() + &removed("module.m.aws_sns_topic.t");
    let queue = MODULE.split("resource \"aws_sns").next().unwrap_or_default();
    assert!(changed(&called(CALL, MODULE), &called(&one, queue)).starts_with("2 forgotten\n"));
}

#[test]
fn what_is_imported_into_a_module_is_not_created() {
    let import = format!("{CALL}import {{\n  to = module.m.aws_sqs_queue.q\n  id = \"x\"\n}}\n");
    assert!(changed(&called("", MODULE), &called(&import, MODULE)).starts_with("2 created, 1 imported"));
    let root = |keys: &str| {
        format!(
            "variable \"all\" {{\n  type = set(string)\n}}\nresource \"aws_sqs_queue\" \"q\" {{\n  for_each = toset([\"a\", \"b\"])\n  name     = each.key\n}}\nimport {{\n  for_each = {keys}\n  to       = aws_sqs_queue.q[each.key]\n  id       = each.key\n}}\n"
        )
    };
    let (some, open) = (root("toset([\"a\"])"), root("var.all"));
    assert_eq!(
        changed(&called("", ""), &called(&some, "")),
        "1 created, 1 imported\n  created\n    aws_sqs_queue.q[\"b\"]\n  imported\n    aws_sqs_queue.q[\"a\"]"
    );
    assert_eq!(
        changed(&called("", ""), &called(&open, "")),
        "2 created\n  created\n    aws_sqs_queue.q[\"a\"], imported instead where it exists\n    aws_sqs_queue.q[\"b\"], imported instead where it exists"
    );
}

#[test]
fn a_replacement_travels_from_module_to_module() {
    let root = |key: &str| {
        format!(
            "module \"net\" {{\n  source   = \"./net\"\n{key}}}\nresource \"aws_subnet\" \"s\" {{\n  vpc_id = module.net{at}.vpc\n}}\nmodule \"c\" {{\n  source = \"./c\"\n  vpc    = module.net{at}.vpc\n}}\n",
            at = if key.is_empty() { "" } else { "[\"k\"]" },
        )
    };
    let net = |cidr: &str| {
        format!(
            "resource \"aws_vpc\" \"v\" {{\n  cidr_block = \"{cidr}\"\n}}\noutput \"vpc\" {{\n  value = aws_vpc.v.id\n}}\n"
        )
    };
    let inner = "variable \"vpc\" {}\nresource \"aws_subnet\" \"s\" {\n  vpc_id = var.vpc\n}\n";
    for (key, at) in [("", ""), ("  for_each = toset([\"k\"])\n", "[\"k\"]")] {
        let (root, old, new) = (root(key), net("10.0.0.0/16"), net("10.1.0.0/16"));
        let files =
            |net| [("live/main.tf", root.as_str()), ("live/net/main.tf", net), ("live/c/main.tf", inner)];
        let found = changed(&files(&old), &files(&new));
        assert!(found.starts_with("3 replaced, "), "{found}");
        for subnet in ["aws_subnet.s", "module.c.aws_subnet.s"] {
            let line = format!("    {subnet}: vpc_id follows module.net{at}.aws_vpc.v\n");
            assert!(found.contains(&line), "{found}");
        }
        assert_eq!(changed(&files(&old), &files(&old)), "nothing changes");
    }
}

#[test]
fn a_hidden_value_that_differs_is_seen_and_not_shown() {
    let root = "variable \"key\" {\n  type      = string\n  sensitive = true\n}\nmodule \"m\" {\n  source = \"./m\"\n  inner  = var.key\n}\nresource \"aws_sns_topic\" \"t\" {\n  name = module.m.name\n}\nresource \"aws_sqs_queue\" \"q\" {\n  name = \"${var.key}-q\"\n}\n";
    let module = "variable \"inner\" {\n  sensitive = true\n}\nresource \"aws_sqs_queue\" \"q\" {\n  name = var.inner\n}\noutput \"name\" {\n  value     = var.inner\n  sensitive = true\n}\n";
    let files =
        |values| [("live/main.tf", root), ("live/m/main.tf", module), ("live/terraform.tfvars", values)];
    let (one, other) = (files("key = \"hunter2\"\n"), files("key = \"correct-horse\"\n"));
    assert!(changed(&one, &other).contains("3 replaced"), "{}", changed(&one, &other));
    assert_eq!(changed(&one, &one), "nothing changes");
    let literal = |value: &str| format!("module \"m\" {{\n  source = \"./m\"\n  inner  = \"{value}\"\n}}\n");
    let (first, second) = (literal("hunter2"), literal("correct-horse"));
    let calls = (called(&first, module), called(&second, module));
    for (old, new) in [(&one[..], &other[..]), (&calls.0[..], &calls.1[..])] {
        let compared = diff(old, new);
        let forms =
            [Form::Table, Form::Markdown, Form::Html, Form::Json].map(|form| compared.text(form)).concat();
        assert!(forms.contains("(sensitive value)"), "{forms}");
        for secret in ["hunter2", "correct-horse", "filesha256"] {
            assert!(!forms.contains(secret), "{secret} in {forms}");
        }
    }
}

#[test]
fn instances_differ_by_what_they_get() {
    let of = |number: u8| {
        format!(
            "resource \"aws_sqs_queue\" \"c\" {{\n  count = 2\n  name  = element([\"a\", \"b{number}\"], count.index)\n}}\nresource \"aws_sqs_queue\" \"e\" {{\n  for_each = toset([\"a\"])\n  name     = upper(\"${{each.key}}-{number}\")\n}}\n"
        )
    };
    let (one, other) = (of(1), of(2));
    let found = changed(&called(&one, ""), &called(&other, ""));
    assert!(found.starts_with("2 with data lost, 2 replaced, 2 interrupted\n"), "{found}");
    assert!(found.contains("    aws_sqs_queue.c[1]: name\n"), "{found}");
    assert!(found.contains("    aws_sqs_queue.e[\"a\"]: name\n"), "{found}");
}

#[test]
fn a_plan_with_modules_is_compared_with_its_folder() {
    let resource = |address: &str, module: &str| {
        format!(
            r#"{{"address": "{module}{address}", "mode": "managed", "type": "aws_sqs_queue", "name": "q", "values": {{"name": "a"}}}}"#
        )
    };
    let plan = format!(
        r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{"resources": [{}], "child_modules": [{{"address": "module.m", "resources": [{}]}}]}}}}, "resource_changes": []}}"#,
        resource("aws_sqs_queue.q", ""),
        resource("aws_sqs_queue.q", "module.m.")
    );
    let queue = "resource \"aws_sqs_queue\" \"q\" {\n  name = \"a\"\n}\n";
    let root = format!("{queue}{CALL}");
    let folder = called(&root, queue);
    let planned = [("plan.json", plan.as_str())];
    let compared = diff(&folder, &planned);
    let data = compared.data();
    assert_eq!(data.configuration.len(), 1, "a plan is one root module");
    assert_eq!(
        (compared.summary().to_string().as_str(), data.configuration[0].differences.len()),
        ("nothing changes", 0)
    );
    assert_eq!(changed(&planned, &folder), "nothing changes");
    // Instances, which a folder has as one block.
    let counted = root.replace("name = \"a\"", "count = 1\n  name  = \"a\"");
    let keyed = plan.replacen("\"aws_sqs_queue.q\"", "\"aws_sqs_queue.q[0]\"", 1);
    let keyed = keyed.replacen("\"name\": \"q\", ", "\"name\": \"q\", \"index\": 0, ", 1);
    let planned = [("plan.json", keyed.as_str())];
    assert_eq!(changed(&planned, &called(&counted, queue)), "nothing changes");
}

/// What becomes of one queue by what is around it.
fn around(old: &str, new: &str) -> String {
    let queue = "resource \"aws_sqs_queue\" \"q\" {\n  name = \"a\"\n}\n";
    let (old, new) = (format!("{old}{queue}"), format!("{new}{queue}"));
    changed(&called(&old, ""), &called(&new, ""))
}

fn provider(body: &str) -> String {
    format!("provider \"aws\" {{\n{body}}}\n")
}

#[test]
fn another_region_leaves_or_replaces_by_the_version_of_the_provider() {
    let of = |version: &str, region: &str| {
        let required = format!(
            "terraform {{\n  required_providers {{\n    aws = {{\n      source  = \"hashicorp/aws\"\n      version = \"{version}\"\n    }}\n  }}\n}}\n"
        );
        required + &provider(&format!("  region = \"{region}\"\n"))
    };
    let by = |version: &str| around(&of(version, "eu-west-1"), &of(version, "us-east-1"));
    let line = "aws_sqs_queue.q: region: eu-west-1 → us-east-1";
    assert_eq!(by("~> 5.0"), format!("1 forgotten\n  forgotten\n    {line}"));
    let later = by("~> 6.0");
    assert!(later.starts_with("1 with data lost, 1 replaced"), "{later}");
    assert!(later.contains(line), "{later}");
    let both = by(">= 5.0");
    assert!(both.starts_with("1 forgotten, 1 not known"), "{both}");
    assert!(both.contains("not known whether it is replaced: region, by version 6"), "{both}");
}

#[test]
fn another_configuration_of_the_provider_is_another_place() {
    let aliased =
        provider("  region = \"eu-west-1\"\n") + &provider("  alias  = \"us\"\n  region = \"us-east-1\"\n");
    let queue = |provider: &str| {
        format!("{aliased}resource \"aws_sqs_queue\" \"q\" {{\n  name = \"a\"\n{provider}}}\n")
    };
    let (one, other) = (queue(""), queue("  provider = aws.us\n"));
    let moved = changed(&called(&one, ""), &called(&other, ""));
    assert!(moved.contains("forgotten\n    aws_sqs_queue.q: region: eu-west-1 → us-east-1"), "{moved}");
    let role = |account: &str| {
        provider(&format!("  assume_role {{\n    role_arn = \"arn:aws:iam::{account}:role/deploy\"\n  }}\n"))
    };
    let accounts = around(&role("111111111111"), &role("222222222222"));
    assert!(
        accounts.contains("aws_sqs_queue.q: account of assume_role.role_arn: 111111111111 → 222222222222")
    );
    assert_eq!(
        around(&role("111111111111"), &role("111111111111").replace("deploy", "other")),
        "nothing changes"
    );
    let profile = |name: &str| provider(&format!("  profile = \"{name}\"\n"));
    assert_eq!(
        around(&profile("a"), &profile("b")),
        "1 not known\n  not known\n    provider.aws: whether it works in another account, where all is created anew: its profile differs"
    );
    let regional = |region: &str| queue(&format!("  region = \"{region}\"\n"));
    assert_eq!(changed(&called(&one, ""), &called(&regional("eu-west-1"), "")), "nothing changes");
    assert!(changed(&called(&one, ""), &called(&regional("us-east-1"), "")).contains("1 replaced"));
}

#[test]
fn another_kind_of_backend_may_leave_the_state() {
    let backend = |block: &str| format!("terraform {{\n{block}}}\n");
    let s3 = backend("  backend \"s3\" {\n    bucket = \"b\"\n    key    = \"k\"\n  }\n");
    assert_eq!(
        around(&s3, &backend("")),
        "1 not known\n  not known\n    terraform: whether the state is taken along, or all is created anew: backend s3 → local"
    );
    assert_eq!(around(&s3, &s3), "nothing changes");
}
