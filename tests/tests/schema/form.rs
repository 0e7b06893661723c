//! The compact form: what it keeps, and how mistakes in it are reported.

use groundplan::schema::{Kind, Nesting, Schema};
use serde_json::{Value, json};

/// What Terraform prints of a small provider, with everything that a schema can say.
fn printed(block: &Value) -> String {
    json!({
        "format_version": "1.0",
        "provider_schemas": {
            "registry.terraform.io/acme/acme": {
                "provider": { "version": 0, "block": { "attributes": { "region": { "type": "string", "optional": true } } } },
                "resource_schemas": { "acme_thing": { "version": 1, "block": block } },
                "data_source_schemas": { "acme_thing": { "version": 1, "block": block } },
            },
            "registry.terraform.io/acme/other": { "resource_schemas": { "other_thing": { "block": block } } },
        },
    })
    .to_string()
}

fn full() -> Value {
    json!({
        "deprecated": true,
        "attributes": {
            "secret": { "type": "string", "required": true, "sensitive": true, "write_only": true },
            "old": { "type": ["map", "bool"], "optional": true, "computed": true, "deprecated": true, "deprecation_message": "use\nanother" },
            "sizes": { "type": ["object", { "a": "number", "b": "dynamic" }, ["b"]], "computed": true },
            "parts": { "optional": true, "nested_type": { "nesting_mode": "list", "attributes": {
                "a": { "type": "string", "required": true }, "b": { "type": "bool", "optional": true },
                "c": { "type": "bool", "optional": true }, "d": { "type": "bool", "optional": true },
            } } },
        },
        "block_types": { "step": { "nesting_mode": "map", "min_items": 1, "max_items": 3, "block": { "deprecated": true, "attributes": {
            "a": { "type": "string", "required": true }, "b": { "type": "bool", "optional": true },
            "c": { "type": "bool", "optional": true }, "d": { "type": "bool", "optional": true },
        } } } },
    })
}

const COMPACT: &str = "\
schema 1 registry.terraform.io/acme/acme -
provider
 region ?
resource acme_thing ^
 old ~ map(bool) ^ use another
 parts ? [list]
  a !
  b ? bool
  c ? bool
  d ? bool
 secret !*w
 sizes = object({a=number,b=optional(any)})
 step [map] 1..3 ^
  a !
  b ? bool
  c ? bool
  d ? bool
data acme_thing ^
 old ~ map(bool) ^ use another
 parts ? [list] @acme_thing.parts
 secret !*w
 sizes = object({a=number,b=optional(any)})
 step [map] 1..3 @acme_thing.step ^
schema 1 registry.terraform.io/acme/other -
provider
resource other_thing ^
 old ~ map(bool) ^ use another
 parts ? [list] @acme_thing.parts
 secret !*w
 sizes = object({a=number,b=optional(any)})
 step [map] 1..3 @acme_thing.step ^
";

#[test]
fn everything_that_is_printed_is_kept() {
    let schema = Schema::read(printed(&full())).unwrap();
    assert_eq!(schema.text(), COMPACT);
    let again = Schema::read(COMPACT).unwrap();
    for kind in [Kind::Resource, Kind::Data] {
        assert_eq!(schema.get(kind, "acme_thing"), again.get(kind, "acme_thing"));
    }
    let thing = again.data("acme_thing").unwrap();
    assert_eq!(thing.attribute("old").unwrap().deprecated.as_deref(), Some("use another"));
    assert_eq!(
        thing.attribute("parts").unwrap().ty.to_string(),
        "list(object({a=string,b=optional(bool),c=optional(bool),d=optional(bool)}))"
    );
    let step = thing.block("step").unwrap();
    assert_eq!(
        (step.nesting, step.min, step.max, step.block.deprecated.as_deref()),
        (Nesting::Map, 1, Some(3), Some(""))
    );
    assert!(again.owns(Kind::Resource, "other_x") && !again.owns(Kind::Resource, "third_x"));
}

#[test]
fn what_was_deprecated_stays_so() {
    let older = Schema::read(printed(&full())).unwrap();
    let mut newer = full();
    newer.as_object_mut().unwrap().remove("deprecated");
    newer["attributes"].as_object_mut().unwrap().remove("old");
    newer["block_types"]["step"]["block"].as_object_mut().unwrap().remove("deprecated");
    let newer = Schema::read(printed(&newer)).unwrap();
    assert!(!newer.text().contains('^'));
    let merged = newer.with_deprecations(&older).with_version("acme", "2.0.0");
    let thing = merged.resource("acme_thing").unwrap();
    assert!(thing.deprecated.is_some() && thing.attribute("old").is_none());
    assert!(thing.block("step").unwrap().block.deprecated.is_some());
    let versions: Vec<&str> = merged.sources().map(|(_, version)| version).collect();
    assert_eq!(versions, ["2.0.0", "-"]);
}

#[test]
fn lines_that_cannot_be_read_are_named() {
    const HEAD: &str = "schema 1 registry.terraform.io/acme/acme 1.0";
    for (text, line) in [
        ("", "line 1 "),
        ("schema 2 a b\n", "line 1 "),
        ("schema 1 a\n", "line 1 "),
        (&format!("{HEAD}\nresuorce x\n"), "line 2 "),
        (&format!("{HEAD}\nresource x_y\n a ? strin\n"), "line 3 "),
        (&format!("{HEAD}\nresource x_y\n a %\n"), "line 3 "),
        (&format!("{HEAD}\nresource x_y\n a ? string string\n"), "line 3 "),
        (&format!("{HEAD}\nresource x_y\n a ?\n   b ?\n"), "line 4 "),
        (&format!("{HEAD}\nresource x_y\n a [list] 1..x\n"), "line 3 "),
        (&format!("{HEAD}\nresource x_y\n a [list] @x_y.b\n"), "line 3 "),
        (&format!("{HEAD}\nresource x_y\n a [list]\n  b [list] @x_y.a\n"), "line 4 "),
    ] {
        let error = Schema::read(text.to_owned()).unwrap_err();
        let finding = &error.report().diagnostics()[0];
        assert_eq!(finding.rule.code, "schema/form");
        assert!(finding.message.starts_with(line), "{text}\n{finding}");
    }
    let two = Schema::read(format!("{HEAD}\nresource x_y\n a %\nresource x_z\n b %\n")).unwrap_err();
    assert_eq!(two.report().diagnostics().len(), 2);
}

#[test]
fn json_that_is_no_schema_is_refused() {
    for text in ["{", "{}", r#"{"provider_schemas": {"a/b": {"resource_schemas": {"b_c": {}}}}}"#] {
        assert!(Schema::read(text).is_err(), "{text}");
    }
    let mut odd = full();
    odd["attributes"]["secret"]["type"] = json!("text");
    let error = Schema::read(printed(&odd)).unwrap_err();
    assert!(error.to_string().contains("acme_thing: secret: the type \"text\" is unknown"), "{error}");
}
