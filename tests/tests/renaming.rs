//! What runs already is never destroyed for the sake of a name or of an order: a new name only moves it, and
//! nothing depends on positions in a spec.

use std::collections::{BTreeMap, BTreeSet};

use groundplan::unit::label;
use groundplan::{Stack, Synthesis};
use groundplan_tests::assert_none;
use groundplan_tests::case::{Case, accepted};
use groundplan_tests::root::{Root, entries};
use serde_json::{Map, Value, json};

/// Of two environments that claim one host, it is the later one that has to waive a rule.
const CLAIMED_IN_TURN: &str = "rules/stack-host-shared";

const KINDS: [&str; 3] = ["services", "secrets", "modules"];

fn spec(case: &Case) -> Value {
    serde_json::from_str(&case.json()).expect("the case is JSON")
}

fn synth(spec: &Value) -> Synthesis {
    Stack::synth_json(&spec.to_string()).unwrap_or_else(|error| panic!("refused:\n{error}\n{spec:#}"))
}

#[test]
fn a_new_name_moves_and_changes_nothing() {
    let mut moves = 0;
    // Overrides name addresses, which have to be renamed as well; placeholders for names stand for the new ones.
    let is_compared =
        |case: &Case| !["renamedFrom", "{service}", "{stack}"].iter().any(|text| case.json().contains(text));
    let cases = accepted().into_iter();
    let cases = cases.filter(|case| is_compared(case) && !case.has_raw_blocks());
    let failures = cases.flat_map(|case| {
        let before = synth(&spec(&case));
        let names = KINDS.map(|kind| new_names(&spec(&case), kind));
        let after = synth(&renamed(spec(&case), &names));
        moves +=
            after.files().iter().map(|file| file.text.matches("\"from\": \"aws_").count()).sum::<usize>();
        let pairs = Root::all(&before.files()).into_iter().zip(Root::all(&after.files()));
        let wrong = pairs.flat_map(|(before, after)| differences(&before, &after, &names[0]));
        wrong.map(|wrong| format!("{}: {wrong}", case.name)).collect::<Vec<_>>()
    });
    assert_none(&failures.collect::<Vec<_>>());
    assert!(moves > 500, "{moves} moves were compared");
}

/// The spec with other names for everything that can have one.
fn renamed(mut spec: Value, names: &[Names; 3]) -> Value {
    spec["renamedFrom"] = spec["stack"].take();
    spec["stack"] = "other".into();
    let mut text = spec.to_string();
    for (kind, names) in ["aws_ecs_service", "aws_secretsmanager_secret"].into_iter().zip(names) {
        for (old, new) in names {
            let address = |name: &str| format!("\"{kind}.{}.", label(name));
            text = text.replace(&address(old), &address(new));
        }
    }
    let mut spec: Value = serde_json::from_str(&text).expect("JSON");
    rename(&mut spec, names);
    for (_, environment) in spec["environments"].as_object_mut().into_iter().flatten() {
        rename(environment, names);
    }
    spec
}

/// Old names with the new ones.
type Names = BTreeMap<String, String>;

/// A new name for each thing of a kind that the stack or an environment has.
fn new_names(spec: &Value, kind: &str) -> Names {
    let environments = entries(&spec["environments"]).flat_map(|(_, one)| entries(&one[kind]));
    let names: BTreeSet<&str> = entries(&spec[kind]).chain(environments).map(|(name, _)| name).collect();
    names.into_iter().enumerate().map(|(at, name)| (name.to_owned(), format!("new-{at}"))).collect()
}

