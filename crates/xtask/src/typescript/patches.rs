//! The core's results of patches, with which the tests of the builder compare their own.

use groundplan::Stack;
use groundplan::spec::{Field, Reader, json};
use serde_json::{Value, json};

use super::literal;

/// The file, a line each: triples of what was known, what is laid over it, and what comes of it.
pub(super) fn text() -> String {
    let triples: Vec<String> =
        pairs().into_iter().map(|(known, patch)| triple(&known, &patch).to_string()).collect();
    format!("[\n{}\n]\n", triples.join(",\n"))
}

fn triple(known: &Value, patch: &Value) -> Value {
    let (mut known, patch) = (read(known), read(patch));
    let before = written(&known);
    known.merge(&patch);
    json!({ "known": before, "patch": written(&patch), "merged": written(&known) })
}

fn read(spec: &Value) -> Stack {
    let node = json::parse(&spec.to_string()).expect("what is written is JSON");
    let (stack, reader) = Reader::read(&node);
    let (report, _) = reader.finish();
    assert!(report.diagnostics().is_empty(), "{report}");
    stack
}

fn written(stack: &Stack) -> Value {
    serde_json::from_str(&stack.to_json()).expect("what is written is JSON")
}

fn pairs() -> Vec<(Value, Value)> {
    let sink = literal::kitchen_sink();
    let live = as_stack(&sink["environments"]["live"]);
    let pairs = [(&sink, &live), (&live, &sink), (&sink, &sink), (&live, &live)];
    let pairs = pairs.into_iter().map(|(known, patch)| (known.clone(), patch.clone()));
    pairs.chain(shorthands()).chain(values()).chain(blocks()).collect()
}

/// An environment's settings as those of a stack.
fn as_stack(environment: &Value) -> Value {
    let mut stack = environment.clone();
    for key in ["tier", "account", "budget"] {
        stack.as_object_mut().expect("an environment is a map").remove(key);
    }
    stack
}

/// Values with a shorthand, patched with each of their forms.
fn shorthands() -> Vec<(Value, Value)> {
    let expression = json!({ "$expr": "aws_vpc.main.id" });
    let images = [
        json!("a/b:1"),
        json!({ "repository": "b", "tag": "1" }),
        json!({ "reference": "a/c", "tagVariable": "t" }),
    ];
    let exports = [json!("a"), expression, json!(["a", "b"]), json!({ "value": "b", "sensitive": true })];
    let exports = exports.into_iter().chain([json!({ "type": "list", "description": "d" })]);
    let sources = [json!("a"), json!({ "secret": "b", "key": "k" }), json!({ "key": "l" })];
    let service = |value: Value| json!({ "services": { "a": value } });
    let images = images.map(|image| service(json!({ "image": image })));
    let sources = sources.map(|source| service(json!({ "secrets": { "A": source } })));
    let exports: Vec<Value> = exports.map(|export| json!({ "exports": { "x": export } })).collect();
    let switches =
        [json!("none"), json!({ "port": 80, "public": "none" }), json!({ "public": { "host": "h" } })];
    let uses = [json!(["b", "c"]), json!({ "c": { "env": "C" }, "d": "none" }), json!({ "b": {} })];
    let uses = uses.map(|uses| service(json!({ "uses": uses })));
    [images.to_vec(), sources.to_vec(), exports, switches.map(service).to_vec(), uses.to_vec()]
        .iter()
        .flat_map(|of| square(of))
        .collect()
}

/// Values of Terraform's, at a path of an override and as inputs.
fn values() -> Vec<(Value, Value)> {
    let values = [
        json!({ "deep": { "a": 1, "b": [1] }, "x": { "$expr": "a.b.c" } }),
        json!({ "deep": { "b": [2], "c": null }, "x": { "y": 1 } }),
        json!({ "$expr": "a.b.c" }),
        json!("text"),
    ];
    square(&values.map(|value| json!({ "overrides": { "aws_vpc.main": { "set": { "p": value } } } })))
}

/// Blocks with and without an address, of every section.
fn blocks() -> Vec<(Value, Value)> {
    let blocks = [
        json!({ "resource": { "aws_x": { "a": { "p": { "q": 1 }, "tags": { "A": "1" } } } } }),
        json!({ "resource": { "aws_x": { "a": { "tags": { "B": "2" } }, "b": {} }, "aws_y": { "a": {} } } }),
        json!({ "locals": { "a": { "x": 1 }, "b": 2 }, "provider": { "aws": { "alias": "one" } } }),
        json!({ "locals": { "a": { "y": 1 } }, "provider": { "aws": [{ "alias": "two" }, { "alias": "three" }] } }),
        json!({ "moved": { "from": "aws_x.o", "to": "aws_x.a" } }),
        json!({ "moved": [{ "from": "aws_x.q", "to": "aws_x.r" }, { "from": "aws_x.s", "to": "aws_x.t" }] }),
        json!({ "terraform": { "required_version": "> 1" }, "import": { "to": "aws_x.a", "id": "a" } }),
        json!({ "terraform": { "required_version": "> 2" }, "import": { "to": "aws_x.b", "id": "b" } }),
        json!({ "removed": { "from": "aws_x.a" }, "check": { "c": { "assert": { "condition": true, "error_message": "m" } } } }),
        json!({ "removed": { "from": "aws_x.b" }, "check": { "c": { "data": { "aws_x": { "y": {} } } } } }),
        json!({ "variable": { "v": { "default": { "a": 1 } } }, "output": { "o": { "value": 1 } }, "module": { "m": { "source": "../m" } } }),
        json!({ "variable": { "v": { "type": "string" } }, "output": { "o": { "sensitive": true } }, "module": { "m": { "x": 1 } } }),
        json!({ "data": { "aws_x": { "a": { "p": 1 } } }, "ephemeral": { "aws_x": { "a": { "p": 1 } } } }),
        json!({ "data": { "aws_x": { "a": { "q": 2 } } }, "ephemeral": { "aws_x": { "a": { "q": 2 } } } }),
    ];
    blocks.map(|block| json!({ "raw": block })).chunks(2).flat_map(square).collect()
}

/// Each with each.
fn square(of: &[Value]) -> Vec<(Value, Value)> {
    of.iter().flat_map(|known| of.iter().map(move |patch| (known.clone(), patch.clone()))).collect()
}
