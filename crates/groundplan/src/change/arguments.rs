//! Which arguments of a block differ, with the schema of its type.

use std::collections::BTreeSet;

use super::known::{Known, entries};
use super::replacement::Step;
use crate::schema::{BlockSchema, Nesting, Type};
use crate::terraform::Mode;

/// An argument that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Differing {
    /// Its path, with the numbers of nested blocks: `rule[1].status`.
    pub(super) path: String,
    /// Its path as facts have it: `rule.status`.
    pub(super) fact: String,
    pub(super) step: Step,
    /// Whether the values differ however references come out.
    pub(super) is_certain: bool,
    /// Whether it is set on one side only, to what may be the provider's default.
    pub(super) may_be_default: bool,
}

/// Arguments of Terraform itself, which no provider gets.
const META: [&str; 7] =
    ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

/// What differs between two bodies of one type.
pub(super) fn compare(old: &Known, new: &Known, schema: Option<&BlockSchema>) -> Vec<Differing> {
    let mut comparison = Comparison { found: Vec::new(), path: String::new(), fact: String::new() };
    comparison.bodies(Some(old), Some(new), schema, true);
    comparison.found
}

struct Comparison {
    found: Vec<Differing>,
    path: String,
    fact: String,
}

impl Comparison {
    /// Arguments and nested blocks by name. A body that is not there has none.
    fn bodies(
        &mut self,
        old: Option<&Known>,
        new: Option<&Known>,
        schema: Option<&BlockSchema>,
        is_root: bool,
    ) {
        let before = entries(old).map(|(name, _)| name);
        let added = entries(new).map(|(name, _)| name).filter(|name| get(old, name) == &Known::Absent);
        let names: Vec<&String> =
            before.filter(|name| get(old, name) != &Known::Absent).chain(added).collect();
        for name in names.into_iter().filter(|name| !(is_root && META.contains(&name.as_str()))) {
            let (before, after) = (get(old, name), get(new, name));
            if before != after && name == "dynamic" {
                self.dynamic(before, after);
            } else if before != after {
                self.below(name, |within| within.entry(name, before, after, schema));
            }
        }
    }

    fn entry(&mut self, name: &str, old: &Known, new: &Known, schema: Option<&BlockSchema>) {
        if let Some(nested) = schema.and_then(|schema| schema.block(name)) {
            return self.blocks(old, new, Some(&nested.block), nested.nesting == Nesting::Set);
        }
        let attribute = schema.and_then(|schema| schema.attribute(name));
        if let Some(nested) = attribute.and_then(|attribute| attribute.nested.as_ref()) {
            return self.blocks(old, new, Some(&nested.block), nested.nesting == Nesting::Set);
        }
        let is_computed = attribute.is_some_and(|attribute| attribute.computed);
        let is_set = attribute.is_some_and(|attribute| matches!(attribute.ty, Type::Set(_)));
        if schema.is_none() && [old, new].into_iter().any(is_blocks) {
            self.blocks(old, new, None, false);
        } else if !(is_computed && *new == Known::Absent || is_set && sorted(old) == sorted(new)) {
            // What the provider fills in stays as it is where it is no longer set, and may be what is set now.
            let may_be_alike = is_computed && *old == Known::Absent || may_be_default(old, new);
            self.leaf(old, new, !may_be_alike);
        }
    }

    /// Nested blocks in their order; in a set, those without an equal.
    fn blocks(&mut self, old: &Known, new: &Known, schema: Option<&BlockSchema>, is_set: bool) {
        let (mut before, mut after) = (several(old), several(new));
        if is_set {
            let kept: Vec<&Known> = after.iter().copied().filter(|block| before.contains(block)).collect();
            before.retain(|block| !kept.contains(block));
            after.retain(|block| !kept.contains(block));
        }
        for at in 0..before.len().max(after.len()) {
            let (old, new) = (before.get(at).copied(), after.get(at).copied());
            let length = self.path.len();
            if before.len().max(after.len()) > 1 {
                self.path += &format!("[{at}]");
            }
            match (old, new) {
                (Some(Known::Object(_)), Some(Known::Object(_))) => self.bodies(old, new, schema, false),
                (Some(Known::Object(_)), None) => {
                    self.push(Step::Unset, true);
                    self.bodies(old, None, schema, false);
                }
                (None, Some(_)) => self.push(Step::Set, true),
                (old, new) if old != new => {
                    self.leaf(old.unwrap_or(&Known::Absent), new.unwrap_or(&Known::Absent), true)
                }
                _ => {}
            }
            self.path.truncate(length);
        }
    }

