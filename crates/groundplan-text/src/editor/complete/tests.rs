use super::*;

/// The completions at the sign `|` of a text.
fn at(text: &str, notation: Notation) -> (String, Completions) {
    let offset = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let found = complete(&text, offset, notation);
    (text, found)
}

fn labels(text: &str, notation: Notation) -> Vec<String> {
    at(text, notation).1.items.into_iter().map(|item| item.label).collect()
}

/// The text after an item was taken, with the cursor as `|`.
fn taken(text: &str, notation: Notation, label: &str) -> String {
    let (text, found) = at(text, notation);
    let item = found.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("{label} is not among {:?}", found.items));
    let (before, after) = item.insert.split_at(item.caret);
    format!("{}{before}|{after}{}", &text[..found.range.start], &text[found.range.end..])
}

fn yaml(text: &str, label: &str) -> String {
    taken(text, Notation::Yaml, label)
}

fn json(text: &str, label: &str) -> String {
    taken(text, Notation::Json, label)
}

#[test]
fn keys_by_indentation() {
    let text = "stack: shop\nnetwork:\n  cidr: 10.0.0.0/16\n  |\nservices: {}\n";
    assert_eq!(labels(text, Notation::Yaml), ["zones", "egress", "flowLogs"]);
    assert_eq!(yaml(text, "egress"), text.replace('|', "egress: |"));
    assert_eq!(yaml(text, "flowLogs"), text.replace('|', "flowLogs: |"));
    let top = labels("stack: shop\n|\nservices: {}\n", Notation::Yaml);
    assert!(top.contains(&"environments".to_owned()) && !top.contains(&"stack".to_owned()), "{top:?}");
    assert_eq!(labels("network:\n  zones: 2\n   |\n", Notation::Yaml), [""; 0]);
}

#[test]
fn addresses_that_can_be_overridden() {
    let spec = "stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n";
    let all = labels(&format!("{spec}overrides:\n  aws_su|\n"), Notation::Yaml);
    assert_eq!(
        all[..5],
        ["private_a", "private_b", "public_a", "public_b", "*"].map(|name| format!("aws_subnet.{name}"))
    );
    assert!(!all.contains(&"aws_kms_key.state".to_owned()), "the state belongs to no environment");
    assert!(all.contains(&"aws_vpc.main".to_owned()));
    let text = format!("{spec}overrides:\n  aws_vpc.m|\n");
    assert_eq!(yaml(&text, "aws_vpc.main"), text.replace("aws_vpc.m|", "aws_vpc.main:\n    |"));
    let within = "stack: shop\nregion: eu-west-1\nenvironments:\n  dev:\n    overrides: { | }\n  live: { alarms: none }\n";
    assert!(labels(within, Notation::Yaml).contains(&"aws_vpc.main".to_owned()));
    let json =
        r#"{"stack": "shop", "region": "eu-west-1", "environments": {"dev": {}}, "overrides": {"aws|"}}"#;
    assert!(labels(json, Notation::Json).contains(&"aws_vpc.main".to_owned()));
    assert_eq!(
        labels("stack: shop\nregoin: x\noverrides:\n  |\n", Notation::Yaml),
        [""; 0],
        "it makes nothing"
    );
}

#[test]
fn half_written_keys_in_block_style() {
    assert_eq!(yaml("network:\n  zones: 2\n  eg|\n", "egress"), "network:\n  zones: 2\n  egress: |\n");
    assert_eq!(yaml("network:\n  eg|\n", "egress"), "network:\n  egress: |\n");
    assert_eq!(yaml("network:\n  eg|\n  zones: 2\n", "egress"), "network:\n  egress: |\n  zones: 2\n");
    assert_eq!(yaml("network:\n  eg|x: nat\n", "egress"), "network:\n  egress|: nat\n");
    assert_eq!(yaml("net|", "network"), "network:\n  |");
    assert_eq!(yaml("|", "stack"), "stack: |");
    assert_eq!(labels("network:\n  zones: 2\n  eg|\n", Notation::Yaml)[0], "egress");
}

#[test]
fn behind_a_colon_values_or_keys_one_level_deeper() {
    assert_eq!(yaml("network:\n  egress: |\n", "nat"), "network:\n  egress: nat|\n");
    assert_eq!(yaml("network:\n  egress:|\n", "nat"), "network:\n  egress: nat|\n");
    assert_eq!(yaml("network:\n  egress: n|a # why\n", "nat"), "network:\n  egress: nat| # why\n");
    assert_eq!(yaml("network:|\n", "zones"), "network:\n  zones: |\n");
    assert_eq!(yaml("a:\r\nnetwork:|\r\n", "flowLogs"), "a:\r\nnetwork:\r\n  flowLogs: |\r\n");
    assert_eq!(yaml("network:\n  flowLogs:|\n", "retention"), "network:\n  flowLogs:\n    retention: |\n");
    assert_eq!(yaml("network:\n  flowLogs: |\n", "none"), "network:\n  flowLogs: none|\n");
    assert_eq!(yaml("network:\n  egress:\n    n|\n", "nat"), "network:\n  egress:\n    nat|\n");
    assert_eq!(labels("services:\n  api:\n    exec: |\n", Notation::Yaml), ["true", "false"]);
}

