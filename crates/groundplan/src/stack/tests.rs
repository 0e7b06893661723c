//! Mistakes side by side: none hides another, and none drags along errors that it causes.

use super::{App, Stack};
use crate::diagnostic::{Diagnostic, Rule};

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

#[test]
fn a_wrong_name_is_not_hidden_by_what_is_wrong_inside() {
    let spec = stack(r#""services": {"my_api": {"image": "ghcr.io/example/api:1", "port": "many"}}"#);
    assert_eq!(found(&spec), ["service/name services.my_api", "spec/type services.my_api.port"]);
}

#[test]
fn a_misspelt_key_drags_nothing_along_and_is_read_as_what_was_meant() {
    let spec = r#"{"stack": "s", "regoin": "eu-west-1", "enviroments": {"qa": {"teir": "production"}},
        "secrest": {"db": {}}, "services": {"api": {"imgae": "x:latest", "secrets": {"DB": "db"}}}}"#;
    assert_eq!(
        found(spec),
        [
            "spec/unknown-key regoin",
            "spec/unknown-key enviroments",
            "spec/unknown-key enviroments.qa.teir",
            "spec/unknown-key secrest",
            "spec/unknown-key services.api.imgae",
            "service/image-pinned services.api.image",
            "alarms/subscribers alarms",
        ]
    );
}

#[test]
fn a_wrong_guess_at_a_key_is_not_held_against_its_value() {
    let spec = stack(r#""services": {"api": {"image": "ghcr.io/example/api:1", "cpu": 512}}"#);
    assert_eq!(found(&spec), ["spec/unknown-key services.api.cpu"]);
}

#[test]
fn findings_come_in_the_order_of_the_text() {
    let spec = r#"{"stack": "s", "services": {"api": {"port": 0, "prot": 1, "image": "x:latest", "size": "half"}},
        "network": {"zones": 9, "cidr": "x"}, "region": "eu-wset-1", "environments": {"dev": {}}}"#;
    assert_eq!(
        found(spec),
        [
            "service/port services.api.port",
            "spec/unknown-key services.api.prot",
            "service/image-pinned services.api.image",
            "spec/type services.api.size",
            "network/zones network.zones",
            "network/cidr network.cidr",
            "spec/type region",
        ]
    );
}

