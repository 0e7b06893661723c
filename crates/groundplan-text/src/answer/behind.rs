use std::ops::RangeInclusive;

use groundplan::cost::Decimal;
use groundplan::decision::Decision;
use groundplan::diagnostic::{Path, Report};
use groundplan::schema::Schema;
use serde_json::{Value, json};

use super::given::Given;
use crate::behind::{Behind, Trial, Way, blocks as found};
use crate::editor::documentation;
use crate::machine;
use crate::source::Source;
use crate::texts::Texts;
use crate::trouble::Trouble;

/// The blocks of a file as groundplan writes it: `[{address, from, to, arguments: [{path, from, to}]}]`, with lines from 1.
///
/// ```
/// use groundplan_text::answer::blocks;
/// let told = blocks("main.tf", "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n");
/// assert_eq!((&told[0]["address"], &told[0]["to"]), (&"aws_vpc.main".into(), &3.into()));
/// ```
#[must_use]
pub fn blocks(name: &str, text: &str) -> Value {
    let lined = |lines: &RangeInclusive<usize>, mut value: Value| {
        if let Some(object) = value.as_object_mut() {
            object.insert("from".to_owned(), (*lines.start()).into());
            object.insert("to".to_owned(), (*lines.end()).into());
        }
        value
    };
    let all = found(name, text);
    let told = all.iter().map(|block| {
        let arguments = block.arguments.iter().map(|one| lined(&one.lines, json!({ "path": one.path })));
        lined(&block.lines, json!({ "address": block.address, "arguments": arguments.collect::<Value>() }))
    });
    told.collect()
}

/// The decisions and the words of the spec that a block of an environment follows from: `{ok, behind, diagnostics}`, found by
/// trying other values. Each has `path`, `place` (where it is to be said, so that it counts in this environment), `value`,
/// `origin`, `reason`, `controls`, and the `arguments` that follow from it; none, where the whole block does.
///
/// Options are `{environment, address}`, both of which are needed.
///
/// # Errors
///
/// When an option is missing.
///
/// ```
/// use groundplan_text::{Source, answer};
/// use serde_json::json;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n");
/// let told = answer::behind(&spec, &json!({ "environment": "dev", "address": "aws_vpc.main" }), None)?;
/// let cidr = told["behind"].as_array().unwrap().iter().find(|one| one["path"] == "network.cidr").unwrap();
/// assert_eq!((&cidr["place"], &cidr["arguments"][0]), (&"environments.dev.network.cidr".into(), &"cidr_block".into()));
/// # Ok::<(), groundplan_text::Trouble>(())
/// ```
pub fn behind(spec: &Source, options: &Value, schema: Option<&Schema>) -> Result<Value, Trouble> {
    let given = Given::of("behind", options, &["environment", "address"])?;
    let (environment, address) = (needed(&given, "environment")?, needed(&given, "address")?);
    Ok(match Trial::of(spec, environment, schema) {
        Ok(trial) => {
            let told = trial.behind(address).into_iter().map(|one| told(&trial, &one));
            json!({ "ok": true, "behind": told.collect::<Value>(), "diagnostics": [] })
        }
        Err(report) => json!({ "ok": false, "behind": [], "diagnostics": findings(spec, &report) }),
    })
}

fn told(trial: &Trial<'_>, one: &Behind) -> Value {
    let decision = trial.decision(&one.path);
    let reason = decision.map_or_else(|| first_of(&one.path), Decision::reason);
    json!({
        "path": one.path.to_string(),
        "place": trial.place(&one.path).to_string(),
        "value": one.value,
        "origin": decision.map_or("explicit", |decision| decision.origin.name()),
        "reason": reason,
        "controls": decision.map_or(&[][..], |decision| decision.controls),
        "arguments": one.arguments,
    })
}

/// What the JSON Schema says of a path, without how it is written.
fn first_of(path: &Path) -> String {
    let text = documentation(path).unwrap_or_default();
    text.split("\n\n").nth(1).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What each value that the schema offers at a path would cost the environment a month: `{ok, place, documentation, monthly,
/// ways, diagnostics}`. A way has `value`, `monthly`, `difference` to what it costs now, `whole`, whether everything has a price,
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
/// use groundplan_text::{Source, answer};
/// use serde_json::json;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: { network: { egress: nat } } }\n");
/// let told = answer::ways(&spec, &json!({ "environment": "dev", "path": "network.egress" }), None)?;
/// let public = told["ways"].as_array().unwrap().iter().find(|way| way["value"] == "publicIp").unwrap();
/// assert!(public["difference"].as_str().unwrap().starts_with('-'));
/// # Ok::<(), groundplan_text::Trouble>(())
/// ```
pub fn ways(spec: &Source, options: &Value, schema: Option<&Schema>) -> Result<Value, Trouble> {
    let given = Given::of("ways", options, &["environment", "path"])?;
    let (environment, text) = (needed(&given, "environment")?, needed(&given, "path")?);
    let path = Path::read(text).ok_or_else(|| Trouble::new(format!("`{text}` is no path")).at("path"))?;
    Ok(match Trial::of(spec, environment, schema) {
        Ok(trial) => {
            let now = trial.now().map(|way| way.monthly).unwrap_or_default();
            json!({
                "ok": true,
                "place": trial.place(&path).to_string(),
                "documentation": documentation(&path).unwrap_or_default(),
                "monthly": figure(now),
                "ways": trial.ways(&path).iter().map(|way| told_way(way, now)).collect::<Value>(),
                "diagnostics": [],
            })
        }
        Err(report) => json!({
            "ok": false, "place": text, "documentation": "", "monthly": "0", "ways": [],
            "diagnostics": findings(spec, &report),
        }),
    })
}

fn told_way(way: &Way, now: Decimal) -> Value {
    json!({
        "value": way.value,
        "monthly": figure(way.monthly),
        "difference": figure(way.monthly.saturating_sub(now)),
        "whole": way.is_whole,
        "findings": way.report.diagnostics().iter().map(|finding| finding.message.as_str()).collect::<Value>(),
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

fn needed<'a>(given: &Given<'a>, key: &str) -> Result<&'a str, Trouble> {
    given.text(key)?.ok_or_else(|| Trouble::new(format!("`{key}` is missing")).at(key))
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
        let told = behind(&spec, &options, Some(Schema::bundled())).unwrap();
        let of = |path: &str| {
            let all = told["behind"].as_array().unwrap();
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
        let answer = behind(&wrong, &json!({ "environment": "a", "address": "b" }), None).unwrap();
        assert_eq!(
            (&answer["ok"], &answer["diagnostics"][0]["code"]),
            (&json!(false), &json!("spec/unknown-key"))
        );
        assert_eq!(ways(&wrong, &json!({ "environment": "a", "path": "stack" }), None).unwrap()["ok"], false);
        assert!(behind(&wrong, &json!({ "environment": "a" }), None).is_err());
        assert!(ways(&wrong, &json!({ "environment": "a", "path": "x..y" }), None).is_err());
    }
}
