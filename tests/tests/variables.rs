//! What the variables of a root module are set to, and what follows from it.

use groundplan::report::Form;
use groundplan_tests::folders::{COUNTED, Files, billed, codes, diff, price, targets, with};
use groundplan_text::check::Checked;
use groundplan_text::{InputArgument, Inputs, Source};

#[test]
fn values_come_from_files_and_arguments_in_their_order() {
    let bill = |more: &Files<'_>, arguments: Vec<InputArgument>, environment: &[(&str, &str)]| {
        let files = with(&[("live/main.tf", COUNTED)], more);
        let environment = environment.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let inputs = Inputs { environment, arguments, are_shared: false };
        billed(&price(inputs.given_to(targets(&files)))).len()
    };
    let file = ("live/terraform.tfvars", "m = 2\n");
    let var = |text: &str| InputArgument::Value("m".to_owned(), text.to_owned());
    assert_eq!(bill(&[], vec![], &[]), 1, "the default");
    assert_eq!(bill(&[], vec![], &[("m", "6")]), 6);
    assert_eq!(bill(&[file], vec![], &[("m", "6")]), 2);
    assert_eq!(bill(&[file, ("live/a.auto.tfvars.json", r#"{"m": 3}"#)], vec![], &[]), 3);
    assert_eq!(bill(&[file], vec![var("4"), var("5")], &[]), 5);
    let given = InputArgument::File(Source::new("x.tfvars", "m = 7"));
    assert_eq!(bill(&[file], vec![var("4"), given], &[]), 7);
    let zones = InputArgument::Value("zones".to_owned(), r#"["a", "b"]"#.to_owned());
    let on = InputArgument::Value("on".to_owned(), "true".to_owned());
    assert_eq!(bill(&[], vec![zones, on], &[]), 4, "m, on, and two zones");
    assert_eq!(bill(&[("live/terraform.tfvars", "m = 0\n")], vec![], &[]), 0);
}

#[test]
fn wrong_values_are_found_where_they_are() {
    let wrong = with(&[("live/main.tf", COUNTED)], &[("live/terraform.tfvars", "n = 1\nm = [\n")]);
    assert_eq!(codes(&wrong), ["spec/syntax live/terraform.tfvars"]);
    let unknown = with(&[("live/main.tf", COUNTED)], &[("live/terraform.tfvars", "n = 1\nm = 1\n")]);
    let checked = Checked::of(targets(&unknown), None);
    let finding = &checked.findings.report.diagnostics()[0];
    assert_eq!((finding.rule.code, finding.range.clone()), ("terraform/undeclared-variable", Some(0..5)));
    assert!(checked.terraform[0].is_sound, "in a file it is a warning");
    let argument = InputArgument::Value("n".to_owned(), "1".to_owned());
    let inputs = Inputs { arguments: vec![argument], ..Inputs::default() };
    let given = || inputs.given_to(targets(&[("live/main.tf", COUNTED)]));
    assert!(!Checked::of(given(), None).terraform[0].is_sound);
    assert_eq!(price(given()).unread.len(), 1);
}

#[test]
fn values_that_decide_how_many_there_are_make_a_difference() {
    let of = |values| with(&[("live/main.tf", COUNTED)], &[("live/terraform.tfvars", values)]);
    let changed = diff(&of("m = 1\n"), &of("m = 2\non = true\n"));
    assert_eq!(changed.summary().to_string(), "2 created");
    let text = changed.text(groundplan::report::Form::Table);
    assert!(text.contains("aws_eip.many[1]") && text.contains("aws_eip.maybe[0]"), "{text}");
    assert!(text.contains("! var.m"), "values are part of the configuration: {text}");
}

#[test]
fn how_many_there_are_is_the_same_by_the_same_variable() {
    let text = "variable \"zones\" {}\nresource \"aws_eip\" \"a\" {\n  for_each = var.zones\n}\n";
    let files = [("live/main.tf", text)];
    assert_eq!(diff(&files, &files).summary().to_string(), "nothing changes");
    let other = text.replace("zones", "names");
    assert_eq!(diff(&files, &[("live/main.tf", other.as_str())]).summary().to_string(), "1 not known");
    let known = [("live/main.tf", text), ("live/terraform.tfvars", "zones = {}\n")];
    assert_eq!(diff(&known, &known).summary().to_string(), "nothing changes");
}

#[test]
fn values_of_the_wrong_type_are_found() {
    let module = ("live/m/main.tf", "variable \"size\" {\n  type = number\n}\n");
    let of = |value: &str| {
        let text = format!("module \"m\" {{\n  source = \"./m\"\n  size   = {value}\n}}\n");
        codes(&[("live/main.tf", text.as_str()), module])
    };
    assert_eq!(of("\"large\""), ["terraform/variable-type live/main.tf"]);
    let nothing: [&str; 0] = [];
    assert_eq!(of("\"2\""), nothing);
    let files = [("live/main.tf", COUNTED), ("live/terraform.tfvars", "m = 1\nzones = 2\n")];
    assert_eq!(codes(&files), ["terraform/variable-type live/terraform.tfvars"]);
}

#[test]
fn values_that_a_validation_refuses_are_found() {
    let variable = "variable \"size\" {\n  type = string\n  default = \"huge\"\n  validation {\n    condition     = contains([\"small\", \"large\"], var.size)\n    error_message = \"Small or large.\"\n  }\n  validation {\n    condition     = can(regex(\"^[a-z]+$\", var.size))\n    error_message = \"Letters.\"\n  }\n}\n";
    let module = ("live/m/main.tf", variable);
    let of = |value: &str| {
        let text = format!(
            "resource \"aws_eip\" \"a\" {{}}\nmodule \"m\" {{\n  source = \"./m\"\n  size   = {value}\n}}\n"
        );
        codes(&[("live/main.tf", text.as_str()), module])
    };
    let nothing: [&str; 0] = [];
    assert_eq!(of("\"small\""), nothing);
    assert_eq!(of("aws_eip.a.id"), nothing, "it is not known");
    assert_eq!(of("\"medium\""), ["terraform/variable-validation live/main.tf"]);
    let passing = "variable \"own\" {\n  default = null\n}\nmodule \"m\" {\n  source = \"./m\"\n  size   = var.own == null ? \"medium\" : var.own\n}\n";
    assert_eq!(codes(&[("live/main.tf", passing), module]), nothing, "a caller may say more");
    let root = |values: &'static str| [("live/main.tf", variable), ("live/terraform.tfvars", values)];
    assert_eq!(codes(&root("size = \"large\"\n")), nothing);
    assert_eq!(codes(&root("size = \"LARGE\"\n")), ["terraform/variable-validation live/terraform.tfvars"]);
    assert_eq!(codes(&[("live/main.tf", variable)]), nothing, "an apply may give another value");
}

#[test]
fn no_secret_in_a_file_of_values_is_shown() {
    let root = "variable \"db_password\" {}\nvariable \"hidden\" {\n  sensitive = true\n}\nresource \"aws_db_instance\" \"main\" {\n  instance_class = \"db.t3.micro\"\n  password       = var.db_password\n  username       = var.hidden\n}\n";
    let of = |values| [("live/main.tf", root), ("live/terraform.tfvars", values)];
    let old = of("db_password = \"hunter2\"\nhidden = \"swordfish\"\n");
    let new = of("db_password = \"hunter3\"\nhidden = \"marlin\"\n");
    let changed = diff(&old, &new);
    for form in [Form::Table, Form::Markdown, Form::Json, Form::Html] {
        let text = changed.text(form);
        assert!(text.contains("aws_db_instance.main"), "{text}");
        let shown = ["hunter", "swordfish", "marlin"].into_iter().find(|secret| text.contains(secret));
        assert_eq!(shown, None, "{text}");
    }
}

#[test]
fn what_certainly_fails_is_found_where_it_stands() {
    let found = |text: &str| {
        let checked = Checked::of(targets(&[("live/main.tf", text)]), Some(groundplan::Schema::bundled()));
        let lines = checked.findings.report.diagnostics().iter();
        lines.map(|one| format!("{} {}", one.path, one.message)).collect::<Vec<_>>()
    };
    let fails = |text: &str, line: &str| assert_eq!(found(text), [line.to_owned()], "{text}");
    fails(
        "locals {\n  x = tonumber(\"x\")\n  y = local.x + 1\n}\n",
        "locals.x the expression fails: a number is required",
    );
    fails(
        "locals {\n  sizes = { dev = 1 }\n}\noutput \"o\" {\n  value = local.sizes[\"live\"]\n}\n",
        "output.o.value the expression fails: unknown key",
    );
    fails(
        "variable \"net\" {\n  type = object({ cidr = string })\n}\nresource \"aws_vpc\" \"v\" {\n  cidr_block = var.net.cdir\n}\n",
        "resource.aws_vpc.v.cidr_block the expression fails: unknown attribute",
    );
    fails(
        "resource \"aws_sqs_queue\" \"q\" {\n  for_each = { a = [1], b = [] }\n  name = \"q${each.value[0]}\"\n}\n",
        "resource.aws_sqs_queue.q.name the expression fails: the index is out of range",
    );
    fails(
        "resource \"aws_sqs_queue\" \"q\" {\n  for_each = toset([\"a\"])\n}\noutput \"o\" {\n  value = aws_sqs_queue.q[\"b\"].arn\n}\n",
        "output.o.value the expression fails: unknown key",
    );
    for valid in [
        "locals {\n  x = try(tonumber(\"x\"), 1)\n  y = can(local.z.a)\n  z = {}\n}\n",
        "variable \"list\" {\n  type    = list(string)\n  default = []\n}\nlocals {\n  first = var.list[0]\n}\n",
        "variable \"a\" {}\nlocals {\n  x = var.a == \"x\" ? tonumber(\"x\") : 1\n}\n",
        "locals {\n  sizes = {}\n}\nresource \"aws_sqs_queue\" \"q\" {\n  count = 0\n  name  = local.sizes[\"a\"]\n}\n",
        "variable \"names\" {\n  default = { a = 1 }\n}\nlocals {\n  x = var.names[\"b\"]\n}\n",
    ] {
        assert_eq!(found(valid), [""; 0], "{valid}");
    }
}
