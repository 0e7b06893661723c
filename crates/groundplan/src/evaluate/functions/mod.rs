//! Terraform's functions, as far as they need no files, clock or chance.
//!
//! <https://developer.hashicorp.com/terraform/language/functions>

mod arguments;
mod cidr;
mod collection;
mod conversion;
mod encoding;
mod format;
mod hash;
mod json;
mod numeric;
mod path;
mod pattern;
mod set;
mod string;
mod templatestring;
mod time;

use arguments::Arguments;
pub(crate) use pattern::is_match;

use super::convert::elements;
use super::expression::failing;
use super::operator::is_binary;
use super::scope::Scope;
use super::types::Type;
use super::{Data, Evaluator, Known, Outcome, Reason};
use crate::terraform::{Expression, Key, Operator, Value};

/// A function of values.
struct Native {
    name: &'static str,
    marks: Marks,
    run: fn(&Arguments<'_>) -> Outcome,
}

/// What makes the result of a function sensitive.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// Anything in its arguments.
    Deep,
    /// Its arguments, on the outside.
    Shallow,
    /// The function itself.
    Own,
}

/// A function whose result is sensitive where anything in its arguments is.
const fn of(name: &'static str, run: fn(&Arguments<'_>) -> Outcome) -> Native {
    Native { name, marks: Marks::Deep, run }
}

/// A function that passes values on as they are.
const fn shallow(name: &'static str, run: fn(&Arguments<'_>) -> Outcome) -> Native {
    Native { name, marks: Marks::Shallow, run }
}

/// A function that passes values on, and decides itself what is sensitive.
const fn own(name: &'static str, run: fn(&Arguments<'_>) -> Outcome) -> Native {
    Native { name, marks: Marks::Own, run }
}

/// All of them, each file's in a table of its own.
const TABLES: [&[Native]; 12] = [
    numeric::TABLE,
    string::TABLE,
    format::TABLE,
    collection::TABLE,
    set::TABLE,
    encoding::TABLE,
    cidr::TABLE,
    hash::TABLE,
    path::TABLE,
    pattern::TABLE,
    time::TABLE,
    conversion::TABLE,
];

fn native(name: &str) -> Option<&'static Native> {
    TABLES.into_iter().flatten().find(|native| native.name == name)
}

/// What a call yields.
pub(super) fn call(
    evaluator: &Evaluator<'_>,
    name: &Key,
    arguments: &[Value],
    is_spread: bool,
    scope: Scope<'_>,
) -> Known {
    let plain = name.strip_prefix("core::").unwrap_or(name);
    if let ("floor" | "ceil", [argument]) = (plain, arguments)
        && let Some(rounded) = rounded_quotient(evaluator, plain, argument, scope)
    {
        return rounded;
    }
    let known: Vec<Known> = arguments.iter().map(|argument| evaluator.eval(argument, scope)).collect();
    let made = match plain {
        "try" if !is_spread => tried(&known, arguments),
        "can" if !is_spread => can(&known, arguments),
        "templatestring" if is_template(arguments) && !is_spread => templatestring::run(evaluator, &known),
        _ => applied(evaluator, plain, known.clone(), is_spread),
    };
    match made {
        Ok(made) => evaluator.fitting(made),
        Err(reason) => of_result(
            plain,
            Known::left_over(reason, hides(plain, &known), || {
                let left = known
                    .iter()
                    .zip(arguments)
                    .map(|(known, argument)| evaluator.left(known, argument, scope));
                let all = left.collect::<Option<Vec<_>>>()?;
                Some(match is_spread {
                    true => Expression::Spread(name.clone(), all).into(),
                    false => Expression::Call(name.clone(), all).into(),
                })
            }),
        ),
    }
}

/// The result of a function that is not known, of the type that all its results have.
fn of_result(name: &str, known: Known) -> Known {
    let kind = match name {
        "base64encode" | "cidrhost" | "cidrsubnet" | "file" | "format" | "formatdate" | "join"
        | "jsonencode" | "lower" | "md5" | "replace" | "sha1" | "sha256" | "substr" | "templatefile"
        | "timeadd" | "timestamp" | "title" | "tostring" | "trim" | "trimprefix" | "trimspace"
        | "trimsuffix" | "upper" | "urlencode" | "uuid" | "yamlencode" => Type::Text,
        "abs" | "ceil" | "floor" | "index" | "length" | "log" | "max" | "min" | "parseint" | "pow"
        | "sum" | "tonumber" => Type::Number,
        "alltrue" | "anytrue" | "can" | "contains" | "endswith" | "startswith" | "strcontains" | "tobool" => {
            Type::Bool
        }
        "compact" | "formatlist" | "sort" | "split" => arguments::list_of(Type::Text),
        _ => return known,
    };
    known.of_kind(&kind)
}

