//! Modules in folders, and the values of variables, from the command line.

use crate::place::Place;

const ROOT: &str = "provider \"aws\" {
  region = \"eu-west-1\"
}
variable \"m\" {
  type    = number
  default = 1
}
module \"net\" {
  source = \"../modules/net\"
  m      = var.m
}
module \"vpc\" {
  source  = \"terraform-aws-modules/vpc/aws\"
  version = \"5.0.0\"
}
";

const NET: &str = "variable \"m\" {}
resource \"aws_eip\" \"main\" {
  count = var.m
}
";

fn place() -> Place {
    let place = Place::new();
    place.write("live/main.tf", ROOT);
    place.write("modules/net/main.tf", NET);
    place
}

#[test]
fn folders_of_local_modules_are_read() {
    let place = place();
    place
        .run(&["check", "live"])
        .ends(0)
        .says("live has no errors: ")
        .says("; not judged: 1 module call\n")
        .says("1 module call was not read: registry or git sources without .terraform/modules: vpc");
    let bill = place.run(&["cost", "live", "--details"]).ends(0);
    bill.says("module.net.aws_eip.main[0]").says("warning: 1 module call was not read");
    let bill = place.run(&["cost", "live", "--format", "json"]).ends(0).json();
    assert_eq!(bill["unread_calls"][0]["address"], "module.vpc");
    assert_eq!(bill["unread_calls"][0]["why"], "notInstalled");
    place.run(&["diagram", "live"]).ends(0).says("1 module call was not read");
    place.run(&["diff", "live", "live"]).ends(0).says("nothing changes").says("1 module call was not read");
}

#[test]
fn what_terraform_init_has_installed_is_read() {
    let place = place();
    let manifest = r#"{"Modules": [{"Key": "", "Dir": "."}, {"Key": "vpc", "Dir": ".terraform/modules/vpc"}, {"Key": "net", "Dir": "../modules/net"}]}"#;
    place.write("live/.terraform/modules/modules.json", manifest);
    place.write(
        "live/.terraform/modules/vpc/main.tf",
        "resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n",
    );
    place.run(&["diagram", "live"]).ends(0).says("data-address=\"module.vpc.aws_vpc.this\"");
    let checked = place.run(&["check", "live"]).ends(0);
    assert!(!checked.output.contains("not read"), "{}", checked.output);
}

#[test]
fn variables_are_set_by_arguments_and_files() {
    let place = place();
    let count = |arguments: &[&str]| {
        let ran = place.run(&[&["cost", "live", "--format", "json"], arguments].concat()).ends(0).json();
        ran["modules"][0]["lines"].as_array().unwrap().len()
    };
    place.write("two.tfvars", "m = 2\n");
    assert_eq!(count(&[]), 1);
    assert_eq!(count(&["--var", "m=3"]), 3);
    assert_eq!(count(&["--var", "m=3", "--var-file", "two.tfvars"]), 2);
    assert_eq!(count(&["--var-file", "two.tfvars", "--var", "m=3"]), 3);
    place.write("live/terraform.tfvars", "m = 4\n");
    assert_eq!(count(&[]), 4);
    place.run(&["diff", "live", "live", "--var", "m=1"]).ends(0);
    place
        .run(&["check", "live", "--var", "n=1"])
        .ends(1)
        .says("the root module has no variable `n`")
        .says("m");
    place.run(&["check", "live", "--var", "n"]).ends(2);
    place.write("wrong.tfvars", "m = var.x\nother = 1\n");
    place.run(&["check", "live", "--var-file", "wrong.tfvars"]).ends(1).says("wrong.tfvars:");
    place.run(&["cost", "live", "--var-file", "nowhere.tfvars"]).ends(2);
}

#[test]
fn values_of_variables_are_not_shown() {
    let place = place();
    place.write("live/secret.tf", "variable \"token\" {\n  type      = number\n  sensitive = true\n}\n");
    place.write("live/terraform.tfvars", "# live\ntoken = \"hunter-two\"\n");
    let ran = place
        .run(&["check", "live"])
        .ends(1)
        .says("live/terraform.tfvars:2")
        .says("invalid value of variable `token`");
    assert!(!format!("{}{}", ran.output, ran.errors).contains("hunter"), "{}", ran.output);
    let ran = place.run(&["check", "live/terraform.tfvars"]).ends(2).says("--var-file live/terraform.tfvars");
    assert!(!format!("{}{}", ran.output, ran.errors).contains("hunter"), "{}", ran.errors);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let place = place();
    place.write("live/more.tf", "module \"gone\" {\n  source = \"./gone\"\n}\n");
    place
        .run(&["check", "live"])
        .ends(1)
        .says("the folder `./gone` is not there")
        .says("terraform/module-folder");
}

