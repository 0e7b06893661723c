use super::spec::State;
use crate::aws::Resolver;
use crate::aws::foreign::Foreign;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::unit::Days;

rules! {
    /// Old versions of the state are kept for at least a day.
    ///
    /// S3 counts in whole days, and a state that cannot be taken back is a state that will be lost.
    NONCURRENT_VERSIONS = error "state/noncurrent-versions", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html";

    /// A state that is kept elsewhere is locked, encrypted and kept as it is there.
    ///
    /// What holds it belongs to another stack, or existed before.
    STATE_ELSEWHERE = error "state/elsewhere", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html";
}

pub(super) fn check(noncurrent_versions: Days, resolver: &mut Resolver<'_>) {
    if noncurrent_versions.as_u32() == 0 {
        let path = Path::of("state.noncurrentVersions");
        let finding = Diagnostic::new(Rule::NONCURRENT_VERSIONS, path, "old versions would be gone at once");
        resolver.report(finding.given(noncurrent_versions).wants("a day or more").hint("90 days"));
    }
}

/// What is wrong with a state that is kept elsewhere.
pub(super) fn check_elsewhere(spec: &State, resolver: &mut Resolver<'_>) {
    if spec.from.is_none() && spec.bucket.is_none() {
        return;
    }
    let kept = [
        ("lock", spec.lock.map(|lock| lock.to_string())),
        ("noncurrentVersions", spec.noncurrent_versions.map(|days| days.to_string())),
        ("encryption", spec.encryption.map(|encryption| encryption.to_string())),
    ];
    let ways = ["from", "bucket"];
    let foreign = Foreign { rule: Rule::STATE_ELSEWHERE, place: "state", thing: "bucket", ways };
    foreign.check(kept, spec.from.is_some() && spec.bucket.is_some(), resolver);
    if let Some(stack) = spec.from.as_ref().filter(|stack| **stack == resolver.context.stack) {
        let message = "the state would be in a bucket that nothing makes";
        let finding = Diagnostic::new(Rule::STATE_ELSEWHERE, Path::of("state.from"), message).given(stack);
        resolver.report(finding.wants("another stack, or no such key"));
    }
    if let Some(bucket) = spec.bucket.as_ref().filter(|bucket| !is_bucket(bucket)) {
        let path = Path::of("state.bucket");
        let finding =
            Diagnostic::new(Rule::STATE_ELSEWHERE, path, "a bucket cannot have this name").given(bucket);
        let lower = bucket.to_lowercase().replace(['_', ' '], "-");
        resolver.report(
            finding
                .wants("3 to 63 small letters, digits, dots and hyphens, a letter or digit first and last")
                .maybe_hint(is_bucket(&lower).then_some(lower)),
        );
    }
}

fn is_bucket(name: &str) -> bool {
    let is_end = |character: Option<char>| {
        character.is_some_and(|one| one.is_ascii_lowercase() || one.is_ascii_digit())
    };
    (3..=63).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
        && is_end(name.chars().next())
        && is_end(name.chars().last())
}
