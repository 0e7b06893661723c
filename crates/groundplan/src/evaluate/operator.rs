//! Operators on values.

use rust_decimal::Decimal;

use super::convert::{MOST_COMPARED, boolean, number};
use super::types::Type;
use super::{Data, Known, Outcome, Reason};
use crate::terraform::{Operator, Prefix};

/// An operator before a value.
pub(super) fn prefix(sign: Prefix, data: &Data) -> Outcome {
    match sign {
        Prefix::Not => Ok((!boolean(data)?).into()),
        Prefix::Negate => match number(data)? {
            // Terraform has a zero with a sign, and writes it.
            zero if zero.is_zero() => Err(Reason::Uncertain),
            number => Ok((-number).into()),
        },
    }
}

/// An operator between two values.
pub(super) fn binary(left: &Known, operator: Operator, right: &Known) -> Outcome {
    match operator {
        Operator::Or => either(left, right, true),
        Operator::And => either(left, right, false),
        Operator::Equal => Ok(equal(left, right)?.into()),
        Operator::NotEqual => Ok((!equal(left, right)?).into()),
        _ => {
            let (one, other) = operands(left, right)?;
            match operator {
                Operator::Greater => Ok((one > other).into()),
                Operator::GreaterOrEqual => Ok((one >= other).into()),
                Operator::Less => Ok((one < other).into()),
                Operator::LessOrEqual => Ok((one <= other).into()),
                _ => Ok(arithmetic(one, operator, other)?.into()),
            }
        }
    }
}

/// Both sides of an operator as numbers: one that fails counts before one that is not known.
fn operands(left: &Known, right: &Known) -> Outcome<(Decimal, Decimal)> {
    match (number(&left.data), number(&right.data)) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(_), Err(reason @ Reason::Fails(_))) | (Err(reason), _) | (_, Err(reason)) => Err(reason),
    }
}

/// `||` where `decides` is true, else `&&`: since Terraform 1.12 one side decides alone, wherever it is.
fn either(left: &Known, right: &Known, decides: bool) -> Outcome {
    match (boolean(&left.data), boolean(&right.data)) {
        (Ok(one), _) if one == decides => Ok(decides.into()),
        (_, Ok(other)) if other == decides => Ok(decides.into()),
        (Ok(_), Ok(_)) => Ok((!decides).into()),
        (Err(_), Err(reason @ Reason::Fails(_))) | (Err(reason), _) | (_, Err(reason)) => Err(reason),
    }
}

/// Whether two values are the same, types included.
pub(super) fn equal(left: &Known, right: &Known) -> Outcome<bool> {
    match (&left.data, &right.data) {
        (Data::Unknown(one), Data::Unknown(other)) => {
            Err(super::known::first([one.reason, other.reason]).unwrap_or(one.reason))
        }
        (Data::Unknown(unknown), _) | (_, Data::Unknown(unknown)) => Err(unknown.reason),
        (Data::Null, Data::Null) => Ok(true),
        (Data::Bool(one), Data::Bool(other)) => Ok(one == other),
        (Data::Number(one), Data::Number(other)) => Ok(one == other),
        (Data::Text(one), Data::Text(other)) => Ok(one == other),
        (Data::List(_), Data::List(_)) | (Data::Map(_), Data::Map(_)) | (Data::Set(_), Data::Set(_))
            if is_empty(left) && is_empty(right) =>
        {
            Type::of(left).is_same(&Type::of(right)).ok_or(Reason::Uncertain)
        }
        (Data::Set(one), Data::Set(other)) => sets(one, other),
        (Data::Tuple(one), Data::Tuple(other)) | (Data::List(one), Data::List(other)) => {
            all(one.len() == other.len(), one.iter().zip(other.iter()))
        }
        (Data::Object(one), Data::Object(other)) | (Data::Map(one), Data::Map(other)) => {
            all(one.keys().eq(other.keys()), one.values().zip(other.values()))
        }
        _ => Ok(false),
    }
}

