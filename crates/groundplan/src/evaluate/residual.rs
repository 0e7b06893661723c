//! Values written as literals, and what is left of expressions that are not known.

use std::sync::Arc;

use super::convert::digits;
use super::scope::{Scope, head};
use super::template::into_text;
use super::{Data, Evaluator, Known, Reason, Unknown};
use crate::terraform::{Directive, Expression, Key, Part, Text, Value};

/// How large an expression may get that is left.
const LARGEST: usize = 1_000;

impl Known {
    /// The value as a literal, what is not known in it as the expression that is left; `None` where that cannot be written,
    /// or something sensitive would be.
    pub(super) fn written(&self) -> Option<Value> {
        if self.is_sensitive() {
            return None;
        }
        Some(match &self.data {
            Data::Unknown(unknown) => return unknown.residual.clone(),
            Data::Null => Value::Null,
            Data::Bool(value) => Value::Bool(*value),
            Data::Number(number) => {
                let digits = digits(*number);
                digits.parse().map_or(Value::Decimal(digits), Value::Integer)
            }
            Data::Text(text) => Value::from(text.as_ref().to_owned()),
            Data::Tuple(all) | Data::List(all) | Data::Set(all) => {
                Value::List(all.iter().map(Known::written).collect::<Option<_>>()?)
            }
            Data::Object(all) | Data::Map(all) => {
                let entry = |(name, value): (&Arc<str>, &Known)| {
                    Some((Key::from(name.as_ref().to_owned()), value.written()?))
                };
                Value::Object(all.iter().map(entry).collect::<Option<_>>()?)
            }
        })
    }

    /// Whether what is in it, or its being empty, has a type that a literal loses.
    fn holds_typed(&self) -> bool {
        let is_typed = |known: &Known| matches!(known.data, Data::List(_) | Data::Map(_) | Data::Set(_));
        let is_lost = |known: &Known| known.data == Data::Null || is_typed(known) || known.holds_typed();
        (is_typed(self) && self.inner().next().is_none()) || self.inner().any(is_lost)
    }

    /// What its type is written by within an expression: a literal of a set is a call.
    fn operand(&self) -> Option<Value> {
        let written = self.written()?;
        let is_set = matches!(self.data, Data::Set(_));
        Some(if is_set { Expression::call("toset", [written]).into() } else { written })
    }

    /// Something that is not known, with what is left of it. Of what is sensitive nothing is, so it is not asked for.
    pub(super) fn left_over(
        reason: Reason,
        is_sensitive: bool,
        left: impl FnOnce() -> Option<Value>,
    ) -> Self {
        match is_sensitive {
            true => Self::unknown(reason, None).marked(true),
            false => Self::unknown(reason, left()),
        }
    }

    /// It, unless what is left of it is too large.
    pub(super) fn bounded(self) -> Self {
        match &self.data {
            Data::Unknown(unknown) if unknown.residual.as_ref().is_some_and(|left| size(left) > LARGEST) => {
                let smaller = Unknown { residual: None, ..Unknown::clone(unknown) };
                self.with(Data::Unknown(Arc::new(smaller)))
            }
            _ => self,
        }
    }
}

/// How many values and expressions are in a value.
fn size(value: &Value) -> usize {
    match value {
        Value::List(all) => 1 + all.iter().map(size).sum::<usize>(),
        Value::Object(all) => 1 + all.iter().map(|(_, value)| size(value)).sum::<usize>(),
        value => {
            let mut count = 1;
            value.visit(&mut |expression| {
                count += match expression {
                    Expression::Value(inner) if !matches!(**inner, Value::Expression(_)) => size(inner),
                    _ => 1,
                };
            });
            count
        }
    }
}

