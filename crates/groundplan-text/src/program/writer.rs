//! A program while it is written: its statements, what they are called, and what they need.

use std::collections::BTreeSet;

use groundplan::diagnostic::{Path, Segment};
use groundplan::spec::{Node, NodeValue};

use super::Language;
use super::code::Code;
use super::field::Calls;
use super::literal::{key, labelled};
use super::table;
use crate::editor::types::Type;

/// Fields of a stack whose items get a statement each, with a variable name for items whose own name is not an
/// identifier. Each may refer to those before it.
const DECLARED: [(&str, &str); 7] = [
    ("network", "network"),
    ("imports", "import"),
    ("secrets", "secret"),
    ("raw", "block"),
    ("modules", "module"),
    ("services", "service"),
    ("environments", "environment"),
];

/// Writes one program.
pub(super) struct Writer {
    pub(super) language: Language,
    /// What is imported by its name: what the npm package has, or in Rust what the prelude lacks.
    pub(super) used: BTreeSet<String>,
    /// Whether a call may fail, in Rust.
    pub(super) fails: bool,
    pub(super) statements: Vec<(String, Code)>,
    /// Values by field and name.
    values: Vec<(&'static str, String, String)>,
    /// Whether blocks may be gone, in Rust, since the stack has them.
    moved: bool,
    /// The services of the stack, which environments patch.
    services: Vec<String>,
    /// Every expression in the spec.
    expressions: Vec<String>,
}

/// The structure that a field is one of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Within<'a> {
    /// Its type, which is its builder's too.
    pub(super) class: &'a str,
    /// Whether it is an environment's, and may change what the stack says.
    pub(super) changes: bool,
}

impl Writer {
    pub(super) fn new(language: Language, spec: &Node) -> Self {
        let mut expressions = Vec::new();
        gather(spec, &mut expressions);
        let services = spec.get(&Path::of("services")).map(entries).unwrap_or_default();
        Self {
            language,
            used: BTreeSet::new(),
            fails: false,
            statements: Vec::new(),
            values: Vec::new(),
            moved: false,
            services: services.iter().map(|(name, _)| name.clone()).collect(),
            expressions,
        }
    }

    /// Writes a statement for each thing of the stack, and gives the stack itself.
    pub(super) fn stack(&mut self, spec: &Node) -> Code {
        for (field, kind) in DECLARED {
            match (spec.get(&Path::root().key(field)), under(&Type::root(), field)) {
                (Some(node), _) if field == "raw" => self.declare_blocks(node, kind),
                (Some(node), Some(of)) => self.declare(field, kind, &of, node),
                _ => {}
            }
        }
        let is_declared = |(name, _): &&(String, Node)| DECLARED.iter().any(|(field, _)| name == field);
        // What is given away comes last, so that all else may refer to it; blocks may refer to the rest of that.
        let (mut last, first): (Vec<_>, Vec<_>) = entries(spec).iter().partition(is_declared);
        let within = Within { class: "Stack", changes: false };
        let (begin, taken) = self.beginning(within, None, spec, &Type::root());
        let mut calls = Calls::default();
        self.fields(
            within,
            &Type::root(),
            first.into_iter().filter(|(key, _)| !taken.contains(&key.as_str())),
            &mut calls,
        );
        last.sort_by_key(|(field, _)| field != "raw");
        self.moved = self.language == Language::Rust;
        self.fields(within, &Type::root(), last.into_iter(), &mut calls);
        self.begun(within, &begin, calls)
    }

    fn declare(&mut self, field: &'static str, kind: &str, of: &Type, node: &Node) {
        let within = Within { class: of.name.unwrap_or_default(), changes: false };
        if field == "network" {
            let code = self.structure(within, None, of, node);
            return self.add(field, "", kind, code);
        }
        for (name, node) in entries(node).iter().filter(|(_, node)| !is_none(node)) {
            let Some(of) = under(of, name) else { continue };
            let within = Within { class: of.name.unwrap_or_default(), changes: field == "environments" };
            let code = self.structure(within, Some(name), &of, node);
            self.add(field, name, kind, code);
        }
    }

    /// Adds a statement for a named item. Variable names are unique.
    pub(super) fn add(&mut self, field: &'static str, name: &str, kind: &str, code: Code) {
        let called = name.rsplit('.').next().filter(|_| field == "raw").unwrap_or(name);
        let wanted =
            if field == "network" { kind.to_owned() } else { table::value_name(self.language, called, kind) };
        let is_taken = |value: &str| self.values.iter().any(|(.., known)| known == value);
        let mut value = wanted.clone();
        let mut count = 1;
        while is_taken(&value) {
            count += 1;
            value = format!("{wanted}{}{count}", self.language.pick("_", ""));
        }
        self.values.push((field, name.to_owned(), value.clone()));
        self.statements.push((value, code));
    }

    /// What the thing under a name is called, where it has a statement.
    pub(super) fn value_of(&self, field: &str, is_it: impl Fn(&str) -> bool) -> Option<String> {
        let found = self.values.iter().find(|(of, name, _)| *of == field && is_it(name));
        found.map(|(.., value)| value.clone())
    }

    /// The same, where it can be referred to.
    pub(super) fn reachable(&self, field: &str, is_it: impl Fn(&str) -> bool) -> Option<String> {
        self.value_of(field, is_it).filter(|_| !(self.moved && field == "raw"))
    }

    /// Whether an expression of the spec begins so.
    pub(super) fn is_referred_to(&self, start: &str) -> bool {
        self.expressions.iter().any(|expression| expression.starts_with(start))
    }

