mod build;
mod evaluated;
mod functions;
mod operator;
mod parse;
mod reference;
mod write;

pub use build::For;
pub use evaluated::Evaluated;
pub use functions::{FUNCTIONS, Function, call, function};
pub use operator::{Operator, Prefix};
pub use parse::SyntaxError;
pub use reference::Reference;

pub(super) use parse::layout;
pub(crate) use parse::parse_template;
pub(super) use write::{
    is_plain, line, record_value, split_sign, value_text, write_assignments, write_heredoc,
    write_quoted_literal, write_template,
};

use super::{Key, Value};

/// A Terraform expression as data: references, calls, operators, conditionals, `for`, splat, index.
///
/// Built by methods, so that it cannot be ill-formed: parentheses are written where precedence needs
/// them, and text inside stays text. `Display` writes it on one line, as it is written inside `${…}`.
///
/// ```
/// use groundplan::terraform::{Address, Expression, call};
/// let subnets = Address::resource("aws_subnet", "private");
/// let zones = call::length(subnets.whole().splat("id"));
/// assert_eq!(zones.clone().plus(1).times(2).to_string(), "(length(aws_subnet.private[*].id) + 1) * 2");
/// let size = zones.greater_than(2).then("large", "small");
/// assert_eq!(size.to_string(), r#"length(aws_subnet.private[*].id) > 2 ? "large" : "small""#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expression {
    /// A reference to another object.
    Reference(Reference),
    /// What the place itself defines: `each.key`, `count.index`, `self.arn`, `path.module`,
    /// `terraform.workspace`, and the variables of a `for`.
    Symbol(Key),
    /// A value as an expression.
    Value(Box<Value>),
    /// A call of one of Terraform's functions.
    Call(Key, Vec<Value>),
    /// A call whose last argument is a list of further arguments: `merge(local.maps...)`.
    Spread(Key, Vec<Value>),
    /// An attribute of what another expression yields: `one(…).name`.
    Attribute(Box<Expression>, Key),
    /// An element of what another expression yields: `local.ports[each.key]`.
    Index(Box<Expression>, Box<Value>),
    /// An attribute of every element: `aws_subnet.private[*].id`.
    Splat(Box<Expression>, Key),
    /// An operator before a value.
    Prefix(Prefix, Box<Value>),
    /// An operator between two values.
    Binary(Box<Value>, Operator, Box<Value>),
    /// `condition ? then : otherwise`.
    Conditional(Box<[Value; 3]>),
    /// A collection made from another one.
    For(Box<For>),
    /// An expression whose value a plan has, though it refers to what is not there yet. It is written as the expression.
    Evaluated(Box<Evaluated>),
    /// Text that is not an expression, with the reason. It is reported when the document is checked.
    Invalid(Box<SyntaxError>),
}

impl Expression {
    /// Sees this expression and all within it, in reading order.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Expression)) {
        see(self);
        match self {
            Self::Reference(_) | Self::Symbol(_) | Self::Invalid(_) => {}
            Self::Value(value) | Self::Prefix(_, value) => value.visit(see),
            Self::Call(_, arguments) | Self::Spread(_, arguments) => {
                arguments.iter().for_each(|argument| argument.visit(see));
            }
            Self::Attribute(inner, _) | Self::Splat(inner, _) => inner.visit(see),
            Self::Index(inner, index) => {
                inner.visit(see);
                index.visit(see);
            }
            Self::Binary(left, _, right) => {
                left.visit(see);
                right.visit(see);
            }
            Self::Conditional(values) => values.iter().for_each(|value| value.visit(see)),
            Self::For(each) => each.values().for_each(|value| value.visit(see)),
            Self::Evaluated(evaluated) => evaluated.of.visit(see),
        }
    }

    /// Every object that this expression refers to, in reading order.
    pub fn references<'a>(&'a self, found: &mut Vec<&'a Reference>) {
        self.visit(&mut |expression| {
            if let Self::Reference(reference) = expression {
                found.push(reference);
            }
        });
    }

    /// Changes every reference within.
    pub fn map_references(&mut self, change: &mut dyn FnMut(&mut Reference)) {
        match self {
            Self::Reference(reference) => change(reference),
            Self::Symbol(_) | Self::Invalid(_) => {}
            Self::Value(value) | Self::Prefix(_, value) => value.map_references(change),
            Self::Call(_, arguments) | Self::Spread(_, arguments) => {
                arguments.iter_mut().for_each(|argument| argument.map_references(change));
            }
            Self::Attribute(inner, _) | Self::Splat(inner, _) => inner.map_references(change),
            Self::Index(inner, index) => {
                inner.map_references(change);
                index.map_references(change);
            }
            Self::Binary(left, _, right) => {
                left.map_references(change);
                right.map_references(change);
            }
            Self::Conditional(values) => values.iter_mut().for_each(|value| value.map_references(change)),
            Self::For(each) => each.values_mut().for_each(|value| value.map_references(change)),
            Self::Evaluated(evaluated) => evaluated.of.map_references(change),
        }
    }
}

impl From<Reference> for Expression {
    fn from(reference: Reference) -> Self {
        Self::Reference(reference)
    }
}