/// Whether all pairs are the same; a pair that differs decides, whatever is not known of others.
fn all<'a>(is_alike: bool, pairs: impl Iterator<Item = (&'a Known, &'a Known)>) -> Outcome<bool> {
    if !is_alike {
        return Ok(false);
    }
    let mut result = Ok(true);
    for (one, other) in pairs {
        let are_null = one.data == Data::Null && other.data == Data::Null;
        match if are_null { nulls(one, other) } else { equal(one, other) } {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(reason) => result = Err(reason),
        }
    }
    result
}

fn is_empty(known: &Known) -> bool {
    known.inner().next().is_none()
}

/// Whether two nulls within other values are the same: there, types count.
fn nulls(one: &Known, other: &Known) -> Outcome<bool> {
    match (one.kind(), other.kind()) {
        (None, None) => Ok(true),
        (Some(one), Some(other)) => one.is_same(other).ok_or(Reason::Uncertain),
        _ => Err(Reason::Uncertain),
    }
}

fn sets(one: &[Known], other: &[Known]) -> Outcome<bool> {
    if let Some(reason) = one.iter().chain(other).find_map(Known::first_unknown) {
        return Err(reason);
    }
    if one.iter().chain(other).all(Known::is_primitive) {
        return Ok(one == other);
    }
    if one.len().max(other.len()) > MOST_COMPARED {
        return Err(Reason::Limit);
    }
    Ok(one.len() == other.len() && one.iter().all(|element| other.contains(element)))
}

/// Whether an operator gives a number.
pub(super) fn is_arithmetic(operator: Operator) -> bool {
    use Operator::{Add, Divide, Modulo, Multiply, Subtract};
    matches!(operator, Add | Subtract | Multiply | Divide | Modulo)
}

/// Addition and the like, where the result is certain: Terraform computes with binary fractions.
pub(super) fn arithmetic(one: Decimal, operator: Operator, other: Decimal) -> Outcome<Decimal> {
    if matches!(operator, Operator::Divide | Operator::Modulo) && other.is_zero() {
        // Terraform may give infinity, or what it was divided from.
        return Err(Reason::Uncertain);
    }
    let made = match operator {
        Operator::Divide => one.checked_div(other),
        Operator::Multiply => {
            exact(one.mantissa().checked_mul(other.mantissa()), one.scale() + other.scale())
        }
        _ => aligned(one, operator, other),
    };
    let made = made.ok_or(Reason::Limit)?;
    let is_quotient = operator == Operator::Divide;
    let is_exact = [one, other, made].into_iter().all(is_binary)
        && (!is_quotient || arithmetic(made, Operator::Multiply, other) == Ok(one));
    let is_signed_zero = made.is_zero() && (one.is_sign_negative() || other.is_sign_negative());
    let is_difference = matches!(operator, Operator::Add | Operator::Subtract);
    if is_exact && (!is_signed_zero || is_difference) { Ok(made) } else { Err(Reason::Uncertain) }
}

/// The sum, difference or rest of two numbers with as many decimals; `None` where that has more digits than fit.
fn aligned(one: Decimal, operator: Operator, other: Decimal) -> Option<Decimal> {
    let scale = one.scale().max(other.scale());
    let digits =
        |number: Decimal| number.mantissa().checked_mul(10_i128.checked_pow(scale - number.scale())?);
    let (one, other) = (digits(one)?, digits(other)?);
    let made = match operator {
        Operator::Add => one.checked_add(other),
        Operator::Subtract => one.checked_sub(other),
        _ => one.checked_rem(other),
    };
    exact(made, scale)
}

/// A number with so many decimals, none of which is rounded.
fn exact(digits: Option<i128>, scale: u32) -> Option<Decimal> {
    let (mut digits, mut scale) = (digits?, scale);
    while scale > 0 && digits % 10 == 0 {
        (digits, scale) = (digits / 10, scale - 1);
    }
    Decimal::try_from_i128_with_scale(digits, scale).ok()
}

/// Whether a number is a whole one over a power of two, which binary fractions hold exactly.
pub(super) fn is_binary(number: Decimal) -> bool {
    let number = number.normalize();
    let fives = 5_i128.checked_pow(number.scale());
    fives.is_some_and(|fives| number.mantissa().checked_rem(fives) == Some(0))
}
