//! Which requests a rule of a listener no longer takes.

use super::known::{Known, at};

/// The requests that a rule certainly no longer takes, by host or by path.
pub(super) fn lost(before: &Known, after: &Known) -> Option<String> {
    let host = || {
        let (old, new) = (values(before, HOST)?, values(after, HOST)?);
        (!new.is_empty()).then_some(())?;
        match old.is_empty() {
            true => Some(format!("requests for other hosts than {}", shown(&new)?)),
            false => Some(format!("requests for {}", shown(&uncovered(&old, &new))?)),
        }
    };
    let path = || {
        let (old, new) = (values(before, PATH)?, values(after, PATH)?);
        (!new.is_empty()).then_some(())?;
        match old.is_empty() {
            true => Some(format!("requests for other paths than {}", shown(&others(&new))?)),
            false => Some(format!("requests for the path {}", shown(&uncovered(&old, &new))?)),
        }
    };
    let lost = host().or_else(path)?;
    Some(format!("{lost}: another rule or the listener's default answers them"))
}

/// Whether a rule may take requests that another one took.
pub(super) fn may_take(rule: &Known, lost_by: &Known) -> bool {
    match (values(rule, HOST), values(lost_by, HOST)) {
        (Some(own), Some(others)) if !own.is_empty() && !others.is_empty() => {
            others.iter().any(|host| own.iter().any(|own| covers(own, host) || covers(host, own)))
        }
        _ => true,
    }
}

const HOST: &str = "host_header";
const PATH: &str = "path_pattern";

/// The values of a condition, none where there is no such condition; `None` where not all are known.
fn values(rule: &Known, kind: &str) -> Option<Vec<String>> {
    let conditions = match at(rule, &["condition"]) {
        Known::List(conditions) => conditions.as_slice(),
        Known::Absent => return Some(Vec::new()),
        _ => return None,
    };
    let mut found = Vec::new();
    for condition in conditions {
        if !matches!(condition, Known::Object(_)) {
            return None;
        }
        match at(condition, &[kind, "values"]) {
            Known::List(values) => {
                for value in values {
                    let Known::Scalar(value) = value else { return None };
                    found.push(if kind == HOST { value.to_lowercase() } else { value.clone() });
                }
            }
            Known::Absent if *at(condition, &[kind]) == Known::Absent => {}
            _ => return None,
        }
    }
    Some(found)
}

fn uncovered(old: &[String], new: &[String]) -> Vec<String> {
    old.iter().filter(|old| !new.iter().any(|new| covers(new, old))).cloned().collect()
}

/// The patterns, where none takes everything.
fn others(patterns: &[String]) -> Vec<String> {
    match patterns.iter().any(|pattern| covers(pattern, "/*")) {
        true => Vec::new(),
        false => patterns.to_vec(),
    }
}

fn shown(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(", "))
}

/// Whether a pattern takes a text, or all that another pattern takes: `*` is any number of letters, `?` one.
fn covers(pattern: &str, text: &str) -> bool {
    let mut at = vec![true];
    at.resize(text.chars().count() + 1, false);
    for letter in pattern.chars() {
        let mut next = vec![false; at.len()];
        let mut is_open = false;
        for (index, own) in std::iter::once(None).chain(text.chars().map(Some)).enumerate() {
            let was = index.checked_sub(1).and_then(|before| at.get(before)).copied().unwrap_or_default();
            is_open = is_open || at.get(index).copied().unwrap_or_default();
            let is = match letter {
                '*' => is_open,
                '?' => was && own.is_some_and(|own| own != '*'),
                letter => was && own == Some(letter),
            };
            if let Some(place) = next.get_mut(index) {
                *place = is;
            }
        }
        at = next;
    }
    at.last().copied().unwrap_or_default()
}

#[cfg(all(test, feature = "bundled-schema"))]
mod tests {
    use crate::change::tests::interrupted;

    #[test]
    fn a_rule_of_fewer_hosts_or_paths_leaves_requests_to_others() {
        let rule = |name: &str, hosts: &str, path: &str| {
            let path = match path {
                "" => String::new(),
                path => {
                    format!(
                        "  condition {{\n    path_pattern {{\n      values = [\"{path}\"]\n    }}\n  }}\n"
                    )
                }
            };
            format!(
                "resource \"aws_lb_listener_rule\" \"{name}\" {{\n  condition {{\n    host_header {{\n      values = [{hosts}]\n    }}\n  }}\n{path}}}\n"
            )
        };
        let of = |hosts: &str, path: &str| rule("a", hosts, path);
        let lost = |old: &str, new: &str| interrupted(old, new);
        assert_eq!(
            lost(&of("\"a.example.com\", \"b.example.com\"", ""), &of("\"a.example.com\"", "")),
            [
                "requests for b.example.com: another rule or the listener's default answers them, at best for good"
            ]
        );
        assert_eq!(
            lost(&of("\"a.example.com\"", ""), &of("\"a.example.com\"", "/v1/*")),
            [
                "requests for other paths than /v1/*: another rule or the listener's default answers them, at best for good"
            ]
        );
        assert!(
            lost(&of("\"a.example.com\"", "/v1/*"), &of("\"A.example.com\"", "/v?/*")).is_empty(),
            "more"
        );
        assert!(lost(&of("\"a.example.com\"", ""), &of("\"*.example.com\"", "/*")).is_empty(), "more");
        assert!(lost(&of("\"a.example.com\"", ""), &of("var.host", "")).is_empty());
        let (two, one) = (of("\"a.x.com\", \"b.x.com\"", ""), of("\"a.x.com\"", ""));
        assert!(lost(&two, &(one + &rule("b", "\"b.x.com\"", ""))).is_empty(), "the other rule takes them");
    }
}
