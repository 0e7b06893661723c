//! AWS WAF: <https://aws.amazon.com/waf/pricing/>.
//!
//! A web ACL, each rule in it, a managed group being one, and each rule of one's own groups; what is within
//! managed groups is not counted. Then requests. Some of AWS's groups are paid for besides.

use super::{Family, Priced, counted};
use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::resource::Resource;
use crate::model::Place;
use crate::terraform::Value;

pub(super) const FAMILY: Family = &[
    ("aws_wafv2_web_acl", acl),
    ("aws_wafv2_rule_group", group),
    ("aws_wafv2_web_acl_rule", rule),
    ("aws_wafv2_web_acl_rule_group_association", rule),
];

const SERVICE: &str = "WAF";

/// The groups of AWS that have a price of their own, and one for each request that they look at.
const PAID: [&str; 4] = [
    "AWSManagedRulesACFPRuleSet",
    "AWSManagedRulesATPRuleSet",
    "AWSManagedRulesAntiDDoSRuleSet",
    "AWSManagedRulesBotControlRuleSet",
];

fn acl(acl: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge("web ACLs", key::WAF_ACL, 1);
    let rules = rules(acl);
    if let Ok(rules) = &rules {
        bill.charge("rules", key::WAF_RULE, *rules);
    }
    counted::usage(bill, "requests", key::WAF_REQUEST, "monthly_requests");
    let rules_of_blocks = acl.blocks("rule");
    if !rules_of_blocks.iter().any(|rule| is_of_the_document(acl, rule)) {
        bill.usage("rules of own groups", key::WAF_RULE, "rule_group_rules");
    }
    rules_of_blocks.iter().for_each(|rule| managed(rule, bill));
    rules.map(|_| ())
}

fn group(group: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge("rules", key::WAF_RULE, rules(group)?);
    Ok(())
}

/// A rule, or a group that counts as one, declared outside its web ACL.
fn rule(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge("rules", key::WAF_RULE, 1);
    Ok(())
}

/// How many rules there are, each group that is referred to being one.
fn rules(place: &Resource<'_>) -> Result<Decimal, Unknown> {
    if place.is_dynamic("rule") {
        return Err(Unknown::new("a dynamic block makes `rule`, so how many rules there are is not known"));
    }
    if !place.may_have("rule_json") {
        return Ok(place.blocks("rule").len().into());
    }
    match place.json("rule_json").as_deref() {
        Some(Value::List(rules)) => Ok(rules.len().into()),
        _ => Err(Unknown::new("`rule_json` is not known, so how many rules there are is not either")),
    }
}

/// Whether a rule refers to a group that is in the document, whose rules are charged with it.
fn is_of_the_document(acl: &Resource<'_>, rule: &Place<'_>) -> bool {
    let referred =
        rule.block("statement").and_then(|statement| statement.block("rule_group_reference_statement"));
    let group = referred.and_then(|referred| referred.reference("arn"));
    group.is_some_and(|group| acl.model.target(group, &["aws_wafv2_rule_group"]).is_some())
}

/// What a managed group costs besides being a rule.
fn managed(rule: &Place<'_>, bill: &mut Bill<'_>) {
    let statement = rule.block("statement").and_then(|one| one.block("managed_rule_group_statement"));
    let Some(group) = statement else { return };
    let name = group.text("name").unwrap_or_default();
    match group.text("vendor_name") {
        Some("AWS") if PAID.contains(&name) => {
            bill.charge("paid rule groups", key::WAF_PAID_GROUP, 1);
            bill.unpriced(format!("groundplan has no price of the requests that {name} looks at"));
        }
        Some("AWS") => {}
        _ => bill.unpriced(format!("the vendor of the rule group {name} charges for it")),
    }
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    fn managed(vendor: &str, name: &str) -> String {
        format!(
            "rule {{\n statement {{\n managed_rule_group_statement {{\n vendor_name = \"{vendor}\"\n name = \"{name}\"\n }}\n }}\n}}\n"
        )
    }

    fn acl(body: &str) -> String {
        format!("resource \"aws_wafv2_web_acl\" \"main\" {{\n{body}\n}}\n")
    }

    #[test]
    fn an_acl_is_charged_with_its_rules_and_requests() {
        let text = acl(&(managed("AWS", "AWSManagedRulesCommonRuleSet") + "rule {\n name = \"rate\"\n}\n"));
        let usage = used(
            "aws_wafv2_web_acl.main",
            &[
                ("monthly_requests", "10000000"),
                ("managed_rule_group_rules", "20"),
                ("rule_group_rules", "3"),
            ],
        );
        assert_eq!(
            bill("us-east-1", &text, &usage),
            [
                "WAF: web ACLs 1 x 5.00 = 5",
                "WAF: rules 2 x 1.00 = 2",
                "WAF: requests 10 x 0.60 = 6",
                "WAF: rules of own groups 3 x 1.00 = 3",
            ]
        );
    }

    #[test]
    fn rules_of_own_groups_are_charged_with_the_group() {
        let rule = "rule {\n statement {\n rule_group_reference_statement { arn = aws_wafv2_rule_group.own.arn }\n }\n}\n";
        let group = "resource \"aws_wafv2_rule_group\" \"own\" {\n rule {}\n rule {}\n}";
        let usage = used("aws_wafv2_web_acl.main", &[("rule_group_rules", "2")]);
        assert_eq!(
            bill("us-east-1", &(acl(rule) + group), &usage),
            ["WAF: web ACLs 1 x 5.00 = 5", "WAF: rules 1 x 1.00 = 1", "WAF: rules 2 x 1.00 = 2",]
        );
    }

    #[test]
    fn rules_that_stand_outside_are_rules_too() {
        for kind in ["aws_wafv2_web_acl_rule", "aws_wafv2_web_acl_rule_group_association"] {
            let text = format!("resource \"{kind}\" \"one\" {{}}");
            assert_eq!(bill("us-east-1", &text, &Usage::new()), ["WAF: rules 1 x 1.00 = 1"]);
        }
    }

    #[test]
    fn paid_groups_cost_more_and_what_is_not_known_is_said() {
        let bots = acl(&managed("AWS", "AWSManagedRulesBotControlRuleSet"));
        assert_eq!(
            bill("us-east-1", &bots, &Usage::new()),
            [
                "WAF: web ACLs 1 x 5.00 = 5",
                "WAF: rules 1 x 1.00 = 1",
                "WAF: paid rule groups 1 x 10.00 = 10",
                "unpriced: groundplan has no price of the requests that AWSManagedRulesBotControlRuleSet looks at",
            ]
        );
        let vendor = bill("us-east-1", &acl(&managed("Fortinet", "all")), &Usage::new());
        assert_eq!(vendor[2], "unpriced: the vendor of the rule group all charges for it");
        let several = acl("dynamic \"rule\" {\n for_each = var.rules\n content {}\n}");
        assert_eq!(
            bill("us-east-1", &several, &Usage::new()),
            [
                "WAF: web ACLs 1 x 5.00 = 5",
                "unpriced: a dynamic block makes `rule`, so how many rules there are is not known",
            ]
        );
        let json = acl("rule_json = jsonencode([{ Name = \"a\" }, { Name = \"b\" }])");
        assert_eq!(bill("us-east-1", &json, &Usage::new())[1], "WAF: rules 2 x 1.00 = 2");
    }
}
