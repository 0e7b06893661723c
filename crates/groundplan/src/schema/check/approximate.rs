//! Where the bundled schema is only near the provider's own, so that it decides nothing.

use crate::diagnostic::{Path, Segment};

/// The statements of a firewall come from `aws_wafv2_web_acl_rule`, which calls some of their parts otherwise.
const OF_FIREWALLS: [&str; 2] = ["aws_wafv2_web_acl", "aws_wafv2_rule_group"];

/// Whether a place is in such a part.
pub(super) fn is_approximate(path: &Path) -> bool {
    let keys = || {
        path.segments().iter().filter_map(|segment| match segment {
            Segment::Key(key) => Some(key.as_str()),
            Segment::Index(_) => None,
        })
    };
    keys().nth(1).is_some_and(|of| OF_FIREWALLS.contains(&of)) && keys().any(|key| key == "statement")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_of_firewalls_are() {
        let of =
            |of: &str, name: &str| Path::of("resource").key(of).key("main").key("rule").index(0).key(name);
        assert!(is_approximate(&of("aws_wafv2_web_acl", "statement").key("rate_based_statement")));
        assert!(!is_approximate(&of("aws_wafv2_web_acl", "priority")));
        assert!(!is_approximate(&of("aws_iam_policy_document", "statement")));
    }
}
