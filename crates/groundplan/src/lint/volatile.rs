//! What is another value with each plan.

use std::collections::BTreeSet;

use super::relation::ignores;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place, nested};
use crate::terraform::{Content, Expression, Mode, Section, Value};

rules! {
    /// An argument has the same value in each plan.
    ///
    /// `timestamp()`, `uuid()` and their like give another value each time: every plan changes the resource again, and none ever says
    /// that nothing changes.
    TERRAFORM_VOLATILE = warning "terraform/volatile", "https://developer.hashicorp.com/terraform/language/functions/timestamp";
}

/// Functions that yield something else each time.
const FUNCTIONS: [&str; 4] = ["timestamp", "plantimestamp", "uuid", "bcrypt"];

/// Arguments that are there to change.
const MEANT: [&str; 5] = ["triggers", "triggers_replace", "trigger", "keepers", "input"];

/// A deployment of an API is made anew by whatever changes in it.
const DEPLOYMENT: &str = "aws_api_gateway_deployment";

/// How many local values lead to the next.
const FURTHEST: usize = 8;

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let is_judged = |kind: &str| kind.starts_with("aws_") && kind != DEPLOYMENT;
    for resource in model.section(Section::Resource).filter(|one| is_judged(&one.item.resource_type)) {
        let entries = resource.entries().into_iter();
        for (name, value) in entries.filter(|(name, _)| !MEANT.contains(name) && !is_ignored(&resource, name))
        {
            if let Some(function) = function(&resource, value, 0) {
                let message = format!("{function}() is another value with each plan");
                let finding = resource.found(Rule::TERRAFORM_VOLATILE, name, message);
                report.add(finding.wants(format!(
                    "a value that stays, or {name} among ignore_changes; time_static and random_uuid keep theirs"
                )));
            }
        }
    }
}

/// Whether an argument, or a part of it, is left as it was made.
fn is_ignored(resource: &Place<'_>, name: &str) -> bool {
    let Some(block) = resource.item.block() else { return false };
    let begins = |word: &str| word.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', '[']));
    ignores(resource, name)
        || nested(block, "lifecycle").iter().any(|lifecycle| match lifecycle.get("ignore_changes") {
            Some(Content::Names(names)) => names.iter().any(|word| begins(word)),
            _ => false,
        })
}

/// The function that a value certainly calls. Behind a condition it may not be called.
fn function(resource: &Place<'_>, value: &Value, depth: usize) -> Option<&'static str> {
    let mut found = BTreeSet::new();
    let mut is_certain = depth < FURTHEST;
    value.visit(&mut |expression| match expression {
        Expression::Call(name, _) | Expression::Spread(name, _) if may_pass_over(name) => is_certain = false,
        Expression::Call(name, _) => found.extend(FUNCTIONS.into_iter().find(|known| name == *known)),
        Expression::Reference(reference) if reference.address.mode == Mode::Local => {
            let local = resource.model.resolve(reference);
            found.extend(local.and_then(|value| self::function(resource, value, depth + 1)));
        }
        Expression::Conditional(..) | Expression::For(_) | Expression::Index(..) => is_certain = false,
        _ => {}
    });
    found.into_iter().next().filter(|_| is_certain)
}

/// Functions that may yield nothing of an argument.
fn may_pass_over(name: &str) -> bool {
    matches!(name, "try" | "can" | "coalesce" | "coalescelist" | "lookup" | "length" | "keys" | "contains")
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn of(kind: &str, body: &str) -> Vec<String> {
        let text = format!("locals {{\n  now = timestamp()\n}}\nresource \"{kind}\" \"a\" {{\n{body}\n}}\n");
        found("terraform/volatile", &text)
    }

    #[test]
    fn a_value_that_changes_each_time_is_found() {
        let tags = ["resource.aws_s3_bucket.a.tags"];
        assert_eq!(of("aws_s3_bucket", "tags = { Made = timestamp() }"), tags);
        assert_eq!(of("aws_s3_bucket", "tags = { Made = \"at ${local.now}\" }"), tags);
        for fine in [
            "tags = { Made = timestamp() }\nlifecycle {\n  ignore_changes = [tags]\n}",
            "tags = { Made = timestamp() }\nlifecycle {\n  ignore_changes = [tags[\"Made\"]]\n}",
            "tags = { Made = timestamp() }\nlifecycle {\n  ignore_changes = all\n}",
            "tags = var.on ? { Made = timestamp() } : {}",
            "tags = { Made = try(var.made, timestamp()) }",
            "triggers = { always = timestamp() }",
        ] {
            assert_eq!(of("aws_s3_bucket", fine), [""; 0], "{fine}");
        }
    }
}