    /// A structure: how it begins, and a call for each field.
    pub(super) fn structure(
        &mut self,
        within: Within<'_>,
        name: Option<&str>,
        of: &Type,
        node: &Node,
    ) -> Code {
        let (begin, taken) = self.beginning(within, name, node, of);
        let mut calls = Calls::default();
        let fields = entries(node).iter().filter(|(key, _)| !taken.contains(&key.as_str()));
        self.fields(within, of, fields, &mut calls);
        if calls.rest.is_empty() || taken.is_empty() || begin.how == "new" {
            return self.begun(within, &begin, calls);
        }
        // Data that no method takes goes to `new`, and so does what another constructor would have taken.
        for field in taken {
            let node = node.get(&Path::root().key(field));
            node.into_iter().for_each(|node| self.plainly(field, node, &mut calls));
        }
        let arguments = name.map(|name| self.text(name)).into_iter().collect();
        self.begun(within, &Begin { how: "new", arguments }, calls)
    }

    fn fields<'a>(
        &mut self,
        within: Within<'_>,
        of: &Type,
        fields: impl Iterator<Item = &'a (String, Node)>,
        calls: &mut Calls,
    ) {
        for (field, node) in fields {
            if let Some(of) = under(of, field) {
                self.field(within, field, &of, node, calls);
            }
        }
    }

    /// The constructor of a structure, and the fields that are its arguments.
    fn beginning(
        &mut self,
        within: Within<'_>,
        name: Option<&str>,
        node: &Node,
        of: &Type,
    ) -> (Begin, Vec<&'static str>) {
        let has = |field: &str| entries(node).iter().any(|(key, _)| key == field);
        let (fields, how) = match within.class {
            "Stack" if has("stack") => (&["stack"] as &[_], "new"),
            "Environment" => tier(node),
            "EcsFargateService"
                if within.changes
                    && name.is_some_and(|name| self.services.iter().any(|known| known == name)) =>
            {
                (&[] as &[_], "patch")
            }
            // What holds for every service has no name.
            "EcsFargateService" if name.is_none() => (&[] as &[_], "default"),
            "Network" if within.changes => (&[] as &[_], "patch"),
            class => table::beginning(class, has),
        };
        let mut arguments: Vec<Code> = name.map(|name| self.text(name)).into_iter().collect();
        for field in fields.iter().filter(|field| **field != "tier") {
            let argument = node.get(&Path::root().key(*field)).zip(under(of, field));
            arguments.extend(argument.and_then(|(node, of)| self.argument(within, &of, node)));
        }
        (Begin { how, arguments }, fields.to_vec())
    }

    fn begun(&mut self, within: Within<'_>, begin: &Begin, calls: Calls) -> Code {
        let class = self.class(within.class);
        let mut arguments = begin.arguments.clone();
        if self.language == Language::TypeScript {
            let rest: Vec<Code> = calls
                .rest
                .into_iter()
                .map(|(field, code)| labelled(&format!("{}: ", key(&field)), code))
                .collect();
            let is_new = begin.how == "new" || begin.how.is_empty() || !rest.is_empty();
            if !rest.is_empty() {
                arguments.push(Code::group("{ ", rest, " }"));
            }
            let name = if is_new { format!("new {class}") } else { format!("{class}.{}", begin.how) };
            return Code::chain(Code::call(&name, arguments), calls.calls);
        }
        let how = if begin.how.is_empty() { table::plain_beginning(within.class) } else { begin.how };
        let name = format!("{class}::{}", table::cased(self.language, how));
        Code::chain(Code::call(&name, arguments), calls.calls)
    }

    /// A class or function of the npm package, which is imported; the prelude of Rust has it.
    pub(super) fn class(&mut self, name: &str) -> String {
        if self.language == Language::TypeScript {
            self.used.insert(name.to_owned());
        }
        name.to_owned()
    }

    /// What is in Rust's module `terraform`.
    pub(super) fn of_terraform(&mut self, name: &str) -> String {
        self.used.insert(name.to_owned());
        name.to_owned()
    }
}

/// How a structure begins.
struct Begin {
    how: &'static str,
    arguments: Vec<Code>,
}

/// The constructor of an environment is its tier.
fn tier(node: &Node) -> (&'static [&'static str], &'static str) {
    let tier = node.get(&Path::of("tier")).map(|node| &node.value);
    let tiers = ["development", "staging", "production"];
    let is = |name: &&str| matches!(tier, Some(NodeValue::Scalar(text, _)) if text == name);
    tiers.into_iter().find(is).map_or((&[], "new"), |tier| (&["tier"], tier))
}

/// The type of a key, or of a named item.
pub(super) fn under(of: &Type, key: &str) -> Option<Type> {
    of.step(&Segment::Key(key.to_owned()))
}

/// The entries of a map.
pub(super) fn entries(node: &Node) -> &[(String, Node)] {
    if let NodeValue::Map(entries) = &node.value { entries } else { &[] }
}

/// Whether something is turned off.
pub(super) fn is_none(node: &Node) -> bool {
    matches!(&node.value, NodeValue::Scalar(text, _) if text == "none")
}

fn gather(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        NodeValue::Map(entries) => {
            for (key, node) in entries {
                match &node.value {
                    NodeValue::Scalar(text, _) if key == "$expr" => found.push(text.clone()),
                    _ => gather(node, found),
                }
            }
        }
        NodeValue::List(nodes) => nodes.iter().for_each(|node| gather(node, found)),
        NodeValue::Null | NodeValue::Scalar(..) => {}
    }
}
