use groundplan::Format;
use groundplan::diagnostic::{Path, Report};
use groundplan::schema::Schema;
use groundplan::terraform::InstanceAddress;
use serde::Serialize;

use super::options::{Syntax, options};
use crate::editor::documentation;
use crate::input::Texts;
use crate::input::UsageError;
use crate::input::{Notation, Source};
use crate::machine::{self, Diagnostic};
use crate::provenance::{self, Because, Lookup};

options! {
    /// Which blocks.
    #[derive(Default)]
    "blocks" pub struct BlocksOptions {
        /// In which notation the text is: YAML by default.
        notation: Option<Notation>,
        /// The environment; without a name, or with one that there is none of, the first.
        environment: Option<String>,
        /// A file below the output folder: `environments/dev/network.tf`. Without it, all files.
        path: Option<String>,
        /// The syntax of all files: `*.tf.json` by default.
        format: Option<Syntax>,
    }
}

options! {
    /// Which block of which environment.
    "provenance" pub struct ProvenanceOptions {
        /// In which notation the text is: YAML by default.
        notation: Option<Notation>,
        /// The environment.
        environment: String,
        /// As bills, comparisons and `blocks` write addresses.
        address: String,
    }
}

/// An argument or a nested block, and its lines, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "BlockArgument"))]
pub struct Argument {
    /// The outer before the inner: `health_check`, `health_check.path`.
    pub path: String,
    /// Its first line.
    pub from: usize,
    /// Its last line.
    pub to: usize,
}

/// A block of Terraform and its lines, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Block {
    /// `aws_vpc.main`, `data.aws_region.here`, `local.names`, `output.url`.
    pub address: InstanceAddress,
    /// The file, below the output folder.
    pub file: String,
    /// What is in it.
    pub arguments: Vec<Argument>,
    /// Its first line.
    pub from: usize,
    /// Its last line.
    pub to: usize,
}

/// A decision, or a part of the spec, that a block follows from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Provenance {
    /// The path within the environment.
    pub path: String,
    /// Where it is to be set, so that it counts in this environment.
    pub place: String,
    /// The value.
    pub value: String,
    /// Who decided.
    pub origin: &'static str,
    /// Why, in a sentence.
    pub reason: String,
    /// Published controls that it meets.
    pub controls: &'static [&'static str],
    /// The arguments that follow from it; none, where the whole block does.
    pub arguments: Vec<String>,
}

/// What a block follows from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct ProvenanceOfBlock {
    /// Whether there are no errors; there may be warnings.
    pub ok: bool,
    /// The decisions, and the parts of the spec.
    pub provenance: Vec<Provenance>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lists the blocks that a spec makes, with their lines; none, where the spec has errors. Without a path of a file below the
/// output folder, the blocks of all files are listed.
///
/// # Errors
///
/// None so far.
///
/// ```
/// use groundplan_text::Source;
/// use groundplan_text::api::{BlocksOptions, blocks};
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n");
/// let options = BlocksOptions { path: Some("environments/dev/network.tf.json".into()), ..BlocksOptions::default() };
/// let found = blocks(&spec, &options, None)?;
/// let vpc = found.iter().find(|block| block.address == "aws_vpc.main").unwrap();
/// assert_eq!(vpc.arguments[0].path, "cidr_block");
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn blocks(
    spec: &Source,
    options: &BlocksOptions,
    schema: Option<&Schema>,
) -> Result<Vec<Block>, UsageError> {
    let lookup = Lookup::of(spec, options.environment.as_deref(), schema);
    let found = lookup.map(|lookup| match &options.path {
        Some(path) => lookup.file(path),
        None => lookup.all(options.format.map_or(Format::default(), Format::from)),
    });
    Ok(found.unwrap_or_default().into_iter().map(Block::from).collect())
}

impl From<provenance::Block> for Block {
    fn from(block: provenance::Block) -> Self {
        let (from, to) = block.lines.into_inner();
        Self {
            address: block.address,
            file: block.file,
            arguments: block.arguments.into_iter().map(Argument::from).collect(),
            from,
            to,
        }
    }
}

impl From<provenance::Argument> for Argument {
    fn from(argument: provenance::Argument) -> Self {
        let (from, to) = argument.lines.into_inner();
        Self { path: argument.path, from, to }
    }
}

