//! Twelve concerns about infrastructure code, each checked in the generated Terraform.

mod alarms;
mod bootstrap;
mod container_port;
mod egress;
mod flow_logs;
mod images;
mod modules;
mod names;
mod noncurrent_versions;
mod remote_state;
mod target_groups;
mod uses;
mod version_control;

use groundplan::File;
use groundplan_tests::case::Case;
use groundplan_tests::root::Root;

fn case(folder: &str) -> Case {
    Case::find(folder, "spec")
}

fn bootstrap(folder: &str) -> &'static Root {
    case(folder).roots().iter().find(|root| root.folder == "bootstrap").expect("there is a bootstrap")
}

fn readme(folder: &str) -> String {
    file(&case(folder).accepted().files(), "README.md")
}

fn file(files: &[File], path: &str) -> String {
    files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}")).text.clone()
}
