use groundplan::cost::{Monthly, PriceBook, Usage};
use groundplan::schema::Schema;
use groundplan::{Format, Synthesis};
use serde_json::{Value, json};

use super::fixes::told;
use super::options::{FORMATS, Options};
use crate::cost::{BudgetCheck, Priced};
use crate::input::Source;
use crate::input::Sources;
use crate::input::UsageError;
use crate::machine;

/// What is looked at when nobody writes for a moment.
#[derive(Clone, Debug, Default)]
pub struct OverviewOptions {
    /// The syntax of Terraform.
    pub format: Format,
    /// Only the files of this environment and the bootstrap; all, where there is none of this name.
    pub environment: Option<String>,
}

impl OverviewOptions {
    /// Options out of JSON: `{format: "json" | "hcl", environment}`, both of which may be left out.
    ///
    /// # Errors
    ///
    /// When a key or a value is not known.
    pub fn read(given: &Value) -> Result<Self, UsageError> {
        let given = Options::of("overview", given, &["format", "environment"])?;
        Ok(Self {
            format: given.choice("format", &FORMATS)?.unwrap_or_default(),
            environment: given.text("environment")?.map(str::to_owned),
        })
    }
}

/// Everything about a spec but advice: `{ok, environments, files, decisions, waived, findings, overBudget}`.
///
/// `environments` has `name`, `tier`, `monthly` (`fixed`, `usage`, `total`, `low`, `high`) and `unpriced`, how many
/// things have no price; `findings` are `{diagnostic, fixes}` as of [`super::fixes`]; the rest is as of
/// [`super::synth`] and [`super::estimate`], but no decision is priced.
///
/// # Errors
///
/// When the text is too large for a spec.
///
/// ```
/// use groundplan_text::api::{OverviewOptions, overview};
/// use groundplan_text::Source;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, production: { alarms: none } }\n");
/// let api = overview(spec, &OverviewOptions::default(), None)?;
/// assert_eq!(api["environments"][1]["tier"], "production");
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn overview(
    spec: Source,
    options: &OverviewOptions,
    schema: Option<&Schema>,
) -> Result<Value, UsageError> {
    let sources = Sources::new([spec.clone()])?;
    Ok(match sources.synth(schema) {
        Ok(synthesis) => success(&spec, &sources, synthesis, options),
        Err(report) => json!({
            "ok": false,
            "environments": [],
            "files": [],
            "decisions": [],
            "waived": [],
            "findings": told(&spec, &report, sources.texts()),
            "overBudget": [],
        }),
    })
}

fn success(spec: &Source, sources: &Sources, synthesis: Synthesis, options: &OverviewOptions) -> Value {
    let estimate = synthesis.estimate(PriceBook::bundled(), &Usage::new());
    let budgets = synthesis.budgets().map(|(module, money)| (module.to_owned(), money)).collect();
    let priced = Priced { estimate, budgets, documents: Vec::new() };
    let environments = environments(&synthesis, &priced);
    let (decisions, waived) = (machine::decisions(&synthesis), machine::waived(&synthesis));
    let findings = told(spec, synthesis.report(), sources.texts());
    let shown = match options.environment.as_deref() {
        Some(name) if synthesis.environment(name).is_some() => synthesis.only(name),
        _ => synthesis,
    };
    let files = shown.files_as(options.format).into_iter();
    json!({
        "ok": true,
        "environments": environments,
        "files": files.map(|file| json!({ "path": file.path, "text": file.text })).collect::<Value>(),
        "decisions": decisions,
        "waived": waived,
        "findings": findings,
        "overBudget": super::estimate::over_budget(&BudgetCheck::of(&priced, None)),
    })
}

fn environments(synthesis: &Synthesis, priced: &Priced) -> Value {
    let tiers = synthesis.decisions().iter().filter_map(|of| Some((of, of.tier?)));
    let told = tiers.map(|(of, tier)| {
        let module = priced.estimate.modules.iter().find(|module| module.name == of.folder);
        json!({
            "name": of.environment,
            "tier": tier.name(),
            "monthly": module.map(|module| monthly(module.monthly())),
            "unpriced": module.map_or(0, |module| module.unpriced.len()),
        })
    });
    told.collect()
}

fn monthly(monthly: Monthly) -> Value {
    let total = monthly.total();
    json!({
        "fixed": monthly.fixed.expected.normalize().to_string(),
        "usage": monthly.usage.expected.normalize().to_string(),
        "total": total.expected.normalize().to_string(),
        "low": total.low.normalize().to_string(),
        "high": total.high.normalize().to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "stack: shop
region: us-east-1
environments:
  dev: { budget: 1 USD }
  live: { tier: production, alarms: none }
";

    fn told(spec: &str, options: &Value) -> Value {
        let options = OverviewOptions::read(options).unwrap();
        overview(Source::new("a.yaml", spec), &options, Some(Schema::bundled())).unwrap()
    }

    #[test]
    fn environments_have_what_they_cost() {
        let api = told(SPEC, &json!({ "environment": "live", "format": "hcl" }));
        let bill = super::super::estimate(
            crate::Target::all([Source::new("a.yaml", SPEC)]).unwrap(),
            &super::super::EstimateOptions::default(),
            None,
        )
        .unwrap();
        let named = |name: &str| {
            let modules = bill["estimate"]["modules"].as_array().unwrap();
            modules.iter().find(|module| module["name"] == name).unwrap()["monthly"].clone()
        };
        assert_eq!(api["environments"][0]["monthly"], named("environments/dev"));
        assert_eq!(api["environments"][1]["monthly"], named("environments/live"));
        assert_eq!(api["environments"][1]["tier"], "production");
        assert_eq!(api["overBudget"], bill["overBudget"]);
        let of_dev = |file: &Value| file["path"].as_str().unwrap().starts_with("environments/dev/");
        assert!(!api["files"].as_array().unwrap().iter().any(of_dev));
        let all = told(SPEC, &json!({ "environment": "gone" }));
        assert!(all["files"].as_array().unwrap().iter().any(of_dev));
    }

    #[test]
    fn what_is_wrong_comes_with_its_fixes() {
        let api = told("stack: shop\nregoin: us-east-1\n", &Value::Null);
        assert_eq!((&api["ok"], &api["files"]), (&json!(false), &json!([])));
        assert_eq!(api["findings"][0]["fixes"][0]["edits"][0]["insert"], "region");
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&api), keys(&told(SPEC, &Value::Null)));
    }
}