/// Looks up the decisions, and the parts of the spec, that a block of an environment follows from.
///
/// # Errors
///
/// None so far.
///
/// ```
/// use groundplan_text::api::{ProvenanceOptions, provenance};
/// use groundplan_text::Source;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n");
/// let options = ProvenanceOptions { notation: None, environment: "dev".into(), address: "aws_vpc.main".into() };
/// let found = provenance(&spec, &options, None)?.provenance;
/// let cidr = found.iter().find(|one| one.path == "network.cidr").unwrap();
/// assert_eq!((cidr.place.as_str(), cidr.arguments[0].as_str()), ("environments.dev.network.cidr", "cidr_block"));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn provenance(
    spec: &Source,
    options: &ProvenanceOptions,
    schema: Option<&Schema>,
) -> Result<ProvenanceOfBlock, UsageError> {
    Ok(match Lookup::of(spec, Some(&options.environment), schema) {
        Ok(lookup) => {
            let address = options.address.as_str();
            // In JSON, a local value is a block of its own that is shown in an argument otherwise.
            let block = lookup.block(address, Format::Hcl).or_else(|| lookup.block(address, Format::Json));
            let found = block.iter().flat_map(by_decision);
            let found = found.map(|(because, arguments)| described(because, &arguments)).collect();
            ProvenanceOfBlock { ok: true, provenance: found, diagnostics: Vec::new() }
        }
        Err(report) => {
            ProvenanceOfBlock { ok: false, provenance: Vec::new(), diagnostics: findings(spec, &report) }
        }
    })
}

/// What a block follows from, that about the fewest arguments first, and what the whole block does last.
fn by_decision(block: &provenance::Block) -> Vec<(&Because, Vec<&str>)> {
    let mut found: Vec<(&Because, Vec<&str>)> = Vec::new();
    for argument in &block.arguments {
        for because in &argument.because {
            match found.iter_mut().find(|(known, _)| known.decision.path == because.decision.path) {
                Some((_, arguments)) if arguments.contains(&argument.path.as_str()) => {}
                Some((_, arguments)) => arguments.push(&argument.path),
                None => found.push((because, vec![&argument.path])),
            }
        }
    }
    found.retain(|(one, _)| !block.because.iter().any(|whole| whole.decision.path == one.decision.path));
    found.sort_by_key(|(_, arguments)| arguments.len());
    found.extend(block.because.iter().map(|because| (because, Vec::new())));
    found
}

fn described(because: &Because, arguments: &[&str]) -> Provenance {
    let decision = &because.decision;
    let reason = decision.reason();
    let reason = match Path::read(&decision.path) {
        Some(path) if reason.is_empty() => first_of(&path),
        _ => reason,
    };
    Provenance {
        path: decision.path.clone(),
        place: because.place.clone(),
        value: decision.value.clone(),
        origin: decision.origin.name(),
        reason,
        controls: decision.controls,
        arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
    }
}

/// What the JSON Schema says of a path, without how it is written.
fn first_of(path: &Path) -> String {
    let text = documentation(path).unwrap_or_default();
    text.split("\n\n").nth(1).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn findings(spec: &Source, report: &Report) -> Vec<Diagnostic> {
    let mut texts = Texts::default();
    texts.extend([spec.clone()]);
    machine::findings(report, &texts)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SPEC: &str =
        "stack: shop\nregion: eu-west-1\nenvironments: { live: { tier: production, alarms: none } }\n";

    #[test]
    fn a_decision_has_its_reason_and_controls() {
        let spec = Source::new("a.yaml", SPEC);
        let options = json!({ "environment": "live", "address": "aws_cloudwatch_log_group.flow_logs" });
        let options = ProvenanceOptions::read(&options).unwrap();
        let found = provenance(&spec, &options, Some(Schema::bundled())).unwrap();
        let found = serde_json::to_value(found).unwrap();
        let of = |path: &str| {
            let all = found["provenance"].as_array().unwrap();
            all.iter().find(|one| one["path"] == path).unwrap_or_else(|| panic!("{found}")).clone()
        };
        let retention = of("network.flowLogs.retention");
        assert_eq!(
            (&retention["origin"], &retention["arguments"]),
            (&json!("tier"), &json!(["retention_in_days"]))
        );
        assert!(
            !retention["controls"].as_array().unwrap().is_empty()
                && retention["reason"].as_str().unwrap().len() > 20
        );
        assert_eq!((&of("stack")["origin"], &of("stack")["place"]), (&json!("explicit"), &json!("stack")));
    }

    #[test]
    fn what_is_wrong_is_found() {
        let wrong = Source::new("a.yaml", "stack: shop\nregoin: x\n");
        let options = ProvenanceOptions::read(&json!({ "environment": "a", "address": "b" })).unwrap();
        let found = provenance(&wrong, &options, None).unwrap();
        assert_eq!((found.ok, found.diagnostics[0].code), (false, "spec/unknown-key"));
        let error = ProvenanceOptions::read(&json!({ "environment": "a" })).unwrap_err();
        assert_eq!((error.message(), error.option()), ("`address` is missing", "address"));
    }
}
