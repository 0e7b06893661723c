//! Texts, references, and values of Terraform.

use groundplan::spec::{Kind, Node, NodeValue};
use groundplan::unit::label;

use super::Language;
use super::code::Code;
use super::literal::{key, labelled, string};
use super::scalar::is_number;
use super::writer::{Within, Writer, entries};
use crate::editor::types::Type;

/// The reference that `Network` gives.
const VPC: &str = "aws_vpc.main.id";

impl Writer {
    pub(super) fn text(&self, text: &str) -> Code {
        Code::Word(string(self.language, text))
    }

    /// Text that may be a reference, or have some in it.
    pub(super) fn text_of(&mut self, node: &Node) -> Code {
        match (&node.value, marked(node)) {
            (_, Some(("$expr", NodeValue::Scalar(text, _)))) => self.reference(text),
            (_, Some(("$import", NodeValue::Scalar(name, _)))) => self.imported(name),
            (_, Some((_, NodeValue::List(pieces)))) => self.joined(pieces),
            (NodeValue::Scalar(text, _), _) => self.text(text),
            _ => self.text(""),
        }
    }

    fn reference(&mut self, text: &str) -> Code {
        if text == VPC {
            let network = self.reachable("network", |_| true).unwrap_or_else(|| match self.language {
                Language::Rust => "Network::new()".to_owned(),
                Language::TypeScript => format!("new {}()", self.class("Network")),
            });
            return Code::word(format!("{network}.{}()", self.language.pick("vpc_id", "vpcId")));
        }
        if let Some((value, path)) = self.attribute(text) {
            return Code::Word(format!("{value}.attr({})", string(self.language, &path)));
        }
        let name = match self.language {
            Language::Rust => self.of_terraform("Expression") + "::raw",
            Language::TypeScript => self.class("expr"),
        };
        Code::call(&name, vec![self.text(text)])
    }

    /// The block that an expression leads into, and the path within it.
    fn attribute(&self, text: &str) -> Option<(String, String)> {
        let is_path = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let value = self.reachable("raw", |address| {
            path_in(text, address).is_some_and(|path| path.chars().all(is_path))
        })?;
        let words = if text.starts_with("data.") || text.starts_with("ephemeral.") { 3 } else { 2 };
        Some((value, text.splitn(words + 1, '.').nth(words)?.to_owned()))
    }

    fn imported(&mut self, name: &str) -> Code {
        let import = self.reachable("imports", |known| label(known) == label(name)).unwrap_or_else(|| {
            let class = self.class("Import");
            format!(
                "{}({})",
                self.language.pick(format!("{class}::new"), format!("new {class}")),
                string(self.language, name)
            )
        });
        Code::word(format!("{import}.value()"))
    }

    fn joined(&mut self, pieces: &[Node]) -> Code {
        match self.language {
            Language::Rust => {
                self.of_terraform("Text");
                let pieces = pieces.iter().map(|piece| self.owned("Text", piece)).collect();
                Code::call("Text::join", vec![Code::group("[", pieces, "]")])
            }
            Language::TypeScript => {
                let name = self.class("join");
                let pieces = pieces.iter().map(|piece| self.text_of(piece)).collect();
                Code::call(&name, pieces)
            }
        }
    }

    /// Texts in a list.
    pub(super) fn texts(&mut self, open: &str, nodes: &[Node]) -> Code {
        let is_plain = self.language == Language::TypeScript || nodes.iter().all(|node| !is_reference(node));
        let items =
            nodes.iter().map(|node| if is_plain { self.text_of(node) } else { self.owned("Text", node) });
        Code::group(open, items.collect(), "]")
    }

    /// The ARN that a grant names. In Rust an expression becomes one by a method of its block, or on the program's word.
    pub(super) fn arn(&mut self, node: &Node) -> Code {
        if self.language == Language::TypeScript || !is_reference(node) {
            return self.text_of(node);
        }
        let joined = match marked(node) {
            Some(("$join", NodeValue::List(pieces))) => match pieces.as_slice() {
                [first, suffix] if !is_reference(suffix) => {
                    self.own_arn(first).zip(Some(self.text_of(suffix)))
                }
                _ => None,
            },
            _ => None,
        };
        match (self.own_arn(node), joined) {
            (Some(arn), _) => Code::Word(arn),
            (_, Some((arn, suffix))) => Code::call(&format!("{arn}.with_suffix"), vec![suffix]),
            _ => Code::call("Arn::from_text", vec![self.text_of(node)]),
        }
    }

    /// The ARN of a block that has a statement of its own.
    fn own_arn(&self, node: &Node) -> Option<String> {
        let Some(("$expr", NodeValue::Scalar(text, _))) = marked(node) else { return None };
        self.attribute(text).filter(|(_, path)| path == "arn").map(|(value, _)| format!("{value}.arn()"))
    }

    /// The ARNs of a grant.
    pub(super) fn arns(&mut self, nodes: &[Node]) -> Code {
        let is_plain = nodes.iter().all(|node| !is_reference(node));
        let mut items = Vec::new();
        for node in nodes {
            let arn = self.arn(node);
            items.push(if is_plain || arn.flat().starts_with("Arn::") {
                arn
            } else {
                Code::call("Arn::from", vec![arn])
            });
        }
        Code::group("[", items, "]")
    }

    /// A list that is exported.
    pub(super) fn exported(&mut self, class: &str, nodes: &[Node]) -> Code {
        if self.language == Language::TypeScript {
            return self.texts("[", nodes);
        }
        let list = if nodes.is_empty() {
            Code::word(format!("Vec::<{}>::new()", self.of_terraform("Text")))
        } else {
            self.texts("vec![", nodes)
        };
        if class == "Export" { Code::call("Export::new", vec![list]) } else { list }
    }

