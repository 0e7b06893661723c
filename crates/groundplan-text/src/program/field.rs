//! One field of a structure as calls of its builder.

use groundplan::diagnostic::Segment;
use groundplan::spec::{Node, NodeValue};

use super::Language;
use super::code::Code;
use super::literal::with_json;
use super::scalar::scalar;
use super::table::{self, NAMED};
use super::value::is_reference;
use super::writer::{Within, Writer, entries, is_none, under};
use crate::editor::types::Type;

/// The calls on a structure.
#[derive(Default)]
pub(super) struct Calls {
    pub(super) calls: Vec<Code>,
    /// Fields that no method sets, in TypeScript: the structure begins with them.
    pub(super) rest: Vec<(String, Code)>,
}

impl Calls {
    pub(super) fn add(&mut self, method: &str, arguments: Vec<Code>) {
        self.calls.push(Code::call(&format!(".{method}"), arguments));
    }
}

impl Writer {
    /// Sets a field.
    pub(super) fn field(
        &mut self,
        within: Within<'_>,
        field: &str,
        of: &Type,
        node: &Node,
        calls: &mut Calls,
    ) {
        match (field, &node.value) {
            ("waive", _) => entries(node).iter().for_each(|(rule, reason)| self.waive(rule, reason, calls)),
            ("raw", _) => self.blocks(within, node, calls),
            ("services", _) if within.class == "Defaults" && self.language == Language::TypeScript => {
                self.plainly(field, node, calls);
            }
            ("size", _) => self.size(within, of, node, calls),
            ("allow" | "allowEgress", NodeValue::List(rows)) => {
                self.rows(within, field, of, (node, rows), calls)
            }
            ("network", _) if within.class == "Stack" => {
                let value = self.value_of("network", |_| true).unwrap_or_default();
                calls.add("network", vec![Code::word(value)]);
            }
            (_, NodeValue::Map(entries)) if of.is_by_name() && !is_reference(node) => {
                for (name, node) in entries {
                    self.entry(within, field, of, (name, node), calls);
                }
            }
            (_, NodeValue::List(nodes)) if of.is_list() && of.name != Some("ExportValue") => {
                self.list(within, field, of, (node, nodes), calls);
            }
            _ => match self.argument(within, of, node) {
                Some(argument) => calls.add(&table::method(self.language, field, false), vec![argument]),
                None => self.plainly(field, node, calls),
            },
        }
    }

    /// Sets a field by plain data: the way that every builder has.
    pub(super) fn plainly(&mut self, field: &str, node: &Node, calls: &mut Calls) {
        match self.language {
            Language::Rust => {
                self.fails = true;
                calls.calls.push(with_json(&Node::map(vec![(field.to_owned(), node.clone())])));
            }
            Language::TypeScript => {
                let code = self.value(node);
                calls.rest.push((field.to_owned(), code));
            }
        }
    }

    /// Adds one thing of a map.
    fn entry(
        &mut self,
        within: Within<'_>,
        field: &str,
        of: &Type,
        (name, node): (&str, &Node),
        calls: &mut Calls,
    ) {
        let Some(of) = under(of, name) else { return };
        let class = of.name.unwrap_or_default();
        let method = table::method(self.language, field, true);
        if field == "services" && is_none(node) {
            return match within.class {
                "Environment" => {
                    calls.add(self.language.pick("without_service", "withoutService"), vec![self.text(name)])
                }
                _ => self.plainly(field, &Node::map(vec![(name.to_owned(), node.clone())]), calls),
            };
        }
        if field == "sidecars" && is_none(node) {
            let without = self.language.pick("without_sidecar", "withoutSidecar");
            return calls.add(without, vec![self.text(name)]);
        }
        if field == "uses" && is_none(node) {
            let without = self.language.pick("without_use", "withoutUse");
            return calls.add(without, vec![self.text(name)]);
        }
        if field == "uses" && entries(node).is_empty() {
            return calls.add(&method, vec![self.text(name)]);
        }
        if NAMED.contains(&class) {
            let value = self.value_of(field, |known| known == name).filter(|_| within.class == "Stack");
            let thing = match value {
                Some(value) => Code::word(value),
                None => self.structure(Within { class, ..within }, Some(name), &of, node),
            };
            return calls.add(&method, vec![thing]);
        }
        match self.argument(within, &of, node) {
            Some(argument) => calls.add(&method, vec![self.text(name), argument]),
            None => self.plainly(field, &Node::map(vec![(name.to_owned(), node.clone())]), calls),
        }
    }

    fn list(
        &mut self,
        within: Within<'_>,
        field: &str,
        of: &Type,
        (node, nodes): (&Node, &[Node]),
        calls: &mut Calls,
    ) {
        let method = table::method(self.language, field, false);
        let of = of.step(&Segment::Index(0)).unwrap_or_else(|| of.clone());
        if nodes.is_empty() && self.language == Language::Rust {
            return self.plainly(field, node, calls);
        }
        if table::is_whole(field) {
            let list = self.texts("[", nodes);
            return calls.add(&method, vec![list]);
        }
        for node in nodes {
            let argument = self.argument(within, &of, node);
            calls.add(&method, argument.into_iter().collect());
        }
        if nodes.is_empty() {
            calls.add(&method, Vec::new());
        }
    }

