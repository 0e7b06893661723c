use rust_decimal::Decimal;

use super::super::operator::{arithmetic, is_binary};
use super::super::{Known, Outcome, Reason};
use super::arguments::{Arguments, whole};
use super::{Native, of};
use crate::terraform::Operator;

pub(super) const TABLE: &[Native] = &[
    of("abs", |all| Ok(all.number(0)?.abs().into())),
    of("ceil", |all| Ok(unsigned(all.number(0)?.ceil()).into())),
    of("floor", |all| Ok(unsigned(all.number(0)?.floor()).into())),
    of("log", log),
    of("max", |all| extreme(all, Ord::max)),
    of("min", |all| extreme(all, Ord::min)),
    of("parseint", parseint),
    of("pow", pow),
    of("signum", |all| Ok(all.integer(0)?.signum().into())),
    of("sum", sum),
];

/// Zero has no sign.
fn unsigned(number: Decimal) -> Decimal {
    if number.is_zero() { Decimal::ZERO } else { number }
}

/// Logarithms are approximated, which is certain for that of one only; in a base below one it is a zero with a sign.
fn log(all: &Arguments<'_>) -> Outcome {
    let (number, base) = (all.number(0)?, all.number(1)?);
    if number == Decimal::ONE && base > Decimal::ONE { Ok(0.into()) } else { Err(Reason::Uncertain) }
}

fn extreme(all: &Arguments<'_>, choose: fn(Decimal, Decimal) -> Decimal) -> Outcome {
    let numbers = (0..all.0.len()).map(|place| all.number(place)).collect::<Outcome<Vec<_>>>()?;
    numbers.into_iter().reduce(choose).map(Known::from).ok_or(Reason::Fails("there are too few arguments"))
}

fn parseint(all: &Arguments<'_>) -> Outcome {
    let Some(text) = all.any(0)?.as_text() else { return Err(Reason::Fails("a string is required")) };
    let base = all.integer(1)?;
    let fails = Err(Reason::Fails("the text is not a number in this base"));
    match u32::try_from(base) {
        Ok(base @ 2..=36) if text.len() <= 18 => {
            let number = i128::from_str_radix(text, base).ok();
            number.map_or(fails, |number| {
                Ok(Decimal::try_from_i128_with_scale(number, 0).map_err(|_| Reason::Limit)?.into())
            })
        }
        Ok(2..=62) => Err(Reason::Uncertain),
        _ => Err(Reason::Fails("the base must be between 2 and 62")),
    }
}

/// The least number from which on the floating-point numbers that Terraform raises have gaps.
const GAPS: u64 = 1 << 53;

fn pow(all: &Arguments<'_>) -> Outcome {
    let (base, power) = (all.number(0)?, all.number(1)?);
    let power = whole(power).ok().and_then(|power| u32::try_from(power).ok()).ok_or(Reason::Uncertain)?;
    let base = whole(base).map_err(|_| Reason::Uncertain)?;
    let is_exact = |made: &i64| made.unsigned_abs() < GAPS;
    let is_plain = base > 0 || power > 0;
    base.checked_pow(power).filter(is_exact).filter(|_| is_plain).map(Known::from).ok_or(Reason::Uncertain)
}

fn sum(all: &Arguments<'_>) -> Outcome {
    let list = all.list(0)?;
    let numbers = list.iter().map(|known| match known.reason() {
        Some(reason) => Err(reason),
        None => super::super::convert::number(&known.data),
    });
    let numbers = numbers.collect::<Outcome<Vec<_>>>()?;
    if let [one] = numbers.as_slice() {
        return Ok((*one).into());
    }
    let (first, rest) = numbers.split_first().ok_or(Reason::Fails("the list is empty"))?;
    if !is_binary(*first) {
        return Err(Reason::Uncertain);
    }
    rest.iter().try_fold(*first, |sum, number| arithmetic(sum, Operator::Add, *number)).map(Known::from)
}