/// What a spec says to an environment, once it was read and laid over the stack.
fn effective(shared: &str, own: &str) -> Stack {
    let spec =
        format!(r#"{{"stack": "s", "region": "eu-west-1", {shared}, "environments": {{"dev": {{{own}}}}}}}"#);
    let stack = Stack::from_json(&spec).unwrap();
    let environment = stack.environments.as_ref().unwrap().get("dev").unwrap();
    let mut effective = stack.at("dev", environment);
    effective.name = String::new();
    Stack { services: effective.services, modules: effective.modules, ..Stack::default() }
}

/// A service's entries, as the stack says them, as an environment does, and what comes of it.
fn laid(shared: &str, own: &str, together: &str) {
    let service = |entries: &str| format!(r#""services": {{"api": {{{entries}}}}}"#);
    let wanted = effective(&service(together), "");
    assert_eq!(effective(&service(shared), &service(own)), wanted, "{own} over {shared}");
}

#[test]
fn one_of_several_ways_replaces_the_other_and_settings_are_merged() {
    let own = r#""image": {"repository": "api", "tag": "2"}"#;
    laid(r#""image": "x:1""#, own, own);
    laid(own, r#""image": "x:1""#, r#""image": "x:1""#);
    laid(own, r#""image": {"tag": "3"}"#, r#""image": {"repository": "api", "tag": "3"}"#);
    let by_variable = r#""image": {"repository": "api", "tagVariable": "v"}"#;
    laid(own, r#""image": {"tagVariable": "v"}"#, by_variable);
    laid(by_variable, r#""image": {"tag": "2"}"#, own);
    laid(
        by_variable,
        r#""image": {"digestVariable": "d"}"#,
        r#""image": {"repository": "api", "digestVariable": "d"}"#,
    );
    let plain = r#""env": {"A": "1", "B": "2"}"#;
    laid(plain, r#""secrets": {"A": "a"}"#, r#""env": {"B": "2"}, "secrets": {"A": "a"}"#);
    laid(
        r#""secrets": {"A": "a", "C": "c"}"#,
        plain,
        r#""secrets": {"C": "c"}, "env": {"A": "1", "B": "2"}"#,
    );
    laid(
        r#""public": {"host": "a.example.com", "zone": "example.com"}"#,
        r#""public": "b.example.com""#,
        r#""public": {"host": "b.example.com", "zone": "example.com"}"#,
    );
    laid(
        r#""scale": {"cpu": "70 %", "max": 4}"#,
        r#""scale": 2"#,
        r#""scale": {"cpu": "70 %", "min": 2, "max": 2}"#,
    );
    let module = |entries: &str| format!(r#""modules": {{"queue": {{{entries}, "inputs": {{"a": "b"}}}}}}"#);
    assert_eq!(
        effective(&module(r#""source": "a/b/aws", "version": "1.2.3""#), &module(r#""source": "../queue""#)),
        effective(&module(r#""source": "../queue""#), "")
    );
}

#[test]
fn short_forms_say_the_same_as_the_long_ones() {
    for (short, long) in [
        (r#""public": "api.example.com""#, r#""public": {"host": "api.example.com"}"#),
        (r#""healthCheck": "/health""#, r#""healthCheck": {"path": "/health"}"#),
        (r#""scale": "2-10""#, r#""scale": {"min": 2, "max": 10}"#),
        (r#""scale": 3"#, r#""scale": {"min": 3, "max": 3}"#),
        (r#""size": "1 vCPU / 2 GiB""#, r#""size": {"vcpu": 1, "memory": "2 GiB"}"#),
    ] {
        laid("", short, long);
        laid(short, "", long);
    }
}

/// The hint of the only error in a spec, that says a key of the root or of a service.
fn hint(entries: &str) -> Option<String> {
    let error = App::new().json(entries).synth().unwrap_err();
    let errors: Vec<_> = error.report().errors().collect();
    assert_eq!(errors.len(), 1, "{}", error.report());
    errors[0].hint.clone()
}

#[test]
fn what_is_not_taken_says_the_long_form_to_paste() {
    let service = |entry: &str| {
        hint(&stack(&format!(r#""services": {{"api": {{"image": "ghcr.io/example/api:1", {entry}}}}}"#)))
    };
    for (given, wanted) in [
        (r#""env": ["A=b", "C=d e"]"#, "{ A: b, C: \"d e\" }"),
        (r#""public": "yes""#, "{}"),
        (r#""public": false"#, "none"),
        (r#""size": "1 vCPU / 2 GB""#, "1 vCPU / 2 GiB"),
        (r#""scale": "two to ten""#, "2-10"),
        (r#""cpu": 256"#, "size: { vcpu: 1, memory: 2 GiB }"),
        (r#""mem": 256"#, "size: { vcpu: 1, memory: 2 GiB }"),
        (r#""hostname": "api.example.com", "port": 80"#, "public"),
        (r#""health": "/health""#, "healthCheck"),
        (r#""scaling": 2"#, "scale"),
        (r#""replicas": 2"#, "scale"),
        (r#""envs": {}"#, "env"),
        (r#""readonlyRootFilesystem": true"#, "readOnlyRoot"),
        (r#""arch": "arm""#, "architecture"),
        (r#""architecture": "arm64""#, "arm"),
        (r#""scale": {"minimum": 1}"#, "min"),
    ] {
        assert_eq!(service(given).as_deref(), Some(wanted), "{given}");
    }
    let spec = |entries: &str| hint(&format!(r#"{{"stack": "s", "region": "eu-west-1", {entries}}}"#));
    assert_eq!(spec(r#""environments": ["dev", "test"]"#).as_deref(), Some("{ dev: {}, test: {} }"));
    assert_eq!(spec(r#""environments": {"qa": {"tier": "prod"}}"#).as_deref(), Some("production"));
}

/// The only error of a service with these entries, without its hint.
fn only(entries: &str) -> (String, Option<String>) {
    let spec = stack(&format!(r#""services": {{"api": {{"image": "ghcr.io/example/api:1", {entries}}}}}"#));
    let error = App::new().json(&spec).synth().unwrap_err();
    let errors: Vec<_> = error.report().errors().collect();
    assert_eq!(errors.len(), 1, "{}", error.report());
    (errors[0].message.clone(), errors[0].wants.clone())
}

#[test]
fn errors_name_subject_fault_and_what_is_allowed() {
    let port = "the port on which the container listens, from 1 to 65535";
    assert_eq!(only(r#""port": 0"#), ("port 0 is not a port".into(), Some(port.into())));
    assert_eq!(only(r#""public": {}"#), ("missing port: `api` is public".into(), Some(port.into())));
    assert_eq!(
        only(r#""port": 65536"#),
        ("unexpected `65536`".into(), Some("a whole number, at most 65535".into()))
    );
    let error =
        App::new().json(&stack(r#""services": {"api": {"image": "reg.io:99999/x:1"}}"#)).synth().unwrap_err();
    assert!(error.to_string().contains("wants a registry's port from 1 to 65535"), "{error}");
    assert_eq!(only(r#""capacity": "sport""#).0, "unknown value `sport`");
    let spec = r#"{"stack": "s", "region": "eu-wset-1", "environments": {"dev": {}}}"#;
    let error = App::new().json(spec).synth().unwrap_err();
    assert_eq!(error.report().diagnostics()[0].message, "unknown region `eu-wset-1`");
}

#[test]
fn a_secret_is_not_repeated_where_it_stands_in_the_place_of_a_name() {
    for secret in ["hunter2!", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"] {
        let spec = stack(&format!(
            r#""services": {{"api": {{"image": "ghcr.io/example/api:1", "secrets": {{"DB_PASSWORD": "{secret}"}}}}}}"#
        ));
        let error = App::new().json(&spec).synth().unwrap_err();
        assert!(!error.to_string().contains(secret), "{error}");
        assert!(error.to_string().contains("secrets: { db-password: {} }"), "{error}");
    }
}

#[test]
fn each_host_that_is_shared_is_one_finding_and_production_keeps_its_name() {
    let public = |name: &str| {
        format!(
            r#""{name}": {{"image": "ghcr.io/example/api:1", "port": 80,
               "public": {{"host": "{name}.example.com", "zone": "example.com"}}}}"#
        )
    };
    let spec = format!(
        r#"{{"stack": "s", "region": "eu-west-1", "services": {{{}, {}}}, "alarms": {{"email": "a@example.com"}},
           "environments": {{"dev": {{}}, "staging": {{}}, "production": {{}}}}}}"#,
        public("api"),
        public("www")
    );
    let error = App::new().json(&spec).synth().unwrap_err();
    let shared: Vec<_> =
        error.report().errors().filter(|finding| finding.rule == Rule::HOST_SHARED).collect();
    assert_eq!(shared.len(), 2, "{error}");
    assert_eq!(shared[0].message, "`dev`, `staging` and `production` claim the same host `api.example.com`");
    let hint = shared[0].hint.as_deref().unwrap();
    assert!(hint.contains("dev.api.example.com") && hint.contains("staging.api.example.com"), "{hint}");
    assert!(!hint.contains("production"), "{hint}");
}

/// What is found in a service with two variables that look like secrets, and these waivers.
fn waived(waivers: &str) -> Vec<String> {
    found(&stack(&format!(
        r#""waive": {{"secretInEnv": {waivers}}}, "services": {{"api": {{"image": "ghcr.io/example/api:1",
           "env": {{"PASSWORD_HINT": "the dog", "TOKEN": "x"}}}}}}"#
    )))
}

#[test]
fn a_waiver_is_narrowed_to_a_service_or_a_variable() {
    let hint = "service/secret-in-env services.api.env.PASSWORD_HINT";
    let token = "service/secret-in-env services.api.env.TOKEN";
    let unused = "stack/waiver-unused waive.secretInEnv";
    let none: [&str; 0] = [];
    assert_eq!(waived(r#""both""#), none);
    assert_eq!(waived(r#"{"service": "api", "reason": "both"}"#), none);
    assert_eq!(waived(r#"{"service": "api", "variable": "PASSWORD_HINT", "reason": "a hint"}"#), [token]);
    assert_eq!(waived(r#"{"variable": "TOKEN", "reason": "a word"}"#), [hint]);
    assert_eq!(waived(r#"{"service": "web", "reason": "another"}"#), [unused, hint, token]);
    assert_eq!(
        waived(r#"[{"variable": "TOKEN", "reason": "a word"}, {"variable": "X", "reason": "gone"}]"#),
        ["stack/waiver-unused waive.secretInEnv[1]", hint]
    );
    assert_eq!(waived(r#"{"variable": "TOKEN"}"#), ["stack/waiver waive.secretInEnv", hint, token]);
}

#[test]
fn a_finding_says_what_waives_it_and_nothing_else() {
    let spec = stack(
        r#""services": {"api": {"image": "ghcr.io/example/api:1", "env": {"TOKEN": "x", "SECRET": "y"}}}"#,
    );
    let error = App::new().json(&spec).synth().unwrap_err();
    let lines: Vec<String> = error.report().errors().filter_map(Diagnostic::waiver).collect();
    assert!(error.to_string().contains(&lines[0]), "{error}");
    let pasted = lines[0].replace("waive: {", "\"waive\": {");
    let pasted = ["secretInEnv", "service", "variable", "reason"]
        .iter()
        .fold(pasted, |text, key| text.replacen(&format!("{key}:"), &format!("\"{key}\":"), 1));
    let pasted = pasted.replace(" api,", " \"api\",").replace(" TOKEN,", " \"TOKEN\",");
    let spec = spec.replacen('{', &format!("{{{pasted}, "), 1);
    assert_eq!(found(&spec), ["service/secret-in-env services.api.env.SECRET"]);
}

#[test]
fn a_grpc_service_has_codes_of_grpc() {
    let found = |health: &str, overrides: &str| {
        found(&stack(&format!(
            r#""loadBalancer": {{"scheme": "internal"}}, "overrides": {overrides}, "services": {{"api": {{
               "image": "ghcr.io/example/api:1", "port": 8080, "public": {{}}, "healthCheck": {health}}}}}"#
        )))
    };
    let grpc = r#"{"aws_lb_target_group.api": {"set": {"protocol_version": "GRPC"}}}"#;
    let none: [&str; 0] = [];
    assert_eq!(found(r#"{"matcher": "0"}"#, grpc), none);
    assert_eq!(found(r#"{"matcher": "0"}"#, "{}"), ["aws/health-matcher services.api.healthCheck.matcher"]);
    assert_eq!(found(r#"{"matcher": "200"}"#, grpc), ["aws/health-matcher services.api.healthCheck.matcher"]);
    assert_eq!(found("{}", grpc), ["aws/health-matcher overrides.\"aws_lb_target_group.api\""]);
    assert_eq!(
        found(r#"{"matcher": "600"}"#, "{}"),
        ["load-balancer/health-check services.api.healthCheck.matcher"]
    );
}
