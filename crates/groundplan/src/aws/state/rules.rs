use crate::aws::Context;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::unit::Days;

rules! {
    /// Old versions of the state are kept for at least a day.
    ///
    /// S3 counts in whole days, and a state that cannot be taken back is a state that will be lost.
    OLD_VERSIONS = error "state/old-versions", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html";
}

pub(super) fn check(old_versions: Days, cx: &mut Context<'_>) {
    if old_versions.as_u32() == 0 {
        let path = Path::of("state.oldVersions");
        let finding = Diagnostic::new(Rule::OLD_VERSIONS, path, "old versions would be gone at once");
        cx.report(finding.given(old_versions).wants("a day or more").hint("90 days"));
    }
}
