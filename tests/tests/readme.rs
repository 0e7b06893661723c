//! What the README shows is what happens.

use groundplan::Stack;
use groundplan_tests::{repository, yaml};

#[test]
fn the_first_spec_is_sound() {
    let spec = block("yaml");
    let synthesis = Stack::synth_node(yaml::read(&spec)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(synthesis.report().to_string(), "", "the first spec that anyone reads has a warning");
}

#[test]
fn the_error_shown_is_the_error_printed() {
    let spec = "
stack: shop
region: eu-west-1
services:
  api: { image: { ecr: shop/api, tag: v7 }, size: { vcpu: 0.5, memory: 512 MiB } }
environments:
  production: { alarms: { email: oncall@example.com } }
";
    let error = Stack::synth_node(yaml::read(spec)).expect_err("512 MiB does not go with half a vCPU");
    let shown = readme();
    assert!(shown.contains(error.to_string().trim()), "the README does not show this:\n{error}");
}

#[test]
fn every_command_is_told_of() {
    let shown = readme();
    for command in ["new", "check", "synth", "schema", "explain", "defaults"] {
        assert!(shown.contains(&format!("| `groundplan {command}")), "{command} is not in the table");
    }
}

fn readme() -> String {
    std::fs::read_to_string(repository::root().join("README.md")).expect("there is a README")
}

/// The first block of a language.
fn block(language: &str) -> String {
    let readme = readme();
    let (_, rest) = readme.split_once(&format!("```{language}\n")).expect("there is such a block");
    rest.split("```").next().unwrap_or_default().to_owned()
}
