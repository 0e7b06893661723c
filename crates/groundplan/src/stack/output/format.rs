//! The two syntaxes of Terraform's language, and the comments that the native one gets.

use super::synthesis::Decisions;
use crate::decision::{Decision, Origin};
#[cfg(feature = "bundled-schema")]
use crate::schema;
use crate::terraform::{Document, Key, Rendered};
use crate::unit::sort_by;

/// The syntax in which Terraform is written. Both mean the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Terraform's JSON syntax, in `*.tf.json`: for programs that read or change what was made.
    #[default]
    Json,
    /// Terraform's native syntax, in `*.tf`: for people. Comments list the decisions, with their reasons.
    Hcl,
}

/// The file that holds what concerns everything.
const GENERAL: &str = "terraform";

impl Format {
    /// How the names of files end.
    pub(in crate::stack) fn ending(self) -> &'static str {
        match self {
            Self::Json => "tf.json",
            Self::Hcl => "tf",
        }
    }

    /// The files of a document: name and text. Local values of the names in `kept` stay what they are.
    pub(in crate::stack) fn render(
        self,
        document: &Document,
        decided: Option<&Decisions>,
        kept: &[Key],
    ) -> Vec<(String, String)> {
        match self {
            Self::Json => document.render(),
            Self::Hcl => {
                explained(document, decided.map_or(&[], |of| &of.decisions)).render_hcl_keeping(kept)
            }
        }
    }

    /// The files of a document as [`Format::render`] makes them, with what their lines are.
    pub(in crate::stack) fn render_spans(
        self,
        document: &Document,
        decided: Option<&Decisions>,
    ) -> Vec<Rendered> {
        match self {
            Self::Json => document.render_spans(false),
            Self::Hcl => explained(document, decided.map_or(&[], |of| &of.decisions)).render_spans(true),
        }
    }

    /// One file of a document, by its name without an ending.
    pub(in crate::stack) fn render_file(
        self,
        document: &Document,
        decided: Option<&Decisions>,
        file: &str,
    ) -> Option<(String, String)> {
        match self {
            Self::Json => document.render_file(file),
            Self::Hcl => explained(document, decided.map_or(&[], |of| &of.decisions)).render_hcl_file(file),
        }
    }
}

/// Tells nested blocks from arguments where the words of a spec do not: JSON has one form for both.
#[cfg(feature = "bundled-schema")]
fn normalize_blocks(document: &mut Document) {
    schema::normalize_blocks(document, schema::Schema::bundled());
}

#[cfg(not(feature = "bundled-schema"))]
fn normalize_blocks(_: &mut Document) {}

/// A document with what was decided for the user at the head of the file in which most follows from it.
fn explained(document: &Document, decisions: &[Decision]) -> Document {
    let mut explained = document.clone();
    normalize_blocks(&mut explained);
    let places = Places::of(document);
    let mut comments: Vec<(&str, String)> = decisions
        .iter()
        .filter(|decision| decision.origin != Origin::Explicit)
        .map(|decision| (places.file(&decision.path), comment(decision)))
        .collect();
    sort_by(&mut comments, |(a, _), (b, _)| a.cmp(b));
    for of_file in comments.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((name, _)) = of_file.first() else { continue };
        let mut file = explained.file((*name).to_owned());
        file.comment("Decisions about this file, with reasons. Change them in the spec.");
        of_file.iter().for_each(|(_, text)| file.comment(text.clone()));
    }
    explained
}

fn comment(decision: &Decision) -> String {
    let (name, value, origin) = (&decision.path, &decision.value, decision.origin.name());
    format!("- {name} = {value} ({origin}): {}", decision.reason())
}

/// The files in which decisions are written, by their paths.
struct Places<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Places<'a> {
    fn of(document: &'a Document) -> Self {
        let files = document.files_of_decisions();
        let written = document.decisions().iter().zip(files);
        let mut places: Vec<(&str, &str)> =
            written.filter_map(|(one, file)| Some((one.path.as_str(), file?.as_str()))).collect();
        sort_by(&mut places, |(a, _), (b, _)| a.cmp(b));
        Self(places)
    }

    /// The file of a decision. One that leaves nothing in a file, such as a firewall that is off, belongs to
    /// the file of the settings beside it.
    fn file(&self, path: &str) -> &'a str {
        let mut part = path;
        loop {
            let below = |known: &str| {
                known.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            let from = self.0.partition_point(|(known, _)| *known < part);
            let near = self.0.get(from..).unwrap_or_default().iter();
            if let Some((_, file)) =
                near.take_while(|(known, _)| known.starts_with(part)).find(|(known, _)| below(known))
            {
                return file;
            }
            match part.rsplit_once('.') {
                Some((outer, _)) => part = outer,
                None => return GENERAL,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, Stack};

    const SPEC: &str = r#"{"stack": "s", "region": "eu-west-1", "network": {"zones": 3},
        "services": {"api-v2": {"image": "public.ecr.aws/nginx/nginx:1.27.5-alpine"}},
        "environments": {"dev": {}}}"#;

    fn file(path: &str) -> String {
        let files = Stack::synth_json(SPEC).unwrap().files_as(Format::Hcl);
        files.into_iter().find(|file| file.path == path).unwrap().text
    }

    #[test]
    fn what_was_decided_is_told_with_its_reason_and_what_was_said_is_not() {
        let network = file("environments/dev/network.tf");
        assert!(
            network.starts_with("# Decisions about this file, with reasons. Change them in the spec.\n# - "),
            "{network}"
        );
        assert!(
            network.contains("# - network.egress = nat (tier): How tasks reach what is outside the VPC.")
        );
        assert!(!network.contains("# - network.zones"), "{network}");
        assert!(file("environments/dev/service_api_v2.tf").starts_with("# Decisions about this file"));
        // It has no file of its own, and is written first where sessions are logged.
        assert!(file("environments/dev/cluster.tf").contains("# - encryption = awsManaged (tier): "));
        assert!(file("bootstrap/state.tf").contains("# - state.lock = s3 (default): "));
    }

    #[cfg(feature = "bundled-schema")]
    #[test]
    fn what_was_said_raw_has_blocks_where_the_provider_has() {
        let raw = r#""raw": {"resource": {"aws_s3_bucket_versioning": {"a": {"bucket": "b",
            "versioning_configuration": {"status": "Enabled"}}}}}, "environments""#;
        let files = Stack::synth_json(&SPEC.replace("\"environments\"", raw)).unwrap().files_as(Format::Hcl);
        let text: String = files.into_iter().map(|file| file.text).collect();
        let block = "  bucket = \"b\"\n\n  versioning_configuration {\n    status = \"Enabled\"\n  }\n}\n";
        assert!(text.contains(block), "{text}");
    }

    #[test]
    fn json_is_what_files_gives() {
        let synthesis = Stack::synth_json(SPEC).unwrap();
        assert_eq!(synthesis.files(), synthesis.files_as(Format::Json));
        let native = synthesis.files_as(Format::Hcl);
        assert!(native.iter().all(|file| !file.path.ends_with(".json")));
        assert_eq!(native.len(), synthesis.files().len());
    }
}
