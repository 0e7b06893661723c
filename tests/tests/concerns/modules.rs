//! Modules that somebody else wrote don't move.

use groundplan_tests::case::{all_roots, codes_of_yaml, synth_yaml};
use groundplan_tests::root::walk;
use serde_json::{Value, json};

use super::case;

#[test]
fn module_sources_are_pinned() {
    const OK: &[&str] = &[];
    const MOVES: &[&str] = &["module/pinned"];
    for (source, version, codes) in [
        ("terraform-aws-modules/s3-bucket/aws", "4.2.1", OK),
        ("terraform-aws-modules/s3-bucket/aws", "= 4.2.1", OK),
        ("terraform-aws-modules/s3-bucket/aws", "~> 4.2", OK),
        ("terraform-aws-modules/s3-bucket/aws", ">= 4.2, < 5.0", OK),
        ("terraform-aws-modules/s3-bucket/aws", ">= 4.2", MOVES),
        ("terraform-aws-modules/s3-bucket/aws", "> 4", MOVES),
        ("terraform-aws-modules/s3-bucket/aws", "!= 4.2", MOVES),
        ("terraform-aws-modules/s3-bucket/aws", "", MOVES),
        ("app.terraform.io/example/queue/aws", "", MOVES),
        ("git::https://example.com/queue.git?ref=v1.4.0", "", OK),
        (
            "git::https://example.com/queue.git//sub?depth=1&ref=51d462976d84fdea54b47d80dcabbf680badcdb8",
            "",
            OK,
        ),
        ("git::https://example.com/queue.git", "", MOVES),
        ("git::https://example.com/queue.git?ref=", "", MOVES),
        ("git::https://example.com/queue.git?ref=main", "", MOVES),
        ("git::https://example.com/queue.git?ref=master", "", MOVES),
        ("git::https://example.com/queue.git?ref=HEAD", "", MOVES),
        ("git::ssh://git@example.com/queue.git", "", MOVES),
        ("git@github.com:example/queue.git", "", MOVES),
        ("github.com/example/queue", "", MOVES),
        ("github.com/example/queue?ref=v1", "", OK),
        ("bitbucket.org/example/queue", "", MOVES),
        ("hg::https://example.com/queue?rev=v1", "", OK),
        ("hg::https://example.com/queue", "", MOVES),
        ("./modules/queue", "", OK),
        ("../modules/queue", "", OK),
        ("../modules/queue", "1.0.0", MOVES),
        ("https://example.com/queue-1.4.0.zip", "", OK),
        ("git::https://example.com/queue.git?ref=v1.4.0", "1.4.0", MOVES),
    ] {
        let version = if version.is_empty() { String::new() } else { format!(", version: \"{version}\"") };
        let spec = format!(
            "{{stack: s, region: eu-west-1, modules: {{queue: {{source: \"{source}\"{version}}}}}, environments: {{dev: {{}}}}}}"
        );
        assert_eq!(codes_of_yaml(&spec), codes, "{source}{version}");
    }
    sources_are_literals();
}

/// Terraform does not evaluate a source, and reads its characters literally.
fn sources_are_literals() {
    let root = case("module/pinned").environment("try");
    let module =
        |name| root.section("module").find(|(label, _)| *label == name).expect("it is called").1.clone();
    assert_eq!(module("topic")["source"], "git::https://example.com/modules.git//topic?ref=v1.4.0&depth=1");
    assert_eq!(
        (module("bucket")["version"].clone(), module("queue")["version"].clone()),
        (json!("~> 4.2"), Value::Null)
    );
    assert_eq!(module("queue")["template"], "$${name}-%%{x}", "inputs are text");
    assert_eq!(module("queue")["vpc_id"], "${aws_vpc.main.id}");
    for (_, root) in all_roots() {
        for (name, module) in root.section("module") {
            let mut literal = true;
            walk(&module["source"], "", &mut |_, text| literal &= !text.contains("${"));
            assert!(literal, "{name}");
        }
    }
    let expression = "{stack: s, region: eu-west-1, modules: {queue: {source: \"${path.module}/queue\"}}, environments: {dev: {}}}";
    assert_eq!(codes_of_yaml(expression), ["module/source"]);
    let _ = synth_yaml(
        "{stack: s, region: eu-west-1, modules: {queue: {source: ./queue}}, environments: {dev: {}}}",
    );
}