impl Evaluator<'_> {
    /// What a part of an expression is written as in what is left of the whole.
    pub(super) fn left(&self, known: &Known, value: &Value, scope: Scope<'_>) -> Option<Value> {
        if scope.is_hidden() {
            return None;
        }
        known.operand().or_else(|| self.rebuilt(value, scope))
    }

    /// The same of a side of `==`, where a list differs from a tuple: what has such a type within stays what it is called.
    pub(super) fn compared(&self, known: &Known, value: &Value, scope: Scope<'_>) -> Option<Value> {
        let call = match &known.data {
            _ if known.holds_typed() => None,
            Data::List(_) => Some("tolist"),
            Data::Map(_) => Some("tomap"),
            _ => return self.left(known, value, scope),
        };
        match call.zip(known.written()) {
            Some((call, written)) if !scope.is_hidden() => Some(Expression::call(call, [written]).into()),
            _ => Some(value.clone()).filter(|value| scope.is_free(value)),
        }
    }

    /// What is left of a value.
    fn part(&self, value: &Value, scope: Scope<'_>) -> Option<Value> {
        self.eval(value, scope).written().or_else(|| self.rebuilt(value, scope))
    }

    fn parts(&self, values: &[Value], scope: Scope<'_>) -> Option<Vec<Value>> {
        values.iter().map(|value| self.part(value, scope)).collect()
    }

    /// Arguments of a function, for which a set is not a list.
    fn arguments(&self, values: &[Value], scope: Scope<'_>) -> Option<Vec<Value>> {
        values.iter().map(|value| self.left(&self.eval(value, scope), value, scope)).collect()
    }

    fn part_of(&self, expression: &Expression, scope: Scope<'_>) -> Option<Expression> {
        let known = self.expression(expression, scope);
        known.written().or_else(|| self.rebuilt_expression(expression, scope)).map(Expression::from)
    }

    /// The same value with its parts reduced, where it cannot be written as a whole; `None` where it holds a name of a `for`
    /// around it that cannot be written either.
    pub(super) fn rebuilt(&self, value: &Value, scope: Scope<'_>) -> Option<Value> {
        if scope.is_hidden() {
            return None;
        }
        Some(match value {
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Decimal(_) => value.clone(),
            Value::List(all) => Value::List(self.parts(all, scope)?),
            Value::Object(all) => {
                let entry = |(name, value): &(Key, Value)| Some((name.clone(), self.part(value, scope)?));
                Value::Object(all.iter().map(entry).collect::<Option<_>>()?)
            }
            Value::Text(text) => Value::from(self.rebuilt_text(text, scope)?),
            Value::Expression(expression) => self.rebuilt_expression(expression, scope)?,
        })
    }

    fn rebuilt_text(&self, text: &Text, scope: Scope<'_>) -> Option<Text> {
        let piece = |part: &Part| match part {
            Part::Literal(_) => Some(Text::from(part.clone())),
            Part::Expression(expression) => Some(into_text(self.part_of(expression, scope)?.into())),
            Part::Directive(directive) => self.rebuilt_directive(directive, scope),
        };
        Some(Text::join(text.parts().iter().map(piece).collect::<Option<Vec<_>>>()?))
    }

    fn rebuilt_directive(&self, directive: &Directive, scope: Scope<'_>) -> Option<Text> {
        match directive {
            Directive::If { condition, then, otherwise } => {
                let otherwise = match otherwise {
                    Some(text) => Some(self.rebuilt_text(text, scope)?),
                    None => None,
                };
                let condition = self.part_of(condition, scope)?;
                let then = self.rebuilt_text(then, scope)?;
                Some(Part::Directive(Box::new(Directive::If { condition, then, otherwise })).into())
            }
            Directive::For { .. } => {
                let whole = Text::from(Part::Directive(Box::new(directive.clone())));
                scope.is_free(&Value::Text(whole.clone())).then_some(whole)
            }
        }
    }

    fn rebuilt_expression(&self, expression: &Expression, scope: Scope<'_>) -> Option<Value> {
        let made = match expression {
            Expression::Value(value) => return self.rebuilt(value, scope),
            Expression::Symbol(path) => return symbol(path, expression, scope),
            Expression::Reference(_) | Expression::Evaluated(_) | Expression::Invalid(_) => {
                expression.clone()
            }
            Expression::For(_) => return free(expression, scope),
            // What is made sensitive here stays what it is called.
            Expression::Call(name, _) if name == "sensitive" => return free(expression, scope),
            Expression::Call(name, all) => Expression::Call(name.clone(), self.arguments(all, scope)?),
            Expression::Spread(name, all) => Expression::Spread(name.clone(), self.arguments(all, scope)?),
            Expression::Attribute(inner, name) => self.part_of(inner, scope)?.attr(name.clone()),
            Expression::Splat(inner, path) => self.part_of(inner, scope)?.splat(path.clone()),
            Expression::Index(inner, index) => self.part_of(inner, scope)?.index(self.part(index, scope)?),
            Expression::Prefix(sign, inner) => Expression::Prefix(*sign, Box::new(self.part(inner, scope)?)),
            Expression::Binary(left, operator, right) => {
                let (left, right) = (self.part(left, scope)?, self.part(right, scope)?);
                Expression::Binary(Box::new(left), *operator, Box::new(right))
            }
            Expression::Conditional(values) => {
                let [condition, then, otherwise] = &**values;
                self.part_of(&condition.clone().into(), scope)?
                    .then(self.part(then, scope)?, self.part(otherwise, scope)?)
            }
        };
        Some(made.into())
    }
}

/// The expression as it is, if it means the same elsewhere.
fn free(expression: &Expression, scope: Scope<'_>) -> Option<Value> {
    let value = Value::from(expression.clone());
    scope.is_free(&value).then_some(value)
}

fn symbol(path: &Key, expression: &Expression, scope: Scope<'_>) -> Option<Value> {
    let written = scope.get(head(path)).filter(|_| !path.contains(['.', '['])).and_then(Known::written);
    written.or_else(|| free(expression, scope))
}
