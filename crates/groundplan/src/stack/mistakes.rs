//! Mistakes side by side: none hides another, and none drags along errors that it causes.

use super::App;

/// What is found in a spec of one environment: code and place, in the order of the report.
fn found(spec: &str) -> Vec<String> {
    let report = match App::new().json(spec).synth() {
        Ok(synthesis) => synthesis.report,
        Err(error) => error.report().clone(),
    };
    report.diagnostics().iter().map(|finding| format!("{} {}", finding.rule.code, finding.path)).collect()
}

/// A spec with more entries at its root.
fn stack(entries: &str) -> String {
    format!(r#"{{"stack": "s", "region": "eu-west-1", "environments": {{"dev": {{}}}}, {entries}}}"#)
}

#[test]
fn addresses_that_cannot_be_read_hide_nothing() {
    let spec = stack(
        r#""network": {"cidr": "10.0.0.0/33", "zones": 7},
           "services": {"api": {"image": "x:latest", "size": {"vcpu": 1, "memory": "1 GiB"}}}"#,
    );
    assert_eq!(
        found(&spec),
        [
            "network/cidr network.cidr",
            "network/zones network.zones",
            "service/image-pinned services.api.image",
            "service/size services.api.size",
        ]
    );
}

#[test]
fn an_image_that_cannot_be_read_hides_nothing_of_its_service() {
    for image in [r#""NO SUCH:::""#, "[]", "{}", r#"{"repository": "UPPER CASE"}"#] {
        let spec = stack(&format!(
            r#""network": {{"egress": "endpoints"}}, "services": {{"api": {{"image": {image}, "port": 0,
               "size": {{"vcpu": 1, "memory": "1 GiB"}}}}}},
               "exports": {{"api": {{"$expr": "aws_ecs_service.api.id"}}}}"#
        ));
        let found = found(&spec);
        let about_image = found.iter().filter(|finding| finding.ends_with("services.api.image")).count();
        assert_eq!((about_image, found.len()), (1, 3), "{image}: {found:#?}");
        assert!(found.contains(&"service/size services.api.size".to_owned()), "{image}: {found:#?}");
        assert!(found.contains(&"service/port services.api.port".to_owned()), "{image}: {found:#?}");
    }
}

#[test]
fn what_cannot_be_read_is_there_for_what_refers_to_it() {
    let spec = stack(
        r#""secrets": {"db": 5}, "modules": {"queue": {"version": "1.2.3"}},
           "services": {"api": {"image": "ghcr.io/example/api:1", "secrets": {"DB": "db"},
           "env": {"QUEUE": {"$expr": "module.queue.url"}}}}"#,
    );
    assert_eq!(found(&spec), ["spec/type secrets.db", "module/source modules.queue.source"]);
}

#[test]
fn an_entry_of_a_list_that_cannot_be_read_moves_no_other() {
    let grant = r#"{"actions": ["s3:GetObject"], "resources": ["*"]}"#;
    let spec = stack(&format!(
        r#""services": {{"api": {{"image": "ghcr.io/example/api:1", "allow": ["all", {grant}]}}}}"#
    ));
    assert_eq!(
        found(&spec),
        ["spec/type services.api.allow[0]", "service/grant services.api.allow[1].resources"]
    );
}
