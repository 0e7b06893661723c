use groundplan::diagnostic::{Path, Rule};

use super::*;

/// The text after the first fix was taken, with its title.
fn fixed(text: &str, notation: Notation, finding: &Diagnostic) -> Option<(String, String)> {
    let fix = fixes(finding, text, notation).into_iter().next()?;
    let mut edits = fix.edits;
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    let mut text = text.to_owned();
    edits.iter().for_each(|edit| text.replace_range(edit.range.clone(), &edit.insert));
    Some((fix.title, text))
}

fn after(text: &str, notation: Notation, finding: &Diagnostic) -> String {
    fixed(text, notation, finding).unwrap().1
}

fn finding(rule: Rule, path: &str, hint: &str) -> Diagnostic {
    Diagnostic::new(rule, Path::of(path), "wrong").hint(hint)
}

fn waivable(environments: &[&str]) -> Diagnostic {
    let mut finding = Diagnostic::new(Rule::FLOW_LOGS, Path::of("network.flowLogs"), "wrong");
    finding.environments = environments.iter().map(|name| (*name).to_owned()).collect();
    finding
}

#[test]
fn a_key_is_renamed_in_its_quotes() {
    let wrong = finding(Rule::UNKNOWN_KEY, "network.zonse", "zones");
    assert_eq!(after("network:\n  zonse: 2\n", Notation::Yaml, &wrong), "network:\n  zones: 2\n");
    assert_eq!(after(r#"{"network": {"zonse": 2}}"#, Notation::Json, &wrong), r#"{"network": {"zones": 2}}"#);
    assert_eq!(fixed("network: { zonse: 2, zones: 3 }", Notation::Yaml, &wrong), None);
}

#[test]
fn a_value_gives_way_to_another() {
    let wrong = finding(Rule::TYPE, "logs.retention", "90 days");
    assert_eq!(after("logs: { retention: 90 }", Notation::Yaml, &wrong), "logs: { retention: 90 days }");
    assert_eq!(after("logs:\n  retention:\n", Notation::Yaml, &wrong), "logs:\n  retention: 90 days\n");
    assert_eq!(
        after(r#"{"logs": {"retention": 90}}"#, Notation::Json, &wrong),
        r#"{"logs": {"retention": "90 days"}}"#
    );
    let wrong = finding(Rule::ZONES, "network.zones", "3");
    assert_eq!(after(r#"{"network": {"zones": 9}}"#, Notation::Json, &wrong), r#"{"network": {"zones": 3}}"#);
}

#[test]
fn an_entry_is_merged_with_what_stands_there() {
    let wrong = finding(Rule::SIZE, "services.a.size", "size: { vcpu: 1, memory: 2 GiB }");
    let text = "services:\n  a:\n    size:\n      memory: 9 GiB # much\n      vcpu: 1\n";
    assert_eq!(after(text, Notation::Yaml, &wrong), text.replace("9 GiB", "2 GiB"));
    let text = "{\n  \"services\": {\n    \"a\": {\n      \"size\": {\n        \"vcpu\": 0.5\n      }\n    }\n  }\n}\n";
    let wanted = text.replace("0.5", "1,\n        \"memory\": \"2 GiB\"");
    assert_eq!(after(text, Notation::Json, &wrong), wanted);
}

#[test]
fn an_entry_that_is_missing_is_added_at_the_end_of_its_map() {
    let wrong = finding(Rule::PORT, "services.a.port", "port: 8080");
    let text = "services:\n  a:\n    image: x # why\n\nlogs: {}\n";
    assert_eq!(after(text, Notation::Yaml, &wrong), text.replace("why\n", "why\n    port: 8080\n"));
    assert_eq!(after("services: { a: {} }", Notation::Yaml, &wrong), "services: { a: { port: 8080 } }");
    assert_eq!(
        after("services: { a: { b: c } }", Notation::Yaml, &wrong),
        "services: { a: { b: c, port: 8080 } }"
    );
    assert_eq!(
        after("services:\n  a: # why\n", Notation::Yaml, &wrong),
        "services:\n  a: { port: 8080 } # why\n"
    );
    assert_eq!(fixed("services: { a: {", Notation::Yaml, &wrong), None);
}

#[test]
fn what_an_environment_says_is_changed_there() {
    let mut wrong = finding(Rule::IMAGE_OUT_OF_REACH, "services.a.image", "network: { egress: nat }");
    wrong.environments = vec!["dev".to_owned()];
    let text = "network: { egress: endpoints }\nenvironments:\n  dev:\n    network: { egress: endpoints }\n";
    let wanted = "network: { egress: endpoints }\nenvironments:\n  dev:\n    network: { egress: nat }\n";
    assert_eq!(after(text, Notation::Yaml, &wrong), wanted);
    let text = "network: { egress: endpoints }\nenvironments:\n  dev: {}\n";
    assert_eq!(after(text, Notation::Yaml, &wrong), text.replace("endpoints", "nat"));
}

#[test]
fn a_waiver_stands_in_the_style_of_its_environment() {
    let reason = "say here why this is meant so";
    let block = "environments:\n  dev:\n    tier: development\n  live:\n    waive:\n      grant: x\n# end\n";
    let wanted = format!(
        "environments:\n  dev:\n    tier: development\n    waive:\n      flowLogs: {reason}\n  live:\n    waive:\n      grant: x\n      flowLogs: {reason}\n# end\n"
    );
    let (title, text) = fixed(block, Notation::Yaml, &waivable(&["dev", "live"])).unwrap();
    assert_eq!((title.as_str(), text), ("Waive `flowLogs` in dev, live", wanted));
    let flow = "environments: { dev: { tier: staging } }";
    let wanted = format!("environments: {{ dev: {{ tier: staging, waive: {{ flowLogs: {reason} }} }} }}");
    assert_eq!(after(flow, Notation::Yaml, &waivable(&["dev"])), wanted);
    let empty = "environments:\r\n  dev:\r\n";
    let wanted = format!("environments:\r\n  dev:\r\n    waive:\r\n      flowLogs: {reason}\r\n");
    assert_eq!(after(empty, Notation::Yaml, &waivable(&["dev"])), wanted);
    let json = r#"{"environments": {"dev": {"tier": "staging"}}}"#;
    let wanted = format!(
        r#"{{"environments": {{"dev": {{"tier": "staging", "waive": {{ "flowLogs": "{reason}" }}}}}}}}"#
    );
    assert_eq!(after(json, Notation::Json, &waivable(&["dev"])), wanted);
}

#[test]
fn a_waiver_without_a_reason_gets_one() {
    let text = "environments: { dev: { waive: { flowLogs: \"\" } } }";
    let wanted = "environments: { dev: { waive: { flowLogs: say here why this is meant so } } }";
    assert_eq!(after(text, Notation::Yaml, &waivable(&["dev"])), wanted);
}

#[test]
fn what_is_no_text_of_a_spec_is_not_offered() {
    let text = "services:\n\tapi: {}\n";
    let prose = finding(Rule::SYNTAX, "x", "spaces in place of tabs");
    assert_eq!(fixed(text, Notation::Yaml, &prose), None);
    let mut prose = prose;
    prose.path = Path::root();
    assert_eq!(fixed(text, Notation::Yaml, &prose), None);
    assert_eq!(fixed("api", Notation::Yaml, &prose), None);
    let document = finding(Rule::SCHEMA_TYPE, "raw.resource.a_b.c.d", "5");
    assert_eq!(fixed("raw: { resource: { a_b: { c: { d: x } } } }", Notation::Yaml, &document), None);
}
