//! Expressions, construct by construct.

use super::convert::{boolean, convert};
use super::scope::{Scope, head};
use super::traversal::{Step, at, element_of, follow, get, splat, steps};
use super::types::{Type, unify};
use super::{Data, Evaluator, Known, Outcome, Reason, functions, operator};
use crate::terraform::{Expression, Key, Operator, Prefix, Value};
use crate::unit::map_of;

impl Evaluator<'_> {
    /// What a value yields in a place.
    pub(super) fn eval(&self, value: &Value, scope: Scope<'_>) -> Known {
        match value {
            Value::Null => Data::Null.into(),
            Value::Bool(value) => (*value).into(),
            Value::Integer(number) => (*number).into(),
            Value::Decimal(digits) => super::convert::parse_number(digits)
                .map_or_else(|reason| Known::unknown(reason, Some(value.clone())), Known::from),
            Value::Text(text) => whole(self.deeper(|| self.text(text, scope)), scope, &|| value.clone()),
            Value::List(all) => whole(self.deeper(|| self.list(all, scope)), scope, &|| value.clone()),
            Value::Object(all) => whole(self.deeper(|| self.object(all, scope)), scope, &|| value.clone()),
            Value::Expression(expression) => self.expression(expression, scope),
        }
    }

    /// What an expression yields in a place.
    pub(super) fn expression(&self, expression: &Expression, scope: Scope<'_>) -> Known {
        whole(self.deeper(|| self.construct(expression, scope)), scope, &|| expression.clone().into())
    }

    fn construct(&self, expression: &Expression, scope: Scope<'_>) -> Known {
        match expression {
            Expression::Reference(reference) => self.reference(reference),
            Expression::Symbol(path) => symbol(path, scope),
            Expression::Value(value) => self.eval(value, scope),
            Expression::Evaluated(evaluated) => self.eval(&evaluated.value, scope),
            Expression::Call(name, arguments) => functions::call(self, name, arguments, false, scope),
            Expression::Spread(name, arguments) => functions::call(self, name, arguments, true, scope),
            Expression::Attribute(inner, name) => get(self.expression(inner, scope), name),
            Expression::Index(inner, index) => self.index(inner, index, scope),
            Expression::Splat(inner, path) => self.splat(inner, path, scope),
            Expression::Prefix(sign, inner) => self.prefix(*sign, inner, scope),
            Expression::Binary(left, operator, right) => self.binary(left, *operator, right, scope),
            Expression::Conditional(values) => self.conditional(values, scope),
            Expression::For(each) => self.collection(each, scope),
            // Terraform may read what is not read here.
            Expression::Invalid(_) => Known::unknown(Reason::Uncertain, None),
        }
    }

    fn list(&self, all: &[Value], scope: Scope<'_>) -> Known {
        let all: Vec<Known> = all.iter().map(|value| self.eval(value, scope)).collect();
        self.fitting(failing(&all).unwrap_or_else(|| Known::tuple(all)))
    }

    fn object(&self, all: &[(Key, Value)], scope: Scope<'_>) -> Known {
        let values: Vec<Known> = all.iter().map(|(_, value)| self.eval(value, scope)).collect();
        let names = all.iter().map(|(name, _)| name.as_str().into());
        self.fitting(
            failing(&values).unwrap_or_else(|| Data::Object(map_of(names.zip(values)).into()).into()),
        )
    }

    fn index(&self, inner: &Expression, index: &Value, scope: Scope<'_>) -> Known {
        let (known, key) = (self.expression(inner, scope), self.eval(index, scope));
        let found = at(known.clone(), &key);
        match &found.data {
            Data::Unknown(unknown)
                if unknown.residual.is_none() && !matches!(unknown.reason, Reason::Fails(_)) =>
            {
                Known::left_over(unknown.reason, found.is_sensitive(), || {
                    let inner = self.left(&known, &inner.clone().into(), scope)?;
                    match key.is_primitive() {
                        true => element_of(inner, &key),
                        false => Some(Expression::from(inner).index(self.left(&key, index, scope)?).into()),
                    }
                })
            }
            _ => found,
        }
    }

    fn splat(&self, inner: &Expression, path: &Key, scope: Scope<'_>) -> Known {
        let known = self.expression(inner, scope);
        let Some(steps) = steps(path) else { return Known::unknown(Reason::Uncertain, None) };
        if let Data::Unknown(unknown) = &known.data
            && !unknown.is_one()
        {
            let residual =
                unknown.residual.clone().map(|left| Expression::from(left).splat(path.clone()).into());
            return known.with(Known::unknown(unknown.reason, residual).data);
        }
        self.fitting(splat(known, &steps))
    }

    fn prefix(&self, sign: Prefix, inner: &Value, scope: Scope<'_>) -> Known {
        let known = self.eval(inner, scope);
        let made = operator::prefix(sign, &known.data).unwrap_or_else(|reason| {
            Known::left_over(reason, known.is_sensitive(), || {
                let inner = self.left(&known, inner, scope)?;
                Some(Expression::Prefix(sign, Box::new(inner)).into())
            })
            .of_kind(if sign == Prefix::Not { &Type::Bool } else { &Type::Number })
        });
        made.marked(known.is_sensitive())
    }

    fn binary(&self, left: &Value, operator: Operator, right: &Value, scope: Scope<'_>) -> Known {
        let (one, other) = (self.eval(left, scope), self.eval(right, scope));
        let is_sensitive = one.has_sensitive() || other.has_sensitive();
        let made = self.read([&one, &other]).and_then(|()| operator::binary(&one, operator, &other));
        let made = made.unwrap_or_else(|reason| {
            Known::left_over(reason, is_sensitive, || {
                let side = |known: &Known, value| match operator {
                    Operator::Equal | Operator::NotEqual => self.compared(known, value, scope),
                    _ => self.left(known, value, scope),
                };
                let (left, right) = (side(&one, left)?, side(&other, right)?);
                Some(Expression::Binary(Box::new(left), operator, Box::new(right)).into())
            })
            .of_kind(if operator::is_arithmetic(operator) {
                &Type::Number
            } else {
                &Type::Bool
            })
        });
        made.marked(is_sensitive)
    }

    fn conditional(&self, values: &[Value; 3], scope: Scope<'_>) -> Known {
        let [condition, then, otherwise] = values;
        let decided = self.eval(condition, scope);
        let (one, other) = (self.eval(then, scope), self.eval(otherwise, scope));
        // Terraform marks the result for the one that was not chosen as well.
        let is_sensitive = [&decided, &one, &other].into_iter().any(Known::is_sensitive);
        let made = match self.read([&one, &other]).and_then(|()| boolean(&decided.data)) {
            Ok(is_true) => self.fitting(chosen(is_true, one, other)),
            Err(reason) => typed(
                unify([Type::of(&one), Type::of(&other)]),
                Known::left_over(reason, is_sensitive, || {
                    let left = |known, value| self.left(known, value, scope);
                    let (then, otherwise) = (left(&one, then)?, left(&other, otherwise)?);
                    Some(Expression::from(left(&decided, condition)?).then(then, otherwise).into())
                }),
            ),
        };
        made.marked(is_sensitive)
    }
}

