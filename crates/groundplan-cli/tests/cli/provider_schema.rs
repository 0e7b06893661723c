//! The schema of another provider, in groundplan's form.

use crate::place::Place;

fn printed(deprecated: bool) -> String {
    format!(
        r#"{{"provider_schemas": {{"registry.terraform.io/acme/acme": {{"resource_schemas": {{"acme_thing": {{
            "block": {{"attributes": {{"size": {{"type": "number", "optional": true, "deprecated": {deprecated}}}}}}}}}}}}}}}}}"#
    )
}

#[test]
fn it_is_printed_or_written() {
    let place = Place::new();
    place.write("new.json", &printed(false));
    place.write("old.json", &printed(true));
    let ran = place.run(&["provider-schema", "new.json"]).ends(0);
    assert_eq!(
        ran.output,
        "schema 1 registry.terraform.io/acme/acme -\nprovider\nresource acme_thing\n size ? number\n"
    );
    let words =
        ["provider-schema", "new.json", "--deprecations", "old.json", "--provider-version", "acme=2.1.0"];
    let ran = place.run(&[&words[..], &["--out", "acme.txt"]].concat()).ends(0);
    assert!(ran.output.contains("acme.txt"), "{}", ran.output);
    let written = place.read("acme.txt");
    assert!(written.starts_with("schema 1 registry.terraform.io/acme/acme 2.1.0\n"), "{written}");
    assert!(written.ends_with(" size ? number ^\n"), "{written}");
    let again = place.run(&["provider-schema", "acme.txt"]).ends(0);
    assert_eq!(again.output, written);
}

#[test]
fn what_is_no_schema_is_refused() {
    let place = Place::new();
    place.write("new.json", "{}");
    place
        .run(&["provider-schema", "new.json"])
        .ends(2)
        .says("schema/form")
        .says("terraform providers schema -json");
    place.run(&["provider-schema", "absent.json"]).ends(2).says("cannot read absent.json");
    place.write("new.json", &printed(false));
    let other = ["provider-schema", "new.json", "--provider-version", "aws=1"];
    place.run(&other).ends(2).says("no provider aws").says("registry.terraform.io/acme/acme");
}
