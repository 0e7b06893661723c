use std::collections::BTreeMap;

use super::part::{Bodies, Body, Part};
use super::place::Place;
use super::{Check, elsewhere};
use crate::diagnostic::{Rule, nearest, one_of};
use crate::schema::{Attribute, BlockSchema, Kind, NestedBlock, Nesting};
use crate::terraform::Content;

/// The meta-arguments of such a block.
/// <https://developer.hashicorp.com/terraform/language/meta-arguments>
fn meta_arguments(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Provider => &["alias", "version", "for_each"],
        Kind::Resource => {
            &["count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection"]
        }
        Kind::Data | Kind::Ephemeral => &["count", "for_each", "depends_on", "provider", "lifecycle"],
    }
}

const COMMENT: &str = "//";
const DYNAMIC: &str = "dynamic";

/// How often a block occurs: the number written, and whether an expression adds more.
#[derive(Default)]
struct Count {
    written: u64,
    dynamic: bool,
}

impl Check<'_> {
    /// The body of a top-level block.
    pub(super) fn top(&self, kind: Kind, content: &Content, schema: &BlockSchema, place: &Place<'_>) {
        self.bodies(content, schema, meta_arguments(kind), place);
    }

    /// The bodies that a content holds.
    pub(super) fn bodies(&self, content: &Content, schema: &BlockSchema, meta: &[&str], place: &Place<'_>) {
        let Bodies::Some(bodies) = Part::of(content).bodies() else { return };
        for (at, body) in bodies {
            self.body(body, schema, meta, &place.maybe_index(at));
        }
    }

    pub(super) fn body(&self, body: Body<'_>, schema: &BlockSchema, meta: &[&str], place: &Place<'_>) {
        let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
        let entries = body.entries();
        for (name, part) in &entries {
            let at = place.key(name);
            match (schema.attribute(name), schema.block(name)) {
                (Some(attribute), _) => self.attribute(name, attribute, *part, &at),
                (None, Some(nested)) => {
                    counts.entry(name).or_default().written += self.blocks(name, nested, *part, &at);
                }
                (None, None) if *name == COMMENT || meta.contains(name) => {}
                (None, None) if *name == DYNAMIC => self.dynamic(*part, schema, &mut counts, &at),
                (None, None) => self.unknown_argument(name, schema, &at),
            }
        }
        let counts_as_set = |part: &Part<'_>| self.takes_null || !part.is_null();
        let is_set = |name: &str| entries.iter().any(|(given, part)| *given == name && counts_as_set(part));
        for (name, attribute) in schema.attributes().filter(|(name, one)| one.required && !is_set(name)) {
            self.missing(name, &attribute.ty.to_string(), place);
        }
        for (name, nested) in schema.blocks() {
            self.count(name, nested, counts.get(name), place);
        }
    }

    fn attribute(&self, name: &str, attribute: &Attribute, part: Part<'_>, place: &Place<'_>) {
        if part.is_null() {
            return;
        }
        if !attribute.is_settable() {
            // What is null is as good as left out.
            if part.may_be_null() {
                return;
            }
            let finding = place.finding(Rule::READ_ONLY, format!("`{name}` is set by the provider alone"));
            return self.add(finding.given(part.noun()).wants("it can be read, not written; leave it out"));
        }
        if let Some(message) = &attribute.deprecated {
            self.deprecated(&format!("the argument `{name}`"), message, place);
        }
        self.argument(name, attribute, part, place);
    }

    /// Checks the blocks of one name, and counts them.
    fn blocks(&self, name: &str, nested: &NestedBlock, part: Part<'_>, place: &Place<'_>) -> u64 {
        if part.is_null() {
            return 0;
        }
        if let Some(message) = &nested.block.deprecated {
            self.deprecated(&format!("the block `{name}`"), message, place);
        }
        let Bodies::Some(bodies) = part.bodies() else {
            let finding = place.finding(Rule::BLOCK, format!("`{name}` is a nested block, and no argument"));
            self.add(finding.given(part.noun()).wants(block_forms(name)).hint(format!("\"{name}\": {{}}")));
            // One that was meant is not missing too.
            return nested.min.max(1).min(nested.most().unwrap_or(u64::MAX));
        };
        let mut count = 0;
        for (at, body) in bodies {
            let place = place.maybe_index(at);
            if nested.nesting == Nesting::Map {
                count += self.labelled(name, nested, body, &place);
            } else {
                self.body(body, &nested.block, &[], &place);
                count += 1;
            }
        }
        count
    }

    /// Blocks with a label: an object whose keys are the labels.
    fn labelled(&self, name: &str, nested: &NestedBlock, body: Body<'_>, place: &Place<'_>) -> u64 {
        let mut count = 0;
        for (label, part) in body.entries() {
            let place = place.key(label);
            let Bodies::Some(bodies) = part.bodies() else {
                let finding = place.finding(Rule::BLOCK, format!("each `{name}` has a label"));
                self.add(finding.given(part.noun()).wants("an object of blocks by their labels"));
                continue;
            };
            for (at, body) in bodies {
                self.body(body, &nested.block, &[], &place.maybe_index(at));
                count += 1;
            }
        }
        count
    }

    /// `"dynamic": {"ingress": {"for_each": …, "content": {…}}}`
    fn dynamic<'a>(
        &self,
        part: Part<'a>,
        schema: &BlockSchema,
        counts: &mut BTreeMap<&'a str, Count>,
        place: &Place<'_>,
    ) {
        let Bodies::Some(bodies) = part.bodies() else { return };
        for (at, body) in bodies {
            let place = place.maybe_index(at);
            for (name, part) in body.entries() {
                let place = place.key(name);
                match schema.block(name) {
                    Some(nested) => {
                        counts.entry(name).or_default().dynamic = true;
                        self.generated(nested, part, &place);
                    }
                    None if schema
                        .attribute(name)
                        .is_some_and(|attribute| attribute.block_fields().is_some()) =>
                    {
                        self.parts_of_dynamic(part, &place);
                    }
                    None => self.unknown_argument(name, schema, &place),
                }
            }
        }
    }

    /// What a `dynamic` block needs, whatever blocks it makes.
    fn parts_of_dynamic(&self, part: Part<'_>, place: &Place<'_>) {
        let Bodies::Some(bodies) = part.bodies() else { return };
        for (at, body) in bodies {
            for name in ["for_each", "content"] {
                if !body.entries().iter().any(|(given, _)| *given == name) {
                    let place = place.maybe_index(at);
                    let finding = place.finding(Rule::MISSING_ARGUMENT, format!("`{name}` is missing"));
                    self.add(finding.wants("`for_each`, and `content` with the body of each block"));
                }
            }
        }
    }

    fn generated(&self, nested: &NestedBlock, part: Part<'_>, place: &Place<'_>) {
        self.parts_of_dynamic(part, place);
        let Bodies::Some(bodies) = part.bodies() else { return };
        for (at, body) in bodies {
            let place = place.maybe_index(at);
            for (_, content) in body.entries().into_iter().filter(|(name, _)| *name == "content") {
                let place = place.key("content");
                let Bodies::Some(bodies) = content.bodies() else { continue };
                for (at, body) in bodies {
                    self.body(body, &nested.block, &[], &place.maybe_index(at));
                }
            }
        }
    }

    fn count(&self, name: &str, nested: &NestedBlock, count: Option<&Count>, place: &Place<'_>) {
        let (written, dynamic) = count.map_or((0, false), |count| (count.written, count.dynamic));
        if written == 0 && nested.min > 0 && !dynamic {
            return self.missing(name, "a block", place);
        }
        let most = nested.most();
        let too_few = written < nested.min && !dynamic;
        if too_few || most.is_some_and(|most| written > most) {
            let finding = place.key(name).finding(
                Rule::BLOCK,
                format!("there are too {} `{name}` blocks", if too_few { "few" } else { "many" }),
            );
            self.add(finding.given(written).wants(bounds(nested.min, most)));
        }
    }

    pub(super) fn missing(&self, name: &str, kind: &str, place: &Place<'_>) {
        let finding = place.finding(Rule::MISSING_ARGUMENT, format!("`{name}` is missing"));
        // Of Terraform's own blocks, an empty value is one that it refuses as well.
        let hint = (!self.takes_null).then(|| format!("\"{name}\": {}", example(kind)));
        let wants = if self.takes_null { format!("`{name}`") } else { format!("`{name}`: {kind}") };
        self.add(finding.wants(wants).maybe_hint(hint));
    }

    pub(super) fn unknown_argument(&self, name: &str, schema: &BlockSchema, place: &Place<'_>) {
        let what = format!("there is no argument `{name}` here");
        if let Some(elsewhere) = schema.elsewhere.get(name) {
            let (message, wants) = elsewhere::message(&what, elsewhere);
            self.is_newer(elsewhere, &place.path());
            let finding = place.finding(Rule::UNKNOWN_ARGUMENT, message).given(name).wants(wants);
            return self.add(finding.maybe_hint(elsewhere::renamed(elsewhere, schema)));
        }
        let finding = place.finding(Rule::UNKNOWN_ARGUMENT, what);
        let settable = schema.attributes().filter(|(_, one)| one.is_settable()).map(|(name, _)| name);
        let settable: Vec<&str> = settable.chain(schema.blocks().map(|(name, _)| name)).collect();
        let mut below = Vec::new();
        holders(name, schema, "", &mut below);
        let near = nearest(name, settable.iter().copied()).map(str::to_owned);
        let read_only =
            nearest(name, schema.attributes().filter(|(_, one)| !one.is_settable()).map(|(name, _)| name));
        let (wants, hint) = match (below.first(), near, read_only) {
            (Some(way), ..) => {
                (format!("`{name}` belongs inside `{}`", below.join("`, `")), Some(inside(way, name)))
            }
            (None, Some(near), _) => (one_of(&settable), Some(near)),
            (None, None, Some(read_only)) => (format!("`{read_only}` is set by the provider alone"), None),
            (None, None, None) => (one_of(&settable), None),
        };
        self.add(finding.given(name).wants(wants).maybe_hint(hint));
    }
}