/// What is not known, of a type if that is.
fn typed(kind: Option<Type>, known: Known) -> Known {
    kind.iter().fold(known, Known::of_kind)
}

/// One of two results, as one of the type that both have.
fn chosen(is_true: bool, then: Known, otherwise: Known) -> Known {
    let kind = unify([Type::of(&then), Type::of(&otherwise)]);
    let known = if is_true { then } else { otherwise };
    if known.reason().is_some() {
        return typed(kind, known);
    }
    let kind: Outcome<Type> = kind.ok_or(Reason::Fails("both results must have one type"));
    kind.and_then(|kind| convert(known, &kind)).unwrap_or_else(|reason| Known::unknown(reason, None))
}

/// What a place defines by a path such as `each.value.size`.
fn symbol(path: &Key, scope: Scope<'_>) -> Known {
    let head = head(path);
    let rest = path.get(head.len()..).unwrap_or_default();
    let Some(steps) = steps(rest) else { return Known::unknown(Reason::Uncertain, None) };
    match scope.get(head) {
        Some(known) => follow(known.clone(), &steps),
        None => Known::unknown(Reason::Undeclared, None),
    }
}

/// What was evaluated, or a limit. What is left of it and cannot be written in parts is left as it is, if it means the
/// same elsewhere; nothing is left where it may be of elements of what is sensitive.
fn whole(known: Option<Known>, scope: Scope<'_>, original: &dyn Fn() -> Value) -> Known {
    let known = known.map_or_else(|| Known::unknown(Reason::Limit, None), Known::bounded);
    match &known.data {
        Data::Unknown(unknown) if scope.is_hidden() => known.with(Known::unknown(unknown.reason, None).data),
        Data::Unknown(unknown) if unknown.residual.is_none() && !known.is_sensitive() => {
            let left = Some(original()).filter(|original| scope.is_free(original));
            known.with(Known::unknown(unknown.reason, left).data)
        }
        _ => known,
    }
}

/// An element that certainly fails, which makes the whole fail.
pub(super) fn failing(all: &[Known]) -> Option<Known> {
    let fails = |known: &&Known| matches!(known.reason(), Some(Reason::Fails(_)));
    all.iter().find(fails).and_then(Known::reason).map(|reason| Known::unknown(reason, None))
}

/// The steps of a reference.
pub(super) fn path(text: &str) -> Outcome<Vec<Step<'_>>> {
    steps(text).ok_or(Reason::Uncertain)
}