    /// Where a secret variable comes from.
    pub(super) fn secret(&mut self, within: Within<'_>, of: &Type, node: &Node) -> Option<Code> {
        let of_name = |name: &str, this: &Self| this.reachable("secrets", |known| known == name);
        Some(match (&node.value, entries(node)) {
            (NodeValue::Scalar(name, _), _) => match of_name(name, self) {
                Some(value) => Code::word(self.language.pick("&", "").to_owned() + &value),
                None => self.text(name),
            },
            (_, [(first, secret), (second, key)]) if first == "secret" && second == "key" => {
                let (name, key) = (characters(secret), characters(key));
                let secret = of_name(name, self).unwrap_or_else(|| {
                    let class = self.class("Secret");
                    format!(
                        "{}({})",
                        self.language.pick(format!("{class}::new"), format!("new {class}")),
                        string(self.language, name)
                    )
                });
                Code::word(format!("{secret}.key({})", string(self.language, key)))
            }
            (_, fields) if self.language == Language::Rust && !fields.iter().any(|(key, _)| key == "ssm") => {
                return None;
            }
            _ => self.structure(Within { class: "SecretSource", ..within }, None, of, node),
        })
    }

    /// Any value of Terraform.
    pub(super) fn value(&mut self, node: &Node) -> Code {
        if is_reference(node) {
            return self.text_of(node);
        }
        match (&node.value, self.language) {
            (NodeValue::Scalar(text, Kind::Text), _) => self.text(text),
            (NodeValue::Scalar(text, Kind::Bool), _) => Code::word(text),
            (NodeValue::Scalar(digits, Kind::Number), _) => self.number(digits),
            (NodeValue::Null, Language::TypeScript) => Code::word("null"),
            (NodeValue::Null, Language::Rust) => Code::word(self.of_terraform("Value") + "::Null"),
            (NodeValue::List(nodes), Language::TypeScript) => {
                let items = nodes.iter().map(|node| self.value(node)).collect();
                Code::group("[", items, "]")
            }
            (NodeValue::List(nodes), Language::Rust) if !nodes.is_empty() && nodes.iter().all(is_text) => {
                self.texts("[", nodes)
            }
            (NodeValue::List(nodes), Language::Rust) => {
                let name = self.of_terraform("Value");
                let items = nodes.iter().map(|node| self.owned("Value", node)).collect();
                Code::group(format!("{name}::List(vec!["), items, "])")
            }
            (NodeValue::Map(entries), _) => self.object(entries),
        }
    }

    fn object(&mut self, entries: &[(String, Node)]) -> Code {
        match self.language {
            Language::TypeScript => {
                let entry =
                    |(name, node): &(String, Node)| labelled(&format!("{}: ", key(name)), self.value(node));
                let entries = entries.iter().map(entry).collect();
                Code::group("{ ", entries, " }")
            }
            Language::Rust => {
                let name = self.of_terraform("Value");
                let pair = |(name, node): &(String, Node)| {
                    let name = Code::Word(string(Language::Rust, name) + ".into()");
                    Code::group("(", vec![name, self.owned("Value", node)], ")")
                };
                let entries = entries.iter().map(pair).collect();
                Code::group(format!("{name}::Object(vec!["), entries, "])")
            }
        }
    }

    fn number(&mut self, digits: &str) -> Code {
        match self.language {
            Language::TypeScript if is_number(digits) => Code::word(digits),
            Language::TypeScript => self.reference(digits),
            Language::Rust if digits.parse::<i32>().is_ok() => Code::word(digits),
            Language::Rust if digits.parse::<i64>().is_ok() => Code::Word(format!("{digits}_i64")),
            Language::Rust => {
                let name = self.of_terraform("Value");
                Code::Word(format!("{name}::Decimal({}.to_owned())", string(Language::Rust, digits)))
            }
        }
    }

    /// In Rust, a text or a value as an element among others that are of other types.
    fn owned(&mut self, class: &str, node: &Node) -> Code {
        self.of_terraform(class);
        let code = if class == "Text" { self.text_of(node) } else { self.value(node) };
        match &code {
            Code::Group { open, .. } if open.starts_with("Value::") => code,
            Code::Word(text) if text.starts_with("Value::") => code,
            _ => Code::call(&format!("{class}::from"), vec![code]),
        }
    }

    /// Whether a value has places of its own names in it, which Rust reads as it reads specs only.
    pub(super) fn is_own(&self, node: &Node) -> bool {
        self.language == Language::Rust && has_dynamic(node)
    }
}

fn has_dynamic(node: &Node) -> bool {
    match &node.value {
        NodeValue::Map(entries) => entries.iter().any(|(key, node)| key == "dynamic" || has_dynamic(node)),
        NodeValue::List(nodes) => nodes.iter().any(has_dynamic),
        NodeValue::Null | NodeValue::Scalar(..) => false,
    }
}

/// `{ $expr: … }` and its like: the mark and its value.
fn marked(node: &Node) -> Option<(&str, &NodeValue)> {
    match entries(node) {
        [(mark, node)] if ["$expr", "$import", "$join"].contains(&mark.as_str()) => Some((mark, &node.value)),
        _ => None,
    }
}

/// Whether a value is one that Terraform knows.
pub(super) fn is_reference(node: &Node) -> bool {
    marked(node).is_some()
}

fn is_text(node: &Node) -> bool {
    matches!(&node.value, NodeValue::Scalar(_, Kind::Text)) || is_reference(node)
}

fn characters(node: &Node) -> &str {
    if let NodeValue::Scalar(text, _) = &node.value { text } else { "" }
}

fn path_in<'a>(text: &'a str, address: &str) -> Option<&'a str> {
    text.strip_prefix(address)?.strip_prefix('.').filter(|path| !path.is_empty())
}