/// Whether what a function gives is sensitive for its arguments, known or not.
fn hides(name: &str, known: &[Known]) -> bool {
    let marks = match name {
        "sensitive" => return true,
        "nonsensitive" | "issensitive" | "can" => return false,
        "try" => Marks::Shallow,
        name => native(name).map_or(Marks::Deep, |native| native.marks),
    };
    known.iter().any(|known| known.is_sensitive() || (marks == Marks::Deep && known.has_sensitive()))
}

/// Whether `templatestring` takes these: its template must be a reference.
fn is_template(arguments: &[Value]) -> bool {
    matches!(arguments, [Value::Expression(Expression::Reference(_)), _])
}

/// The result of a function for values.
fn applied(evaluator: &Evaluator<'_>, name: &str, mut known: Vec<Known>, is_spread: bool) -> Outcome {
    if is_spread {
        let last = known.pop().ok_or(Reason::Fails("there are too few arguments"))?;
        let is_sensitive = last.is_sensitive();
        known.extend(elements(last.data)?.iter().map(|element| element.clone().marked(is_sensitive)));
    }
    let declared = crate::terraform::function(name);
    if declared.is_some_and(|function| {
        known.len() < function.least || function.most.is_some_and(|most| known.len() > most)
    }) {
        return Err(Reason::Fails("the number of arguments is wrong"));
    }
    if let Some(reason) = failing(&known).as_ref().and_then(Known::reason) {
        return Err(reason);
    }
    let native =
        native(name).ok_or(if declared.is_some() { Reason::Function } else { Reason::Undeclared })?;
    if native.marks == Marks::Deep || name == "coalesce" {
        evaluator.read(&known)?;
    }
    let is_sensitive = native.marks != Marks::Own && hides(name, &known);
    let known = match native.marks {
        Marks::Deep => known.into_iter().map(Known::revealed).collect(),
        Marks::Shallow | Marks::Own => known,
    };
    Ok((native.run)(&Arguments(&known, &|steps| evaluator.take(steps)))?.marked(is_sensitive))
}

/// The first that does not fail.
fn tried(all: &[Known], arguments: &[Value]) -> Outcome {
    for (known, argument) in all.iter().zip(arguments) {
        match in_doubt(known, argument) {
            Some(Reason::Fails(_)) => {}
            Some(reason) => return Err(reason),
            None => return Ok(known.clone()),
        }
    }
    Err(Reason::Fails("no expression succeeded"))
}

fn can(all: &[Known], arguments: &[Value]) -> Outcome {
    let ([known], [argument]) = (all, arguments) else {
        return Err(Reason::Fails("the number of arguments is wrong"));
    };
    match in_doubt(known, argument) {
        None => Ok(true.into()),
        Some(Reason::Fails(_)) => Ok(false.into()),
        Some(reason) => Err(reason),
    }
}

/// Why it is not known whether an expression fails: something in it that is not known may. Where there is a value at the
/// end of a path, nothing can fail on the way.
fn in_doubt(known: &Known, argument: &Value) -> Option<Reason> {
    if is_path(argument) { known.reason() } else { known.first_unknown() }
}

fn is_path(value: &Value) -> bool {
    matches!(value, Value::Expression(Expression::Reference(_) | Expression::Symbol(_)))
}

/// A quotient that is rounded at once is certain even if it is not exact by itself.
fn rounded_quotient(
    evaluator: &Evaluator<'_>,
    name: &str,
    argument: &Value,
    scope: Scope<'_>,
) -> Option<Known> {
    let Value::Expression(Expression::Binary(left, Operator::Divide, right)) = argument else { return None };
    let (left, right) = (evaluator.eval(left, scope), evaluator.eval(right, scope));
    let (Data::Number(one), Data::Number(other)) = (&left.data, &right.data) else { return None };
    if !is_binary(*one) || !is_binary(*other) || one.abs() > i64::MAX.into() || other.is_zero() {
        return None;
    }
    let rest = one.checked_rem(*other)?;
    let whole = one.checked_sub(rest)?.checked_div(*other)?.normalize();
    let is_below = rest.is_sign_negative() != other.is_sign_negative();
    let step = match (name, rest.is_zero(), is_below) {
        (_, true, _) | ("floor", _, false) | ("ceil", _, true) => 0,
        ("floor", ..) => -1,
        _ => 1,
    };
    Some(Known::from(whole.checked_add(step.into())?).marked(left.is_sensitive() || right.is_sensitive()))
}