fn rename(part: &mut Value, names: &[Names; 3]) {
    for (kind, names) in KINDS.iter().zip(names) {
        let Some(things) = part.get_mut(kind).and_then(Value::as_object_mut) else { continue };
        let renamed = std::mem::take(things).into_iter().map(|(name, mut thing)| {
            if thing.is_null() {
                thing = json!({});
            }
            if let Some(thing) = thing.as_object_mut() {
                thing.insert("renamedFrom".to_owned(), name.clone().into());
            }
            (names[&name].clone(), thing)
        });
        *things = renamed.collect();
    }
    for (_, service) in part.get_mut("services").and_then(Value::as_object_mut).into_iter().flatten() {
        rename_in_container(service, names);
        rename_uses(service, &names[0]);
        for (_, sidecar) in service.get_mut("sidecars").and_then(Value::as_object_mut).into_iter().flatten() {
            rename_in_container(sidecar, names);
        }
    }
}

/// A service names others that it uses: one, a list of them, or each with its settings.
fn rename_uses(service: &mut Value, services: &Names) {
    let new = |name: &str| services.get(name).cloned().unwrap_or_else(|| name.to_owned());
    match service.get_mut("uses") {
        Some(Value::String(name)) => *name = new(name),
        Some(Value::Array(all)) => {
            all.iter_mut().for_each(|one| *one = new(one.as_str().expect("a service's name")).into());
        }
        Some(Value::Object(all)) => {
            *all = std::mem::take(all).into_iter().map(|(name, how)| (new(&name), how)).collect();
        }
        _ => {}
    }
}

/// A container names secrets, and the service's own one that it waits for.
fn rename_in_container(container: &mut Value, names: &[Names; 3]) {
    for (_, source) in container.get_mut("secrets").and_then(Value::as_object_mut).into_iter().flatten() {
        let secret = if source.is_string() { Some(source) } else { source.get_mut("secret") };
        // A parameter has a name of its own.
        if let Some(secret) = secret {
            *secret = names[1][secret.as_str().expect("a secret's name")].clone().into();
        }
    }
    if let Some(credentials) = container.pointer_mut("/image/credentials") {
        *credentials = names[1][credentials.as_str().expect("a secret's name")].clone().into();
    }
    if let Some(waits) = container.get_mut("dependsOn").and_then(Value::as_object_mut) {
        let renamed =
            |(name, condition): (String, Value)| (names[0].get(&name).cloned().unwrap_or(name), condition);
        *waits = std::mem::take(waits).into_iter().map(renamed).collect();
    }
}

/// What would not only move: objects that are neither where they were nor where they moved, and objects
/// that say something else than before, apart from addresses.
fn differences(before: &Root, after: &Root, services: &Names) -> Vec<String> {
    let mut moved = moved(after);
    moved.extend(locals(before, after, services));
    let (old, new) = (objects(before), objects(after));
    let mut wrong = Vec::new();
    for (address, body) in &old {
        let to = moved.get(address).unwrap_or(address);
        match new.get(to) {
            None => wrong.push(format!("{address} is gone")),
            Some(found) if in_new_words(body, &moved) == **found => {}
            Some(found) => wrong.push(format!("{address} changes:\n{body:#}\n{found:#}")),
        }
    }
    let known: BTreeSet<&String> = old.keys().map(|address| moved.get(address).unwrap_or(address)).collect();
    wrong.extend(
        new.keys().filter(|address| !known.contains(address)).map(|address| format!("{address} is new")),
    );
    wrong
        .extend(moved.keys().filter(|from| !old.contains_key(*from)).map(|from| format!("{from} never was")));
    wrong
}

fn moved(root: &Root) -> BTreeMap<String, String> {
    let blocks = root.files.values().flat_map(|file| file["moved"].as_array().into_iter().flatten());
    let text = |value: &Value| value.as_str().expect("an address").to_owned();
    blocks.map(|block| (text(&block["from"]), text(&block["to"]))).collect()
}

/// What resources, modules and local values say, by address.
fn objects(root: &Root) -> BTreeMap<String, &Value> {
    let resources = root.all_resources().map(|(kind, label, body)| (format!("{kind}.{label}"), body));
    let named = |section: &'static str, prefix: &'static str| {
        root.section(section).map(move |(name, body)| (format!("{prefix}.{name}"), body))
    };
    resources.chain(named("module", "module")).chain(named("locals", "local")).collect()
}