    /// What a method takes for a value, if there is a form for it.
    pub(super) fn argument(&mut self, within: Within<'_>, of: &Type, node: &Node) -> Option<Code> {
        let class = of.name.unwrap_or_default();
        match (class, &node.value) {
            ("Text" | "Arn", _) => Some(self.text_of(node)),
            ("Value", _) if self.is_own(node) => None,
            ("Value", _) => Some(self.value(node)),
            ("SecretSource", _) => self.secret(within, of, node),
            ("EnvFile", NodeValue::Scalar(..)) => Some(self.text_of(node)),
            ("EnvFile", _) if is_reference(node) => Some(self.arn(node)),
            ("ExportValue" | "Export", NodeValue::List(nodes)) => Some(self.exported(class, nodes)),
            ("ExportValue" | "Export", _) if is_reference(node) => Some(self.text_of(node)),
            (_, NodeValue::Map(_)) => Some(self.structure(Within { class, ..within }, None, of, node)),
            (_, NodeValue::Scalar(..)) if is_none(node) && of.is_map() => {
                let class = self.class(class);
                Some(Code::call(&format!("{class}{}none", self.language.pick("::", ".")), Vec::new()))
            }
            _ => scalar(self.language, of, node).map(Code::Word),
        }
    }

    fn waive(&mut self, rule: &str, reason: &Node, calls: &mut Calls) {
        let NodeValue::Scalar(text, _) = &reason.value else {
            return self.plainly("waive", &Node::map(vec![(rule.to_owned(), reason.clone())]), calls);
        };
        let reason_text = self.text(text);
        match (self.language, table::rule(rule)) {
            (Language::TypeScript, _) => calls.add("waive", vec![self.text(rule), reason_text]),
            (_, Some(constant)) => {
                calls.add("waive", vec![Code::word(format!("Rule::{constant}")), reason_text])
            }
            (_, None) => self.plainly("waive", &Node::map(vec![(rule.to_owned(), reason.clone())]), calls),
        }
    }

    fn size(&mut self, within: Within<'_>, of: &Type, node: &Node, calls: &mut Calls) {
        if let [_, _] = entries(node) {
            let both =
                entries(node).iter().filter_map(|(key, node)| self.argument(within, &under(of, key)?, node));
            let both: Vec<Code> = both.collect();
            return calls.add("size", self.language.pick(vec![Code::group("(", both.clone(), ")")], both));
        }
        let size = self.structure(Within { class: "Size", ..within }, None, of, node);
        calls.add("size", vec![size]);
    }

    /// Grants and addresses: two words where there are two, a builder where there are more.
    fn rows(
        &mut self,
        within: Within<'_>,
        field: &str,
        of: &Type,
        (node, rows): (&Node, &[Node]),
        calls: &mut Calls,
    ) {
        let of = of.step(&Segment::Index(0)).unwrap_or_else(|| of.clone());
        let has_form = |row: &Node| match field {
            "allow" => entries(row).len() == 2,
            _ => pair(row).is_some(),
        };
        if rows.is_empty() || (self.language == Language::Rust && !rows.iter().all(has_form)) {
            return self.plainly(field, node, calls);
        }
        for row in rows {
            let arguments: Option<Vec<Code>> = pair(row).and_then(|pair| {
                pair.into_iter().map(|(key, node)| self.word(within, &of, key, node)).collect()
            });
            match arguments {
                Some(arguments) => calls.add(&table::cased(self.language, field), arguments),
                None => {
                    let row = self.row(within, &of, row);
                    calls.add(&table::method(self.language, field, false), vec![row]);
                }
            }
        }
    }

    /// One of the two words of a row.
    fn word(&mut self, within: Within<'_>, of: &Type, key: &str, node: &Node) -> Option<Code> {
        match key {
            "resources" => Some(self.arn(node)),
            _ => self.argument(within, &under(of, key)?, node),
        }
    }

    /// A row that is more than two words; in Rust it is a grant.
    fn row(&mut self, within: Within<'_>, of: &Type, row: &Node) -> Code {
        let class = of.name.unwrap_or_default();
        match (self.language, entries(row)) {
            (Language::Rust, [(_, actions), (_, resources)]) => {
                let lists = vec![self.texts("[", elements(actions)), self.arns(elements(resources))];
                Code::call(&format!("{class}::new"), lists)
            }
            _ => self.structure(Within { class, ..within }, None, of, row),
        }
    }
}

/// The elements of a list.
fn elements(node: &Node) -> &[Node] {
    if let NodeValue::List(nodes) = &node.value { nodes } else { &[] }
}

/// The two values of a row that has no more than two, each alone.
fn pair(row: &Node) -> Option<[(&str, &Node); 2]> {
    let [(first, one), (second, other)] = entries(row) else { return None };
    Some([(first, only(one)?), (second, only(other)?)])
}

/// The only element of a list, or the value itself.
fn only(node: &Node) -> Option<&Node> {
    match &node.value {
        NodeValue::List(nodes) if nodes.len() == 1 => nodes.first(),
        NodeValue::List(_) => None,
        _ => Some(node),
    }
}