/// The nested blocks that have an argument, as the way to them.
fn holders(name: &str, schema: &BlockSchema, way: &str, found: &mut Vec<String>) {
    for (block, nested) in schema.blocks() {
        let way = if way.is_empty() { block.to_owned() } else { format!("{way}.{block}") };
        let has = nested.block.attribute(name).is_some_and(Attribute::is_settable);
        if has || nested.block.block(name).is_some() {
            found.push(way.clone());
        }
        if found.len() < 3 && way.len() < 60 {
            holders(name, &nested.block, &way, found);
        }
    }
    found.truncate(3);
}

/// `"a": {"b": {"name": …}}`
fn inside(way: &str, name: &str) -> String {
    let inner = format!("\"{name}\": …");
    way.rsplit('.').fold(inner, |inner, step| format!("\"{step}\": {{{inner}}}"))
}

fn block_forms(name: &str) -> String {
    format!("an object or a list of objects; `dynamic` for `{name}` blocks made by an expression")
}

fn bounds(min: u64, max: Option<u64>) -> String {
    match max {
        Some(max) if max == min => format!("exactly {max}"),
        Some(max) if min > 0 => format!("{min} to {max}"),
        Some(max) => format!("at most {max}"),
        None => format!("at least {min}"),
    }
}

/// Something of a type, to be pasted and filled in.
fn example(kind: &str) -> &'static str {
    let starts = |word: &str| kind.starts_with(word);
    match () {
        () if kind == "string" || kind == "any" => "\"\"",
        () if kind == "number" => "0",
        () if kind == "bool" => "false",
        () if starts("list(") || starts("set(") || starts("tuple(") => "[]",
        () => "{}",
    }
}
