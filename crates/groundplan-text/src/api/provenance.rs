use std::ops::RangeInclusive;

use groundplan::Format;
use groundplan::cost::Decimal;
use groundplan::diagnostic::{Path, Report};
use groundplan::schema::Schema;
use serde_json::{Value, json};

use super::options::{FORMATS, Options};
use crate::alternatives::{Alternative, Alternatives};
use crate::editor::documentation;
use crate::input::Source;
use crate::input::Texts;
use crate::input::UsageError;
use crate::machine;
use crate::provenance::{Because, Block, Lookup};

/// The blocks that a spec makes: `[{address, file, from, to, arguments: [{path, from, to}]}]`, with lines from 1; none, where the
/// spec has errors.
///
/// Options are `{environment, path, format}`: without a path of a file below the output folder, the blocks of all files are
/// told, in `json` or `hcl`.
///
/// # Errors
///
/// When an option is wrong.
///
/// ```
/// use groundplan_text::{Source, api};
/// use serde_json::json;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n");
/// let told = api::blocks(&spec, &json!({ "path": "environments/dev/network.tf.json" }), None)?;
/// let vpc = told.as_array().unwrap().iter().find(|block| block["address"] == "aws_vpc.main").unwrap();
/// assert_eq!(vpc["arguments"][0]["path"], "cidr_block");
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn blocks(spec: &Source, options: &Value, schema: Option<&Schema>) -> Result<Value, UsageError> {
    let given = Options::of("blocks", options, &["environment", "path", "format"])?;
    let (path, format) = (given.text("path")?, given.choice("format", &FORMATS)?);
    let lookup = Lookup::of(spec, given.text("environment")?, schema);
    let found = lookup.map(|lookup| match path {
        Some(path) => lookup.file(path),
        None => lookup.all(format.unwrap_or_default()),
    });
    let lined = |lines: &RangeInclusive<usize>, mut value: Value| {
        if let Some(object) = value.as_object_mut() {
            object.insert("from".to_owned(), (*lines.start()).into());
            object.insert("to".to_owned(), (*lines.end()).into());
        }
        value
    };
    let found = found.unwrap_or_default();
    let told = found.iter().map(|block| {
        let arguments = block.arguments.iter().map(|one| lined(&one.lines, json!({ "path": one.path })));
        lined(&block.lines, json!({ "address": block.address, "file": block.file, "arguments": arguments.collect::<Value>() }))
    });
    Ok(told.collect())
}

/// The decisions and the words of the spec that a block of an environment follows from: `{ok, provenance, diagnostics}`. Each
/// has `path`, `place` (where it is to be said, so that it counts in this environment), `value`, `origin`, `reason`, `controls`,
/// and the `arguments` that follow from it; none, where the whole block does.
///
/// Options are `{environment, address}`, both of which are needed.
///
/// # Errors
///
/// When an option is missing.
///
/// ```
/// use groundplan_text::{Source, api};
/// use serde_json::json;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n");
/// let told = api::provenance(&spec, &json!({ "environment": "dev", "address": "aws_vpc.main" }), None)?;
/// let cidr = told["provenance"].as_array().unwrap().iter().find(|one| one["path"] == "network.cidr").unwrap();
/// assert_eq!((&cidr["place"], &cidr["arguments"][0]), (&"environments.dev.network.cidr".into(), &"cidr_block".into()));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn provenance(spec: &Source, options: &Value, schema: Option<&Schema>) -> Result<Value, UsageError> {
    let given = Options::of("provenance", options, &["environment", "address"])?;
    let (environment, address) = (needed(&given, "environment")?, needed(&given, "address")?);
    Ok(match Lookup::of(spec, Some(environment), schema) {
        Ok(lookup) => {
            // In JSON, a local value stands by itself that is shown in an argument otherwise.
            let block = lookup.block(address, Format::Hcl).or_else(|| lookup.block(address, Format::Json));
            let told =
                block.iter().flat_map(by_decision).map(|(because, arguments)| told(because, &arguments));
            json!({ "ok": true, "provenance": told.collect::<Value>(), "diagnostics": [] })
        }
        Err(report) => json!({ "ok": false, "provenance": [], "diagnostics": findings(spec, &report) }),
    })
}

