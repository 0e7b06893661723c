//! The commands as a user runs them.

use crate::place::Place;

#[test]
fn from_nothing_to_terraform() {
    let place = Place::new();
    place
        .run(&["new", "infra plan"])
        .ends(0)
        .says("groundplan synth 'infra plan/groundplan.yaml' --out infra");
    place.run(&["check", "infra plan/groundplan.yaml"]).ends(0).says("is sound: 3 environments");
    let ran = place.run(&["synth", "infra plan/groundplan.yaml", "--out", "out"]).ends(0);
    ran.says("created    environments/production/waf.tf.json").says("read out/README.md");
    place.run(&["new", "infra plan"]).ends(2).says("is there already").says("--force");
    place.run(&["new", "infra plan", "--force"]).ends(0);
}

#[test]
fn a_spec_may_come_from_standard_input() {
    let place = Place::new();
    place.run_with(&["check", "-"], crate::place::SPEC).ends(0).says("(standard input) is sound");
    place
        .run_with(&["check", "-"], "stack: shop\nregoin: x\n")
        .ends(1)
        .says("(standard input):2:1")
        .says("try: region");
    place.run_with(&["synth", "-", "--out", "out"], crate::place::SPEC).ends(0);
    assert!(place.path("out/environments/dev/network.tf.json").exists());
}

#[test]
fn an_account_needs_no_quotes() {
    let place = Place::new();
    place.synth(&[]).ends(0);
    assert!(place.read("out/environments/test/provider.tf.json").contains("\"012345678901\""));
}

#[test]
fn json_gives_the_same_bytes() {
    let place = Place::new();
    let json = r#"{"stack": "shop", "region": "eu-west-1", "environments": {"dev": {}, "test": {"account": "012345678901"}}}"#;
    place.write("spec.json", json);
    place.synth(&[]).ends(0);
    place.run(&["synth", "spec.json", "--out", "out"]).ends(0).changes_nothing();
    place.write("spec.json", "stack: shop");
    place.run(&["check", "spec.json"]).ends(1).says("this is not JSON");
}

#[test]
fn mistakes_are_shown_in_their_line() {
    let place = Place::new();
    place.write(
        "spec.yaml",
        "# ä 😀\nstack: shop\nregion: eu-west-1\nnetwrok: {}\nenvironments: { dev: {} }\n",
    );
    let ran =
        place.run(&["check", "spec.yaml"]).ends(1).says("error[spec/unknown-key]").says("spec.yaml:4:1");
    let ran = ran.says("4 | netwrok: {}\n  | ^^^^^^^^^^^").says("try: network").says("1 error");
    assert!(!ran.output.contains('\u{1b}'), "no colours where there is no terminal");
    place.write("spec.yaml", "stack: shop\nservices:\n\tapi: {}\n");
    place
        .run(&["check", "spec.yaml"])
        .ends(1)
        .says("error[spec/syntax]: this is not YAML")
        .says("spec.yaml:3:");
}

#[test]
fn findings_can_be_read_by_programs() {
    let place = Place::new();
    place.write("spec.yaml", "stack: shop\nregion: eu-west-1\nnetwrok: {}\nenvironments: { dev: {} }\n");
    let found = place.run(&["check", "spec.yaml", "--format", "json"]).ends(1).json();
    assert_eq!(found[0]["code"], "spec/unknown-key");
    assert_eq!(found[0]["range"]["start"]["line"], 3);
    assert_eq!(found[0]["file"], "spec.yaml");
    let report = place.synth(&["--report", "json"]).ends(1).json();
    assert_eq!((&report["files"], &report["diagnostics"]), (&serde_json::json!([]), &found));
}

#[test]
fn the_report_can_be_read_by_programs() {
    let place = Place::new();
    let report = place.synth(&["--report", "json"]).ends(0).json();
    let file = |path: &str| {
        report["files"].as_array().unwrap().iter().find(|file| file["path"] == path).unwrap().clone()
    };
    assert_eq!(file("README.md")["state"], "created");
    assert_eq!(file("README.md")["bytes"], place.read("out/README.md").len());
    let decisions = report["decisions"].as_array().unwrap();
    assert!(decisions.iter().any(|one| one["path"] == "network.egress"
        && one["environment"] == "dev"
        && one["origin"] == "tier"));
    assert_eq!((&report["waived"], &report["diagnostics"]), (&serde_json::json!([]), &serde_json::json!([])));
}

#[test]
fn decisions_are_shown_as_wanted() {
    let place = Place::new();
    place.synth(&[]).ends(0).says("Decided by tier");
    place.synth(&["--decisions", "all"]).ends(0).says("Private subnets everywhere.");
    assert!(!place.synth(&["--decisions", "none"]).ends(0).output.contains("network.egress"));
}

#[test]
fn rules_are_explained() {
    let place = Place::new();
    place.run(&["explain", "httpsRequired"]).ends(0).says("load-balancer/https-required").says("waive:");
    place.run(&["explain", "spec/type"]).ends(0).says("It cannot be waived");
    place.run(&["explain", "service/sise"]).ends(2).says("groundplan explain service/size");
    place.run(&["explain"]).ends(0).says("service/size").says("stack/name");
}

#[test]
fn wrong_use_is_code_2() {
    let place = Place::new();
    place.run(&[]).ends(2);
    place.run(&["synth", "spec.yaml"]).ends(2).says("--out");
    place.run(&["check", "missing.yaml"]).ends(2).says("cannot read missing.yaml").says("groundplan new");
    place.run(&["check", "."]).ends(2).says("is a folder");
    place.run(&["--help"]).ends(0).says("Exit codes");
    place.run(&["schema"]).ends(0).json();
}
