//! Target groups can be replaced: a prefix, and the successor first.

use groundplan_tests::case::all_roots;
use serde_json::Value;

#[test]
fn target_group_names_use_a_prefix() {
    let mut groups = 0;
    for (name, root) in all_roots() {
        let mut prefixes = Vec::new();
        for (label, group) in root.resources("aws_lb_target_group") {
            let prefix = group["name_prefix"].as_str().unwrap_or_default();
            assert!((1..=6).contains(&prefix.len()), "{name} {label}: `{prefix}`");
            assert_eq!(
                group["name"],
                Value::Null,
                "{name} {label}: a name would be in the way of its successor"
            );
            assert_eq!(group["lifecycle"]["create_before_destroy"], true, "{name} {label}");
            assert!(group["tags"]["Name"].is_string(), "{name} {label}: a generated name tells nothing");
            prefixes.push(prefix.to_owned());
            groups += 1;
        }
        let all = prefixes.len();
        prefixes.sort();
        prefixes.dedup();
        assert_eq!(prefixes.len(), all, "{name}: two target groups begin alike");
    }
    assert!(groups > 10, "the cases have {groups} target groups");
}
