//! Whatever is written into a raw block, it stays there: names and bare words that would end a block are refused, and what is
//! accepted means the same in both syntaxes.

use groundplan::App;
use groundplan::terraform::{Block, Document, Item, Section};
use groundplan_tests::generate::{hostile, samples};
use groundplan_tests::meaning::faults;
use groundplan_tests::{assert_none, judge};
use serde_json::{Value, json};

/// Texts that would end a block and begin another, in some place or other.
const ATTACKS: [&str; 22] = [
    "x\" {\n}\nresource \"null_resource\" \"own\" {\n  provisioner \"local-exec\" {\n    command = \"id\"\n  }\n}\nlocals {\n#",
    "string\n}\nresource \"null_resource\" \"own\" {\n}\nvariable \"w\" {\n  type = string",
    "aws\n}\nresource \"null_resource\" \"own\" {\n  provider = aws",
    "a = 1\n  b",
    "a\" \"b",
    "a # b",
    "a // b",
    "a /* b",
    "a */ b",
    "string # }",
    "all]\n}\nresource \"null_resource\" \"own\" {\n  lifecycle {\n    ignore_changes = [all",
    "aws_x.y\n}\nmoved {\n  from = aws_x.z",
    "${file(\"/etc/passwd\")}",
    "%{ if true }a%{ endif }",
    "<<EOT\nx\nEOT\n",
    "}",
    "\"",
    "a.b",
    "0a",
    "",
    "a\u{2028}b",
    "a\r\nb",
];

