//! Specs for tests.

use groundplan::Synthesis;
use groundplan::diagnostic::Report;
use groundplan::schema::Schema;
use groundplan_text::{Source, Sources};

/// One spec in YAML.
pub(crate) fn spec(text: &str) -> Sources {
    Sources::of([Source::new("groundplan.yaml", text)].into_iter().collect())
}

/// What is made of it with the schema of the program.
pub(crate) fn made(sources: &Sources) -> Result<Synthesis, Report> {
    sources.synth(Some(Schema::bundled()))
}
