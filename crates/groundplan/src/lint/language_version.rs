//! Parts of Terraform's language that no version has which the module takes.

use super::literal;
use crate::diagnostic::{Diagnostic, Report, Rule, rules};
use crate::model::walk;
use crate::model::{Model, Place};
use crate::terraform::{Content, Expression, Literal, Mode, Reference, Section, Version, VersionConstraint};

rules! {
    /// A version that `required_version` takes has all that the module is written in.
    ///
    /// Where no version does, every command fails: each older Terraform on a part of the language that it does not know, each
    /// newer one on the constraint. Of Terraform and OpenTofu, the first that had a part counts.
    TERRAFORM_VERSION = error "terraform/version", "https://developer.hashicorp.com/terraform/language/terraform#terraform-required_version";
}

/// The blocks of a module, and in which minor version 1.x they came.
/// <https://github.com/hashicorp/terraform/blob/v1.11/CHANGELOG.md>, <https://github.com/opentofu/opentofu/blob/v1.10/CHANGELOG.md>
const BLOCKS: [(Section, u64); 6] = [
    (Section::Moved, 1),
    (Section::Check, 5),
    (Section::Import, 5),
    (Section::Removed, 7),
    (Section::Ephemeral, 10),
    (Section::Action, 14),
];

/// Functions, likewise; OpenTofu had `templatestring` and `issensitive` before Terraform.
const FUNCTIONS: [(&str, u64); 8] = [
    ("startswith", 3),
    ("endswith", 3),
    ("timecmp", 3),
    ("strcontains", 5),
    ("plantimestamp", 5),
    ("templatestring", 7),
    ("issensitive", 7),
    ("ephemeralasnull", 10),
];

/// Arguments and blocks within resources, variables and outputs.
const PARTS: [(&[Section], &str, u64); 4] = [
    (&[Section::Variable], "nullable", 1),
    (&[Section::Variable, Section::Output], "ephemeral", 10),
    (&[Section::Output], "precondition", 2),
    (&[Section::Import], "for_each", 7),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for settings in model.section(Section::Terraform) {
        let Some(Content::Literal(Literal::Text(text))) =
            settings.item.block().and_then(|block| block.get("required_version"))
        else {
            continue;
        };
        let Some(taken) = VersionConstraint::parse(text) else { continue };
        if let Some(used) = used(model).find(|used| !takes_since(&taken, used.minor)) {
            let wants = format!("`required_version` with version 1.{} or newer", used.minor);
            report.add(used.finding.given(format!("required_version = \"{text}\"")).wants(wants));
        }
    }
}

/// A part of the language that is used, and where.
struct Used {
    minor: u64,
    finding: Diagnostic,
}

fn message(part: &str) -> String {
    format!("no version that `required_version` takes has {part}")
}

/// A part of a block.
fn at(place: &Place<'_>, name: &str, part: &str, minor: u64) -> Used {
    Used { minor, finding: place.found(Rule::TERRAFORM_VERSION, name, message(part)) }
}

/// What the module is written in that the first version 1 lacks, the newest first.
fn used(model: &Model<'_>) -> impl Iterator<Item = Used> {
    let mut found = Vec::new();
    for (section, minor) in BLOCKS {
        let part = format!("`{}` blocks", section.name());
        found.extend(model.section(section).next().map(|place| at(&place, "", &part, minor)));
    }
    for (sections, name, minor) in PARTS {
        let has = |place: &Place<'_>| place.item.block().is_some_and(|block| block.get(name).is_some());
        let place = sections.iter().flat_map(|section| model.section(*section)).find(has);
        let part = |place: &Place<'_>| format!("`{name}` in `{}`", place.item.section.name());
        found.extend(place.map(|place| at(&place, name, &part(&place), minor)));
    }
    found.extend(model.section(Section::Resource).find_map(|place| {
        let name = write_only(&place)?;
        Some(at(&place, name, &format!("the write-only `{name}`"), 11))
    }));
    let crossing = model.section(Section::Variable).find(validates_with_others);
    found.extend(crossing.map(|place| {
        at(&place, "validation", "a `validation` that refers to anything but its own variable", 9)
    }));
    let mut settings = model.section(Section::Terraform);
    let locked = settings.find(has_lock_file);
    found.extend(locked.map(|place| at(&place, "backend", "`use_lockfile` of the backend s3", 10)));
    walk::expressions(model.document, &mut |spot, expression| {
        let (Expression::Call(name, _) | Expression::Spread(name, _)) = expression else { return };
        let finding = || spot.found(Rule::TERRAFORM_VERSION, message(&format!("the function `{name}`")));
        found.extend(since(name).map(|minor| Used { minor, finding: finding() }));
    });
    found.sort_by_key(|used| std::cmp::Reverse(used.minor));
    found.into_iter()
}

