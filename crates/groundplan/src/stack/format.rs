//! The two syntaxes of Terraform's language, and what is told in comments where comments can be read.

use super::synthesis::Decisions;
use crate::decision::{Decision, Origin};
#[cfg(feature = "bundled-schema")]
use crate::schema;
use crate::terraform::{Document, Key};
use crate::unit::{label, sort_by};

/// The syntax in which Terraform is written. Both mean the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Terraform's JSON syntax, in `*.tf.json`: for programs that read or change what was made.
    #[default]
    Json,
    /// Terraform's native syntax, in `*.tf`: for people. What was decided stands in comments, with the
    /// reason.
    Hcl,
}

/// The file that holds what concerns everything.
const GENERAL: &str = "terraform";

impl Format {
    /// How the names of files end.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Json => "tf.json",
            Self::Hcl => "tf",
        }
    }

    /// The files of a document: name and text. Local values of the names in `kept` stay what they are.
    pub(super) fn render(
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

    /// One file of a document, by its name without an ending.
    pub(super) fn render_file(
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

/// A document with what was decided for the user at the head of each file.
fn explained(document: &Document, decisions: &[Decision]) -> Document {
    let mut explained = document.clone();
    normalize_blocks(&mut explained);
    let mut told: Vec<(String, String)> =
        decisions.iter().filter_map(|decision| comment(document, decision)).collect();
    sort_by(&mut told, |(a, _), (b, _)| a.cmp(b));
    for of_file in told.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((name, _)) = of_file.first() else { continue };
        let mut file = explained.file(name.clone());
        file.comment("Decisions about this file, with reasons. Change them in the spec.");
        of_file.iter().for_each(|(_, text)| file.comment(text.clone()));
    }
    explained
}

/// The file that a decision concerns, and what is said there; nothing of what the user said.
fn comment(document: &Document, decision: &Decision) -> Option<(String, String)> {
    if decision.origin == Origin::Explicit {
        return None;
    }
    let (file, name) = place(&decision.path);
    let is_there = document.items().iter().any(|item| item.file == file.as_str());
    let (file, name) = if is_there { (file, name) } else { (GENERAL.to_owned(), decision.path.as_str()) };
    let (value, origin, reason) = (&decision.value, decision.origin.name(), decision.reason());
    Some((file, format!("- {name} = {value} ({origin}): {reason}")))
}

/// The file of a path in a spec, and what is left of the path there.
fn place(path: &str) -> (String, &str) {
    let (head, rest) = path.split_once('.').unwrap_or((path, path));
    match (head, rest.split_once('.')) {
        ("services", Some((name, rest))) => (format!("service_{}", label(name)), rest),
        ("loadBalancer", _) => ("load_balancer".to_owned(), rest),
        ("alarms", _) => ("observability".to_owned(), rest),
        ("network" | "secrets" | "encryption" | "cluster" | "state" | "modules", _) => {
            (head.to_owned(), rest)
        }
        _ => (GENERAL.to_owned(), path),
    }
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::{Format, Stack};

    const SPEC: &str = r#"{"stack": "s", "region": "eu-west-1", "network": {"zones": 3},
        "services": {"api-v2": {"image": "public.ecr.aws/nginx/nginx:1.27.5-alpine"}},
        "environments": {"dev": {}}}"#;

    fn file(path: &str) -> String {
        let files = Stack::synth_json(SPEC).unwrap().files_as(Format::Hcl);
        files.into_iter().find(|file| file.path == path).unwrap().text
    }

    #[test]
    fn a_decision_belongs_to_the_file_of_its_concern() {
        for (path, file, name) in [
            ("network.egress", "network", "egress"),
            ("services.api-v2.healthCheck.path", "service_api_v2", "healthCheck.path"),
            ("loadBalancer.waf", "load_balancer", "waf"),
            ("alarms.preset", "observability", "preset"),
            ("secrets.key.recovery", "secrets", "key.recovery"),
            ("encryption", "encryption", "encryption"),
            ("logs.retention", "terraform", "logs.retention"),
            ("(AWS provider)", "terraform", "(AWS provider)"),
        ] {
            assert_eq!(place(path), (file.to_owned(), name), "{path}");
        }
    }

    #[test]
    fn what_was_decided_is_told_with_its_reason_and_what_was_said_is_not() {
        let network = file("environments/dev/network.tf");
        assert!(
            network.starts_with("# Decisions about this file, with reasons. Change them in the spec.\n# - "),
            "{network}"
        );
        assert!(network.contains("# - egress = nat (tier): How tasks reach what is outside the VPC."));
        assert!(!network.contains("# - zones"), "{network}");
        assert!(file("environments/dev/service_api_v2.tf").starts_with("# Decisions about this file"));
        let general = file("environments/dev/terraform.tf");
        assert!(general.contains("# - encryption = awsManaged (tier): "), "no file of its own: {general}");
        assert!(file("bootstrap/state.tf").contains("# - lock = s3 (default): "));
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
