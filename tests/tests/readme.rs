//! What the README shows is what happens.

use groundplan::terraform::Section;
use groundplan::{App, Schema, Stack};
use groundplan_tests::{repository, yaml};
use groundplan_text::api::{DiffOptions, TextForm, diff};
use groundplan_text::{Source, Target};

#[test]
fn the_first_spec_is_sound() {
    let spec = block("yaml", "");
    let synthesis = Stack::synth_node(yaml::read(&spec)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(synthesis.report().to_string(), "", "the first spec that anyone reads has a warning");
}

#[test]
fn the_spec_with_several_containers_is_sound() {
    let spec = block("yaml", "sidecars");
    let synthesis = Stack::synth_node(yaml::read(&spec)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(synthesis.report().to_string(), "");
    let files = synthesis.files();
    let worker =
        files.iter().find(|file| file.path.ends_with("dev/service_worker.tf.json")).expect("a service");
    for shown in ["\"containerName\": \"migrate\"", "parameter/jobs/db/token", "local.worker_container_otel"]
    {
        assert!(worker.text.contains(shown), "{shown}");
    }
}

#[test]
fn the_spec_with_calls_between_services_is_sound() {
    let spec = block("yaml", "uses:");
    let synthesis = Stack::synth_node(yaml::read(&spec)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(synthesis.report().to_string(), "");
    let files = synthesis.files();
    let text = |service: &str| {
        let path = format!("dev/service_{service}.tf.json");
        files.iter().find(|file| file.path.ends_with(&path)).expect("a service").text.clone()
    };
    for shown in
        ["\"API_URL\"", "\"http://api:50051\"", "\"SEARCH_URL\"", "\"API_HOST\"", "aws_ecs_service.search"]
    {
        assert!(text("web").contains(shown), "{shown}");
    }
    assert!(text("api").contains("\"SMTP_HOST\"") && text("api").contains("\"MAIL_PORT\""));
}

#[test]
fn the_stacks_that_share_are_sound() {
    let specs = ["share: [network", "from: platform"].map(|part| yaml::read(&block("yaml", part)));
    let app = specs.into_iter().fold(App::new(), App::node);
    let synthesis = app.synth().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(synthesis.report().to_string(), "");
    let documents = synthesis.documents().filter(|(folder, _)| folder.starts_with("orders/environments"));
    let made: Vec<String> = documents
        .flat_map(|(_, document)| document.items())
        .filter(|item| item.section == Section::Resource)
        .map(|item| item.resource_type.to_string())
        .collect();
    for shared in ["aws_vpc", "aws_nat_gateway", "aws_lb", "aws_ecs_cluster"] {
        assert!(!made.iter().any(|made| made == shared), "{shared} is made again");
    }
    assert!(made.iter().any(|made| made == "aws_lb_listener_rule"), "{made:?}");
}

#[test]
fn the_error_shown_is_the_error_printed() {
    let spec = "
stack: shop
region: eu-west-1
services:
  api: { image: { repository: shop/api, tag: v7 }, size: { vcpu: 0.5, memory: 512 MiB } }
environments:
  production: { alarms: { email: oncall@example.com } }
";
    let error = Stack::synth_node(yaml::read(spec)).expect_err("512 MiB does not go with half a vCPU");
    let shown = readme();
    assert!(shown.contains(error.to_string().trim()), "the README does not show this:\n{error}");
}

#[test]
fn the_bill_shown_is_the_bill_of_the_example() {
    let bills = std::fs::read_to_string(repository::root().join("tests/bills/shop.txt")).expect("a bill");
    let bill = bills.split("\n# ").next().expect("the first bill is that of us-east-1");
    let shown =
        block("text", "dollars a month").lines().map(str::trim).map(str::to_owned).collect::<Vec<_>>();
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let bill: Vec<String> = bill.lines().map(squeezed).collect();
    let unmatched_addresses = shown
        .iter()
        .map(|line| squeezed(line))
        .filter(|line| !line.is_empty() && line != "…" && !bill.contains(line));
    assert_eq!(unmatched_addresses.collect::<Vec<_>>(), [""; 0], "the README shows what no bill says");
    assert!(shown.len() > 10);
}

#[test]
fn the_change_shown_is_the_change_of_the_example() {
    let old = std::fs::read_to_string(repository::root().join("examples/shop.yaml")).expect("an example");
    let network = "    network: { cidr: 10.60.0.0/16 }\n";
    let new = old.replace(network, &format!("{network}    loadBalancer: {{ scheme: internal }}\n"));
    let target = |text: &String| Target::all([Source::new("shop.yaml", text.clone())]).expect("a spec");
    let options = DiffOptions {
        before: Some("production".to_owned()),
        after: Some("production".to_owned()),
        form: Some(TextForm::Table),
        ..DiffOptions::default()
    };
    let text =
        diff(target(&old), target(&new), &options, Some(Schema::bundled()), |compared| compared.text.clone());
    let text = text.expect("no plan is read").expect("a table was asked for");
    let shown = block("text", "everything behind the load balancer");
    let missing: Vec<&str> =
        shown.lines().filter(|line| *line != "…" && !text.lines().any(|printed| printed == *line)).collect();
    assert_eq!(missing, [""; 0], "the README shows what no diff says:\n{text}");
}

#[test]
fn every_command_is_told_of() {
    let shown = readme();
    for command in
        ["new", "check", "synth", "cost", "diff", "diagram", "program", "schema", "explain", "defaults"]
    {
        assert!(shown.contains(&format!("| `groundplan {command}")), "{command} is not in the table");
    }
}

fn readme() -> String {
    std::fs::read_to_string(repository::root().join("README.md")).expect("there is a README")
}

/// The first block of a language that holds a word.
fn block(language: &str, word: &str) -> String {
    let readme = readme();
    let opening = format!("```{language}\n");
    let blocks = readme.split(&opening).skip(1);
    let mut texts = blocks.map(|rest| rest.split("```").next().unwrap_or_default());
    texts.find(|text| text.contains(word)).expect("there is such a block").to_owned()
}
