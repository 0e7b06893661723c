//! Why an object changes, each reason once and with addresses as Terraform writes them.

use std::collections::BTreeSet;

use super::effect::{Cause, ObjectChange};
use super::names::shown;

/// The change as it is handed out.
pub(super) fn named(mut object: ObjectChange) -> ObjectChange {
    for causes in [&mut object.arguments, &mut object.because, &mut object.perhaps] {
        *causes = without_covered(std::mem::take(causes));
        for follows in causes.iter_mut().filter_map(|cause| cause.follows.as_mut()) {
            *follows = shown(follows.as_str()).into();
        }
    }
    object
}

/// Without arguments of a block that is named as a whole, and without those of which another cause says what they follow.
fn without_covered(causes: Vec<Cause>) -> Vec<Cause> {
    let whole: BTreeSet<String> = causes
        .iter()
        .filter(|cause| cause.follows.is_none() && !cause.unless_default)
        .map(|cause| cause.argument.clone())
        .collect();
    let following: BTreeSet<String> = causes
        .iter()
        .filter(|cause| cause.follows.is_some())
        .flat_map(|cause| blocks_of(&cause.argument).chain([cause.argument.as_str()]))
        .map(str::to_owned)
        .collect();
    let is_covered = |cause: &Cause| {
        let argument = cause.argument.as_str();
        following.contains(argument) || blocks_of(argument).any(|block| whole.contains(block))
    };
    causes.into_iter().filter(|cause| cause.follows.is_some() || !is_covered(cause)).collect()
}

/// What an argument is in: of `rule[1].status`, `rule` and `rule[1]`.
fn blocks_of(argument: &str) -> impl Iterator<Item = &str> {
    argument.match_indices(['.', '[']).map(|(end, _)| &argument[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(causes: Vec<Cause>) -> Vec<String> {
        without_covered(causes).into_iter().map(|cause| cause.argument).collect()
    }

    #[test]
    fn a_new_block_is_named_without_what_is_in_it() {
        let inner = Cause { unless_default: true, ..Cause::of("rule[1].status") };
        assert_eq!(left(vec![Cause::of("rule[1]"), inner.clone(), Cause::of("rules")]), ["rule[1]", "rules"]);
        assert_eq!(left(vec![Cause::of("rule[2]"), inner]), ["rule[2]", "rule[1].status"]);
        let perhaps = Cause { unless_default: true, ..Cause::of("rule") };
        assert_eq!(
            left(vec![perhaps, Cause::of("rule.id")]),
            ["rule", "rule.id"],
            "nothing is lost that is certain"
        );
    }

    #[test]
    fn what_an_argument_follows_is_the_better_reason() {
        let follows = Cause::following("subnets[2]", "aws_subnet.c");
        let named = left(vec![Cause::of("subnets"), Cause::of("name"), follows]);
        assert_eq!(named, ["name", "subnets[2]"]);
    }
}