#[test]
fn what_shows_the_form_of_a_quantity() {
    let text = "services:\n  api:\n    size: { vcpu: 1, memory: 1 | }\n";
    assert_eq!(labels(text, Notation::Yaml), ["1 GiB", "512 MiB"]);
    assert_eq!(yaml(text, "1 GiB"), "services:\n  api:\n    size: { vcpu: 1, memory: 1 GiB| }\n");
    let found = at("logs: { retention: | }", Notation::Yaml).1;
    assert_eq!((found.items[0].insert.as_str(), found.items[0].kind), ("90 days", ItemKind::Snippet));
    assert_eq!(json(r#"{"logs": {"retention": |}}"#, "90 days"), r#"{"logs": {"retention": "90 days"|}}"#);
    assert_eq!(
        json(r#"{"services": {"a": {"size": {"vcpu": |}}}}"#, "0.5"),
        r#"{"services": {"a": {"size": {"vcpu": 0.5|}}}}"#
    );
}

#[test]
fn keys_in_flow_style() {
    assert_eq!(yaml("network: { cidr: x, e| }", "egress"), "network: { cidr: x, egress: | }");
    assert_eq!(yaml("network: { | cidr: x }", "egress"), "network: { egress: |, cidr: x }");
    assert_eq!(yaml("network: { cidr: x, |", "flowLogs"), "network: { cidr: x, flowLogs: |");
    assert_eq!(
        yaml("network: { cidr: x, |\nservices: {}\n", "zones"),
        "network: { cidr: x, zones: |\nservices: {}\n"
    );
    assert_eq!(yaml("services: { api: { size: | } }", "vcpu"), "services: { api: { size: { vcpu: | } } }");
    assert_eq!(yaml("services: { api: { siz| } }", "size"), "services: { api: { size: | } }");
    assert_eq!(yaml("services: { api: { usag| } }", "usage"), "services: { api: { usage: { | } } }");
}

#[test]
fn lists_in_both_styles() {
    let block = "services:\n  api:\n    allow:\n      - actions: [a]\n        |\n";
    assert_eq!(labels(block, Notation::Yaml), ["resources"]);
    let new = "services:\n  api:\n    allow:\n      - actions: [a]\n      |\n";
    assert_eq!(yaml(new, "resources"), new.replace('|', "- resources: |"));
    let dash = "services:\n  api:\n    allowEgress:\n    - |\n";
    assert_eq!(yaml(dash, "cidr"), dash.replace('|', "cidr: |"));
    let tight = "services:\n  api:\n    allowEgress:\n    -|\n";
    assert_eq!(yaml(tight, "cidr"), tight.replace('|', " cidr: |"));
    let flow = "services: { api: { allow: [{ actions: [a], | }] } }";
    assert_eq!(labels(flow, Notation::Yaml), ["resources"]);
    let colon = "services:\n  api:\n    allow:|\n";
    assert_eq!(yaml(colon, "actions"), "services:\n  api:\n    allow:\n      - actions: |\n");
    let empty = "services: { api: { allow: [|] } }";
    assert_eq!(yaml(empty, "actions"), "services: { api: { allow: [{ actions: | }] } }");
}

#[test]
fn json_keys_and_values() {
    assert_eq!(json(r#"{ | }"#, "stack"), r#"{ "stack": "|" }"#);
    assert_eq!(json(r#"{ "st|" }"#, "stack"), r#"{ "stack": "|" }"#);
    assert_eq!(json(r#"{ "st| }"#, "stack"), r#"{ "stack": "|" }"#);
    assert_eq!(json(r#"{ "st|": "x" }"#, "state"), r#"{ "state"|: "x" }"#);
    assert_eq!(json(r#"{ "network": | }"#, "zones"), r#"{ "network": {"zones": |} }"#);
    assert_eq!(json(r#"{ "network": {"egress": "n|"} }"#, "nat"), r#"{ "network": {"egress": "nat"|} }"#);
    assert_eq!(
        json("{ \"network\": {\"egress\": |\n\"zones\": 2} }", "nat"),
        "{ \"network\": {\"egress\": \"nat\"|,\n\"zones\": 2} }"
    );
    assert_eq!(
        json(r#"{ "network": { | "zones": 2 } }"#, "cidr"),
        r#"{ "network": { "cidr": "|", "zones": 2 } }"#
    );
    assert_eq!(
        json(r#"{ "services": {"a": {"exec": |}} }"#, "true"),
        r#"{ "services": {"a": {"exec": true|}} }"#
    );
    assert_eq!(labels(r#"{ "services": {"a": {"exec": "|"}} }"#, Notation::Json), [""; 0]);
}

#[test]
fn names_that_the_spec_has_elsewhere() {
    let text = "services: { api: {}, web: {} }\nsecrets: { db: {} }\nenvironments:\n  dev:\n    services:\n      web: {}\n      |\n";
    assert_eq!(labels(text, Notation::Yaml), ["api"]);
    let text = "secrets: { db: {}, key: {} }\nservices:\n  api:\n    secrets:\n      PASSWORD: |\n";
    assert_eq!(labels(text, Notation::Yaml), ["db", "key", "secret", "key", "ssm", "kmsKey"]);
    let text = "services:\n  api:\n    sidecars: { otel: {}, proxy: {} }\n    dependsOn:\n      otel: start\n      |\n";
    assert_eq!(labels(text, Notation::Yaml), ["proxy"]);
    let text = "services:\n  api: {}\n  search: {}\n  web:\n    uses:\n      api: {}\n      |\nenvironments: { dev: { services: { more: {} } } }\n";
    assert_eq!(labels(text, Notation::Yaml), ["search"]);
    let text = "services: { api: {}, web: { uses: [|] } }";
    assert_eq!(labels(text, Notation::Yaml), ["api"]);
    let text = "services: { api: {}, web: {} }\nenvironments: { dev: { services: { more: {}, web: { uses: [|] } } } }";
    assert_eq!(labels(text, Notation::Yaml), ["api", "more"]);
    let text = "secrets: { ghcr: {} }\nservices:\n  api:\n    image:\n      credentials: |\n";
    assert_eq!(labels(text, Notation::Yaml), ["ghcr"]);
    let text = r#"{ "imports": {"vpcId": {}}, "services": {"api": {"env": {"A": {"$import": "|"}}}} }"#;
    assert_eq!(json(text, "vpcId"), text.replace("\"|\"", "\"vpcId\"|"));
    assert_eq!(labels("environments:\n  dev: {}\n  |\n", Notation::Yaml), ["staging", "production"]);
    let text = "environments: { dev: {}, live: { imports: { a: { environment: | } } } }";
    assert_eq!(labels(text, Notation::Yaml), ["dev", "live"]);
}

#[test]
fn rules_that_can_be_waived() {
    let text = "environments:\n  dev:\n    waive:\n      flow|\n";
    let found = at(text, Notation::Yaml).1;
    assert_eq!((found.items[0].label.as_str(), found.items[0].preferred), ("flowLogs", true));
    assert_eq!(found.items[0].insert, "flowLogs: ");
    assert!(!found.items[0].documentation.is_empty());
    assert_eq!(json(r#"{"waive": {|}}"#, "grant"), r#"{"waive": {"grant": |}}"#);
}

#[test]
fn regions_and_tiers() {
    assert_eq!(labels("region: eu-w|\n", Notation::Yaml)[..3], ["eu-west-1", "eu-west-2", "eu-west-3"]);
    assert_eq!(
        labels("environments: { qa: { tier: | } }", Notation::Yaml),
        ["development", "staging", "production"]
    );
}

#[test]
fn nothing_is_offered_where_nothing_can_be_said() {
    for text in [
        "# com|ment\n",
        "stack: shop # |\n",
        "secrets:\n  db:\n    description: >\n      some| text\n",
        "secrets:\n  db:\n    description: >\n      some\n\n      |\n",
        "services:\n  api:\n    image: nginx|\n",
        "stack: shop|\n",
        "|  stack: shop\n",
        "stack: \"shop\" |\n",
        "network: { cidr: x, # |\n}\n",
        "network: { egress: # na|\n}\n",
    ] {
        assert_eq!(labels(text, Notation::Yaml), labels("#|", Notation::Yaml), "{text}");
    }
    assert_eq!(labels(r#"{"stack": "shop" |}"#, Notation::Json), [""; 0]);
}

#[test]
fn below_a_text_over_several_lines_keys_are_offered_again() {
    let text = "secrets:\n  db:\n    description: >\n      some\n\n    |\n";
    assert!(labels(text, Notation::Yaml).contains(&"arn".to_owned()));
}
