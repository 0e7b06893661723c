use groundplan::cost::Decimal;
use groundplan::decision;
use groundplan::diagnostic::{Path, Report};
use groundplan::report::data::Amount;
use groundplan::schema::Schema;
use serde::Serialize;
use serde_json::Value;

use super::options::options;
use crate::editor::documentation;
use crate::input::Texts;
use crate::input::UsageError;
use crate::input::{Notation, Source};
use crate::machine::{self, Diagnostic};
use crate::provenance::{self, Tracer};

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

options! {
    /// Which choice in which environment.
    "alternatives" pub struct AlternativesOptions {
        /// In which notation the text is: YAML by default.
        notation: Option<Notation>,
        /// The environment.
        environment: String,
        /// The path within the environment: `network.egress`.
        path: String,
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
    pub address: String,
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

/// A value of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Alternative {
    /// The value.
    pub value: Value,
    /// What the environment costs with it.
    pub monthly: Amount,
    /// To what the environment costs now.
    pub difference: Amount,
    /// Whether everything has a price.
    pub whole: bool,
    /// What would be found then, and is not now.
    pub findings: Vec<String>,
}

/// What each value of a choice would cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Alternatives {
    /// Whether there are no errors; there may be warnings.
    pub ok: bool,
    /// Where it is to be set.
    pub place: String,
    /// What it is, as Markdown.
    pub documentation: String,
    /// What the environment costs now.
    pub monthly: Amount,
    /// The values that are accepted; none, where there is no choice.
    pub alternatives: Vec<Alternative>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// The blocks of a file as groundplan writes it.
///
/// ```
/// use groundplan_text::api::blocks;
/// let found = blocks("main.tf", "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n");
/// assert_eq!((found[0].address.as_str(), found[0].to), ("aws_vpc.main", 3));
/// ```
#[must_use]
pub fn blocks(name: &str, text: &str) -> Vec<Block> {
    provenance::blocks(name, text).into_iter().map(Block::from).collect()
}

impl From<provenance::Block> for Block {
    fn from(block: provenance::Block) -> Self {
        let (from, to) = block.lines.into_inner();
        Self {
            address: block.address,
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

/// Finds the decisions, and the parts of the spec, that a block of an environment follows from, by trying other values.
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
    Ok(match Tracer::of(spec, &options.environment, schema) {
        Ok(tracer) => {
            let found = tracer.provenance(&options.address);
            let found = found.into_iter().map(|one| described(&tracer, one));
            ProvenanceOfBlock { ok: true, provenance: found.collect(), diagnostics: Vec::new() }
        }
        Err(report) => {
            ProvenanceOfBlock { ok: false, provenance: Vec::new(), diagnostics: findings(spec, &report) }
        }
    })
}

fn described(tracer: &Tracer<'_>, one: provenance::Provenance) -> Provenance {
    let decision = tracer.decision(&one.path);
    Provenance {
        path: one.path.to_string(),
        place: tracer.place(&one.path).to_string(),
        origin: decision.map_or("explicit", |decision| decision.origin.name()),
        reason: decision.map_or_else(|| first_of(&one.path), decision::Decision::reason),
        controls: decision.map_or(&[][..], |decision| decision.controls),
        value: one.value,
        arguments: one.arguments,
    }
}

/// What the JSON Schema says of a path, without how it is written.
fn first_of(path: &Path) -> String {
    let text = documentation(path).unwrap_or_default();
    text.split("\n\n").nth(1).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Prices each value that the schema offers at a path, for the environment and a month. Values that are refused are left
/// out; of a path that is no choice, there are none.
///
/// # Errors
///
/// When the path is none.
///
/// ```
/// use groundplan_text::api::{AlternativesOptions, alternatives};
/// use groundplan_text::Source;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: { network: { egress: nat } } }\n");
/// let options = AlternativesOptions { notation: None, environment: "dev".into(), path: "network.egress".into() };
/// let found = alternatives(&spec, &options, None)?.alternatives;
/// let public = found.iter().find(|alternative| alternative.value == "publicIp").unwrap();
/// assert!(public.difference.0.starts_with('-'));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn alternatives(
    spec: &Source,
    options: &AlternativesOptions,
    schema: Option<&Schema>,
) -> Result<Alternatives, UsageError> {
    let text = options.path.as_str();
    let path = Path::read(text).ok_or_else(|| UsageError::new(format!("`{text}` is no path")).at("path"))?;
    Ok(match Tracer::of(spec, &options.environment, schema) {
        Ok(tracer) => {
            let now = tracer.now().map(|alternative| alternative.monthly).unwrap_or_default();
            Alternatives {
                ok: true,
                place: tracer.place(&path).to_string(),
                documentation: documentation(&path).unwrap_or_default(),
                monthly: now.into(),
                alternatives: tracer.alternatives(&path).into_iter().map(|one| priced(one, now)).collect(),
                diagnostics: Vec::new(),
            }
        }
        Err(report) => Alternatives {
            ok: false,
            place: text.to_owned(),
            documentation: String::new(),
            monthly: Amount("0".to_owned()),
            alternatives: Vec::new(),
            diagnostics: findings(spec, &report),
        },
    })
}

fn priced(one: provenance::Alternative, now: Decimal) -> Alternative {
    Alternative {
        value: one.value,
        monthly: one.monthly.into(),
        difference: one.monthly.saturating_sub(now).into(),
        whole: one.is_whole,
        findings: one.report.diagnostics().iter().map(|finding| finding.message.clone()).collect(),
    }
}

fn findings(spec: &Source, report: &Report) -> Vec<Diagnostic> {
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
        let of = |path: &str| {
            let options = AlternativesOptions::read(&json!({ "environment": "a", "path": path })).unwrap();
            alternatives(&wrong, &options, None)
        };
        assert!(!of("stack").unwrap().ok);
        assert!(of("x..y").is_err());
        let error = ProvenanceOptions::read(&json!({ "environment": "a" })).unwrap_err();
        assert_eq!((error.message(), error.option()), ("`address` is missing", "address"));
    }
}
