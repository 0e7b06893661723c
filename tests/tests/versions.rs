//! The floor of the provider that documents claim is one that has everything in them.

use groundplan::schema::{Schema, needs};
use groundplan::terraform::Document;
use groundplan_tests::case::{accepted, synth_yaml};

/// The floor in `required_providers`: `5.100.0`.
fn floor(document: &Document) -> String {
    let files = document.render();
    let text = files.iter().find(|(name, _)| name == "terraform.tf.json").map(|(_, text)| text.as_str());
    let (_, from) = text.unwrap_or_default().split_once("\"version\": \">= ").unwrap_or_default();
    from.split(',').next().unwrap_or_default().to_owned()
}

fn numbers(version: &str) -> Vec<u64> {
    version.split('.').filter_map(|number| number.parse().ok()).collect()
}

#[test]
fn every_document_claims_a_provider_that_takes_it() {
    let mut seen = 0;
    for case in accepted() {
        for (folder, document) in case.accepted().documents() {
            let needed =
                needs(document, Schema::bundled()).map_or_else(Vec::new, |it| numbers(&it.to_string()));
            let claimed = floor(document);
            let has_own = claimed.is_empty();
            assert!(
                has_own || needed <= numbers(&claimed),
                "{} {folder}: {claimed} {needed:?}",
                case.folder().display()
            );
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} documents");
}

/// The floors of a spec's environment, whose raw blocks and overrides are given.
fn floor_of(rest: &str) -> String {
    let spec = format!("stack: shop\nregion: eu-west-1\nenvironments:\n  dev:\n    {rest}\n");
    floor(synth_yaml(&spec).environment("dev").expect("it was made"))
}

#[test]
fn what_is_written_raw_raises_the_floor() {
    assert_eq!(floor_of("tags: {}"), "5.100.0");
    let raw = |block: &str| floor_of(&format!("raw: {{ resource: {block} }}"));
    assert_eq!(raw("{ aws_sqs_queue: { a: { name: a } } }"), "5.100.0");
    assert_eq!(raw("{ aws_sqs_queue: { a: { name: a, region: eu-west-2 } } }"), "6.0.0");
    assert_eq!(raw("{ aws_s3vectors_vector_bucket: { a: { vector_bucket_name: abc } } }"), "6.25.0");
    assert_eq!(raw("{ aws_lb: { a: { name: a, health_check_logs: { bucket: b } } } }"), "6.25.0");
    let newest = raw("{ aws_workmail_organization: { a: { organization_alias: a } } }");
    assert!(numbers(&newest) > vec![6, 14, 0], "{newest}");
    let own = floor_of(
        "raw: { terraform: { required_providers: { aws: { source: hashicorp/aws, version: '~> 6.2' } } }, resource: { aws_sqs_queue: { a: { region: eu-west-2 } } } }",
    );
    assert!(!own.contains("6.0.0"), "what users write is theirs");
}