    /// How many blocks there are is not known.
    fn dynamic(&mut self, old: &Known, new: &Known) {
        let labels = [old, new].into_iter().flat_map(several).flat_map(|one| entries(Some(one)));
        let mut names: Vec<String> = labels.map(|(name, _)| name.clone()).collect();
        names.dedup();
        for name in names {
            self.below(&name, |within| within.push(Step::Changed, false));
        }
    }

    fn leaf(&mut self, old: &Known, new: &Known, is_certain: bool) {
        let step = match (old, new) {
            (Known::Absent, _) => Step::Set,
            (_, Known::Absent) => Step::Unset,
            _ => Step::Changed,
        };
        self.push(step, is_certain && differ(old, new));
        if let Some(found) = self.found.last_mut() {
            found.may_be_default = may_be_default(old, new);
        }
    }

    fn push(&mut self, step: Step, is_certain: bool) {
        let (path, fact) = (self.path.clone(), self.fact.clone());
        self.found.push(Differing { path, fact, step, is_certain, may_be_default: false });
    }

    fn below(&mut self, name: &str, then: impl FnOnce(&mut Self)) {
        let lengths = (self.path.len(), self.fact.len());
        for path in [&mut self.path, &mut self.fact] {
            if !path.is_empty() {
                *path += ".";
            }
            *path += name;
        }
        then(self);
        self.path.truncate(lengths.0);
        self.fact.truncate(lengths.1);
    }
}

/// Whether two values that read differently are different: references to two objects are, where both give the same
/// attribute and nothing else is read.
pub(super) fn differ(old: &Known, new: &Known) -> bool {
    match (old, new) {
        (Known::Open(before), Known::Open(after)) => {
            // Who gives a variable may give it another value in the same change.
            let is_given = before.references.iter().any(is_input);
            if !is_given && before.template.differs(&after.template) {
                return true;
            }
            match (before.references.as_slice(), after.references.as_slice()) {
                ([a], [b]) => {
                    let is_identity = matches!(a.attribute.as_str(), "id" | "arn");
                    let is_whole = before.text.ends_with(&a.attribute) && after.text.ends_with(&b.attribute);
                    is_whole && is_identity && a.attribute == b.attribute && is_managed(a) && is_managed(b)
                }
                _ => before.is_exact && after.is_exact,
            }
        }
        (Known::List(before), Known::List(after)) => {
            before.len() != after.len()
                || before.iter().zip(after).any(|(old, new)| old != new && differ(old, new))
        }
        (Known::Object(before), Known::Object(after)) => {
            let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            names.into_iter().any(|name| {
                let (old, new) = (get(Some(old), name), get(Some(new), name));
                old != new && differ(old, new)
            })
        }
        _ => old.is_exact() && new.is_exact(),
    }
}

/// Whether one of two values is not set and the other may be what the provider takes then: a schema has no defaults, and these
/// are texts, numbers and booleans.
fn may_be_default(old: &Known, new: &Known) -> bool {
    matches!((old, new), (Known::Absent, Known::Scalar(_)) | (Known::Scalar(_), Known::Absent))
}

/// The value of a name in a body, where there is one.
fn get<'a>(body: Option<&'a Known>, name: &str) -> &'a Known {
    match body {
        Some(Known::Object(entries)) => entries.get(name).unwrap_or(&Known::Absent),
        _ => &Known::Absent,
    }
}

fn is_managed(referred: &super::known::Referred) -> bool {
    referred.mode == Mode::Resource
}

fn is_input(referred: &super::known::Referred) -> bool {
    matches!(referred.mode, Mode::Variable | Mode::Module)
}

fn is_blocks(known: &Known) -> bool {
    matches!(known, Known::List(values) if matches!(values.first(), Some(Known::Object(_))))
}

/// Nested blocks: one that was read as an object is one of them.
fn several(known: &Known) -> Vec<&Known> {
    match known {
        Known::List(values) => values.iter().collect(),
        Known::Absent => Vec::new(),
        one => vec![one],
    }
}

fn sorted(known: &Known) -> Vec<&Known> {
    let mut values = several(known);
    values.sort();
    values
}
