use groundplan::cost::Decimal;
use groundplan::diagnostic::Path;
use serde_json::Value;

use crate::editor::types::{Type, plain};

/// Other values for a place that has a value: what the schema offers, and what is near to it.
pub(super) fn others(path: &Path, value: &str) -> Vec<Value> {
    let mut found = choices(path);
    if let Some(ty) = Type::at(path.segments()) {
        found.extend(ty.examples().into_iter().cloned());
    }
    found.extend(numbers(value));
    // Of what is said raw no schema of specs tells the values.
    found.extend(value.parse().map(|is_on: bool| Value::Bool(!is_on)));
    found.extend([format!("{value}x"), format!("x{value}")].map(Value::String));
    found.retain(|other| plain(other) != value);
    found
}

/// The values of a choice, and `true` and `false`.
pub(super) fn choices(path: &Path) -> Vec<Value> {
    let ty = Type::at(path.segments());
    ty.map(|ty| ty.choices().iter().map(|choice| choice.value.clone()).collect()).unwrap_or_default()
}

/// The value with another number in it: one less, twice as much, half of it, one more; where it has several, with one of them
/// one higher.
fn numbers(value: &str) -> Vec<Value> {
    let is_part = |sign: char| sign.is_ascii_digit() || sign == '.';
    let Some((before, number, after)) = cut(value, 0, is_part) else { return Vec::new() };
    let written = match number.parse::<Decimal>() {
        Ok(number) => {
            let two = Decimal::from(2);
            // One less comes first: what is gone then was there, and can be pointed at.
            let less = number.checked_sub(Decimal::ONE).filter(|less| *less >= Decimal::ONE);
            let more = [number.checked_mul(two), number.checked_div(two), number.checked_add(Decimal::ONE)];
            let others = std::iter::once(less).chain(more);
            others.flatten().map(|other| format!("{before}{}{after}", other.normalize())).collect()
        }
        Err(_) => each_higher(value),
    };
    written.into_iter().map(|text| serde_json::from_str(&text).unwrap_or(Value::String(text))).collect()
}

/// `11.0/16`, `10.1/16` and `10.0/17` of `10.0/16`.
fn each_higher(value: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((before, number, after)) = cut(value, from, |sign| sign.is_ascii_digit()) {
        from = value.len() - after.len();
        let higher = number.parse::<u64>().ok().and_then(|number| number.checked_add(1));
        found.extend(higher.map(|higher| format!("{before}{higher}{after}")));
    }
    found
}

/// What stands before the next number, the number, and the rest.
fn cut(value: &str, from: usize, is_part: impl Fn(char) -> bool) -> Option<(&str, &str, &str)> {
    let start = from + value.get(from..)?.find(|sign: char| sign.is_ascii_digit())?;
    let rest = value.get(start..)?;
    let (number, after) = rest.split_at(rest.find(|sign| !is_part(sign)).unwrap_or(rest.len()));
    Some((value.get(..start)?, number, after))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(path: &str, value: &str) -> Vec<Value> {
        others(&Path::of(path), value)
    }

    #[test]
    fn what_the_schema_offers_comes_first() {
        let egress = of("network.egress", "nat");
        assert_eq!(egress[0], "natPerZone");
        assert!(egress.contains(&json!("endpoints")) && !egress.contains(&json!("nat")));
        assert!(of("services.api.readOnlyRoot", "true").contains(&json!(false)));
    }

    #[test]
    fn numbers_keep_what_stands_around_them() {
        assert_eq!(
            numbers("365 days"),
            [json!("364 days"), json!("730 days"), json!("182.5 days"), json!("366 days")]
        );
        assert_eq!(numbers("3"), [json!(2), json!(6), json!(1.5), json!(4)]);
        assert_eq!(
            numbers("10.0.1/16"),
            [json!("11.0.1/16"), json!("10.1.1/16"), json!("10.0.2/16"), json!("10.0.1/17")]
        );
        assert_eq!(numbers("natPerZone"), [] as [Value; 0]);
        assert!(of("services.api.healthCheck.path", "/healthz").contains(&json!("/healthzx")));
    }
}