/// Whether a variable is validated by more than its own value. OpenTofu had no such validations before Terraform had them.
/// <https://developer.hashicorp.com/terraform/language/v1.9.x/upgrade-guides>
fn validates_with_others(variable: &Place<'_>) -> bool {
    let own = &variable.item.name;
    let is_other =
        |reference: &Reference| reference.address.mode != Mode::Variable || reference.address.name != *own;
    let mut found = Vec::new();
    for validation in variable.blocks("validation") {
        validation.entries().into_iter().for_each(|(_, value)| value.references(&mut found));
    }
    found.into_iter().any(is_other)
}

/// Whether the state in S3 is locked by a file. OpenTofu does so since 1.10 as well.
fn has_lock_file(settings: &Place<'_>) -> bool {
    let backends = settings.item.block().and_then(|block| block.get("backend")).map(literal::labels);
    backends.into_iter().flatten().any(|(kind, content)| {
        let Content::Block(body) = content else { return false };
        let written = body.get("use_lockfile");
        kind == "s3" && matches!(written, Some(Content::Literal(Literal::Bool(true))))
    })
}

/// A write-only argument of a resource of AWS, all of which have names that end alike. What is null is not passed on.
/// <https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only>
fn write_only<'a>(place: &Place<'a>) -> Option<&'a str> {
    let is_aws = place.item.resource_type.starts_with("aws_");
    let mut names = place.entries().into_iter().map(|(name, _)| name);
    names.find(|name| is_aws && name.ends_with("_wo") && place.has(name))
}

/// The version that has a function first; those of providers came together.
fn since(function: &str) -> Option<u64> {
    let plain = function.strip_prefix("core::").unwrap_or(function);
    if plain.starts_with("provider::") {
        return Some(7);
    }
    FUNCTIONS.iter().find(|(name, _)| *name == plain).map(|(_, minor)| *minor)
}

/// Whether a constraint takes a minor version or a later one.
fn takes_since(taken: &VersionConstraint, minor: u64) -> bool {
    Version::parse(&format!("1.{minor}.0")).is_none_or(|floor| taken.takes_from(&floor))
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn refused(required: &str, rest: &str) -> usize {
        let text = format!("terraform {{\n  required_version = \"{required}\"\n}}\n{rest}\n");
        found("terraform/version", &text).len()
    }

    #[test]
    fn a_version_is_taken_that_has_what_is_written() {
        let removed = "removed {\n  from = aws_eip.a\n}";
        for (required, expected) in [
            ("~> 1.5.0", 1),
            ("= 1.6.6", 1),
            ("< 1.7", 1),
            ("< 1.7.0", 1),
            (">= 1.0", 0),
            ("~> 1.5", 0),
            ("1.7.3", 0),
            ("> 1.7.4, < 1.7.6", 0),
            ("!= 1.7.0", 0),
            ("nonsense", 0),
        ] {
            assert_eq!(refused(required, removed), expected, "{required}");
        }
    }

    #[test]
    fn each_part_of_the_language_has_its_version() {
        for (minor, rest) in [
            (1, "variable \"a\" {\n  nullable = false\n}"),
            (3, "locals {\n  a = startswith(\"a\", \"b\")\n}"),
            (
                5,
                "check \"a\" {\n  assert {\n    condition = local.a\n    error_message = \"a\"\n  }\n}\nlocals {\n  a = true\n}",
            ),
            (7, "locals {\n  a = provider::aws::arn_parse(\"a\")\n}"),
            (
                9,
                "variable \"a\" {\n  validation {\n    condition = var.a > var.b\n    error_message = \"a\"\n  }\n}\nvariable \"b\" {}",
            ),
            (10, "variable \"a\" {\n  ephemeral = true\n}"),
            (11, "resource \"aws_x\" \"a\" {\n  value_wo = \"x\"\n}"),
        ] {
            assert_eq!(refused(&format!("~> 1.{}.0", minor - 1), rest), 1, "{rest}");
            assert_eq!(refused(&format!("~> 1.{minor}.0"), rest), 0, "{rest}");
        }
        assert_eq!(refused("~> 1.0.0", "resource \"aws_x\" \"a\" {\n  value_wo = null\n}"), 0);
        assert_eq!(refused("~> 1.0.0", "resource \"aws_eip\" \"a\" {}"), 0);
        let own = "variable \"a\" {\n  validation {\n    condition = var.a > 1\n    error_message = \"${var.a}\"\n  }\n}";
        assert_eq!(refused("~> 1.0.0", own), 0);
    }
}
