use crate::aws::Resolver;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::unit::Days;

rules! {
    /// Old versions of the state are kept for at least a day.
    ///
    /// S3 counts in whole days, and a state that cannot be taken back is a state that will be lost.
    NONCURRENT_VERSIONS = error "state/noncurrent-versions", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html";
}

pub(super) fn check(noncurrent_versions: Days, resolver: &mut Resolver<'_>) {
    if noncurrent_versions.as_u32() == 0 {
        let path = Path::of("state.noncurrentVersions");
        let finding = Diagnostic::new(Rule::NONCURRENT_VERSIONS, path, "old versions would be gone at once");
        resolver.report(finding.given(noncurrent_versions).wants("a day or more").hint("90 days"));
    }
}
