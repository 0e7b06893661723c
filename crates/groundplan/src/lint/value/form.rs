//! Texts that are read: ARNs, networks, times, JSON.

use std::net::IpAddr;

use ipnet::IpNet;

use super::facts::Fact;
use super::judge::Wrong;
use crate::diagnostic::Rule;
use crate::evaluate;
use crate::node::json;

pub(super) fn wrong(fact: Fact, text: &str) -> Option<Wrong> {
    let words: Vec<String> = fact.words().collect();
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let no =
        |what: &str, wants: &str| Some(Wrong::new(Rule::VALUE_FORM, format!("this is not {what}"), wants));
    match fact.kind {
        "arn" if !is_arn(text) => no("an ARN", "arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE"),
        "account" if !is_account(text) => no("an account ID", "12 digits"),
        "region" if !is_region(text) => no("a region", "the code of a region, such as eu-west-1"),
        "time" if !is_time(text) => no("a time", "a time such as 2026-01-31T12:00:00Z"),
        "ip" => address(word(0), text),
        "cidr" => network(word(0), word(1) == "canonical", text),
        "json" => json_text(word(0), text),
        "matches" if matches(word(0), text) == Some(false) => Some(Wrong::new(
            Rule::VALUE_DOUBTED,
            "the text has another form than provider 5.100 takes",
            format!("what matches {}", word(0)),
        )),
        _ => None,
    }
}

/// Whether a pattern is found in a text, where that is known.
pub(super) fn matches(pattern: &str, text: &str) -> Option<bool> {
    evaluate::is_match(pattern, text)
}

/// As AWS's library reads it: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>.
fn is_arn(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, _, region, account, resource] = parts.as_slice() else { return false };
    let is_number = !account.is_empty() && account.bytes().all(|one| one.is_ascii_digit());
    partition.starts_with("aws")
        && !resource.is_empty()
        && (region.is_empty() || is_region(region))
        && (!is_number || is_account(account))
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|one| one.is_ascii_digit())
}

/// Words with hyphens, and a number at the end.
fn is_region(text: &str) -> bool {
    let Some((words, number)) = text.rsplit_once('-') else { return false };
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|one| one.is_ascii_lowercase());
    !number.is_empty()
        && number.bytes().all(|one| one.is_ascii_digit())
        && words.contains('-')
        && words.split('-').all(is_word)
}

/// A date, a `T`, and hours, minutes and seconds.
fn is_time(text: &str) -> bool {
    let form = "0000-00-00T00:00:00";
    let fits = |(given, wanted): (char, char)| match wanted {
        '0' => given.is_ascii_digit(),
        'T' => given.eq_ignore_ascii_case(&'T'),
        wanted => given == wanted,
    };
    text.chars().count() >= form.len() && text.chars().zip(form.chars()).all(fits)
}

fn address(family: &str, text: &str) -> Option<Wrong> {
    let (name, example) = of_family(family, "address", "10.0.0.1", "2001:db8::1");
    let is_one = text.parse::<IpAddr>().is_ok_and(|address| is_of(family, address.is_ipv4()));
    (!is_one).then(|| {
        Wrong::new(
            Rule::VALUE_FORM,
            format!("this is not an {name}"),
            format!("an address such as {example}"),
        )
    })
}

fn network(family: &str, is_canonical: bool, text: &str) -> Option<Wrong> {
    let (name, example) = of_family(family, "network", "10.0.0.0/16", "2001:db8::/64");
    match text.parse::<IpNet>().ok().filter(|net| is_of(family, net.addr().is_ipv4())) {
        None => Some(Wrong::new(
            Rule::VALUE_FORM,
            format!("this is not an {name}"),
            format!("a CIDR block such as {example}"),
        )),
        Some(net) if is_canonical && net.addr() != net.network() => {
            let whole = net.trunc().to_string();
            Some(
                Wrong::new(
                    Rule::VALUE_FORM,
                    "this is an address within a network",
                    "the first address of the network",
                )
                .hint(Some(whole)),
            )
        }
        Some(_) => None,
    }
}

fn is_of(family: &str, is_four: bool) -> bool {
    match family {
        "4" => is_four,
        "6" => !is_four,
        _ => true,
    }
}

fn of_family<'a>(family: &str, what: &str, four: &'a str, six: &'a str) -> (String, &'a str) {
    match family {
        "4" => (format!("IPv4 {what}"), four),
        "6" => (format!("IPv6 {what}"), six),
        _ => (format!("IP {what}"), four),
    }
}

fn json_text(form: &str, text: &str) -> Option<Wrong> {
    match json::parse(text) {
        Err(finding) if finding.rule == Rule::SYNTAX && !is_deep(&finding.message) => {
            let at = finding.range.map_or_else(String::new, |range| position(text, range.start));
            let message = format!("{}{at}", finding.message);
            Some(Wrong::new(Rule::VALUE_JSON, message, "JSON, such as the result of jsonencode"))
        }
        Ok(_) if form == "start" && !text.starts_with('{') => Some(Wrong::new(
            Rule::VALUE_JSON,
            "this does not begin with `{`",
            "an object, without anything before it",
        )),
        Ok(_) if form == "object" && !text.trim_start().starts_with('{') => {
            Some(Wrong::new(Rule::VALUE_JSON, "this is JSON, and no object", "an object: {…}"))
        }
        _ => None,
    }
}

/// What is nested deeper than we read may well be JSON.
fn is_deep(message: &str) -> bool {
    message.contains("recursion limit") || message.contains("levels deep")
}

/// `, in line 3, column 5`
fn position(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!(", in line {line}, column {column}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_have_six_parts() {
        for arn in [
            "arn:aws:s3:::a",
            "arn:aws:iam::aws:policy/a",
            "arn:aws-cn:sns:cn-north-1:123456789012:a",
            "arn:aws:iam::123456789012:role/a:b",
        ] {
            assert!(is_arn(arn), "{arn}");
        }
        for text in [
            "arn:aws:s3:::",
            "my-role",
            "arn:aws:iam::123:role/a",
            "arn:aws:sns:nowhere:123456789012:a",
            "arn:aws:s3",
        ] {
            assert!(!is_arn(text), "{text}");
        }
    }

    #[test]
    fn json_that_is_none_has_a_place() {
        let wrong = json_text("any", "{\n  \"a\": 1,\n}").unwrap();
        assert_eq!(wrong.message, "this is not JSON: key must be a string, in line 3, column 1");
        assert!(json_text("any", "{\"a\": 1, \"a\": 2}").is_none(), "the provider takes a key twice");
        assert!(
            json_text("object", "[]").is_some()
                && json_text("start", " {}").is_some()
                && json_text("start", "{}").is_none()
        );
    }

    #[test]
    fn times_regions_and_networks() {
        assert!(is_time("2026-01-01T00:00:00Z") && !is_time("2026-01-01") && !is_time("2026-01-01 00:00:00"));
        assert!(
            is_region("us-gov-west-1")
                && is_region("eusc-de-east-1")
                && !is_region("eu-west")
                && !is_region("EU-west-1")
        );
        assert!(network("4", true, "10.0.0.1/16").is_some() && network("4", false, "10.0.0.1/16").is_none());
        assert_eq!(
            network("4", true, "10.0.0.1/16").and_then(|wrong| wrong.hint).as_deref(),
            Some("10.0.0.0/16")
        );
    }
}
