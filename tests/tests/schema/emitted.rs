//! What groundplan makes keeps to the provider's schema.

use groundplan::schema::{Schema, check};
use groundplan_tests::assert_none;
use groundplan_tests::case::accepted;

#[test]
fn everything_that_is_made_keeps_to_the_schema() {
    let mut failures = Vec::new();
    let mut checked = 0;
    for case in accepted() {
        for (folder, document) in case.accepted().documents() {
            checked += document.items().len();
            let report = check(document, Schema::bundled());
            let found =
                report.diagnostics().iter().map(|finding| format!("{} {folder}\n{finding}", case.name));
            failures.extend(found);
        }
    }
    assert!(checked > 1000, "{checked} objects were checked");
    assert_none(&failures);
}
