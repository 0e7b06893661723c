//! Paths: as much as is a reference becomes one, and what follows is applied step by step.

use hcl_edit::expr::{self as hcl, TraversalOperator};

use super::{Scope, into_expression, is_symbol};
use crate::terraform::{Expression, For, Reference, is_identifier};

impl Scope<'_> {
    /// As much of it as is a reference becomes one; what follows is applied step by step.
    pub(super) fn traversal(&self, traversal: &hcl::Traversal) -> Expression {
        let steps: Vec<&TraversalOperator> = traversal.operators.iter().map(|step| step.value()).collect();
        let (head, rest) = match &traversal.expr {
            hcl::Expression::Variable(name) if self.names.iter().any(|bound| bound == name.as_str()) => {
                (Expression::symbol(name.as_str().to_owned()), steps.as_slice())
            }
            hcl::Expression::Variable(name) => rooted(name.as_str(), &steps),
            other => (into_expression(self.value(other)), steps.as_slice()),
        };
        self.steps(head, rest)
    }

    fn steps(&self, mut expression: Expression, steps: &[&TraversalOperator]) -> Expression {
        let mut steps = steps.iter();
        while let Some(step) = steps.next() {
            expression = match step {
                TraversalOperator::GetAttr(name) => expression.attr(name.as_str().to_owned()),
                TraversalOperator::Index(index) => expression.index(self.value(index)),
                TraversalOperator::LegacyIndex(index) => {
                    expression.index(i64::try_from(*index.value()).unwrap_or_default())
                }
                // An index after `.*` takes from the list of all, one after `[*]` from each element.
                TraversalOperator::AttrSplat(_) => {
                    let is_attribute = |step: &&&TraversalOperator| {
                        matches!(step, TraversalOperator::GetAttr(_) | TraversalOperator::LegacyIndex(_))
                    };
                    let count = steps.clone().take_while(is_attribute).count();
                    let each: Vec<&&TraversalOperator> = steps.by_ref().take(count).collect();
                    self.splat(expression, &each)
                }
                TraversalOperator::FullSplat(_) => {
                    let rest: Vec<&&TraversalOperator> = steps.by_ref().collect();
                    return self.splat(expression, &rest);
                }
            };
        }
        expression
    }

    /// What follows a splat is a path, unless an index in it is computed.
    fn splat(&self, inner: Expression, rest: &[&&TraversalOperator]) -> Expression {
        let path: Option<String> = rest.iter().map(|step| static_step(step)).collect();
        match path {
            Some(path) => inner.splat(path.strip_prefix('.').unwrap_or(&path).to_owned()),
            None => {
                let element = Expression::symbol("element");
                let steps: Vec<&TraversalOperator> = rest.iter().map(|step| **step).collect();
                For::each("element", inner).list(self.steps(element, &steps))
            }
        }
    }
}

/// A path from a name that is not a variable of a `for`: a reference, or what the place defines.
fn rooted<'a>(head: &str, steps: &'a [&'a TraversalOperator]) -> (Expression, &'a [&'a TraversalOperator]) {
    let is_static = |step: &&&TraversalOperator| static_step(step).is_some();
    let count = steps.iter().take_while(is_static).count();
    let (known, rest) = steps.split_at_checked(count).unwrap_or((steps, &[]));
    let path: String = known.iter().filter_map(|step| static_step(step)).collect();
    let text = format!("{head}{path}");
    if is_symbol(head) {
        return (Expression::Symbol(text.into()), rest);
    }
    let whole = || {
        let padded = Reference::parse(&format!("{text}.x"))?;
        Some(Reference { address: padded.address, path: "".into() })
    };
    match Reference::parse(&text).or_else(whole) {
        Some(reference) => (Expression::Reference(reference), rest),
        None => (Expression::Symbol(text.into()), rest),
    }
}

fn static_step(step: &TraversalOperator) -> Option<String> {
    match step {
        TraversalOperator::GetAttr(name) => Some(format!(".{}", name.as_str())),
        TraversalOperator::LegacyIndex(index) => Some(format!("[{}]", index.value())),
        TraversalOperator::Index(hcl::Expression::Number(number)) => {
            number.value().as_u64().map(|index| format!("[{index}]"))
        }
        TraversalOperator::Index(index) => {
            let key = index.as_str().filter(|key| is_identifier(key))?;
            Some(format!("[\"{key}\"]"))
        }
        TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => None,
    }
}