#[test]
fn machines_get_paths_without_steps_back() {
    let place = place();
    place.write("modules/net/wrong.tf", "resource \"aws_eip\" \"wrong\" {\n  domian = \"vpc\"\n}\n");
    let found = place.run(&["check", "live", "--format", "sarif"]).ends(1).json();
    let place =
        &found["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(place, "modules/net/wrong.tf");
}

#[test]
fn a_repository_is_checked_root_by_root() {
    let place = place();
    place.write("test/main.tf", "resource \"aws_eip\" \"wrong\" {\n  domian = \"vpc\"\n}\n");
    place.write(".hidden/main.tf", "garbage {{{");
    let ran = place
        .run(&["check", "."])
        .ends(1)
        .says("live has no errors: ")
        .says("test has errors")
        .says("test/main.tf:2");
    assert!(!ran.output.contains("net is sound"), "what is called is not a root module: {}", ran.output);
    assert!(!ran.output.contains("garbage"), "{}", ran.output);
    place.run(&["cost", "."]).ends(2).says("without Terraform in it").says("live").says("test");
    place.run(&["check", "modules"]).ends(0).says("modules/net is sound");
}

#[test]
fn root_modules_below_one_are_named() {
    let place = place();
    place.write("live/envs/prod/main.tf", "resource \"aws_eip\" \"wrong\" {\n  domian = \"vpc\"\n}\n");
    let of_live = |arguments: &[&str]| place.run(&[&["check", "live"], arguments].concat());
    of_live(&[]).ends(0).says("1 root module below was not checked: live/envs/prod\n");
    let both = of_live(&["live/envs/prod"]).ends(1);
    assert!(!both.output.contains("not checked"), "{}", both.output);
    place.write("live/envs/test/main.tf", "");
    of_live(&[]).ends(0).says("2 root modules below were not checked");
}

#[test]
fn a_fault_of_a_shared_module_is_reported_once() {
    let place = Place::new();
    for root in ["one", "two"] {
        place.write(&format!("{root}/main.tf"), "module \"shared\" {\n  source = \"../shared\"\n}\n");
    }
    place.write("shared/main.tf", "resource \"aws_eip\" \"wrong\" {\n  domian = \"vpc\"\n}\n");
    let ran =
        place.run(&["check", "."]).ends(1).says("one has errors").says("two has errors").says("1 error;");
    assert_eq!(ran.output.matches("shared/main.tf:2").count(), 1, "{}", ran.output);
}

#[test]
fn a_file_in_another_encoding_costs_nothing_else() {
    let place = Place::new();
    let latin = b"resource \"aws_eip\" \"a\" {\n  tags = { city = \"Orl\xe9ans\" }\n  domian = \"vpc\"\n}\n";
    place.write("live/more.tf", "resource \"aws_eip\" \"b\" {\n  vcp = true\n}\n");
    std::fs::write(place.path("live/main.tf"), latin).unwrap();
    place
        .run(&["check", "live"])
        .ends(1)
        .says("this is not UTF-8 text")
        .says("live/main.tf:2:23")
        .says("`domian`")
        .says("`vcp`");
    place.run(&["cost", "live"]).ends(0);
}

#[test]
fn what_another_version_of_the_provider_may_have_is_no_error() {
    let place = Place::new();
    let old = "resource \"aws_eip\" \"a\" {\n  vpc  = true\n  pool = 1\n}\n";
    place.write("old/main.tf", old);
    place
        .run(&["check", "old"])
        .ends(1)
        .says("by hashicorp/aws 6.66.0")
        .says("since version 6")
        .says("domain");
    let lock = "provider \"registry.terraform.io/hashicorp/aws\" {\n  version     = \"4.67.0\"\n  constraints = \">= 3.0.0\"\n}\n";
    place.write("old/.terraform.lock.hcl", lock);
    place.run(&["check", "old"]).ends(0).says("warning[schema/unknown-argument]").says(
        "there is no argument `pool` here, by hashicorp/aws 5.100.0; .terraform.lock.hcl selects 4.67.0",
    );
    place.write("old/versions.tf", "terraform {\n  required_providers {\n    aws = {\n      source  = \"hashicorp/aws\"\n      version = \"~> 4.0\"\n    }\n  }\n}\n");
    place.write("old/.terraform.lock.hcl", "");
    place.run(&["check", "old"]).ends(0).says("this module takes ~> 4.0");
}