/// Local values need no `moved` block; their names contain that of their service.
fn locals(before: &Root, after: &Root, services: &Names) -> Names {
    let exists = |name: &String| after.section("locals").any(|(local, _)| local == name);
    let renamed = |local: &str| {
        let mut names = services.iter().map(|(old, new)| local.replacen(&label(old), &label(new), 1));
        names.find(|name| name != local && exists(name))
    };
    let locals = before.section("locals").filter_map(|(local, _)| Some((local, renamed(local)?)));
    locals.map(|(old, new)| (format!("local.{old}"), format!("local.{new}"))).collect()
}

/// A body with the new addresses in its references.
fn in_new_words(body: &Value, addresses: &BTreeMap<String, String>) -> Value {
    match body {
        Value::String(text) => {
            Value::from(addresses.get(text).cloned().unwrap_or_else(|| references(text, addresses)))
        }
        Value::Array(values) => values.iter().map(|value| in_new_words(value, addresses)).collect(),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| (key.clone(), in_new_words(value, addresses)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

fn references(text: &str, addresses: &BTreeMap<String, String>) -> String {
    let word = |character: char| character.is_ascii_alphanumeric() || "_.".contains(character);
    let mut out = String::new();
    for piece in text.split_inclusive(|character| !word(character)) {
        let (body, end) = piece.split_at(piece.trim_end_matches(|character| !word(character)).len());
        let found = addresses.iter().find(|(old, _)| body == *old || body.starts_with(&format!("{old}.")));
        match found {
            Some((old, new)) => out.extend([new.as_str(), &body[old.len()..]]),
            None => out.push_str(body),
        }
        out.push_str(end);
    }
    out
}

#[test]
fn nothing_follows_from_where_a_thing_stands() {
    let cases = accepted().into_iter().filter(|case| !case.name.starts_with(CLAIMED_IN_TURN));
    let failures = cases.flat_map(|case| {
        let (straight, turned) = (synth(&spec(&case)), synth(&turned(spec(&case))));
        let (straight, turned) = (plain(&straight), plain(&turned));
        let differ =
            straight.keys().chain(turned.keys()).filter(|path| straight.get(*path) != turned.get(*path));
        differ.map(|path| format!("{}: {path} depends on the order", case.name)).collect::<BTreeSet<_>>()
    });
    assert_none(&failures.collect::<Vec<_>>());
}

/// The spec with everything that has a name in the opposite order.
fn turned(mut spec: Value) -> Value {
    let reverse = |part: &mut Value, key: &str| {
        if let Some(things) = part.get_mut(key).and_then(Value::as_object_mut) {
            *things = std::mem::take(things).into_iter().rev().collect();
        }
    };
    let all = |part: &mut Value| KINDS.iter().for_each(|kind| reverse(part, kind));
    all(&mut spec);
    spec["environments"].as_object_mut().into_iter().flatten().for_each(|(_, environment)| all(environment));
    reverse(&mut spec, "environments");
    spec
}

/// The files of all root modules; keys and lists in one order, since theirs means nothing here.
fn plain(synthesis: &Synthesis) -> BTreeMap<String, String> {
    let roots = Root::all(&synthesis.files());
    let files = roots.iter().flat_map(|root| {
        root.files
            .iter()
            .map(move |(name, file)| (format!("{}/{name}", root.folder), sorted(file).to_string()))
    });
    files.collect()
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(values) => {
            let mut values: Vec<Value> = values.iter().map(sorted).collect();
            values.sort_by_key(ToString::to_string);
            values.into()
        }
        Value::Object(entries) => {
            let entries: BTreeMap<&String, Value> =
                entries.iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.into_iter().map(|(key, value)| (key.clone(), value)).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}
