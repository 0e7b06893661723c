//! Bounds of numbers and of lengths.

use super::facts::Fact;
use super::judge::Wrong;
use crate::diagnostic::Rule;

/// The largest port, and one that some arguments take beside.
const PORTS: [&str; 2] = ["65535", "65536"];
/// Six places behind the point are enough for what AWS counts in.
const PLACES: usize = 6;

pub(super) fn number(fact: Fact, text: &str) -> Option<Wrong> {
    let given = fixed(text)?;
    let (low, high) = bounds(fact);
    let (least, most) = (low.as_deref().and_then(fixed), high.as_deref().and_then(fixed));
    let is_low = least.is_some_and(|least| given < least);
    if !is_low && most.is_none_or(|most| given <= most) {
        return None;
    }
    // What is not negative never becomes so, and the number of ports is fixed.
    let is_negative = given < 0 && least.is_some_and(|least| least >= 0);
    let is_of_ports = high.as_deref().is_some_and(|high| PORTS.contains(&high));
    let is_certain = fact.is_sure || is_negative || is_of_ports && most < Some(given);
    let rule = if is_certain { Rule::VALUE_NUMBER } else { Rule::VALUE_DOUBTED };
    let message = if is_low { "the number is too small" } else { "the number is too large" };
    Some(Wrong::new(rule, message, between(low.as_deref(), high.as_deref(), "")).hint(if is_low {
        low
    } else {
        high
    }))
}

pub(super) fn length(fact: Fact, text: &str) -> Option<Wrong> {
    let (low, high) = bounds(fact);
    let bound = |bound: &Option<String>| bound.as_deref().and_then(|digits| digits.parse::<usize>().ok());
    let count = text.chars().count();
    // Some validators count bytes and some characters.
    let is_short = bound(&low).is_some_and(|least| text.len() < least);
    if !is_short && bound(&high).is_none_or(|most| count <= most) {
        return None;
    }
    let rule = if fact.is_sure { Rule::VALUE_LENGTH } else { Rule::VALUE_DOUBTED };
    let is = if is_short { "short" } else { "long" };
    let message = format!("the text is too {is}: {count} characters");
    Some(Wrong::new(rule, message, between(low.as_deref(), high.as_deref(), " characters")))
}

fn bounds(fact: Fact) -> (Option<String>, Option<String>) {
    let mut words = fact.words().map(|word| Some(word).filter(|word| word != "-"));
    (words.next().flatten(), words.next().flatten())
}

fn between(low: Option<&str>, high: Option<&str>, unit: &str) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{low} to {high}{unit}"),
        (Some(low), None) => format!("at least {low}{unit}"),
        (None, Some(high)) => format!("at most {high}{unit}"),
        (None, None) => String::new(),
    }
}

/// A decimal number in millionths, where it is not longer than that.
fn fixed(text: &str) -> Option<i128> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|one| one.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 24
        || fraction.len() > PLACES
        || !are_digits(whole)
        || !are_digits(fraction)
    {
        return None;
    }
    format!("{whole}{fraction:0<PLACES$}").parse::<i128>().ok().map(|number| sign * number)
}

#[cfg(test)]
mod tests {
    use super::fixed;

    #[test]
    fn numbers_are_compared_exactly() {
        assert!(
            fixed("0.5") < fixed("0.50001") && fixed("-1") < fixed("-0.5") && fixed("10") > fixed("9.999999")
        );
        assert_eq!(fixed("1e3").or(fixed("")).or(fixed("0.0000001")), None);
    }
}