/// What a block follows from, that about the fewest arguments first, and what the whole block does last.
fn by_decision(block: &Block) -> Vec<(&Because, Vec<&str>)> {
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

fn told(because: &Because, arguments: &[&str]) -> Value {
    let decision = &because.decision;
    let reason = decision.reason();
    let reason = match Path::read(&decision.path) {
        Some(path) if reason.is_empty() => first_of(&path),
        _ => reason,
    };
    json!({
        "path": decision.path,
        "place": because.place,
        "value": decision.value,
        "origin": decision.origin.name(),
        "reason": reason,
        "controls": decision.controls,
        "arguments": arguments,
    })
}

/// What the JSON Schema says of a path, without how it is written.
fn first_of(path: &Path) -> String {
    let text = documentation(path).unwrap_or_default();
    text.split("\n\n").nth(1).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What each value that the schema offers at a path would cost the environment a month: `{ok, place, documentation, monthly,
/// ways, diagnostics}`. A alternative has `value`, `monthly`, `difference` to what it costs now, `whole`, whether everything has a price,
/// and `findings`, in words, that there are not now. Values that are refused are left out; of a path that is no choice, there
/// are none.
///
/// Options are `{environment, path}`, both of which are needed.
///
/// # Errors
///
/// When an option is missing, or the path is none.
///
/// ```
/// use groundplan_text::{Source, api};
/// use serde_json::json;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: { network: { egress: nat } } }\n");
/// let told = api::alternatives(&spec, &json!({ "environment": "dev", "path": "network.egress" }), None)?;
/// let public = told["alternatives"].as_array().unwrap().iter().find(|alternative| alternative["value"] == "publicIp").unwrap();
/// assert!(public["difference"].as_str().unwrap().starts_with('-'));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn alternatives(spec: &Source, options: &Value, schema: Option<&Schema>) -> Result<Value, UsageError> {
    let given = Options::of("alternatives", options, &["environment", "path"])?;
    let (environment, text) = (needed(&given, "environment")?, needed(&given, "path")?);
    let path = Path::read(text).ok_or_else(|| UsageError::new(format!("`{text}` is no path")).at("path"))?;
    Ok(match Alternatives::of(spec, environment, schema) {
        Ok(all) => {
            let now = all.now().map(|alternative| alternative.monthly).unwrap_or_default();
            json!({
                "ok": true,
                "place": all.place(&path).to_string(),
                "documentation": documentation(&path).unwrap_or_default(),
                "monthly": figure(now),
                "alternatives": all.at(&path).iter().map(|alternative| render_alternative(alternative, now)).collect::<Value>(),
                "diagnostics": [],
            })
        }
        Err(report) => json!({
            "ok": false, "place": text, "documentation": "", "monthly": "0", "alternatives": [],
            "diagnostics": findings(spec, &report),
        }),
    })
}

fn render_alternative(alternative: &Alternative, now: Decimal) -> Value {
    json!({
        "value": alternative.value,
        "monthly": figure(alternative.monthly),
        "difference": figure(alternative.monthly.saturating_sub(now)),
        "whole": alternative.is_whole,
        "findings": alternative.report.diagnostics().iter().map(|finding| finding.message.as_str()).collect::<Value>(),
    })
}

fn figure(amount: Decimal) -> String {
    amount.normalize().to_string()
}

fn findings(spec: &Source, report: &Report) -> Value {
    let mut texts = Texts::default();
    texts.extend([spec.clone()]);
    machine::findings(report, &texts)
}

fn needed<'a>(given: &Options<'a>, key: &str) -> Result<&'a str, UsageError> {
    given.text(key)?.ok_or_else(|| UsageError::new(format!("`{key}` is missing")).at(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str =
        "stack: shop\nregion: eu-west-1\nenvironments: { live: { tier: production, alarms: none } }\n";

    #[test]
    fn a_decision_has_its_reason_and_controls() {
        let spec = Source::new("a.yaml", SPEC);
        let options = json!({ "environment": "live", "address": "aws_cloudwatch_log_group.flow_logs" });
        let told = provenance(&spec, &options, Some(Schema::bundled())).unwrap();
        let of = |path: &str| {
            let all = told["provenance"].as_array().unwrap();
            all.iter().find(|one| one["path"] == path).unwrap_or_else(|| panic!("{told}")).clone()
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
    fn what_is_wrong_is_told() {
        let wrong = Source::new("a.yaml", "stack: shop\nregoin: x\n");
        let api = provenance(&wrong, &json!({ "environment": "a", "address": "b" }), None).unwrap();
        assert_eq!((&api["ok"], &api["diagnostics"][0]["code"]), (&json!(false), &json!("spec/unknown-key")));
        assert_eq!(
            alternatives(&wrong, &json!({ "environment": "a", "path": "stack" }), None).unwrap()["ok"],
            false
        );
        assert!(provenance(&wrong, &json!({ "environment": "a" }), None).is_err());
        assert!(alternatives(&wrong, &json!({ "environment": "a", "path": "x..y" }), None).is_err());
    }
}
