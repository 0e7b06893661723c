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
        .says("live is sound")
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
