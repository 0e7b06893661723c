//! Quantities and choices as the builders take them.

use groundplan::spec::{Kind, Node, NodeValue};
use groundplan::unit::{Count, DataSize, Days, Memory, Money, Percent, Seconds, Vcpu};

use super::Language;
use super::literal::string;
use super::table::variant;
use crate::editor::types::Type;

/// A scalar; `None` where the builder has no form for it, or it is none.
pub(super) fn scalar(language: Language, kind: &Type, node: &Node) -> Option<String> {
    let NodeValue::Scalar(text, written) = &node.value else { return None };
    match (language, kind.name) {
        (_, _) if *written != Kind::Text => Some(text.clone()),
        (Language::TypeScript, Some("Vcpu" | "Count")) if is_number(text) => Some(text.clone()),
        (Language::Rust, Some("OfficeHours")) => None,
        (Language::Rust, Some("Region")) => Some(format!("Region::{}", variant(text))),
        (Language::Rust, Some(name)) if kind.is_choice() => Some(format!("{name}::{}", variant(text))),
        (Language::Rust, Some(name)) => Some(quantity(name, text).unwrap_or_else(|| string(language, text))),
        _ => Some(string(language, text)),
    }
}

/// Whether text is a number that comes out of JavaScript as it went in.
pub(super) fn is_number(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "1"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_shortest = (whole == "0" || !whole.starts_with('0')) && !fraction.ends_with('0');
    is_digits(whole) && is_digits(fraction) && is_shortest && text.len() <= 15 && text != "-0"
}

fn quantity(name: &str, text: &str) -> Option<String> {
    Some(match name {
        "Seconds" => format!("Seconds::new({})", text.parse::<Seconds>().ok()?.as_u32()),
        "Days" => format!("Days::new({})", text.parse::<Days>().ok()?.as_u32()),
        "Percent" => format!("Percent::new({})", text.parse::<Percent>().ok()?.as_u8()),
        "Count" => format!("Count::new({})", grouped(text.parse::<Count>().ok()?.as_u64())),
        "Money" => format!("Money::cents({})", grouped(text.parse::<Money>().ok()?.as_cents())),
        "Memory" => {
            let mib = text.parse::<Memory>().ok()?.as_mib();
            if mib % 1024 == 0 {
                format!("Memory::gib({})", mib / 1024)
            } else {
                format!("Memory::mib({mib})")
            }
        }
        "DataSize" => data_size(text.parse::<DataSize>().ok()?.as_bytes()),
        "Vcpu" => vcpu(text.parse().ok()?),
        _ => return None,
    })
}

fn data_size(bytes: u64) -> String {
    let units = [("gb", 1_u64 << 30), ("mb", 1 << 20), ("kb", 1 << 10)];
    let whole = units.into_iter().find(|(_, unit)| bytes >= *unit && bytes.is_multiple_of(*unit));
    let (name, unit) = whole.unwrap_or(("bytes", 1));
    format!("DataSize::{name}({})", grouped(bytes / unit))
}

fn vcpu(vcpu: Vcpu) -> String {
    let named = [
        (Vcpu::QUARTER, "QUARTER"),
        (Vcpu::HALF, "HALF"),
        (Vcpu::ONE, "ONE"),
        (Vcpu::TWO, "TWO"),
        (Vcpu::FOUR, "FOUR"),
        (Vcpu::EIGHT, "EIGHT"),
        (Vcpu::SIXTEEN, "SIXTEEN"),
    ];
    let known = named.into_iter().find(|(known, _)| *known == vcpu);
    known.map_or_else(|| format!("Vcpu::units({})", vcpu.as_units()), |(_, name)| format!("Vcpu::{name}"))
}

/// A number in groups of three, as Rust takes them: `30_000_000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_keep_their_amount() {
        let of = |name, text| quantity(name, text).unwrap();
        assert_eq!(of("Memory", "1.5 GiB"), "Memory::mib(1536)");
        assert_eq!(of("Vcpu", "0.5"), "Vcpu::HALF");
        assert_eq!(of("Vcpu", "3"), "Vcpu::units(3072)");
        assert_eq!(of("Count", "30M"), "Count::new(30_000_000)");
        assert_eq!(of("DataSize", "1.5 MB"), "DataSize::kb(1_536)");
        assert_eq!(of("Money", "249.50 USD"), "Money::cents(24_950)");
        assert_eq!(of("Seconds", "2 min"), "Seconds::new(120)");
    }

    #[test]
    fn only_what_javascript_keeps_is_a_number_there() {
        assert!(["1", "0.25", "-3"].into_iter().all(is_number));
        assert!(
            ["1.50", "12345678901234567890", "30M", "1e3", "", "007", "1.", ".5", "-0", "-"]
                .into_iter()
                .all(|text| !is_number(text))
        );
    }
}
