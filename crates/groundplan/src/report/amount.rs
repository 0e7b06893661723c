//! Figures as they are shown: dollars with cents, quantities without needless digits.

use rust_decimal::RoundingStrategy;

use crate::cost::{Decimal, Range};

/// Dollars with cents, thousands apart: `1,234.50`. Half a cent is rounded away from zero.
///
/// ```
/// use groundplan::cost::Decimal;
/// assert_eq!(groundplan::report::dollars(Decimal::new(12_345_675, 4)), "1,234.57");
/// ```
#[must_use]
pub fn dollars(amount: Decimal) -> String {
    let rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    grouped(&format!("{rounded:.2}"))
}

/// As [`dollars`], with its sign: `+12.00`, `-3.50`, `0.00`.
pub(super) fn difference(amount: Decimal) -> String {
    let text = dollars(amount);
    let is_nothing = text.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'));
    match amount.is_sign_negative() {
        _ if is_nothing => "0.00".to_owned(),
        true => text,
        false => format!("+{text}"),
    }
}

/// The least and the most, where they differ: `10.00 to 25.00`.
pub(super) fn span(range: Range) -> String {
    let (low, high) = (dollars(range.low), dollars(range.high));
    if low == high { low } else { format!("{low} to {high}") }
}

/// A quantity with at most three digits after the point, thousands apart.
pub(super) fn quantity(amount: Decimal) -> String {
    grouped(&amount.round_dp(3).normalize().to_string())
}

/// The price of a unit, exact.
pub(super) fn rate(price: Decimal) -> String {
    price.normalize().to_string()
}

/// Puts a comma between thousands.
fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    match fraction {
        Some(fraction) => out + "." + fraction,
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_are_rounded_to_cents_and_thousands_stand_apart() {
        for (amount, shown) in [
            ("0", "0.00"),
            ("0.005", "0.01"),
            ("32.85", "32.85"),
            ("999.999", "1,000.00"),
            ("1234567.891", "1,234,567.89"),
            ("-1234.5", "-1,234.50"),
        ] {
            assert_eq!(dollars(amount.parse().unwrap()), shown, "{amount}");
        }
    }

    #[test]
    fn a_difference_has_its_sign_unless_it_is_nothing() {
        for (amount, shown) in [("3.5", "+3.50"), ("-3.5", "-3.50"), ("0.001", "0.00"), ("-0.001", "0.00")] {
            assert_eq!(difference(amount.parse().unwrap()), shown, "{amount}");
        }
    }

    #[test]
    fn quantities_have_no_needless_digits_and_rates_all_of_theirs() {
        assert_eq!(quantity("2190.000".parse().unwrap()), "2,190");
        assert_eq!(quantity("0.12345".parse().unwrap()), "0.123");
        assert_eq!(rate("0.0000166667".parse().unwrap()), "0.0000166667");
    }

    #[test]
    fn a_span_is_one_figure_where_both_ends_are() {
        let range =
            |low: &str, high: &str| Range::new(low.parse().unwrap(), Decimal::ONE, high.parse().unwrap());
        assert_eq!(span(range("1", "2.5")), "1.00 to 2.50");
        assert_eq!(span(range("1", "1.001")), "1.00");
    }
}
