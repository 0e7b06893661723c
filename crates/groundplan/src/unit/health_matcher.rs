//! Success codes of health checks.

use std::ops::RangeInclusive;

/// Codes of HTTP that an application load balancer takes, and those of gRPC.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html>
pub(crate) const HTTP_CODES: RangeInclusive<u16> = 200..=499;
pub(crate) const GRPC_CODES: RangeInclusive<u16> = 0..=99;

/// Whether a text is a list of codes and ranges of codes, as target groups take it, all within bounds.
pub(crate) fn is_matcher(text: &str, codes: &RangeInclusive<u16>) -> bool {
    let code = |text: &str| {
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|code| is_plain && codes.contains(code))
    };
    text.split(',').all(|range| match range.split_once('-') {
        Some((from, to)) => code(from).zip(code(to)).is_some_and(|(from, to)| from <= to),
        None => code(range).is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_ranges_are_read_as_target_groups_read_them() {
        for (text, codes) in
            [("200", 200..=499), ("200-299,302", 200..=499), ("0", 0..=99), ("0-5,12", 0..=99)]
        {
            assert!(is_matcher(text, &codes), "{text}");
        }
        for (text, codes) in [
            ("", 200..=499),
            ("0", 200..=499),
            ("299-200", 200..=499),
            ("200", 0..=99),
            ("2xx", 200..=499),
            ("+1", 0..=99),
        ] {
            assert!(!is_matcher(text, &codes), "{text}");
        }
    }
}
