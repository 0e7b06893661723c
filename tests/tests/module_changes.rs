//! What changes in folders whose modules call each other.

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
    assert_eq!(changed(&files(&one), &files(&one)), "nothing changes");
    assert!(!changed(&files(&one), &files(&other)).contains("not known"));
    let unbounded = "1 not known\n  not known\n    module.vpc: what changes in it: the module was not read";
    assert_eq!(changed(&files(&open), &files(&open)), unbounded);
    let other = QUEUE.1.replace("\"a\"", "\"b\"");
    let changed_below = [("live/main.tf", one.as_str()), ("live/q/main.tf", other.as_str())];
    assert_eq!(changed(&files(&one), &changed_below), NOT_READ);
}
