//! A number with its unit, read exactly.

/// What a unit is called and how many base units it counts for.
pub(super) type Scale = (&'static str, u32);

/// The same for what can be very large.
pub(super) type LargeScale = (&'static str, u64);

/// `text` counted in base units, or nothing when it has another unit, no number, or no whole result.
///
/// The space between number and unit is optional and the unit's case does not matter. A bare
/// number has the unit `""`.
pub(super) fn read(text: &str, scales: &[Scale]) -> Option<u32> {
    let (number, unit) = split(text);
    let (_, scale) = scales.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit))?;
    u32::try_from(exact(number, (*scale).into())?).ok()
}

/// As [`read`], for what can be very large.
pub(super) fn read_large(text: &str, scales: &[LargeScale]) -> Option<u64> {
    let (number, unit) = split(text);
    let (_, scale) = scales.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit))?;
    exact(number, *scale)
}

/// The largest of the scales of which a count is a whole number, and how many; units are given from the
/// smallest on.
pub(super) fn largest(count: u64, scales: &[LargeScale]) -> (u64, &'static str) {
    let whole = |(_, scale): &&LargeScale| *scale > 0 && count > 0 && count.is_multiple_of(*scale);
    scales
        .iter()
        .rev()
        .find(whole)
        .map_or((count, scales.first().map_or("", |(name, _)| *name)), |(name, scale)| (count / scale, *name))
}

fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    (number, unit.trim_start())
}

/// A decimal times `scale`, when that is a whole number.
fn exact(number: &str, scale: u64) -> Option<u64> {
    let (whole, fraction) = digits(number);
    let whole: u64 = whole.parse().ok()?;
    let numerator = fraction.parse::<u128>().ok()?.checked_mul(scale.into())?;
    let denominator = 10_u128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    if !numerator.is_multiple_of(denominator) {
        return None;
    }
    let part = u64::try_from(numerator / denominator).ok()?;
    whole.checked_mul(scale)?.checked_add(part)
}

/// The digits before and after the point: `.5` reads as `0.5`, while `5.` has no digits to read.
fn digits(number: &str) -> (&str, &str) {
    match number.split_once('.') {
        None => (number, "0"),
        Some(("", fraction)) => ("0", fraction),
        Some(digits) => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALES: &[Scale] = &[("", 1), ("k", 1024)];

    #[test]
    fn space_and_case_do_not_matter() {
        for text in ["2k", "2 k", "2  K", " 2 k "] {
            assert_eq!(read(text, SCALES), Some(2048), "{text:?}");
        }
        assert_eq!(read("7", SCALES), Some(7));
    }

    #[test]
    fn decimals_are_exact_or_refused() {
        assert_eq!(read("0.5k", SCALES), Some(512));
        assert_eq!(read(".25 k", SCALES), Some(256));
        assert_eq!(read("1.0009765625 k", SCALES), Some(1025));
        assert_eq!(read("0.3 k", SCALES), None);
        assert_eq!(read("0.5", SCALES), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", ".", "5.", "1.2.3", "-5 k", "+5", "k", "1 x", "1e3", "٣ k", "½ k"] {
            assert_eq!(read(text, SCALES), None, "{text:?}");
        }
    }

    #[test]
    fn the_largest_unit_that_fits_is_found() {
        const LARGE: &[LargeScale] = &[("B", 1), ("KB", 1024), ("MB", 1 << 20)];
        assert_eq!(largest(1 << 21, LARGE), (2, "MB"));
        assert_eq!(largest(1025, LARGE), (1025, "B"));
        assert_eq!(largest(0, LARGE), (0, "B"));
        assert_eq!(read_large("16777216 MB", LARGE), Some(1 << 44));
        assert_eq!(read_large("18446744073709551615 KB", LARGE), None);
    }

    #[test]
    fn overflow_is_refused() {
        assert_eq!(read("4294967295", SCALES), Some(u32::MAX));
        assert_eq!(read("4294967296", SCALES), None);
        assert_eq!(read("4194304 k", SCALES), None);
        assert_eq!(read("0.0000000000000000000000001 k", SCALES), None);
    }
}
