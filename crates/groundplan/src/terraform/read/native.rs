//! Reads Terraform's native syntax, as the nodes of a spec: literals as they are, everything else as
//! `{ $expr: … }`, so that what follows is the same for both syntaxes.

use std::ops::Range;

use hcl_edit::Span;
use hcl_edit::expr::{Expression, Object, ObjectKey, ObjectValue, TraversalOperator};
use hcl_edit::structure::{Attribute, Block, Body, Structure};

use super::misread;
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::node::{Kind, Node, NodeValue};
use crate::terraform::expression::layout;
use crate::terraform::{self, Value};

/// Parses a file.
pub(super) fn parse(text: &str) -> Result<Node, Diagnostic> {
    match hcl_edit::parser::parse_body(&layout::of_file(text)) {
        Ok(parsed) => Ok(Source(text).body(&parsed)),
        Err(error) => {
            // What else would be taken there is a list of characters.
            let own = error.message().split([';', '\n']).next().unwrap_or_default();
            let at = error.location().offset().min(text.len());
            let (reason, at) = misread::reason(text, at).unwrap_or_else(|| (own.to_owned(), at));
            let message = format!("this is not Terraform: {reason}").trim_end_matches(": ").to_owned();
            let mut finding = Diagnostic::new(Rule::SYNTAX, Path::root(), message);
            finding.range = Some(at..at);
            Err(finding)
        }
    }
}

/// The text of a file while what was parsed of it becomes nodes.
struct Source<'a>(&'a str);

impl Source<'_> {
    fn body(&self, parsed: &Body) -> Node {
        let mut entries: Vec<(String, Node)> = Vec::new();
        for structure in parsed {
            let (name, node) = match structure {
                Structure::Attribute(attribute) => (attribute.key.as_str(), self.argument(attribute)),
                Structure::Block(block) => (block.ident.as_str(), self.labelled(block)),
            };
            match entries.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => extend(known, node),
                None => entries.push((name.to_owned(), node)),
            }
        }
        let mut node = Node::map(entries);
        node.range = parsed.span().unwrap_or_default();
        node
    }

    fn labelled(&self, block: &Block) -> Node {
        let range = block.span().unwrap_or_default();
        let inner = Node { range: range.clone(), is_block: true, ..self.body(&block.body) };
        block.labels.iter().rev().fold(inner, |inner, label| Node {
            range: range.clone(),
            is_block: true,
            ..Node::map(vec![(label.as_str().to_owned(), inner)])
        })
    }

    fn argument(&self, attribute: &Attribute) -> Node {
        let value = match &attribute.value {
            Expression::Object(object) if attribute.key.as_str() == "providers" => {
                self.object(&attribute.value, object, &provider_key)
            }
            value => self.value(value),
        };
        Node { range: attribute.span().unwrap_or_default(), ..value }
    }

    fn value(&self, parsed: &Expression) -> Node {
        let scalar = |text: String, kind| Node::new(NodeValue::Scalar(text, kind));
        let node = match parsed {
            Expression::Null(_) => Node::new(NodeValue::Null),
            Expression::Bool(value) => scalar(value.value().to_string(), Kind::Bool),
            Expression::Number(number) => {
                let digits =
                    number.as_repr().map_or_else(|| number.value().to_string(), |repr| repr.to_string());
                scalar(digits.replace(' ', ""), Kind::Number)
            }
            Expression::String(text) => scalar(text.value().clone(), Kind::Text),
            Expression::Array(array) => {
                Node::new(NodeValue::List(array.iter().map(|element| self.value(element)).collect()))
            }
            Expression::Object(object) => self.object(parsed, object, &object_key),
            other => self.expression(other),
        };
        Node { range: parsed.span().unwrap_or_default(), ..node }
    }

    /// An object whose keys are all read as they are written; else an expression.
    fn object(
        &self,
        parsed: &Expression,
        object: &Object,
        key_of: &dyn Fn(&ObjectKey) -> Option<String>,
    ) -> Node {
        let entry = |(key, entry): (&ObjectKey, &ObjectValue)| Some((key_of(key)?, self.value(entry.expr())));
        let entries = object.iter().map(entry).collect::<Option<Vec<_>>>();
        entries.map_or_else(|| self.expression(parsed), Node::map)
    }

    /// The text of a place, with all of a heredoc that it begins with.
    fn written(&self, span: Range<usize>) -> Option<&str> {
        let is_flush = self.0.get(span.clone())?.starts_with(layout::FLUSH);
        self.0.get(span.start - usize::from(is_flush)..span.end)
    }

    /// As it is written: what the parser would write is not always what it read.
    fn expression(&self, parsed: &Expression) -> Node {
        let written = parsed.span().and_then(|span| self.written(span)).map(str::to_owned);
        let text = written.unwrap_or_else(|| parsed.to_string());
        if let Expression::HeredocTemplate(_) = parsed
            && let Some(plain) = plain(&text)
        {
            return Node::text(plain);
        }
        Node::map(vec![("$expr".to_owned(), Node::text(text.trim()))])
    }
}

/// A single block is an object, a repeated one a list.
fn extend(known: &mut Node, more: Node) {
    match &mut known.value {
        NodeValue::List(blocks) => blocks.push(more),
        _ => {
            let (range, is_block) = (known.range.clone(), known.is_block);
            let first = std::mem::replace(known, Node::new(NodeValue::Null));
            *known = Node { is_block, ..Node::at(NodeValue::List(vec![first, more]), range) };
        }
    }
}

fn object_key(key: &ObjectKey) -> Option<String> {
    match key {
        ObjectKey::Ident(name) => Some(name.as_str().to_owned()),
        ObjectKey::Expression(Expression::Variable(name)) => Some(name.as_str().to_owned()),
        ObjectKey::Expression(key) => key.as_str().map(str::to_owned),
    }
}

/// Where a call names configurations of providers, `aws.west` is a key as it is.
/// <https://developer.hashicorp.com/terraform/language/meta-arguments/providers>
fn provider_key(key: &ObjectKey) -> Option<String> {
    let ObjectKey::Expression(Expression::Traversal(traversal)) = key else { return object_key(key) };
    match (&traversal.expr, traversal.operators.as_slice()) {
        (Expression::Variable(name), [alias]) => match alias.value() {
            TraversalOperator::GetAttr(alias) => Some(format!("{}.{}", name.as_str(), alias.as_str())),
            _ => None,
        },
        _ => None,
    }
}

/// The characters of a heredoc with nothing but text in it: places that take no expression take that.
fn plain(heredoc: &str) -> Option<String> {
    let ended = format!("{}\n", heredoc.trim_end());
    match terraform::Expression::parse(&ended).ok()? {
        terraform::Expression::Value(value) => match *value {
            Value::Text(text) => text.as_literal().map(str::to_owned),
            _ => None,
        },
        _ => None,
    }
}
