//! What a schema can say and the AWS provider seldom does, on a provider made up for it.

use groundplan::schema::{Schema, check};
use groundplan::terraform::{Address, Block, Document, Expression, Literal, Value};
use groundplan_tests::raw;
use serde_json::{Value as Json, json};

const SCHEMA: &str = "\
schema 1 registry.terraform.io/acme/acme 1.0
provider
resource acme_thing
 anything ? any
 gone ~ ^ use name
 name ?
 opts ? map(string)
 parts ? [list]
  port ! number
  state =
 pairs ? list(object({a=string,b=optional(number)}))
 ports ? set(number)
 one ? [single]
  port ! number
 label [map] 0..2
  text !
 past [list] ^ use label
  a ?
 only [single]
  a ?
 two [set] 2..3
  a !
resource acme_past ^ use acme_thing
 id =
";

fn short(document: &Document) -> Vec<String> {
    let report = check(document, &Schema::read(SCHEMA).unwrap());
    let short = report.diagnostics().iter().map(|finding| {
        let place = finding.path.to_string();
        let place = place.strip_prefix("resource.acme_thing.main").unwrap_or(&place).to_owned();
        format!("{} {}", finding.rule.code.trim_start_matches("schema/"), place.trim_start_matches('.'))
    });
    short.collect()
}

/// The findings about a thing that has the blocks which it needs.
fn about(mut body: Json) -> Vec<String> {
    if body.get("two").is_none() {
        body["two"] = json!([{ "a": "1" }, { "a": "2" }]);
    }
    short(&raw::document(&json!({ "resource": { "acme_thing": { "main": body } } })))
}

const NONE: [&str; 0] = [];

#[test]
fn blocks_with_labels() {
    assert_eq!(about(json!({ "label": { "a": { "text": "x" }, "b": [{ "text": "y" }] } })), NONE);
    assert_eq!(
        about(json!({ "label": { "a": { "txt": "x" } } })),
        ["unknown-argument label.a.txt", "missing-argument label.a"]
    );
    assert_eq!(about(json!({ "label": { "a": 1 } })), ["block label.a"]);
    let three = json!({ "label": { "a": { "text": "" }, "b": { "text": "" }, "c": { "text": "" } } });
    assert_eq!(about(three), ["block label"]);
}

#[test]
fn attributes_with_attributes() {
    assert_eq!(about(json!({ "parts": [{ "port": 1 }], "one": { "port": "2" } })), NONE);
    let wrong = json!({ "parts": [{ "port": "a", "state": "b" }, {}], "one": [{ "port": 1 }] });
    assert_eq!(
        about(wrong),
        ["type parts[0].port", "read-only parts[0].state", "missing-argument parts[1]", "type one"]
    );
}

#[test]
fn objects_maps_and_sets() {
    assert_eq!(
        about(json!({ "pairs": [{ "a": 1 }], "opts": { "x": true }, "ports": ["1"], "anything": [{}] })),
        NONE
    );
    let wrong = json!({ "pairs": [{ "b": 1, "c": 2 }], "opts": [], "ports": [false] });
    assert_eq!(
        about(wrong),
        ["unknown-argument pairs[0].c", "missing-argument pairs[0]", "type opts", "type ports[0]"]
    );
}

#[test]
fn counts_of_blocks() {
    assert_eq!(about(json!({ "two": [{ "a": "1" }] })), ["block two"]);
    assert_eq!(about(json!({ "two": [] })), ["missing-argument "]);
    assert_eq!(
        about(json!({ "two": [{ "a": "1" }, { "a": "1" }, { "a": "1" }, { "a": "1" }] })),
        ["block two"]
    );
    assert_eq!(about(json!({ "only": [{}, {}] })), ["block only"]);
    assert_eq!(
        about(json!({ "two": null, "dynamic": { "two": { "for_each": [1], "content": { "a": "1" } } } })),
        NONE
    );
}

#[test]
fn everything_deprecated_is_named() {
    assert_eq!(about(json!({ "gone": "x", "past": {} })), ["deprecated gone", "deprecated past"]);
    assert_eq!(about(json!({ "name": "${acme_thing.main.gone}" })), ["deprecated name"]);
    let past = raw::document(&json!({ "resource": { "acme_past": { "a": {} } } }));
    assert_eq!(short(&past), ["deprecated resource.acme_past.a"]);
}

fn built(set: impl FnOnce(&mut Block)) -> Vec<String> {
    let mut body = Block::new();
    let two = |text: &'static str| {
        let mut two = Block::new();
        two.set("a", text);
        two
    };
    body.repeat("two", [two("1"), two("2")]);
    set(&mut body);
    let mut document = Document::new();
    document.file("main").resource("acme_thing", "main", body);
    short(&document)
}

#[test]
fn blocks_in_the_place_of_arguments() {
    let pair = || {
        let mut pair = Block::new();
        pair.set("a", "x");
        pair
    };
    assert_eq!(built(|body| body.set("opts", pair())), NONE);
    assert_eq!(built(|body| body.repeat("pairs", [pair(), pair()])), NONE);
    assert_eq!(built(|body| body.set("pairs", pair())), ["block pairs"]);
    assert_eq!(built(|body| body.set("name", pair())), ["block name"]);
}

#[test]
fn literals_have_a_type_too() {
    assert_eq!(built(|body| body.set("name", Literal::from("${kept}"))), NONE);
    assert_eq!(built(|body| body.set("ports", Literal::List(vec![Literal::from("a")]))), ["type ports[0]"]);
    assert_eq!(built(|body| body.set("opts", Literal::from(true))), ["type opts"]);
    assert_eq!(built(|body| body.set("name", Literal::List(Vec::new()))), ["type name"]);
}

#[test]
fn references_inside_expressions() {
    let thing = Address::resource("acme_thing", "main");
    let value = |expression: Expression| built(|body| body.set("anything", expression));
    let call = |path: &'static str| Expression::call("one", [Value::from(thing.attr(path))]);
    assert_eq!(value(call("label[\"x\"].text")), NONE);
    assert_eq!(value(call("label[\"x\"].txt")), ["unknown-attribute anything"]);
    assert_eq!(value(call("parts[0].state")), NONE);
    assert_eq!(value(call("parts[0].stat")), ["unknown-attribute anything"]);
    assert_eq!(value(call("parts.state")), ["unknown-attribute anything"]);
    assert_eq!(value(call("two[0].a")), ["unknown-attribute anything"]);
    assert_eq!(value(call("one.port")), NONE);
    assert_eq!(value(call("pairs[0].d")), ["unknown-attribute anything"]);
    assert_eq!(value(call("parts[*].state")), NONE);
    assert_eq!(value(call("parts[*].stat")), ["unknown-attribute anything"]);
}

#[test]
fn types_of_references_decide() {
    let thing = Address::resource("acme_thing", "main");
    let name = |path: &'static str| built(|body| body.set("name", thing.attr(path)));
    assert_eq!(name("parts[0].port"), NONE);
    assert_eq!(name("parts"), ["type name"]);
    assert_eq!(name("parts[*].port"), ["type name"]);
    assert_eq!(name("label"), ["type name"]);
    assert_eq!(name("anything.at.all"), NONE);
}

#[test]
fn what_stands_several_times_is_indexed() {
    let json = |reference: &str| {
        json!({
            "resource": { "acme_past": { "all": { "count": 2 } } },
            "output": { "x": { "value": format!("${{{reference}}}") } },
        })
    };
    let found = |reference: &str| short(&raw::document(&json(reference))).len();
    // One finding is the type, which is deprecated.
    assert_eq!(found("acme_past.all.id"), 1, "the list of all is left alone");
}