/// A raw block that has a text in one place.
type Place = (&'static str, fn(&str) -> Value);

/// A value under a name that is not known when this is compiled.
fn under(name: &str, value: Value) -> Value {
    Value::Object([(name.to_owned(), value)].into_iter().collect())
}

/// Every place that takes a text: names, bare words, literals and values.
fn places() -> Vec<Place> {
    vec![
        ("a variable's name", |text| json!({"variable": under(text, json!({"default": 1}))})),
        ("an argument of a variable", |text| json!({"variable": {"v": {"default": 1, (text): "d"}}})),
        ("a variable's type", |text| json!({"variable": {"v": {"type": text, "default": null}}})),
        ("a variable's default", |text| json!({"variable": {"v": {"default": text}}})),
        ("a key of a default", |text| json!({"variable": {"v": {"default": under(text, json!(1))}}})),
        (
            "a variable's description",
            |text| json!({"variable": {"v": {"description": text, "default": null}}}),
        ),
        (
            "an argument of a validation",
            |text| json!({"variable": {"v": {"validation": [under(text, json!("m"))]}}}),
        ),
        (
            "a validation's message",
            |text| json!({"variable": {"v": {"validation": {"condition": {"$expr": "var.v != null"}, "error_message": text}}}}),
        ),
        ("an output's name", |text| json!({"output": under(text, json!({"value": 1}))})),
        ("an argument of an output", |text| json!({"output": {"o": {"value": 1, (text): "d"}}})),
        ("an output's value", |text| json!({"output": {"o": {"value": text}}})),
        ("a key of an output's value", |text| json!({"output": {"o": {"value": under(text, json!(1))}}})),
        (
            "an argument of a precondition",
            |text| json!({"output": {"o": {"value": 1, "precondition": [under(text, json!("m"))]}}}),
        ),
        ("what an output waits for", |text| json!({"output": {"o": {"value": 1, "depends_on": [text]}}})),
        ("a local value's name", |text| json!({"locals": under(text, json!(1))})),
        ("a local value", |text| json!({"locals": {"own": [text]}})),
        ("a module's name", |text| json!({"module": under(text, json!({"source": "./m"}))})),
        ("an argument of a module", |text| json!({"module": {"m": {"source": "./m", (text): 1}}})),
        ("a module's source", |text| json!({"module": {"m": {"source": text}}})),
        (
            "a provider's name in a module",
            |text| json!({"module": {"m": {"source": "./m", "providers": under(text, json!("aws"))}}}),
        ),
        (
            "a provider of a module",
            |text| json!({"module": {"m": {"source": "./m", "providers": {"aws": text}}}}),
        ),
        ("a provider's name", |text| json!({"provider": under(text, json!({}))})),
        ("a provider's alias", |text| json!({"provider": {"other": {"alias": text}}})),
        ("an argument of a provider", |text| json!({"provider": {"other": under(text, json!(1))}})),
        ("an argument of terraform", |text| json!({"terraform": under(text, json!("x"))})),
        (
            "a required provider's name",
            |text| json!({"terraform": {"required_providers": under(text, json!({"source": "acme/acme"}))}}),
        ),
        (
            "a required provider's source",
            |text| json!({"terraform": {"required_providers": {"acme": {"source": text}}}}),
        ),
        ("a backend", |text| json!({"terraform": {"backend": under(text, json!({}))}})),
        (
            "an argument of a backend",
            |text| json!({"terraform": {"backend": {"gcs": under(text, json!("x"))}}}),
        ),
        ("where something was", |text| json!({"moved": {"from": text, "to": "aws_vpc.main"}})),
        ("where something is", |text| json!({"moved": {"from": "aws_vpc.old", "to": text}})),
        ("what is imported", |text| json!({"import": {"to": text, "id": "x"}})),
        ("the id of what is imported", |text| json!({"import": {"to": "aws_vpc.main", "id": text}})),
        ("what is removed", |text| json!({"removed": {"from": text, "lifecycle": {"destroy": false}}})),
        ("a type", |text| json!({"resource": under(text, json!({"x": {}}))})),
        ("a resource's name", |text| json!({"resource": {"terraform_data": under(text, json!({}))}})),
        (
            "an argument of an unknown type",
            |text| json!({"resource": {"acme_x": {"x": under(text, json!(1))}}}),
        ),
        (
            "an argument of a nested block",
            |text| json!({"resource": {"acme_x": {"x": {"inner": [under(text, json!({"a": 1}))]}}}}),
        ),
        ("a resource's provider", |text| json!({"resource": {"terraform_data": {"x": {"provider": text}}}})),
        (
            "what a resource waits for",
            |text| json!({"resource": {"terraform_data": {"x": {"depends_on": [text]}}}}),
        ),
        (
            "a change that is ignored",
            |text| json!({"resource": {"terraform_data": {"x": {"lifecycle": {"ignore_changes": [text]}}}}}),
        ),
        (
            "what triggers a replacement",
            |text| json!({"resource": {"terraform_data": {"x": {"lifecycle": {"replace_triggered_by": [text]}}}}}),
        ),
        (
            "an argument of lifecycle",
            |text| json!({"resource": {"terraform_data": {"x": {"lifecycle": under(text, json!(true))}}}}),
        ),
        ("an input of a resource", |text| json!({"resource": {"terraform_data": {"x": {"input": text}}}})),
        ("a data source's type", |text| json!({"data": under(text, json!({"x": {}}))})),
        (
            "a check's name",
            |text| json!({"check": under(text, json!({"assert": {"condition": {"$expr": "aws_vpc.main.id != null"}, "error_message": "m"}}))}),
        ),
        (
            "an argument of a check",
            |text| json!({"check": {"c": {"assert": {"condition": {"$expr": "aws_vpc.main.id != null"}, "error_message": "m"}, (text): 1}}}),
        ),
    ]
}

/// The only environment's document, where the raw block is accepted.
fn document(raw: &Value) -> Option<Document> {
    let services = json!({"api": {"image": "ghcr.io/a/b:1.2.3"}});
    let spec = json!({"stack": "s", "region": "eu-west-1", "environments": {"dev": {}}, "services": services, "raw": raw});
    let made = App::new().json(&spec.to_string()).synth().ok()?;
    made.documents().last().map(|(_, document)| document.clone())
}

/// What stays in a place, or is refused there.
fn broken(place: &str, document: &Document, text: &str, plain: usize) -> Option<String> {
    let mut found = faults(document);
    let more = document.items().len().saturating_sub(plain);
    if more > 1 {
        found.push(format!("{more} blocks in place of one"));
    }
    (!found.is_empty()).then(|| format!("{text:?} as {place}:\n{}", found.join("\n")))
}

#[test]
fn no_text_breaks_out_of_its_place() {
    let plain = document(&json!({})).expect("the plain spec is accepted").items().len();
    let others = samples(hostile(), 12);
    let (mut wrong, mut accepted) = (Vec::new(), 0);
    for (place, make) in places() {
        for text in ATTACKS.iter().copied().chain(others.iter().map(String::as_str)) {
            let Some(document) = document(&make(text)) else { continue };
            accepted += 1;
            wrong.extend(broken(place, &document, text, plain));
        }
    }
    assert!(accepted > 150, "{accepted} texts are accepted somewhere");
    assert_none(&wrong);
}

/// What needs no provider from elsewhere.
fn is_own(item: &Item) -> bool {
    // The condition of a validation names its variable, which is renamed here.
    let is_validated = item.block().is_some_and(|block| block.get("validation").is_some());
    match item.section {
        Section::Variable | Section::Locals | Section::Output => {
            ["v", "own", "o"].contains(&item.name.as_str()) && !is_validated
        }
        // What others it names is not here.
        Section::Resource => {
            item.resource_type == "terraform_data" && item.block().is_some_and(has_input_only)
        }
        _ => false,
    }
}

fn has_input_only(block: &Block) -> bool {
    block.entries().all(|(name, _)| name == "input")
}

#[test]
fn terraform_reads_one_meaning_in_both_syntaxes() {
    if !judge::has_terraform() {
        println!("terraform was not asked: it is not on PATH");
        return;
    }
    let mut whole = Document::new();
    let mut number = 0;
    for (_, make) in places() {
        for text in ATTACKS {
            let Some(document) = document(&make(text)) else { continue };
            for item in document.items().iter().filter(|item| is_own(item)) {
                let mut item = item.clone();
                item.name = format!("{}{number}", item.name).into();
                item.file = "main".into();
                number += 1;
                whole.items_mut().push(item);
            }
        }
    }
    assert!(number > 60, "{number} blocks are accepted");
    let of = |files: Vec<(String, String)>| judge::plan_of(&files);
    let (json, native) = (of(whole.render()), of(whole.render_hcl()));
    assert!(json["variables"].as_object().is_some_and(|variables| variables.len() > 20));
    assert_eq!(json, native);
}
