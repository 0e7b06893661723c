//! The schema that is part of the program is the one that Terraform prints.

use std::process::Command;

use groundplan::schema::{BlockSchema, Kind, Schema};
use groundplan_tests::{assert_none, repository};
use serde_json::Value;

/// What the committed file was made from, where this machine has it.
fn source() -> Option<String> {
    let Some(packed) = repository::judge("oracle/aws-schema.json.gz") else {
        println!("the schema was not compared with its source: this machine doesn't have it");
        return None;
    };
    Some(repository::run(Command::new("gunzip").arg("--stdout").arg(packed)))
}

#[test]
fn every_line_can_be_read() {
    let text = Schema::bundled().text().to_owned();
    let schema = Schema::read(text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(schema.sources().collect::<Vec<_>>(), [("registry.terraform.io/hashicorp/aws", "6.66.0")]);
    assert!(schema.provider("aws").is_some_and(|aws| aws.attribute("region").is_some()));
    assert_eq!(schema.names(Kind::Ephemeral).count(), 10);
}

#[test]
fn the_file_is_what_the_recipe_makes() {
    let Some(json) = source() else { return };
    let made = Schema::from_terraform(&json).unwrap().with_deprecations(Schema::bundled());
    assert!(made.text() == Schema::bundled().text(), "run `just schema` again");
}

#[test]
fn nothing_of_the_source_is_lost() {
    let Some(json) = source() else { return };
    let json: Value = serde_json::from_str(&json).unwrap();
    let aws = &json["provider_schemas"]["registry.terraform.io/hashicorp/aws"];
    let sections = [
        (Kind::Resource, "resource_schemas"),
        (Kind::Data, "data_source_schemas"),
        (Kind::Ephemeral, "ephemeral_resource_schemas"),
    ];
    let (mut failures, mut seen) = (Vec::new(), 0);
    for (kind, section) in sections {
        for (name, of_type) in aws[section].as_object().unwrap() {
            let schema = Schema::bundled().get(kind, name).unwrap();
            compare(name, &of_type["block"], &schema, &mut failures, &mut seen);
        }
    }
    compare(
        "provider",
        &aws["provider"]["block"],
        &Schema::bundled().provider("aws").unwrap(),
        &mut failures,
        &mut seen,
    );
    assert_eq!(seen, 46_441, "attributes");
    assert_none(&failures);
}

fn compare(place: &str, json: &Value, schema: &BlockSchema, failures: &mut Vec<String>, seen: &mut usize) {
    let empty = serde_json::Map::new();
    let attributes = json["attributes"].as_object().unwrap_or(&empty);
    let blocks = json["block_types"].as_object().unwrap_or(&empty);
    if (schema.attributes().count(), schema.blocks().count()) != (attributes.len(), blocks.len()) {
        failures.push(format!("{place} has more than the source, or less"));
    }
    for (name, json) in attributes {
        *seen += 1;
        let attribute = schema.attribute(name).unwrap_or_else(|| panic!("{place}.{name}"));
        let flag = |name: &str| json[name].as_bool().unwrap_or_default();
        let flags = ["required", "optional", "computed", "sensitive", "write_only"].map(flag);
        let found = [
            attribute.required,
            attribute.optional,
            attribute.computed,
            attribute.sensitive,
            attribute.write_only,
        ];
        if found != flags || attribute.ty.to_string() != notation(&json["type"]) {
            failures.push(format!("{place}.{name}: {attribute:?}"));
        }
    }
    for (name, json) in blocks {
        let nested = schema.block(name).unwrap_or_else(|| panic!("{place}.{name}"));
        let count = |name: &str| json[name].as_u64().unwrap_or_default();
        let found = (nested.nesting.name(), nested.min, nested.max.unwrap_or_default());
        if found != (json["nesting_mode"].as_str().unwrap(), count("min_items"), count("max_items")) {
            failures.push(format!("{place}.{name}: {found:?}"));
        }
        compare(&format!("{place}.{name}"), &json["block"], &nested.block, failures, seen);
    }
}

/// Terraform's notation of a type in JSON.
fn notation(ty: &Value) -> String {
    match ty {
        Value::String(name) if name == "dynamic" => "any".to_owned(),
        Value::String(name) => name.clone(),
        Value::Array(parts) => match (parts[0].as_str().unwrap(), &parts[1]) {
            ("object", Value::Object(fields)) => {
                let mut fields: Vec<String> = fields
                    .iter()
                    .map(|(name, ty)| (name, notation(ty)))
                    .map(|(name, ty)| format!("{name}={ty}"))
                    .collect();
                fields.sort_by(|a, b| a.split('=').next().cmp(&b.split('=').next()));
                format!("object({{{}}})", fields.join(","))
            }
            ("tuple", Value::Array(each)) => {
                format!("tuple([{}])", each.iter().map(notation).collect::<Vec<_>>().join(","))
            }
            (name, each) => format!("{name}({})", notation(each)),
        },
        other => panic!("{other}"),
    }
}
